#include "appliance/seal/time_stamp_container.h"

#include <utility>

#include "appliance/base/encoding.h"

namespace signet::seal {

std::optional<std::vector<Bytes>> ReadTimeStampContainer(const json::Value& container) {
  const auto tokens = container.Find("tstTokens");
  if (container.size() != 1 || !tokens || !tokens->is_array()) return std::nullopt;
  std::vector<Bytes> out;
  for (auto item = tokens->First(); item; item = item->Next()) {
    const auto value = item->Find("val");
    const auto text = value ? value->AsString() : std::nullopt;
    auto der = text ? DecodeBase64(*text) : std::nullopt;
    // 5.4.3 knows `type`, `encoding` and `specRef` beside `val`; only RFC 3161 in DER is read.
    if (!der || der->empty() || item->size() != 1) return std::nullopt;
    out.push_back(std::move(*der));
  }
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace signet::seal
