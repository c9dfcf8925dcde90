#include "appliance/elm/jsonld/iri.h"

#include <gtest/gtest.h>

#include <string_view>

namespace signet::elm {
namespace {

/// RFC 3987 2.2, RFC 3986 where it refers to it.
TEST(Iri, IsWellFormed) {
  for (const std::string_view iri : {
           "http://example.org/a?b=c#d",
           "urn:epass:credential:1",
           "mailto:a@b.eu",
           "a:",
           "did:key:z",
           "x+y-z.1:p",
           "http://[2001:db8::7]:80/",
           "http://u:p@[::1]/",
           "http://é.eu/日本",
           "http://a/%C3%A9",
           "file:///",
           "data:,x",
           "http://a/\U00020000",
           "urn:a:'()*,;=!$&",
       }) {
    EXPECT_TRUE(IsWellFormedIri(iri)) << iri;
  }
}

TEST(Iri, IsIllFormed) {
  for (const std::string_view text : {
           "",
           "a",
           "/a",
           "#a",
           "//a",
           ":a",
           "1a:b",
           "é:b",
           "a b:c",
           "a_b:c",
           "-:a",
           "http://a b",
           "http://a\tb",
           "http://a\nb",
           "http://a<b",
           "http://a>b",
           "http://a\"b",
           "http://a{b",
           "http://a}b",
           "http://a|b",
           "http://a\\b",
           "http://a^b",
           "http://a`b",
           "http://a%",
           "http://a%4",
           "http://a%zz",
           "http://a%4g",
           "http://a#b#c",
           "http://a/[b]",
           "urn:[a]",
           "http://a?[b]",
           "http://a\x7F",
           "http://a\u0085",
           "http://a\u00A0b",
           "http://a\u2003b",
           "http://a\u3000",
           "http://a\uFEFF",
           "http://a\u1680",
           "http://a\u205F",
       }) {
    EXPECT_FALSE(IsWellFormedIri(text)) << text;
  }
  using namespace std::literals;
  EXPECT_FALSE(IsWellFormedIri("http://a\0b"sv));
}

}  // namespace
}  // namespace signet::elm
