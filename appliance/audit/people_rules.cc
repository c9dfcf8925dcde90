#include "appliance/audit/people_rules.h"

#include <algorithm>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/request_signature.h"

namespace signet::audit {
namespace {

constexpr std::string_view kBox = "box";

std::string Member(const LoggedEntry& entry, std::string_view name) {
  return std::string(entry.Text(name).value_or(""));
}

// Whether something that ended then still counts for an entry.
bool StillCounts(const std::optional<Time>& ended, const LoggedEntry& entry) {
  return !ended || entry.time() <= *ended + kTimeTolerance;
}

// Whether a signature base has a line that begins so (RFC 9421 2.5).
bool HasLine(std::string_view base, std::string_view beginning) {
  return base.starts_with(beginning) ||
         base.find("\n" + std::string(beginning)) != std::string_view::npos;
}

}  // namespace

bool PeopleRules::Client::IsActiveAdministrator() const {
  return is_administrator && !suspended &&
         std::ranges::any_of(keys, [](const auto& key) { return !key.second.removed; });
}

PeopleRules::PeopleRules(std::string origin, Report report)
    : origin_(std::move(origin)), report_(std::move(report)) {}

void PeopleRules::Follow(std::uint64_t index, const LoggedEntry& entry) {
  index_ = index;
  const std::string_view type = entry.type();
  if (type == "organisation.added") {
    RequireEditor(entry);
  } else if (type == "organisation.changed") {
    RequireEditor(entry);
    RequireTwo(entry, "organisation-change", Member(entry, "organisation"));
  } else if (type == "client.added") {
    AddClient(entry);
  } else if (type == "client.changed" || type == "client.certificate-removed") {
    if (const Client* const client = RequireClient(entry)) RequireNoAdministrator(entry, *client);
  } else if (type == "client.status-changed") {
    SetStatus(entry);
  } else if (type == "client.certificate-added") {
    AddCertificate(entry);
  } else if (type == "client.signing-key-added") {
    AddKey(entry);
  } else if (type == "client.signing-key-removed") {
    RemoveKey(entry);
  } else if (type == "administrator.recovered") {
    Recover(entry);
  } else if (type == "proposal.made") {
    Make(entry);
  } else if (type == "proposal.approved") {
    Approve(entry);
  } else if (type == "proposal.rejected") {
    Reject(entry);
  }
}

void PeopleRules::RequireEditor(const LoggedEntry& entry) {
  const auto by = entry.Text("by");
  if (!by) {
    if (tells_by_whom_) Error("It does not say by whom this was done.");
    return;
  }
  tells_by_whom_ = true;
  if (*by != kBox) RequireAdministrator(entry, *by);
}

void PeopleRules::RequireAdministrator(const LoggedEntry& entry, std::string_view name) {
  const auto found = clients_.find(name);
  if (found == clients_.end() || !found->second.is_administrator) {
    Error(std::string(name) + ", who did this, was no administrator.");
  } else if (!StillCounts(found->second.suspended, entry)) {
    Error("Administrator " + std::string(name) + ", who did this, was suspended.");
  }
}

std::optional<std::string> PeopleRules::RequireTwo(const LoggedEntry& entry, std::string_view kind,
                                                   std::string_view subject) {
  const auto id = entry.Text("proposal");
  if (!id) {
    const bool at_box = entry.Text("by").value_or(kBox) == kBox;
    if (at_box && !had_two_) return std::string(kBox);
    Error("This needs two administrators, and it names no proposal that they agreed on.");
    return std::nullopt;
  }
  const auto found = proposals_.find(*id);
  if (found == proposals_.end() || found->second.state != Proposal::State::kApproved) {
    Error("Proposal " + std::string(*id) +
          " was not approved, or something else was done with it already.");
    return std::nullopt;
  }
  Proposal& proposal = found->second;
  proposal.state = Proposal::State::kCarried;
  if (proposal.kind != kind || proposal.subject != subject) {
    Error("Proposal " + std::string(*id) + " is of another change: " + proposal.kind + " of " +
          proposal.subject + ".");
  }
  if (proposal.approver != entry.Text("by")) {
    Error("Proposal " + std::string(*id) + " was approved by " + proposal.approver + ".");
  }
  return proposal.proposer;
}

bool PeopleRules::WasRejected(std::string_view proposal) const {
  const auto found = proposals_.find(proposal);
  return found != proposals_.end() && found->second.state == Proposal::State::kRejected;
}

PeopleRules::Client* PeopleRules::RequireClient(const LoggedEntry& entry) {
  RequireEditor(entry);
  const auto found = clients_.find(Member(entry, "client"));
  if (found != clients_.end()) return &found->second;
  report_(Finding::Weight::kWarning,
          "No earlier entry has added the client " + Member(entry, "client") + ".");
  return nullptr;
}

void PeopleRules::RequireNoAdministrator(const LoggedEntry& entry, const Client& client) {
  if (!client.is_administrator || !had_two_) return;
  Error("Client " + Member(entry, "client") +
        " is an administrator, who is not changed by one other person.");
}

void PeopleRules::AddClient(const LoggedEntry& entry) {
  RequireEditor(entry);
  const std::string name = Member(entry, "client");
  const std::string role = Member(entry, "role");
  const bool is_administrator = role == "administrator";
  if (is_administrator && had_two_ && name != successor_) {
    RequireTwo(entry, "administrator-addition", name);
  }
  if (name == successor_) successor_.clear();
  const auto [added, is_new] = clients_.try_emplace(name);
  if (!is_new) {
    Error("The client " + name + " is there already.");
    return;
  }
  added->second.is_administrator = is_administrator;
  added->second.is_submitter = role == "submitter";
  if (!is_administrator) return;
  registering_ = name;
  registering_until_ = index_ + 1;
}

void PeopleRules::CountAdministrator(bool was_active, bool is_active) {
  if (was_active) --administrators_;
  if (is_active) ++administrators_;
  had_two_ = had_two_ || administrators_ >= 2;
}

void PeopleRules::SetStatus(const LoggedEntry& entry) {
  Client* const client = RequireClient(entry);
  if (client == nullptr) return;
  const std::string name = Member(entry, "client");
  const bool suspends = entry.Text("status") != "active";
  if (client->is_administrator && name != lost_ && had_two_) {
    if (suspends) {
      RequireTwo(entry, "administrator-removal", name);
    } else {
      RequireNoAdministrator(entry, *client);
    }
  }
  const bool was_active = client->IsActiveAdministrator();
  client->suspended = suspends ? std::optional(entry.time()) : std::nullopt;
  CountAdministrator(was_active, client->IsActiveAdministrator());
  if (was_active && had_two_ && administrators_ < 2 && name != lost_) {
    Error("There are fewer than two active administrators from here on.");
  }
  if (name == lost_) lost_.clear();
}

void PeopleRules::AddCertificate(const LoggedEntry& entry) {
  const Client* const client = RequireClient(entry);
  if (client == nullptr || !client->is_administrator) return;
  RequireTwo(entry, "administrator-certificate", Member(entry, "client"));
  registering_ = Member(entry, "client");
  registering_until_ = index_ + 1;
}

void PeopleRules::AddKey(const LoggedEntry& entry) {
  Client* const client = RequireClient(entry);
  if (client == nullptr) return;
  const std::string name = Member(entry, "client");
  const bool registering = name == registering_ && index_ == registering_until_;
  if (registering) {
    ++registering_until_;
  } else {
    RequireNoAdministrator(entry, *client);
  }
  const auto der = DecodeBase64(Member(entry, "public_key"));
  auto key = ReadPublicKey(der ? ByteView(*der) : ByteView());
  if (!key) Error("The signing key " + Member(entry, "key") + " is no public key.");
  const bool was_active = client->IsActiveAdministrator();
  client->keys.insert_or_assign(Member(entry, "key"), Key{std::move(key)});
  CountAdministrator(was_active, client->IsActiveAdministrator());
}

void PeopleRules::RemoveKey(const LoggedEntry& entry) {
  Client* const client = RequireClient(entry);
  if (client == nullptr) return;
  RequireNoAdministrator(entry, *client);
  const auto found = client->keys.find(Member(entry, "key"));
  if (found == client->keys.end() || found->second.removed) {
    Error("Client " + Member(entry, "client") + " has no signing key of this name.");
    return;
  }
  const bool was_active = client->IsActiveAdministrator();
  found->second.removed = entry.time();
  CountAdministrator(was_active, client->IsActiveAdministrator());
}

void PeopleRules::Recover(const LoggedEntry& entry) {
  lost_ = Member(entry, "lost");
  successor_ = Member(entry, "administrator");
  const auto found = clients_.find(lost_);
  if (found == clients_.end() || !found->second.is_administrator || found->second.suspended) {
    Error(lost_ + ", who is called lost, was no active administrator.");
  }
  report_(Finding::Weight::kWarning, "Somebody at the box put " + successor_ + " in " + lost_ +
                                         "'s place as an administrator; ask the others whether "
                                         "they know of it.");
}

void PeopleRules::Make(const LoggedEntry& entry) {
  tells_by_whom_ = true;
  const std::string by = Member(entry, "by");
  RequireAdministrator(entry, by);
  const auto expires = ParseTime(Member(entry, "expires"));
  const bool is_new = proposals_
                          .try_emplace(Member(entry, "proposal"),
                                       Proposal{.kind = Member(entry, "kind"),
                                                .subject = Member(entry, "subject"),
                                                .content = Member(entry, "content"),
                                                .proposer = by,
                                                .expires = expires.value_or(entry.time())})
                          .second;
  if (!is_new) Error("Proposal " + Member(entry, "proposal") + " is there already.");
}

PeopleRules::Proposal* PeopleRules::RequireOpen(const LoggedEntry& entry) {
  RequireAdministrator(entry, Member(entry, "by"));
  const auto found = proposals_.find(Member(entry, "proposal"));
  if (found != proposals_.end() && found->second.state == Proposal::State::kOpen) {
    return &found->second;
  }
  Error("Proposal " + Member(entry, "proposal") + " is not open.");
  return nullptr;
}

void PeopleRules::Approve(const LoggedEntry& entry) {
  Proposal* const proposal = RequireOpen(entry);
  if (proposal == nullptr) return;
  proposal->state = Proposal::State::kApproved;
  proposal->approver = Member(entry, "by");
  if (proposal->approver == proposal->proposer) {
    Error("The proposal was approved by " + proposal->approver + ", who made it.");
  }
  RequireAdministrator(entry, proposal->proposer);
  if (entry.time() > proposal->expires + kTimeTolerance) {
    Error("The proposal was approved after it had expired at " + FormatTime(proposal->expires) +
          ".");
  }
  if (entry.Text("content") != proposal->content || entry.Text("kind") != proposal->kind ||
      entry.Text("subject") != proposal->subject) {
    Error("What was approved is not what was proposed.");
  }
}

void PeopleRules::Reject(const LoggedEntry& entry) {
  if (Proposal* const proposal = RequireOpen(entry)) proposal->state = Proposal::State::kRejected;
}

void PeopleRules::RequireAsker(const LoggedEntry& intention) {
  const auto found = clients_.find(Member(intention, "client"));
  if (found == clients_.end()) {
    report_(Finding::Weight::kWarning,
            "No earlier entry has added the client " + Member(intention, "client") + ".");
    return;
  }
  const Client& client = found->second;
  if (!client.is_submitter) Error("Client " + found->first + " is no submitter.");
  if (!StillCounts(client.suspended, intention)) {
    Error("Client " + found->first + " was suspended.");
  }
  if (intention.Text("request_signature") || intention.Text("request_base") ||
      intention.Text("request_key")) {
    RequireSignature(intention, client);
  }
}

void PeopleRules::RequireSignature(const LoggedEntry& intention, const Client& client) {
  const std::string name = Member(intention, "request_key");
  const auto key = client.keys.find(name);
  if (key == client.keys.end() || !StillCounts(key->second.removed, intention)) {
    Error("The client had no signing key " + name + ".");
    return;
  }
  const std::string base = Member(intention, "request_base");
  const auto signature = DecodeBase64(Member(intention, "request_signature"));
  if (!signature || !VerifySignatureOver(AsBytes(base), *signature, key->second.key.get())) {
    Error("The client's signature is not one of its key " + name + " over this request.");
    return;
  }
  // RFC 9421 2.3: which request of which box it signed.
  if (base.find(";tag=\"signet:" + origin_ + "\"") == std::string::npos ||
      base.find(";keyid=\"" + name + "\"") == std::string::npos) {
    Error("The client's signature is for another box, or says that it is of another key.");
  }
  if (!HasLine(base, "\"@method\": POST\n") || !HasLine(base, "\"@path\": /v1/seals\n")) {
    report_(Finding::Weight::kWarning,
            "The client has signed a request, but not one for a seal (POST /v1/seals).");
  }
}

}  // namespace signet::audit
