#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/json.h"
#include "appliance/elm/text_edit.h"

namespace signet::elm {

/// What a mandate writes into the credentials sealed under it.
struct MandateEvidence {
  std::string id;         ///< "urn:epass:evidence:" and a UUID; the embedded document gets an id of
                          ///< the same UUID
  std::string statement;  ///< evidenceStatement: one text, in the languages it needs
  std::string document;   ///< content of embeddedEvidence, base64; empty: not embedded
  std::string document_type;  ///< "application/pdf", "image/png", "image/jpeg"
};

/// Whether a value of the credential's `evidence` is evidence of a mandate: its dcType is
/// kMandateConcept.
bool IsMandateEvidence(json::Value evidence);

/// Edits that put one Evidence of type kMandateConcept a mandate into the credential, in place of
/// those of this type that it has, in the form of the Commission's issuer. None if `mandates` is
/// empty. They do not overlap with other edits of the credential's text outside its `evidence`.
/// Throws Error(kInternal) for another type of document.
void AddMandateEvidence(json::Value credential, const std::vector<MandateEvidence>& mandates,
                        TextEdits& edits);

/// Edits that make the credential's profile edc-issued-by-mandate: in place of the generic one,
/// beside another one. None if it is that already.
void SetIssuedByMandate(json::Value credential, TextEdits& edits);

/// The statement in the languages of the credential that it has, a blank line between; in its first
/// language if it has none of them. `statements` by language tag.
std::string StatementFor(json::Value credential,
                         const std::vector<std::pair<std::string, std::string>>& statements);

}  // namespace signet::elm
