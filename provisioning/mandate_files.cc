#include "provisioning/mandate_files.h"

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/registry/mandate_document.h"
#include "appliance/sealer/administration/registry_json.h"
#include "provisioning/paper_pdf.h"

namespace signet::provisioning {
namespace {

constexpr std::string_view kEnding = ".mandate.json";

// Whether it really is one of its type, RequireMandateDocument says.
std::string MediaTypeOf(std::string_view octets) {
  if (octets.starts_with("\x89PNG")) return "image/png";
  if (octets.starts_with("\xff\xd8")) return "image/jpeg";
  return "application/pdf";
}

}  // namespace

MandateFiles WriteMandateFiles(const std::filesystem::path& folder, const std::string& name,
                               const registry::MandateTerms& terms, const Paper& paper) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  MandateFiles files{folder / (name + std::string(kEnding)), folder / (name + ".mandate.md"),
                     folder / (name + ".mandate.pdf")};
  if (std::filesystem::exists(files.terms)) {
    throw Error(Code::kUsage, files.terms.string() +
                                  " is there already, and somebody may have signed it: choose "
                                  "another name or folder.");
  }
  WriteFile(files.pdf, AsText(ToPdf(paper)), FileMode::kPublic);
  WriteFile(files.markdown, ToMarkdown(paper), FileMode::kPublic);
  WriteFile(files.terms, sealer::ToJson(terms).WriteIndented() + "\n", FileMode::kPublic);
  return files;
}

MandateInHand ReadMandateInHand(const std::string& terms) {
  const std::filesystem::path file = terms;
  const std::string name = file.filename().string();
  if (name.ends_with(kEnding)) {
    return {name.substr(0, name.size() - kEnding.size()),
            registry::ReadMandateTerms(UntrustedText(ReadFile(file, 1U << 20U)))};
  }
  if (std::filesystem::exists(file)) {
    throw Error(Code::kUsage, "A file of terms is called NAME" + std::string(kEnding) +
                                  ", and NAME is the mandate's: rename " + terms + ".");
  }
  return {terms, std::nullopt};
}

std::optional<SignedDocument> ReadSignedDocument(const std::filesystem::path& file) {
  if (file.empty()) return std::nullopt;
  const std::string octets = ReadFile(file);
  SignedDocument document{MediaTypeOf(octets), ToBytes(octets)};
  registry::RequireMandateDocument(document.media_type, document.octets);
  return document;
}

}  // namespace signet::provisioning
