#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "appliance/base/clock.h"
#include "appliance/base/digest.h"

namespace signet::audit {

// One struct a type of entry; LOG.md describes each. Digests, ids, names given at this box, times
// and outcomes: no personal data, no credential content.

struct BoxInitialised {
  std::string origin;
  std::string version;
  std::string log_key;
};
struct BoxStarted {
  std::string version;
};
struct BoxStopped {};
struct StateChanged {
  std::string from;
  std::string to;
  std::string reason;
};
/// `by` in these events is the administrator who did it, or "box": somebody with --box at the box
/// itself. `proposal` is the id of the one that two administrators agreed on; empty where one may
/// do it.
struct OrganisationAdded {
  std::string organisation;
  std::string identifier;
  bool sealing;
  Sha256 content;  ///< of what was registered, RFC 8785
  std::string by;
};
struct OrganisationChanged {
  std::string organisation;
  Sha256 content;
  std::string by;
  std::string proposal;
};
struct ClientAdded {
  std::string client;
  std::string role;
  Sha256 content;
  std::string by;
  std::string proposal;
};
struct ClientChanged {
  std::string client;
  Sha256 content;
  std::string by;
};
struct ClientStatusChanged {
  std::string client;
  std::string status;
  std::string by;
  std::string proposal;
};
struct ClientCertificateAdded {
  std::string client;
  std::string match;
  Sha256 certificate;  ///< registry::ClientCertificate::digest
  std::string by;
  std::string proposal;
};
struct ClientCertificateRemoved {
  std::string client;
  Sha256 certificate;
  std::string by;
};
/// The key whose signatures stand in seal.intended: with it an auditor can check them.
struct SigningKeyAdded {
  std::string client;
  std::string key;
  std::string public_key;  ///< DER SubjectPublicKeyInfo, base64
  std::string by;
};
struct SigningKeyRemoved {
  std::string client;
  std::string key;
  std::string by;
};
/// A lost administrator is replaced by somebody at the box, with nobody's approval. It comes before
/// the entries of what that does.
struct AdministratorRecovered {
  std::string lost;
  std::string administrator;
  std::string reason;
};
struct MandateDrafted {
  std::string mandate;
  std::string issuing;
  Sha256 content;
  std::string by;
};
struct MandateProposed {
  std::string mandate;
  Sha256 content;  ///< of its terms, which name the signed document's digest
  std::string by;
};
struct MandateApproved {
  std::string mandate;
  std::string issuing;
  Sha256 content;
  Time valid_from;
  Time valid_until;
  std::optional<std::uint64_t> seals_in_total;
  bool demonstration;
  std::string proposed_by;
  std::string by;
  std::string proposal;
};
/// `status`: "suspended", "approved" (again), "ended", "draft" (its proposal was rejected)
struct MandateStatusChanged {
  std::string mandate;
  std::string status;
  std::string by;
  std::string proposal;
};
struct ProposalMade {
  std::string proposal;
  std::string kind;
  std::string subject;
  Sha256 content;  ///< registry::DigestOf
  Time expires;
  std::string by;
};
struct ProposalApproved {
  std::string proposal;
  std::string kind;
  std::string subject;
  Sha256 content;
  std::string by;
};
struct ProposalRejected {
  std::string proposal;
  std::string by;
};
struct KeyActivated {
  std::string key;
  Sha256 certificate;
  std::string by;
  std::string proposal;
};
struct KeyGenerated {
  std::string key;
  std::string algorithm;
  std::string time_header;
  Sha256 public_key;  ///< of the SubjectPublicKeyInfo
};
struct KeyCertified {
  std::string key;
  Sha256 certificate;
  Time not_before;
  Time not_after;
};
struct DefaultKeySet {
  std::string key;
};
struct TokenUnlocked {
  std::string source;
};
struct TokenLocked {
  std::string source;
};
struct PinRefused {
  std::string source;
};
struct TokenFault {
  std::string fault;
};
struct TimeStampRefused {
  std::string authority;  ///< as the box's configuration names it
  std::string problem;    ///< "wrong-nonce"
};
struct SealExtended {
  std::string client;
  std::string level;
  Sha256 before;  ///< of the sealed file as it came
  Sha256 after;
};
struct KeyRevoked {
  std::string key;
  Sha256 certificate;
};
/// Peers turned away before they were known as a client, counted so that they cannot flood the log.
struct AccessRefused {
  std::string problem;
  std::uint64_t count;
  std::optional<Sha256> certificate;
};
/// A known client's request that was refused.
struct RequestRefused {
  std::string client;
  std::string operation;
  std::string problem;
};
struct SealRefused {
  std::string client;
  std::string problem;
  Sha256 request;  ///< of the body and its parameters
};
struct SealIntended {
  std::string seal;
  std::string client;
  std::string key;
  Sha256 certificate;
  std::string preparation;
  std::string level;
  /// Why it is allowed: "own", or the mandates, "mandate:NAME" or "demonstration-mandate:NAME", a
  /// space between.
  std::string authority;
  Sha256 request;
  Sha256 signing_input;
  std::string profile{};  ///< by which the payload was checked: IRI and version
  /// The client's proof that it asked (RFC 9421 2.5): what it signed, with which of its keys, and
  /// its signature, base64. Empty if it did not sign.
  std::string request_base{};
  std::string request_key{};
  std::string request_signature{};
};
/// An interrupted seal goes on under the intention it has.
struct SealResumed {
  std::string seal;
  std::uint64_t intention;
};
struct SealInterrupted {
  std::string seal;
  std::uint64_t intention;
};
struct SealCompleted {
  std::string seal;
  std::uint64_t intention;
  std::string level;
  Sha256 certificate;
  Time signing_time;
  Sha256 sealed;
  std::string authority{};  ///< as in its intention
};
struct SealFailed {
  std::string seal;
  std::uint64_t intention;
  std::string problem;
};
/// Trust in lists begins with this certificate of the Official Journal.
struct TrustOriginAdded {
  Sha256 certificate;
};
/// A trusted list was verified and is used from now on.
struct TrustedListImported {
  std::string kind;
  std::string territory;
  std::uint64_t sequence;
  Sha256 list;
  Time issued;
  std::optional<Time> next_update;
};
struct ProfileImported {
  std::string name;
  std::string version;
  Sha256 profile;
};
struct CodeListImported {
  std::string scheme;
  std::uint64_t codes;
  Sha256 list;
};
struct AdviceBound {
  std::string organisation;
  std::string advice;
  bool binding;
};
/// A CA that this box trusts by itself; never qualified.
struct TrustAnchorAdded {
  std::string anchor;
  std::string purpose;
  Sha256 certificate;
};

using Event =
    std::variant<BoxInitialised, BoxStarted, BoxStopped, StateChanged, OrganisationAdded,
                 OrganisationChanged, ClientAdded, ClientChanged, ClientCertificateAdded,
                 ClientCertificateRemoved, SigningKeyAdded, SigningKeyRemoved,
                 AdministratorRecovered, MandateDrafted, MandateProposed, MandateApproved,
                 MandateStatusChanged, ProposalMade, ProposalApproved, ProposalRejected,
                 KeyActivated, ClientStatusChanged, KeyGenerated, KeyCertified, DefaultKeySet,
                 TokenUnlocked, TokenLocked, PinRefused, TokenFault, AccessRefused, RequestRefused,
                 SealRefused, SealIntended, SealResumed, SealInterrupted, SealCompleted, SealFailed,
                 TrustOriginAdded, TrustedListImported, TrustAnchorAdded, ProfileImported,
                 CodeListImported, AdviceBound, TimeStampRefused, KeyRevoked, SealExtended>;

/// The entry as it stands in the log: RFC 8785 JSON with `type` ("seal.intended"), `time` and the
/// event's members. At most 65,535 octets; throws Error(kInternal) beyond.
std::string EncodeEntry(Time time, const Event& event);

}  // namespace signet::audit
