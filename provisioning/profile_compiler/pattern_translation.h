#pragma once

#include <string>
#include <string_view>

namespace signet::provisioning {

/// The RE2 expression that matches the same texts as `pattern` does under `flags` in SPARQL's REGEX
/// (SPARQL 1.1 17.4.3.14, XPath and XQuery Functions and Operators 5.6.1 and 7.6.1), which is what
/// sh:pattern means (SHACL 4.4.3). A part of the expression that matches is enough.
///
/// Beyond XPath, what published profiles contain is taken as java.util.regex takes it, because the
/// engine that they are published with (Jena) does and because XPath gives it no meaning: a class
/// inside a class ("[a[bc]]") is their union, "(?i)" makes ASCII letters after it in its group
/// match in both cases, "(?:…)" is a group, a punctuation mark may always be escaped, and "]" and
/// "}" stand for themselves outside a class.
///
/// Throws Error(kProfileMalformed) for everything else: what RE2 cannot do (references back,
/// looking ahead), what would be another set of texts in RE2 (subtraction of classes, blocks,
/// \p{C}, flag m), and what is no expression.
std::string TranslatePattern(std::string_view pattern, std::string_view flags);

}  // namespace signet::provisioning
