#include "appliance/elm/finding.h"

namespace signet::elm {

std::string_view NameOf(Severity severity) {
  switch (severity) {
    case Severity::kViolation:
      return "violation";
    case Severity::kWarning:
      return "warning";
    case Severity::kInformation:
      break;
  }
  return "information";
}

}  // namespace signet::elm
