#include "provisioning/registry_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "appliance/base/certificate.h"
#include "appliance/base/error.h"
#include "appliance/registry/mandate_terms.h"
#include "appliance/sealer/administration/registry_reading.h"
#include "provisioning/json_members.h"
#include "provisioning/mandate_words.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

std::string Row(std::string_view label, std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return fmt::format("  {:<26} {}\n", label, Printable(text));
}

std::string RowIf(std::string_view label, const std::string& text) {
  return text.empty() ? "" : Row(label, text);
}

std::string Date(const std::string& time) { return time.substr(0, 10); }

std::string CertificateRow(json::Value certificate) {
  return Row(
      "certificate " + TextIn(certificate, "id"),
      fmt::format("by {}, {} to {}", TextIn(certificate, "match"),
                  Date(TextIn(certificate, "notBefore")), Date(TextIn(certificate, "notAfter"))));
}

// A client to be added carries its certificates whole; what identifies them is read out of the PEM.
std::string NewCertificateRow(json::Value certificate) {
  const auto subject = [&](const char* member) {
    const std::string pem = TextIn(certificate, member);
    return pem.empty() ? "" : Certificate::FromPem(pem).front().SubjectText();
  };
  const std::string pem = TextIn(certificate, "certificate");
  if (pem.empty()) return CertificateRow(certificate);
  const Certificate parsed = Certificate::FromPem(pem).front();
  std::string match = TextIn(certificate, "match");
  if (match.empty()) match = registry::NameOf(registry::CertificateMatch::kPublicKey);
  return Row("certificate", parsed.SubjectText()) + Row("  known by", match) +
         RowIf("  issued by", subject("issuer")) +
         Row("  until", Date(FormatTimeSeconds(parsed.not_after()))) +
         Row("  SHA-256", parsed.fingerprint().hex());
}

// Of the key as DER, as `openssl pkey -pubin -outform DER | sha256sum` has it too.
std::string SigningKeyRows(json::Value key) {
  const registry::SigningKey read = sealer::ReadSigningKey(key);
  return Row("signing key", read.id) +
         Row("  SHA-256", HashSha256(ByteView(read.public_key)).hex());
}

std::string RateText(json::Value client) {
  const auto rate = client.Find("rate");
  if (!rate || !rate->is_object()) return "";
  return fmt::format("{} seals a minute, {} at once",
                     IntegerIn(*rate, "sealsPerMinute").value_or(0),
                     IntegerIn(*rate, "burst").value_or(0));
}

std::string ClientRows(json::Value client) {
  std::string out = Row("role", TextIn(client, "role")) + RowIf("status", TextIn(client, "status"));
  for (const json::Value one : ElementsIn(client, "certificates")) out += NewCertificateRow(one);
  for (const json::Value one : ElementsIn(client, "signingKeys")) out += SigningKeyRows(one);
  const bool administrator = TextIn(client, "role") == "administrator";
  out += Row("requests must be signed", FlagIn(client, "signaturesRequired") ? "yes"
                                        : administrator                      ? "all changes"
                                                                             : "no");
  out += RowIf("only for", Joined(TextsIn(client, "organisations")));
  return out + RowIf("rate", RateText(client));
}

std::string OrganisationRows(json::Value organisation) {
  return Row("legal name", TextIn(organisation, "legalName")) +
         Row("identifier", TextIn(organisation, "identifier")) +
         Row("country", TextIn(organisation, "country")) +
         RowIf("other identifiers", Joined(TextsIn(organisation, "otherIdentifiers"))) +
         RowIf("also called", Joined(TextsIn(organisation, "names")));
}

std::string TermRows(json::Value terms) {
  const auto read = registry::ReadMandateTerms(UntrustedText(std::string(terms.raw())));
  std::string out;
  for (const TermInWords& term : TermsInWords(read)) out += Row(term.label, term.text);
  return out + Row("Terms on paper, SHA-256", InGroups(DigestOnPaper(read)));
}

std::string ContentRows(const std::string& kind, json::Value content) {
  if (kind == "mandate-approval") return TermRows(content);
  if (kind == "organisation-change") return OrganisationRows(content);
  if (kind == "administrator-addition") return ClientRows(content);
  if (kind == "administrator-certificate") {
    const auto key = content.Find("signingKey");
    return NewCertificateRow(content) + (key ? SigningKeyRows(*key) : "");
  }
  if (kind == "mandate-resumption") return Row("terms, SHA-256", TextIn(content, "digest"));
  if (kind == "key-activation") {
    return Row("certificate, SHA-256", TextIn(content, "certificateSha256"));
  }
  return "";
}

std::string Sentence(const std::string& kind, const std::string& subject) {
  if (kind == "mandate-approval") return "Mandate \"" + subject + "\" is approved:";
  if (kind == "mandate-resumption") return "The suspended mandate \"" + subject + "\" is resumed.";
  if (kind == "organisation-change") return "Organisation \"" + subject + "\" becomes:";
  if (kind == "administrator-addition") return "\"" + subject + "\" becomes an administrator:";
  if (kind == "administrator-removal") return "Administrator \"" + subject + "\" is suspended.";
  if (kind == "administrator-certificate") {
    return "Administrator \"" + subject + "\" is also known by another certificate:";
  }
  if (kind == "key-activation") return "Seal key \"" + subject + "\" seals with its certificate:";
  return kind + " of \"" + subject + "\", which this signetctl does not know:";
}

}  // namespace

