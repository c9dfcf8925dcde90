#include "appliance/seal/asn1_value.h"

#include <openssl/crypto.h>
#include <openssl/provider.h>

#include <chrono>
#include <ctime>
#include <memory>

#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

struct Free {
  void operator()(OSSL_LIB_CTX* p) const { OSSL_LIB_CTX_free(p); }
  void operator()(OSSL_PROVIDER* p) const { OSSL_PROVIDER_unload(p); }
};

/// A context of OpenSSL's with the null provider, which knows no algorithm. Without a provider of
/// its own the context would load the default one.
struct NullContext {
  std::unique_ptr<OSSL_LIB_CTX, Free> context{OSSL_LIB_CTX_new()};
  std::unique_ptr<OSSL_PROVIDER, Free> provider{context ? OSSL_PROVIDER_load(context.get(), "null")
                                                        : nullptr};
  NullContext() {
    if (!provider) throw openssl::Failure("OpenSSL could not be set up.");
  }
};

}  // namespace

OSSL_LIB_CTX* ContextWithoutKeys() {
  static const NullContext null;
  return null.context.get();
}

std::optional<Time> TimeFromAsn1(const ASN1_TIME* time) {
  std::tm fields{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &fields) != 1) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(fields.tm_year + 1900),
      std::chrono::month(static_cast<unsigned>(fields.tm_mon) + 1),
      std::chrono::day(static_cast<unsigned>(fields.tm_mday))};
  return Time(std::chrono::sys_days(date)) + std::chrono::hours(fields.tm_hour) +
         std::chrono::minutes(fields.tm_min) + std::chrono::seconds(fields.tm_sec);
}

ByteView ViewOf(const ASN1_STRING* value) {
  return {ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value))};
}

RevocationReason ReasonFromNumber(long number) {
  switch (number) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 8:
    case 9:
    case 10:
      return static_cast<RevocationReason>(number);
    default:
      return RevocationReason::kUnspecified;
  }
}

}  // namespace signet::seal
