#include "tests/unit/elm/reading.h"

#include <array>
#include <utility>

#include "appliance/base/json_pointer.h"
#include "tests/support/n_triples.h"

namespace signet::elm {
namespace {

constexpr json::Limits kLimits{.max_octets = 16U << 20U, .max_depth = 100};

void Shorten(std::string& text, std::string_view start, std::string_view prefix) {
  for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at)) {
    const std::size_t end = text.find('>', at);
    text.erase(end, 1);
    text.replace(at, start.size(), prefix);
  }
}

constexpr std::array kRefusals = {"not-an-object", "keyword",       "id-not-text",
                                  "several-ids",   "type-not-text", "language-value-not-text",
                                  "protected-term"};
constexpr std::array kVanished = {"undefined-term", "undefined-type", "ill-formed-iri",
                                  "ill-formed-language", "separate-graph"};

}  // namespace

TestContext::TestContext(std::string_view profile) {
  const json::Document document = json::Document::Parse(profile, kLimits);
  const ProfileValue root(document.root());
  IriPrefixes prefixes;
  if (const auto member = document.root().Find("prefixes")) {
    for (auto prefix = member->First(); prefix; prefix = prefix->Next()) {
      prefixes.Add(prefix->name(), *prefix->AsString());
    }
  }
  context_ =
      Context::Read(ProfileValue(document.root().Find("terms").value(), &root),
                    ProfileValue(document.root().Find("scopes").value(), &root), prefixes, *terms_);
}

Reading::Reading(std::string_view text, const TestContext& context)
    : document_(json::Document::Parse(text, kLimits)),
      reading_(ReadGraph(document_.root(), context.context(), context.terms())) {}

std::vector<std::string> Reading::Triples() const {
  if (!reading_.graph) return {"refused"};
  std::vector<std::string> lines = test::NTriplesOf(*reading_.graph);
  for (std::string& line : lines) {
    Shorten(line, "<http://example.org/", "ex:");
    Shorten(line, "<http://www.w3.org/2001/XMLSchema#", "xsd:");
    Shorten(line, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:");
  }
  return lines;
}

std::string Reading::PointerTo(std::uint32_t place) const {
  const std::array<std::size_t, 1> places = {place};
  return json::PointersTo(document_.root(), places, 10'000).front();
}

std::vector<std::string> Reading::Refusals() const {
  std::vector<std::string> lines;
  for (const Refusal& refusal : reading_.refusals) {
    lines.push_back(PointerTo(refusal.place) + ' ' +
                    kRefusals.at(static_cast<std::size_t>(refusal.reason)) + ' ' +
                    std::string(refusal.text));
  }
  return lines;
}

std::vector<std::string> Reading::Vanished() const {
  std::vector<std::string> lines;
  for (const elm::Vanished& vanished : reading_.vanished) {
    lines.push_back(PointerTo(vanished.place) + ' ' +
                    kVanished.at(static_cast<std::size_t>(vanished.reason)) + ' ' +
                    std::string(vanished.text));
  }
  return lines;
}

}  // namespace signet::elm
