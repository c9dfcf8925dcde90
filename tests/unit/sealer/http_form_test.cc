#include "appliance/sealer/http_form.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "appliance/sealer/dispatch.h"

namespace signet::sealer {
namespace {

using wire::Request;
using Query = std::vector<std::pair<std::string, std::string>>;

/// Method and path of each operation that the sealer answers, by its operationId.
std::map<std::string, std::pair<std::string, std::string>> Described() {
  std::map<std::string, std::pair<std::string, std::string>> described;
  const YAML::Node document = YAML::LoadFile(SIGNET_SOURCE_DIR "/api/openapi.yaml");
  for (const auto& path : document["paths"]) {
    for (const auto& method : path.second) {
      if (!method.second["x-signet-answered-by"]) continue;
      if (method.second["x-signet-answered-by"].as<std::string>() != "sealer") continue;
      auto name = method.first.as<std::string>();
      std::ranges::transform(name, name.begin(),
                             [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      described[method.second["operationId"].as<std::string>()] = {name,
                                                                   path.first.as<std::string>()};
    }
  }
  return described;
}

TEST(HttpForm, EveryOperationThatComesOverHttpHasTheRowThatOpenapiDescribes) {
  auto described = Described();
  for (const Operation& operation : AllOperations()) {
    const auto rows = AllHttpOperations();
    const auto row = std::ranges::find(rows, operation.request, &HttpOperation::request);
    if (operation.name.starts_with('-')) {
      EXPECT_EQ(row, rows.end()) << operation.name;
      continue;
    }
    ASSERT_NE(row, rows.end()) << operation.name;
    const auto description = described.extract(std::string(operation.name));
    ASSERT_FALSE(description.empty()) << operation.name;
    EXPECT_EQ(description.mapped(), std::pair(std::string(row->method), std::string(row->path)));
  }
  for (const auto& [name, form] : described)
    ADD_FAILURE() << name << " is not in the dispatch table";
}

TEST(HttpForm, NoTwoOperationsHaveOne) {
  std::set<std::pair<std::string_view, std::string_view>> forms;
  std::set<Request::OperationCase> requests;
  for (const HttpOperation& row : AllHttpOperations()) {
    EXPECT_TRUE(forms.emplace(row.method, row.path).second) << row.method << " " << row.path;
    EXPECT_TRUE(requests.insert(row.request).second) << row.path;
  }
}

struct FormCase {
  void (*ask)(Request&);
  std::string_view method;
  std::string_view path;
  Query query;
  std::string_view body;
};

TEST(HttpForm, IsPutTogetherFromTheRequest) {
  const FormCase cases[] = {
      {[](Request& r) {
         r.mutable_seal()->set_credential("{}");
         r.mutable_seal()->set_level("B-B");
         r.mutable_seal()->set_key("k");
         r.mutable_seal()->set_preparation("as-is");
       },
       "POST",
       "/v1/seals",
       {{"key", "k"}, {"level", "B-B"}, {"preparation", "as-is"}},
       "{}"},
      {[](Request& r) { r.mutable_seal(); }, "POST", "/v1/seals", {}, ""},
      {[](Request& r) {
         r.mutable_extend()->set_sealed("s");
         r.mutable_extend()->set_level("B-LTA");
       },
       "POST",
       "/v1/extensions",
       {{"level", "B-LTA"}},
       "s"},
      {[](Request& r) {
         r.mutable_validate()->set_credential("c");
         r.mutable_validate()->set_stage("final");
       },
       "POST",
       "/v1/validations",
       {{"stage", "final"}},
       "c"},
      {[](Request& r) {
         r.mutable_verify()->set_sealed("s");
         r.mutable_verify()->set_required("B-T");
         r.mutable_verify()->set_time("2026-03-01T12:00:00Z");
       },
       "POST",
       "/v1/verifications",
       {{"require", "B-T"}, {"time", "2026-03-01T12:00:00Z"}},
       "s"},
      {[](Request& r) { r.mutable_get_seal()->set_seal("0b5c"); }, "GET", "/v1/seals/0b5c", {}, ""},
      {[](Request& r) { r.mutable_get_receipt()->set_seal("0b5c"); },
       "GET",
       "/v1/seals/0b5c/receipt",
       {},
       ""},
      {[](Request& r) { r.mutable_get_state(); }, "GET", "/v1/state", {}, ""},
      {[](Request& r) { r.mutable_get_metrics(); }, "GET", "/metrics", {}, ""},
      {[](Request& r) { r.mutable_get_checkpoint(); }, "GET", "/checkpoint", {}, ""},
      {[](Request& r) {
         r.mutable_get_tile()->set_level(1);
         r.mutable_get_tile()->set_number(1234067);
         r.mutable_get_tile()->set_width(256);
       },
       "GET",
       "/tile/1/x001/x234/067",
       {},
       ""},
      {[](Request& r) {
         r.mutable_get_tile()->set_level(10);
         r.mutable_get_tile()->set_width(3);
       },
       "GET",
       "/tile/10/000.p/3",
       {},
       ""},
      {[](Request& r) {
         r.mutable_get_entries()->set_number(1067);
         r.mutable_get_entries()->set_width(256);
       },
       "GET",
       "/tile/entries/x001/067",
       {},
       ""},
      {[](Request& r) {
         r.mutable_list_mandates()->set_after("m-1");
         r.mutable_list_mandates()->set_limit(20);
       },
       "GET",
       "/v1/mandates",
       {{"after", "m-1"}, {"limit", "20"}},
       ""},
      {[](Request& r) { r.mutable_get_organisation()->set_name("uni"); },
       "GET",
       "/v1/organisations/uni",
       {},
       ""},
      {[](Request& r) {
         r.mutable_set_client_status()->set_name("ann");
         r.mutable_set_client_status()->set_body("b");
       },
       "PUT",
       "/v1/clients/ann/status",
       {},
       "b"},
      {[](Request& r) {
         r.mutable_remove_signing_key()->set_name("ann");
         r.mutable_remove_signing_key()->set_item("key.2-b_c");
       },
       "DELETE",
       "/v1/clients/ann/signing-keys/key.2-b_c",
       {},
       ""},
      {[](Request& r) { r.mutable_approve_proposal()->set_name("0b5c"); },
       "POST",
       "/v1/approvals/0b5c/approval",
       {},
       ""},
  };
  for (const auto& [ask, method, path, query, body] : cases) {
    Request request;
    ask(request);
    const auto form = HttpFormOf(request);
    ASSERT_TRUE(form) << path;
    EXPECT_EQ(form->method, method) << path;
    EXPECT_EQ(form->path, path);
    EXPECT_EQ(form->query, query) << path;
    EXPECT_EQ(form->body, body) << path;
  }
}

struct Formless {
  std::string_view rule;
  void (*ask)(Request&);
};

TEST(HttpForm, IsNoneForWhatNoClientCanAskFor) {
  constexpr Formless kFormless[] = {
      {"nothing", [](Request&) {}},
      {"control socket only", [](Request& r) { r.mutable_unlock()->set_pin("1"); }},
      {"the gateway's own", [](Request& r) { r.mutable_refused_access(); }},
      {"an answer", [](Request& r) { r.mutable_fetched(); }},
      {"no name", [](Request& r) { r.mutable_get_mandate(); }},
      {"no item", [](Request& r) { r.mutable_remove_signing_key()->set_name("ann"); }},
      {"an item alone", [](Request& r) { r.mutable_remove_signing_key()->set_item("k"); }},
      {"an item too many",
       [](Request& r) {
         r.mutable_get_client()->set_name("ann");
         r.mutable_get_client()->set_item("k");
       }},
      {"a name too many", [](Request& r) { r.mutable_list_clients()->set_name("ann"); }},
      // GET /v1/mandates/m/document is another operation.
      {"a slash", [](Request& r) { r.mutable_get_mandate()->set_name("m/document"); }},
      {"a query", [](Request& r) { r.mutable_get_seal()->set_seal("a?b=c"); }},
      {"an escape", [](Request& r) { r.mutable_get_seal()->set_seal("a%2Fb"); }},
      {"a space", [](Request& r) { r.mutable_get_seal()->set_seal("a b"); }},
      {"braces", [](Request& r) { r.mutable_get_seal()->set_seal("{id}"); }},
  };
  for (const auto& [rule, ask] : kFormless) {
    Request request;
    ask(request);
    EXPECT_FALSE(HttpFormOf(request)) << rule;
  }
}

TEST(HttpForm, HasAMediaTypeWhereItMatters) {
  Request document;
  document.mutable_set_mandate_document()->set_name("m");
  EXPECT_EQ(HttpFormOf(document)->media_type, "");
  document.mutable_set_mandate_document()->set_media_type("application/pdf");
  EXPECT_EQ(HttpFormOf(document)->media_type, "application/pdf");
  Request client;
  client.mutable_create_client();
  EXPECT_FALSE(HttpFormOf(client)->media_type);
  client.mutable_create_client()->set_media_type("application/pdf");
  EXPECT_EQ(HttpFormOf(client)->media_type, "application/pdf");
}

}  // namespace
}  // namespace signet::sealer
