#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>

#include "appliance/base/file.h"
#include "tests/interop/dss/qualified/list_folder.h"

namespace {

using namespace signet;  // NOLINT(google-build-using-namespace)

Certificate Read(const char* file) { return Certificate::FromPem(ReadFile(file)).front(); }

// The demo's certificates state nothing of their quality, so the list says it of all that may seal.
std::string AllAreForSealsInQscd() {
  std::string out = "<q:QualificationElement><q:Qualifiers>";
  for (const char* qualifier : {"QCStatement", "QCForESeal", "QCWithQSCD"}) {
    out += fmt::format(
        "<q:Qualifier uri=\"http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/{}\"></q:Qualifier>",
        qualifier);
  }
  return out +
         "</q:Qualifiers><q:CriteriaList assert=\"all\"><q:KeyUsage>"
         "<q:KeyUsageBit name=\"nonRepudiation\">true</q:KeyUsageBit></q:KeyUsage>"
         "</q:CriteriaList></q:QualificationElement>";
}

}  // namespace

// make_demo_lists DIR SEAL_CA.pem TSA_CA.pem: trusted lists in DIR, with their table lists.tsv,
// that have a demo box's CAs as a qualified issuer for e-seals and a qualified time-stamp
// authority.
int main(int count, char** arguments) {
  if (count != 4) return EXIT_FAILURE;
  try {
    interop::ListFolder lists;
    test::ListedServiceOptions seals = interop::QualifiedCa({Read(arguments[2])}, {"ForeSeals"});
    seals.now.qualifications = AllAreForSealsInQscd();
    lists.list.services = {seals, interop::QualifiedTimeStamper(Read(arguments[3]))};
    lists.Write(std::filesystem::absolute(arguments[1]));
  } catch (const std::exception& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
