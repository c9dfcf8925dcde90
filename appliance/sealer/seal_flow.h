#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "appliance/elm/credential_text.h"
#include "appliance/elm/finding.h"
#include "appliance/elm/preparation.h"
#include "appliance/registry/seal_record.h"
#include "appliance/seal/jades.h"
#include "appliance/seal/level.h"
#include "appliance/sealer/box.h"
#include "appliance/sealer/caller.h"
#include "appliance/sealer/seal_steps.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// One request for a seal, taken through the steps of seal_steps.h. Lives for one request, in one
/// coroutine. It needs a box that is operational.
class SealFlow {
 public:
  SealFlow(Box& box, const Caller& caller, wire::Seal request);

  /// Puts the seal into `response`; or throws the Error that refused or stopped it, which by then
  /// stands in the log, with the findings (kProfileViolated) in the response's problem.
  boost::asio::awaitable<void> Run(wire::Response& response);

 private:
  boost::asio::awaitable<Step> Take(Step step);

  Step Receive();
  boost::asio::awaitable<Step> Recognise();
  Step Authorise();
  boost::asio::awaitable<Step> Prepare();
  Step Check();
  boost::asio::awaitable<Step> Confirm();
  boost::asio::awaitable<Step> Intend();
  Step Match();
  boost::asio::awaitable<Step> Resume();
  boost::asio::awaitable<Step> Sign();
  Step Verify();
  boost::asio::awaitable<Step> Stamp();
  boost::asio::awaitable<Step> Extend();
  Step Inspect();
  boost::asio::awaitable<Step> Complete();
  wire::Sealed Release();

  void RequireSameRequest(const registry::SealRecord& earlier) const;
  void RequireSameHeader() const;
  Authority FindAuthority(const elm::Attribution& attribution) const;
  void RequireSameAuthority() const;
  std::string Assemble() const;  ///< the sealed credential as far as it is made
  void NoteDoubts(const Error& error);
  boost::asio::awaitable<void> LogOutcome(const Error& error);
  const Certificate& certificate() const { return key_->chain.front(); }

  Box& box_;
  const Caller& caller_;
  const registry::Client& client_;
  wire::Seal request_;
  std::chrono::steady_clock::time_point begun_;

  // Filled step by step.
  std::optional<elm::CredentialText> credential_;
  elm::Preparation preparation_ = elm::Preparation::kEdc;
  seal::Level level_ = seal::Level::kB;
  const UsableKey* key_ = nullptr;
  Authority authority_;
  std::vector<std::string> profiles_;  ///< that the credential named as it came
  RequestsUnderWay::Place place_;
  registry::SealRecord record_;  ///< what is known of this seal so far
  bool intended_ = false;        ///< record_ stands in the registry and its intention in the log
  bool repeated_ = false;        ///< ... by an earlier request
  std::string payload_;
  elm::Validation validation_;
  seal::SigningInput input_;
  std::vector<Certificate> time_stamp_path_;  ///< of sigTst
  Time last_stamp_;                           ///< genTime
  std::string sealed_;
};

}  // namespace signet::sealer
