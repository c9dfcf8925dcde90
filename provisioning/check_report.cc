#include "provisioning/check_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/elm/credential_text.h"
#include "appliance/seal/container.h"
#include "appliance/seal/findings.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

const char* NameOf(elm::Stage stage) { return stage == elm::Stage::kDraft ? "draft" : "final"; }

std::string Counted(std::ptrdiff_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::ptrdiff_t Count(const CheckedFile& file, elm::Severity severity) {
  return std::ranges::count(file.validation.findings, severity, &elm::Finding::severity);
}

std::string Verdict(const CheckedFile& file) {
  const std::string violations =
      Counted(Count(file, elm::Severity::kViolation), "violation", "violations");
  const std::string warnings = Counted(Count(file, elm::Severity::kWarning), "warning", "warnings");
  if (!file.validation.conforms) {
    return fmt::format("does not conform: {}{}, {}", violations,
                       file.validation.complete ? "" : " and more", warnings);
  }
  const char* const as = file.stage == elm::Stage::kDraft ? "conforms as a draft" : "conforms";
  return fmt::format("{}, {}", as, warnings);
}

std::vector<json::ObjectWriter> FindingsJson(const std::vector<elm::Finding>& findings) {
  std::vector<json::ObjectWriter> out;
  for (const elm::Finding& finding : findings) {
    out.emplace_back()
        .Text("severity", elm::NameOf(finding.severity))
        .Text("focus", finding.focus)
        .Text("path", finding.path)
        .Text("component", finding.component)
        .Text("pointer", finding.pointer)
        .Text("rule", finding.rule)
        .Text("value", finding.value);
  }
  return out;
}

/// The credential in a sealed file; nullopt if the file is none.
std::optional<std::string> PayloadOf(const UntrustedText& text) {
  seal::Findings findings;
  auto container = seal::ReadContainer(text, findings);
  if (!container) return std::nullopt;
  return std::move(container->payload);
}

}  // namespace

CheckedFile CheckFile(const std::filesystem::path& file, const elm::ProfileLibrary& library,
                      elm::Stage stage) {
  CheckedFile out{.file = file, .stage = stage};
  try {
    UntrustedText text(ReadFile(file));
    if (auto payload = PayloadOf(text)) {
      text = UntrustedText(*std::move(payload));
      out.stage = elm::Stage::kFinal;
    }
    const auto credential = elm::CredentialText::Read(text, json::Limits{});
    out.validation =
        elm::CheckCredential(credential.root(), library, elm::CodeLists(), {.stage = out.stage});
  } catch (const Error& error) {
    out.problem = InfoOf(error.code()).name;
    out.detail = error.message();
  }
  return out;
}

Outcome OutcomeOf(const CheckedFile& file) {
  if (!file.problem.empty()) return Outcome::kNotDone;
  return file.validation.conforms ? Outcome::kGood : Outcome::kNotGood;
}

json::ObjectWriter ToJson(const CheckedFile& file) {
  json::ObjectWriter out;
  out.Text("file", file.file.string()).Text("stage", NameOf(file.stage));
  out.Boolean("conforms", file.problem.empty() && file.validation.conforms);
  out.Boolean("complete", file.validation.complete).Text("profile", file.validation.profile);
  if (!file.problem.empty()) {
    out.Text("problem", "urn:signet:problem:" + file.problem).Text("detail", file.detail);
  }
  out.Objects("findings", FindingsJson(file.validation.findings));
  return out;
}

std::string CheckReport(const CheckedFile& file) {
  if (!file.problem.empty()) {
    return fmt::format("{}: could not be checked. {}\n", file.file.string(), file.detail);
  }
  std::string out = fmt::format("{}: {}.\n", file.file.string(), Verdict(file));
  for (const elm::Finding& finding : file.validation.findings) {
    out += fmt::format("  {:<11} {}\n              {}\n", elm::NameOf(finding.severity),
                       finding.pointer.empty() ? "(the credential)" : Printable(finding.pointer),
                       Printable(finding.rule));
  }
  return out;
}

}  // namespace signet::provisioning
