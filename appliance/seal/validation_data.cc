#include "appliance/seal/validation_data.h"

#include <openssl/ocsp.h>
#include <openssl/x509.h>

#include <memory>
#include <optional>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

// A file may not make a judgement costly: real ones carry up to a dozen.
constexpr std::size_t kMostCertificates = 64;
struct FreeRevocation {
  void operator()(X509_CRL* p) const { X509_CRL_free(p); }
  void operator()(OCSP_RESPONSE* p) const { OCSP_RESPONSE_free(p); }
  void operator()(OCSP_BASICRESP* p) const { OCSP_BASICRESP_free(p); }
};
template <typename T>
using RevocationHandle = std::unique_ptr<T, FreeRevocation>;

bool IsCrl(ByteView der) {
  const unsigned char* at = der.data();
  const RevocationHandle<X509_CRL> crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  openssl::TakeErrors();
  return crl && at == der.data() + der.size();
}

bool IsOcspResponse(ByteView der) {
  const unsigned char* at = der.data();
  const RevocationHandle<OCSP_RESPONSE> response(
      d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(der.size())));
  const bool whole = response && at == der.data() + der.size() &&
                     OCSP_response_status(response.get()) == OCSP_RESPONSE_STATUS_SUCCESSFUL;
  const RevocationHandle<OCSP_BASICRESP> basic(whole ? OCSP_response_get1_basic(response.get())
                                                     : nullptr);
  openssl::TakeErrors();
  return basic != nullptr;
}

// {"val": standard base64 of DER}; other members say which encoding and are not used here.
std::optional<Bytes> ValueOf(std::optional<json::Value> object) {
  const auto value = object ? object->Find("val") : std::nullopt;
  const auto text = value ? value->AsString() : std::nullopt;
  return text ? DecodeBase64(*text) : std::nullopt;
}

class ValidationDataReader {
 public:
  explicit ValidationDataReader(Findings& findings) : findings_(findings) {}

  void Read(const EtsiUEntry& entry) {
    const json::Value value = entry.value();
    bool good = true;
    if (entry.name == "xVals") {
      good = ReadCertificates(value);
    } else if (entry.name == "rVals") {
      good = ReadRevocation(value);
    } else if (entry.name == "tstVD" || entry.name == "anyValData") {
      const auto certificates = value.Find("xVals");
      const auto revocation = value.Find("rVals");
      good = value.is_object() && (!certificates || ReadCertificates(*certificates)) &&
             (!revocation || ReadRevocation(*revocation));
    }
    if (good) return;
    findings_.Fail(SubIndication::kSigConstraintsFailure, "etsiu.values",
                   "The validation data " + entry.name + " in etsiU is damaged.");
  }

  std::vector<Certificate> Take() { return std::move(certificates_); }

 private:
  bool ReadCertificates(const json::Value& list) {
    if (!list.is_array()) return false;
    for (auto item = list.First(); item; item = item->Next()) {
      if (!item->is_object()) return false;
      const auto certificate = item->Find("x509Cert");
      if (!certificate) continue;  // otherCert (5.3.5.2): no X.509, nothing to use
      const auto der = ValueOf(certificate);
      if (!der || certificates_.size() >= kMostCertificates) return false;
      try {
        certificates_.push_back(Certificate::FromDer(*der));
      } catch (const Error&) {
        return false;
      }
    }
    return true;
  }

  static bool ReadRevocation(const json::Value& values) {
    return values.is_object() && AllAre(values.Find("crlVals"), IsCrl) &&
           AllAre(values.Find("ocspVals"), IsOcspResponse);
  }

  static bool AllAre(std::optional<json::Value> list, bool (*check)(ByteView)) {
    if (!list) return true;
    if (!list->is_array()) return false;
    for (auto item = list->First(); item; item = item->Next()) {
      const auto der = ValueOf(item);
      if (!der || !check(*der)) return false;
    }
    return true;
  }

  Findings& findings_;
  std::vector<Certificate> certificates_;
};

bool IsUnderstood(const EtsiUEntry& entry) {
  return entry.name == "sigTst" || entry.name == "arcTst" || entry.name == "xVals" ||
         entry.name == "rVals" || entry.name == "tstVD" || entry.name == "anyValData";
}

}  // namespace

std::vector<Certificate> ReadValidationData(const std::vector<EtsiUEntry>& etsi_u,
                                            Findings& findings) {
  ValidationDataReader reader(findings);
  for (const EtsiUEntry& entry : etsi_u) {
    reader.Read(entry);
    if (!IsUnderstood(entry)) {
      findings.Warn("etsiu.unknown", "etsiU has an entry that Signet does not interpret.");
    }
  }
  return reader.Take();
}

}  // namespace signet::seal
