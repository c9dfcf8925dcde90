#include "appliance/seal/validation_data.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "appliance/base/encoding.h"

namespace signet::seal {
namespace {

// A file may not make a judgement costly: real ones carry up to a dozen.
constexpr std::size_t kMostCertificates = 64;
constexpr std::size_t kMostRevocationValues = 64;

constexpr std::array<std::string_view, 6> kReferences = {"xRefs",  "rRefs",   "axRefs",
                                                         "arRefs", "sigRTst", "rfsTst"};
// Other unsigned properties of TS 119 182-1 5.3 that carry nothing to judge with here.
constexpr std::array<std::string_view, 4> kLeftAside = {"cSig", "sigPSt", "axVals", "arVals"};

// {"val": standard base64 of DER}; other members say which encoding and are not used here.
std::optional<Bytes> ValueOf(std::optional<json::Value> object) {
  const auto value = object ? object->Find("val") : std::nullopt;
  const auto text = value ? value->AsString() : std::nullopt;
  return text ? DecodeBase64(*text) : std::nullopt;
}

// The values of one entry. A value that is damaged does not keep the others from being used:
// anybody can add one.
class EntryReader {
 public:
  EntryReader(Evidence& evidence, Place place) : evidence_(evidence), place_(place) {}

  bool Read(const EtsiUEntry& entry) {
    const json::Value value = entry.value();
    if (entry.name == "xVals") return ReadCertificates(value);
    if (entry.name == "rVals") return ReadRevocation(value);
    const auto certificates = value.Find("xVals");
    const auto revocation = value.Find("rVals");
    const bool good = !certificates || ReadCertificates(*certificates);
    return (!revocation || ReadRevocation(*revocation)) && good && value.is_object();
  }

 private:
  bool ReadCertificates(const json::Value& list) {
    if (!list.is_array()) return false;
    bool good = true;
    for (auto item = list.First(); item; item = item->Next()) {
      const auto certificate = item->Find("x509Cert");
      // otherCert (5.3.5.2) is no X.509, and so nothing to use.
      if (item->is_object() && !certificate) continue;
      const auto der = ValueOf(certificate);
      good = der && evidence_.certificates().size() < kMostCertificates &&
             evidence_.AddCertificate(*der, place_) && good;
    }
    return good;
  }

  bool ReadRevocation(const json::Value& values) {
    if (!values.is_object()) return false;
    const bool crls = ReadAll<Crl>(values.Find("crlVals"));
    const bool responses = ReadAll<OcspResponse>(values.Find("ocspVals"));
    return crls && responses;
  }

  static bool IsUseful(const Crl&) { return true; }
  static bool IsUseful(const OcspResponse& response) {
    return response.status() == OcspStatus::kSuccessful;
  }

  template <typename T>
  bool ReadAll(std::optional<json::Value> list) {
    if (!list) return true;
    if (!list->is_array()) return false;
    bool good = true;
    for (auto item = list->First(); item; item = item->Next()) {
      const auto der = ValueOf(item);
      auto value = der ? T::Read(*der) : std::nullopt;
      const std::size_t read = evidence_.ocsp().size() + evidence_.crls().size();
      if (value && IsUseful(*value) && read < kMostRevocationValues) {
        evidence_.Add(std::move(*value), place_);
      } else {
        good = false;
      }
    }
    return good;
  }

  Evidence& evidence_;
  Place place_;
};

}  // namespace

bool IsReference(std::string_view name) {
  return std::ranges::find(kReferences, name) != kReferences.end();
}

void ReadValidationData(const std::vector<EtsiUEntry>& etsi_u, Evidence& evidence,
                        Findings& findings) {
  for (std::size_t i = 0; i < etsi_u.size(); ++i) {
    const std::string& name = etsi_u[i].name;
    const std::string which = "Entry " + std::to_string(i) + " of etsiU";
    if (name == "xVals" || name == "rVals" || name == "tstVD" || name == "anyValData") {
      if (!EntryReader(evidence, i + 1).Read(etsi_u[i])) {
        findings.Refuse("etsiu.values", which + " (" + name +
                                            ") is damaged: a certificate, CRL or OCSP response in "
                                            "it cannot be read.");
      }
    } else if (IsReference(name) || std::ranges::find(kLeftAside, name) != kLeftAside.end()) {
      findings.Warn("etsiu.left-aside", which + " (" + name + ") is not used in this judgement.");
    } else if (name != "sigTst" && name != "arcTst") {
      findings.Refuse("etsiu.unknown",
                      which + " is nothing that TS 119 182-1 knows. It was added or renamed.");
    }
  }
}

}  // namespace signet::seal
