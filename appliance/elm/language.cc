#include "appliance/elm/language.h"

#include <algorithm>
#include <array>

namespace signet::elm {
namespace {

struct Language {
  std::string_view code;  // ISO 639-3, as the EU's list spells it
  std::string_view tag;   // ISO 639-1
};

// Every language that has a code of two letters, sorted.
constexpr auto kLanguages = std::to_array<Language>({
    {"AAR", "aa"}, {"ABK", "ab"}, {"AFR", "af"}, {"AKA", "ak"}, {"AMH", "am"}, {"ARA", "ar"},
    {"ARG", "an"}, {"ASM", "as"}, {"AVA", "av"}, {"AVE", "ae"}, {"AYM", "ay"}, {"AZE", "az"},
    {"BAK", "ba"}, {"BAM", "bm"}, {"BEL", "be"}, {"BEN", "bn"}, {"BIS", "bi"}, {"BOD", "bo"},
    {"BOS", "bs"}, {"BRE", "br"}, {"BUL", "bg"}, {"CAT", "ca"}, {"CES", "cs"}, {"CHA", "ch"},
    {"CHE", "ce"}, {"CHU", "cu"}, {"CHV", "cv"}, {"COR", "kw"}, {"COS", "co"}, {"CRE", "cr"},
    {"CYM", "cy"}, {"DAN", "da"}, {"DEU", "de"}, {"DIV", "dv"}, {"DZO", "dz"}, {"ELL", "el"},
    {"ENG", "en"}, {"EPO", "eo"}, {"EST", "et"}, {"EUS", "eu"}, {"EWE", "ee"}, {"FAO", "fo"},
    {"FAS", "fa"}, {"FIJ", "fj"}, {"FIN", "fi"}, {"FRA", "fr"}, {"FRY", "fy"}, {"FUL", "ff"},
    {"GLA", "gd"}, {"GLE", "ga"}, {"GLG", "gl"}, {"GLV", "gv"}, {"GRN", "gn"}, {"GUJ", "gu"},
    {"HAT", "ht"}, {"HAU", "ha"}, {"HEB", "he"}, {"HER", "hz"}, {"HIN", "hi"}, {"HMO", "ho"},
    {"HRV", "hr"}, {"HUN", "hu"}, {"HYE", "hy"}, {"IBO", "ig"}, {"IDO", "io"}, {"III", "ii"},
    {"IKU", "iu"}, {"ILE", "ie"}, {"INA", "ia"}, {"IND", "id"}, {"IPK", "ik"}, {"ISL", "is"},
    {"ITA", "it"}, {"JAV", "jv"}, {"JPN", "ja"}, {"KAL", "kl"}, {"KAN", "kn"}, {"KAS", "ks"},
    {"KAT", "ka"}, {"KAU", "kr"}, {"KAZ", "kk"}, {"KHM", "km"}, {"KIK", "ki"}, {"KIN", "rw"},
    {"KIR", "ky"}, {"KOM", "kv"}, {"KON", "kg"}, {"KOR", "ko"}, {"KUA", "kj"}, {"KUR", "ku"},
    {"LAO", "lo"}, {"LAT", "la"}, {"LAV", "lv"}, {"LIM", "li"}, {"LIN", "ln"}, {"LIT", "lt"},
    {"LTZ", "lb"}, {"LUB", "lu"}, {"LUG", "lg"}, {"MAH", "mh"}, {"MAL", "ml"}, {"MAR", "mr"},
    {"MKD", "mk"}, {"MLG", "mg"}, {"MLT", "mt"}, {"MON", "mn"}, {"MRI", "mi"}, {"MSA", "ms"},
    {"MYA", "my"}, {"NAU", "na"}, {"NAV", "nv"}, {"NBL", "nr"}, {"NDE", "nd"}, {"NDO", "ng"},
    {"NEP", "ne"}, {"NLD", "nl"}, {"NNO", "nn"}, {"NOB", "nb"}, {"NOR", "no"}, {"NYA", "ny"},
    {"OCI", "oc"}, {"OJI", "oj"}, {"ORI", "or"}, {"ORM", "om"}, {"OSS", "os"}, {"PAN", "pa"},
    {"PLI", "pi"}, {"POL", "pl"}, {"POR", "pt"}, {"PUS", "ps"}, {"QUE", "qu"}, {"ROH", "rm"},
    {"RON", "ro"}, {"RUN", "rn"}, {"RUS", "ru"}, {"SAG", "sg"}, {"SAN", "sa"}, {"SIN", "si"},
    {"SLK", "sk"}, {"SLV", "sl"}, {"SME", "se"}, {"SMO", "sm"}, {"SNA", "sn"}, {"SND", "sd"},
    {"SOM", "so"}, {"SOT", "st"}, {"SPA", "es"}, {"SQI", "sq"}, {"SRD", "sc"}, {"SRP", "sr"},
    {"SSW", "ss"}, {"SUN", "su"}, {"SWA", "sw"}, {"SWE", "sv"}, {"TAH", "ty"}, {"TAM", "ta"},
    {"TAT", "tt"}, {"TEL", "te"}, {"TGK", "tg"}, {"TGL", "tl"}, {"THA", "th"}, {"TIR", "ti"},
    {"TON", "to"}, {"TSN", "tn"}, {"TSO", "ts"}, {"TUK", "tk"}, {"TUR", "tr"}, {"TWI", "tw"},
    {"UIG", "ug"}, {"UKR", "uk"}, {"URD", "ur"}, {"UZB", "uz"}, {"VEN", "ve"}, {"VIE", "vi"},
    {"VOL", "vo"}, {"WLN", "wa"}, {"WOL", "wo"}, {"XHO", "xh"}, {"YID", "yi"}, {"YOR", "yo"},
    {"ZHA", "za"}, {"ZHO", "zh"}, {"ZUL", "zu"},
});
static_assert(std::is_sorted(kLanguages.begin(), kLanguages.end(),
                             [](const Language& a, const Language& b) { return a.code < b.code; }));

bool IsUpperCaseLetter(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::optional<std::string> LanguageTag(std::string_view code) {
  const auto found = std::lower_bound(
      kLanguages.begin(), kLanguages.end(), code,
      [](const Language& language, std::string_view wanted) { return language.code < wanted; });
  if (found != kLanguages.end() && found->code == code) return std::string(found->tag);
  if (code.size() != 3 || !std::all_of(code.begin(), code.end(), IsUpperCaseLetter)) {
    return std::nullopt;
  }
  std::string tag;
  for (const char c : code) tag += static_cast<char>(c - 'A' + 'a');
  return tag;
}

}  // namespace signet::elm
