#include <fmt/format.h>
#include <openssl/pkcs12.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>

#include "appliance/base/file.h"
#include "tests/interop/dss/variants/long_term_seal.h"

namespace {

namespace interop = signet::interop;
namespace seal = signet::seal;
using signet::Certificate;

constexpr std::size_t kPayloadOctets = 138'000;

void Write(const std::filesystem::path& file, std::string_view content) {
  signet::WriteFile(file, content, signet::FileMode::kPublic);
}

void WritePkcs12(const std::filesystem::path& file, EVP_PKEY* key, const Certificate& certificate,
                 X509* issuer) {
  struct Free {
    void operator()(PKCS12* p) const { PKCS12_free(p); }
  };
  STACK_OF(X509)* const chain = sk_X509_new_null();
  if (issuer != nullptr) sk_X509_push(chain, issuer);
  const std::unique_ptr<PKCS12, Free> made(
      PKCS12_create("bench", "key", key, certificate.x509(), chain, 0, 0, 0, 0, 0));
  sk_X509_free(chain);
  if (!made) throw signet::openssl::Failure("No PKCS #12.");
  unsigned char* der = nullptr;
  const int size = i2d_PKCS12(made.get(), &der);
  Write(file, signet::AsText({der, static_cast<std::size_t>(size)}));
  OPENSSL_free(der);
}

std::string Now() { return signet::FormatTimeSeconds(signet::SystemNow()); }

// A credential with an image in it.
std::string LargePayload(std::string small) {
  std::string image;
  while (image.size() + small.size() < kPayloadOctets) image += "iVBORw0KGgoA";
  small.pop_back();
  return small + R"(,"content":")" + image + "\"}";
}

void MakeAll(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  interop::LongTermSeal s = interop::SoundLongTermSeal();
  s.seal.payload = LargePayload(s.seal.payload);
  s.All();
  Write(folder / "sealed.json", s.Write());
  Write(folder / "payload.json", s.seal.payload);
  // As a trusted list has them: the CA that issues, and the time-stamp authorities themselves.
  Write(folder / "seal-ca.pem", seal::TestSealCa().certificate.Pem());
  Write(folder / "signature-tsa.pem", s.signature_tsa.certificate.Pem());
  Write(folder / "archive-tsa.pem", s.archive_tsa.certificate.Pem());
  Write(folder / "root.crl", signet::AsText(interop::RootCrl(Now().c_str())));
  Write(folder / "signer.ocsp", signet::AsText(interop::SignerOcsp(s.signer, Now().c_str())));
  WritePkcs12(folder / "signer.p12", s.seal.key, s.signer, seal::TestSealCa().certificate.x509());
  WritePkcs12(folder / "tsa.p12", s.signature_tsa.key, s.signature_tsa.certificate, nullptr);
}

}  // namespace

// make_bench_inputs DIR: what EU DSS is measured on: a B-LTA file, and keys, revocation data and a
// payload to make more of them. The keys are TEST keys, made anew each time.
int main(int count, char** arguments) {
  if (count != 2) return EXIT_FAILURE;
  try {
    MakeAll(arguments[1]);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
