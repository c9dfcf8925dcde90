#include "appliance/elm/advice/advice_terms.h"

namespace signet::elm {

AdviceTerms::AdviceTerms(const Context& profile)
    : context(profile),
      in_scheme(profile.IriNamed("inScheme")),
      valid_from(profile.IriNamed("validFrom")),
      valid_until(profile.IriNamed("validUntil")),
      expiration_date(profile.IriNamed("expirationDate")),
      title(profile.IriNamed("title")),
      language(profile.IriNamed("language")),
      volume_of_learning(profile.IriNamed("volumeOfLearning")),
      credit_point(profile.IriNamed("creditPoint")),
      content(profile.IriNamed("content")),
      display_parameter_class(profile.IriNamed("DisplayParameter")),
      learning_outcome_class(profile.IriNamed("LearningOutcome")),
      achievement_specification_class(profile.IriNamed("LearningAchievementSpecification")),
      qualification_class(profile.IriNamed("Qualification")),
      media_object_class(profile.IriNamed("MediaObject")) {}

}  // namespace signet::elm
