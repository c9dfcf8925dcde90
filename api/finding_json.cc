#include "api/finding_json.h"

namespace signet::api {

std::vector<json::ObjectWriter> FindingsJson(const Findings& findings) {
  std::vector<json::ObjectWriter> out;
  for (const wire::Finding& finding : findings) {
    out.emplace_back()
        .Text("severity", finding.severity())
        .Text("focus", finding.focus())
        .Text("path", finding.path())
        .Text("component", finding.component())
        .Text("pointer", finding.pointer())
        .Text("rule", finding.rule())
        .Text("value", finding.value());
  }
  return out;
}

}  // namespace signet::api
