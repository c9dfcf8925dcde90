#pragma once

#include <p11-kit/pkcs11.h>

#include <chrono>
#include <string>
#include <vector>

namespace signet::test {

/// The PKCS#11 functions that can be told to misbehave.
enum class Call { kLogin, kSignInit, kSign };

enum class Verb { kHang, kCrash, kDelay, kFail };

/// One line of the control file.
struct Command {
  Call call = Call::kSign;
  Verb verb = Verb::kHang;
  std::chrono::milliseconds delay{};
  CK_RV value = CKR_OK;
  long times = -1;  ///< how often it still holds; -1: always
};

/// The commands for this call, in the file's order, and `times` counted down in the file, so that
/// they count over all processes that use it. A missing file or an empty path commands nothing; a
/// line that is no command ends the process: a test that is spelled wrong must not pass.
std::vector<Command> TakeCommands(const std::string& control_file, Call call);

}  // namespace signet::test
