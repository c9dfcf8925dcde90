#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/json.h"
#include "appliance/elm/advice/advice.h"
#include "appliance/elm/advice/advice_terms.h"
#include "appliance/elm/advice/code_lists.h"
#include "appliance/elm/graph/graph.h"
#include "appliance/elm/graph/well_known_terms.h"
#include "appliance/elm/jsonld/graph_reader.h"

namespace signet::elm {

/// One thing that Signet has to say about a credential. Terms are of the graph's table.
struct Remark {
  Advice advice;
  TermId focus = kNoTerm;
  TermId path = kNoTerm;
  std::uint32_t place = 0;  ///< octets from the text's start
  std::string text;         ///< what is so here, what to do, and a good example
  std::string value;
};

/// Remarks as they are made. Of one kind there are not more than help anybody; those of another
/// kind are made all the same, since they may be binding.
class Remarks {
 public:
  static constexpr std::size_t kMostOfAKind = 1000;

  bool HasRoomFor(Advice advice) const { return CountOf(advice) < kMostOfAKind; }
  void Add(Remark remark) {
    if (!HasRoomFor(remark.advice)) return;
    ++counts_[static_cast<std::size_t>(remark.advice)];
    all_.push_back(std::move(remark));
  }
  const std::vector<Remark>& all() const { return all_; }
  std::vector<Remark> Take() { return std::move(all_); }

 private:
  std::size_t CountOf(Advice advice) const { return counts_[static_cast<std::size_t>(advice)]; }

  std::vector<Remark> all_;
  std::array<std::size_t, kAdviceKinds> counts_{};
};

/// A credential as it was read, and what is needed to say something about it. All of it outlives
/// the remarks' making.
struct AdviceSubject {
  json::Value credential;
  const GraphReading& reading;
  const AdviceTerms& terms;
  const CodeLists& codes;

  const Graph& graph() const { return *reading.graph; }
  std::uint32_t PlaceOf(TermId node) const { return reading.places.Of(node).value_or(0); }
};

// One a concern. Time is linear in the text, times its logarithm.
void RemarkOnVanished(const AdviceSubject& subject, Remarks& out);
void RemarkOnCodes(const AdviceSubject& subject, Remarks& out);
void RemarkOnDisagreement(const AdviceSubject& subject, Remarks& out);
void RemarkOnValidity(const AdviceSubject& subject, Remarks& out);
void RemarkOnLanguages(const AdviceSubject& subject, Remarks& out);
void RemarkOnLearning(const AdviceSubject& subject, Remarks& out);
void RemarkOnImages(const AdviceSubject& subject, Remarks& out);

/// All of it, in the order of the text.
std::vector<Remark> RemarksOn(const AdviceSubject& subject);

}  // namespace signet::elm
