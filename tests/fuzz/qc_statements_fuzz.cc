#include <cstdint>
#include <optional>

#include "appliance/base/certificate.h"
#include "appliance/base/error.h"
#include "appliance/seal/qc_statements.h"
#include "appliance/seal/service_qualifiers.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::Certificate;
using signet::fuzz::Require;

std::optional<Certificate> Parse(signet::ByteView der) {
  try {
    return Certificate::FromDer(der);
  } catch (const signet::Error& error) {
    signet::fuzz::RequireCode(error, {signet::Code::kCryptographyFailed});
    return std::nullopt;
  }
}

// Asks for everything that criteria can look at.
signet::seal::Criteria EveryCriterion() {
  signet::seal::Criteria out;
  out.assertion = signet::seal::Criteria::Assert::kAll;
  out.key_usages = {{{"nonRepudiation", true}}};
  out.policy_sets = {{"1.2.3"}};
  out.extended_key_usages = {{"1.3.6.1.5.5.7.3.4"}};
  out.subject_attributes = {{"2.5.4.3"}};
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto certificate = Parse({data, size});
  if (!certificate) return 0;
  // No try: what a certificate holds never makes these throw.
  const auto read = signet::seal::ReadQcStatements(*certificate);
  Require(!read.malformed || !(read.compliance || read.sscd || read.for_seals),
          "what is malformed says nothing");
  Require(signet::seal::Meets(EveryCriterion(), *certificate).has_value(), "criteria are decided");
  return 0;
}
