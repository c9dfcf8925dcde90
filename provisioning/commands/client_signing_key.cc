#include <CLI/CLI.hpp>
#include <memory>

#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kAddFooter = R"(
FILE is a public key, PEM, or a certificate that has it: P-256, P-384, Ed25519, or RSA of 3,072 bits
and more. The client's profile names the private key and this id: signing_key, signing_key_id.

Example:
  signetctl --profile admin.toml client signing-key add campus campus-sign.pub --id campus-2027)";

constexpr const char* kRemoveFooter = R"(
What was signed with it stays provable: the log has its public key. The last key of a client that
must sign cannot be removed.

Example:
  signetctl --profile admin.toml client signing-key remove campus campus-2026)";

struct Options {
  std::string name;
  std::filesystem::path file;
  std::string id;
};

Outcome Add(const Invocation& invocation, const Options& options) {
  const registry::SigningKey key = ReadSigningKey(options.id, options.file);
  PrintAnswer(invocation, OpenRegistry(invocation)->AddSigningKey(options.name, key),
              DescribeClient);
  return Outcome::kGood;
}

Outcome Remove(const Invocation& invocation, const Options& options) {
  PrintAnswer(invocation, OpenRegistry(invocation)->RemoveSigningKey(options.name, options.id),
              DescribeClient);
  return Outcome::kGood;
}

}  // namespace

void AddClientSigningKeyAdd(CLI::App& signing_key, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = signing_key.add_subcommand("add", "Give a client another signing key");
  command->footer(kAddFooter);
  command->add_option("NAME", options->name, "The client's name at this box")->required();
  command->add_option("FILE", options->file, "The public key, PEM")->required();
  command->add_option("--id", options->id, "Its keyid")->required();
  command->callback([options, &invocation] { invocation.outcome = Add(invocation, *options); });
}

void AddClientSigningKeyRemove(CLI::App& signing_key, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      signing_key.add_subcommand("remove", "Take no more requests signed with a key");
  command->footer(kRemoveFooter);
  command->add_option("NAME", options->name, "The client's name at this box")->required();
  command->add_option("ID", options->id, "The key's id")->required();
  command->callback([options, &invocation] { invocation.outcome = Remove(invocation, *options); });
}

}  // namespace signet::provisioning
