#include "provisioning/validation_report.h"

#include <set>
#include <vector>

#include "appliance/base/digest.h"
#include "appliance/base/encoding.h"
#include "provisioning/xml_writer.h"

namespace signet::provisioning {
namespace {

using seal::Conclusion;
using seal::Finding;
using seal::SignatureJudgement;
using seal::SubIndication;
using seal::TimeStampJudgement;
using sealer::CredentialJudgement;
using sealer::SealWorth;

constexpr const char* kNamespace = "http://uri.etsi.org/19102/v1.4.1#";
constexpr const char* kSignatures = "http://www.w3.org/2000/09/xmldsig#";
constexpr const char* kSha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

const char* MainIndication(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::kTotalPassed:
      return "urn:etsi:019102:mainindication:total-passed";
    case Conclusion::kIndeterminate:
      return "urn:etsi:019102:mainindication:indeterminate";
    case Conclusion::kTotalFailed:
      return "urn:etsi:019102:mainindication:total-failed";
  }
  return "";
}

// For a validation object that is not the signature: without "total".
const char* PartIndication(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::kTotalPassed:
      return "urn:etsi:019102:mainindication:passed";
    case Conclusion::kIndeterminate:
      return "urn:etsi:019102:mainindication:indeterminate";
    case Conclusion::kTotalFailed:
      return "urn:etsi:019102:mainindication:failed";
  }
  return "";
}

std::string IdOf(const Certificate& certificate) { return "C-" + certificate.fingerprint().hex(); }
std::string IdOf(const TimeStampJudgement& time_stamp) {
  return "T-" + HashSha256(ByteView(time_stamp.token)).hex();
}

class ReportWriter {
 public:
  ReportWriter(const CredentialJudgement& judgement, Time at) : judgement_(judgement), at_(at) {}

  std::string Write() {
    xml_.Open("ValidationReport").Attribute("xmlns", kNamespace).Attribute("xmlns:ds", kSignatures);
    const auto& signatures = judgement_.seal.signatures;
    for (std::size_t i = 0; i < signatures.size(); ++i) {
      WriteSignature(signatures[i], judgement_.worths[i]);
    }
    // 4.2.1 wants at least one: what could not even be read has its status too.
    if (signatures.empty()) {
      xml_.Open("SignatureValidationReport").Open("SignatureValidationStatus");
      WriteIndications(MainIndication(judgement_.conclusion), judgement_.sub_indication);
      WriteFindings(judgement_.seal.findings);
      xml_.Close().Close();
    }
    WriteObjects();
    return xml_.Close().Take();
  }

 private:
  void WriteReference(const char* name, const std::string& id) {
    xml_.Open(name).Attribute("VOReference", id).Close();
  }

  void WriteDigest(ByteView octets) {
    xml_.Open("DigestAlgAndValue");
    xml_.Open("ds:DigestMethod").Attribute("Algorithm", kSha256).Close();
    xml_.Text("ds:DigestValue", EncodeBase64(HashSha256(octets).view())).Close();
  }

  void WriteSignature(const SignatureJudgement& signature, const SealWorth& worth) {
    xml_.Open("SignatureValidationReport");
    xml_.Open("SignatureIdentifier")
        .Attribute("id", "S-" + HashSha256(ByteView(signature.value)).hex())
        .Text("ds:SignatureValue", EncodeBase64(signature.value))
        .Text("HashOnly", "false")
        .Text("DocHashOnly", "false")
        .Close();
    WriteTimes(signature);
    xml_.Open("SignersDocument");
    WriteDigest(AsBytes(judgement_.seal.payload));
    xml_.Close();
    WriteAttributes(signature);
    if (!signature.chain.empty()) {
      xml_.Open("SignerInformation");
      WriteReference("SignerCertificate", IdOf(signature.chain.front()));
      xml_.Text("Signer", signature.chain.front().SubjectText()).Close();
    }
    xml_.Open("SignatureValidationProcess")
        .Text("SignatureValidationProcessID", "urn:etsi:019102:validationprocess:LTA")
        .Close();
    xml_.Open("SignatureValidationStatus");
    WriteIndications(MainIndication(signature.conclusion), signature.sub_indication);
    WriteReportData(signature, worth);
    xml_.Close().Close();
  }

  void WriteTimes(const SignatureJudgement& signature) {
    xml_.Open("ValidationTimeInfo").Text("ValidationTime", FormatTimeSeconds(at_));
    xml_.Open("BestSignatureTime")
        .Text("POETime", FormatTimeSeconds(signature.best_signature_time))
        .Text("TypeOfProof", "urn:etsi:019102:poetype:validation");
    for (const TimeStampJudgement& time_stamp : signature.time_stamps) {
      if (time_stamp.conclusion == Conclusion::kTotalPassed &&
          time_stamp.kind != seal::TimeStampKind::kContent &&
          time_stamp.time == signature.best_signature_time) {
        WriteReference("POEObject", IdOf(time_stamp));
        break;
      }
    }
    xml_.Close().Close();
  }

  static const char* AttributeOf(seal::TimeStampKind kind) {
    switch (kind) {
      case seal::TimeStampKind::kContent:
        return "AllDataObjectsTimeStamp";
      case seal::TimeStampKind::kSignature:
        return "SignatureTimeStamp";
      case seal::TimeStampKind::kArchive:
        return "ArchiveTimeStamp";
    }
    return "";
  }

