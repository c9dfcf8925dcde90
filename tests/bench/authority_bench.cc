// Whether one seal is allowed, in a box with few and with very many mandates and clients: what the
// client is, whom the credential names, which mandate covers it, and one unit of what it has left,
// in the database. Beside it, what reading the same credential's JSON costs.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "appliance/base/file.h"
#include "appliance/elm/attribution.h"
#include "appliance/elm/credential_text.h"
#include "appliance/registry/allowance.h"
#include "appliance/registry/client_certificate.h"
#include "appliance/registry/mandate.h"
#include "appliance/registry/seal_record.h"
#include "appliance/sealer/authority/authorisation.h"
#include "appliance/sealer/authority/client_book.h"
#include "tests/support/moment.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"

namespace signet::bench {
namespace {

using registry::Mandate;

const Time kNow = test::At("2026-11-26T12:00:00Z");

struct Size {
  int mandates;
  int clients;
};
constexpr Size kFew{10, 10};
constexpr Size kMany{100'000, 10'000};

std::string Numbered(const char* name, int number) { return name + std::to_string(number); }

registry::MandateTerms TermsOf(int number) {
  registry::MandateTerms terms;
  terms.issuing = Numbered("organisation-", number);
  terms.clients = {"client-0", "client-1"};
  terms.valid_from = kNow - std::chrono::days(10);
  terms.valid_until = kNow + std::chrono::days(3650);
  terms.seals_in_total = 1'000'000'000;
  terms.seals_per_period = 100'000'000;
  terms.period_days = 30;
  return terms;
}

// The model credentials' awarding body stands in the middle of all the others.
registry::Organisation OrganisationOf(int number, int count) {
  registry::Organisation out;
  out.name = Numbered("organisation-", number);
  out.legal_name = Numbered("Organisation ", number);
  out.country = "DE";
  out.identifier = Numbered("VATDE-", number);
  if (number != count / 2) return out;
  out.legal_name = "University of Sankt Orwin";
  out.names = {"Universität Sankt Orwin"};
  out.other_identifiers = {"FICTIONAL-0001"};
  return out;
}

/// A registry of one size, in a real database and in memory as the sealer has it.
class Registry {
 public:
  explicit Registry(Size size) : database_(OpenDatabase(folder_ / "box.db")) {
    registry::CreateRegistryTables(database_);
    std::vector<registry::Organisation> organisations;
    std::vector<registry::Client> clients;
    SQLite::Transaction transaction(database_);
    for (int i = 0; i < size.mandates; ++i) {
      organisations.push_back(OrganisationOf(i, size.mandates));
      registry::AddOrganisation(database_, organisations.back());
    }
    for (int i = 0; i < size.clients; ++i) {
      clients.push_back(ClientOf(i));
      registry::AddClient(database_, clients.back());
    }
    for (int i = 0; i < size.mandates; ++i) AddMandate(i);
    transaction.commit();
    std::ranges::sort(organisations, {}, &registry::Organisation::name);
    std::ranges::sort(clients, {}, &registry::Client::name);
    organisations_.emplace(std::move(organisations));
    clients_.emplace(std::move(clients));
    mandates_ = sealer::MandateBook(registry::ListMandatesEverApproved(database_));
    allowances_.emplace(database_);
  }

  sealer::Authority Authorise(const elm::Attribution& attribution) const {
    const auto known = clients_->Recognise(Certificate().der());
    return sealer::Authorise({*organisations_, mandates_, *known.client, false, kNow}, attribution,
                             attribution.profiles);
  }

  SQLite::Database& database() { return database_; }
  registry::Allowances& allowances() { return *allowances_; }

  static const signet::Certificate& Certificate() {
    static const signet::Certificate certificate = [] {
      auto* const key = test::TestKey(test::KeyKind::kP256);
      return test::IssueCertificate(test::MakeRoot(test::AuthorityOptions("TEST CA"), key),
                                    test::SealCertificateOptions(), key);
    }();
    return certificate;
  }

