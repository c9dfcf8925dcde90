#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/elm/reading.h"

namespace signet::elm {

using Lines = std::vector<std::string>;

/// Terms and scopes of each kind that a compiled profile can have.
inline constexpr std::string_view kContext = R"({
  "prefixes": {"ex": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"},
  "terms": {
    "id": "@id", "type": "@type",
    "ex": {"iri": "<http://example.org/>", "prefix": true},
    "clv": "<http://example.org/m8g>",
    "Person": "ex:Person",
    "Credential": {"iri": "ex:Credential", "scope": "credential"},
    "Rival": {"iri": "ex:Rival", "scope": "rival"},
    "Copy": {"iri": "ex:Copy", "scope": "copy"},
    "Lasting": {"iri": "ex:Lasting", "scope": "lasting"},
    "name": "ex:name",
    "knows": {"iri": "ex:knows", "type": "@id"},
    "kind": {"iri": "ex:kind", "type": "@vocab"},
    "born": {"iri": "ex:born", "type": "xsd:dateTime"},
    "share": {"iri": "ex:share", "type": "xsd:decimal"},
    "weight": {"iri": "ex:weight", "type": "xsd:double"},
    "title": {"iri": "ex:title", "container": "@language"},
    "tags": {"iri": "ex:tags", "container": "@set"},
    "proof": {"iri": "ex:proof", "type": "@id", "container": "@graph"},
    "purpose": {"iri": "ex:purpose", "type": "@vocab", "scope": "purpose"},
    "brief": {"iri": "ex:brief", "type": "@id", "scope": "brief"}
  },
  "scopes": {
    "credential": {"protected": true, "terms": {
      "issued": {"iri": "ex:issued", "type": "xsd:dateTime"},
      "evidence": {"iri": "ex:evidence", "type": "@id"},
      "schema": {"iri": "ex:schema", "type": "@id", "scope": "schema"}}},
    "schema": {"protected": true, "terms": {
      "Validator": "ex:Validator", "issued": "ex:schemaIssued"}},
    "rival": {"protected": true, "propagates": false, "terms": {"issued": "ex:rivalIssued"}},
    "copy": {"protected": false, "propagates": false, "terms": {
      "issued": {"iri": "ex:issued", "type": "xsd:dateTime"}}},
    "lasting": {"protected": false, "propagates": true, "terms": {"note": "ex:note"}},
    "purpose": {"protected": true, "terms": {"assertion": "ex:assertion"}},
    "brief": {"protected": false, "propagates": false, "terms": {
      "note": "ex:note", "issued": "ex:briefIssued"}}
  }
})";

class GraphReaderTest : public testing::Test {
 protected:
  static const TestContext& Context() {
    static const TestContext read(kContext);
    return read;
  }
  static Reading Read(std::string_view text) { return Reading(text, Context()); }
};

}  // namespace signet::elm
