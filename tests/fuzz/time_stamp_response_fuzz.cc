#include <chrono>
#include <cstdint>

#include "appliance/base/bytes.h"
#include "appliance/seal/time_stamp_response.h"
#include "tests/fuzz/invariant.h"

namespace {

using namespace signet;
using fuzz::Require;

constexpr std::string_view kContent = "TEST content";

// One request for ever, so that the kept answers are answers to it.
const seal::TimeStampRequest& Request() {
  static const seal::TimeStampRequest request{
      HashFunction::kSha256, Hash(HashFunction::kSha256, {AsBytes(kContent)}), "",
      Bytes{0x53, 0x49, 0x47, 0x4E, 0x45, 0x54, 0x2D, 0x46, 0x55, 0x5A, 0x5A, 0x21}};
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Time at(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1));
  // No try: it never throws because of what the response holds.
  const auto read =
      seal::ReadTimeStampResponse({data, size}, Request(), {{}, at, at, std::chrono::hours(24)});
  const auto* const refused = std::get_if<seal::RefusedTimeStamp>(&read);
  Require(refused != nullptr, "nothing is trusted without an anchor");
  Require(!refused->text.empty() && !NameOf(refused->problem).empty(), "a refusal says why");
  return 0;
}
