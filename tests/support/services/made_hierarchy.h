#pragma once

#include <string>

#include "tests/support/services/credentials.h"

namespace signet::test {

/// Where the certificates of MakeHierarchy say that services are. Nothing listens there: for tests
/// that take answers from ServiceAnswers.
inline constexpr const char* kNowhere = "http://services.test.invalid";

/// A hierarchy made in this process, valid from 2020 to 2040, whose certificates name services
/// under `base_url`: OCSP and CRL for seals, a CRL for the responder and the authorities.
ServiceHierarchy MakeHierarchy(const std::string& base_url = kNowhere);

/// A seal certificate of the hierarchy's issuer.
Certificate IssueSealCertificate(const ServiceHierarchy& hierarchy, EVP_PKEY* key,
                                 const std::string& base_url = kNowhere);

}  // namespace signet::test
