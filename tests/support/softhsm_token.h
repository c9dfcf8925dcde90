#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/secret.h"
#include "hsm/mechanism.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {

/// One SoftHSM token of its own for one test: a temporary folder with a softhsm2.conf, gone
/// afterwards. It sets SOFTHSM2_CONF of this process, so one at a time, made before any thread.
class SoftHsmToken {
 public:
  /// Throws Error if SoftHSM is not installed (package softhsm2).
  SoftHsmToken();
  ~SoftHsmToken();
  SoftHsmToken(const SoftHsmToken&) = delete;
  SoftHsmToken& operator=(const SoftHsmToken&) = delete;

  /// libsofthsm2.so, where this system has it.
  static std::filesystem::path Module();

  const std::filesystem::path& folder() const { return folder_.path(); }
  std::string label() const { return "signet-test"; }
  Secret Pin() const { return Secret("135790"); }
  Secret SecurityOfficerPin() const { return Secret("24680135"); }
  /// SOFTHSM2_CONF, for the processes that use the token.
  std::map<std::string, std::string> environment() const;

  /// Makes a key pair; its SubjectPublicKeyInfo in DER.
  Bytes GenerateKey(hsm::KeyKind kind, const std::string& key_label) const;

 private:
  TemporaryFolder folder_;
};

}  // namespace signet::test
