#include "appliance/sealer/seal_preparation.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/identifier.h"
#include "appliance/elm/mandate_evidence.h"
#include "appliance/registry/mandate.h"
#include "appliance/sealer/async_database.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;
using registry::MandateTerms;

// The same whenever this seal is prepared again.
std::string EvidenceId(const std::string& seal, const std::string& mandate) {
  return "urn:epass:evidence:" + UuidFrom(HashSha256(seal + " " + mandate));
}

asio::awaitable<elm::MandateEvidence> EvidenceOf(DatabaseThread& database,
                                                 const PayloadParts& parts,
                                                 const registry::Mandate& mandate) {
  const MandateTerms& terms = mandate.terms;
  elm::MandateEvidence evidence;
  evidence.id = EvidenceId(parts.record.id, mandate.name);
  evidence.statement =
      elm::StatementFor(parts.credential.root(), {terms.evidence.begin(), terms.evidence.end()});
  if (terms.embeds_document) {
    co_await OnDatabase(database, [&](SQLite::Database& registry) {
      evidence.document = EncodeBase64(registry::ReadMandateDocument(registry, mandate.name));
    });
    evidence.document_type = terms.document->media_type;
  }
  co_return evidence;
}

bool WantsSomethingWritten(const MandateTerms& terms) {
  return !terms.evidence.empty() || terms.issued_by_mandate;
}

void RequireNothingToWrite(const Authority& authority) {
  for (const auto& mandate : authority.mandates) {
    if (!WantsSomethingWritten(mandate->terms)) continue;
    throw Error(Code::kMandateDoesNotCover,
                "Mandate " + mandate->name +
                    " wants its evidence in the credential, which preparation as-is does not "
                    "write. Use preparation edc.");
  }
}

}  // namespace

asio::awaitable<std::string> PreparePayload(DatabaseThread& database, PayloadParts parts) {
  elm::PreparationParameters parameters{parts.record.signing_time, parts.record.issuer_id_suffix};
  if (parts.preparation == elm::Preparation::kAsIs) {
    RequireNothingToWrite(parts.authority);
  } else {
    for (const auto& mandate : parts.authority.mandates) {
      parameters.issued_by_mandate =
          parameters.issued_by_mandate || mandate->terms.issued_by_mandate;
      if (mandate->terms.evidence.empty()) continue;
      parameters.mandates.push_back(co_await EvidenceOf(database, parts, *mandate));
    }
  }
  co_return elm::Prepare(parts.preparation, parts.credential, parts.certificate.subject(),
                         parameters);
}

}  // namespace signet::sealer
