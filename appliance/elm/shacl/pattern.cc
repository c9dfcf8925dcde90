#include "appliance/elm/shacl/pattern.h"

#include <re2/re2.h>

#include <string>

#include "appliance/base/error.h"

namespace signet::elm {
namespace {

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

re2::RE2::Options Quiet() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  return options;
}

}  // namespace

struct Pattern::Content {
  explicit Content(std::string_view text) : expression(Piece(text), Quiet()) {}
  re2::RE2 expression;
};

Pattern::Pattern(std::string_view expression)
    : content_(std::make_unique<const Content>(expression)) {
  if (!content_->expression.ok()) {
    throw Error(Code::kProfileMalformed,
                "A pattern of the profile is no regular expression that RE2 takes: " +
                    content_->expression.error() + ".");
  }
}

Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::Matches(std::string_view text) const {
  return content_->expression.Match(Piece(text), 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

std::string_view Pattern::expression() const { return content_->expression.pattern(); }

}  // namespace signet::elm
