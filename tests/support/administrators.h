#pragma once

#include <string>
#include <string_view>

#include "provisioning/box_connection.h"
#include "tests/support/running_box.h"

namespace signet::test {

/// The two administrators of a running demo box, who change its registry over its API as people do:
/// with signed requests, and together where it takes two. Throws std::runtime_error with the box's
/// answer where one was not good.
class Administrators {
 public:
  explicit Administrators(const RunningBox& box);

  provisioning::BoxConnection& one() { return one_; }
  provisioning::BoxConnection& two() { return two_; }

  /// `body` is JSON.
  std::string Post(const std::string& target, const std::string& body);
  std::string Put(const std::string& target, const std::string& body);
  std::string Get(const std::string& target);

  /// Terms of a mandate of `issuing` for `clients` (JSON texts, with commas between), valid from
  /// yesterday for a year; `more` are further members, each with a comma in front.
  static std::string Terms(const std::string& issuing, const std::string& clients,
                           const std::string& more = "");
  /// A draft with a signed document, proposed by one and approved by the other.
  void ApproveMandate(const std::string& name, const std::string& terms);
  /// One proposes it, the other one approves it; the box's answer to the approval.
  std::string Agree(const std::string& kind, const std::string& subject,
                    const std::string& content = "");
  void Suspend(const std::string& mandate);
  void End(const std::string& mandate);
  void AddOrganisation(const std::string& name, const std::string& legal_name,
                       const std::string& more = "");

 private:
  provisioning::BoxConnection one_;
  provisioning::BoxConnection two_;
};

/// A PDF as small as one can be.
std::string SmallPdf();

/// Text of a member of a JSON object, "" if it has none.
std::string MemberOf(const std::string& json, std::string_view name);

}  // namespace signet::test