 private:
  static registry::Client ClientOf(int number) {
    registry::Client client;
    client.name = Numbered("client-", number);
    client.rate = registry::Rate{1'000'000, 1'000'000};
    auto entry = registry::EntryFor(Certificate(), registry::CertificateMatch::kPublicKey, nullptr);
    if (number != 1) entry.digest = HashSha256(Numbered("another key ", number));
    client.certificates = {entry};
    return client;
  }

  void AddMandate(int number) {
    const std::string name = Numbered("mandate-", number);
    registry::AddMandate(database_, name, TermsOf(number), kNow);
    registry::SetMandateDocument(database_, name, "application/pdf", AsBytes("%PDF-1.4\n"));
    registry::SetMandateStatus(database_, name, registry::MandateStatus::kProposed);
    registry::SetMandateStatus(database_, name, registry::MandateStatus::kApproved);
  }

  test::TemporaryFolder folder_;
  SQLite::Database database_;
  std::optional<sealer::OrganisationBook> organisations_;
  std::optional<sealer::ClientBook> clients_;
  sealer::MandateBook mandates_;
  std::optional<registry::Allowances> allowances_;
};

Registry& RegistryOf(benchmark::State& state) {
  static Registry few(kFew);
  static Registry many(kMany);
  return state.range(0) == kFew.mandates ? few : many;
}

// A small one, and one with very much in it: its 147 KB have no images.
constexpr const char* kModels[] = {"micro-credential", "diploma"};

const elm::CredentialText& Credential(std::int64_t model) {
  static const auto credentials = [] {
    std::vector<elm::CredentialText> out;
    for (const std::string name : kModels) {
      const std::string file = SIGNET_SOURCE_DIR "/provisioning/models/" + name + ".jsonld";
      out.push_back(elm::CredentialText::Read(UntrustedText(ReadFile(file)), {}));
    }
    return out;
  }();
  return credentials[static_cast<std::size_t>(model)];
}

void SayOctets(benchmark::State& state, const elm::CredentialText& credential) {
  state.SetLabel(std::to_string(credential.text().size()) + " octets");
}

// All that authorising one seal takes, the unit that is taken in the intention's transaction too.
void AuthoriseOne(benchmark::State& state) {
  Registry& registry = RegistryOf(state);
  const elm::CredentialText& credential = Credential(state.range(1));
  SQLite::Transaction transaction(registry.database());
  const registry::Client client{.name = "client-1", .rate = registry::Rate{1'000'000, 1'000'000}};
  Time now = kNow;
  for (auto _ : state) {
    const auto attribution = elm::ReadAttribution(credential.root());
    const auto authority = registry.Authorise(attribution);
    now += std::chrono::milliseconds(1);
    registry.allowances().Take(client, sealer::SharesOf(authority), now);
  }
  SayOctets(state, credential);
}
BENCHMARK(AuthoriseOne)
    ->ArgsProduct({{kFew.mandates, kMany.mandates}, {0, 1}})
    ->Unit(benchmark::kMicrosecond)
    ->ArgNames({"mandates", "model"});

// Its parts.
void ReadWhomItNames(benchmark::State& state) {
  const elm::CredentialText& credential = Credential(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(elm::ReadAttribution(credential.root()));
  SayOctets(state, credential);
}
BENCHMARK(ReadWhomItNames)->DenseRange(0, 1)->Unit(benchmark::kMicrosecond)->ArgName("model");

void DecideByMandates(benchmark::State& state) {
  const Registry& registry = RegistryOf(state);
  const auto attribution = elm::ReadAttribution(Credential(1).root());
  for (auto _ : state) benchmark::DoNotOptimize(registry.Authorise(attribution));
}
BENCHMARK(DecideByMandates)
    ->Arg(kFew.mandates)
    ->Arg(kMany.mandates)
    ->Unit(benchmark::kMicrosecond)
    ->ArgName("mandates");

void ReadJsonOfTheSame(benchmark::State& state) {
  const elm::CredentialText& credential = Credential(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(json::Document::Parse(credential.text(), {}));
  }
  SayOctets(state, credential);
}
BENCHMARK(ReadJsonOfTheSame)->DenseRange(0, 1)->Unit(benchmark::kMicrosecond)->ArgName("model");

}  // namespace
}  // namespace signet::bench

BENCHMARK_MAIN();
