#include "appliance/sealer/time_stamper.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "appliance/base/journal.h"
#include "appliance/seal/time_stamp_request.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kFirstAside{1};
constexpr std::chrono::seconds kLongestAside{300};
// Who lies is not asked again soon.
constexpr std::chrono::seconds kFirstAsideOfALiar{60};
constexpr std::chrono::seconds kLongestAsideOfALiar{3600};
constexpr unsigned kMostDoublings = 16;

std::chrono::seconds Aside(bool lied, unsigned failures) {
  const auto first = lied ? kFirstAsideOfALiar : kFirstAside;
  const auto longest = lied ? kLongestAsideOfALiar : kLongestAside;
  return std::min(first * (1U << std::min(failures, kMostDoublings)), longest);
}

std::string Quoted(const std::string& name, const std::string& text) { return name + ": " + text; }

}  // namespace

TimeStamper::TimeStamper(std::vector<AuthoritySettings> authorities,
                         std::chrono::milliseconds tolerance, Fetch fetch, Clock clock,
                         Report report, QuotaMemory memory)
    : tolerance_(tolerance),
      fetch_(std::move(fetch)),
      clock_(std::move(clock)),
      report_(std::move(report)),
      remember_(std::move(memory.remember)) {
  for (AuthoritySettings& settings : authorities) {
    Authority authority;
    authority.health.name = settings.name;
    const auto before =
        std::ranges::find(memory.before, settings.name, &registry::QuotaUse::authority);
    authority.used =
        before == memory.before.end() ? registry::QuotaUse{settings.name, {}, 0} : *before;
    authority.settings = std::move(settings);
    authorities_.push_back(std::move(authority));
  }
}

std::vector<Certificate> TimeStamper::Anchors() const {
  std::vector<Certificate> out;
  for (const Authority& authority : authorities_) {
    out.insert(out.end(), authority.settings.anchors.begin(), authority.settings.anchors.end());
  }
  return out;
}

std::vector<std::size_t> TimeStamper::Order() {
  std::vector<std::size_t> order(authorities_.size());
  std::iota(order.begin(), order.end(), 0U);
  const Time now = clock_();
  const std::lock_guard lock(mutex_);
  // In the order of the configuration, those set aside at the end, the soonest back first.
  const auto aside = [&](std::size_t which) {
    const auto& until = authorities_[which].health.set_aside_until;
    return until && *until > now ? *until : Time::min();
  };
  std::ranges::stable_sort(order, {}, aside);
  const auto ready =
      std::ranges::find_if(order, [&](std::size_t which) { return aside(which) != Time::min(); });
  PutWhoseTurnItIsFirst({order.begin(), ready});
  return order;
}

// Smooth weighted round-robin: all wait for their share, and the one that waits for most is served,
// so that the requests are spread evenly and a test can tell whose turn is next.
void TimeStamper::PutWhoseTurnItIsFirst(std::span<std::size_t> ready) {
  std::int64_t all = 0;
  for (const std::size_t which : ready) {
    const auto weight = static_cast<std::int64_t>(authorities_[which].settings.weight);
    authorities_[which].turn += weight;
    all += weight;
  }
  if (all == 0) return;
  const auto first = std::ranges::max_element(
      ready, {}, [&](std::size_t which) { return authorities_[which].turn; });
  authorities_[*first].turn -= all;
  std::rotate(ready.begin(), first, first + 1);
}

bool TimeStamper::TakeFromQuota(std::size_t which) {
  const std::lock_guard lock(mutex_);
  Authority& authority = authorities_[which];
  if (!authority.settings.quota) return true;
  registry::QuotaUse& used = authority.used;
  const Time now = clock_();
  if (now >= used.period_begin + authority.settings.period) {
    used.period_begin = now;
    used.requests = 0;
  }
  authority.health.quota_used_up = used.requests >= *authority.settings.quota;
  if (authority.health.quota_used_up) return false;
  ++used.requests;
  if (remember_) remember_(used);
  return true;
}

std::vector<Certificate> TimeStamper::PathOf(std::size_t which) const {
  const std::lock_guard lock(mutex_);
  return authorities_[which].path;
}

