#include "provisioning/box_status.h"

#include <fmt/format.h>

#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/base/json_writer.h"

namespace signet::provisioning {
namespace {

using MaybeValue = std::optional<json::Value>;

std::string TextIn(const MaybeValue& object, std::string_view name) {
  const MaybeValue value = object ? object->Find(name) : std::nullopt;
  const auto text = value ? value->AsString() : std::nullopt;
  return text ? std::string(*text) : std::string();
}

std::uint64_t NumberIn(const MaybeValue& object, std::string_view name) {
  const MaybeValue value = object ? object->Find(name) : std::nullopt;
  return static_cast<std::uint64_t>(value ? value->AsInteger().value_or(0) : 0);
}

void ReadKeys(const json::Value& root, wire::State& state) {
  const MaybeValue keys = root.Find("keys");
  for (MaybeValue value = keys ? keys->First() : std::nullopt; value; value = value->Next()) {
    wire::State::Key& key = *state.add_keys();
    key.set_name(TextIn(value, "name"));
    key.set_algorithm(TextIn(value, "algorithm"));
    key.set_time_header(TextIn(value, "timeHeader"));
    const MaybeValue is_default = value->Find("default");
    key.set_is_default(is_default && is_default->kind() == json::Kind::kTrue);
    key.set_certificate_subject(TextIn(value, "certificateSubject"));
    key.set_certificate_not_after(TextIn(value, "certificateNotAfter"));
    key.set_problem(TextIn(value, "problem"));
  }
}

json::ObjectWriter WriteKey(const wire::State::Key& key) {
  json::ObjectWriter out;
  out.Text("name", key.name())
      .Text("algorithm", key.algorithm())
      .Text("timeHeader", key.time_header())
      .Boolean("default", key.is_default())
      .Text("certificateSubject", key.certificate_subject())
      .Text("certificateNotAfter", key.certificate_not_after())
      .Text("problem", key.problem());
  return out;
}

std::string DescribeKey(const wire::State::Key& key) {
  std::string text =
      fmt::format("  key   {}{}: {}, {}", key.name(), key.is_default() ? " (default)" : "",
                  key.algorithm(), key.time_header());
  if (!key.certificate_not_after().empty()) {
    text += ", certificate until " + key.certificate_not_after();
  }
  if (!key.problem().empty()) text += "\n        cannot seal: " + key.problem();
  return text + "\n";
}

}  // namespace

wire::State ReadState(const std::string& json_text) {
  const json::Document document = json::Document::Parse(json_text, {});
  const json::Value root = document.root();
  wire::State state;
  state.set_state(TextIn(root, "state"));
  if (state.state().empty()) {
    throw Error(Code::kNetworkFailed, "What answered is no Signet box: check the profile's url.");
  }
  state.set_reason(TextIn(root, "reason"));
  state.set_since(TextIn(root, "since"));
  state.set_version(TextIn(root, "version"));
  ReadKeys(root, state);
  const MaybeValue log = root.Find("log");
  state.mutable_log()->set_origin(TextIn(log, "origin"));
  state.mutable_log()->set_size(NumberIn(log, "size"));
  state.mutable_log()->set_checkpoint_size(NumberIn(log, "checkpointSize"));
  state.mutable_log()->set_checkpoint_time(TextIn(log, "checkpointTime"));
  const MaybeValue token = root.Find("token");
  state.mutable_token()->set_label(TextIn(token, "label"));
  state.mutable_token()->set_workers(static_cast<std::uint32_t>(NumberIn(token, "workers")));
  state.mutable_token()->set_workers_ready(
      static_cast<std::uint32_t>(NumberIn(token, "workersReady")));
  state.mutable_token()->set_workers_replaced(NumberIn(token, "workersReplaced"));
  const MaybeValue notices = root.Find("notices");
  for (MaybeValue notice = notices ? notices->First() : std::nullopt; notice;
       notice = notice->Next()) {
    if (notice->AsString()) state.add_notices(std::string(*notice->AsString()));
  }
  return state;
}

std::string WriteState(const wire::State& state) {
  std::vector<json::ObjectWriter> keys;
  for (const wire::State::Key& key : state.keys()) keys.push_back(WriteKey(key));
  json::ObjectWriter log;
  log.Text("origin", state.log().origin())
      .Integer("size", static_cast<std::int64_t>(state.log().size()))
      .Integer("checkpointSize", static_cast<std::int64_t>(state.log().checkpoint_size()))
      .Text("checkpointTime", state.log().checkpoint_time());
  json::ObjectWriter token;
  token.Text("label", state.token().label())
      .Integer("workers", state.token().workers())
      .Integer("workersReady", state.token().workers_ready())
      .Integer("workersReplaced", static_cast<std::int64_t>(state.token().workers_replaced()));
  json::ObjectWriter out;
  out.Text("state", state.state())
      .Text("reason", state.reason())
      .Text("since", state.since())
      .Text("version", state.version())
      .Objects("keys", std::move(keys))
      .Object("log", std::move(log))
      .Object("token", std::move(token))
      .Texts("notices", {state.notices().begin(), state.notices().end()});
  return out.WriteIndented();
}

std::string DescribeState(const wire::State& state) {
  std::string text = fmt::format("The box is {} since {}.\n", state.state(), state.since());
  if (!state.reason().empty()) text += "  why   " + state.reason() + "\n";
  text += "  signet " + state.version() + "\n";
  for (const wire::State::Key& key : state.keys()) text += DescribeKey(key);
  text += fmt::format("  log   {}: {} entries", state.log().origin(), state.log().size());
  if (state.log().checkpoint_size() > 0) {
    text += fmt::format(", {} under the newest checkpoint", state.log().checkpoint_size());
  }
  if (!state.log().checkpoint_time().empty()) text += " of " + state.log().checkpoint_time();
  text += fmt::format("\n  token {}: {} of {} workers ready, {} replaced\n", state.token().label(),
                      state.token().workers_ready(), state.token().workers(),
                      state.token().workers_replaced());
  for (const std::string& notice : state.notices()) text += "  note  " + notice + "\n";
  return text;
}

}  // namespace signet::provisioning
