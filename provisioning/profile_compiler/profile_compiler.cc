#include "provisioning/profile_compiler/profile_compiler.h"

#include <algorithm>
#include <system_error>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/elm/profile/profile.h"
#include "provisioning/profile_compiler/profile_text.h"
#include "provisioning/profile_compiler/vocabulary.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> TurtleFiles(const std::vector<fs::path>& given) {
  std::vector<fs::path> files;
  for (const fs::path& path : given) {
    std::error_code failure;
    if (!fs::is_directory(path, failure)) {
      files.push_back(path);
      continue;
    }
    std::vector<fs::path> inside;
    for (const fs::directory_entry& entry : fs::directory_iterator(path, failure)) {
      if (entry.path().extension() == ".ttl") inside.push_back(entry.path());
    }
    if (inside.empty()) {
      throw Error(Code::kFileUnusable, "There is no *.ttl in " + path.string() + ".",
                  failure.message());
    }
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

std::vector<ShapesSource> ReadSources(const std::vector<fs::path>& given) {
  std::vector<ShapesSource> sources;
  for (const fs::path& file : TurtleFiles(given)) {
    sources.push_back(ReadShapesSource(
        ReadTurtle(ReadFile(file), file.string(), "file:///" + file.filename().string())));
  }
  return sources;
}

void AddPrefixes(const ShapesSources& sources, PrefixTable& prefixes) {
  for (const ShapesSource& source : sources.all()) {
    for (const auto& [prefix, start] : source.document.prefixes) prefixes.Add(prefix, start);
  }
  prefixes.Add("rdf", vocabulary::kRdf);
}

std::string ResolveRoot(const std::string& name, const CompiledContexts& meanings) {
  const auto found = meanings.terms.find(name);
  if (found != meanings.terms.end()) return found->second.iri;
  if (name.find(':') != std::string::npos) return name;
  throw Error(Code::kUsage, "--root " + name +
                                " is neither a name that the contexts define nor an IRI. Names are "
                                "written as in a credential's \"type\".");
}

}  // namespace

std::string CompileParts(const ProfileOrder& order, std::vector<ShapesSource> given,
                         CompiledContexts meanings) {
  const ShapesSources sources(std::move(given), order.not_shapes);
  PrefixTable prefixes;
  AddPrefixes(sources, prefixes);
  for (const auto& [prefix, start] : meanings.prefixes) prefixes.Add(prefix, start);
  ProfileContent content;
  content.name = order.name;
  content.version = order.version;
  content.draft = order.draft;
  content.meanings = std::move(meanings);
  for (const std::string& name : order.root) {
    content.root.push_back(ResolveRoot(name, content.meanings));
  }
  for (const auto& [iri, file] : order.contexts) content.contexts.push_back(iri);
  for (const ShapesSource& source : sources.all()) {
    const RdfGraph graph = sources.UnionOf(source);
    ShapeCompiler compiler(graph, order.messages, prefixes, content.shapes);
    try {
      content.profiles.push_back({.iri = source.iri,
                                  .version = source.version,
                                  .title = source.title,
                                  .imports = sources.ImportsOf(source),
                                  .shapes = compiler.CompileTargeted()});
    } catch (const Error& refused) {
      throw Error(refused.code(), source.document.name + ": " + refused.message(), refused.cause());
    }
  }
  std::string text = WriteProfile(content, prefixes);
  elm::ProfileSet::Read(text);
  return text;
}

std::string CompileProfile(const ProfileOrder& order) {
  std::vector<ContextDocument> contexts;
  for (const auto& [iri, file] : order.contexts) contexts.push_back({iri, ReadFile(file)});
  return CompileParts(order, ReadSources(order.shapes), CompileContexts(contexts));
}

}  // namespace signet::provisioning
