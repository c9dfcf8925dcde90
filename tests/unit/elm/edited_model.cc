#include "tests/unit/elm/edited_model.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "appliance/base/file.h"
#include "appliance/elm/credential_text.h"
#include "tests/unit/elm/sample.h"

namespace signet::elm {

std::string EditedModel(const std::string& model, const Edit& edit) {
  auto credential = boost::json::parse(
      ReadFile(std::string(SIGNET_SOURCE_DIR "/provisioning/models/") + model + ".jsonld"));
  edit(credential.as_object());
  return boost::json::serialize(credential);
}

Validation CheckText(const std::string& text, const CodeLists& codes, const CheckOptions& options) {
  static const ProfileLibrary library = ProfileLibrary::BuiltIn();
  const CredentialText credential = ReadText(text);
  return CheckCredential(credential.root(), library, codes, options);
}

boost::json::value& At(boost::json::object& credential, const char* pointer) {
  boost::json::value* at = nullptr;
  const std::string text(pointer);
  for (std::size_t begin = 1; begin <= text.size();) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    const std::string part = text.substr(begin, end - begin);
    if (at != nullptr && at->is_array()) {
      at = &at->as_array().at(std::stoul(part));
    } else {
      at = &(at == nullptr ? credential : at->as_object()).at(part);
    }
    begin = end + 1;
  }
  return *at;
}

}  // namespace signet::elm
