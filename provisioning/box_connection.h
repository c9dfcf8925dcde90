#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "provisioning/profile.h"

namespace signet::provisioning {

struct HttpRequest {
  std::string method = "GET";
  std::string target;  ///< path and query, escaped
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct HttpAnswer {
  unsigned status = 0;
  std::string body;
  std::string seal_id;    ///< Signet-Seal-Id, empty if absent
  std::string log_index;  ///< Signet-Log-Index, empty if absent
  std::optional<std::chrono::seconds> retry_after;

  bool good() const { return status >= 200 && status < 300; }
};

/// What went wrong, out of a problem document (RFC 9457). An answer that holds none is told by its
/// status.
struct HttpProblem {
  Code code = Code::kInternal;
  std::string name;                     ///< last part of the type: "issuer-missing"
  std::string detail;                   ///< a sentence
  std::vector<std::string> findings{};  ///< of profile-violated: "pointer: rule"
};
HttpProblem ProblemOf(const HttpAnswer& answer);

/// One connection to a box's API, kept alive between requests, with the profile's client
/// certificate (TLS 1.2 or 1.3). It connects when it is first needed and again when the box closed
/// it meanwhile. With a signing key in the profile every request is signed, each time that it is
/// sent. Blocks; one thread at a time.
class BoxConnection {
 public:
  /// Throws Error(kFileUnusable) or Error(kConfigurationInvalid) if the profile's files are not
  /// usable.
  explicit BoxConnection(const Profile& profile);
  ~BoxConnection();
  BoxConnection(const BoxConnection&) = delete;
  BoxConnection& operator=(const BoxConnection&) = delete;

  /// Any answer of the box, good or bad. Throws Error(kNetworkFailed) if there was none, and
  /// Error(kTimedOut) after 45 seconds. A request sent on a connection that the box had closed
  /// already is sent once more, so requests must bear repetition (GET, or an Idempotency-Key).
  HttpAnswer Ask(const HttpRequest& request);

  /// The same for what must succeed: a bad answer becomes the Error it stands for.
  std::string Get(const std::string& target);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace signet::provisioning
