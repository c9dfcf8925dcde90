#include "provisioning/verify_trust.h"

#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/seal/list_reader_process.h"

namespace signet::provisioning {
namespace {

std::vector<Certificate> ReadAnchors(const std::vector<std::filesystem::path>& files) {
  std::vector<Certificate> out;
  for (const std::filesystem::path& file : files) {
    for (const Certificate& anchor : Certificate::FromPem(ReadFile(file))) out.push_back(anchor);
  }
  return out;
}

void Note(const seal::JudgedFile& file, std::vector<std::string>& notes) {
  if (!file.good()) {
    notes.push_back("The trusted list " + file.file.name +
                    " is not used: " + file.judgement.reason + ".");
    return;
  }
  for (const std::string& warning : file.judgement.warnings) {
    notes.push_back("The trusted list " + file.file.name + " is used: " + warning + ".");
  }
}

Error NoneUsable(const std::vector<std::string>& notes) {
  std::string text = "No trusted list can be used, so nothing was judged.";
  for (const std::string& note : notes) text += " " + note;
  return {Code::kParameterInvalid, text + " See `signetctl trust check`."};
}

}  // namespace

VerifyTrust TrustOwn(const std::vector<std::filesystem::path>& anchors) {
  return {sealer::JudgementTrust(ReadAnchors(anchors)), {}};
}

VerifyTrust TrustOwnAndLists(const std::vector<std::filesystem::path>& anchors,
                             const TrustFiles& files, Time at) {
  std::vector<Certificate> own = ReadAnchors(anchors);
  std::vector<std::string> notes;
  seal::TrustSources sources = OpenTrustFiles(files, notes);
  std::vector<seal::AuthorisedList> authorised;
  for (const seal::JudgedFile& file :
       seal::JudgeTrust(std::move(sources), seal::ListReaderBesideThisProgram(), at)) {
    Note(file, notes);
    if (file.good()) authorised.push_back(*file.judgement.authorised);
  }
  seal::TrustedLists lists(authorised);
  if (lists.empty()) throw NoneUsable(notes);
  return {sealer::JudgementTrust(std::move(own), std::move(lists)), std::move(notes)};
}

}  // namespace signet::provisioning
