// What the certificate says of itself (TS 119 615 4.4).

#include "tests/interop/dss/qualified/qualified_case.h"

namespace signet::interop {

std::vector<QualifiedCase> CertificateCases() {
  const auto signatures = SealServiceFor({"ForeSignatures"});
  return {
      {"certificate.qualified", QualifiedSeal(), {SealService()}},
      {"certificate.qscd", QualifiedSealInQscd(), {SealService()}},
      {"certificate.states-nothing", {}, {SealService()}},
      {"certificate.type-only", {kForSeals}, {SealService()}},
      {"certificate.type-and-qscd-only", {kInQscd, kForSeals}, {SealService()}},
      {"certificate.law-outside-the-eu",
       {kCompliance, kForSeals, "0.4.0.1862.1.7=CH"},
       {SealService()}},
      {"certificate.no-type", {kCompliance}, {SealService()}},
      {"certificate.no-type-of-a-ca-for-signatures", {kCompliance}, {signatures}},
      {"certificate.no-type-in-qscd-of-a-ca-for-signatures", {kCompliance, kInQscd}, {signatures}},
      {"certificate.for-signatures", {kCompliance, kForSignatures}, {signatures}},
      {"certificate.for-signatures-in-qscd", {kCompliance, kInQscd, kForSignatures}, {signatures}},
      {"certificate.for-signatures-of-a-ca-for-seals",
       {kCompliance, kForSignatures},
       {SealService()}},
      {"certificate.for-seals-of-a-ca-for-signatures", QualifiedSeal(), {signatures}},
      {"certificate.two-types", {kCompliance, kForBoth}, {SealService()}},
      {"certificate.two-types-in-qscd", {kCompliance, kInQscd, kForBoth}, {SealService()}},
      {"certificate.two-type-statements",
       {kCompliance, kForSignatures, kForSeals},
       {SealService()}},
      {"certificate.for-web",
       {kCompliance, kForWeb},
       {SealServiceFor({"ForWebSiteAuthentication"})}},
      {"certificate.of-before-the-regulation",
       {kCompliance},
       {Changing(SealServiceFor({}), "2016-06-30T22:00:00Z", SealService())},
       "2015-06-01T00:00:00Z"},
  };
}

}  // namespace signet::interop
