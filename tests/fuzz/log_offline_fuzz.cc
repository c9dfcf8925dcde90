#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/entry_rules.h"
#include "appliance/audit/logged_entry.h"
#include "appliance/audit/receipt.h"
#include "appliance/audit/tile.h"
#include "appliance/base/bytes.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::Code;
using signet::Error;
using signet::fuzz::Require;

// Runs one reader of what an auditor is handed; it reads or refuses as its header says.
template <typename Reader>
void Read(Reader reader) {
  try {
    reader();
  } catch (const Error& error) {
    signet::fuzz::RequireCode(error, {Code::kLogMalformed, Code::kLogInconsistent});
  }
}

const signet::audit::LogKey& Key() {
  static const signet::audit::LogKey key("log.example/fuzz", signet::audit::LogKey::Type::kEd25519,
                                         signet::Bytes(32, 7));
  return key;
}

void ReadReceipt(std::string_view text) {
  const auto receipt = signet::audit::ReadReceipt(text);
  const std::string written = signet::audit::WriteReceipt(receipt);
  const auto again = signet::audit::ReadReceipt(written);
  Require(again.entry == receipt.entry && again.index == receipt.index &&
              again.proof == receipt.proof && again.note == receipt.note,
          "a receipt that was read is written and read again the same");
}

void ReadKey(std::string_view text) {
  const auto key = signet::audit::LogKey::FromVkey(text);
  Require(signet::audit::LogKey::FromVkey(key.Vkey()).id() == key.id(),
          "a log key that was read is written and read again the same");
}

void ReadBundle(signet::ByteView octets) {
  std::size_t behind = 0;
  for (const auto& [offset, entry] : signet::audit::SplitBundle(octets)) {
    Require(offset == behind && offset + 2 + entry.size() <= octets.size(),
            "a bundle's entries stand one behind the other");
    behind = offset + 2 + entry.size();
  }
}

// A log of one entry a line, signed by a box that may be anybody's.
void JudgeEntries(std::string_view text) {
  std::uint64_t entries = 0;
  signet::audit::EntryRules rules("log.example/fuzz", [&](const signet::audit::Finding& finding) {
    Require(!finding.what.empty() && finding.entry < entries + 1, "a finding says what and where");
  });
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    rules.Add(entries++, line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  Require(rules.Finish().size == entries, "every entry is judged");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(signet::AsText({data, size}));
  Read([&] { ReadReceipt(text); });
  Read([&] { ReadKey(text); });
  Read([&] { static_cast<void>(signet::audit::ReadNoteUnverified(text)); });
  Read([&] {
    static_cast<void>(signet::audit::OpenNote(text, Key()));
    Require(false, "nobody has this log's private key");
  });
  Read([&] {
    const signet::audit::LoggedEntry entry(text);
    static_cast<void>(entry.IsCanonical());
    static_cast<void>(entry.WrongMembers());
    static_cast<void>(entry.UnknownMembers());
  });
  ReadBundle({data, size});
  JudgeEntries(text);
  Require(signet::audit::DescribeEntry(text).find('\n') == std::string::npos,
          "an entry is told in one line");
  return 0;
}
