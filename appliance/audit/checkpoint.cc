#include "appliance/audit/checkpoint.h"

#include <openssl/x509.h>

#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/openssl.h"

namespace signet::audit {
namespace {

constexpr std::string_view kEmDashAndSpace = "\xE2\x80\x94 ";  // U+2014
constexpr std::size_t kLargestNote = 1U << 20U;
constexpr std::size_t kEd25519KeySize = 32;

Error Malformed(std::string what) { return {Code::kLogMalformed, std::move(what)}; }

// signed-note: "non-empty … MUST NOT contain any Unicode spaces or plus"; of the spaces, the ASCII
// ones are enough to tell the parts of a line from each other.
bool IsKeyName(std::string_view name) {
  return !name.empty() && name.find_first_of(" +\t\r\n\v\f") == std::string_view::npos;
}

std::uint32_t BigEndian(ByteView octets) {
  return std::uint32_t{octets[0]} << 24U | std::uint32_t{octets[1]} << 16U |
         std::uint32_t{octets[2]} << 8U | std::uint32_t{octets[3]};
}

Bytes BigEndian(std::uint32_t number) {
  return {
      static_cast<std::uint8_t>(number >> 24U), static_cast<std::uint8_t>(number >> 16U & 0xFFU),
      static_cast<std::uint8_t>(number >> 8U & 0xFFU), static_cast<std::uint8_t>(number & 0xFFU)};
}

openssl::Handle<EVP_PKEY> PublicKey(LogKey::Type type, ByteView key) {
  if (type == LogKey::Type::kEd25519) {
    if (key.size() != kEd25519KeySize) return nullptr;
    return openssl::Handle<EVP_PKEY>(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  }
  const unsigned char* at = key.data();
  openssl::Handle<EVP_PKEY> parsed(d2i_PUBKEY(nullptr, &at, static_cast<long>(key.size())));
  std::array<char, 32> group{};
  std::size_t length = 0;
  const bool good =
      parsed && at == key.data() + key.size() &&
      EVP_PKEY_get_group_name(parsed.get(), group.data(), group.size(), &length) == 1 &&
      std::string_view(group.data(), length) == SN_X9_62_prime256v1;
  openssl::TakeErrors();
  return good ? std::move(parsed) : nullptr;
}

std::uint32_t KeyId(const std::string& name, LogKey::Type type, ByteView key) {
  if (type == LogKey::Type::kEcdsaP256) return BigEndian(HashSha256(key).view());
  const std::string prefix = name + '\n' + static_cast<char>(type);
  return BigEndian(HashSha256({AsBytes(prefix), key}).view());
}

struct SignatureLine {
  std::string_view name;
  std::uint32_t id;
  Bytes signature;
};

struct Note {
  std::string_view text;  // with its final newline
  std::vector<SignatureLine> signatures;
};

SignatureLine ReadSignatureLine(std::string_view line) {
  const Error error = Malformed("A signature line of the checkpoint cannot be read.");
  if (!line.starts_with(kEmDashAndSpace)) throw error;
  line.remove_prefix(kEmDashAndSpace.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !IsKeyName(line.substr(0, space))) throw error;
  const auto content = DecodeBase64(line.substr(space + 1));
  if (!content || content->size() < 5) throw error;
  return {line.substr(0, space), BigEndian(*content), Bytes(content->begin() + 4, content->end())};
}

Note ReadNote(std::string_view note) {
  if (note.size() > kLargestNote) throw Malformed("The checkpoint has more than 1 MiB.");
  for (const char c : note) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') {
      throw Malformed("The checkpoint has a control character.");
    }
  }
  const std::size_t blank = note.rfind("\n\n");
  if (blank == std::string_view::npos || !note.ends_with('\n') || blank + 2 == note.size()) {
    throw Malformed("The checkpoint has no text, empty line and signatures.");
  }
  Note out{note.substr(0, blank + 1), {}};
  for (std::string_view rest = note.substr(blank + 2); !rest.empty();) {
    const std::size_t end = rest.find('\n');
    out.signatures.push_back(ReadSignatureLine(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  return out;
}

// The first line of `text`, which loses it.
std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || end == 0) {
    throw Malformed("The checkpoint has no origin, size and root on a line each.");
  }
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// tlog-checkpoint: decimal without leading zeroes.
std::uint64_t ReadSize(std::string_view line) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size);
  if (error != std::errc() || end != line.data() + line.size() ||
      (line.size() > 1 && line.front() == '0')) {
    throw Malformed("The checkpoint's size is not a decimal number.");
  }
  return size;
}

Checkpoint ReadText(std::string_view text) {
  Checkpoint checkpoint;
  checkpoint.origin = TakeLine(text);
  checkpoint.head.size = ReadSize(TakeLine(text));
  const auto root = DecodeBase64(TakeLine(text));
  if (!root || root->size() != checkpoint.head.root.octets.size()) {
    throw Malformed("The checkpoint's root is not 32 octets in base64.");
  }
  checkpoint.head.root = Sha256FromOctets(*root);
  while (!text.empty()) TakeLine(text);
  return checkpoint;
}

}  // namespace

