#pragma once

#include <span>
#include <string_view>

namespace signet::elm {

/// The EU's list of countries (Publications Office, authority "country"), as ELM names them.
inline constexpr std::string_view kCountryList =
    "http://publications.europa.eu/resource/authority/country";

/// A country as certificates write it and as ELM does.
struct Country {
  std::string_view alpha2;  ///< ISO 3166-1 alpha-2, upper case: subject's C (ETSI EN 319 412-3)
  std::string_view alpha3;  ///< its code in kCountryList
  std::string_view name;    ///< in English
};

/// nullptr for text that is no such code.
const Country* FindCountry(std::string_view alpha2);
std::span<const Country> AllCountries();

}  // namespace signet::elm
