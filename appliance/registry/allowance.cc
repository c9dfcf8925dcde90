#include "appliance/registry/allowance.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "appliance/base/error.h"
#include "appliance/registry/mandate.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A client's `units` at `as_of`; those of a mandate's period with that number and of all.
constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS client_allowance (
  client TEXT PRIMARY KEY REFERENCES client (name), units INTEGER NOT NULL,
  as_of INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mandate_use (
  mandate TEXT PRIMARY KEY REFERENCES mandate (name), total INTEGER NOT NULL,
  period INTEGER NOT NULL, in_period INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)";

constexpr const char* kStoreClient =
    "INSERT INTO client_allowance VALUES (?, ?, ?) ON CONFLICT (client) "
    "DO UPDATE SET units = excluded.units, as_of = excluded.as_of";
constexpr const char* kStoreMandate =
    "INSERT INTO mandate_use VALUES (?, ?, ?, ?) ON CONFLICT (mandate) DO UPDATE "
    "SET total = excluded.total, period = excluded.period, in_period = excluded.in_period";
constexpr const char* kGiveBack =
    "UPDATE mandate_use SET total = max(total - 1, 0), "
    "in_period = CASE WHEN period = ?2 THEN max(in_period - 1, 0) ELSE in_period END "
    "WHERE mandate = ?1";

constexpr const char* kNotRead = "The use of limits cannot be read.";
constexpr const char* kNotWritten =
    "The use of a limit was not stored; see the disk's space and health.";

// A seal in the units of a client's bucket. It gains `seals_per_minute` of them each millisecond,
// so that every rate is counted in whole numbers.
constexpr std::int64_t kUnitsOfASeal = 60'000;

ClientBucket BucketAt(const Rate& rate, const ClientBucket& stored, Time now) {
  const std::int64_t full = kUnitsOfASeal * rate.burst;
  const std::int64_t elapsed = (now - stored.as_of).count();
  // Also where the clock stepped back further than any bucket remembers: nobody is locked out. And
  // before the product below could be too large.
  if (std::abs(elapsed) > full / rate.seals_per_minute) return {full, now};
  if (elapsed <= 0) return {std::min(stored.units, full), stored.as_of};
  return {std::min(full, stored.units + elapsed * rate.seals_per_minute), now};
}

// In whole seconds, as Retry-After has it (RFC 9110 10.2.3): never too early, and never none.
seconds RetryAfter(milliseconds wait) {
  return std::max(std::chrono::ceil<seconds>(wait), seconds(1));
}

milliseconds TimeToASeal(const Rate& rate, const ClientBucket& bucket, Time now) {
  const std::int64_t per_millisecond = rate.seals_per_minute;
  const std::int64_t missing = kUnitsOfASeal - bucket.units;
  return (bucket.as_of - now) + milliseconds((missing + per_millisecond - 1) / per_millisecond);
}

Error RateReached(const Client& client, milliseconds wait) {
  return {Code::kClientRateReached,
          "Client " + client.name + " may ask for " +
              std::to_string(client.rate->seals_per_minute) + " seals per minute, " +
              std::to_string(client.rate->burst) + " at once; ask again a little later.",
          RetryAfter(wait)};
}

std::chrono::days PeriodOf(const MandateTerms& terms) {
  return std::chrono::days(terms.period_days);
}

// Which period it is at `now`, counted from 0 at valid_from; 0 where there are none.
std::int64_t PeriodAt(const MandateTerms& terms, Time now) {
  if (terms.period_days == 0 || now < terms.valid_from) return 0;
  return (now - terms.valid_from) / PeriodOf(terms);
}

Time BeginOfPeriod(const MandateTerms& terms, std::int64_t period) {
  return terms.valid_from + PeriodOf(terms) * period;
}

Error Refused(Code code, std::string_view mandate, const std::string& why) {
  return {code, "Mandate " + std::string(mandate) + " " + why};
}

Error PeriodUsedUp(const MandateShare& share, std::int64_t period, Time now) {
  const MandateTerms& terms = *share.terms;
  const std::string used = "Mandate " + std::string(share.mandate) + " allows " +
                           std::to_string(*terms.seals_per_period) + " seals in " +
                           std::to_string(terms.period_days) + " days, and they are used up. ";
  const Time next = BeginOfPeriod(terms, period + 1);
  if (next >= terms.valid_until) {
    return {Code::kMandatePeriodUsedUp, used + "It ends on " +
                                            FormatTimeSeconds(terms.valid_until) +
                                            ", before the next period: agree on a new mandate."};
  }
  return {Code::kMandatePeriodUsedUp,
          used + "The next period begins at " + FormatTimeSeconds(next) + ".",
          RetryAfter(next - now)};
}

}  // namespace

void CreateAllowanceTables(SQLite::Database& database) { database.exec(kTables); }

Allowances::Allowances(SQLite::Database& database) try
    : select_client_(database, "SELECT units, as_of FROM client_allowance WHERE client = ?"),
      store_client_(database, kStoreClient),
      select_status_(database, "SELECT status FROM mandate WHERE name = ?"),
      select_mandate_(database,
                      "SELECT total, period, in_period FROM mandate_use WHERE mandate = ?"),
      store_mandate_(database, kStoreMandate),
      give_back_(database, kGiveBack) {
} catch (const SQLite::Exception& failure) {
  throw DatabaseFailure(kNotRead, failure);
}

void Allowances::Take(const Client& client, const std::vector<MandateShare>& mandates, Time now) {
  const auto bucket = AfterOneOf(client, now);
  std::vector<StoredUse> uses;
  for (const MandateShare& share : mandates) {
    RequireStatus(share, now);
    uses.push_back(AfterOneOf(share, now));
  }
  TranslateDatabaseFailures(kNotWritten, [&] {
    if (bucket) Store(client, *bucket);
    for (std::size_t i = 0; i < mandates.size(); ++i) Store(mandates[i], uses[i]);
  });
}

