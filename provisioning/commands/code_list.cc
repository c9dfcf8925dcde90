#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>
#include <vector>

#include "appliance/base/json_writer.h"
#include "appliance/registry/check_rules.h"
#include "provisioning/box.h"
#include "provisioning/code_list_files.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kImportFooter = R"(
Gives the box controlled lists (languages, countries, ISCED-F …) as the EU's Publications Office
publishes them: SKOS, in Turtle. From then on the check warns of a code that its list does not have.
A list takes the place of the earlier one with the same address. None is needed. The sealer must be
stopped meanwhile.

Example:
  signetctl --box /srv/signet code-list import language.ttl country.ttl)";

constexpr const char* kListFooter = R"(
Example:
  signetctl --box /srv/signet code-list list)";

registry::StoredCodeList ToStore(const std::string& scheme, const std::set<std::string>& codes) {
  std::string lines;
  for (const std::string& code : codes) lines += code + "\n";
  return {scheme, HashSha256(lines), SystemNow(), {codes.begin(), codes.end()}};
}

json::ObjectWriter ToJson(const registry::StoredCodeList& list) {
  json::ObjectWriter out;
  out.Text("scheme", list.scheme).Integer("codes", static_cast<std::int64_t>(list.codes.size()));
  out.Text("sha256", list.digest.hex()).Text("imported", FormatTimeSeconds(list.imported));
  return out;
}

void Print(const Invocation& invocation, const std::vector<registry::StoredCodeList>& lists) {
  if (invocation.json) {
    std::vector<json::ObjectWriter> rows;
    for (const auto& list : lists) rows.push_back(ToJson(list));
    fmt::print("{}\n", json::ObjectWriter().Objects("lists", std::move(rows)).WriteIndented());
    return;
  }
  for (const auto& list : lists) {
    fmt::print("{:<70} {:>6} codes, since {}\n", list.scheme, list.codes.size(),
               FormatTimeSeconds(list.imported));
  }
}

Outcome Import(const Invocation& invocation, const std::vector<std::filesystem::path>& files) {
  std::vector<registry::StoredCodeList> lists;
  for (const auto& file : files) {
    for (const auto& [scheme, codes] : ReadCodeLists(file)) lists.push_back(ToStore(scheme, codes));
  }
  Box box(invocation.Box());
  std::vector<audit::Event> events;
  box.Record(
      [&](SQLite::Database& database) {
        for (const auto& list : lists) {
          if (!registry::PutCodeList(database, list)) continue;
          events.emplace_back(audit::CodeListImported{list.scheme, list.codes.size(), list.digest});
        }
      },
      events);
  Print(invocation, lists);
  return Outcome::kGood;
}

Outcome List(const Invocation& invocation) {
  SQLite::Database database = OpenRegistryReadOnly(ReadBoxConfig(invocation.Box()));
  Print(invocation, registry::ListCodeLists(database));
  return Outcome::kGood;
}

}  // namespace

void AddCodeListImport(CLI::App& code_list, Invocation& invocation) {
  auto files = std::make_shared<std::vector<std::filesystem::path>>();
  CLI::App* const command =
      code_list.add_subcommand("import", "Give the box controlled lists (--box)");
  command->footer(kImportFooter);
  command->add_option("FILE", *files, "Lists: SKOS in Turtle")->required();
  command->callback([files, &invocation] { invocation.outcome = Import(invocation, *files); });
}

void AddCodeListList(CLI::App& code_list, Invocation& invocation) {
  CLI::App* const command = code_list.add_subcommand("list", "Show the box's lists (--box)");
  command->footer(kListFooter);
  command->callback([&invocation] { invocation.outcome = List(invocation); });
}

}  // namespace signet::provisioning
