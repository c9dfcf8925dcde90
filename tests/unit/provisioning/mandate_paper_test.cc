// The document that both sides of a mandate sign, as Markdown and as PDF.

#include "provisioning/mandate_paper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "appliance/base/file.h"
#include "provisioning/mandate_words.h"
#include "provisioning/paper_pdf.h"
#include "tests/support/command.h"
#include "tests/support/temporary_folder.h"

namespace signet::provisioning {
namespace {

using testing::HasSubstr;
using testing::Not;

registry::MandateTerms Terms() {
  registry::MandateTerms terms;
  terms.issuing = "artes";
  terms.delivering = {"conservatory"};
  terms.clients = {"campus"};
  terms.valid_from = *ParseTime("2026-10-01T00:00:00Z");
  terms.valid_until = *ParseTime("2028-10-01T00:00:00Z");
  terms.seals_in_total = 5000;
  terms.evidence["el"] = "Εκδίδεται κατ' εντολή.";
  terms.evidence["lt"] = "Šiaulių akademija įgaliojo.";
  return terms;
}

MandateParties Parties() {
  return {.issuing = {.name = "artes",
                      .legal_name = "Academia de Artes",
                      .identifier = "VATES-A1",
                      .country = "ES"},
          .sealing = {.name = "uni",
                      .legal_name = "TEST University",
                      .identifier = "NTREE-1",
                      .country = "EE",
                      .is_sealing_organisation = true},
          .delivering = {{.name = "conservatory",
                          .legal_name = "Šiaulių konservatorija",
                          .identifier = "",
                          .country = "LT"}}};
}

Paper ThePaper() { return MandatePaper("artes-2026", Terms(), Parties()); }

// What another program reads in the PDF; line ends as spaces.
std::string TextOf(const Bytes& pdf) {
  const test::TemporaryFolder folder;
  WriteFile(folder / "mandate.pdf", AsText(pdf), FileMode::kPublic);
  const auto read = test::RunCommand(
      {"pdftotext", "-enc", "UTF-8", "-layout", folder / "mandate.pdf", folder / "mandate.txt"});
  EXPECT_EQ(read.status, 0) << read.output;
  std::string out;
  for (const char c : ReadFile(folder / "mandate.txt")) {
    const bool space = c == ' ' || c == '\n' || c == '\f';
    if (!space) {
      out += c;
    } else if (!out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out;
}

const char* const kSaid[] = {
    "Mandate to seal digital credentials: artes-2026",
    "Academia de Artes",
    "VATES-A1",
    "TEST University",
    "Šiaulių konservatorija",
    "Roles and responsibilities",
    "the end of 2028-09-30 (UTC)",
    "5000 at most",
    "Εκδίδεται κατ' εντολή.",
    "Šiaulių akademija įgaliojo.",
    "For the issuing organisation, Academia de Artes",
    "For the sealing organisation, TEST University",
    "Seen by the delivering organisation",
    "Place and date",
};

TEST(MandatePaper, SaysAsMarkdownWhoMayDoWhatAndWhoSigns) {
  const std::string text = ToMarkdown(ThePaper());
  for (const char* said : kSaid) EXPECT_THAT(text, HasSubstr(said));
  EXPECT_THAT(text, HasSubstr(InGroups(DigestOnPaper(Terms()))));
}

TEST(MandatePaper, SaysTheSameAsPdf) {
  const std::string text = TextOf(ToPdf(ThePaper()));
  for (const char* said : kSaid) EXPECT_THAT(text, HasSubstr(said));
  EXPECT_THAT(text, HasSubstr(InGroups(DigestOnPaper(Terms())).substr(0, 35)));
  EXPECT_THAT(text, HasSubstr("Mandate artes-2026 · 1 / "));
}

TEST(MandatePaper, GoesOnOnAsManyPagesAsItNeedsAndLosesNothing) {
  MandateParties parties = Parties();
  for (int i = 0; i < 60; ++i) {
    parties.delivering.push_back({.name = "d" + std::to_string(i),
                                  .legal_name = "College number " + std::to_string(i),
                                  .identifier = "",
                                  .country = "IE"});
  }
  const std::string text = TextOf(ToPdf(MandatePaper("long", Terms(), parties)));
  for (int i = 0; i < 60; ++i) {
    EXPECT_THAT(text, HasSubstr("organisation, College number " + std::to_string(i) + " "));
  }
  EXPECT_THAT(text, HasSubstr("Mandate long · 12 / "));
}

TEST(MandatePaper, IsSmallEnoughToBeEmbeddedInACredential) {
  EXPECT_LE(ToPdf(ThePaper()).size(), 256U << 10U);
}

TEST(MandatePaper, OfTheSameTermsIsTheSame) {
  EXPECT_EQ(ToPdf(ThePaper()), ToPdf(ThePaper()));
  EXPECT_EQ(ToMarkdown(ThePaper()), ToMarkdown(ThePaper()));
}

TEST(MandatePaper, NamesADigestThatTheDocumentItselfDoesNotChange) {
  registry::MandateTerms signed_terms = Terms();
  signed_terms.document = registry::MandateDocument{HashSha256("paper"), "application/pdf", 5};
  EXPECT_EQ(DigestOnPaper(signed_terms), DigestOnPaper(Terms()));
  signed_terms.seals_in_total = 5001;
  EXPECT_NE(DigestOnPaper(signed_terms), DigestOnPaper(Terms()));
}

// CommonMark 2.4
TEST(Markdown, TakesNothingOfATextForMarkup) {
  const Paper paper{.title = "T",
                    .running_title = "",
                    .blocks = {Paragraph{"# a *b* [c](d) <e> | f\n- g"}, Rows{{{"x|y", "`z`"}}}}};
  const std::string text = ToMarkdown(paper);
  EXPECT_THAT(text, HasSubstr("\\# a \\*b\\* \\[c\\](d) \\<e\\> \\| f - g"));
  EXPECT_THAT(text, HasSubstr("| x\\|y | \\`z\\` |"));
}

TEST(MandateWords, SayWhatIsNotLimitedToo) {
  std::string all;
  registry::MandateTerms terms = Terms();
  terms.seals_in_total.reset();
  for (const TermInWords& term : TermsInWords(terms)) all += term.label + ": " + term.text + "\n";
  EXPECT_THAT(all, HasSubstr("Seals in total: not limited"));
  EXPECT_THAT(all, HasSubstr("Kinds of credential: any"));
  EXPECT_THAT(all, Not(HasSubstr("Document")));
}

}  // namespace
}  // namespace signet::provisioning