// What is left of the client's rate when one more is taken; nullopt where it has none.
std::optional<ClientBucket> Allowances::AfterOneOf(const Client& client, Time now) {
  if (!client.rate) return std::nullopt;
  ClientBucket bucket{.units = kUnitsOfASeal * client.rate->burst, .as_of = now};
  TranslateDatabaseFailures(kNotRead, [&] {
    const StatementUse use(select_client_);
    select_client_.bind(1, client.name);
    if (!select_client_.executeStep()) return;
    const ClientBucket stored{.units = select_client_.getColumn(0).getInt64(),
                              .as_of = TimeOf(select_client_.getColumn(1))};
    bucket = BucketAt(*client.rate, stored, now);
  });
  if (bucket.units < kUnitsOfASeal) {
    throw RateReached(client, TimeToASeal(*client.rate, bucket, now));
  }
  bucket.units -= kUnitsOfASeal;
  return bucket;
}

void Allowances::Store(const Client& client, const ClientBucket& bucket) {
  const StatementUse use(store_client_);
  store_client_.bind(1, client.name);
  store_client_.bind(2, bucket.units);
  store_client_.bind(3, Milliseconds(bucket.as_of));
  store_client_.exec();
}

void Allowances::RequireUsable(const std::vector<MandateShare>& mandates, Time now) {
  for (const MandateShare& share : mandates) RequireStatus(share, now);
}

void Allowances::GiveBack(const std::vector<MandateShare>& mandates, Time taken) {
  TranslateDatabaseFailures(kNotWritten, [&] {
    for (const MandateShare& share : mandates) {
      const StatementUse use(give_back_);
      give_back_.bind(1, std::string(share.mandate));
      give_back_.bind(2, PeriodAt(*share.terms, taken));
      give_back_.exec();
    }
  });
}

MandateUse Allowances::UseOf(std::string_view mandate, const MandateTerms& terms, Time now) {
  const StoredUse use = ReadUse(mandate);
  const bool is_now = terms.seals_per_period && use.period >= PeriodAt(terms, now);
  return {.total = use.total, .period = is_now ? use.in_period : 0};
}

void Allowances::RequireStatus(const MandateShare& share, Time now) {
  const std::string status = TranslateDatabaseFailures(kNotRead, [&] {
    const StatementUse use(select_status_);
    select_status_.bind(1, std::string(share.mandate));
    return select_status_.executeStep() ? select_status_.getColumn(0).getString() : std::string();
  });
  const MandateTerms& terms = *share.terms;
  if (status.empty()) {
    throw Refused(Code::kMandateUnknown, share.mandate, "is not known at this box.");
  }
  if (status == NameOf(MandateStatus::kEnded)) {
    throw Refused(Code::kMandateEnded, share.mandate, "was ended; agree on a new one.");
  }
  if (now >= terms.valid_until) {
    throw Refused(Code::kMandateEnded, share.mandate,
                  "ended on " + FormatTimeSeconds(terms.valid_until) + "; agree on a new one.");
  }
  if (status == NameOf(MandateStatus::kSuspended)) {
    throw Refused(Code::kMandateSuspended, share.mandate,
                  "is suspended; two administrators can resume it.");
  }
  if (status != NameOf(MandateStatus::kApproved)) {
    throw Refused(Code::kMandateNotApproved, share.mandate,
                  "is " + status + "; two administrators have to approve it first.");
  }
  if (now < terms.valid_from) {
    throw Refused(Code::kMandateNotYetValid, share.mandate,
                  "begins on " + FormatTimeSeconds(terms.valid_from) + ".");
  }
}

// Its period is never one before the stored one, which a clock that stepped back would name.
Allowances::StoredUse Allowances::AfterOneOf(const MandateShare& share, Time now) {
  const MandateTerms& terms = *share.terms;
  StoredUse use = ReadUse(share.mandate);
  if (terms.seals_in_total && use.total >= *terms.seals_in_total) {
    throw Refused(Code::kMandateUsedUp, share.mandate,
                  "allows " + std::to_string(*terms.seals_in_total) +
                      " seals, and they are used up; agree on a new one.");
  }
  const std::int64_t period = PeriodAt(terms, now);
  if (period > use.period) {
    use.period = period;
    use.in_period = 0;
  }
  if (terms.seals_per_period && use.in_period >= *terms.seals_per_period) {
    throw PeriodUsedUp(share, use.period, now);
  }
  ++use.total;
  ++use.in_period;
  return use;
}

void Allowances::Store(const MandateShare& share, const StoredUse& use) {
  const StatementUse statement(store_mandate_);
  store_mandate_.bind(1, std::string(share.mandate));
  store_mandate_.bind(2, static_cast<std::int64_t>(use.total));
  store_mandate_.bind(3, use.period);
  store_mandate_.bind(4, static_cast<std::int64_t>(use.in_period));
  store_mandate_.exec();
}

Allowances::StoredUse Allowances::ReadUse(std::string_view mandate) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    const StatementUse use(select_mandate_);
    select_mandate_.bind(1, std::string(mandate));
    if (!select_mandate_.executeStep()) return StoredUse{};
    return StoredUse{
        .total = static_cast<std::uint64_t>(select_mandate_.getColumn(0).getInt64()),
        .period = select_mandate_.getColumn(1).getInt64(),
        .in_period = static_cast<std::uint64_t>(select_mandate_.getColumn(2).getInt64())};
  });
}

}  // namespace signet::registry
