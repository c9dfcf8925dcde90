#include "provisioning/profile_compiler/profile_text.h"

#include <algorithm>
#include <string_view>

#include "appliance/base/json_writer.h"
#include "provisioning/profile_compiler/context_writer.h"
#include "provisioning/profile_compiler/shape_names.h"

namespace signet::provisioning {
namespace {

constexpr std::size_t kWidth = 110;

class Writer {
 public:
  Writer(const ProfileContent& content, const PrefixTable& prefixes)
      : content_(content), prefixes_(prefixes), names_(content.shapes, Listed(content), prefixes) {}

  std::string Write() {
    const std::string body = Body();
    std::string text = "{\n  \"format\": \"signet-profile/1\"";
    AddMember(text, "name", json::Quote(content_.name));
    AddMember(text, "version", json::Quote(content_.version));
    AddMember(text, "prefixes", PrefixesIn(body));
    return text + body + "\n}\n";
  }

 private:
  static CompiledShape::Shapes Listed(const ProfileContent& content) {
    CompiledShape::Shapes listed;
    for (const CompiledProfile& profile : content.profiles) {
      listed.insert(listed.end(), profile.shapes.begin(), profile.shapes.end());
    }
    return listed;
  }

  // All that has IRIs in it.
  std::string Body() {
    std::string text;
    AddMember(text, "contexts", Texts(content_.contexts));
    AddMember(text, "root", Iris(content_.root, "    "));
    if (!content_.draft.empty()) AddMember(text, "draft", Draft());
    AddMember(text, "terms", Terms(content_.meanings.terms, "    "));
    AddMember(text, "scopes", Scopes());
    AddMember(text, "profiles", Profiles());
    AddMember(text, "shapes", Shapes());
    return text;
  }

  static void AddMember(std::string& text, std::string_view name, const std::string& value) {
    text.append(",\n  ").append(json::Quote(name)).append(": ").append(value);
  }

  // "[…]" or "{…}", as many elements a line as fit.
  static std::string Wrapped(const std::vector<std::string>& elements, const std::string& indent) {
    std::string text = "[";
    std::size_t line = 0;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (i > 0) text += ",";
      if (i > 0 && line + elements[i].size() > kWidth) {
        text += "\n" + indent;
        line = 0;
      } else if (i > 0) {
        text += " ";
      }
      text += elements[i];
      line += elements[i].size() + 2;
    }
    return text + "]";
  }

  static std::string Texts(const std::vector<std::string>& texts) {
    std::vector<std::string> quoted;
    for (const std::string& text : texts) quoted.push_back(json::Quote(text));
    return Wrapped(quoted, "    ");
  }

  std::string Iris(const std::vector<std::string>& iris, const std::string& indent) {
    std::vector<std::string> quoted;
    for (const std::string& iri : iris) quoted.push_back(prefixes_.Quoted(iri));
    return Wrapped(quoted, indent);
  }

  std::string PrefixesIn(const std::string& body) const {
    std::string text = "{";
    for (const auto& [prefix, start] : prefixes_.all()) {
      if (body.find("\"" + prefix + ":") == std::string::npos) continue;
      text += (text.size() > 1 ? "," : "") + ("\n    " + json::Quote(prefix) + ": ") +
              json::Quote(start);
    }
    return text + "\n  }";
  }

  std::string Terms(const ContextTerms& terms, const std::string& indent) const {
    std::string text = "{";
    for (const auto& [name, term] : terms) {
      const std::string one = WriteTerms({{name, term}}, prefixes_.all()).Write();
      text += (text.size() > 1 ? ",\n" : "\n") + indent + one.substr(1, one.size() - 2);
    }
    return text + "\n" + indent.substr(2) + "}";
  }

  std::string Draft() {
    std::string text = "{";
    for (const auto& [shape, paths] : content_.draft) {
      text += (text.size() > 1 ? ",\n    " : "\n    ") + prefixes_.Quoted(shape) + ": ";
      text += Iris(paths, "      ");
    }
    return text + "\n  }";
  }

  std::string Scopes() const {
    std::string text = "{";
    for (const auto& [name, scope] : content_.meanings.scopes) {
      text += (text.size() > 1 ? ",\n    " : "\n    ") + json::Quote(name) + ": {\"protected\": ";
      text += scope.is_protected ? "true" : "false";
      if (scope.propagates) {
        text += std::string(", \"propagates\": ") + (*scope.propagates ? "true" : "false");
      }
      text += ", \"terms\": " + Terms(scope.terms, "      ") + "}";
    }
    return text + "\n  }";
  }

  std::string Profiles() {
    std::string text = "{";
    for (const CompiledProfile& profile : content_.profiles) {
      if (text.size() > 1) text += ",";
      std::vector<std::string> names;
      for (const std::size_t place : profile.shapes)
        names.push_back(json::Quote(*names_.Of(place)));
      text += "\n    " + prefixes_.Quoted(profile.iri) + ": {";
      text += "\n      \"version\": " + json::Quote(profile.version);
      text += ",\n      \"title\": " + json::Quote(profile.title);
      text += ",\n      \"imports\": " + Iris(profile.imports, "        ");
      text += ",\n      \"shapes\": " + Wrapped(names, "        ") + "\n    }";
    }
    return text + "\n  }";
  }

  std::string Shapes() {
    std::string text = "{";
    for (const std::size_t place : names_.Named()) {
      text += (text.size() > 1 ? ",\n    " : "\n    ") + json::Quote(*names_.Of(place)) + ": ";
      text += ShapeText(place, "\n      ");
    }
    return text + "\n  }";
  }

  // `line` separates the property shapes of a shape.
  std::string ShapeText(std::size_t place, const std::string& line) {
    const CompiledShape& shape = content_.shapes[place];
    std::string text = "{";
    const auto add = [&text](std::string_view name, const std::string& value) {
      text.append(text.size() > 1 ? ", " : "").append(json::Quote(name)).append(": ").append(value);
    };
    if (!names_.Of(place) && shape.node.is_iri()) add("iri", prefixes_.Quoted(shape.node.text));
    for (const CompiledShape::Member& member : shape.members) {
      if (const auto* const written = std::get_if<std::string>(&member.value)) {
        add(member.name, *written);
      } else if (const auto* const shapes = std::get_if<CompiledShape::Shapes>(&member.value)) {
        add(member.name, List(*shapes, member.name == "property" ? line : ""));
      } else {
        add(member.name, Lists(std::get<std::vector<CompiledShape::Shapes>>(member.value)));
      }
    }
    return text + "}";
  }

  std::string List(const CompiledShape::Shapes& shapes, const std::string& line) {
    std::string text = "[";
    for (const std::size_t place : shapes) {
      if (text.size() > 1) text += line.empty() ? ", " : ",";
      const auto& name = names_.Of(place);
      text += line + (name ? json::Quote(*name) : ShapeText(place, ""));
    }
    return text + "]";
  }

  std::string Lists(const std::vector<CompiledShape::Shapes>& lists) {
    std::string text = "[";
    for (const CompiledShape::Shapes& list : lists) {
      text += (text.size() > 1 ? ", " : "") + List(list, "");
    }
    return text + "]";
  }

  const ProfileContent& content_;
  const PrefixTable& prefixes_;
  ShapeNames names_;
};

}  // namespace

std::string WriteProfile(const ProfileContent& content, const PrefixTable& prefixes) {
  return Writer(content, prefixes).Write();
}

}  // namespace signet::provisioning