void TimeStamper::NoteGood(std::size_t which, const std::vector<Certificate>& path) {
  const std::lock_guard lock(mutex_);
  Authority& authority = authorities_[which];
  authority.path = path;
  ++authority.health.stamps;
  authority.failures_in_a_row = 0;
  authority.health.set_aside_until.reset();
  authority.health.last_problem.clear();
}

void TimeStamper::NoteFailure(std::size_t which, const Refusal& refusal) {
  const bool lied = !refusal.problem.empty() && refusal.problem != "rejected";
  {
    const std::lock_guard lock(mutex_);
    Authority& authority = authorities_[which];
    ++authority.health.failures;
    authority.health.set_aside_until = clock_() + Aside(lied, authority.failures_in_a_row++);
    authority.health.last_problem = refusal.text;
  }
  const std::string& name = authorities_[which].settings.name;
  journal::Warning("time-stamp-failed authority=" + name +
                   " problem=" + (refusal.problem.empty() ? "no-answer" : refusal.problem) +
                   " detail=\"" + refusal.text + "\"");
  if (lied) report_(name, refusal.problem);
}

asio::awaitable<std::optional<TimeStamper::Refusal>> TimeStamper::Ask(
    std::size_t which, std::string_view first, std::string_view rest, const Examine& examine,
    std::optional<seal::TrustedTimeStamp>& out) {
  const AuthoritySettings& settings = authorities_[which].settings;
  const auto request = seal::NewTimeStampRequest(
      settings.hash, Hash(settings.hash, {AsBytes(first), AsBytes(rest)}), settings.policy);
  FetchQuestion question{wire::Fetch::TIME_STAMP, settings.url, request.Encode(),
                         settings.time_limit};
  const Time asked = clock_();
  Bytes response;
  std::optional<Refusal> unanswered;
  try {
    response = co_await fetch_(std::move(question));
  } catch (const Error& error) {
    unanswered = Refusal{"", error.message() + (error.cause().empty() ? "" : " " + error.cause())};
  }
  if (unanswered) co_return unanswered;
  auto read = seal::ReadTimeStampResponse(
      response, request, {settings.anchors, asked, clock_(), tolerance_, PathOf(which)});
  if (const auto* refused = std::get_if<seal::RefusedTimeStamp>(&read)) {
    co_return Refusal{std::string(NameOf(refused->problem)), refused->text};
  }
  auto& stamp = std::get<seal::TrustedTimeStamp>(read);
  if (const auto objection = co_await examine(stamp)) {
    co_return Refusal{objection->problem, objection->text};
  }
  out = std::move(stamp);
  co_return std::nullopt;
}

asio::awaitable<seal::TrustedTimeStamp> TimeStamper::Stamp(std::string_view first,
                                                           std::string_view rest,
                                                           const Examine& examine) {
  std::string tried;
  bool disagrees = false;
  for (const std::size_t which : Order()) {
    const std::string& name = authorities_[which].settings.name;
    std::optional<seal::TrustedTimeStamp> stamp;
    std::optional<Refusal> refusal;
    if (!TakeFromQuota(which)) {
      refusal = Refusal{"quota", "its quota is used up."};
    } else {
      refusal = co_await Ask(which, first, rest, examine, stamp);
      if (refusal) NoteFailure(which, *refusal);
    }
    if (stamp) {
      NoteGood(which, stamp->path);
      co_return *std::move(stamp);
    }
    disagrees |= refusal->problem == NameOf(seal::TimeStampProblem::kWrongTime);
    tried += (tried.empty() ? "" : " ") + Quoted(name, refusal->text);
  }
  // Had another authority agreed with this clock, that one would have been the liar.
  if (disagrees) {
    throw Error(Code::kClockDisagrees,
                "The time-stamp authorities have another time than this box: have its operator "
                "see to the clock.",
                tried);
  }
  throw Error(Code::kTimeStampUnavailable,
              "No time-stamp authority gives a usable time-stamp now. Send the request again, with "
              "the same Idempotency-Key; if it stays so, the box's operator must look.",
              tried);
}

std::vector<AuthorityHealth> TimeStamper::Health() const {
  const Time now = clock_();
  const std::lock_guard lock(mutex_);
  std::vector<AuthorityHealth> out;
  for (const Authority& authority : authorities_) {
    out.push_back(authority.health);
    auto& until = out.back().set_aside_until;
    if (until && *until <= now) until.reset();
  }
  return out;
}

}  // namespace signet::sealer
