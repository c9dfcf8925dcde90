#include "provisioning/xml_writer.h"

#include <libxml/xmlwriter.h>

#include "appliance/base/error.h"

namespace signet::provisioning {
namespace {

struct Free {
  void operator()(xmlBuffer* p) const { xmlBufferFree(p); }
  void operator()(xmlTextWriter* p) const { xmlFreeTextWriter(p); }
};

const xmlChar* Of(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

void Require(int result) {
  if (result < 0) throw Error(Code::kInternal, "The validation report could not be written.");
}

// XML 1.0 2.2 has no control characters, and some of the texts come from certificates.
std::string Printable(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') c = '?';
  }
  return out;
}

}  // namespace

struct XmlWriter::Content {
  std::unique_ptr<xmlBuffer, Free> buffer;
  std::unique_ptr<xmlTextWriter, Free> writer;  ///< ends before the buffer
};

XmlWriter::XmlWriter() : content_(std::make_unique<Content>()) {
  content_->buffer.reset(xmlBufferCreate());
  content_->writer.reset(xmlNewTextWriterMemory(content_->buffer.get(), 0));
  if (!content_->writer) throw Error(Code::kInternal, "The validation report cannot be begun.");
  Require(xmlTextWriterSetIndent(content_->writer.get(), 1));
  Require(xmlTextWriterStartDocument(content_->writer.get(), nullptr, "UTF-8", nullptr));
}

XmlWriter::~XmlWriter() = default;

XmlWriter& XmlWriter::Open(const std::string& name) {
  Require(xmlTextWriterStartElement(content_->writer.get(), Of(name)));
  return *this;
}

XmlWriter& XmlWriter::Attribute(const std::string& name, const std::string& value) {
  Require(xmlTextWriterWriteAttribute(content_->writer.get(), Of(name), Of(value)));
  return *this;
}

XmlWriter& XmlWriter::Close() {
  Require(xmlTextWriterEndElement(content_->writer.get()));
  return *this;
}

XmlWriter& XmlWriter::Text(const std::string& name, std::string_view text) {
  Require(xmlTextWriterWriteElement(content_->writer.get(), Of(name), Of(Printable(text))));
  return *this;
}

std::string XmlWriter::Take() {
  Require(xmlTextWriterEndDocument(content_->writer.get()));
  const xmlBuffer* const buffer = content_->buffer.get();
  return {reinterpret_cast<const char*>(xmlBufferContent(buffer)),
          static_cast<std::size_t>(xmlBufferLength(buffer))};
}

}  // namespace signet::provisioning
