#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "provisioning/commands/invocation.h"

namespace signet::provisioning {

/// `mandate propose --from`: mandates begun from the awarding bodies that a credential names.
struct MandateFromOptions {
  std::filesystem::path credential;
  std::vector<std::string> clients;
  std::string valid_until;
  bool add_organisations = false;
  std::filesystem::path out = ".";
};
void AddMandateFromOptions(CLI::App& command, MandateFromOptions& options);

Outcome DraftFromCredential(const Invocation& invocation, const MandateFromOptions& options);

}  // namespace signet::provisioning
