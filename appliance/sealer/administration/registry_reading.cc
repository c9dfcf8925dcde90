#include "appliance/sealer/administration/registry_reading.h"

#include <openssl/pem.h>

#include "appliance/base/certificate.h"
#include "appliance/base/error.h"
#include "appliance/base/http_signature.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/client_certificate.h"
#include "appliance/sealer/administration/member_reader.h"
#include "appliance/sealer/administration/registry_json.h"

namespace signet::sealer {
namespace {

constexpr std::uint32_t kMostSeals = 1'000'000;

Certificate ReadPem(const std::string& pem, const char* member) {
  try {
    return Certificate::FromPem(pem).front();
  } catch (const Error& error) {
    throw Error(
        Code::kRegistryMalformed,
        "The certificate's member \"" + std::string(member) + "\" takes one certificate in PEM.",
        error.cause());
  }
}

std::optional<registry::Rate> ReadRate(std::optional<json::Value> object) {
  if (!object) return std::nullopt;
  MemberReader members(*object, "The rate");
  const registry::Rate rate{members.Count("sealsPerMinute", kMostSeals),
                            members.Count("burst", kMostSeals)};
  members.RefuseUnknown();
  return rate;
}

void TakeWhatMayChange(MemberReader& members, registry::Client& client) {
  client.organisations = members.Texts("organisations");
  client.rate = ReadRate(members.Object("rate"));
  client.signatures_required = members.Flag("signaturesRequired");
}

Bytes ReadPublicKey(const std::string& pem) {
  const openssl::Handle<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const openssl::Handle<EVP_PKEY> key(PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr));
  const int size = key == nullptr ? 0 : i2d_PUBKEY(key.get(), nullptr);
  if (size <= 0) {
    throw Error(Code::kRegistryMalformed,
                "The signing key's member \"publicKey\" takes one public key in PEM.",
                openssl::TakeErrors());
  }
  Bytes der(static_cast<std::size_t>(size));
  std::uint8_t* end = der.data();
  i2d_PUBKEY(key.get(), &end);
  return der;
}

registry::ClientCertificate TakeCertificate(MemberReader& members) {
  const auto match = registry::CertificateMatchFromName(members.TextOr("match", "public-key"));
  const Certificate certificate = ReadPem(members.Text("certificate"), "certificate");
  const std::string issuer = members.TextOr("issuer", "");
  if (issuer.empty()) return registry::EntryFor(certificate, match, nullptr);
  const Certificate ca = ReadPem(issuer, "issuer");
  return registry::EntryFor(certificate, match, &ca);
}

}  // namespace

registry::Organisation ReadOrganisation(json::Value object) {
  MemberReader members(object, "The organisation");
  registry::Organisation out;
  out.name = members.Text("name");
  out.legal_name = members.Text("legalName");
  out.identifier = members.TextOr("identifier", "");
  out.country = members.Text("country");
  out.other_identifiers = members.Texts("otherIdentifiers");
  out.names = members.Texts("names");
  members.PassOver("sealing");
  members.RefuseUnknown();
  return out;
}

registry::Client ReadClient(json::Value object) {
  MemberReader members(object, "The client");
  registry::Client out;
  out.name = members.Text("name");
  out.role = registry::RoleFromName(members.Text("role"));
  for (const json::Value one : members.Objects("certificates")) {
    out.certificates.push_back(ReadClientCertificate(one));
  }
  for (const json::Value one : members.Objects("signingKeys")) {
    out.signing_keys.push_back(ReadSigningKey(one));
  }
  TakeWhatMayChange(members, out);
  members.PassOver("status");
  members.RefuseUnknown();
  return out;
}

registry::Client ReadClientChange(json::Value object, registry::Client before) {
  MemberReader members(object, "The change");
  TakeWhatMayChange(members, before);
  members.RefuseUnknown();
  return before;
}

registry::ClientStatus ReadClientStatus(json::Value object) {
  MemberReader members(object, "The status");
  const auto status = registry::ClientStatusFromName(members.Text("status"));
  members.RefuseUnknown();
  return status;
}

AdministratorCredentials ReadAdministratorCredentials(json::Value object) {
  MemberReader members(object, "The content");
  AdministratorCredentials out{TakeCertificate(members), std::nullopt};
  if (const auto key = members.Object("signingKey")) out.signing_key = ReadSigningKey(*key);
  members.RefuseUnknown();
  return out;
}

registry::ClientCertificate ReadClientCertificate(json::Value object) {
  MemberReader members(object, "The certificate");
  auto entry = TakeCertificate(members);
  members.RefuseUnknown();
  return entry;
}

registry::SigningKey ReadSigningKey(json::Value object) {
  MemberReader members(object, "The signing key");
  registry::SigningKey out;
  out.id = members.Text("id");
  out.public_key = ReadPublicKey(members.Text("publicKey"));
  members.RefuseUnknown();
  if (IsSigningKey(out.public_key)) return out;
  throw Error(Code::kRegistryMalformed,
              "The signing key must be P-256, P-384, Ed25519, or RSA of 3,072 bits and more.");
}

NewMandate ReadNewMandate(json::Value object) {
  MemberReader members(object, "The mandate");
  NewMandate out;
  out.name = members.Text("name");
  const auto terms = members.Object("terms");
  members.RefuseUnknown();
  if (!terms) {
    throw Error(Code::kRegistryMalformed,
                "The mandate's member \"terms\" takes its terms, and must be there.");
  }
  out.terms = registry::ReadMandateTerms(UntrustedText(std::string(terms->raw())));
  if (!out.terms.document) return out;
  throw Error(Code::kRegistryMalformed,
              "The terms' member \"document\" is set by the box when it gets the document.");
}

NewProposal ReadNewProposal(json::Value object) {
  MemberReader members(object, "The proposal");
  NewProposal out{registry::ProposalKindFromName(members.Text("kind")), members.Text("subject"),
                  ""};
  if (const auto content = members.Object("content")) out.content = content->raw();
  members.RefuseUnknown();
  return out;
}

Sha256 ReadApproval(json::Value object) {
  MemberReader members(object, "The approval");
  const std::string digest = members.Text("digest");
  members.RefuseUnknown();
  return Sha256FromHex(digest);
}

}  // namespace signet::sealer
