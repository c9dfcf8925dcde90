#include "appliance/sealer/administration/registry_json.h"

#include <openssl/pem.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/openssl.h"

namespace signet::sealer {
namespace {

json::ObjectWriter CertificateJson(const registry::ClientCertificate& certificate) {
  json::ObjectWriter out;
  out.Text("id", certificate.id)
      .Text("match", registry::NameOf(certificate.match))
      .Text("sha256", certificate.digest.hex())
      .Text("notBefore", FormatTimeSeconds(certificate.not_before))
      .Text("notAfter", FormatTimeSeconds(certificate.not_after));
  return out;
}

json::ObjectWriter SigningKeyJson(const registry::SigningKey& key) {
  const std::uint8_t* at = key.public_key.data();
  const openssl::Handle<EVP_PKEY> parsed(
      d2i_PUBKEY(nullptr, &at, static_cast<long>(key.public_key.size())));
  const openssl::Handle<BIO> out(BIO_new(BIO_s_mem()));
  if (parsed == nullptr || PEM_write_bio_PUBKEY(out.get(), parsed.get()) != 1) {
    throw openssl::Failure("A signing key cannot be written.");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  json::ObjectWriter json;
  json.Text("id", key.id).Text("publicKey", std::string_view(text, static_cast<std::size_t>(size)));
  return json;
}

[[noreturn]] void RefuseForm() {
  throw Error(Code::kNotJson, "The JSON text has another form than the box's answers have.");
}

void CopyArray(json::Value array, json::ObjectWriter& out) {
  std::vector<std::string> texts;
  std::vector<json::ObjectWriter> objects;
  for (auto element = array.First(); element; element = element->Next()) {
    if (const auto text = element->AsString()) {
      texts.emplace_back(*text);
    } else {
      objects.push_back(Copy(*element));
    }
  }
  if (!texts.empty() && !objects.empty()) RefuseForm();
  if (objects.empty()) {
    out.Texts(array.name(), texts);
  } else {
    out.Objects(array.name(), std::move(objects));
  }
}

void CopyMember(json::Value member, json::ObjectWriter& out) {
  switch (member.kind()) {
    case json::Kind::kNull:
      out.Null(member.name());
      break;
    case json::Kind::kFalse:
    case json::Kind::kTrue:
      out.Boolean(member.name(), member.kind() == json::Kind::kTrue);
      break;
    case json::Kind::kNumber:
      if (!member.AsInteger()) RefuseForm();
      out.Integer(member.name(), *member.AsInteger());
      break;
    case json::Kind::kString:
      out.Text(member.name(), *member.AsString());
      break;
    case json::Kind::kArray:
      CopyArray(member, out);
      break;
    case json::Kind::kObject:
      out.Object(member.name(), Copy(member));
      break;
  }
}

std::string_view StatusAt(const registry::Proposal& proposal, Time now) {
  const bool open = proposal.status == registry::ProposalStatus::kOpen;
  return open && proposal.expires <= now ? "expired" : registry::NameOf(proposal.status);
}

}  // namespace

json::ObjectWriter Copy(json::Value object) {
  if (!object.is_object()) RefuseForm();
  json::ObjectWriter out;
  for (auto member = object.First(); member; member = member->Next()) CopyMember(*member, out);
  return out;
}

json::ObjectWriter CreationJson(const registry::Organisation& organisation) {
  json::ObjectWriter out;
  out.Text("name", organisation.name)
      .Text("legalName", organisation.legal_name)
      .Text("identifier", organisation.identifier)
      .Text("country", organisation.country)
      .Texts("otherIdentifiers", organisation.other_identifiers)
      .Texts("names", organisation.names);
  return out;
}

json::ObjectWriter ToJson(const registry::Organisation& organisation) {
  json::ObjectWriter out = CreationJson(organisation);
  out.Boolean("sealing", organisation.is_sealing_organisation);
  return out;
}

json::ObjectWriter ToJson(const registry::Client& client) {
  std::vector<json::ObjectWriter> certificates;
  for (const auto& certificate : client.certificates) {
    certificates.push_back(CertificateJson(certificate));
  }
  std::vector<json::ObjectWriter> keys;
  for (const auto& key : client.signing_keys) keys.push_back(SigningKeyJson(key));
  json::ObjectWriter out;
  out.Text("name", client.name)
      .Text("role", registry::NameOf(client.role))
      .Text("status", registry::NameOf(client.status))
      .Objects("certificates", std::move(certificates))
      .Objects("signingKeys", std::move(keys))
      .Boolean("signaturesRequired", client.signatures_required)
      .Texts("organisations", client.organisations);
  if (client.rate) {
    json::ObjectWriter rate;
    rate.Integer("sealsPerMinute", client.rate->seals_per_minute)
        .Integer("burst", client.rate->burst);
    out.Object("rate", std::move(rate));
  }
  return out;
}

json::ObjectWriter ToJson(const registry::SealKey& key) {
  json::ObjectWriter out;
  out.Text("name", key.name)
      .Text("algorithm", key.algorithm)
      .Text("timeHeader", key.time_header)
      .Boolean("default", key.is_default);
  bool activated = false;
  if (!key.chain.empty()) {
    const Certificate& certificate = key.chain.front();
    activated = key.activated == certificate.fingerprint();
    out.Text("certificateSubject", certificate.SubjectText())
        .Text("certificateSha256", certificate.fingerprint().hex())
        .Text("notBefore", FormatTimeSeconds(certificate.not_before()))
        .Text("notAfter", FormatTimeSeconds(certificate.not_after()));
  }
  out.Boolean("activated", activated);
  return out;
}

json::ObjectWriter ToJson(const registry::Proposal& proposal, Time now) {
  const auto content = json::Document::Parse(proposal.content, {});
  json::ObjectWriter out;
  out.Text("id", proposal.id)
      .Text("kind", registry::NameOf(proposal.kind))
      .Text("subject", proposal.subject)
      .Object("content", Copy(content.root()))
      .Text("digest", proposal.digest.hex())
      .Text("proposer", proposal.proposer)
      .Text("proposed", FormatTime(proposal.proposed))
      .Text("expires", FormatTime(proposal.expires))
      .Text("status", StatusAt(proposal, now));
  if (!proposal.decided_by.empty()) out.Text("decidedBy", proposal.decided_by);
  if (proposal.decided) out.Text("decided", FormatTime(*proposal.decided));
  return out;
}

json::ObjectWriter ToJson(const registry::MandateTerms& terms) {
  return Copy(json::Document::Parse(registry::WriteMandateTerms(terms), {}).root());
}

json::ObjectWriter ToJson(const registry::Mandate& mandate, const registry::MandateUse& use,
                          Time now) {
  json::ObjectWriter used;
  used.Integer("total", static_cast<std::int64_t>(use.total))
      .Integer("period", static_cast<std::int64_t>(use.period));
  json::ObjectWriter out;
  out.Text("name", mandate.name)
      .Text("phase", registry::NameOf(registry::PhaseOf(mandate, now)))
      .Text("digest", mandate.digest.hex())
      .Text("created", FormatTime(mandate.created))
      .Object("terms", ToJson(mandate.terms))
      .Object("use", std::move(used));
  return out;
}

}  // namespace signet::sealer
