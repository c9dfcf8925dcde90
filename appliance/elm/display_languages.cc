#include "appliance/elm/display_languages.h"

#include <algorithm>
#include <utility>

#include "appliance/elm/language.h"
#include "appliance/elm/node.h"

namespace signet::elm {
namespace {

// More than anybody displays, so that a list of them costs nothing.
constexpr std::size_t kMostLanguages = 100;

std::optional<std::string> TagOf(json::Value language) {
  const auto iri = IriOf(language);
  return iri ? LanguageTag(LastPathPart(*iri)) : std::nullopt;
}

}  // namespace

std::optional<std::string> PrimaryLanguage(json::Value credential) {
  const auto display = OneValueOf(credential, "displayParameter");
  const auto language = display ? OneValueOf(*display, "primaryLanguage") : std::nullopt;
  return language ? TagOf(*language) : std::nullopt;
}

std::vector<std::string> DisplayLanguages(json::Value credential) {
  std::vector<std::string> tags;
  const auto add = [&tags](std::optional<std::string> tag) {
    if (!tag || tags.size() == kMostLanguages || std::ranges::find(tags, *tag) != tags.end()) {
      return;
    }
    tags.push_back(*std::move(tag));
  };
  add(PrimaryLanguage(credential));
  for (const json::Value display : ValuesOf(credential, "displayParameter")) {
    for (const json::Value language : ValuesOf(display, "language")) add(TagOf(language));
  }
  return tags;
}

}  // namespace signet::elm
