#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/base/digest.h"

namespace signet::registry {

enum class Role { kSubmitter, kOperator, kAdministrator, kAuditor, kMonitor };
std::string_view NameOf(Role role);
Role RoleFromName(std::string_view name);  ///< throws Error(kParameterInvalid)

enum class ClientStatus { kActive, kSuspended };
std::string_view NameOf(ClientStatus status);              ///< "active", "suspended"
ClientStatus ClientStatusFromName(std::string_view name);  ///< throws Error(kParameterInvalid)

/// How a client's TLS certificate is known again.
enum class CertificateMatch {
  kCertificate,       ///< this very certificate
  kPublicKey,         ///< any certificate for this key: a renewed one needs no registration
  kIssuerAndSubject,  ///< any certificate that this CA issued to this subject
};
/// "certificate", "public-key", "issuer-and-subject"
std::string_view NameOf(CertificateMatch match);
CertificateMatch CertificateMatchFromName(std::string_view name);  ///< Error(kParameterInvalid)

/// One way in which a client may be known. Several overlap while a certificate is replaced.
struct ClientCertificate {
  std::string id{};  ///< unique in its client, set when it is stored: CertificateIdOf(digest)
  CertificateMatch match = CertificateMatch::kPublicKey;
  /// kCertificate: of the certificate; kPublicKey: of its SubjectPublicKeyInfo;
  /// kIssuerAndSubject: of the CA's certificate, then the subject. All of DER; unique at the box.
  Sha256 digest{};
  Bytes subject{};  ///< kIssuerAndSubject: DER Name; else empty
  Bytes issuer{};   ///< kIssuerAndSubject: the CA's certificate, DER; else empty
  Time not_before{};
  Time not_after{};
};

/// The first 16 hexadecimal digits.
std::string CertificateIdOf(const Sha256& digest);

/// A key that a client signs its requests with (RFC 9421).
struct SigningKey {
  std::string id;    ///< `keyid`; unique in its client: letters, digits, '-', '.', '_'
  Bytes public_key;  ///< DER SubjectPublicKeyInfo: P-256, P-384, Ed25519, or RSA of 3,072 bits on
};

/// How many seals a client may ask for: `burst` at once, and then one each time the minute's share
/// is over. Tokens fill up also while the box is off.
struct Rate {
  std::uint32_t seals_per_minute = 0;  ///< 1 to 1,000,000
  std::uint32_t burst = 0;             ///< 1 to 1,000,000
};

/// A program or person that may talk to this box.
struct Client {
  std::string name;  ///< unique: letters, digits, '-', '.', '_'
  Role role = Role::kSubmitter;
  ClientStatus status = ClientStatus::kActive;
  std::vector<ClientCertificate> certificates{};
  std::vector<SigningKey> signing_keys{};
  /// What it asks must be signed with one of its keys. Administrators' changes always must be.
  bool signatures_required = false;
  /// Submitters: the organisations (names) it may submit for; empty: all whose mandates let it.
  std::vector<std::string> organisations{};
  std::optional<Rate> rate{};  ///< none: as fast as the box can
};

/// Throws Error(kRegistryTaken) for a name or certificate that is taken, Error(kRegistryMalformed)
/// for a badly formed one, for a client without certificate, one that has to sign (an
/// administrator, or with `signatures_required`) without signing key, `organisations` or `rate` of
/// a client that is no submitter, and Error(kRegistryUnknown) for an organisation that is not
/// there. Whether a signing key is one that signatures are taken of, its callers see
/// (base/http_signature.h).
void AddClient(SQLite::Database& database, const Client& client);
/// These change one client; all throw Error(kRegistryUnknown) if it, or what is to be taken away,
/// is not there, and otherwise as AddClient.
void SetClientStatus(SQLite::Database& database, std::string_view name, ClientStatus status);
/// Takes over `organisations`, `rate` and `signatures_required`, and nothing else.
void ChangeClient(SQLite::Database& database, const Client& client);
void AddClientCertificate(SQLite::Database& database, std::string_view name,
                          const ClientCertificate& certificate);
/// Error(kChangeForbidden) for the last one.
void RemoveClientCertificate(SQLite::Database& database, std::string_view name,
                             std::string_view id);
void AddSigningKey(SQLite::Database& database, std::string_view name, const SigningKey& key);
/// Error(kChangeForbidden) for the last one of a client that has to sign.
void RemoveSigningKey(SQLite::Database& database, std::string_view name, std::string_view id);

/// By name; their certificates and keys in the order in which they were added, their organisations
/// by name.
std::vector<Client> ListClients(SQLite::Database& database);
std::optional<Client> FindClient(SQLite::Database& database, std::string_view name);
/// Active ones with a signing key: those that can propose and approve.
std::uint64_t CountAdministrators(SQLite::Database& database);

/// Makes these tables if they are not there; a part of CreateRegistryTables.
void CreateClientTables(SQLite::Database& database);

}  // namespace signet::registry