std::string Joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string OrganisationLine(json::Value organisation) {
  return Printable(fmt::format(
             "{:<20} {} {:<24} {}{}", TextIn(organisation, "name"), TextIn(organisation, "country"),
             TextIn(organisation, "identifier"), TextIn(organisation, "legalName"),
             FlagIn(organisation, "sealing") ? "  (the sealing organisation)" : "")) +
         "\n";
}

std::string ClientLine(json::Value client) {
  std::string until;
  for (const json::Value one : ElementsIn(client, "certificates")) {
    until = std::max(until, Date(TextIn(one, "notAfter")));
  }
  return Printable(fmt::format("{:<20} {:<14} {:<10} certificate until {}{}",
                               TextIn(client, "name"), TextIn(client, "role"),
                               TextIn(client, "status"), until,
                               FlagIn(client, "signaturesRequired") ? ", must sign" : "")) +
         "\n";
}

std::string MandateLine(json::Value mandate) {
  const auto terms = mandate.Find("terms");
  const auto use = mandate.Find("use");
  std::string issuing = terms ? TextIn(*terms, "issuing") : "";
  if (issuing.empty()) issuing = "any (demonstration)";
  const auto limit = terms ? IntegerIn(*terms, "sealsInTotal") : std::nullopt;
  return Printable(fmt::format("{:<24} {:<10} {:<22} until {}  {} sealed{}",
                               TextIn(mandate, "name"), TextIn(mandate, "phase"), issuing,
                               terms ? Date(TextIn(*terms, "validUntil")) : "",
                               use ? IntegerIn(*use, "total").value_or(0) : 0,
                               limit ? fmt::format(" of {}", *limit) : "")) +
         "\n";
}

std::string ProposalLine(json::Value proposal) {
  return Printable(fmt::format("{}  {:<9} {:<26} {:<20} by {}", TextIn(proposal, "id"),
                               TextIn(proposal, "status"), TextIn(proposal, "kind"),
                               TextIn(proposal, "subject"), TextIn(proposal, "proposer"))) +
         "\n";
}

std::string DescribeOrganisation(json::Value organisation) {
  return Printable(TextIn(organisation, "name")) +
         (FlagIn(organisation, "sealing") ? "  (the sealing organisation)\n" : "\n") +
         OrganisationRows(organisation);
}

std::string DescribeClient(json::Value client) {
  return Printable(TextIn(client, "name")) + "\n" + ClientRows(client);
}

std::string DescribeKey(json::Value key) {
  const std::string name = TextIn(key, "name");
  std::string out =
      Printable(name) + (FlagIn(key, "default") ? "  (the default)\n" : "\n") +
      fmt::format("  {}, time header {}\n", TextIn(key, "algorithm"), TextIn(key, "timeHeader"));
  const std::string subject = TextIn(key, "certificateSubject");
  if (TextIn(key, "certificateSha256").empty()) {
    return out + "  no certificate yet: signetctl key csr " + name + "\n";
  }
  out += "  " + Printable(subject) + "\n";
  if (const std::string until = TextIn(key, "notAfter"); !until.empty()) {
    out += "  until " + until + "\n";
  }
  if (FlagIn(key, "activated")) return out;
  return out + "  not activated: two administrators have to (signetctl key activate " + name +
         ")\n";
}

std::string DescribeMandate(json::Value mandate) {
  std::string out = Printable(TextIn(mandate, "name")) + "\n" +
                    Row("Phase", TextIn(mandate, "phase")) +
                    Row("Created", TextIn(mandate, "created"));
  if (const auto use = mandate.Find("use")) {
    out += Row("Sealed",
               fmt::format("{} in total, {} in this period", IntegerIn(*use, "total").value_or(0),
                           IntegerIn(*use, "period").value_or(0)));
  }
  if (const auto terms = mandate.Find("terms")) out += TermRows(*terms);
  return out + Row("Terms, SHA-256", TextIn(mandate, "digest"));
}

std::string DescribeProposal(json::Value proposal) {
  const std::string kind = TextIn(proposal, "kind");
  std::string out = Printable(Sentence(kind, TextIn(proposal, "subject"))) + "\n";
  if (const auto content = proposal.Find("content")) out += ContentRows(kind, *content);
  out += Row("Proposed", TextIn(proposal, "proposed") + " by " + TextIn(proposal, "proposer"));
  out += Row("Open until", TextIn(proposal, "expires"));
  const std::string decided_by = TextIn(proposal, "decidedBy");
  out +=
      Row("Status", TextIn(proposal, "status") + (decided_by.empty() ? "" : " by " + decided_by));
  out += Row("Proposal", TextIn(proposal, "id"));
  return out + Row("Digest", TextIn(proposal, "digest"));
}

}  // namespace signet::provisioning
