#include "appliance/audit/receipt.h"

#include <charconv>
#include <utility>

#include "appliance/audit/tile.h"
#include "appliance/base/encoding.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kLongestProof = 63;  // levels of a tree whose size SQLite can count

Error Malformed(std::string what) {
  return {Code::kLogMalformed, "The receipt cannot be read: " + std::move(what)};
}

std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) throw Malformed("it ends early.");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// A line that begins with `name`, without it.
std::string_view TakeLine(std::string_view& text, std::string_view name) {
  std::string_view line = TakeLine(text);
  if (!line.starts_with(name)) {
    throw Malformed("it has no line '" + std::string(name) + "…' at its place.");
  }
  line.remove_prefix(name.size());
  return line;
}

std::uint64_t ReadIndex(std::string_view line) {
  std::uint64_t index = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), index);
  if (error != std::errc() || end != line.data() + line.size() ||
      (line.size() > 1 && line.front() == '0')) {
    throw Malformed("its index is not a decimal number.");
  }
  return index;
}

}  // namespace

std::string WriteReceipt(const Receipt& receipt) {
  std::string text(kFirstLine);
  text += '\n';
  text += kExtra;
  text += EncodeBase64(AsBytes(receipt.entry)) + '\n';
  text += kIndex;
  text += std::to_string(receipt.index) + '\n';
  for (const Sha256& hash : receipt.proof) text += EncodeBase64(hash.view()) + '\n';
  return text + '\n' + receipt.note;
}

Receipt ReadReceipt(std::string_view text) {
  Receipt receipt;
  if (TakeLine(text) != kFirstLine) {
    throw Malformed("it does not begin with " + std::string(kFirstLine) + ".");
  }
  const auto entry = DecodeBase64(TakeLine(text, kExtra));
  if (!entry || entry->size() > kLongestEntry) throw Malformed("its entry is not base64.");
  receipt.entry = AsText(*entry);
  receipt.index = ReadIndex(TakeLine(text, kIndex));
  for (std::string_view line = TakeLine(text); !line.empty(); line = TakeLine(text)) {
    const auto hash = DecodeBase64(line);
    if (!hash || hash->size() != kHashSize || receipt.proof.size() == kLongestProof) {
      throw Malformed("its inclusion proof is not one hash a line.");
    }
    receipt.proof.push_back(Sha256FromOctets(*hash));
  }
  receipt.note = text;
  return receipt;
}

}  // namespace signet::audit
