#include "provisioning/code_list_files.h"

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "provisioning/profile_compiler/turtle.h"

namespace signet::provisioning {
namespace {

constexpr std::string_view kSkos = "http://www.w3.org/2004/02/skos/core#";
// An IRI that is relative in the file belongs to no published list.
constexpr const char* kNoBase = "urn:signet:relative:";

}  // namespace

CodesOfSchemes ReadCodeLists(const std::filesystem::path& file) {
  const TurtleDocument document = ReadTurtle(ReadFile(file), file.string(), kNoBase);
  const std::string in_scheme = std::string(kSkos) + "inScheme";
  const std::string top_of = std::string(kSkos) + "topConceptOf";
  CodesOfSchemes out;
  for (const RdfStatement& statement : document.statements) {
    if (statement.predicate != in_scheme && statement.predicate != top_of) continue;
    if (!statement.subject.is_iri() || !statement.object.is_iri()) continue;
    out[statement.object.text].insert(statement.subject.text);
  }
  if (!out.empty()) return out;
  throw Error(Code::kParameterInvalid,
              "The file " + file.string() +
                  " has no code of any list: it must be SKOS in Turtle, with skos:inScheme at each "
                  "concept. Lists in RDF/XML are turned into Turtle by `rapper -o turtle`.");
}

}  // namespace signet::provisioning
