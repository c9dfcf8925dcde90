#include "tests/support/n_triples.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "appliance/elm/graph/well_known_terms.h"

namespace signet::test {
namespace {

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '"':
        escaped += "\\\"";
        break;
      case '\\':
        escaped += "\\\\";
        break;
      case '\n':
        escaped += "\\n";
        break;
      case '\r':
        escaped += "\\r";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

class Writer {
 public:
  explicit Writer(const elm::Graph& graph) : graph_(graph) {
    for (const elm::Triple& triple : graph.triples()) {
      Number(triple.subject);
      Number(triple.object);
    }
    int next = 0;
    for (auto& [id, number] : numbers_) number = next++;
  }

  std::string Write(elm::TermId id) const {
    const elm::Term term = graph_.terms()[id];
    if (term.kind == elm::TermKind::kBlank) return "_:b" + std::to_string(numbers_.at(id));
    if (term.kind == elm::TermKind::kIri) return '<' + std::string(term.text) + '>';
    std::string literal = '"' + Escaped(term.text) + '"';
    if (!term.language.empty()) return literal + '@' + std::string(term.language);
    if (term.datatype == elm::kXsdString) return literal;
    return literal + "^^" + Write(term.datatype);
  }

 private:
  void Number(elm::TermId id) {
    if (graph_.terms()[id].kind == elm::TermKind::kBlank) numbers_.emplace(id, 0);
  }
  const elm::Graph& graph_;
  std::map<elm::TermId, int> numbers_;
};

}  // namespace

std::vector<std::string> NTriplesOf(const elm::Graph& graph) {
  const Writer writer(graph);
  std::vector<std::string> lines;
  for (const elm::Triple& triple : graph.triples()) {
    lines.push_back(writer.Write(triple.subject) + ' ' + writer.Write(triple.predicate) + ' ' +
                    writer.Write(triple.object) + " .");
  }
  std::ranges::sort(lines);
  return lines;
}

}  // namespace signet::test
