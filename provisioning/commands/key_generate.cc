#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/seal_key.h"
#include "hsm/token_admin.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"
#include "provisioning/token_environment.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Makes a key pair on the token; the private key never leaves it. The first key is the box's default,
until --default names another.

Algorithms: ES256 (P-256, the quickest), ES384 (P-384), PS256 and RS256 (RSA, 3,072 bits unless
--bits says otherwise).

--time-header decides how the seal carries its signing time, and so who accepts it:
  sigT  passes in every generation of the EU's DSS validator, and is what wallets and viewers of the
        European Digital Credentials world expect today. Validators since DSS 6.1 accept it but no
        longer call the format "JAdES baseline".
  iat   is what ETSI TS 119 182-1 asks for since July 2025, "JAdES baseline" for validators since
        DSS 6.1. DSS 5, which the open EDC programs use, does not accept it.
A seal never carries both: that fails in one generation or the other. If in doubt: sigT.

Next: `key csr` for a certificate request.

Examples:
  signetctl --box /srv/signet key generate --name seal-2026 --algorithm ES256 --time-header sigT
  signetctl --box /srv/signet key generate --name seal-rsa --algorithm PS256 --time-header iat)";

struct Options {
  std::string name;
  std::string algorithm;
  std::string time_header;
  int bits = 0;  // 0: not given
  bool make_default = false;
  std::optional<std::filesystem::path> pin_file;
};

hsm::KeyKind RsaKind(int bits) {
  switch (bits) {
    case 2048:
      return hsm::KeyKind::kRsa2048;
    case 0:
    case 3072:
      return hsm::KeyKind::kRsa3072;
    case 4096:
      return hsm::KeyKind::kRsa4096;
    default:
      throw Error(Code::kUsage, "--bits must be 2048, 3072 or 4096.");
  }
}

hsm::KeyKind KindFor(const Options& options) {
  const bool elliptic = options.algorithm.starts_with("ES");
  if (!elliptic) return RsaKind(options.bits);
  if (options.bits != 0) throw Error(Code::kUsage, "--bits goes with PS256 and RS256 only.");
  return options.algorithm == "ES256" ? hsm::KeyKind::kP256 : hsm::KeyKind::kP384;
}

// Before the token makes anything: whether the name is free, and whether this is the first key.
bool IsFirstKey(Box& box, const std::string& name) {
  std::vector<registry::SealKey> keys;
  box.Read([&](SQLite::Database& database) { keys = registry::ListSealKeys(database); });
  if (std::ranges::find(keys, name, &registry::SealKey::name) != keys.end()) {
    throw Error(Code::kParameterInvalid,
                "The box has a seal key \"" + name + "\" already: choose another name.");
  }
  if (name == box.config().log_key) {
    throw Error(Code::kParameterInvalid,
                "\"" + name + "\" is the log's own key: choose another name.");
  }
  return keys.empty();
}

void Report(const Invocation& invocation, const Options& options, bool is_default,
            const Sha256& public_key) {
  if (options.bits == 2048) {
    fmt::print(stderr,
               "Warning: RSA with 2,048 bits is only for keeping an existing certificate "
               "alive; validators refuse it more and more. Better: ES256, or 3072 bits.\n");
  }
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter()
                           .Text("name", options.name)
                           .Text("algorithm", options.algorithm)
                           .Text("timeHeader", options.time_header)
                           .Boolean("default", is_default)
                           .Text("publicKeySha256", public_key.hex())
                           .WriteIndented());
    return;
  }
  fmt::print(
      "Key \"{}\" ({}, {}) is on the token{}. Next, a request for its certificate:\n"
      "  signetctl --box {} key csr {} --out {}.csr\n",
      options.name, options.algorithm, options.time_header,
      is_default ? " and is the box's default" : "", invocation.box.string(), options.name,
      options.name);
}

Outcome Generate(const Invocation& invocation, const Options& options) {
  const hsm::KeyKind kind = KindFor(options);
  Box box(invocation.Box());
  const bool is_default = IsFirstKey(box, options.name) || options.make_default;
  const hsm::TokenSettings& token = box.config().token;
  ApplyTokenEnvironment(token.environment);
  Bytes info;
  {
    hsm::TokenAdministration administration(token.module, token.token_label,
                                            BoxPin(box.config(), options.pin_file));
    info = administration.GenerateKey(kind, options.name);
  }
  const Sha256 public_key = HashSha256(ByteView(info));
  std::vector<audit::Event> events{
      audit::KeyGenerated{options.name, options.algorithm, options.time_header, public_key}};
  if (is_default) events.emplace_back(audit::DefaultKeySet{options.name});
  box.Record(
      [&](SQLite::Database& database) {
        registry::AddSealKey(database,
                             {options.name, options.algorithm, options.time_header, false, {}});
        if (is_default) registry::SetDefaultSealKey(database, options.name);
      },
      events);
  Report(invocation, options, is_default, public_key);
  return Outcome::kGood;
}

}  // namespace

void AddKeyGenerate(CLI::App& key, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = key.add_subcommand("generate", "Make a seal key on the token");
  command->footer(kFooter);
  command->add_option("--name", options->name, "Its name at this box and on the token")->required();
  command->add_option("--algorithm", options->algorithm, "How it signs")
      ->required()
      ->check(CLI::IsMember({"ES256", "ES384", "PS256", "RS256"}));
  command->add_option("--bits", options->bits, "RSA only: 2048 (warned), 3072, 4096");
  command->add_option("--time-header", options->time_header, "sigT or iat; see below")
      ->required()
      ->check(CLI::IsMember({"sigT", "iat"}));
  command->add_flag("--default", options->make_default, "Seal with it when no key is named");
  command->add_option("--pin-file", options->pin_file, "File with the token's PIN")
      ->type_name("FILE");
  command->callback(
      [options, &invocation] { invocation.outcome = Generate(invocation, *options); });
}

}  // namespace signet::provisioning
