#include <cstdint>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/json.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::AsText;
using signet::fuzz::Require;
using signet::json::Document;
using signet::json::Limits;
using signet::json::Value;

constexpr Limits kLimits{.max_octets = 1U << 20U, .max_depth = 64};

// What a value says of its place and what stands there are one, inside its parent and behind its
// elder sibling.
void RequireSpans(const Document& document, Value value, std::size_t least, std::size_t most) {
  Require(value.begin() >= least && value.end() <= most && value.begin() < value.end(),
          "values nest");
  Require(value.raw() == document.text().substr(value.begin(), value.end() - value.begin()),
          "raw() is the text between begin() and end()");
  std::size_t count = 0;
  std::size_t behind = value.begin() + 1;
  for (auto inner = value.First(); inner; inner = inner->Next()) {
    RequireSpans(document, *inner, behind, value.end() - 1);
    behind = inner->end();
    ++count;
    if (value.is_object()) {
      const auto found = value.Find(inner->name());
      Require(found && found->begin() == inner->begin(), "a member's name finds that member");
      Require(!inner->raw_name().empty(), "a member's name stands in the text");
    } else {
      Require(inner->raw_name().empty(), "an element has no name");
    }
  }
  Require(count == value.size(), "size() counts what Next() walks");
}

void RequireEqual(Value a, Value b) {
  Require(a.kind() == b.kind() && a.raw() == b.raw() && a.size() == b.size(),
          "reading twice gives the same");
  Require(a.AsString() == b.AsString() && a.AsInteger() == b.AsInteger(),
          "reading twice gives the same content");
  auto first = a.First();
  auto second = b.First();
  for (; first && second; first = first->Next(), second = second->Next()) {
    RequireEqual(*first, *second);
  }
  Require(!first && !second, "reading twice gives the same members");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(AsText({data, size}));
  try {
    const Document document = Document::Parse(text, kLimits);
    Require(document.text() == text, "the document keeps its text");
    RequireSpans(document, document.root(), 0, text.size());
    // A value cut out of its text is a text of its own.
    RequireEqual(document.root(), Document::Parse(document.root().raw(), kLimits).root());
  } catch (const signet::Error& error) {
    using signet::Code;
    signet::fuzz::RequireCode(
        error, {Code::kNotJson, Code::kNotUtf8, Code::kByteOrderMark, Code::kDuplicateMember,
                Code::kLoneSurrogate, Code::kTooDeep, Code::kTooLarge, Code::kNumberOutOfRange});
  }
  return 0;
}
