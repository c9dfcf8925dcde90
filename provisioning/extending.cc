#include "provisioning/extending.h"

#include "appliance/base/error.h"
#include "appliance/base/file.h"

namespace signet::provisioning {
namespace {

using Kind = ExtendingResult::Kind;

bool IsJudgement(unsigned status) { return status == 400 || status == 413 || status == 422; }

ExtendingResult Ask(BoxConnection& connection, const std::filesystem::path& file,
                    const std::filesystem::path& out, const std::string& level) {
  const HttpAnswer answer = connection.Ask(
      {.method = "POST",
       .target = "/v1/extensions" + (level.empty() ? "" : "?level=" + level),
       .headers = {{"Content-Type", "application/jose+json"}, {"Accept", "application/jose+json"}},
       .body = ReadFile(file)});
  if (answer.good()) {
    WriteFile(out, answer.body, FileMode::kPublic);
    return {Kind::kExtended, answer.log_index, "", ""};
  }
  const HttpProblem problem = ProblemOf(answer);
  return {IsJudgement(answer.status) ? Kind::kRefused : Kind::kNotDone, "", problem.name,
          problem.detail};
}

}  // namespace

ExtendingResult ExtendFile(BoxConnection& connection, const std::filesystem::path& file,
                           const std::filesystem::path& out, const std::string& level) {
  try {
    return Ask(connection, file, out, level);
  } catch (const std::exception&) {
    const Error error = AsError(std::current_exception());
    return {Kind::kNotDone, "", std::string(InfoOf(error.code()).name), error.message()};
  }
}

}  // namespace signet::provisioning
