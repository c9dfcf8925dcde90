#include "appliance/elm/graph/graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {
namespace {

class GraphTest : public testing::Test {
 protected:
  GraphTest()
      : a_(table_.Iri("urn:a")),
        b_(table_.Iri("urn:b")),
        p_(table_.Iri("urn:p")),
        q_(table_.Iri("urn:q")) {}

  Graph Make(std::vector<Triple> triples) { return Graph(std::move(table_), std::move(triples)); }

  static std::vector<TermId> ObjectsOf(std::span<const Triple> triples) {
    std::vector<TermId> objects;
    for (const Triple& triple : triples) objects.push_back(triple.object);
    return objects;
  }

  TermTable table_;
  TermId a_, b_, p_, q_;
};

/// RDF 1.1 Concepts 3: a graph is a set.
TEST_F(GraphTest, CollapsesEqualTriplesAtTheFirstPlace) {
  const Graph graph = Make({{a_, p_, b_, 30}, {a_, p_, b_, 10}, {a_, p_, b_, 20}});
  ASSERT_EQ(graph.triples().size(), 1U);
  EXPECT_EQ(graph.triples()[0].place, 10U);
}

TEST_F(GraphTest, FindsBySubjectPredicateAndObject) {
  const Graph graph =
      Make({{b_, p_, a_}, {a_, q_, b_}, {a_, p_, b_}, {a_, p_, a_}, {b_, kRdfType, q_}});
  EXPECT_EQ(graph.triples().size(), 5U);
  EXPECT_EQ(graph.Of(a_).size(), 3U);
  EXPECT_THAT(ObjectsOf(graph.Of(a_, p_)), testing::ElementsAre(a_, b_));
  EXPECT_THAT(graph.Of(a_, kRdfType), testing::IsEmpty());
  EXPECT_THAT(graph.Of(q_), testing::IsEmpty());
  ASSERT_EQ(graph.With(kRdfType, q_).size(), 1U);
  EXPECT_EQ(graph.With(kRdfType, q_)[0].subject, b_);
  EXPECT_EQ(graph.With(p_, a_).size(), 2U);
  EXPECT_TRUE(graph.Has(a_, q_, b_));
  EXPECT_FALSE(graph.Has(b_, q_, a_));
}

TEST_F(GraphTest, KeepsItsPartsWhenItMoves) {
  Graph graph = Make({{a_, p_, b_}});
  const Graph moved = std::move(graph);
  EXPECT_EQ(moved.terms()[moved.Of(a_)[0].object].text, "urn:b");
}

}  // namespace
}  // namespace signet::elm