LogKey::LogKey(std::string name, Type type, Bytes key)
    : name_(std::move(name)), type_(type), key_(std::move(key)), id_(KeyId(name_, type_, key_)) {
  if (!IsKeyName(name_)) throw Malformed("The log key's name is empty or has a space or plus.");
  if (!PublicKey(type_, key_)) throw Malformed("The log key is no Ed25519 or P-256 public key.");
}

LogKey LogKey::FromVkey(std::string_view vkey) {
  while (vkey.ends_with('\n') || vkey.ends_with('\r')) vkey.remove_suffix(1);
  const Error error =
      Malformed("The log key is not spelt as name+ID+base64; take log.vkey as it is.");
  const std::size_t first = vkey.find('+');
  const std::size_t second = first == std::string_view::npos ? first : vkey.find('+', first + 1);
  if (second == std::string_view::npos) throw error;
  const auto id = DecodeHex(vkey.substr(first + 1, second - first - 1));
  const auto key = DecodeBase64(vkey.substr(second + 1));
  if (!id || id->size() != 4 || !key || key->empty()) throw error;
  const auto type = static_cast<Type>(key->front());
  if (type != Type::kEd25519 && type != Type::kEcdsaP256) {
    throw Malformed("The log key is of a type that is not known here (Ed25519 and ECDSA are).");
  }
  LogKey out(std::string(vkey.substr(0, first)), type, Bytes(key->begin() + 1, key->end()));
  if (out.id() != BigEndian(*id))
    throw Malformed("The log key's ID is not the one of its content.");
  return out;
}

std::string LogKey::Vkey() const {
  Bytes content{static_cast<std::uint8_t>(type_)};
  content.insert(content.end(), key_.begin(), key_.end());
  return name_ + '+' + EncodeHex(BigEndian(id_)) + '+' + EncodeBase64(content);
}

bool LogKey::Verify(std::string_view text, ByteView signature) const {
  const openssl::Handle<EVP_PKEY> key = PublicKey(type_, key_);
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  // RFC 8032 hashes by itself; ECDSA is told to.
  const EVP_MD* const hash = type_ == Type::kEd25519 ? nullptr : EVP_sha256();
  if (!key || !context ||
      EVP_DigestVerifyInit(context.get(), nullptr, hash, nullptr, key.get()) != 1) {
    throw openssl::Failure("The log key cannot be used.");
  }
  const ByteView octets = AsBytes(text);
  const bool good = EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                                     octets.data(), octets.size()) == 1;
  openssl::TakeErrors();
  return good;
}

std::string CheckpointText(const Checkpoint& checkpoint) {
  return checkpoint.origin + '\n' + std::to_string(checkpoint.head.size) + '\n' +
         EncodeBase64(checkpoint.head.root.view()) + '\n';
}

std::string SignedNote(std::string_view text, const LogKey& key, ByteView signature) {
  Bytes content = BigEndian(key.id());
  content.insert(content.end(), signature.begin(), signature.end());
  return std::string(text) + '\n' + std::string(kEmDashAndSpace) + key.name() + ' ' +
         EncodeBase64(content) + '\n';
}

Checkpoint OpenNote(std::string_view note, const LogKey& key) {
  const Note read = ReadNote(note);
  bool signed_by_key = false;
  for (const SignatureLine& line : read.signatures) {
    if (line.name != key.name() || line.id != key.id()) continue;
    if (!key.Verify(read.text, line.signature)) {
      throw Error(Code::kLogInconsistent,
                  "The checkpoint's signature is not good: its text or signature was changed.");
    }
    signed_by_key = true;
  }
  if (!signed_by_key) {
    throw Error(Code::kLogInconsistent,
                "The checkpoint has no signature of the log key " + key.name() + ".");
  }
  Checkpoint checkpoint = ReadText(read.text);
  if (checkpoint.origin != key.name()) {
    throw Error(Code::kLogInconsistent,
                "The checkpoint is signed by " + key.name() + ", but is of another log.");
  }
  return checkpoint;
}

Checkpoint ReadNoteUnverified(std::string_view note) { return ReadText(ReadNote(note).text); }

}  // namespace signet::audit
