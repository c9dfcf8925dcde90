#include "appliance/sealer/check_rules.h"

#include <algorithm>
#include <string>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/elm/credential_text.h"
#include "appliance/registry/check_rules.h"
#include "appliance/registry/organisation.h"

namespace signet::sealer {
namespace {

elm::Stage StageOf(const std::string& name) {
  if (name.empty() || name == "draft") return elm::Stage::kDraft;
  if (name == "final") return elm::Stage::kFinal;
  throw Error(Code::kParameterInvalid, "The parameter 'stage' takes one of: draft, final.");
}

std::vector<elm::BindingAdvice> LoadBinding(SQLite::Database& database) {
  const auto organisations = registry::ListOrganisations(database);
  std::vector<elm::BindingAdvice> out;
  for (const registry::BindingAdvice& rule : registry::ListBindingAdvice(database)) {
    const auto of =
        std::ranges::find(organisations, rule.organisation, &registry::Organisation::name);
    const auto advice = elm::AdviceFromName(rule.advice);
    if (of == organisations.end() || !advice) {
      throw Error(Code::kDatabaseFailed,
                  "The registry has a binding advice that this version does not know: " +
                      rule.advice + " of " + rule.organisation + ".");
    }
    out.push_back({of->identifier, of->legal_name, *advice});
  }
  return out;
}

}  // namespace

CheckRules CheckRules::Load(SQLite::Database& database) {
  CheckRules out;
  out.profiles_ = elm::ProfileLibrary::BuiltIn();
  const auto imported = registry::ListProfiles(database);
  for (auto profile = imported.rbegin(); profile != imported.rend(); ++profile) {
    out.profiles_.Add(profile->text);
  }
  for (registry::StoredCodeList& list : registry::ListCodeLists(database)) {
    out.codes_.Add(std::move(list.scheme), {std::make_move_iterator(list.codes.begin()),
                                            std::make_move_iterator(list.codes.end())});
  }
  out.binding_ = LoadBinding(database);
  return out;
}

elm::Validation CheckRules::Check(json::Value credential, elm::Stage stage,
                                  elm::Advising advising) const {
  return elm::CheckCredential(credential, profiles_, codes_,
                              {.stage = stage, .binding = binding_, .advising = advising});
}

void WriteFindings(const std::vector<elm::Finding>& findings,
                   google::protobuf::RepeatedPtrField<wire::Finding>& to) {
  for (const elm::Finding& finding : findings) {
    wire::Finding& out = *to.Add();
    out.set_severity(std::string(NameOf(finding.severity)));
    out.set_focus(finding.focus);
    out.set_path(finding.path);
    out.set_component(finding.component);
    out.set_pointer(finding.pointer);
    out.set_rule(finding.rule);
    out.set_value(finding.value);
  }
}

wire::Validation ValidateCredential(const CheckRules& rules, const wire::Validate& request) {
  const elm::Stage stage = StageOf(request.stage());
  const auto credential =
      elm::CredentialText::Read(UntrustedText(request.credential()), json::Limits{});
  const elm::Validation validation = rules.Check(credential.root(), stage, elm::Advising::kAlways);
  wire::Validation out;
  out.set_conforms(validation.conforms);
  out.set_complete(validation.complete);
  WriteFindings(validation.findings, *out.mutable_findings());
  return out;
}

}  // namespace signet::sealer
