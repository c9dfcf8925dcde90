#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "appliance/base/clock.h"
#include "tests/support/services/behaviour.h"
#include "tests/support/services/credentials.h"

namespace signet::test {

struct ServiceAnswer {
  unsigned status = 200;
  std::string media_type;
  std::string body;
};

/// What the services at these paths say, without the network around it:
///
///   POST /tsa/1, /tsa/2, /ocsp; GET /crl/seal-ca.crl, /crl/tsa-ca.crl, what was published
///
/// Each can be told to misbehave. Safe from any thread.
class ServiceAnswers {
 public:
  ServiceAnswers(ServiceHierarchy hierarchy, Clock clock);

  /// A document at a path of its own, from the next request on.
  void Publish(const std::string& path, std::string document);
  /// From the next request on. `path` as "/tsa/1".
  void Set(const std::string& path, Behaviour behaviour);
  /// Counts a request to `path` and says how to behave.
  Behaviour Arrive(const std::string& path);
  /// How many have come to this path, also those that got no answer.
  unsigned Count(const std::string& path) const;

  /// Not for Behaviour::kDown and kSlow, which are no answers.
  ServiceAnswer Answer(const std::string& path, std::string_view body, Behaviour behaviour) const;

  const ServiceHierarchy& hierarchy() const { return hierarchy_; }

 private:
  std::string Good(const std::string& path, std::string_view body, Behaviour behaviour) const;

  ServiceHierarchy hierarchy_;
  Clock clock_;
  mutable std::mutex mutex_;
  std::map<std::string, Behaviour> behaviours_;
  std::map<std::string, unsigned> counts_;
  std::map<std::string, std::string> documents_;
};

}  // namespace signet::test
