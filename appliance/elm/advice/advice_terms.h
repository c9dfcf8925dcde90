#pragma once

#include "appliance/elm/graph/term.h"
#include "appliance/elm/jsonld/context.h"

namespace signet::elm {

/// What advice looks at, as a profile's context names it: the names stay from one release of ELM to
/// the next, the IRIs do not. kNoTerm where a profile lacks one: then nothing is said about it.
struct AdviceTerms {
  /// `profile` outlives it.
  explicit AdviceTerms(const Context& profile);

  const Context& context;

  TermId in_scheme;
  TermId valid_from;
  TermId valid_until;
  TermId expiration_date;
  TermId title;
  TermId language;
  TermId volume_of_learning;
  TermId credit_point;
  TermId content;
  TermId display_parameter_class;
  TermId learning_outcome_class;
  TermId achievement_specification_class;
  TermId qualification_class;
  TermId media_object_class;
};

}  // namespace signet::elm
