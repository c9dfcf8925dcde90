#include <cstdint>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/seal/list_reader/list_reader.h"
#include "appliance/seal/trusted_list.h"
#include "tests/fuzz/invariant.h"

// The reader of XML, and the strict reading of what it answers.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view xml = signet::AsText({data, size});
  // No try: neither throws because of what the text holds.
  const std::string answer = signet::list_reader::ReadTrustedList(xml);
  const auto read = signet::seal::ReadListAnswer(signet::UntrustedText(answer));
  using signet::fuzz::Require;
  Require(read.is_signed() == read.reason.empty(), "what is not valid says why");
  Require(!read.is_signed() || read.signer, "what is valid has a signer");
  Require(read.verdict != "not XML" || !read.list, "what is no XML says nothing");
  if (read.list) {
    for (const auto& service : read.list->services) {
      Require(!service.states.empty(), "a service has a state");
    }
    Require(signet::seal::CountSealIssuers(*read.list) <= read.list->services.size(), "counts");
  }
  Require(signet::list_reader::ReadTrustedList(xml) == answer, "reading twice gives the same");
  return 0;
}
