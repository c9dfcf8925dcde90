#pragma once

#include <p11-kit/pkcs11.h>

#include <concepts>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "hsm/session.h"

namespace signet::hsm {

/// The objects that have all these attributes (PKCS#11 2.40 5.7). Throws CallFailure.
std::vector<CK_OBJECT_HANDLE> FindObjects(const Session& session,
                                          std::span<CK_ATTRIBUTE> attributes);
/// The objects of this class with this CKA_LABEL.
std::vector<CK_OBJECT_HANDLE> FindObjects(const Session& session, CK_OBJECT_CLASS object_class,
                                          std::string_view label);

/// One attribute as the token gives it; nullopt if the object has none or does not show it.
/// Throws CallFailure.
std::optional<Bytes> ReadAttribute(const Session& session, CK_OBJECT_HANDLE object,
                                   CK_ATTRIBUTE_TYPE type);
std::optional<bool> ReadFlag(const Session& session, CK_OBJECT_HANDLE object,
                             CK_ATTRIBUTE_TYPE type);
std::optional<CK_ULONG> ReadNumber(const Session& session, CK_OBJECT_HANDLE object,
                                   CK_ATTRIBUTE_TYPE type);

/// An attribute for a template; it points to `value`, which must outlive the call it is used in.
template <std::integral T>
CK_ATTRIBUTE Attribute(CK_ATTRIBUTE_TYPE type, T& value) {
  return {type, &value, sizeof value};
}
CK_ATTRIBUTE Attribute(CK_ATTRIBUTE_TYPE type, ByteView value);

}  // namespace signet::hsm
