#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"

namespace signet::seal {

/// A time-stamp token (RFC 3161 2.4.2): CMS SignedData over TSTInfo. Whether the authority behind
/// it is trusted is another question, not asked here.
class TimeStampToken {
 public:
  /// Nullopt for anything but one token in DER with one signer and nothing after it.
  static std::optional<TimeStampToken> Read(ByteView der);

  Time time() const;  ///< genTime

  /// What is wrong with the token as bytes: imprint over `parts`, signature, signer's certificate
  /// (in the token or in `known`), its digest in the signed attributes (RFC 5816), its extended key
  /// usage (RFC 3161 2.3) and validity at genTime. One text each, starting in lower case; empty if
  /// it is whole.
  std::vector<std::string> Faults(std::initializer_list<ByteView> parts,
                                  const std::vector<Certificate>& known) const;

  TimeStampToken(TimeStampToken&&) noexcept;
  TimeStampToken& operator=(TimeStampToken&&) noexcept;
  ~TimeStampToken();

 private:
  struct Content;
  explicit TimeStampToken(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace signet::seal
