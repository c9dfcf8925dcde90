#include "appliance/base/json_writer.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <utility>

namespace signet::json {
namespace {

/// Orders UTF-8 as RFC 8785 3.2.3 orders names, by UTF-16 code units. The two differ only where a
/// character beyond U+FFFF (in UTF-16 D800 to DFFF, in UTF-8 from F0) meets one from U+E000 to
/// U+FFFF (in UTF-8 from EE).
bool IsBefore(std::string_view a, std::string_view b) {
  const auto rank = [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet == 0xEE || octet == 0xEF ? octet + 0x10 : octet + 0;
  };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](char x, char y) { return rank(x) < rank(y); });
}

boost::json::value Sorted(const boost::json::value& value) {
  if (const auto* array = value.if_array()) {
    boost::json::array sorted;
    for (const auto& element : *array) sorted.push_back(Sorted(element));
    return sorted;
  }
  const auto* object = value.if_object();
  if (object == nullptr) return value;
  std::vector<const boost::json::key_value_pair*> members;
  for (const auto& member : *object) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return IsBefore(a->key(), b->key()); });
  boost::json::object sorted;
  for (const auto* member : members) sorted.emplace(member->key(), Sorted(member->value()));
  return sorted;
}

void WriteLines(const boost::json::value& value, const std::string& margin, std::string& out) {
  const std::string deeper = margin + "  ";
  const char* separator = "\n";
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    out += '{';
    for (const auto& member : *object) {
      out += std::exchange(separator, ",\n") + deeper + Quote(member.key()) + ": ";
      WriteLines(member.value(), deeper, out);
    }
    out += "\n" + margin + "}";
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    out += '[';
    for (const auto& element : *array) {
      out += std::exchange(separator, ",\n") + deeper;
      WriteLines(element, deeper, out);
    }
    out += "\n" + margin + "]";
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

struct ObjectWriter::Content {
  boost::json::object object;
};

ObjectWriter::ObjectWriter() : content_(std::make_unique<Content>()) {}
ObjectWriter::ObjectWriter(ObjectWriter&&) noexcept = default;
ObjectWriter& ObjectWriter::operator=(ObjectWriter&&) noexcept = default;
ObjectWriter::~ObjectWriter() = default;

ObjectWriter& ObjectWriter::Text(std::string_view name, std::string_view value) {
  content_->object.insert_or_assign(name, value);
  return *this;
}

ObjectWriter& ObjectWriter::Integer(std::string_view name, std::int64_t value) {
  content_->object.insert_or_assign(name, value);
  return *this;
}

ObjectWriter& ObjectWriter::Boolean(std::string_view name, bool value) {
  content_->object.insert_or_assign(name, value);
  return *this;
}

ObjectWriter& ObjectWriter::Null(std::string_view name) {
  content_->object.insert_or_assign(name, nullptr);
  return *this;
}

ObjectWriter& ObjectWriter::Texts(std::string_view name, const std::vector<std::string>& values) {
  boost::json::array array;
  for (const auto& value : values) array.emplace_back(value);
  content_->object.insert_or_assign(name, std::move(array));
  return *this;
}

ObjectWriter& ObjectWriter::Object(std::string_view name, ObjectWriter value) {
  content_->object.insert_or_assign(name, std::move(value.content_->object));
  return *this;
}

ObjectWriter& ObjectWriter::Objects(std::string_view name, std::vector<ObjectWriter> values) {
  boost::json::array array;
  for (auto& value : values) array.emplace_back(std::move(value.content_->object));
  content_->object.insert_or_assign(name, std::move(array));
  return *this;
}

std::string ObjectWriter::Write() const { return boost::json::serialize(content_->object); }

std::string ObjectWriter::WriteCanonical() const {
  return boost::json::serialize(Sorted(content_->object));
}

std::string ObjectWriter::WriteIndented() const {
  std::string out;
  WriteLines(content_->object, "", out);
  return out;
}

std::string Quote(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text));
}

}  // namespace signet::json
