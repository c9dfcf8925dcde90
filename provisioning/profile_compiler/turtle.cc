#include "provisioning/profile_compiler/turtle.h"

#include <serd/serd.h>

#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>

#include "appliance/base/error.h"
#include "provisioning/profile_compiler/vocabulary.h"

namespace signet::provisioning {
namespace {

struct FreeReader {
  void operator()(SerdReader* reader) const { serd_reader_free(reader); }
};
struct FreeEnvironment {
  void operator()(SerdEnv* environment) const { serd_env_free(environment); }
};
struct OwnedNode {
  explicit OwnedNode(SerdNode owned) : node(owned) {}
  OwnedNode(const OwnedNode&) = delete;
  OwnedNode& operator=(const OwnedNode&) = delete;
  ~OwnedNode() { serd_node_free(&node); }
  SerdNode node;
};

const std::uint8_t* Octets(const std::string& text) {
  return reinterpret_cast<const std::uint8_t*>(text.c_str());
}

std::string TextOf(const SerdNode& node) {
  return {reinterpret_cast<const char*>(node.buf), node.n_bytes};
}

// What the sinks below fill. No exception passes through serd: the first one is kept.
struct Reading {
  TurtleDocument& document;
  std::unique_ptr<SerdEnv, FreeEnvironment> environment;
  std::string complaint;
  std::exception_ptr failure;
};

template <typename Work>
SerdStatus Guarded(void* handle, Work work) {
  auto& reading = *static_cast<Reading*>(handle);
  try {
    return work(reading);
  } catch (...) {
    if (!reading.failure) reading.failure = std::current_exception();
    return SERD_ERR_INTERNAL;
  }
}

std::string ExpandIri(const Reading& reading, const SerdNode& node) {
  const OwnedNode expanded(serd_env_expand_node(reading.environment.get(), &node));
  if (expanded.node.buf == nullptr) {
    throw Error(Code::kProfileMalformed, reading.document.name + ": the prefix of " + TextOf(node) +
                                             " is not declared (@prefix).");
  }
  return TextOf(expanded.node);
}

RdfTerm TermOf(const Reading& reading, const SerdNode& node, const SerdNode* datatype,
               const SerdNode* language) {
  RdfTerm term;
  if (node.type == SERD_URI || node.type == SERD_CURIE) return Iri(ExpandIri(reading, node));
  term.text = TextOf(node);
  term.kind = node.type == SERD_LITERAL ? RdfTerm::Kind::kLiteral : RdfTerm::Kind::kBlank;
  if (!term.is_literal()) return term;
  if (language != nullptr && language->type != SERD_NOTHING) {
    term.language = TextOf(*language);
    term.datatype = vocabulary::kLangString;
  } else if (datatype != nullptr && datatype->type != SERD_NOTHING) {
    term.datatype = ExpandIri(reading, *datatype);
  } else {
    term.datatype = vocabulary::kString;
  }
  return term;
}

SerdStatus OnBase(void* handle, const SerdNode* uri) {
  return Guarded(handle, [uri](Reading& reading) {
    return serd_env_set_base_uri(reading.environment.get(), uri);
  });
}

SerdStatus OnPrefix(void* handle, const SerdNode* name, const SerdNode* uri) {
  return Guarded(handle, [name, uri](Reading& reading) {
    const SerdStatus status = serd_env_set_prefix(reading.environment.get(), name, uri);
    if (status == SERD_SUCCESS) {
      reading.document.prefixes.emplace_back(TextOf(*name), ExpandIri(reading, *uri));
    }
    return status;
  });
}

SerdStatus OnStatement(void* handle, SerdStatementFlags, const SerdNode*, const SerdNode* subject,
                       const SerdNode* predicate, const SerdNode* object, const SerdNode* datatype,
                       const SerdNode* language) {
  return Guarded(handle, [=](Reading& reading) {
    reading.document.statements.push_back({.subject = TermOf(reading, *subject, nullptr, nullptr),
                                           .predicate = ExpandIri(reading, *predicate),
                                           .object = TermOf(reading, *object, datatype, language)});
    return SERD_SUCCESS;
  });
}

SerdStatus OnError(void* handle, const SerdError* error) {
  return Guarded(handle, [error](Reading& reading) {
    if (!reading.complaint.empty()) return SERD_SUCCESS;
    char words[200] = "";
    va_list arguments;
    va_copy(arguments, *error->args);
    std::vsnprintf(words, sizeof words, error->fmt, arguments);
    va_end(arguments);
    std::string said(words);
    while (!said.empty() && said.back() == '\n') said.pop_back();
    reading.complaint = "line " + std::to_string(error->line) + ", column " +
                        std::to_string(error->col) + ": " + said;
    return SERD_SUCCESS;
  });
}

}  // namespace

TurtleDocument ReadTurtle(std::string_view text, const std::string& name, const std::string& base) {
  TurtleDocument document{.name = name, .prefixes = {}, .statements = {}};
  if (text.find('\0') != std::string_view::npos) {
    throw Error(Code::kProfileMalformed, name + " is no Turtle: it has a NUL character.");
  }
  const SerdNode base_node = serd_node_from_string(SERD_URI, Octets(base));
  Reading reading{
      .document = document,
      .environment = std::unique_ptr<SerdEnv, FreeEnvironment>(serd_env_new(&base_node)),
      .complaint = {},
      .failure = nullptr};
  const std::unique_ptr<SerdReader, FreeReader> reader(
      serd_reader_new(SERD_TURTLE, &reading, nullptr, OnBase, OnPrefix, OnStatement, nullptr));
  serd_reader_set_strict(reader.get(), true);
  serd_reader_set_error_sink(reader.get(), OnError, &reading);
  const std::string whole(text);
  const SerdStatus status = serd_reader_read_string(reader.get(), Octets(whole));
  if (reading.failure) std::rethrow_exception(reading.failure);
  if (status != SERD_SUCCESS || !reading.complaint.empty()) {
    throw Error(
        Code::kProfileMalformed,
        name + " is no Turtle: " +
            (reading.complaint.empty() ? std::string("it could not be read") : reading.complaint) +
            ".");
  }
  return document;
}

}  // namespace signet::provisioning
