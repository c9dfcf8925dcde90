// The running box judges sealed files, and says the same as signetctl does.

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <string>

#include "appliance/base/clock.h"
#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/box_suite.h"
#include "tests/support/running_box.h"

namespace signet::test {
namespace {

class Verify : public BoxSuite {
 protected:
  static std::string Anchor(const char* name) { return (box_->folder() / "trust" / name).string(); }

  static std::string Sealed() {
    static const std::string sealed =
        HttpsClient(box().Client("submitter"))
            .Post("/v1/seals",
                  {{"Content-Type", "application/ld+json"}, {"Accept", "application/jose+json"}},
                  ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/diploma.jsonld"))
            .body;
    return sealed;
  }
  static HttpResponse Post(const std::string& client, const std::string& query,
                           const std::string& body,
                           const std::string& type = "application/jose+json") {
    return HttpsClient(box().Client(client))
        .Post("/v1/verifications" + query, {{"Content-Type", type}}, body);
  }
  static std::string Member(const HttpResponse& response, const char* name) {
    const auto json = json::Document::Parse(response.body, {});
    return std::string(json.root().Find(name)->AsString().value_or(""));
  }
  static std::string LogSize() {
    const auto state = HttpsClient(box().Client("operator")).Get("/v1/state");
    const auto json = json::Document::Parse(state.body, {});
    return std::string(json.root().Find("log")->Find("size")->raw());
  }
};

TEST_F(Verify, SaysTheSameAsSignetctl) {
  const std::string time = FormatTimeSeconds(SystemNow() + std::chrono::seconds(1));
  const auto answer = Post("auditor", "?time=" + time, Sealed());
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.headers.at("content-type"), "application/json");
  EXPECT_EQ(Member(answer, "conclusion"), "TOTAL-PASSED") << answer.body;
  const auto file = (box().folder() / "sealed.jsonld").string();
  WriteFile(file, Sealed(), FileMode::kPublic);
  const auto command = box().Signetctl({"verify", file, "--json", "--trust", Anchor("seal-ca.pem"),
                                        "--trust", Anchor("tsa-ca.pem"), "--time", time});
  EXPECT_EQ(command.status, 0) << command.output;
  auto said = boost::json::parse(command.output);
  said.as_object().erase("file");  // which is the command's own
  EXPECT_EQ(boost::json::parse(answer.body), said);
}

TEST_F(Verify, IsForEveryRoleButMonitors) {
  for (const char* client : {"submitter", "operator", "auditor"}) {
    EXPECT_EQ(Post(client, "", Sealed()).status, 200U) << client;
  }
  EXPECT_EQ(ProblemName(Post("monitor", "", Sealed())), "role-not-allowed");
  EXPECT_EQ(ProblemName(Post("", "", Sealed())), "certificate-required");
}

TEST_F(Verify, AnswersForWhatIsBroken) {
  std::string changed = Sealed();
  changed.replace(changed.find("\"payload\":\"") + 20, 1, "#");
  EXPECT_EQ(Member(Post("submitter", "", changed), "conclusion"), "TOTAL-FAILED");
  EXPECT_EQ(Member(Post("submitter", "", "hello"), "conclusion"), "TOTAL-FAILED");
  const auto whole = Post("submitter", "", Sealed());
  EXPECT_NE(whole.body.find("\"accepted\":true"), std::string::npos) << whole.body;
}

TEST_F(Verify, RefusesWhatIsNoQuestion) {
  EXPECT_EQ(ProblemName(Post("submitter", "?require=B-C", Sealed())), "parameter-invalid");
  EXPECT_EQ(ProblemName(Post("submitter", "?time=now", Sealed())), "parameter-invalid");
  EXPECT_EQ(ProblemName(Post("submitter", "?level=B-B", Sealed())), "parameter-invalid");
  EXPECT_EQ(ProblemName(Post("submitter", "", Sealed(), "text/plain")), "media-type-unsupported");
  EXPECT_EQ(ProblemName(Post("submitter", "", std::string((4U << 20U) + 1, 'x'))), "too-large");
}

// It changes nothing; only the metrics tell that it was asked.
TEST_F(Verify, LeavesNothingInTheLog) {
  Sealed();
  const std::string before = LogSize();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Post("submitter", "", Sealed()).status, 200U);
  EXPECT_EQ(LogSize(), before);
  const auto metrics = HttpsClient(box().Client("operator")).Get("/metrics");
  EXPECT_NE(metrics.body.find("createVerification"), std::string::npos);
}

}  // namespace
}  // namespace signet::test
