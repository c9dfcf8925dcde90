#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/interop/dss/qualified/list_folder.h"
#include "tests/interop/dss/variants/long_term_seal.h"

namespace signet::interop {

/// What certificates state of themselves (EN 319 412-5), for CertificateOptions::qc_statements.
inline constexpr const char* kCompliance = "0.4.0.1862.1.1";
inline constexpr const char* kInQscd = "0.4.0.1862.1.4";
inline constexpr const char* kForSignatures = "0.4.0.1862.1.6=0.4.0.1862.1.6.1";
inline constexpr const char* kForSeals = "0.4.0.1862.1.6=0.4.0.1862.1.6.2";
inline constexpr const char* kForBoth = "0.4.0.1862.1.6=0.4.0.1862.1.6.1,0.4.0.1862.1.6.2";
inline constexpr const char* kForWeb = "0.4.0.1862.1.6=0.4.0.1862.1.6.3";
const std::vector<std::string>& QualifiedSeal();        ///< compliance, for seals
const std::vector<std::string>& QualifiedSealInQscd();  ///< and in a QSCD

/// The policy in all signers' certificates, by which qualifiers apply.
inline constexpr const char* kPolicy = "1.2.3";

/// A B-LTA seal and trusted lists that make something of it, each as it stands here sound. What
/// each case is stands in ../qualification.tsv beside what each judge says of it.
struct QualifiedCase {
  std::string name;
  std::vector<std::string> statements = QualifiedSealInQscd();
  /// In the list, beside the time-stamp authority's.
  std::vector<test::ListedServiceOptions> services;
  const char* certificate_from = "2020-01-01T00:00:00Z";
  std::function<std::string(LongTermSeal&)> make = {};  ///< if not simply all steps
  std::function<void(ListFolder&)> lists = {};          ///< how they are changed
  bool root_is_private_anchor = false;
};

/// The seal CA in the list, CA/QC for seals; with qualifiers for certificates of kPolicy.
test::ListedServiceOptions SealService(const std::vector<std::string>& qualifiers = {});
test::ListedServiceOptions SealServiceFor(const std::vector<std::string>& uses,
                                          const std::vector<std::string>& qualifiers = {});
/// `before`'s state until `since`, then that of `now`.
test::ListedServiceOptions Changing(const test::ListedServiceOptions& before, const char* since,
                                    test::ListedServiceOptions now);
test::ListedServiceOptions Withdrawn(test::ListedServiceOptions service);

std::vector<QualifiedCase> CertificateCases();
std::vector<QualifiedCase> ServiceCases();
std::vector<QualifiedCase> QualifierCases();
std::vector<QualifiedCase> ConclusionCases();
std::vector<QualifiedCase> ListCases();

}  // namespace signet::interop
