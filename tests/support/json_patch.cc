#include "tests/support/json_patch.h"

#include <boost/json.hpp>
#include <stdexcept>
#include <string>

namespace signet {
namespace {

struct Place {
  boost::json::value& parent;
  std::string token;
};

// RFC 6901 4.
std::string Unescaped(std::string token) {
  for (auto at = token.find('~'); at != std::string::npos; at = token.find('~', at + 1)) {
    token.replace(at, 2, token.compare(at, 2, "~1") == 0 ? "/" : "~");
  }
  return token;
}

Place Find(boost::json::value& document, const std::string& pointer) {
  const auto cut = pointer.rfind('/');
  if (cut == std::string::npos) throw std::runtime_error("no place inside: " + pointer);
  return {document.at_pointer(pointer.substr(0, cut)), Unescaped(pointer.substr(cut + 1))};
}

void Remove(boost::json::value& document, const std::string& pointer) {
  const Place place = Find(document, pointer);
  if (place.parent.is_array()) {
    auto& array = place.parent.as_array();
    array.erase(array.begin() + std::stoi(place.token));
  } else if (place.parent.as_object().erase(place.token) == 0) {
    throw std::runtime_error("nothing to remove: " + pointer);
  }
}

void Add(boost::json::value& document, const std::string& pointer, boost::json::value value) {
  if (pointer.empty()) {
    document = std::move(value);
    return;
  }
  const Place place = Find(document, pointer);
  if (!place.parent.is_array()) {
    place.parent.as_object().insert_or_assign(place.token, std::move(value));
    return;
  }
  auto& array = place.parent.as_array();
  const auto index = place.token == "-" ? static_cast<std::ptrdiff_t>(array.size())
                                        : static_cast<std::ptrdiff_t>(std::stoi(place.token));
  array.insert(array.begin() + index, std::move(value));
}

}  // namespace

boost::json::value ApplyPatch(boost::json::value document, const boost::json::value& patch) {
  for (const boost::json::value& step : patch.as_array()) {
    const auto text = [&step](const char* name) {
      return std::string(step.as_object().at(name).as_string());
    };
    const std::string operation = text("op");
    const std::string path = text("path");
    if (operation == "remove") {
      Remove(document, path);
    } else if (operation == "add") {
      Add(document, path, step.as_object().at("value"));
    } else if (operation == "replace") {
      document.at_pointer(path) = step.as_object().at("value");
    } else if (operation == "copy" || operation == "move") {
      boost::json::value value = document.at_pointer(text("from"));
      if (operation == "move") Remove(document, text("from"));
      Add(document, path, std::move(value));
    } else {
      throw std::runtime_error("unknown operation: " + operation);
    }
  }
  return document;
}

}  // namespace signet
