#include "provisioning/commands/answer.h"

#include <fmt/format.h>

#include "provisioning/json_members.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr json::Limits kLargestAnswer{.max_octets = 512U << 20U};

}  // namespace

void PrintAnswer(const Invocation& invocation, const std::string& answer, Describe describe) {
  if (invocation.json) {
    fmt::print("{}\n", answer);
    return;
  }
  const auto document = json::Document::Parse(answer, kLargestAnswer);
  fmt::print("{}", describe(document.root()));
}

void PrintList(const Invocation& invocation, const std::string& answer, const char* member,
               Describe describe, const char* none) {
  if (invocation.json) {
    fmt::print("{}\n", answer);
    return;
  }
  const auto document = json::Document::Parse(answer, kLargestAnswer);
  const auto elements = ElementsIn(document.root(), member);
  if (elements.empty()) fmt::print("{}\n", none);
  for (const json::Value element : elements) fmt::print("{}", describe(element));
}

void PrintProposed(const Invocation& invocation, const Proposed& proposed, Describe describe) {
  PrintAnswer(invocation, proposed.answer, proposed.in_force ? describe : DescribeProposal);
  if (invocation.json || proposed.in_force) return;
  const auto document = json::Document::Parse(proposed.answer, {});
  fmt::print(
      "Proposed. Nothing has changed yet. Next, another administrator:\n"
      "  signetctl --profile ADMIN.toml approval approve {}\n",
      TextIn(document.root(), "id"));
}

}  // namespace signet::provisioning
