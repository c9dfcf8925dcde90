#include "appliance/sealer/revocation_service.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/journal.h"
#include "appliance/seal/ocsp_request.h"
#include "appliance/seal/ocsp_response.h"
#include "appliance/seal/revocation_urls.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;
using asio::steady_timer;
using seal::RevocationState;
using seal::RevocationValue;

// Keys, authorities and responders are few; sealed files of others that are extended may be many.
constexpr std::size_t kMostEntries = 1024;
constexpr auto kOutcome = asio::as_tuple(asio::use_awaitable);

/// What is known of one certificate, and who waits to know it.
struct Entry {
  RevocationService::Value value;
  Time good_until;
  bool fetching = false;
  std::vector<std::shared_ptr<steady_timer>> waiting;
};

}  // namespace

// Entries belong to the strand.
class RevocationService::Implementation : public std::enable_shared_from_this<Implementation> {
 public:
  Implementation(const asio::any_io_executor& executor, RevocationSettings settings,
                 sealer::Fetch fetch, Clock clock)
      : strand_(asio::make_strand(executor)),
        settings_(settings),
        fetch_(std::move(fetch)),
        clock_(std::move(clock)) {}

  const asio::any_io_executor& strand() const { return strand_; }

  static asio::awaitable<Value> Find(std::shared_ptr<Implementation> self, Certificate certificate,
                                     Certificate issuer) {
    const auto held = self->EntryOf(certificate.fingerprint());
    Entry& entry = *held;
    for (;;) {
      if (entry.value && self->clock_() < entry.good_until) co_return entry.value;
      if (!entry.fetching) break;
      // Somebody fetches it already; if that fails, one of those who waited tries again.
      const auto turn =
          std::make_shared<steady_timer>(self->strand_, steady_timer::time_point::max());
      entry.waiting.push_back(turn);
      co_await turn->async_wait(kOutcome);
    }
    entry.fetching = true;
    std::optional<Error> failure;
    try {
      RevocationValue value = co_await self->FetchValue(certificate, issuer);
      entry.good_until =
          std::min(seal::EndOf(value.status, self->Rules()), self->clock_() + self->settings_.keep);
      entry.value = std::make_shared<const RevocationValue>(std::move(value));
    } catch (const std::exception&) {
      failure = AsError(std::current_exception());
    }
    entry.fetching = false;
    for (const auto& turn : std::exchange(entry.waiting, {})) turn->cancel();
    if (failure) throw Error(*failure);
    co_return entry.value;
  }

 private:
  // Those who use an entry hold it, so it may be forgotten at any time.
  std::shared_ptr<Entry> EntryOf(const Sha256& certificate) {
    if (entries_.size() >= kMostEntries) entries_.clear();
    auto& entry = entries_[certificate];
    if (!entry) entry = std::make_shared<Entry>();
    return entry;
  }

  seal::FreshnessRules Rules() const {
    return {clock_(), settings_.longest_age, settings_.tolerance};
  }

  asio::awaitable<std::optional<RevocationValue>> Try(wire::Fetch::Kind kind, std::string url,
                                                      const Certificate& certificate,
                                                      const Certificate& issuer,
                                                      std::string& tried) {
    FetchQuestion question{kind, url, {}, settings_.time_limit};
    if (kind == wire::Fetch::OCSP) question.body = seal::MakeOcspRequest(certificate, issuer);
    Bytes answer;
    std::string problem;
    try {
      answer = co_await fetch_(std::move(question));
    } catch (const Error& error) {
      problem = error.message() + (error.cause().empty() ? "" : " (" + error.cause() + ")");
    }
    if (problem.empty()) {
      auto read = kind == wire::Fetch::OCSP
                      ? seal::ReadOcspAnswer(answer, certificate, issuer, Rules())
                      : seal::ReadCrlAnswer(answer, certificate, issuer, Rules());
      if (auto* value = std::get_if<RevocationValue>(&read)) co_return std::move(*value);
      problem = std::get<seal::UnusableAnswer>(read).text;
    }
    journal::Warning("revocation-answer-failed url=" + url + " detail=\"" + problem + "\"");
    tried += " " + url + ": " + problem;
    co_return std::nullopt;
  }

  asio::awaitable<RevocationValue> FetchValue(const Certificate& certificate,
                                              const Certificate& issuer) {
    std::string tried;
    for (const std::string& url : seal::OcspUrls(certificate)) {
      auto value = co_await Try(wire::Fetch::OCSP, url, certificate, issuer, tried);
      if (value) co_return *std::move(value);
    }
    for (const std::string& url : seal::CrlUrls(certificate)) {
      auto value = co_await Try(wire::Fetch::CRL, url, certificate, issuer, tried);
      if (value) co_return *std::move(value);
    }
    throw Error(Code::kValidationDataUnavailable,
                "Whether the certificate " + certificate.SubjectText() +
                    " is revoked cannot be found out now. Send the request again, with the same "
                    "Idempotency-Key; if it stays so, the box's operator must look.",
                tried.empty() ? "the certificate names no OCSP responder and no CRL" : tried);
  }

  asio::any_io_executor strand_;
  const RevocationSettings settings_;
  const sealer::Fetch fetch_;
  const Clock clock_;
  std::map<Sha256, std::shared_ptr<Entry>> entries_;
};

RevocationService::RevocationService(const asio::any_io_executor& executor,
                                     RevocationSettings settings, Fetch fetch, Clock clock)
    : implementation_(std::make_shared<Implementation>(executor, settings, std::move(fetch),
                                                       std::move(clock))) {}

RevocationService::~RevocationService() = default;

asio::awaitable<RevocationService::Value> RevocationService::ValueOf(Certificate certificate,
                                                                     Certificate issuer) {
  co_return co_await asio::co_spawn(
      implementation_->strand(),
      Implementation::Find(implementation_, std::move(certificate), std::move(issuer)),
      asio::use_awaitable);
}

asio::awaitable<std::optional<RevocationService::NotGood>> RevocationService::Collect(
    std::vector<Certificate> path, seal::ValidationValues& into) {
  // A responder's own status is asked of its issuer, which stands in the path.
  struct Step {
    Certificate certificate;
    Certificate issuer;
  };
  std::vector<Step> open;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) open.push_back({path[i], path[i + 1]});
  std::vector<Certificate> seen;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const Step step = open[i];
    if (std::ranges::find(seen, step.certificate) != seen.end()) continue;
    seen.push_back(step.certificate);
    const Value value = co_await ValueOf(step.certificate, step.issuer);
    if (value->status.state != RevocationState::kGood) {
      co_return NotGood{step.certificate, value->status.state};
    }
    into.Add(step.certificate);
    into.Add(*value);
    if (!value->responder) continue;
    into.Add(*value->responder);
    if (!seal::HasOcspNoCheck(*value->responder)) open.push_back({*value->responder, step.issuer});
  }
  co_return std::nullopt;
}

}  // namespace signet::sealer
