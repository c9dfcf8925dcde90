#include "hsm/object.h"

#include <array>
#include <cstring>

#include "hsm/return_value.h"

namespace signet::hsm {
namespace {

/// A search that is always finished: a session can hold only one (PKCS#11 2.40 5.7).
class Search {
 public:
  Search(const Session& session, std::span<CK_ATTRIBUTE> attributes) : session_(session) {
    Check(session_.module()->C_FindObjectsInit(session_.handle(), attributes.data(),
                                               attributes.size()),
          "C_FindObjectsInit");
  }
  ~Search() { session_.module()->C_FindObjectsFinal(session_.handle()); }
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  /// Up to 64 more; none at the end.
  std::span<const CK_OBJECT_HANDLE> Next() {
    CK_ULONG count = 0;
    Check(session_.module()->C_FindObjects(session_.handle(), found_.data(), found_.size(), &count),
          "C_FindObjects");
    return {found_.data(), count};
  }

 private:
  const Session& session_;
  std::array<CK_OBJECT_HANDLE, 64> found_{};
};

template <typename T>
std::optional<T> ReadValue(const Session& session, CK_OBJECT_HANDLE object,
                           CK_ATTRIBUTE_TYPE type) {
  const auto octets = ReadAttribute(session, object, type);
  if (!octets || octets->size() != sizeof(T)) return std::nullopt;
  T value{};
  std::memcpy(&value, octets->data(), sizeof value);
  return value;
}

}  // namespace

std::vector<CK_OBJECT_HANDLE> FindObjects(const Session& session,
                                          std::span<CK_ATTRIBUTE> attributes) {
  std::vector<CK_OBJECT_HANDLE> found;
  Search search(session, attributes);
  for (auto more = search.Next(); !more.empty(); more = search.Next()) {
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

std::vector<CK_OBJECT_HANDLE> FindObjects(const Session& session, CK_OBJECT_CLASS object_class,
                                          std::string_view label) {
  std::array attributes{Attribute(CKA_CLASS, object_class), Attribute(CKA_LABEL, AsBytes(label))};
  return FindObjects(session, attributes);
}

std::optional<Bytes> ReadAttribute(const Session& session, CK_OBJECT_HANDLE object,
                                   CK_ATTRIBUTE_TYPE type) {
  const auto hidden = [](CK_RV value) {
    return value == CKR_ATTRIBUTE_TYPE_INVALID || value == CKR_ATTRIBUTE_SENSITIVE;
  };
  CK_ATTRIBUTE attribute{type, nullptr, 0};
  CK_RV value = session.module()->C_GetAttributeValue(session.handle(), object, &attribute, 1);
  if (hidden(value) || attribute.ulValueLen == CK_UNAVAILABLE_INFORMATION) return std::nullopt;
  Check(value, "C_GetAttributeValue");

  Bytes octets(attribute.ulValueLen);
  attribute.pValue = octets.data();
  value = session.module()->C_GetAttributeValue(session.handle(), object, &attribute, 1);
  if (hidden(value) || attribute.ulValueLen == CK_UNAVAILABLE_INFORMATION) return std::nullopt;
  Check(value, "C_GetAttributeValue");
  octets.resize(attribute.ulValueLen);
  return octets;
}

std::optional<bool> ReadFlag(const Session& session, CK_OBJECT_HANDLE object,
                             CK_ATTRIBUTE_TYPE type) {
  const auto value = ReadValue<CK_BBOOL>(session, object, type);
  return value ? std::optional(*value != CK_FALSE) : std::nullopt;
}

std::optional<CK_ULONG> ReadNumber(const Session& session, CK_OBJECT_HANDLE object,
                                   CK_ATTRIBUTE_TYPE type) {
  return ReadValue<CK_ULONG>(session, object, type);
}

CK_ATTRIBUTE Attribute(CK_ATTRIBUTE_TYPE type, ByteView value) {
  // PKCS#11 has one struct for reading and writing; in a template nothing is written to.
  return {type, const_cast<std::uint8_t*>(value.data()), value.size()};
}

}  // namespace signet::hsm
