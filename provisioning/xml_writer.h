#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace signet::provisioning {

/// Writes an XML document element by element, in UTF-8. Elements are closed in the opposite order
/// of their opening; texts are escaped. Throws Error(kInternal) if libxml2 cannot.
class XmlWriter {
 public:
  XmlWriter();
  XmlWriter(const XmlWriter&) = delete;
  XmlWriter& operator=(const XmlWriter&) = delete;
  ~XmlWriter();

  XmlWriter& Open(const std::string& name);
  XmlWriter& Attribute(const std::string& name, const std::string& value);
  XmlWriter& Close();
  /// An element with nothing but text.
  XmlWriter& Text(const std::string& name, std::string_view text);
  /// All that was written. Nothing may be written after it.
  std::string Take();

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace signet::provisioning
