#include "provisioning/paper.h"

#include <string_view>

namespace signet::provisioning {
namespace {

// CommonMark 2.4: ASCII punctuation may be escaped; these begin markup within a line.
std::string Escaped(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]<>#|&~";
  std::string out;
  for (const char c : text) {
    if (kMarkup.find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

struct MarkdownWriter {
  std::string out{};

  void operator()(const Heading& heading) { out += "\n## " + Escaped(heading.text) + "\n"; }
  void operator()(const Paragraph& paragraph) { out += "\n" + Escaped(paragraph.text) + "\n"; }
  void operator()(const Points& points) {
    out += "\n";
    for (const std::string& item : points.items) out += "- " + Escaped(item) + "\n";
  }
  void operator()(const Rows& rows) {
    out += "\n| | |\n|---|---|\n";
    for (const auto& [label, text] : rows.rows) {
      out += "| " + Escaped(label) + " | " + Escaped(text) + " |\n";
    }
  }
  void operator()(const SignaturePlace& place) {
    out += "\n**" + Escaped(place.party) + "**\n\n";
    for (const std::string& line : place.lines) {
      out += Escaped(line) + ": \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_  \n";
    }
  }
};

}  // namespace

std::string ToMarkdown(const Paper& paper) {
  MarkdownWriter writer{"# " + Escaped(paper.title) + "\n"};
  for (const PaperBlock& block : paper.blocks) std::visit(writer, block);
  return writer.out;
}

}  // namespace signet::provisioning
