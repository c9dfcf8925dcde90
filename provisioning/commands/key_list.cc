#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "appliance/base/json_writer.h"
#include "appliance/registry/seal_key.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Reads the registry only; the sealer may run.

Example:
  signetctl --box /srv/signet key list)";

json::ObjectWriter ToJson(const registry::SealKey& key) {
  json::ObjectWriter out;
  out.Text("name", key.name)
      .Text("algorithm", key.algorithm)
      .Text("timeHeader", key.time_header)
      .Boolean("default", key.is_default);
  if (!key.chain.empty()) {
    const Certificate& certificate = key.chain.front();
    out.Text("certificateSubject", certificate.SubjectText())
        .Text("certificateSha256", certificate.fingerprint().hex())
        .Text("notBefore", FormatTimeSeconds(certificate.not_before()))
        .Text("notAfter", FormatTimeSeconds(certificate.not_after()));
  }
  return out;
}

void Print(const registry::SealKey& key) {
  fmt::print("{}{}\n  {}, time header {}\n", key.name, key.is_default ? "  (the default)" : "",
             key.algorithm, key.time_header);
  if (key.chain.empty()) {
    fmt::print("  no certificate yet: signetctl key csr {}\n", key.name);
  } else {
    fmt::print("  {}\n  until {}\n", key.chain.front().SubjectText(),
               FormatTimeSeconds(key.chain.front().not_after()));
  }
}

Outcome ListKeys(const Invocation& invocation) {
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(invocation.Box()));
  const std::vector<registry::SealKey> keys = registry::ListSealKeys(database);
  if (invocation.json) {
    std::vector<json::ObjectWriter> list;
    for (const registry::SealKey& key : keys) list.push_back(ToJson(key));
    fmt::print("{}\n", json::ObjectWriter().Objects("keys", std::move(list)).WriteIndented());
    return Outcome::kGood;
  }
  if (keys.empty()) fmt::print("No seal keys yet. Make one: signetctl key generate --help\n");
  for (const registry::SealKey& key : keys) Print(key);
  return Outcome::kGood;
}

}  // namespace

void AddKeyList(CLI::App& key, Invocation& invocation) {
  CLI::App* const command = key.add_subcommand("list", "Show the seal keys of the box");
  command->footer(kFooter);
  command->callback([&invocation] { invocation.outcome = ListKeys(invocation); });
}

}  // namespace signet::provisioning
