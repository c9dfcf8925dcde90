#include "appliance/sealer/trust_fetch.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/journal.h"
#include "appliance/sealer/trust_import.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;
using seal::JudgedFile;
using seal::ListFile;

// The gateway's own limit is as long or shorter; some states' servers are slow.
constexpr std::chrono::seconds kFetchTime{30};
// Lists are large: a slow line serves a few of them well, and all at once badly.
constexpr std::size_t kAtOnce = 4;

// Who signed this list of lists is not known yet: it must not make the box fetch without end.
constexpr std::size_t kMostPivots = 32;

/// What came from an address, or why it did not.
struct Fetched {
  std::string location;
  std::optional<UntrustedText> text;
  std::string problem;
  Code code = Code::kInternal;  ///< of the problem
};

std::string Explain(const Error& error) {
  return error.message() + (error.cause().empty() ? "" : " (" + error.cause() + ")");
}

JudgedFile Missing(const Fetched& fetched) {
  JudgedFile out{JudgedFile::Kind::kList, {fetched.location, UntrustedText("")}, {}};
  out.judgement.read.verdict = "missing";
  out.judgement.reason = "it could not be fetched: " + fetched.problem;
  return out;
}

// Readers are processes that somebody must wait for: not a thread that answers requests.
asio::awaitable<std::vector<JudgedFile>> Judge(seal::TrustSources sources, Time now) {
  asio::thread_pool thread(1);
  auto judge = [&]() -> asio::awaitable<std::vector<JudgedFile>> {
    co_return seal::JudgeTrust(std::move(sources), seal::ListReaderBesideThisProgram(), now);
  };
  co_return co_await asio::co_spawn(thread, judge(), asio::use_awaitable);
}

asio::awaitable<seal::ReadList> Read(UntrustedText list) {
  asio::thread_pool thread(1);
  auto read = [&]() -> asio::awaitable<seal::ReadList> {
    co_return seal::ReadTrustedList(seal::ListReaderBesideThisProgram(), list);
  };
  co_return co_await asio::co_spawn(thread, read(), asio::use_awaitable);
}

class TrustFetch {
 public:
  TrustFetch(Box& box, wire::ImportTrust request)
      : box_(box),
        request_(std::move(request)),
        sources_{.official_journal = {},
                 .list_of_lists = {"", UntrustedText("")},
                 .pivot = [](const seal::Pivot&) { return std::nullopt; },
                 .lists = {}} {
    for (const std::string& der : request_.official_journal()) {
      sources_.official_journal.push_back(Certificate::FromDer(ToBytes(der)));
    }
  }

  asio::awaitable<wire::TrustImported> Run() {
    co_await OnDatabase(box_.database(), [this](SQLite::Database& database) {
      sources_ = WithStored(database, std::move(sources_));
    });
    sources_.list_of_lists = co_await ListOfLists();
    co_await AddPivots();
    origins_ = sources_.official_journal;
    std::vector<JudgedFile> files = co_await Judge(sources_, box_.Now());
    std::vector<Fetched> missing;
    if (files.back().good()) {
      missing = co_await AddLists(PointersOf(**files.back().judgement.authorised));
      files = co_await Judge(std::move(sources_), box_.Now());
    }
    wire::TrustImported out = co_await Keep(files);
    for (const Fetched& one : missing) *out.add_lists() = Describe(Missing(one));
    co_return out;
  }

 private:
  asio::awaitable<ListFile> ListOfLists() {
    Fetched list = co_await FetchOne(request_.list_of_lists());
    if (!list.text) {
      throw Error(list.code, "The list of lists could not be fetched from " + list.location + ": " +
                                 list.problem);
    }
    co_return ListFile{list.location, *std::move(list.text)};
  }

  asio::awaitable<Fetched> FetchOne(std::string location) {
    Fetched out{.location = std::move(location), .text = {}, .problem = {}};
    FetchQuestion question{wire::Fetch::TRUSTED_LIST, out.location, {}, kFetchTime};
    try {
      const Bytes text = co_await box_.relay().Fetch(std::move(question));
      out.text = UntrustedText(ToString(text));
    } catch (const Error& error) {
      out.problem = Explain(error);
      out.code = error.code();
    }
    co_return out;
  }

