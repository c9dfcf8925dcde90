#include "appliance/seal/revocation_value.h"

#include <utility>

#include "appliance/seal/crl.h"
#include "appliance/seal/ocsp_response.h"

namespace signet::seal {
namespace {

std::optional<UnusableAnswer> OutOfDate(const RevocationStatus& status,
                                        const FreshnessRules& rules) {
  if (status.this_update > rules.now + rules.tolerance) {
    return UnusableAnswer{"It is from the future: thisUpdate is " + FormatTime(status.this_update) +
                          "."};
  }
  if (EndOf(status, rules) <= rules.now) {
    return UnusableAnswer{"It is out of date since " + FormatTime(EndOf(status, rules)) + "."};
  }
  return std::nullopt;
}

}  // namespace

Time EndOf(const RevocationStatus& status, const FreshnessRules& rules) {
  return status.next_update.value_or(status.this_update + rules.longest_age);
}

std::variant<RevocationValue, UnusableAnswer> ReadOcspAnswer(ByteView response,
                                                             const Certificate& certificate,
                                                             const Certificate& issuer,
                                                             const FreshnessRules& rules) {
  const auto read = OcspResponse::Read(response);
  if (!read) return UnusableAnswer{"It is no OCSP response."};
  if (read->status() != OcspStatus::kSuccessful) {
    return UnusableAnswer{"The responder says " + std::string(NameOf(read->status())) + "."};
  }
  const auto status = read->StatusOf(certificate, issuer);
  if (!status) return UnusableAnswer{"It is about another certificate."};
  auto responder = read->ResponderFor(issuer, {});
  if (!responder) return UnusableAnswer{"It is not signed by one who may speak for the issuer."};
  if (*responder == issuer) responder.reset();
  if (auto out_of_date = OutOfDate(*status, rules)) return *std::move(out_of_date);
  return RevocationValue{RevocationValue::Kind::kOcsp, Bytes(response.begin(), response.end()),
                         *status, std::move(responder)};
}

std::variant<RevocationValue, UnusableAnswer> ReadCrlAnswer(ByteView crl,
                                                            const Certificate& certificate,
                                                            const Certificate& issuer,
                                                            const FreshnessRules& rules) {
  const auto read = Crl::Read(crl);
  if (!read) return UnusableAnswer{"It is no complete CRL."};
  if (!read->IsSignedBy(issuer)) return UnusableAnswer{"It is not signed by the issuer."};
  const auto status = read->StatusOf(certificate);
  if (!status) return UnusableAnswer{"It does not cover the certificate."};
  if (auto out_of_date = OutOfDate(*status, rules)) return *std::move(out_of_date);
  return RevocationValue{RevocationValue::Kind::kCrl, Bytes(crl.begin(), crl.end()), *status,
                         std::nullopt};
}

}  // namespace signet::seal
