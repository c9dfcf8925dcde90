#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <stdexcept>

#include "appliance/base/file.h"
#include "tests/interop/dss/variants/variant.h"

namespace {

using namespace signet;           // NOLINT(google-build-using-namespace)
using namespace signet::interop;  // NOLINT(google-build-using-namespace)
using std::filesystem::path;

void WriteAnchor(const path& file, const Certificate& certificate) {
  WriteFile(file, certificate.Pem(), FileMode::kPublic);
}

// Which files hold the anchors, with commas between.
std::string AnchorFiles(const path& folder, Anchors anchors) {
  const std::string root = (folder / "root.pem").string();
  const std::string seal_ca = (folder / "seal-ca.pem").string();
  const std::string tsa = (folder / "tsa.pem").string();
  switch (anchors) {
    case Anchors::kRoot:
      return root;
    case Anchors::kNone:
      return "";
    case Anchors::kServices:
      return seal_ca + "," + tsa;
    case Anchors::kSealCa:
      return seal_ca;
  }
  return "";
}

void MakeAll(const path& folder) {
  std::filesystem::create_directories(folder);
  WriteAnchor(folder / "root.pem", seal::TestRoot().certificate);
  WriteAnchor(folder / "seal-ca.pem", seal::TestSealCa().certificate);
  WriteAnchor(folder / "tsa.pem", SoundStampAuthority().certificate);
  std::string list;
  for (const Variant& variant : AllVariants()) {
    const path file = folder / (variant.name + ".json");
    LongTermSeal sound = variant.aged ? AgedLongTermSeal() : SoundLongTermSeal();
    try {
      WriteFile(file, variant.make(sound), FileMode::kPublic);
    } catch (const std::exception& failure) {
      throw std::runtime_error(fmt::format("{}: {}", variant.name, failure.what()));
    }
    list += fmt::format("{}\t{}\t{}\t{}\n", variant.name, file.string(),
                        AnchorFiles(folder, variant.anchors), variant.at);
  }
  WriteFile(folder / "list.tsv", list, FileMode::kPublic);
}

}  // namespace

// make_variants DIR: each variant in DIR/NAME.json, the anchors, and DIR/list.tsv: variant, file,
// anchors, time of judgement.
int main(int count, char** arguments) {
  if (count != 2) return EXIT_FAILURE;
  try {
    MakeAll(std::filesystem::absolute(arguments[1]));
  } catch (const std::exception& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
