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
struct OrganisationAdded {
  std::string organisation;
  std::string identifier;
  bool sealing;
};
struct ClientAdded {
  std::string client;
  std::string role;
  Sha256 certificate;
  bool any_awarding_body;
};
struct ClientStatusChanged {
  std::string client;
  std::string status;
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
/// Peers turned away before they were known as a client, counted so that they cannot flood the log.
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
  std::string authority;  ///< why it is allowed: "any-awarding-body" until mandates decide
  Sha256 request;
  Sha256 signing_input;
  std::string profile{};  ///< by which the payload was checked: IRI and version
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
/// A CA that this box trusts by itself; never qualified.
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
struct TrustAnchorAdded {
  std::string anchor;
  std::string purpose;
  Sha256 certificate;
};

using Event =
    std::variant<BoxInitialised, BoxStarted, BoxStopped, StateChanged, OrganisationAdded,
                 ClientAdded, ClientStatusChanged, KeyGenerated, KeyCertified, DefaultKeySet,
                 TokenUnlocked, TokenLocked, PinRefused, TokenFault, AccessRefused, RequestRefused,
                 SealRefused, SealIntended, SealResumed, SealInterrupted, SealCompleted, SealFailed,
                 TrustOriginAdded, TrustedListImported, TrustAnchorAdded, ProfileImported,
                 CodeListImported, AdviceBound, TimeStampRefused, KeyRevoked, SealExtended>;

/// The entry as it stands in the log: RFC 8785 JSON with `type` ("seal.intended"), `time` and the
/// event's members. At most 65,535 octets; throws Error(kInternal) beyond.
std::string EncodeEntry(Time time, const Event& event);

}  // namespace signet::audit
