// What the list says instead of the certificate (TS 119 612 5.5.9.2, TS 119 615 4.4 and 4.5).

#include "tests/interop/dss/qualified/qualified_case.h"

namespace signet::interop {
namespace {

constexpr const char* kSince = "2023-01-01T00:00:00Z";  // between issuance and seal

// The seal CA with one QualificationElement: QCWithQSCD for what meets these criteria.
test::ListedServiceOptions ByCriteria(const std::string& assertion, const std::string& criteria) {
  test::ListedServiceOptions out = SealService();
  out.now.qualifications =
      "<q:QualificationElement><q:Qualifiers><q:Qualifier uri=\"http://uri.etsi.org/TrstSvc/"
      "TrustedList/SvcInfoExt/QCWithQSCD\"></q:Qualifier></q:Qualifiers><q:CriteriaList assert=\"" +
      assertion + "\">" + criteria + "</q:CriteriaList></q:QualificationElement>";
  return out;
}

std::string KeyUsage(const std::string& bit, const std::string& value) {
  return "<q:KeyUsage><q:KeyUsageBit name=\"" + bit + "\">" + value +
         "</q:KeyUsageBit></q:KeyUsage>";
}

std::string Policy(const std::string& identifier) {
  return "<q:PolicySet><q:PolicyIdentifier><x:Identifier "
         "xmlns:x=\"http://uri.etsi.org/01903/v1.3.2#\">" +
         identifier + "</x:Identifier></q:PolicyIdentifier></q:PolicySet>";
}

std::vector<QualifiedCase> CasesOfNames() {
  return {
      {"qualifier.not-qualified", QualifiedSealInQscd(), {SealService({"NotQualified"})}},
      {"qualifier.not-qualified-and-statement",
       QualifiedSeal(),
       {SealService({"NotQualified", "QCStatement"})}},
      {"qualifier.statement", {kForSeals}, {SealService({"QCStatement"})}},
      {"qualifier.statement-without-type", {}, {SealService({"QCStatement"})}},
      {"qualifier.statement-and-use", {}, {SealService({"QCStatement", "QCForESeal"})}},
      {"qualifier.statement-for-a-law-outside-the-eu",
       {kCompliance, kForSeals, "0.4.0.1862.1.7=CH"},
       {SealService({"QCStatement"})}},
      {"qualifier.use-for-no-type", {kCompliance}, {SealService({"QCForESeal"})}},
      {"qualifier.use-for-two-types", {kCompliance, kForBoth}, {SealService({"QCForESeal"})}},
      {"qualifier.use-seal-for-a-signature-certificate",
       {kCompliance, kForSignatures},
       {SealService({"QCForESeal"})}},
      {"qualifier.use-signature-for-a-seal-certificate",
       QualifiedSeal(),
       {SealServiceFor({"ForeSeals", "ForeSignatures"}, {"QCForESig"})}},
      {"qualifier.use-signature-of-a-ca-for-seals",
       QualifiedSealInQscd(),
       {SealService({"QCForESig"})}},
      {"qualifier.use-seal-of-a-ca-for-signatures",
       {kCompliance, kInQscd, kForSignatures},
       {SealServiceFor({"ForeSignatures"}, {"QCForESeal"})}},
      {"qualifier.legal-person", QualifiedSeal(), {SealService({"QCForLegalPerson"})}},
      {"qualifier.use-web", QualifiedSeal(), {SealService({"QCForWSA"})}},
      {"qualifier.two-uses", QualifiedSeal(), {SealService({"QCForESeal", "QCForESig"})}},
      {"qualifier.with-qscd", QualifiedSeal(), {SealService({"QCWithQSCD"})}},
      {"qualifier.qscd-managed", QualifiedSeal(), {SealService({"QCQSCDManagedOnBehalf"})}},
      {"qualifier.no-qscd", QualifiedSealInQscd(), {SealService({"QCNoQSCD"})}},
      {"qualifier.qscd-as-stated", QualifiedSealInQscd(), {SealService({"QCQSCDStatusAsInCert"})}},
      {"qualifier.qscd-as-not-stated", QualifiedSeal(), {SealService({"QCQSCDStatusAsInCert"})}},
      {"qualifier.qscd-both-ways",
       QualifiedSealInQscd(),
       {SealService({"QCWithQSCD", "QCNoQSCD"})}},
      {"qualifier.sscd-of-before-the-regulation", QualifiedSeal(), {SealService({"QCWithSSCD"})}},
      {"qualifier.sscd-of-before-the-regulation-as-stated",
       QualifiedSealInQscd(),
       {SealService({"QCWithSSCD"})}},
      {"qualifier.sscd-and-qscd", QualifiedSeal(), {SealService({"QCWithSSCD", "QCWithQSCD"})}},
      {"qualifier.no-sscd-of-before-the-regulation",
       QualifiedSealInQscd(),
       {SealService({"QCNoSSCD"})}},
      {"qualifier.qscd-for-what-is-not-qualified", {kForSeals}, {SealService({"QCWithQSCD"})}},
      {"qualifier.unknown", QualifiedSealInQscd(), {SealService({"QCOfTheYear"})}},
  };
}

std::vector<QualifiedCase> CasesOfTime() {
  return {
      {"qualifier.other-use-since",
       QualifiedSeal(),
       {Changing(SealService(), kSince,
                 SealServiceFor({"ForeSeals", "ForeSignatures"}, {"QCForESig"}))}},
      {"qualifier.no-qscd-since",
       QualifiedSealInQscd(),
       {Changing(SealService(), kSince, SealService({"QCNoQSCD"}))}},
      {"qualifier.qscd-since",
       QualifiedSealInQscd(),
       {Changing(SealService({"QCNoQSCD"}), kSince, SealService())}},
      {"qualifier.not-qualified-since",
       QualifiedSealInQscd(),
       {Changing(SealService(), kSince, SealService({"NotQualified"}))}},
      {"qualifier.not-qualified-until",
       QualifiedSealInQscd(),
       {Changing(SealService({"NotQualified"}), kSince, SealService())}},
  };
}

std::vector<QualifiedCase> CasesOfCriteria() {
  const std::string stranger = Policy("9.9");
  return {
      {"criteria.policy", QualifiedSeal(), {ByCriteria("all", Policy(kPolicy))}},
      {"criteria.other-policy", QualifiedSeal(), {ByCriteria("all", stranger)}},
      {"criteria.one-of-two",
       QualifiedSeal(),
       {ByCriteria("atLeastOne", stranger + Policy(kPolicy))}},
      {"criteria.all-of-two", QualifiedSeal(), {ByCriteria("all", stranger + Policy(kPolicy))}},
      {"criteria.none", QualifiedSeal(), {ByCriteria("none", stranger)}},
      {"criteria.key-usage",
       QualifiedSeal(),
       {ByCriteria("all", KeyUsage("nonRepudiation", "true") + KeyUsage("keyCertSign", "false"))}},
      {"criteria.key-usage-not-met",
       QualifiedSeal(),
       {ByCriteria("all", KeyUsage("nonRepudiation", "false"))}},
      {"criteria.unreadable",
       QualifiedSeal(),
       {ByCriteria("all",
                   "<q:otherCriteriaList><h:Sign xmlns:h=\"https://lists.example/horoscope\">"
                   "Leo</h:Sign></q:otherCriteriaList>")}},
  };
}

}  // namespace

std::vector<QualifiedCase> QualifierCases() {
  std::vector<QualifiedCase> out = CasesOfNames();
  for (const auto& group : {CasesOfTime(), CasesOfCriteria()}) {
    out.insert(out.end(), group.begin(), group.end());
  }
  return out;
}

}  // namespace signet::interop
