#include "appliance/seal/levels.h"

#include <algorithm>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/base/json_writer.h"
#include "appliance/seal/container.h"

namespace signet::seal {
namespace {

using json::ObjectWriter;

std::string Entry(std::string_view name, ObjectWriter value) {
  ObjectWriter entry;
  entry.Object(name, std::move(value));
  return EncodeBase64Url(AsBytes(entry.Write()));
}

ObjectWriter Value(ByteView der) {
  ObjectWriter value;
  value.Text("val", EncodeBase64(der));
  return value;
}

// 5.4.3; canonAlg is for clear entries, which are never written.
std::string TimeStampContainerEntry(std::string_view name, ByteView token) {
  std::vector<ObjectWriter> tokens;
  tokens.push_back(Value(token));
  ObjectWriter container;
  container.Objects("tstTokens", std::move(tokens));
  return Entry(name, std::move(container));
}

std::vector<ObjectWriter> CertificateValues(const std::vector<Certificate>& certificates) {
  std::vector<ObjectWriter> out;
  for (const Certificate& certificate : certificates) {
    ObjectWriter one;
    one.Object("x509Cert", Value(certificate.der()));
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<ObjectWriter> Values(const std::vector<Bytes>& ders) {
  std::vector<ObjectWriter> out;
  for (const Bytes& der : ders) out.push_back(Value(der));
  return out;
}

ObjectWriter RevocationValues(const std::vector<Bytes>& crls, const std::vector<Bytes>& ocsps) {
  ObjectWriter out;
  if (!crls.empty()) out.Objects("crlVals", Values(crls));
  if (!ocsps.empty()) out.Objects("ocspVals", Values(ocsps));
  return out;
}

void AddOnce(std::vector<Bytes>& to, const Bytes& der) {
  if (std::ranges::find(to, der) == to.end()) to.push_back(der);
}

std::string ListOf(const std::vector<std::string>& entries) {
  std::string out;
  for (const std::string& entry : entries) {
    if (!out.empty()) out += ',';
    out += '"' + entry + '"';
  }
  return out;
}

}  // namespace

std::string SignatureTimeStampEntry(ByteView token) {
  return TimeStampContainerEntry("sigTst", token);
}

std::string ArchiveTimeStampEntry(ByteView token) {
  return TimeStampContainerEntry("arcTst", token);
}

void ValidationValues::Add(const Certificate& certificate) {
  if (std::ranges::find(certificates_, certificate) == certificates_.end()) {
    certificates_.push_back(certificate);
  }
}

void ValidationValues::Add(const RevocationValue& value) {
  AddOnce(value.kind == RevocationValue::Kind::kOcsp ? ocsps_ : crls_, value.der);
}

std::string ValidationValues::CertificatesEntry() const {
  ObjectWriter entry;
  entry.Objects("xVals", CertificateValues(certificates_));
  return EncodeBase64Url(AsBytes(entry.Write()));
}

std::string ValidationValues::RevocationEntry() const {
  return Entry("rVals", RevocationValues(crls_, ocsps_));
}

std::string ValidationValues::TimeStampEntry() const {
  ObjectWriter both;
  both.Objects("xVals", CertificateValues(certificates_));
  both.Object("rVals", RevocationValues(crls_, ocsps_));
  return Entry("tstVD", std::move(both));
}

std::string ArchivedText(std::string_view protected_text, std::string_view signature_text,
                         const std::vector<std::string>& entries) {
  std::size_t size = protected_text.size() + signature_text.size() + 3;
  for (const std::string& entry : entries) size += entry.size();
  std::string out;
  out.reserve(size);
  out.append(".").append(protected_text).append(".").append(signature_text).append(".");
  for (const std::string& entry : entries) out += entry;
  return out;
}

std::string AppendEtsiU(const UntrustedText& sealed, const std::vector<std::string>& entries) {
  Findings findings;
  const auto container = ReadContainer(sealed, findings);
  if (!container || container->signatures.size() != 1) {
    throw Error(Code::kSealMalformed,
                container ? "The file has more than one signature; only one can be extended."
                          : findings.all().front().text);
  }
  std::string out(sealed.unchecked());
  if (entries.empty()) return out;
  const auto document = json::Document::Parse(out, ContainerLimits());
  const json::Value signature = *document.root().Find("signatures")->First();
  if (const auto header = signature.Find("header")) {
    // Before the bracket that ends the list, which has an entry already.
    const json::Value list = *header->Find("etsiU");
    return out.insert(list.end() - 1, "," + ListOf(entries));
  }
  return out.insert(signature.end() - 1, R"(,"header":{"etsiU":[)" + ListOf(entries) + "]}");
}

}  // namespace signet::seal
