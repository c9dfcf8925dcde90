#include "appliance/seal/qc_statements.h"

#include <openssl/asn1.h>
#include <openssl/objects.h>

#include <memory>
#include <optional>

#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

struct FreeSequence {
  void operator()(ASN1_SEQUENCE_ANY* p) const { sk_ASN1_TYPE_pop_free(p, ASN1_TYPE_free); }
};
using Sequence = std::unique_ptr<ASN1_SEQUENCE_ANY, FreeSequence>;

Sequence ReadSequence(const ASN1_STRING* der) {
  const unsigned char* at = ASN1_STRING_get0_data(der);
  const unsigned char* const end = at + ASN1_STRING_length(der);
  Sequence out(d2i_ASN1_SEQUENCE_ANY(nullptr, &at, ASN1_STRING_length(der)));
  if (at != end) out.reset();
  return out;
}

Sequence ReadSequence(const ASN1_TYPE* value) {
  if (value == nullptr || value->type != V_ASN1_SEQUENCE) return {};
  return ReadSequence(value->value.sequence);
}

// An object identifier in dots; empty for anything else.
std::string Identifier(const ASN1_TYPE* value) {
  if (value == nullptr || value->type != V_ASN1_OBJECT) return {};
  char text[128] = {};
  const int size = OBJ_obj2txt(text, sizeof text, value->value.object, 1);
  return size > 0 && size < static_cast<int>(sizeof text) ? std::string(text) : std::string();
}

// EN 319 412-5 4.2.3: QcType ::= SEQUENCE OF OBJECT IDENTIFIER.
bool ReadTypes(const ASN1_TYPE* info, QcStatements& out) {
  const Sequence types = ReadSequence(info);
  if (!types) return false;
  for (int i = 0; i < sk_ASN1_TYPE_num(types.get()); ++i) {
    const std::string type = Identifier(sk_ASN1_TYPE_value(types.get(), i));
    if (type.empty()) return false;
    out.for_signatures |= type == "0.4.0.1862.1.6.1";
    out.for_seals |= type == "0.4.0.1862.1.6.2";
    out.for_web |= type == "0.4.0.1862.1.6.3";
  }
  return true;
}

// EN 319 412-5 4.2.4: SEQUENCE OF PrintableString (SIZE (2)).
bool ReadLegislation(const ASN1_TYPE* info, QcStatements& out) {
  const Sequence countries = ReadSequence(info);
  if (!countries) return false;
  for (int i = 0; i < sk_ASN1_TYPE_num(countries.get()); ++i) {
    const ASN1_TYPE* const country = sk_ASN1_TYPE_value(countries.get(), i);
    if (country->type != V_ASN1_PRINTABLESTRING) return false;
    const ASN1_STRING* const text = country->value.printablestring;
    out.legislation.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                                 static_cast<std::size_t>(ASN1_STRING_length(text)));
  }
  return !out.legislation.empty();
}

// RFC 3739 3.2.6: QCStatement ::= SEQUENCE { statementId, statementInfo ANY OPTIONAL }.
bool ReadStatement(const ASN1_TYPE* value, QcStatements& out) {
  const Sequence statement = ReadSequence(value);
  const int size = statement ? sk_ASN1_TYPE_num(statement.get()) : 0;
  if (size < 1 || size > 2) return false;
  const std::string id = Identifier(sk_ASN1_TYPE_value(statement.get(), 0));
  const ASN1_TYPE* const info = size == 2 ? sk_ASN1_TYPE_value(statement.get(), 1) : nullptr;
  if (id == "0.4.0.1862.1.1") out.compliance = true;
  if (id == "0.4.0.1862.1.4") out.sscd = true;
  if (id == "0.4.0.1862.1.6") return ReadTypes(info, out);
  if (id == "0.4.0.1862.1.7") return ReadLegislation(info, out);
  return !id.empty();
}

bool ReadStatements(const ASN1_STRING* der, QcStatements& out) {
  const Sequence statements = ReadSequence(der);
  if (!statements) return false;
  for (int i = 0; i < sk_ASN1_TYPE_num(statements.get()); ++i) {
    if (!ReadStatement(sk_ASN1_TYPE_value(statements.get(), i), out)) return false;
  }
  return true;
}

}  // namespace

QcStatements ReadQcStatements(const Certificate& certificate) {
  const X509* const x509 = certificate.x509();
  const int place = X509_get_ext_by_NID(x509, NID_qcStatements, -1);
  if (place < 0) return {};
  QcStatements out;
  const bool twice = X509_get_ext_by_NID(x509, NID_qcStatements, place) >= 0;
  const bool good =
      !twice && ReadStatements(X509_EXTENSION_get_data(X509_get_ext(x509, place)), out);
  openssl::TakeErrors();
  if (good) return out;
  QcStatements malformed;
  malformed.malformed = true;
  return malformed;
}

}  // namespace signet::seal
