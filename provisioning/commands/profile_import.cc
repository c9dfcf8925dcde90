#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "appliance/elm/profile/profile_library.h"
#include "appliance/registry/check_rules.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kImportFooter = R"(
Gives the box a compiled profile (`signetctl profile compile`), with an entry in its log. It counts
before those that the box has, also before one of the same profiles that comes with Signet, and it
stays. The sealer must be stopped meanwhile.

Example:
  signetctl --box /srv/signet profile import edc-ap-1.3.json)";

constexpr const char* kListFooter = R"(
The application profiles that credentials may name. Of two with the same address the first counts.

Examples:
  signetctl profile list
  signetctl --box /srv/signet profile list)";

Outcome Import(const Invocation& invocation, const std::filesystem::path& file) {
  const std::string text = ReadFile(file);
  elm::ProfileLibrary library;  // which takes only what credentials can be held against
  library.Add(text);
  const elm::ProfileSet& set = *library.sets().front();
  const registry::StoredProfile profile{set.name(), set.version(), HashSha256(text), SystemNow(),
                                        text};
  Box box(invocation.Box());
  bool added = false;
  std::vector<audit::Event> events;
  box.Record(
      [&](SQLite::Database& database) {
        added = registry::AddProfile(database, profile);
        if (added) {
          events.emplace_back(
              audit::ProfileImported{profile.name, profile.version, profile.digest});
        }
      },
      events);
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter()
                           .Text("name", profile.name)
                           .Text("version", profile.version)
                           .Text("sha256", profile.digest.hex())
                           .Boolean("added", added)
                           .WriteIndented());
  } else {
    fmt::print("{} {} {}.\n", profile.name, profile.version,
               added ? "is in the box now" : "was in the box already");
  }
  return Outcome::kGood;
}

elm::ProfileLibrary LibraryOf(const Invocation& invocation) {
  elm::ProfileLibrary library = elm::ProfileLibrary::BuiltIn();
  if (invocation.box.empty()) return library;
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(invocation.Box()));
  const auto imported = registry::ListProfiles(database);
  for (auto profile = imported.rbegin(); profile != imported.rend(); ++profile) {
    library.Add(profile->text);
  }
  return library;
}

Outcome List(const Invocation& invocation) {
  const elm::ProfileLibrary library = LibraryOf(invocation);
  std::vector<json::ObjectWriter> rows;
  for (const auto& set : library.sets()) {
    for (const elm::Profile& profile : set->profiles()) {
      if (invocation.json) {
        rows.emplace_back()
            .Text("iri", profile.iri)
            .Text("version", profile.version)
            .Text("set", set->name() + " " + set->version());
      } else {
        fmt::print("{:<65} {:<8} {} {}\n", profile.iri, profile.version, set->name(),
                   set->version());
      }
    }
  }
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter().Objects("profiles", std::move(rows)).WriteIndented());
  }
  return Outcome::kGood;
}

}  // namespace

void AddProfileImport(CLI::App& profile, Invocation& invocation) {
  auto file = std::make_shared<std::filesystem::path>();
  CLI::App* const command =
      profile.add_subcommand("import", "Give the box a compiled profile (--box)");
  command->footer(kImportFooter);
  command->add_option("FILE", *file, "The compiled profile")->required();
  command->callback([file, &invocation] { invocation.outcome = Import(invocation, *file); });
}

void AddProfileList(CLI::App& profile, Invocation& invocation) {
  CLI::App* const command =
      profile.add_subcommand("list", "Show the profiles of Signet, and of a box (--box)");
  command->footer(kListFooter);
  command->callback([&invocation] { invocation.outcome = List(invocation); });
}

}  // namespace signet::provisioning
