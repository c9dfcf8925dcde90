#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "appliance/base/certificate.h"
#include "appliance/base/database_thread.h"
#include "appliance/elm/credential_text.h"
#include "appliance/elm/preparation.h"
#include "appliance/registry/seal_record.h"
#include "appliance/sealer/authority/authorisation.h"

namespace signet::sealer {

/// What a payload is made of. All of it is recorded or never changes, so a repeat gives the same.
struct PayloadParts {
  elm::Preparation preparation;
  const elm::CredentialText& credential;
  const Certificate& certificate;
  const registry::SealRecord& record;  ///< id, signing_time and issuer_id_suffix
  const Authority& authority;
};

/// The exact payload, with the evidence that its mandates want in it. Throws Error: what
/// elm::Prepare throws, and kMandateDoesNotCover if they want something that as-is cannot write.
boost::asio::awaitable<std::string> PreparePayload(DatabaseThread& database, PayloadParts parts);

}  // namespace signet::sealer
