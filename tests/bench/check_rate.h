#pragma once

namespace signet::bench {

/// Prints what it costs to hold real credentials of about 100 and 500 KB against the profile that
/// they name, and the same by others in the same run: jsonld.js with rdf-validate-shacl, Titanium
/// JSON-LD with Jena SHACL (tests/interop/shacl). All find the same, or it throws. Who is not there
/// is left out, with a sentence that says so; without a corpus, all of it is.
void CompareChecks();

}  // namespace signet::bench
