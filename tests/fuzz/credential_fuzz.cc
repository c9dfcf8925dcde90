#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "appliance/base/bytes.h"
#include "appliance/elm/attribution.h"
#include "appliance/elm/credential_text.h"
#include "appliance/elm/issuer.h"
#include "appliance/elm/mandate_evidence.h"
#include "appliance/elm/node.h"
#include "appliance/elm/preparation.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::Code;
using signet::Error;
using signet::elm::CredentialText;
using signet::elm::Preparation;
using signet::elm::PreparationParameters;
using signet::fuzz::Require;

constexpr signet::json::Limits kLimits{.max_octets = 1U << 20U, .max_depth = 64};

CredentialText Read(std::string text) {
  return CredentialText::Read(signet::UntrustedText(std::move(text)), kLimits);
}

const signet::CertificateSubject kSubject{.organisation = "TEST \"Seal\" Organisation",
                                          .organisation_identifier = "NTREE-12345678",
                                          .common_name = "TEST Seal",
                                          .country = "EE"};

PreparationParameters Parameters() {
  return {.issued = signet::Time(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1)),
          .issuer_id_suffix = "6b0b7c0e-5f6a-4d0c-9a53-0c2f3b7d1e41"};
}

void RequireUnprepared(const Error& error) {
  signet::fuzz::RequireCode(
      error, {Code::kIssuerMissing, Code::kIssuerMismatch, Code::kPreparationImpossible});
}

void PrepareOne(Preparation preparation, const CredentialText& credential) {
  const PreparationParameters parameters = Parameters();
  try {
    const std::string prepared =
        signet::elm::Prepare(preparation, credential, kSubject, parameters);
    Require(prepared == signet::elm::Prepare(preparation, credential, kSubject, parameters),
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
                signet::elm::MatchIssuer(signet::elm::ReadIssuer(again.root()), kSubject)),
            "the prepared issuer is the certificate's subject");
  } catch (const Error& error) {
    RequireUnprepared(error);
  }
}

std::size_t MandatesIn(signet::json::Value credential) {
  const auto evidence = signet::elm::ValuesOf(credential, "evidence");
  return static_cast<std::size_t>(std::ranges::count_if(evidence, signet::elm::IsMandateEvidence));
}

void RequireOthersUntouched(signet::json::Value before, signet::json::Value after) {
  constexpr std::array<std::string_view, 5> kWritten = {"issuer", "issued", "issuanceDate",
                                                        "evidence", "credentialSchema"};
  auto kept = after.First();
  for (auto member = before.First(); member; member = member->Next(), kept = kept->Next()) {
    Require(kept && kept->raw_name() == member->raw_name(), "members stay in their order");
    const bool written = std::ranges::find(kWritten, member->name()) != kWritten.end();
    Require(written || kept->raw() == member->raw(), "members keep their spelling");
  }
}

void PrepareByMandate(const CredentialText& credential) {
  PreparationParameters parameters = Parameters();
  parameters.issued_by_mandate = true;
  parameters.mandates = {{.id = "urn:epass:evidence:1",
                          .statement = "\"Asked\"\nfor",
                          .document = {},
                          .document_type = {}},
                         {.id = "urn:epass:evidence:2",
                          .statement = "too",
                          .document = "AAAA",
                          .document_type = "image/png"}};
  try {
    const CredentialText again =
        Read(signet::elm::Prepare(Preparation::kEdc, credential, kSubject, parameters));
    RequireOthersUntouched(credential.root(), again.root());
    Require(MandatesIn(again.root()) == 2, "the evidence is the mandates'");
    signet::elm::TextEdits edits;
    signet::elm::SetIssuedByMandate(again.root(), edits);
    Require(edits.edits().empty(), "the profile is issued-by-mandate");
  } catch (const Error& error) {
    RequireUnprepared(error);
  }
}

void Attribute(const CredentialText& credential) {
  const signet::elm::Attribution found = signet::elm::ReadAttribution(credential.root());
  Require(found == signet::elm::ReadAttribution(credential.root()), "a text says the same twice");
  for (const signet::elm::Award& award : found.awards) {
    for (const std::size_t body : award.bodies) {
      Require(body < found.awarding_bodies.size(), "who awards is an awarding body");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const CredentialText credential = Read(std::string(signet::AsText({data, size})));
    PrepareOne(Preparation::kEdc, credential);
    PrepareOne(Preparation::kAsIs, credential);
    PrepareByMandate(credential);
    Attribute(credential);
  } catch (const Error& error) {
    signet::fuzz::RequireCode(
        error, {Code::kNotJson, Code::kNotUtf8, Code::kByteOrderMark, Code::kDuplicateMember,
                Code::kLoneSurrogate, Code::kTooDeep, Code::kTooLarge, Code::kNumberOutOfRange,
                Code::kNotACredential, Code::kContextUnexpected, Code::kAlreadySealed});
  }
  return 0;
}
