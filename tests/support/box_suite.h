#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "tests/support/running_box.h"

namespace signet::test {

/// A test suite's own running box, of which all its tests are clients.
class BoxSuite : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    box_ = std::make_unique<RunningBox>();
    Run();
  }
  static void TearDownTestSuite() { box_.reset(); }
  static RunningBox& box() { return *box_; }

  static void Run() {
    box_->StartSealer();
    box_->StartGateway();
    box_->AwaitReady();
  }

  inline static std::unique_ptr<RunningBox> box_;
};

}  // namespace signet::test
