#pragma once

#include <vector>

#include "appliance/base/database.h"
#include "appliance/elm/credential_check.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// By what this box checks credentials: the profiles that come with Signet and those imported, the
/// controlled lists, and the advice that organisations made binding. Read when the sealer starts;
/// immutable, safe from any thread.
class CheckRules {
 public:
  /// Throws Error(kDatabaseFailed), and Error(kProfileMalformed) for a stored profile that this
  /// version does not read.
  static CheckRules Load(SQLite::Database& database);

  /// As elm::CheckCredential.
  elm::Validation Check(json::Value credential, elm::Stage stage, elm::Advising advising) const;

  const elm::ProfileLibrary& profiles() const { return profiles_; }

 private:
  elm::ProfileLibrary profiles_;
  elm::CodeLists codes_;
  std::vector<elm::BindingAdvice> binding_;
};

/// As the contract between the processes has them.
void WriteFindings(const std::vector<elm::Finding>& findings,
                   google::protobuf::RepeatedPtrField<wire::Finding>& to);

/// Answers Validate. Throws Error: what CredentialText::Read and elm::CheckCredential throw, and
/// kParameterInvalid for a stage that is none.
wire::Validation ValidateCredential(const CheckRules& rules, const wire::Validate& request);

}  // namespace signet::sealer
