#include "appliance/elm/graph/term_table.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {
namespace {

TEST(TermTable, StartsWithTheWellKnownTerms) {
  const TermTable table;
  EXPECT_EQ(table.size(), kWellKnownIris.size());
  for (std::size_t i = 0; i < kWellKnownIris.size(); ++i) {
    EXPECT_EQ(table[TermId{static_cast<std::uint32_t>(i)}].text, kWellKnownIris[i]);
  }
  EXPECT_EQ(table.FindIri("http://www.w3.org/2001/XMLSchema#dateTime"), kXsdDateTime);
  EXPECT_NE(kXsdDateTime, kXsdDateTimeStamp);
}

TEST(TermTable, GivesEqualTermsOneId) {
  TermTable table;
  const TermId iri = table.Iri("urn:a");
  EXPECT_EQ(table.Iri(std::string("urn:a")), iri);
  EXPECT_EQ(table.FindIri("urn:a"), iri);
  EXPECT_EQ(table.FindIri("urn:b"), std::nullopt);
  EXPECT_EQ(table[iri].kind, TermKind::kIri);
  EXPECT_EQ(table[iri].datatype, kNoTerm);
}

/// RDF 1.1 Concepts 3.3: literals are equal if lexical form, datatype and language are.
TEST(TermTable, TellsTermsApartByEveryPart) {
  TermTable table;
  const std::vector<TermId> ids = {
      table.Iri("en"),
      table.Blank("en"),
      table.Literal("en", kXsdString),
      table.Literal("en", kXsdToken),
      table.Literal("en", kRdfLangString, "en"),
      table.Literal("en", kRdfLangString, "en-ie"),
      table.Literal("", kXsdString),
  };
  EXPECT_EQ(std::set<TermId>(ids.begin(), ids.end()).size(), ids.size());
  EXPECT_EQ(table.Literal("en", kRdfLangString, "en-ie"), ids[5]);
  EXPECT_EQ(table[ids[5]].language, "en-ie");
  EXPECT_EQ(table[ids[5]].datatype, kRdfLangString);
}

TEST(TermTable, ContinuesTheIdsOfItsBase) {
  TermTable base;
  const TermId shared = base.Iri("urn:profile");
  TermTable over(&base);
  EXPECT_EQ(over.Iri("urn:profile"), shared);
  const TermId own = over.Iri("urn:graph");
  EXPECT_EQ(static_cast<std::size_t>(own), base.size());
  EXPECT_EQ(over[shared].text, "urn:profile");
  EXPECT_EQ(over[own].text, "urn:graph");
  EXPECT_EQ(base.FindIri("urn:graph"), std::nullopt);
}

TEST(TermTable, HasABlankNodeALabelAndNewOnesWithout) {
  TermTable base;
  const TermId of_base = base.NewBlank();
  TermTable table(&base);
  const TermId labelled = table.Blank("b0");
  EXPECT_EQ(table.Blank("b0"), labelled);
  const std::set<TermId> ids = {of_base, labelled, table.Blank("b1"), table.NewBlank(),
                                table.NewBlank()};
  std::set<std::string_view> labels;
  for (const TermId id : ids) labels.insert(table[id].text);
  EXPECT_EQ(ids.size(), 5U);
  EXPECT_EQ(labels.size(), ids.size());
}

TEST(TermTable, KeepsTextsAndItsTermsWhenItMoves) {
  TermTable table;
  std::string text = "urn:short-lived";
  const TermId id = table.Iri(table.Keep(text));
  text.assign(text.size(), '?');
  const TermTable moved = std::move(table);
  EXPECT_EQ(moved[id].text, "urn:short-lived");
  EXPECT_EQ(moved.FindIri("urn:short-lived"), id);
}

TEST(TermTable, FindsEachOfManyTerms) {
  TermTable table;
  std::vector<TermId> ids;
  for (int i = 0; i < 10'000; ++i) {
    ids.push_back(table.Iri(table.Keep("urn:n:" + std::to_string(i))));
  }
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_EQ(table.FindIri("urn:n:" + std::to_string(i)), ids[static_cast<std::size_t>(i)]);
  }
}

}  // namespace
}  // namespace signet::elm
