#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "appliance/base/clock.h"
#include "tests/support/services/credentials.h"
#include "tests/support/services/service_answers.h"

namespace signet::test {

/// Two time-stamp authorities, an OCSP responder and a CRL server over plain HTTP on 127.0.0.1, on
/// a thread of their own. Each can be told to misbehave while it runs.
///
///   what ServiceAnswers answers
///   PUT /behaviour/<one of its paths>, with the name of a Behaviour as its body
class TestServices {
 public:
  /// `port` 0: any free one. Listens when this returns; throws Error(kNetworkFailed) if it cannot.
  TestServices(ServiceHierarchy hierarchy, std::uint16_t port, Clock clock);
  ~TestServices();
  TestServices(const TestServices&) = delete;
  TestServices& operator=(const TestServices&) = delete;

  std::uint16_t port() const;
  /// "http://127.0.0.1:4711/tsa/1" for "/tsa/1".
  std::string Url(std::string_view path) const;

  ServiceAnswers& answers();
  unsigned connections() const;  ///< made to it so far
  /// Ends the connections that wait for a request, as servers do after a while.
  void EndConnections();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace signet::test
