#pragma once

#include <chrono>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/judgement.h"

namespace signet::seal {

/// What is wrong with a token as bytes, and the sub-indication that goes with it.
struct TokenFault {
  SubIndication indication;
  std::string text;  ///< starts in lower case: "it was not made over this content"
};

/// A time-stamp token (RFC 3161 2.4.2): CMS SignedData over TSTInfo. Whether the authority behind
/// it is trusted is another question, not asked here.
class TimeStampToken {
 public:
  /// Nullopt for anything but one token in DER with one signer and nothing after it.
  static std::optional<TimeStampToken> Read(ByteView der);

  Time time() const;  ///< genTime
  /// How far the true time may lie from genTime; zero where the token does not say.
  std::chrono::milliseconds accuracy() const;
  std::vector<Certificate> certificates() const;  ///< those in the token
  /// The one that signed it, in the token or in `known`.
  std::optional<Certificate> signer(const std::vector<Certificate>& known) const;
  int imprint_hash() const;  ///< NID of the hash function over the content
  ByteView imprint() const;  ///< its value
  /// As it stands there, without leading zeros; nullopt if there is none, or a negative one.
  std::optional<ByteView> nonce() const;
  std::string policy() const;  ///< OID: "1.2.3"
  int signature_hash() const;  ///< NID of the hash function of the signature

  /// Whether the imprint is the digest of `parts` in one piece.
  bool Covers(std::initializer_list<ByteView> parts) const;
  /// All but the imprint: signature, signer's certificate (in the token or in `known`), its digest
  /// in the signed attributes (RFC 5816), its extended key usage (RFC 3161 2.3) and validity at
  /// genTime. Empty if all is well.
  std::vector<TokenFault> Faults(const std::vector<Certificate>& known) const;
  /// With the imprint over `parts`.
  std::vector<TokenFault> Faults(std::initializer_list<ByteView> parts,
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
