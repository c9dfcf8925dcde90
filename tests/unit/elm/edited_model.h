#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <string>

#include "appliance/elm/credential_check.h"

namespace signet::elm {

/// A model credential of this project after an edit, checked by the profiles that come with Signet.
using Edit = std::function<void(boost::json::object& credential)>;

/// `model` as "diploma"; the text after the edit.
std::string EditedModel(const std::string& model, const Edit& edit);
Validation CheckText(const std::string& text, const CodeLists& codes = {},
                     const CheckOptions& options = {.stage = Stage::kDraft});

/// The value at a JSON pointer.
boost::json::value& At(boost::json::object& credential, const char* pointer);
inline boost::json::object& ObjectAt(boost::json::object& credential, const char* pointer) {
  return At(credential, pointer).as_object();
}

}  // namespace signet::elm