  void WriteAttributes(const SignatureJudgement& signature) {
    if (!signature.claimed_time) return;
    xml_.Open("SignatureAttributes");
    xml_.Open("SigningTime")
        .Attribute("Signed", "true")
        .Text("Time", FormatTimeSeconds(*signature.claimed_time))
        .Close();
    for (const TimeStampJudgement& time_stamp : signature.time_stamps) {
      if (!time_stamp.time) continue;
      xml_.Open(AttributeOf(time_stamp.kind));
      WriteReference("AttributeObject", IdOf(time_stamp));
      xml_.Text("TimeStampValue", FormatTimeSeconds(*time_stamp.time)).Close();
    }
    xml_.Close();
  }

  void WriteIndications(const char* main, SubIndication indication) {
    xml_.Text("MainIndication", main);
    if (indication == SubIndication::kNone) return;
    xml_.Text("SubIndication",
              "urn:etsi:019102:subindication:" + std::string(seal::NameOf(indication)));
  }

  void WriteChain(const std::vector<Certificate>& path) {
    if (path.empty()) return;
    WriteReference("TrustAnchor", IdOf(path.back()));
    xml_.Open("CertificateChain");
    WriteReference("SigningCertificate", IdOf(path.front()));
    for (std::size_t i = 1; i + 1 < path.size(); ++i) {
      WriteReference("IntermediateCertificate", IdOf(path[i]));
    }
    if (path.size() > 1) WriteReference("TrustAnchor", IdOf(path.back()));
    xml_.Close();
  }

  void WriteDatum(const std::string& type, std::string_view value) {
    xml_.Open("ReportData").Text("Type", "urn:signet:report:" + type).Text("Value", value).Close();
  }

  void WriteData(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) WriteDatum("finding:" + finding.rule, finding.text);
  }

  void WriteReportData(const SignatureJudgement& signature, const SealWorth& worth) {
    xml_.Open("AssociatedValidationReportData");
    WriteChain(signature.path);
    xml_.Open("AdditionalValidationReportData");
    WriteDatum("accepted", judgement_.accepted ? "true" : "false");
    WriteDatum("level", signature.level ? seal::NameOf(*signature.level) : "none");
    WriteDatum("format", seal::NameOf(signature.format));
    WriteDatum("trust", NameOf(worth.trust));
    WriteDatum("qualification", NameOf(worth.qualification.result));
    if (!worth.reason.empty()) WriteDatum("qualification-reason", worth.reason);
    WriteData(signature.findings);
    WriteData(judgement_.seal.findings);
    xml_.Close().Close();
  }

  void WriteFindings(const std::vector<Finding>& findings) {
    if (findings.empty()) return;
    xml_.Open("AssociatedValidationReportData").Open("AdditionalValidationReportData");
    WriteData(findings);
    xml_.Close().Close();
  }

  void WriteObjects() {
    bool opened = false;
    for (const SignatureJudgement& signature : judgement_.seal.signatures) {
      if (!opened && (!signature.chain.empty() || !signature.time_stamps.empty())) {
        xml_.Open("SignatureValidationObjects");
        opened = true;
      }
      WriteCertificates(signature.chain);
      WriteCertificates(signature.path);
      for (const TimeStampJudgement& time_stamp : signature.time_stamps) {
        WriteCertificates(time_stamp.path);
        WriteTimeStamp(time_stamp);
      }
    }
    if (opened) xml_.Close();
  }

  void WriteCertificates(const std::vector<Certificate>& certificates) {
    for (const Certificate& certificate : certificates) {
      if (!written_.insert(IdOf(certificate)).second) continue;
      xml_.Open("ValidationObject").Attribute("id", IdOf(certificate));
      xml_.Text("ObjectType", "urn:etsi:019102:validationObject:certificate");
      xml_.Open("ValidationObjectRepresentation")
          .Text("base64", EncodeBase64(certificate.der()))
          .Close()
          .Close();
    }
  }

  void WriteTimeStamp(const TimeStampJudgement& time_stamp) {
    if (!written_.insert(IdOf(time_stamp)).second) return;
    xml_.Open("ValidationObject").Attribute("id", IdOf(time_stamp));
    xml_.Text("ObjectType", "urn:etsi:019102:validationObject:timestamp");
    xml_.Open("ValidationObjectRepresentation")
        .Text("base64", EncodeBase64(time_stamp.token))
        .Close();
    xml_.Open("ValidationReport").Open("SignatureValidationStatus");
    WriteIndications(PartIndication(time_stamp.conclusion), time_stamp.sub_indication);
    if (!time_stamp.path.empty() || !time_stamp.findings.empty()) {
      xml_.Open("AssociatedValidationReportData");
      WriteChain(time_stamp.path);
      if (!time_stamp.findings.empty()) {
        xml_.Open("AdditionalValidationReportData");
        WriteData(time_stamp.findings);
        xml_.Close();
      }
      xml_.Close();
    }
    xml_.Close().Close().Close();
  }

  const CredentialJudgement& judgement_;
  Time at_;
  XmlWriter xml_;
  std::set<std::string> written_;
};

}  // namespace

std::string ValidationReport(const CredentialJudgement& judgement, Time at) {
  return ReportWriter(judgement, at).Write();
}

}  // namespace signet::provisioning
