#include <algorithm>

#include "appliance/base/encoding.h"
#include "appliance/base/json_writer.h"
#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

// The array replaced in the text.
std::string WithArray(LongTermSeal& s, const std::string& array) {
  s.All();
  const std::string text = s.Write();
  const std::string start = R"("etsiU":)";
  const std::size_t from = text.find(start) + start.size();
  const std::size_t to = text.find(']', from) + 1;
  return text.substr(0, from) + array + text.substr(to);
}

std::string AllClear(LongTermSeal& s) {
  LongTermSeal copy = s;
  copy.All();
  std::string array;
  for (const std::string& entry : copy.etsi_u) {
    array += (array.empty() ? "[" : ",") + EntryJson(entry);
  }
  return WithArray(s, array + "]");
}

std::string OneClear(LongTermSeal& s) {
  LongTermSeal copy = s;
  copy.All();
  std::string array = "[" + EntryJson(copy.etsi_u[0]);
  for (std::size_t i = 1; i < copy.etsi_u.size(); ++i) array += "," + json::Quote(copy.etsi_u[i]);
  return WithArray(s, array + "]");
}

// An entry that this step writes between the others, so that the archive time-stamp covers it.
Make Covering(const std::string& entry) {
  return [=](LongTermSeal& s) {
    s.Sign();
    s.Stamp();
    s.AddValues();
    s.etsi_u.push_back(entry);
    s.Archive();
    return s.Write();
  };
}

Make Appended(const std::string& entry) {
  return After([=](LongTermSeal& s) { s.etsi_u.push_back(entry); });
}

const Variant kEtsiU[] = {
    {"etsiu.values-swapped", After([](auto& s) { std::swap(s.etsi_u[1], s.etsi_u[2]); })},
    {"etsiu.reversed", After([](auto& s) { std::reverse(s.etsi_u.begin(), s.etsi_u.end()); })},
    {"etsiu.entry-with-a-space",
     After([](auto& s) { s.etsi_u[1] = Entry(" " + EntryJson(s.etsi_u[1])); })},
    {"etsiu.entry-padded", After([](auto& s) { s.etsi_u[1] += "="; })},
    {"etsiu.entry-standard-base64", After([](auto& s) {
       // Letters beyond base64url do not come up in such JSON, so it is the padding that tells.
       std::string json = EntryJson(s.etsi_u[1]) + " ";
       if (json.size() % 3 == 0) json += " ";
       s.etsi_u[1] = EncodeBase64(AsBytes(json));
     })},
    {"etsiu.entry-no-base64", After([](auto& s) { s.etsi_u[1] = "%%%"; })},
    {"etsiu.entry-no-json", Covering(Entry("text"))},
    {"etsiu.entry-two-members",
     [](LongTermSeal& s) {
       s.Sign();
       s.Stamp();
       s.etsi_u.push_back(Entry(R"({"xVals":)" + s.values.CertificateJson() + R"(,"rVals":)" +
                                s.values.RevocationJson() + "}"));
       s.Archive();
       return s.Write();
     }},
    {"etsiu.entry-duplicate-member",
     [](LongTermSeal& s) {
       s.Sign();
       s.Stamp();
       s.etsi_u.push_back(Entry(R"({"xVals":[],"xVals":)" + s.values.CertificateJson() + "}"));
       s.etsi_u.push_back(Entry(R"({"rVals":)" + s.values.RevocationJson() + "}"));
       s.Archive();
       return s.Write();
     }},
    {"etsiu.all-clear-json", AllClear},
    {"etsiu.one-clear-json", OneClear},
    {"etsiu.empty", After([](auto& s) { s.etsi_u = {}; })},
    {"etsiu.empty-array", [](LongTermSeal& s) { return WithArray(s, "[]"); }},
    {"etsiu.no-array", [](LongTermSeal& s) { return WithArray(s, "\"x\""); }},
    {"etsiu.unknown-covered", Covering(Entry(R"({"colour":{}})"))},
    {"etsiu.unknown-after-the-archive", Appended(Entry(R"({"colour":{}})"))},
    {"etsiu.text-after-the-archive", Appended("%%%")},
    {"etsiu.values-after-the-archive", After([](auto& s) {
       s.etsi_u.push_back(Entry(R"({"xVals":)" + s.values.CertificateJson() + "}"));
     })},
    {"etsiu.of-another-seal", After([](auto& s) {
       LongTermSeal other = SoundLongTermSeal();
       other.seal.payload = "{}";
       other.All();
       s.etsi_u = other.etsi_u;
     })},
    {"etsiu.sigtst-removed", After([](auto& s) { s.etsi_u.erase(s.etsi_u.begin()); })},
    {"etsiu.xvals-removed", After([](auto& s) { s.etsi_u.erase(s.etsi_u.begin() + 1); })},
    {"etsiu.rvals-removed", After([](auto& s) { s.etsi_u.erase(s.etsi_u.begin() + 2); })},
    {"etsiu.arctst-removed", After([](auto& s) { s.etsi_u.pop_back(); })},
    {"etsiu.xvals-damaged-certificate", Before([](auto& s) {
       s.values.certificates.push_back({0x30, 0x00});
     })},
    {"etsiu.rvals-damaged-crl", Before([](auto& s) {
       s.values.crls.push_back({0x30, 0x00});
     })},
    {"etsiu.rvals-damaged-ocsp", Before([](auto& s) {
       s.values.ocsps.push_back({0x30, 0x00});
     })},
    {"etsiu.xrefs", Covering(Entry(R"({"xRefs":[]})"))},
    {"etsiu.beside-another-member", Replacing(R"({"etsiU":)", R"({"colour":1,"etsiU":)")},
};

}  // namespace

std::vector<Variant> EtsiUVariants() { return {std::begin(kEtsiU), std::end(kEtsiU)}; }

}  // namespace signet::interop
