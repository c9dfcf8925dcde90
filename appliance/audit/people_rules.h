#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "appliance/audit/finding.h"
#include "appliance/audit/logged_entry.h"
#include "appliance/base/openssl.h"

namespace signet::audit {

using Report = std::function<void(Finding::Weight, std::string)>;

/// The clock is read before an entry gets its place, and who asks is known a moment before that: so
/// much may lie between what two entries say.
inline constexpr auto kTimeTolerance = std::chrono::seconds(5);

/// The rules over clients, administrators and what two of them agree on (LOG.md, "The offline
/// check", 8 to 11). Memory grows with the number of clients, their keys, and proposals.
class PeopleRules {
 public:
  /// `origin`: the log's.
  PeopleRules(std::string origin, Report report);

  /// An entry of organisation.…, client.…, administrator.… or proposal.….
  void Follow(std::uint64_t index, const LoggedEntry& entry);

  /// Whoever did this was at the box, or an active administrator.
  void RequireEditor(const LoggedEntry& entry);
  /// This needs two administrators: it names a proposal of this kind and subject that another one
  /// approved, or it was done at the box and there have never been two. The proposer, or "box";
  /// nothing if it is not so.
  std::optional<std::string> RequireTwo(const LoggedEntry& entry, std::string_view kind,
                                        std::string_view subject);
  bool WasRejected(std::string_view proposal) const;
  /// A seal's client could ask for it and, where it signed its request, did.
  void RequireAsker(const LoggedEntry& intention);

  /// Whether an entry has told by whom something was done, as entries of earlier versions do not.
  bool tells_by_whom() const { return tells_by_whom_; }

 private:
  struct Key {
    openssl::Handle<EVP_PKEY> key;
    std::optional<Time> removed{};
  };
  struct Client {
    bool is_administrator = false;
    bool is_submitter = false;
    std::optional<Time> suspended{};
    std::map<std::string, Key, std::less<>> keys{};

    /// Whether it counts as one of two: without a key it could sign nothing.
    bool IsActiveAdministrator() const;
  };
  struct Proposal {
    enum class State : std::uint8_t { kOpen, kApproved, kRejected, kCarried };
    std::string kind;
    std::string subject;
    std::string content;
    std::string proposer;
    std::string approver{};
    Time expires;
    State state = State::kOpen;
  };

  void AddClient(const LoggedEntry& entry);
  void SetStatus(const LoggedEntry& entry);
  void AddCertificate(const LoggedEntry& entry);
  void AddKey(const LoggedEntry& entry);
  void RemoveKey(const LoggedEntry& entry);
  void Recover(const LoggedEntry& entry);
  void Make(const LoggedEntry& entry);
  void Approve(const LoggedEntry& entry);
  void Reject(const LoggedEntry& entry);

  void Error(std::string what) { report_(Finding::Weight::kError, std::move(what)); }
  Client* RequireClient(const LoggedEntry& entry);
  /// Nothing of an administrator is changed by an entry of this type once there are two.
  void RequireNoAdministrator(const LoggedEntry& entry, const Client& client);
  void RequireAdministrator(const LoggedEntry& entry, std::string_view name);
  Proposal* RequireOpen(const LoggedEntry& entry);
  void RequireSignature(const LoggedEntry& intention, const Client& client);
  /// One client was, or was not, an active administrator, and is now.
  void CountAdministrator(bool was_active, bool is_active);

  const std::string origin_;
  const Report report_;
  std::uint64_t index_ = 0;
  bool tells_by_whom_ = false;
  std::map<std::string, Client, std::less<>> clients_;
  std::map<std::string, Proposal, std::less<>> proposals_;
  std::size_t administrators_ = 0;  ///< active ones with a key
  bool had_two_ = false;
  std::string lost_;       ///< named by administrator.recovered, and not suspended yet
  std::string successor_;  ///< named by it, and not added yet
  /// The administrator whose registration the entry before belongs to: its keys come next.
  std::string registering_;
  std::uint64_t registering_until_ = 0;
};

}  // namespace signet::audit
