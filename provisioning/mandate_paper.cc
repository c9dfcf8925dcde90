#include "provisioning/mandate_paper.h"

#include "provisioning/mandate_words.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

using registry::MandateTerms;
using registry::Organisation;

std::pair<std::string, std::string> PartyRow(const char* role, const Organisation& organisation) {
  std::string text = organisation.legal_name + ", " + organisation.country;
  if (!organisation.identifier.empty()) text += ", " + organisation.identifier;
  return {role, text + " (at the box: " + organisation.name + ")"};
}

Rows PartyRows(const MandateParties& parties) {
  Rows rows{{PartyRow("Issuing organisation", parties.issuing),
             PartyRow("Sealing organisation", parties.sealing)}};
  for (const Organisation& one : parties.delivering) {
    rows.rows.push_back(PartyRow("Delivering organisation", one));
  }
  return rows;
}

Points Duties(const MandateParties& parties, const MandateTerms& terms) {
  Points points;
  points.items.emplace_back(
      "The issuing organisation awards: it decides who receives a credential and answers for what "
      "the credential says. It stays the awarding body that the credential names.");
  points.items.emplace_back(
      "The issuing organisation hands credentials in through these clients of the box and through "
      "no others: " +
      Joined(terms.clients) +
      ". It tells the sealing organisation at once when one of them must not submit any more.");
  points.items.emplace_back(
      "The sealing organisation seals, with its own electronic seal and in its own name, what is "
      "handed in so and what this mandate covers, and nothing else. It changes nothing in a "
      "credential but what sealing adds: issuer, dates, evidence and profile, as stated below.");
  points.items.emplace_back(
      "The sealing organisation keeps its seal key under its sole control, keeps no credential "
      "once it is sealed, and writes every seal and every refusal into a log that the issuing "
      "organisation and its auditors can verify by themselves.");
  points.items.emplace_back(
      "The sealing organisation suspends or ends this mandate at its box as soon as the issuing "
      "organisation asks for it, and tells the issuing organisation when it does so for another "
      "reason.");
  if (!parties.delivering.empty()) {
    points.items.emplace_back(
        "The delivering organisations teach and assess on behalf of the issuing organisation, and "
        "confirm to it what was achieved.");
  }
  return points;
}

Rows ToRows(const std::vector<TermInWords>& terms) {
  Rows rows;
  for (const TermInWords& term : terms) rows.rows.emplace_back(term.label, term.text);
  return rows;
}

void AddSignatures(Paper& paper, const MandateParties& parties) {
  const std::vector<std::string> lines{"Name", "Function", "Place and date", "Signature, stamp"};
  paper.blocks.emplace_back(Heading{"Signatures"});
  paper.blocks.emplace_back(Paragraph{
      "Each side signs through somebody who may bind it in such matters. Several pages are signed "
      "as one document."});
  paper.blocks.emplace_back(
      SignaturePlace{"For the issuing organisation, " + parties.issuing.legal_name, lines});
  paper.blocks.emplace_back(
      SignaturePlace{"For the sealing organisation, " + parties.sealing.legal_name, lines});
  for (const Organisation& one : parties.delivering) {
    paper.blocks.emplace_back(
        SignaturePlace{"Seen by the delivering organisation, " + one.legal_name, lines});
  }
}

}  // namespace

Paper MandatePaper(const std::string& name, const MandateTerms& terms,
                   const MandateParties& parties) {
  Paper paper{.title = "Mandate to seal digital credentials: " + name,
              .running_title = "Mandate " + name,
              .blocks = {}};
  const auto add = [&paper](PaperBlock block) { paper.blocks.push_back(std::move(block)); };
  add(Heading{"Parties"});
  add(PartyRows(parties));
  add(Heading{"What is mandated"});
  add(Paragraph{parties.issuing.legal_name + " authorises " + parties.sealing.legal_name +
                " to seal European Digital Credentials for Learning that name " +
                parties.issuing.legal_name +
                " as awarding body, within the scope, the validity and the limits of this "
                "document."});
  add(Heading{"Roles and responsibilities"});
  add(Duties(parties, terms));
  add(Heading{"Scope"});
  add(ToRows(ScopeInWords(terms)));
  add(Heading{"Validity and limits"});
  add(ToRows(ValidityInWords(terms)));
  add(Heading{"What the credentials say of this mandate"});
  add(ToRows(EvidenceInWords(terms)));
  AddSignatures(paper, parties);
  add(Heading{"Annex: the terms as the box reads them"});
  add(
      Paragraph{"The box of the sealing organisation holds every credential against the terms in "
                "the file " +
                name +
                ".mandate.json. They say what this document says; their canonical form (RFC 8785, "
                "without the member \"document\") has this digest, which the administrators of the "
                "box compare before they approve them:"});
  add(Rows{{{"SHA-256", InGroups(DigestOnPaper(terms))}}});
  return paper;
}

}  // namespace signet::provisioning
