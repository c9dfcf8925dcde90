#pragma once

#include <string_view>

namespace signet::provisioning::vocabulary {

inline constexpr std::string_view kShacl = "http://www.w3.org/ns/shacl#";
inline constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
inline constexpr std::string_view kType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
inline constexpr std::string_view kFirst = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
inline constexpr std::string_view kRest = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
inline constexpr std::string_view kNil = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
inline constexpr std::string_view kLangString =
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
inline constexpr std::string_view kString = "http://www.w3.org/2001/XMLSchema#string";
inline constexpr std::string_view kBoolean = "http://www.w3.org/2001/XMLSchema#boolean";
inline constexpr std::string_view kInteger = "http://www.w3.org/2001/XMLSchema#integer";
inline constexpr std::string_view kSubClassOf = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
inline constexpr std::string_view kClass = "http://www.w3.org/2000/01/rdf-schema#Class";
inline constexpr std::string_view kOntology = "http://www.w3.org/2002/07/owl#Ontology";
inline constexpr std::string_view kImports = "http://www.w3.org/2002/07/owl#imports";
inline constexpr std::string_view kVersionInfo = "http://www.w3.org/2002/07/owl#versionInfo";
inline constexpr std::string_view kTitle = "http://purl.org/dc/terms/title";

}  // namespace signet::provisioning::vocabulary
