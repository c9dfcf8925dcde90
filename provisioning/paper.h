#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace signet::provisioning {

// A document for people to read and sign, before anybody decided how it looks. All texts are UTF-8.

struct Heading {
  std::string text;
};
struct Paragraph {
  std::string text;
};
struct Points {
  std::vector<std::string> items;
};
/// Labels and what they stand for, one below the other.
struct Rows {
  std::vector<std::pair<std::string, std::string>> rows;
};
/// Where one party signs: lines to fill in by hand.
struct SignaturePlace {
  std::string party;
  std::vector<std::string> lines;
};

using PaperBlock = std::variant<Heading, Paragraph, Points, Rows, SignaturePlace>;

struct Paper {
  std::string title;
  std::string running_title;  ///< at the foot of every page
  std::vector<PaperBlock> blocks;
};

/// CommonMark: nothing of the texts is taken for markup.
std::string ToMarkdown(const Paper& paper);

}  // namespace signet::provisioning
