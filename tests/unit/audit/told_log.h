#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "appliance/audit/entry_rules.h"
#include "appliance/audit/event.h"
#include "appliance/base/encoding.h"
#include "appliance/base/request_signature.h"
#include "tests/support/test_certificates.h"

namespace signet::audit {

constexpr const char* kOrigin = "signet.example/log";
inline const Sha256 kCertificate = HashSha256("certificate");
inline const Sha256 kOther = HashSha256("other");
inline const Sha256 kTerms = HashSha256("terms");

inline Time At(int seconds) { return Time(std::chrono::seconds(1'800'000'000 + seconds)); }

/// A log that is told event by event, and what the rules find in it. Times are seconds after At(0).
class ToldLog {
 public:
  ToldLog() : rules_(kOrigin, [this](const Finding& finding) { Note(finding); }) {}
  ToldLog(const ToldLog&) = delete;
  ToldLog& operator=(const ToldLog&) = delete;

  /// "error: entry 3: …", "warning: …", since the last time it was asked.
  std::vector<std::string> TakeFound() { return std::exchange(found_, {}); }
  LogSummary Finish() { return rules_.Finish(); }

  std::uint64_t Add(const Event& event, int seconds = 0) {
    return AddText(EncodeEntry(At(seconds), event));
  }
  std::uint64_t AddText(const std::string& text) {
    rules_.Add(next_, text);
    return next_++;
  }

  static std::string PublicKey(int number) {
    EVP_PKEY* const key = test::TestKey(test::KeyKind::kP256, number);
    Bytes der(static_cast<std::size_t>(i2d_PUBKEY(key, nullptr)));
    unsigned char* out = der.data();
    i2d_PUBKEY(key, &out);
    return EncodeBase64(der);
  }
  void AddAdministrator(const std::string& name, const std::string& by,
                        const std::string& proposal = "") {
    Add(ClientAdded{name, "administrator", kOther, by, proposal});
    Add(SigningKeyAdded{name, "1", PublicKey(1), by});
  }

  /// Entries 0 to 8: a box with a key in use, the administrators anna and ben, and the submitter
  /// campus.
  void SetUpBox() {
    Add(BoxInitialised{kOrigin, "0.1.0", "vkey"});
    Add(OrganisationAdded{"here", "NTREE-1", true, kOther, "box"});
    Add(KeyCertified{"p256", kCertificate, At(0), At(100)});
    Add(KeyActivated{"p256", kCertificate, "box", ""});
    AddAdministrator("anna", "box");
    AddAdministrator("ben", "box");
    Add(ClientAdded{"campus", "submitter", kOther, "anna", ""});
  }

  void Propose(const std::string& id, const std::string& kind, const std::string& subject,
               const std::string& by, int seconds = 0) {
    Add(ProposalMade{id, kind, subject, kOther, At(1000), by}, seconds);
  }
  void Approve(const std::string& id, const std::string& kind, const std::string& subject,
               const std::string& by, int seconds = 0) {
    Add(ProposalApproved{id, kind, subject, kOther, by}, seconds);
  }

  /// Six entries: drafted and proposed by anna, approved by ben, valid from 10 to 50.
  void ApproveMandate(const std::string& name, std::optional<std::uint64_t> seals = {},
                      bool demonstration = false) {
    const std::string id = "proposal-of-" + name;
    Add(MandateDrafted{name, "there", kOther, "anna"});
    Add(MandateDrafted{name, "there", kTerms, "anna"});
    Add(MandateProposed{name, kTerms, "anna"});
    Propose(id, "mandate-approval", name, "anna");
    Approve(id, "mandate-approval", name, "ben");
    Add(MandateApproved{name, "there", kTerms, At(10), At(50), seals, demonstration, "anna", "ben",
                        id});
  }

  static SealIntended Intention(const std::string& seal, const std::string& authority) {
    return {.seal = seal,
            .client = "campus",
            .key = "p256",
            .certificate = kCertificate,
            .preparation = "edc",
            .level = "B-B",
            .authority = authority,
            .request = kOther,
            .signing_input = kOther};
  }
  std::uint64_t Intend(const std::string& seal, const std::string& authority, int seconds) {
    return Add(Intention(seal, authority), seconds);
  }

 private:
  void Note(const Finding& finding) {
    const bool error = finding.weight == Finding::Weight::kError;
    found_.push_back((error ? "error: " : "warning: ") + finding.Text());
  }

  std::vector<std::string> found_;
  EntryRules rules_;
  std::uint64_t next_ = 0;
};

/// Such a log of a box that has been set up.
class BoxLog : public ToldLog {
 public:
  BoxLog() { SetUpBox(); }
};

}  // namespace signet::audit
