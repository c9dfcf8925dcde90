#include "api/problem.h"

#include "api/media_type.h"
#include "appliance/base/identifier.h"
#include "appliance/base/json_writer.h"

namespace signet::api {
namespace {

/// Failures that pass by themselves, and when to look again.
std::uint32_t RetryAdvice(Code code) {
  const bool passes =
      code == Code::kSealerUnreachable || code == Code::kOverloaded || code == Code::kTimedOut;
  return passes ? 1 : 0;
}

/// 401 must carry a challenge (RFC 9110 15.5.2), though no scheme is registered for TLS client
/// certificates or for RFC 9421.
std::string_view ChallengeOf(const CodeInfo& info) {
  if (info.status != 401) return {};
  return info.code == Code::kCertificateRequired ? "TLS-Client-Certificate"
                                                 : "HTTP-Message-Signature";
}

}  // namespace

Problem ProblemOf(const Error& error) {
  return {.code = error.code(),
          .detail = error.message(),
          .correlation = NewUuid(),
          .retry_after_seconds = RetryAdvice(error.code())};
}

Answer RenderProblem(const Problem& problem) {
  const CodeInfo& info = InfoOf(problem.code);
  json::ObjectWriter json;
  json.Text("type", "urn:signet:problem:" + std::string(info.name))
      .Text("title", info.title)
      .Integer("status", info.status)
      .Text("detail", problem.detail)
      .Text("instance", "urn:uuid:" + problem.correlation)
      .Integer("code", static_cast<std::int64_t>(problem.code));
  if (!problem.findings.empty()) json.Objects("findings", FindingsJson(problem.findings));
  Answer answer{info.status, std::string(kProblemJson), json.Write(), {}};
  if (problem.retry_after_seconds > 0) {
    answer.fields.emplace_back("Retry-After", std::to_string(problem.retry_after_seconds));
  }
  const std::string_view challenge = ChallengeOf(info);
  if (!challenge.empty()) answer.fields.emplace_back("WWW-Authenticate", challenge);
  return answer;
}

}  // namespace signet::api
