#include "provisioning/request_record.h"

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "appliance/base/json_writer.h"

namespace signet::provisioning {
namespace {

std::string Member(const json::Document& document, std::string_view name) {
  const auto value = document.root().Find(name);
  const auto text = value ? value->AsString() : std::nullopt;
  if (!text) throw Error(Code::kNotJson, "The record of a request is incomplete.");
  return std::string(*text);
}

}  // namespace

std::optional<RequestRecord> RequestRecord::Load(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  try {
    const auto document = json::Document::Parse(ReadFile(file, 4096), {});
    return RequestRecord{Sha256FromHex(Member(document, "request")),
                         Member(document, "idempotencyKey"), Member(document, "seal")};
  } catch (const Error&) {
    return std::nullopt;
  }
}

void RequestRecord::Save(const std::filesystem::path& file) const {
  const std::string text = json::ObjectWriter()
                               .Text("request", request.hex())
                               .Text("idempotencyKey", idempotency_key)
                               .Text("seal", seal)
                               .WriteIndented();
  WriteFile(file, text + "\n", FileMode::kPrivate);
}

}  // namespace signet::provisioning
