#pragma once

#include <set>
#include <string>
#include <vector>

namespace signet::test {

/// What api/openapi.yaml says of one operation; an empty set or text where it says nothing.
struct DescribedOperation {
  std::string id;      ///< operationId
  std::string method;  ///< "GET"
  std::string path;    ///< template: "/v1/clients/{name}"
  std::set<std::string> roles;
  std::set<std::string> states;
  std::string signature;          ///< "always", "if-required", "never"
  std::string answered_by;        ///< "gateway", "sealer"
  std::set<std::string> takes;    ///< media types of the body; empty: none
  std::set<std::string> answers;  ///< "200", "201", "default"

  bool ForAnyone() const { return roles.contains("anyone"); }
};

/// All of them, in the order of the text. Throws what yaml-cpp throws if it cannot be read.
std::vector<DescribedOperation> ReadApiDescription();

}  // namespace signet::test
