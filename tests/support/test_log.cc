#include "tests/support/test_log.h"

#include <openssl/x509.h>

#include <array>

#include "appliance/base/error.h"

namespace signet::test {
namespace {

audit::LogKey PublicKey(const std::string& origin, EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519") == 1) {
    Bytes raw(32);
    std::size_t size = raw.size();
    EVP_PKEY_get_raw_public_key(key, raw.data(), &size);
    return {origin, audit::LogKey::Type::kEd25519, raw};
  }
  Bytes der(static_cast<std::size_t>(i2d_PUBKEY(key, nullptr)));
  unsigned char* at = der.data();
  i2d_PUBKEY(key, &at);
  return {origin, audit::LogKey::Type::kEcdsaP256, der};
}

Time At(std::size_t index) {
  return Time(std::chrono::seconds(1'800'000'000)) + std::chrono::milliseconds(10 * index);
}

const std::string kKeyName = "p256";
Sha256 SealCertificate() { return HashSha256("certificate"); }
std::string SealId(std::size_t index) { return "seal-" + std::to_string(index); }

audit::SealIntended Intention(std::size_t index) {
  return {.seal = SealId(index),
          .client = "campus",
          .key = kKeyName,
          .certificate = SealCertificate(),
          .preparation = "edc",
          .level = "B-B",
          .authority = "own",
          .request = HashSha256("request" + std::to_string(index)),
          .signing_input = HashSha256("input" + std::to_string(index))};
}

audit::SealCompleted Completion(std::size_t intention, std::size_t index) {
  return {.seal = SealId(intention),
          .intention = intention,
          .level = "B-B",
          .certificate = SealCertificate(),
          .signing_time = At(intention),
          .sealed = HashSha256("sealed" + std::to_string(index)),
          .authority = "own"};
}

// Six entries: a seal that completes, and one that is interrupted, goes on and fails.
audit::Event SealEvent(std::size_t index, std::size_t step) {
  const std::size_t second = index - step + 2;
  switch (step) {
    case 0:
    case 2:
      return Intention(index);
    case 1:
      return Completion(index - 1, index);
    case 3:
      return audit::SealInterrupted{SealId(second), second};
    case 4:
      return audit::SealResumed{SealId(second), second};
    default:
      return audit::SealFailed{SealId(second), second, "token-timed-out"};
  }
}

}  // namespace

LogSigner::LogSigner(const std::string& origin, EVP_PKEY* key)
    : signer_(key), key_(PublicKey(origin, key)) {}

Bytes LogSigner::SignText(const std::string& text) const {
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const EVP_MD* const hash = key_.type() == audit::LogKey::Type::kEd25519 ? nullptr : EVP_sha256();
  const ByteView octets = AsBytes(text);
  std::size_t size = 0;
  if (EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, signer_) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &size, octets.data(), octets.size()) != 1) {
    throw openssl::Failure("The test log's key cannot sign.");
  }
  Bytes signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, octets.data(), octets.size()) != 1) {
    throw openssl::Failure("The test log's key did not sign.");
  }
  signature.resize(size);
  return signature;
}

std::string LogSigner::Sign(const audit::TreeHead& head) const {
  const std::string text = audit::CheckpointText({key_.name(), head});
  return audit::SignedNote(text, key_, SignText(text));
}

std::vector<std::string> SampleEntries(std::size_t count, const audit::LogKey& key) {
  const std::array<audit::Event, 5> setup{
      audit::BoxInitialised{key.name(), "0.1.0", key.Vkey()}, audit::BoxStarted{"0.1.0"},
      audit::KeyGenerated{kKeyName, "ES256", "sigT", HashSha256("public key")},
      audit::KeyCertified{kKeyName, SealCertificate(), At(0), At(1'000'000)},
      audit::ClientAdded{"campus", "submitter", HashSha256("client"), "box", ""}};
  std::vector<std::string> entries;
  for (std::size_t index = 0; index < count; ++index) {
    const audit::Event event =
        index < setup.size() ? setup[index] : SealEvent(index, (index - setup.size()) % 6);
    entries.push_back(audit::EncodeEntry(At(index), event));
  }
  return entries;
}

void AppendEntries(SQLite::Database& database, audit::Log& log,
                   const std::vector<std::string>& entries) {
  SQLite::Transaction transaction(database);
  for (const std::string& entry : entries) log.Append(entry);
  log.BeforeCommit();
  transaction.commit();
  log.AfterCommit();
}

void StoreSignedNote(SQLite::Database& database, audit::Log& log, const LogSigner& signer) {
  SQLite::Transaction transaction(database);
  log.StoreNote(log.Head().size, signer.Sign(log.Head()),
                Time(std::chrono::seconds(1'800'000'000)));
  log.BeforeCommit();
  transaction.commit();
  log.AfterCommit();
}

}  // namespace signet::test
