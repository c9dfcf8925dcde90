#include "provisioning/mandate_words.h"

#include <fmt/format.h>

#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr std::size_t kDate = std::string_view("2026-10-01").size();

std::string ListOr(const std::vector<std::string>& list, const char* none) {
  return list.empty() ? none : Joined(list);
}

// Whole days where they are, as people say it on paper.
std::string FromWhen(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  return time == day ? "the beginning of " + FormatTimeSeconds(day).substr(0, kDate) + " (UTC)"
                     : FormatTimeSeconds(time);
}

std::string UntilWhen(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  return time == day ? "the end of " +
                           FormatTimeSeconds(day - std::chrono::days(1)).substr(0, kDate) + " (UTC)"
                     : FormatTimeSeconds(time) + " (from then on it is over)";
}

}  // namespace

std::string InGroups(const Sha256& digest) {
  constexpr std::size_t kGroup = 8;
  const std::string hex = digest.hex();
  std::string out;
  for (std::size_t at = 0; at < hex.size(); at += kGroup) {
    out += (at == 0 ? "" : " ") + hex.substr(at, kGroup);
  }
  return out;
}

std::vector<TermInWords> ScopeInWords(const registry::MandateTerms& terms) {
  return {
      {"Application profiles", ListOr(terms.profiles, "any that the box checks")},
      {"Kinds of credential", ListOr(terms.kinds, "any")},
      {"Learning", ListOr(terms.learning, "any award of the issuing organisation")},
      {"Delivering organisations",
       terms.delivering_checked
           ? "checked: whoever directed or assessed must be the issuing organisation or one of "
             "those named here"
           : "not checked in the credential"},
  };
}

std::vector<TermInWords> ValidityInWords(const registry::MandateTerms& terms) {
  std::vector<TermInWords> out{
      {"Valid from", FromWhen(terms.valid_from)},
      {"Valid until", UntilWhen(terms.valid_until)},
      {"Seals in total",
       terms.seals_in_total ? fmt::format("{} at most", *terms.seals_in_total) : "not limited"}};
  out.push_back({"Seals in a period", terms.seals_per_period
                                          ? fmt::format("{} at most in every {} days, counted from "
                                                        "the first day",
                                                        *terms.seals_per_period, terms.period_days)
                                          : "not limited"});
  return out;
}

std::vector<TermInWords> EvidenceInWords(const registry::MandateTerms& terms) {
  std::vector<TermInWords> out;
  for (const auto& [language, statement] : terms.evidence) {
    out.push_back({"Statement (" + language + ")", statement});
  }
  if (terms.evidence.empty()) out.push_back({"Statement", "none is written into the credentials"});
  out.push_back({"Signed document", terms.embeds_document
                                        ? "goes into every credential, for everybody to read"
                                        : "stays at the box; only its digest is in the terms"});
  out.push_back({"Profile", terms.issued_by_mandate
                                ? "the credential says that it is issued by mandate "
                                  "(edc-issued-by-mandate)"
                                : "stays as the issuing system wrote it"});
  return out;
}

std::vector<TermInWords> TermsInWords(const registry::MandateTerms& terms) {
  std::vector<TermInWords> out;
  if (terms.demonstration) {
    out.push_back({"Demonstration",
                   "covers any awarding body and any client, adds no evidence; "
                   "for boxes with TEST certificates only"});
  } else {
    out.push_back({"Issuing organisation", terms.issuing});
    out.push_back({"Delivering", ListOr(terms.delivering, "none named")});
    out.push_back({"Who may submit", Joined(terms.clients)});
  }
  const auto add = [&out](std::vector<TermInWords> more) {
    out.insert(out.end(), more.begin(), more.end());
  };
  if (!terms.demonstration) add(ScopeInWords(terms));
  add(ValidityInWords(terms));
  if (!terms.demonstration) add(EvidenceInWords(terms));
  if (terms.document) {
    out.push_back({"Document", fmt::format("{}, {} octets, SHA-256 {}", terms.document->media_type,
                                           terms.document->octets, terms.document->sha256.hex())});
  }
  return out;
}

Sha256 DigestOnPaper(const registry::MandateTerms& terms) {
  registry::MandateTerms bare = terms;
  bare.document.reset();
  return HashSha256(registry::WriteMandateTerms(bare));
}

}  // namespace signet::provisioning
