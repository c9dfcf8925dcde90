#include "appliance/elm/credential_check.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/json_pointer.h"
#include "appliance/elm/advice/remark.h"
#include "appliance/elm/graph/well_known_terms.h"
#include "appliance/elm/jsonld/graph_reader.h"
#include "appliance/elm/shacl/result_wording.h"

namespace signet::elm {
namespace {

// Of a value, and of an IRI, a pointer, a sentence.
constexpr std::size_t kLongestValue = 200;
constexpr std::size_t kLongestText = 2000;

// At most so many octets, and no half character (RFC 3629 3).
std::string Shortened(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return std::string(text);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string Explain(const Refusal& refusal) {
  const std::string name = "\"" + std::string(refusal.text) + "\"";
  switch (refusal.reason) {
    case RefusalReason::kNotAnObject:
      return "A credential is a JSON object.";
    case RefusalReason::kKeyword:
      return "The member " + name +
             " is one of JSON-LD's own words, which credentials do not use. Take it out; write "
             "\"id\" and \"type\" without @.";
    case RefusalReason::kIdNotText:
      return "An id must be text.";
    case RefusalReason::kSeveralIds:
      return "A thing can have one id only.";
    case RefusalReason::kTypeNotText:
      return "A type must be text, or a list of texts.";
    case RefusalReason::kLanguageValueNotText:
      return "Under a language there must be text, or a list of texts.";
    case RefusalReason::kProtectedTermRedefined:
      return "The types here contradict each other about what " + name +
             " means. Keep one of them.";
  }
  return "";
}

bool IsOf(const NamedOrganisation& organisation, const BindingAdvice& rule) {
  const bool by_identifier =
      !rule.identifier.empty() &&
      std::ranges::find(organisation.identifiers, rule.identifier,
                        &NamedOrganisation::Identifier::notation) != organisation.identifiers.end();
  return by_identifier ||
         std::ranges::find(organisation.names, rule.legal_name) != organisation.names.end();
}

/// A finding with the place that its pointer will name.
struct Placed {
  Finding finding;
  std::size_t place = 0;
};

class CredentialCheck {
 public:
  CredentialCheck(json::Value credential, const ProfileLibrary::Choice& choice,
                  const CodeLists& codes, const CheckOptions& options)
      : credential_(credential),
        set_(*choice.set),
        profiles_(choice.profiles),
        codes_(codes),
        options_(options),
        reading_(ReadGraph(credential, set_.context(), set_.terms())) {}

  Validation Run() {
    if (!reading_.graph) {
      for (const Refusal& refusal : reading_.refusals) AddRefusal(refusal);
      return Finish();
    }
    RequireOneRoot();
    attribution_ = AttributionOf(graph(), set_.context());
    const std::vector<ShapeResult> results = Check(options_.stage);
    ResultWording words(graph(), set_, options_.stage);
    for (const ShapeResult& result : results) AddResult(result, Severity::kViolation, words);
    if (options_.stage == Stage::kDraft) AddWhatWillBeWritten(results);
    const bool decides = !results.empty() || !options_.binding.empty();
    if (options_.advising == Advising::kAlways || decides) AddRemarks();
    return Finish();
  }

 private:
  const Graph& graph() const { return *reading_.graph; }

  void RequireOneRoot() const {
    const auto roots = graph().With(kRdfType, set_.root().back());
    if (roots.size() == 1) return;
    throw Error(Code::kNotACredential,
                roots.empty() ? "The text has no European Digital Credential."
                              : "The text has several European Digital Credentials in one "
                                "another. Send each by itself.");
  }

  // Several profiles say what the union of them says.
  std::vector<ShapeResult> Check(Stage stage) {
    std::vector<ShapeResult> out;
    for (const Profile* const profile : profiles_) {
      ShapeReport report = CheckShapes(graph(), set_, *profile, {.stage = stage});
      complete_ = complete_ && report.complete;
      out.insert(out.end(), report.results.begin(), report.results.end());
    }
    std::ranges::stable_sort(out, {}, KeyOf);
    const auto rest = std::ranges::unique(out, {}, KeyOf);
    out.erase(rest.begin(), rest.end());
    return out;
  }

  using Key = std::tuple<TermId, TermId, Component, TermId, const Constraint*>;
  static Key KeyOf(const ShapeResult& result) {
    return {result.focus, result.path, result.component, result.value, result.constraint};
  }

  std::size_t PlaceOf(const ShapeResult& result) const {
    const auto values =
        result.path == kNoTerm ? std::span<const Triple>() : graph().Of(result.focus, result.path);
    const auto value = std::ranges::lower_bound(values, result.value, {}, &Triple::object);
    if (value != values.end() && value->object == result.value) return value->place;
    if (!values.empty()) return values.front().place;
    return reading_.places.Of(result.focus).value_or(0);
  }

  std::string FocusText(TermId node) const {
    if (node == kNoTerm) return "";
    const Term term = graph().terms()[node];
    return term.kind == TermKind::kBlank ? "_:" : Shortened(term.text, kLongestText);
  }
  std::string TextOf(TermId term) const {
    return term == kNoTerm ? "" : Shortened(graph().terms()[term].text, kLongestText);
  }

  void AddResult(const ShapeResult& result, Severity severity, ResultWording& words) {
    const bool blank =
        result.value != kNoTerm && graph().terms()[result.value].kind == TermKind::kBlank;
    found_.push_back({{.severity = severity,
                       .focus = FocusText(result.focus),
                       .path = TextOf(result.path),
                       .component = std::string(IriOf(result.component)),
                       .pointer = {},
                       .rule = Shortened(words.Of(result), kLongestText),
                       .value = blank ? "" : Shortened(TextOf(result.value), kLongestValue)},
                      PlaceOf(result)});
  }

  void AddWhatWillBeWritten(const std::vector<ShapeResult>& draft) {
    ResultWording words(graph(), set_, Stage::kFinal);
    for (const ShapeResult& result : Check(Stage::kFinal)) {
      if (std::ranges::binary_search(draft, KeyOf(result), {}, KeyOf)) continue;
      AddResult(result, Severity::kInformation, words);
      found_.back().finding.rule = "\"" + words.NameOf(result.path) +
                                   "\" is completed from the seal certificate when the box seals "
                                   "with the preparation \"edc\". Nothing is to be done.";
    }
  }

  void AddRefusal(const Refusal& refusal) {
    found_.push_back({{.component = std::string(kFindingNamespace) + "json-ld",
                       .pointer = {},
                       .rule = Shortened(Explain(refusal), kLongestText),
                       .value = Shortened(refusal.text, kLongestValue)},
                      refusal.place});
  }

  void AddRemarks() {
    const AdviceTerms terms(set_.context());
    const std::set<Advice> binding = Binding();
    for (const Remark& remark : RemarksOn({credential_, reading_, terms, codes_})) {
      const AdviceInfo& info = InfoOf(remark.advice);
      found_.push_back(
          {{.severity = binding.contains(remark.advice) ? Severity::kViolation : Severity::kWarning,
            .focus = FocusText(remark.focus),
            .path = TextOf(remark.path),
            .component = std::string(kFindingNamespace) + std::string(info.name),
            .pointer = {},
            .rule = Shortened(remark.text, kLongestText),
            .value = Shortened(remark.value, kLongestValue)},
           remark.place});
    }
  }

  /// Only those organisations' rules count in whose name the credential is issued.
  std::set<Advice> Binding() const {
    std::set<Advice> out;
    if (options_.binding.empty()) return out;
    for (const BindingAdvice& rule : options_.binding) {
      const auto is_of = [&rule](const NamedOrganisation& one) { return IsOf(one, rule); };
      if (std::ranges::any_of(attribution_.issuers, is_of) ||
          std::ranges::any_of(attribution_.awarding_bodies, is_of)) {
        out.insert(rule.advice);
      }
    }
    return out;
  }

  std::string ProfileText() const {
    std::string out;
    for (const Profile* const profile : profiles_) {
      out += (out.empty() ? "" : " ") + profile->iri + " " + profile->version;
    }
    return out;
  }

  Validation Finish() {
    std::ranges::stable_sort(
        found_, {}, [](const Placed& one) { return std::pair(one.finding.severity, one.place); });
    Validation out{.complete = complete_ && found_.size() <= kMostFindings,
                   .profile = ProfileText(),
                   .attribution = std::move(attribution_)};
    // Violations come first.
    out.conforms = found_.empty() || found_.front().finding.severity != Severity::kViolation;
    if (found_.size() > kMostFindings) found_.resize(kMostFindings);
    std::vector<std::size_t> places;
    for (const Placed& one : found_) places.push_back(one.place);
    std::vector<std::string> pointers = json::PointersTo(credential_, places, kLongestText);
    for (std::size_t i = 0; i < found_.size(); ++i) {
      out.findings.push_back(std::move(found_[i].finding));
      out.findings.back().pointer = std::move(pointers[i]);
    }
    return out;
  }

  const json::Value credential_;
  const ProfileSet& set_;
  const std::vector<const Profile*>& profiles_;
  const CodeLists& codes_;
  const CheckOptions& options_;
  const GraphReading reading_;
  Attribution attribution_;
  std::vector<Placed> found_;
  bool complete_ = true;
};

}  // namespace

Validation CheckCredential(json::Value credential, const ProfileLibrary& library,
                           const CodeLists& codes, const CheckOptions& options) {
  const ProfileLibrary::Choice choice = library.ProfilesOf(credential);
  return CredentialCheck(credential, choice, codes, options).Run();
}

}  // namespace signet::elm
