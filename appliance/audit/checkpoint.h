#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "appliance/audit/merkle.h"
#include "appliance/base/bytes.h"

namespace signet::audit {

/// A log's public key as C2SP signed-note spells it: `<name>+<hex key id>+base64(type ‖ key)`.
/// The name is the log's origin.
class LogKey {
 public:
  enum class Type : std::uint8_t { kEd25519 = 0x01, kEcdsaP256 = 0x02 };

  /// `key`: 32 octets for Ed25519, DER SubjectPublicKeyInfo for ECDSA.
  LogKey(std::string name, Type type, Bytes key);
  /// Throws Error(kLogMalformed).
  static LogKey FromVkey(std::string_view vkey);

  const std::string& name() const { return name_; }
  Type type() const { return type_; }
  std::string Vkey() const;
  std::uint32_t id() const { return id_; }
  /// ECDSA signatures are DER (SHA-256 of the text); Ed25519's are 64 octets.
  bool Verify(std::string_view text, ByteView signature) const;

 private:
  std::string name_;
  Type type_;
  Bytes key_;
  std::uint32_t id_;
};

/// C2SP tlog-checkpoint: origin, size, root; no extension lines.
struct Checkpoint {
  std::string origin;
  TreeHead head;
};

/// The text a log key signs, with its final newline.
std::string CheckpointText(const Checkpoint& checkpoint);
/// The signed note: text, empty line, one signature line.
std::string SignedNote(std::string_view text, const LogKey& key, ByteView signature);
/// The checkpoint of a note that carries a good signature of `key`; other signatures are ignored,
/// as signed-note wants. Throws Error(kLogMalformed) or Error(kLogInconsistent) (signature).
Checkpoint OpenNote(std::string_view note, const LogKey& key);
/// What a note says, its signatures not looked at. Throws Error(kLogMalformed).
Checkpoint ReadNoteUnverified(std::string_view note);

}  // namespace signet::audit
