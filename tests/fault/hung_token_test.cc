// A PKCS#11 module is foreign code: it may hang, crash or fail inside C_Sign. That costs a clear
// error and a new worker, never the service.

#include <gtest/gtest.h>

#include "appliance/base/file.h"
#include "tests/support/shim_box.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {
namespace {

class HungToken : public testing::Test {
 protected:
  HungToken() : token_(box_, SIGNET_SHIM) {
    box_.EditSealerConfig("time_limit_ms = 5000", "time_limit_ms = 1000");
    box_.StartSealer();
    box_.StartGateway();
    box_.AwaitReady();
  }

  HttpResponse Submit() {
    return HttpsClient(box_.Client("submitter"))
        .Post("/v1/seals", {{"Content-Type", "application/ld+json"}},
              ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/diploma.jsonld"));
  }

  RunningBox box_;
  ShimmedToken token_;
};

TEST_F(HungToken, AHangCostsOneClearErrorAndTheNextSealIsMade) {
  token_.Command("hang times 1");
  const auto hung = Submit();
  EXPECT_EQ(hung.status, 503U);
  EXPECT_EQ(ProblemName(hung), "token-timed-out") << hung.body;
  EXPECT_EQ(hung.headers.count("retry-after"), 1U);
  // With its receipt, so that everything up to it stands under a checkpoint.
  const TemporaryFolder out;
  const auto sealed =
      box_.As("submitter", {"seal", SIGNET_SOURCE_DIR "/provisioning/models/diploma.jsonld",
                            "--out", out.path().string()});
  EXPECT_EQ(sealed.status, 0) << sealed.output;
  box_.AwaitReady();
  const auto verified = box_.As("auditor", {"audit", "verify"});
  EXPECT_EQ(verified.status, 0) << verified.output;
  const auto shown = box_.As("auditor", {"audit", "show"});
  EXPECT_NE(shown.output.find("token-timed-out"), std::string::npos) << shown.output;
}

TEST_F(HungToken, ACrashIsRepairedByAnotherWorker) {
  token_.Command("crash times 1");
  EXPECT_EQ(Submit().status, 201U);
}

TEST_F(HungToken, WhileEveryWorkerHangsTheStateIsStillServed) {
  token_.Command("hang");
  EXPECT_EQ(ProblemName(Submit()), "token-timed-out");
  EXPECT_EQ(HttpsClient(box_.Client("operator")).Get("/v1/state").status, 200U);
  EXPECT_EQ(HttpsClient(box_.Client("")).Get("/v1/health/alive").status, 200U);
  token_.Command("");
  box_.AwaitReady();
  EXPECT_EQ(Submit().status, 201U);
}

}  // namespace
}  // namespace signet::test
