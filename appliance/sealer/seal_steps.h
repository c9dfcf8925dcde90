#pragma once

#include <cstdint>
#include <string_view>

namespace signet::sealer {

/// The life of a seal (DESIGN 3), a value a step. The token is reached only through kIntend or
/// kResume, and only kComplete leads to the release of a new seal: that is what the table in
/// seal_steps.cc says, and a step it does not name cannot be taken.
enum class Step : std::uint8_t {
  kReceive,    ///< read strictly
  kRecognise,  ///< key, client, Idempotency-Key
  kAuthorise,  ///< every awarding body is covered
  kPrepare,    ///< the exact payload
  kCheck,      ///< against its profile
  kConfirm,    ///< the seal certificate is not revoked
  kIntend,     ///< durable in the log before the token signs
  kMatch,      ///< a repeat gives the recorded signing input
  kResume,     ///< an interrupted one goes on; durable in the log before the token signs
  kSign,       ///< on the token
  kVerify,     ///< with the certificate
  kStamp,      ///< B-T: a time-stamp over the signature
  kExtend,     ///< B-LT: validation data; B-LTA: a time-stamp over all of it
  kInspect,    ///< the finished seal, judged as anyone would judge it
  kComplete,   ///< durable in the log before the release
  kRelease,
};

std::string_view NameOf(Step step);
bool IsLegal(Step from, Step to);

}  // namespace signet::sealer
