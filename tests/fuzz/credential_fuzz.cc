#include <cstdint>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/elm/credential_text.h"
#include "appliance/elm/issuer.h"
#include "appliance/elm/preparation.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::Code;
using signet::Error;
using signet::elm::CredentialText;
using signet::elm::Preparation;
using signet::fuzz::Require;

constexpr signet::json::Limits kLimits{.max_octets = 1U << 20U, .max_depth = 64};

CredentialText Read(std::string text) {
  return CredentialText::Read(signet::UntrustedText(std::move(text)), kLimits);
}

void PrepareOne(Preparation preparation, const CredentialText& credential) {
  const signet::CertificateSubject subject{.organisation = "TEST \"Seal\" Organisation",
                                           .organisation_identifier = "NTREE-12345678",
                                           .common_name = "TEST Seal",
                                           .country = "EE"};
  const signet::elm::PreparationParameters parameters{
      .issued = signet::Time(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1)),
      .issuer_id_suffix = "6b0b7c0e-5f6a-4d0c-9a53-0c2f3b7d1e41"};
  try {
    const std::string prepared = signet::elm::Prepare(preparation, credential, subject, parameters);
    Require(prepared == signet::elm::Prepare(preparation, credential, subject, parameters),
            "preparing twice gives the same octets");
    if (preparation == Preparation::kAsIs) {
      Require(prepared == credential.text(), "as-is changes nothing");
      return;
    }
    const CredentialText again = Read(prepared);
    Require(again.text() == prepared, "what was prepared is a credential");
    const auto issued = again.root().Find("issued");
    Require(issued && issued->AsString() == "2026-06-01T00:00:00Z", "issued is the time given");
    Require(signet::elm::IsMatch(
                signet::elm::MatchIssuer(signet::elm::ReadIssuer(again.root()), subject)),
            "the prepared issuer is the certificate's subject");
  } catch (const Error& error) {
    signet::fuzz::RequireCode(
        error, {Code::kIssuerMissing, Code::kIssuerMismatch, Code::kPreparationImpossible});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const CredentialText credential = Read(std::string(signet::AsText({data, size})));
    PrepareOne(Preparation::kEdc, credential);
    PrepareOne(Preparation::kAsIs, credential);
  } catch (const Error& error) {
    signet::fuzz::RequireCode(
        error, {Code::kNotJson, Code::kNotUtf8, Code::kByteOrderMark, Code::kDuplicateMember,
                Code::kLoneSurrogate, Code::kTooDeep, Code::kTooLarge, Code::kNumberOutOfRange,
                Code::kNotACredential, Code::kContextUnexpected, Code::kAlreadySealed});
  }
  return 0;
}