  // Several lanes take the next address until there is none.
  asio::awaitable<std::vector<Fetched>> FetchAll(std::vector<std::string> locations) {
    std::vector<Fetched> out(locations.size());
    std::size_t next = 0;
    auto lane = [&]() -> asio::awaitable<void> {
      while (next < locations.size()) {
        const std::size_t mine = next++;
        out[mine] = co_await FetchOne(locations[mine]);
      }
    };
    const auto strand = asio::make_strand(box_.executor());
    std::vector<decltype(asio::co_spawn(strand, lane(), asio::deferred))> lanes;
    for (std::size_t i = 0; i < std::min(kAtOnce, locations.size()); ++i) {
      lanes.push_back(asio::co_spawn(strand, lane(), asio::deferred));
    }
    if (!lanes.empty()) {
      co_await asio::experimental::make_parallel_group(std::move(lanes))
          .async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    }
    co_return out;
  }

  // A pivot that does not come is told by the judgement, with its address.
  asio::awaitable<void> AddPivots() {
    const seal::ReadList read = co_await Read(sources_.list_of_lists.xml);
    if (!read.list) co_return;
    std::vector<std::string> locations;
    for (const seal::Pivot& pivot : seal::PivotsOf(*read.list)) {
      if (!sources_.pivot(pivot) && locations.size() < kMostPivots) {
        locations.push_back(pivot.location);
      }
    }
    std::map<std::string, UntrustedText> came;
    for (Fetched& one : co_await FetchAll(std::move(locations))) {
      if (one.text) came.emplace(one.location, *std::move(one.text));
    }
    sources_.pivot = [stored = std::move(sources_.pivot),
                      came = std::move(came)](const seal::Pivot& pivot) -> std::optional<ListFile> {
      const auto found = came.find(pivot.location);
      return found == came.end() ? stored(pivot) : ListFile{pivot.location, found->second};
    };
  }

  /// The national lists in XML that were asked for; throws for a territory that none is of.
  std::vector<std::string> PointersOf(const seal::TrustedList& list_of_lists) const {
    std::vector<std::string> out;
    std::vector<std::string> wanted(request_.territories().begin(), request_.territories().end());
    for (const seal::ListPointer& pointer : list_of_lists.pointers) {
      if (pointer.type != seal::uri::kNationalList || !pointer.is_xml()) continue;
      const bool asked = request_.territories().empty() ||
                         std::ranges::count(request_.territories(), pointer.territory) != 0;
      if (asked) out.push_back(pointer.location);
      std::erase(wanted, pointer.territory);
    }
    if (wanted.empty()) return out;
    throw Error(Code::kParameterInvalid,
                "The list of lists names no list of " + wanted.front() +
                    ". Territories are two letters: EE, and EL for Greece, UK for Great Britain.");
  }

  /// Those that did not come.
  asio::awaitable<std::vector<Fetched>> AddLists(std::vector<std::string> locations) {
    std::vector<Fetched> missing;
    for (Fetched& one : co_await FetchAll(std::move(locations))) {
      if (one.text) {
        sources_.lists.push_back({one.location, *std::move(one.text)});
      } else {
        missing.push_back(std::move(one));
      }
    }
    co_return missing;
  }

  asio::awaitable<wire::TrustImported> Keep(std::vector<JudgedFile>& files) {
    TrustImport import;
    co_await OnDatabase(box_.database(), [&](SQLite::Database& database) {
      const Time now = box_.Now();
      import = StoreTrust(database, origins_, files, now);
      for (const audit::Event& event : import.events) box_.log().Append(now, event);
    });
    if (import.added > 0) co_await box_.RenewTrust();
    journal::Info("trust-imported added=" + std::to_string(import.added));
    wire::TrustImported out;
    out.set_taken(import.taken);
    out.set_added(static_cast<std::uint32_t>(import.added));
    for (const JudgedFile& file : files) *out.add_lists() = Describe(file);
    co_return out;
  }

  Box& box_;
  const wire::ImportTrust request_;
  seal::TrustSources sources_;
  std::vector<Certificate> origins_;
};

}  // namespace

asio::awaitable<wire::TrustImported> FetchTrust(Box& box, wire::ImportTrust request) {
  TrustFetch fetch(box, std::move(request));
  co_return co_await fetch.Run();
}

}  // namespace signet::sealer
