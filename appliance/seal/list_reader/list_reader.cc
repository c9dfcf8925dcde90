#include "appliance/seal/list_reader/list_reader.h"

#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/json_writer.h"
#include "appliance/seal/list_reader/list_facts.h"
#include "appliance/seal/list_reader/list_signature.h"
#include "appliance/seal/list_reader/xml.h"

namespace signet::list_reader {
namespace {

using json::ObjectWriter;

ObjectWriter SignatureFacts(const ListSignature& signature) {
  ObjectWriter out;
  out.Text("verdict", NameOf(signature.verdict)).Text("reason", signature.reason);
  out.Text("algorithm", signature.algorithm);
  if (signature.signer) out.Text("signer", EncodeBase64(signature.signer->der()));
  return out;
}

}  // namespace

std::string ReadTrustedList(std::string_view xml) {
  ObjectWriter out;
  const auto parsed = ParseXml(xml, kMaxListOctets);
  if (const auto* const refusal = std::get_if<XmlRefusal>(&parsed)) {
    ObjectWriter signature;
    signature.Text("verdict", "not XML").Text("reason", refusal->reason).Text("algorithm", "");
    return out.Object("signature", std::move(signature)).Write();
  }
  const xmlDoc& document = *std::get<DocumentHandle>(parsed);
  out.Object("signature", SignatureFacts(JudgeListSignature(document)));
  if (auto facts = ReadListFacts(document)) out.Object("list", std::move(*facts));
  return out.Write();
}

}  // namespace signet::list_reader
