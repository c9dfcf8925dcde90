#include "appliance/sealer/state_report.h"

#include "appliance/base/error.h"
#include "appliance/sealer/version.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;

// So long before a mandate's end the state says so.
constexpr std::chrono::days kNoticeBefore{30};

struct LogSizes {
  std::uint64_t size = 0;
  std::uint64_t checkpoint = 0;
};

asio::awaitable<LogSizes> ReadLogSizes(Box& box) {
  LogSizes sizes;
  if (box.state().Get().state == State::kFailed) co_return sizes;
  co_await OnDatabase(box.database(), [&](SQLite::Database&) {
    sizes = {box.log().Head().size, box.log().LatestNoteSize()};
  });
  co_return sizes;
}

void DescribeKey(const Box& box, const UsableKey& key, wire::State::Key& out) {
  out.set_name(key.name);
  out.set_algorithm(std::string(NameOf(key.algorithm)));
  out.set_time_header(std::string(NameOf(key.time_header)));
  out.set_is_default(key.is_default);
  out.set_problem(box.ProblemOf(key));
  if (key.chain.empty()) return;
  out.set_certificate_subject(key.chain.front().SubjectText());
  out.set_certificate_not_after(FormatTimeSeconds(key.chain.front().not_after()));
}

void AddAuthorityNotices(Box& box, wire::State& state) {
  const auto highest = box.levels().highest();
  if (highest != seal::Level::kLta) {
    state.add_notices(
        highest == seal::Level::kB
            ? "This box has no time-stamp authority: its seals are B-B, which the EDC "
              "world does not take. Add one to sealer.toml."
            : "This box has no validation.anchors in sealer.toml: its seals are B-T at "
              "most, which the EDC world does not take.");
  }
  for (const AuthorityHealth& authority : box.authorities().Health()) {
    if (authority.quota_used_up) {
      state.add_notices("The quota of time-stamp authority " + authority.name + " is used up.");
    } else if (authority.set_aside_until) {
      state.add_notices(
          "Time-stamp authority " + authority.name + " failed and is asked last until " +
          FormatTimeSeconds(*authority.set_aside_until) + ": " + authority.last_problem);
    }
  }
}

void AddRegistryNotices(const RegistryView& registry, Time now, wire::State& state) {
  if (const auto demonstration = registry.mandates->Demonstration(now)) {
    state.add_notices("Demonstration mandate " + demonstration->name +
                      " lets this box seal credentials of any awarding body: they prove nothing "
                      "about anybody.");
  }
  if (registry.clients->administrators() < 2) {
    state.add_notices("The box has fewer than two administrators: nobody can approve anything.");
  }
  for (const auto& mandate : registry.mandates->EndingBefore(now, now + kNoticeBefore)) {
    state.add_notices("Mandate " + mandate->name + " of " + mandate->terms.issuing + " ends at " +
                      FormatTimeSeconds(mandate->terms.valid_until) + ".");
  }
}

void AddNotices(Box& box, wire::State& state) {
  AddAuthorityNotices(box, state);
  for (auto& notice : ListNotices(box.trust()->ends, box.Now())) {
    state.add_notices(std::move(notice));
  }
  const RegistryView registry = box.registry();
  AddRegistryNotices(registry, box.Now(), state);
  for (const auto& key : *registry.keys) {
    if (!key.chain.empty() && key.chain.front().key_type() == KeyType::kRsa &&
        key.chain.front().key_bits() < 3000) {
      state.add_notices("Seal key " + key.name +
                        " has fewer than 3000 bits: validators refuse its new seals. Replace it.");
    }
  }
}

}  // namespace

asio::awaitable<wire::State> ReportState(Box& box) {
  wire::State report;
  const auto view = box.state().Get();
  report.set_state(std::string(NameOf(view.state)));
  report.set_reason(view.reason);
  report.set_since(FormatTime(view.since));
  report.set_version(std::string(kVersion));
  const auto keys = box.registry().keys;
  for (const UsableKey& key : *keys) {
    DescribeKey(box, key, *report.add_keys());
  }
  const LogSizes sizes = co_await ReadLogSizes(box);
  report.mutable_log()->set_origin(box.log_key().name());
  report.mutable_log()->set_size(sizes.size);
  report.mutable_log()->set_checkpoint_size(sizes.checkpoint);
  const hsm::TokenStatus token = box.token().Status();
  report.mutable_token()->set_label(box.config().token.token_label);
  report.mutable_token()->set_workers(token.workers);
  report.mutable_token()->set_workers_ready(token.ready);
  report.mutable_token()->set_workers_replaced(token.replaced);
  AddNotices(box, report);
  co_return report;
}

wire::Readiness ReportReadiness(Box& box) {
  const auto view = box.state().Get();
  wire::Readiness readiness;
  readiness.set_ready(view.state == State::kOperational);
  readiness.set_reason(view.reason);
  return readiness;
}

asio::awaitable<std::string> ReportMetrics(Box& box) {
  const LogSizes sizes = co_await ReadLogSizes(box);
  const hsm::TokenStatus token = box.token().Status();
  co_return box.metrics().Render({NameOf(box.state().Get().state), sizes.size, sizes.checkpoint,
                                  token.ready, token.replaced, token.signatures,
                                  static_cast<double>(token.cpu_microseconds) / 1e6});
}

}  // namespace signet::sealer
