// What the service was when (TS 119 615 4.3).

#include "tests/interop/dss/qualified/qualified_case.h"

namespace signet::interop {
namespace {

test::ListedServiceOptions Accredited() {
  test::ListedServiceOptions out = SealServiceFor({});
  out.now.status = "accredited";
  out.now.from = "2010-01-01T00:00:00Z";
  return out;
}

test::ListedServiceOptions NamedBy(const std::vector<Certificate>& certificates) {
  return QualifiedCa(certificates, {"ForeSeals"});
}

// The seal CA's key in a certificate of another year.
Certificate RenewedCa() {
  test::CertificateOptions options = test::AuthorityOptions("TEST seal CA");
  options.not_before = At("2022-01-01T00:00:00Z");
  return test::IssueCertificate(seal::TestRoot(), options, seal::TestSealCa().key);
}

std::vector<QualifiedCase> CasesOfState() {
  test::ListedServiceOptions recognised = SealService();
  recognised.now.status = "recognisedatnationallevel";
  test::ListedServiceOptions not_yet = SealService();
  not_yet.now.from = "2023-01-01T00:00:00Z";
  return {
      {"service.withdrawn", QualifiedSealInQscd(), {Withdrawn(SealService())}},
      {"service.withdrawn-before-the-seal",
       QualifiedSealInQscd(),
       {Changing(SealService(), "2025-03-01T11:00:00Z", Withdrawn(SealService()))}},
      {"service.withdrawn-after-the-seal",
       QualifiedSealInQscd(),
       {Changing(SealService(), "2025-03-01T12:30:00Z", Withdrawn(SealService()))}},
      {"service.granted-after-issuance",
       QualifiedSealInQscd(),
       {Changing(Withdrawn(SealService()), "2023-01-01T00:00:00Z", SealService())}},
      {"service.withdrawn-in-between", QualifiedSealInQscd(), {[] {
         test::ListedServiceOptions again = SealService();
         again.now.from = "2024-01-01T00:00:00Z";
         test::ListedServiceOptions gone = Withdrawn(SealService());
         gone.now.from = "2023-01-01T00:00:00Z";
         again.history = {gone.now, SealService().now};
         return again;
       }()}},
      {"service.listed-after-issuance", QualifiedSealInQscd(), {not_yet}},
      {"service.recognised-nationally", QualifiedSealInQscd(), {recognised}},
      {"service.accredited-then-granted",
       {kCompliance, kInQscd},
       {Changing(Accredited(), "2016-06-30T22:00:00Z", SealService())},
       "2015-06-01T00:00:00Z"},
      {"service.not-of-before-the-regulation",
       {kCompliance, kInQscd},
       {SealService()},
       "2015-06-01T00:00:00Z"},
  };
}

std::vector<QualifiedCase> CasesOfIdentity() {
  test::ListedServiceOptions pkc = SealService();
  pkc.now.type = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC";
  const Certificate root = seal::TestRoot().certificate;
  return {
      {"service.no-issuer-of-qualified-certificates", QualifiedSealInQscd(), {pkc}},
      {"service.for-no-use", QualifiedSealInQscd(), {SealServiceFor({})}},
      {"service.for-seals-later-only",
       QualifiedSealInQscd(),
       {Changing(SealServiceFor({"ForeSignatures"}), "2023-01-01T00:00:00Z", SealService())}},
      {"service.in-no-list", QualifiedSealInQscd(), {}},
      {"service.root-alone", QualifiedSealInQscd(), {NamedBy({root})}},
      {"service.root-withdrawn-above-it",
       QualifiedSealInQscd(),
       {SealService(), Withdrawn(NamedBy({root}))}},
      {"service.withdrawn-below-a-good-root",
       QualifiedSealInQscd(),
       {Withdrawn(SealService()), NamedBy({root})}},
      {"service.renewed-certificate", QualifiedSealInQscd(), {NamedBy({RenewedCa()})}},
      {"service.several-certificates",
       QualifiedSealInQscd(),
       {NamedBy({RenewedCa(), seal::TestSealCa().certificate})}},
      {"service.entries-agree",
       QualifiedSealInQscd(),
       {SealService(), SealServiceFor({"ForeSeals", "ForeSignatures"})}},
      {"service.entries-contradict",
       QualifiedSealInQscd(),
       {Withdrawn(SealService()), SealService()}},
      {"service.other-entry-for-another-use",
       QualifiedSealInQscd(),
       {SealService(), SealServiceFor({"ForeSignatures"}, {"NotQualified"})}},
      {"service.other-entry-withdrawn-for-another-use",
       QualifiedSealInQscd(),
       {SealService(), Withdrawn(SealServiceFor({"ForeSignatures"}))}},
  };
}

// The time-stamp authority's own service, or the root's, in another state.
std::vector<QualifiedCase> CasesOfStamps() {
  const auto stamps = [](const char* name, const std::function<void(ListFolder&)>& change) {
    return QualifiedCase{name,  QualifiedSealInQscd(), {SealService()}, "2020-01-01T00:00:00Z", {},
                         change};
  };
  const auto own = [](ListFolder& folder) -> test::ListedServiceOptions& {
    return folder.list.services.back();
  };
  const auto withdrawn_since = [own](const char* since) {
    return [=](ListFolder& folder) {
      own(folder) = Changing(own(folder), since, Withdrawn(own(folder)));
    };
  };
  const auto root_beside = [](bool root_good) {
    return [=](ListFolder& folder) {
      test::ListedServiceOptions root = QualifiedTimeStamper(seal::TestRoot().certificate);
      test::ListedServiceOptions& own_service = folder.list.services.back();
      (root_good ? own_service : root).now.status = "withdrawn";
      folder.list.services.push_back(root);
    };
  };
  return {
      stamps("stamp.not-qualified",
             [own](auto& folder) {
               own(folder).now.type = "http://uri.etsi.org/TrstSvc/Svctype/TSA";
             }),
      stamps("stamp.withdrawn-before", withdrawn_since("2025-03-01T11:00:00Z")),
      stamps("stamp.withdrawn-in-between", withdrawn_since("2025-03-01T12:00:07Z")),
      stamps("stamp.withdrawn-after", withdrawn_since("2025-03-01T12:30:00Z")),
      stamps(
          "stamp.root-alone",
          [own](auto& folder) { own(folder).now.certificates = {seal::TestRoot().certificate}; }),
      stamps("stamp.root-withdrawn-above-it", root_beside(false)),
      stamps("stamp.withdrawn-below-a-good-root", root_beside(true)),
  };
}

}  // namespace

std::vector<QualifiedCase> ServiceCases() {
  std::vector<QualifiedCase> out = CasesOfState();
  for (const auto& group : {CasesOfIdentity(), CasesOfStamps()}) {
    out.insert(out.end(), group.begin(), group.end());
  }
  return out;
}

}  // namespace signet::interop
