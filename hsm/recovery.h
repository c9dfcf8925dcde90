#pragma once

#include <p11-kit/pkcs11.h>

namespace signet::hsm {

/// What a worker does about a PKCS#11 call that failed, before it tries the same signature again
/// (TOKEN.md has the same table for people).
enum class Recovery {
  kNone,           ///< nothing helps; the failure is the answer
  kFindKeyAgain,   ///< the key's handle is stale, or the login is gone: look, log in, find
  kOpenSession,    ///< the session is of no use: open another, log in, find
  kStartOver,      ///< the token was away: load the module anew, look for the slot, log in, find
  kSuspectModule,  ///< the failure is the answer, and a worker that gives three in a row ends
};

Recovery RecoveryFor(CK_RV value);

}  // namespace signet::hsm
