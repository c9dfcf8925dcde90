#include "appliance/audit/entry_kind.h"

#include <algorithm>
#include <array>

namespace signet::audit {
namespace {

using enum MemberKind;

// One list of members a type; LOG.md has the same table for people.
constexpr EntryMember kBoxInitialised[] = {
    {"origin", kText}, {"version", kText}, {"log_key", kText}};
constexpr EntryMember kVersion[] = {{"version", kText}};
constexpr EntryMember kStateChanged[] = {{"from", kText}, {"to", kText}, {"reason", kText}};
// `by` and `content` are in all entries but those of versions before there were two people.
constexpr EntryMember kOrganisationAdded[] = {{"organisation", kText},
                                              {"identifier", kText},
                                              {"sealing", kBoolean},
                                              {"content", kDigest, false},
                                              {"by", kText, false}};
constexpr EntryMember kOrganisationChanged[] = {
    {"organisation", kText}, {"content", kDigest}, {"by", kText}, {"proposal", kText, false}};
// `certificate` and `any_awarding_body`: of the same earlier versions.
constexpr EntryMember kClientAdded[] = {{"client", kText},
                                        {"role", kText},
                                        {"content", kDigest, false},
                                        {"by", kText, false},
                                        {"proposal", kText, false},
                                        {"certificate", kDigest, false},
                                        {"any_awarding_body", kBoolean, false}};
constexpr EntryMember kClientChanged[] = {{"client", kText}, {"content", kDigest}, {"by", kText}};
constexpr EntryMember kClientStatusChanged[] = {
    {"client", kText}, {"status", kText}, {"by", kText, false}, {"proposal", kText, false}};
constexpr EntryMember kClientCertificateAdded[] = {{"client", kText},
                                                   {"match", kText},
                                                   {"certificate", kDigest},
                                                   {"by", kText},
                                                   {"proposal", kText, false}};
constexpr EntryMember kClientCertificateRemoved[] = {
    {"client", kText}, {"certificate", kDigest}, {"by", kText}};
constexpr EntryMember kSigningKeyAdded[] = {
    {"client", kText}, {"key", kText}, {"public_key", kText}, {"by", kText}};
constexpr EntryMember kSigningKeyRemoved[] = {{"client", kText}, {"key", kText}, {"by", kText}};
constexpr EntryMember kAdministratorRecovered[] = {
    {"lost", kText}, {"administrator", kText}, {"reason", kText}};
constexpr EntryMember kMandateDrafted[] = {
    {"mandate", kText}, {"issuing", kText}, {"content", kDigest}, {"by", kText}};
constexpr EntryMember kMandateProposed[] = {
    {"mandate", kText}, {"content", kDigest}, {"by", kText}};
constexpr EntryMember kMandateApproved[] = {
    {"mandate", kText},          {"issuing", kText},     {"content", kDigest},
    {"valid_from", kTime},       {"valid_until", kTime}, {"seals_in_total", kInteger, false},
    {"demonstration", kBoolean}, {"proposed_by", kText}, {"by", kText},
    {"proposal", kText, false}};
constexpr EntryMember kMandateStatusChanged[] = {
    {"mandate", kText}, {"status", kText}, {"by", kText}, {"proposal", kText, false}};
constexpr EntryMember kProposalMade[] = {{"proposal", kText}, {"kind", kText},
                                         {"subject", kText},  {"content", kDigest},
                                         {"expires", kTime},  {"by", kText}};
constexpr EntryMember kProposalApproved[] = {
    {"proposal", kText}, {"kind", kText}, {"subject", kText}, {"content", kDigest}, {"by", kText}};
constexpr EntryMember kProposalRejected[] = {{"proposal", kText}, {"by", kText}};
constexpr EntryMember kKeyActivated[] = {
    {"key", kText}, {"certificate", kDigest}, {"by", kText}, {"proposal", kText, false}};
constexpr EntryMember kKeyGenerated[] = {
    {"key", kText}, {"algorithm", kText}, {"time_header", kText}, {"public_key", kDigest}};
constexpr EntryMember kKeyCertified[] = {
    {"key", kText}, {"certificate", kDigest}, {"not_before", kTime}, {"not_after", kTime}};
constexpr EntryMember kKey[] = {{"key", kText}};
constexpr EntryMember kSource[] = {{"source", kText}};
constexpr EntryMember kTokenFault[] = {{"fault", kText}};
constexpr EntryMember kTimeStampRefused[] = {{"authority", kText}, {"problem", kText}};
constexpr EntryMember kSealExtended[] = {
    {"client", kText}, {"level", kText}, {"before", kDigest}, {"after", kDigest}};
constexpr EntryMember kKeyRevoked[] = {{"key", kText}, {"certificate", kDigest}};
constexpr EntryMember kAccessRefused[] = {
    {"problem", kText}, {"count", kInteger}, {"certificate", kDigest, false}};
constexpr EntryMember kRequestRefused[] = {
    {"client", kText}, {"operation", kText}, {"problem", kText}};
constexpr EntryMember kSealRefused[] = {
    {"client", kText}, {"problem", kText}, {"request", kDigest}};
constexpr EntryMember kSealIntended[] = {{"seal", kText},
                                         {"client", kText},
                                         {"key", kText},
                                         {"certificate", kDigest},
                                         {"preparation", kText},
                                         {"level", kText},
                                         {"authority", kText},
                                         {"request", kDigest},
                                         {"signing_input", kDigest},
                                         {"profile", kText, false},
                                         {"request_base", kText, false},
                                         {"request_key", kText, false},
                                         {"request_signature", kText, false}};
constexpr EntryMember kSealIntention[] = {{"seal", kText}, {"intention", kInteger}};
constexpr EntryMember kSealCompleted[] = {{"seal", kText},
                                          {"intention", kInteger},
                                          {"level", kText},
                                          {"certificate", kDigest},
                                          {"signing_time", kTime},
                                          {"sealed", kDigest},
                                          {"authority", kText, false}};
constexpr EntryMember kSealFailed[] = {
    {"seal", kText}, {"intention", kInteger}, {"problem", kText}};
constexpr EntryMember kTrustOriginAdded[] = {{"certificate", kDigest}};
constexpr EntryMember kTrustedListImported[] = {
    {"kind", kText},   {"territory", kText}, {"sequence", kInteger},
    {"list", kDigest}, {"issued", kTime},    {"next_update", kTime, false}};
constexpr EntryMember kTrustAnchorAdded[] = {
    {"anchor", kText}, {"purpose", kText}, {"certificate", kDigest}};
constexpr EntryMember kProfileImported[] = {
    {"name", kText}, {"version", kText}, {"profile", kDigest}};
constexpr EntryMember kCodeListImported[] = {
    {"scheme", kText}, {"codes", kInteger}, {"list", kDigest}};
constexpr EntryMember kAdviceBound[] = {
    {"organisation", kText}, {"advice", kText}, {"binding", kBoolean}};

constexpr auto kKinds = std::to_array<EntryKind>({
    {"box.initialised", kBoxInitialised,
     "Log {origin} begins with key {log_key}, Signet {version}."},
    {"box.started", kVersion, "The sealer started, Signet {version}."},
    {"box.stopped", {}, "The sealer stopped."},
    {"state.changed", kStateChanged, "The box went from {from} to {to}. {reason}"},
    {"organisation.added", kOrganisationAdded,
     "Organisation {organisation} ({identifier}) was added[ by {by}]; it is the sealing one: "
     "{sealing}."},
    {"organisation.changed", kOrganisationChanged,
     "Organisation {organisation} was changed by {by}[, proposal {proposal}]; it is now "
     "{content}."},
    {"client.added", kClientAdded,
     "Client {client} was added as {role}[ by {by}][, proposal {proposal}][ with certificate "
     "{certificate}][; for any awarding body: {any_awarding_body}]."},
    {"client.changed", kClientChanged, "Client {client} was changed by {by}; it is now {content}."},
    {"client.status-changed", kClientStatusChanged,
     "Client {client} is now {status}[ by {by}][, proposal {proposal}]."},
    {"client.certificate-added", kClientCertificateAdded,
     "Client {client} may be known by {certificate} ({match}) too, by {by}[, proposal "
     "{proposal}]."},
    {"client.certificate-removed", kClientCertificateRemoved,
     "Client {client} is not known by {certificate} any more, by {by}."},
    {"client.signing-key-added", kSigningKeyAdded,
     "Client {client} may sign with key {key} ({public_key}), by {by}."},
    {"client.signing-key-removed", kSigningKeyRemoved,
     "Client {client} may not sign with key {key} any more, by {by}."},
    {"administrator.recovered", kAdministratorRecovered,
     "At the box, without anybody's approval, lost administrator {lost} was replaced by "
     "{administrator}: {reason}"},
    {"mandate.drafted", kMandateDrafted,
     "Mandate {mandate} of {issuing} was drafted by {by}: {content}."},
    {"mandate.proposed", kMandateProposed, "Mandate {mandate} ({content}) was proposed by {by}."},
    {"mandate.approved", kMandateApproved,
     "Mandate {mandate} of {issuing} ({content}), proposed by {proposed_by}, was approved by "
     "{by}[, "
     "proposal {proposal}]; valid from {valid_from} to {valid_until}[, at most {seals_in_total} "
     "seals]; a demonstration: {demonstration}."},
    {"mandate.status-changed", kMandateStatusChanged,
     "Mandate {mandate} is now {status} by {by}[, proposal {proposal}]."},
    {"proposal.made", kProposalMade,
     "{by} proposed {kind} of {subject} ({content}) as {proposal}, until {expires}."},
    {"proposal.approved", kProposalApproved,
     "{by} approved {kind} of {subject} ({content}), proposal {proposal}."},
    {"proposal.rejected", kProposalRejected, "{by} rejected proposal {proposal}."},
    {"key.generated", kKeyGenerated,
     "Key {key} was generated for {algorithm} with {time_header}; its public key is {public_key}."},
    {"key.certified", kKeyCertified,
     "Key {key} got certificate {certificate}, valid from {not_before} to {not_after}."},
    {"key.activated", kKeyActivated,
     "Key {key} may seal with certificate {certificate}, by {by}[, proposal {proposal}]."},
    {"key.default-set", kKey, "Key {key} is now the default."},
    {"token.unlocked", kSource, "The token was unlocked ({source})."},
    {"token.locked", kSource, "The token was locked ({source})."},
    {"token.pin-refused", kSource, "The token refused the PIN ({source})."},
    {"token.fault", kTokenFault, "The token failed: {fault}."},
    {"tsa.refused", kTimeStampRefused,
     "A time-stamp of authority {authority} was refused: {problem}."},
    {"key.revoked", kKeyRevoked,
     "Certificate {certificate} of key {key} was found revoked; the key seals no more."},
    {"access.refused", kAccessRefused, "Turned away {count} times: {problem}[ {certificate}]."},
    {"request.refused", kRequestRefused, "{operation} of {client} was refused: {problem}."},
    {"seal.refused", kSealRefused,
     "A seal for {client} was refused: {problem}; request {request}."},
    {"seal.intended", kSealIntended,
     "Seal {seal} for {client} will be made with key {key} at {level} ({preparation}, "
     "{authority}); signing input {signing_input}[; the request is signed with key "
     "{request_key}]."},
    {"seal.resumed", kSealIntention, "Seal {seal} (entry {intention}) goes on."},
    {"seal.interrupted", kSealIntention, "Seal {seal} (entry {intention}) was interrupted."},
    {"seal.completed", kSealCompleted,
     "Seal {seal} (entry {intention}) is complete at {level}[ ({authority})]; sealed file "
     "{sealed}."},
    {"seal.extended", kSealExtended,
     "A sealed file of {client} was extended to {level}: {before} became {after}."},
    {"seal.failed", kSealFailed, "Seal {seal} (entry {intention}) failed: {problem}."},
    {"trust.origin-added", kTrustOriginAdded,
     "Trust in lists begins with the Official Journal's certificate {certificate}."},
    {"trust.list-imported", kTrustedListImported,
     "Trusted list {territory} number {sequence} ({kind}) was taken: {list}, issued {issued}[, "
     "next "
     "update {next_update}]."},
    {"trust.anchor-added", kTrustAnchorAdded,
     "This box trusts {certificate} by itself, as {purpose}, under the name {anchor}."},
    {"profile.imported", kProfileImported,
     "Credentials are checked by profile {name} {version} too: {profile}."},
    {"code-list.imported", kCodeListImported,
     "The controlled list {scheme} was taken, with {codes} codes: {list}."},
    {"organisation.advice-bound", kAdviceBound,
     "{advice} is binding for credentials of {organisation}: {binding}."},
});

}  // namespace

std::span<const EntryKind> AllEntryKinds() { return kKinds; }

const EntryKind* FindEntryKind(std::string_view type) {
  const auto* found = std::ranges::find(kKinds, type, &EntryKind::type);
  return found == kKinds.end() ? nullptr : found;
}

}  // namespace signet::audit
