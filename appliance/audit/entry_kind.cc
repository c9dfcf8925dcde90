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
constexpr EntryMember kOrganisationAdded[] = {
    {"organisation", kText}, {"identifier", kText}, {"sealing", kBoolean}};
constexpr EntryMember kClientAdded[] = {
    {"client", kText}, {"role", kText}, {"certificate", kDigest}, {"any_awarding_body", kBoolean}};
constexpr EntryMember kClientStatusChanged[] = {{"client", kText}, {"status", kText}};
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
constexpr EntryMember kSealIntended[] = {
    {"seal", kText},          {"client", kText},      {"key", kText},
    {"certificate", kDigest}, {"preparation", kText}, {"level", kText},
    {"authority", kText},     {"request", kDigest},   {"signing_input", kDigest},
    {"profile", kText, false}};
constexpr EntryMember kSealIntention[] = {{"seal", kText}, {"intention", kInteger}};
constexpr EntryMember kSealCompleted[] = {{"seal", kText},         {"intention", kInteger},
                                          {"level", kText},        {"certificate", kDigest},
                                          {"signing_time", kTime}, {"sealed", kDigest}};
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
     "Organisation {organisation} ({identifier}) was added; it is the sealing one: {sealing}."},
    {"client.added", kClientAdded,
     "Client {client} was added as {role} with certificate {certificate}; for any awarding body: "
     "{any_awarding_body}."},
    {"client.status-changed", kClientStatusChanged, "Client {client} is now {status}."},
    {"key.generated", kKeyGenerated,
     "Key {key} was generated for {algorithm} with {time_header}; its public key is {public_key}."},
    {"key.certified", kKeyCertified,
     "Key {key} got certificate {certificate}, valid from {not_before} to {not_after}."},
    {"key.default-set", kKey, "Key {key} is now the default."},
    {"token.unlocked", kSource, "The token was unlocked ({source})."},
    {"token.locked", kSource, "The token was locked ({source})."},
    {"token.pin-refused", kSource, "The token refused the PIN ({source})."},
    {"token.fault", kTokenFault, "The token failed: {fault}."},
    {"tsa.refused", kTimeStampRefused,
     "A time-stamp of authority {authority} was refused: {problem}."},
    {"key.revoked", kKeyRevoked,
     "Certificate {certificate} of key {key} was found revoked; the key seals no more."},
    {"access.refused", kAccessRefused, "Turned away {count} times: {problem} {certificate}."},
    {"request.refused", kRequestRefused, "{operation} of {client} was refused: {problem}."},
    {"seal.refused", kSealRefused,
     "A seal for {client} was refused: {problem}; request {request}."},
    {"seal.intended", kSealIntended,
     "Seal {seal} for {client} will be made with key {key} at {level} ({preparation}, "
     "{authority}); signing input {signing_input}."},
    {"seal.resumed", kSealIntention, "Seal {seal} (entry {intention}) goes on."},
    {"seal.interrupted", kSealIntention, "Seal {seal} (entry {intention}) was interrupted."},
    {"seal.completed", kSealCompleted,
     "Seal {seal} (entry {intention}) is complete at {level}; sealed file {sealed}."},
    {"seal.extended", kSealExtended,
     "A sealed file of {client} was extended to {level}: {before} became {after}."},
    {"seal.failed", kSealFailed, "Seal {seal} (entry {intention}) failed: {problem}."},
    {"trust.origin-added", kTrustOriginAdded,
     "Trust in lists begins with the Official Journal's certificate {certificate}."},
    {"trust.list-imported", kTrustedListImported,
     "Trusted list {territory} number {sequence} ({kind}) was taken: {list}, issued {issued}, next "
     "update {next_update}."},
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
