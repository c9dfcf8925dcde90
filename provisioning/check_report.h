#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "appliance/base/json_writer.h"
#include "appliance/elm/credential_check.h"
#include "provisioning/outcome.h"

namespace signet::provisioning {

/// A file that was checked against its profile, or why it could not be.
struct CheckedFile {
  std::filesystem::path file;
  elm::Stage stage = elm::Stage::kDraft;
  elm::Validation validation{};
  std::string problem{};  ///< name; empty if it was checked
  std::string detail{};   ///< of the problem
};

/// Checks the text of a credential, an upload wrapper, or a sealed credential, whose payload is
/// then checked as final, whatever was asked. What is wrong with it is in the result.
CheckedFile CheckFile(const std::filesystem::path& file, const elm::ProfileLibrary& library,
                      elm::Stage stage);

/// kGood if it conforms, kNotGood if it does not, kNotDone if it could not be checked.
Outcome OutcomeOf(const CheckedFile& file);

/// file, stage, conforms, complete, findings (severity, focus, path, component, pointer, rule,
/// value); with problem and detail where no rule could be held against it.
json::ObjectWriter ToJson(const CheckedFile& file);

/// For people: a line with the verdict, then the findings, violations first.
std::string CheckReport(const CheckedFile& file);

}  // namespace signet::provisioning
