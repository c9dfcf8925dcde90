#include "tests/interop/dss/qualified/qualified_case.h"

#include <utility>

namespace signet::interop {

const std::vector<std::string>& QualifiedSeal() {
  static const std::vector<std::string> statements = {kCompliance, kForSeals};
  return statements;
}

const std::vector<std::string>& QualifiedSealInQscd() {
  static const std::vector<std::string> statements = {kCompliance, kInQscd, kForSeals};
  return statements;
}

test::ListedServiceOptions SealService(const std::vector<std::string>& qualifiers) {
  return SealServiceFor({"ForeSeals"}, qualifiers);
}

test::ListedServiceOptions SealServiceFor(const std::vector<std::string>& uses,
                                          const std::vector<std::string>& qualifiers) {
  test::ListedServiceOptions out = QualifiedCa({seal::TestSealCa().certificate}, uses);
  if (!qualifiers.empty()) out.now.qualifications = test::QualificationFor(qualifiers, {kPolicy});
  return out;
}

test::ListedServiceOptions Changing(const test::ListedServiceOptions& before, const char* since,
                                    test::ListedServiceOptions now) {
  now.now.from = since;
  now.history = {before.now};
  return now;
}

test::ListedServiceOptions Withdrawn(test::ListedServiceOptions service) {
  service.now.status = "withdrawn";
  return service;
}

}  // namespace signet::interop
