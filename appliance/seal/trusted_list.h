#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"

namespace signet::seal {

// Trusted lists (ETSI TS 119 612) as values. They come from signet-list-reader, which reads the
// XML; TRUST.md. A list that stands in one of these is not trusted yet: list_authority.h decides.

/// URIs that decide something (TS 119 612 5.3.3, 5.5.1, 5.5.4, 5.5.9, annex D).
namespace uri {
inline constexpr std::string_view kListOfLists =
    "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUlistofthelists";
inline constexpr std::string_view kNationalList =
    "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric";
inline constexpr std::string_view kQualifiedCa = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC";
inline constexpr std::string_view kQualifiedTsa = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST";
inline constexpr std::string_view kStatus = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";
inline constexpr std::string_view kForSeals =
    "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals";
inline constexpr std::string_view kForSignatures =
    "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSignatures";
inline constexpr std::string_view kForWebAuthentication =
    "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForWebSiteAuthentication";
/// What qualifiers begin with ("QCForESeal", 5.5.9.2.3).
inline constexpr std::string_view kQualifier =
    "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";
}  // namespace uri

/// 5.5.9.2.2: which certificates a qualifier is for.
struct Criteria {
  enum class Assert { kAll, kAtLeastOne, kNone, kUnknown };
  using Identifiers = std::vector<std::string>;  ///< object identifiers, dotted
  Assert assertion = Assert::kUnknown;
  /// Each a list of bits ("nonRepudiation") that the certificate has, or has not.
  std::vector<std::vector<std::pair<std::string, bool>>> key_usages;
  std::vector<Identifiers> policy_sets;
  std::vector<Identifiers> extended_key_usages;
  std::vector<Identifiers> subject_attributes;
  std::vector<Criteria> lists;
  bool unknown = false;  ///< there is a criterion that this version cannot read
};

/// 5.5.9.2.1.
struct QualificationElement {
  std::vector<std::string> qualifiers;  ///< URIs
  std::optional<Criteria> criteria;     ///< absent: the element is malformed and says nothing
};

/// A service as it is now or was from `from` on (5.5 and 5.6).
struct ServiceState {
  std::string type;  ///< URI
  std::string name;
  std::string status;                     ///< URI
  Time from;                              ///< StatusStartingTime
  std::vector<Certificate> certificates;  ///< digital identities that could be read
  std::vector<Bytes> key_ids;             ///< X509SKI
  std::vector<std::string> subjects;      ///< X509SubjectName, as the list spells it
  std::vector<std::string> additional;    ///< URIs of AdditionalServiceInformation
  std::vector<QualificationElement> qualifications;
};

struct TrustService {
  std::string provider;
  /// Newest first, never empty: the first one is the present state, the others its history.
  std::vector<ServiceState> states;

  /// The state in force at `at`; null before the first one began.
  const ServiceState* StateAt(Time at) const;
};

/// 5.3.13: where another list is, and by whose certificates it may be signed.
struct ListPointer {
  std::string location;
  std::string type;       ///< URI of TSLType
  std::string territory;  ///< "EU" for the list of lists
  std::string mime;
  std::vector<Certificate> certificates;

  bool is_xml() const { return mime == "application/vnd.etsi.tsl+xml"; }
};

struct TrustedList {
  std::optional<std::int64_t> version;
  std::optional<std::int64_t> sequence;
  std::string type;  ///< URI
  std::string territory;
  std::optional<Time> issued;
  std::optional<Time> next_update;  ///< absent in a list that was closed (5.3.15)
  std::vector<std::string> information_uris;
  std::vector<ListPointer> pointers;
  std::vector<TrustService> services;
  /// What keeps it from being used, in words: a service whose state or its beginning is missing.
  std::string defect;

  bool is_list_of_lists() const { return type == uri::kListOfLists; }
};

/// What signet-list-reader said of one file.
struct ReadList {
  std::string verdict;  ///< "valid", "invalid", "none", "several", "not XML", …
  std::string reason;   ///< why it is not valid; empty for a valid one
  std::optional<Certificate> signer;
  std::optional<TrustedList> list;
  std::string answer;  ///< what this was read from, for keeping

  bool is_signed() const { return verdict == "valid"; }
};

/// Reads the answer of signet-list-reader, which is untrusted input like the list itself: it comes
/// from a process that a hostile list may have taken over. Throws Error(kNotJson and its kin) if it
/// is not what list_reader.h promises; certificates that do not parse are left out.
ReadList ReadListAnswer(const UntrustedText& answer);

/// CA/QC, granted now, with ForeSeals (what `signetctl trust check` counts).
std::size_t CountSealIssuers(const TrustedList& list);
/// TSA/QTST, granted now.
std::size_t CountTimeStampers(const TrustedList& list);

}  // namespace signet::seal
