#include "provisioning/box_making.h"

#include <algorithm>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/log.h"
#include "appliance/base/clock.h"
#include "appliance/base/database_thread.h"
#include "appliance/base/encoding.h"
#include "appliance/base/file.h"
#include "appliance/base/identifier.h"
#include "appliance/registry/seal_record.h"
#include "appliance/sealer/administration/registry_json.h"
#include "appliance/sealer/version.h"
#include "hsm/token_admin.h"
#include "provisioning/registry_at_box.h"
#include "provisioning/token_environment.h"

namespace signet::provisioning {
namespace {

constexpr const char* kLogKeyLabel = "log";

// 16 hexadecimal digits: 64 bits behind a token's retry counter, and short enough for cards.
Secret RandomPin() { return Secret(EncodeHex(RandomOctets(8))); }

void CheckOrigin(const std::string& origin) {
  // C2SP signed-note: a key name is not empty and has no white space and no plus sign.
  const bool good = !origin.empty() && std::ranges::all_of(origin, [](char c) {
    return c > ' ' && c < '\x7F' && c != '+';
  });
  if (good) return;
  throw Error(Code::kParameterInvalid,
              "The log's name must have no spaces and no plus sign: use something like "
              "\"signet.example.org/log\".");
}

audit::LogKey LogKeyFrom(const std::string& origin, ByteView info) {
  const openssl::Handle<EVP_PKEY> key = PublicKeyFromInfo(info);
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) {
    return {origin, audit::LogKey::Type::kEcdsaP256, Bytes(info.begin(), info.end())};
  }
  Bytes raw(32);
  std::size_t size = raw.size();
  if (EVP_PKEY_get_raw_public_key(key.get(), raw.data(), &size) != 1) {
    throw openssl::Failure("The log's public key cannot be read.");
  }
  return {origin, audit::LogKey::Type::kEd25519, raw};
}

// Public witnesses want Ed25519 (C2SP tlog-witness); many smartcards cannot.
Bytes GenerateLogKey(hsm::TokenAdministration& token) {
  try {
    return token.GenerateKey(hsm::KeyKind::kEd25519, kLogKeyLabel);
  } catch (const Error& error) {
    if (error.code() != Code::kTokenFailed) throw;
    return token.GenerateKey(hsm::KeyKind::kP256, kLogKeyLabel);
  }
}

audit::LogKey SetUpToken(const NewBox& box, const Secret& pin) {
  const BoxPlan& plan = box.plan;
  if (IsSoftHsm(plan.module)) {
    const auto file = plan.folder / "token" / "softhsm2.conf";
    WriteFile(file, SoftHsmConfiguration(plan), FileMode::kPrivate);
    ApplyTokenEnvironment({{"SOFTHSM2_CONF", file.string()}});
  }
  const Secret so_pin = RandomPin();
  WriteFile(plan.folder / "secrets" / "so-pin", std::string(so_pin.Reveal()) + "\n",
            FileMode::kPrivate);
  hsm::InitialiseToken(plan.module, plan.token_label, so_pin, pin);
  hsm::TokenAdministration token(plan.module, plan.token_label, pin);
  return LogKeyFrom(box.origin, GenerateLogKey(token));
}

void SetUpDatabase(const NewBox& box, const audit::LogKey& log_key) {
  SQLite::Database database = OpenDatabase(box.plan.folder / "data" / "box.db");
  registry::CreateRegistryTables(database);
  audit::Log::CreateTables(database);
  const auto log = audit::Log::Open(database);
  DatabaseThread thread(database, log.get());
  thread.Run([&](SQLite::Database& registry) {
    registry::AddOrganisation(registry, box.organisation);
    const Time now = SystemNow();
    log->Append(now,
                audit::BoxInitialised{box.origin, std::string(sealer::kVersion), log_key.Vkey()});
    log->Append(
        now, audit::OrganisationAdded{box.organisation.name, box.organisation.identifier, true,
                                      HashSha256(sealer::ToJson(box.organisation).WriteCanonical()),
                                      EditorAtBox().name});
  });
}

}  // namespace

MadeBox MakeBox(NewBox box) {
  CheckOrigin(box.origin);
  NewBoxFolders folders(box.plan.folder);
  box.plan.keeps_pin = !box.pin.has_value();
  const Secret pin = box.pin ? std::move(*box.pin) : RandomPin();
  const std::filesystem::path& folder = box.plan.folder;
  if (box.plan.keeps_pin) {
    WriteFile(folder / "secrets" / "pin", std::string(pin.Reveal()) + "\n", FileMode::kPrivate);
  }
  const audit::LogKey log_key = SetUpToken(box, pin);
  SetUpDatabase(box, log_key);
  WriteFile(folder / "trust" / "log.vkey", log_key.Vkey() + "\n", FileMode::kPublic);
  WriteFile(folder / "gateway.toml", GatewayToml(box.plan), FileMode::kPrivate);
  // Last: where there is a sealer.toml there is a whole box.
  WriteFile(folder / "sealer.toml", SealerToml(box.plan), FileMode::kPrivate);
  folders.Keep();
  return {log_key.Vkey(), log_key.type() == audit::LogKey::Type::kEd25519};
}

}  // namespace signet::provisioning
