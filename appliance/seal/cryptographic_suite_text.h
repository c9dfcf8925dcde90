#pragma once

namespace signet::seal {

/// cryptographic_suite.json as it was when this was built.
const char* CryptographicSuiteText();

}  // namespace signet::seal
