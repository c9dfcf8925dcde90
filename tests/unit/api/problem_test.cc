#include "api/problem.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "appliance/base/error.h"
#include "appliance/base/json.h"

namespace signet::api {
namespace {

std::string FieldOf(const Answer& answer, const std::string& name) {
  for (const auto& [field, value] : answer.fields) {
    if (field == name) return value;
  }
  return "";
}

// RFC 9457 3.1
TEST(Problem, IsRenderedForEveryCode) {
  for (const CodeInfo& info : AllCodes()) {
    const Answer answer = RenderProblem({info.code, "Do \"this\".", "0b5c", 0});
    EXPECT_EQ(answer.status, info.status) << info.name;
    EXPECT_EQ(answer.media_type, "application/problem+json");
    const auto document = json::Document::Parse(answer.body, {});
    const auto root = document.root();
    EXPECT_EQ(root.Find("type")->AsString(), "urn:signet:problem:" + std::string(info.name));
    EXPECT_EQ(root.Find("title")->AsString(), info.title);
    EXPECT_EQ(root.Find("status")->AsInteger(), info.status);
    EXPECT_EQ(root.Find("detail")->AsString(), "Do \"this\".");
    EXPECT_EQ(root.Find("instance")->AsString(), "urn:uuid:0b5c");
    EXPECT_EQ(root.Find("code")->AsInteger(), static_cast<int>(info.code));
  }
}

TEST(Problem, CarriesTheFieldsItsStatusNeeds) {
  EXPECT_EQ(FieldOf(RenderProblem({Code::kReceiptPending, "", "a", 2}), "Retry-After"), "2");
  EXPECT_EQ(FieldOf(RenderProblem({Code::kReceiptPending, "", "a", 0}), "Retry-After"), "");
}

// RFC 9110 15.5.2
TEST(Problem, ChallengesWhereverAuthenticationIsMissing) {
  for (const CodeInfo& info : AllCodes()) {
    const std::string challenge =
        FieldOf(RenderProblem({info.code, "", "a", 0}), "WWW-Authenticate");
    EXPECT_EQ(challenge.empty(), info.status != 401) << info.name;
  }
  EXPECT_NE(FieldOf(RenderProblem({Code::kCertificateRequired, "", "a", 0}), "WWW-Authenticate"),
            FieldOf(RenderProblem({Code::kSignatureRequired, "", "a", 0}), "WWW-Authenticate"));
}

TEST(Problem, OfTheGatewayHasItsOwnCorrelationAndAdvice) {
  const Problem first = ProblemOf(Error(Code::kSealerUnreachable, "Wait.", "secret cause"));
  const Problem second = ProblemOf(Error(Code::kNotAcceptable, "No."));
  EXPECT_EQ(first.retry_after_seconds, 1U);
  EXPECT_EQ(second.retry_after_seconds, 0U);
  EXPECT_EQ(first.correlation.size(), 36U);
  EXPECT_NE(first.correlation, second.correlation);
  EXPECT_EQ(RenderProblem(first).body.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace signet::api
