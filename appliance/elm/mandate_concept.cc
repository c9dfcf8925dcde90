#include "appliance/elm/mandate_concept.h"

#include <array>

namespace signet::elm {
namespace {

constexpr auto kLabels = std::to_array<ConceptLabel>({
    {"bg", "Мандат"},     {"cs", "Mandát"},       {"da", "Mandat"},   {"de", "Mandat"},
    {"el", "Εντολή"},     {"en", "Mandate"},      {"es", "Mandato"},  {"et", "Volitused"},
    {"fi", "Valtuutus"},  {"fr", "Mandat"},       {"ga", "Sainordú"}, {"hr", "Mandat"},
    {"hu", "Megbízatás"}, {"is", "Umboð"},        {"it", "Mandato"},  {"lt", "Įgaliojimas"},
    {"lv", "Mandāts"},    {"mk", "Мандат"},       {"mt", "Mandat"},   {"nl", "Mandaat"},
    {"no", "Mandat"},     {"pl", "Upoważnienie"}, {"pt", "Mandato"},  {"ro", "Mandat"},
    {"sk", "Mandát"},     {"sl", "Pooblastilo"},  {"sr", "Mandat"},   {"sv", "Uppdrag"},
    {"tr", "Yetki"},
});

}  // namespace

std::span<const ConceptLabel> MandateLabels() { return kLabels; }

}  // namespace signet::elm
