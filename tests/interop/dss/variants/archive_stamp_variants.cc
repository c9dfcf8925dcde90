#include "appliance/base/encoding.h"
#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

// An archive time-stamp over other octets than 5.3.6.3 names.
Make Over(const std::function<std::string(const LongTermSeal&)>& covered) {
  return [=](LongTermSeal& s) {
    s.Sign();
    s.Stamp();
    s.AddValues();
    s.Archive(TokenBy(s.archive_tsa, AsBytes(covered(s)), s.archive_time));
    return s.Write();
  };
}

std::string Joined(const LongTermSeal& s, const std::string& separator) {
  std::string out = s.seal.payload + "." + s.seal.Protected() + "." + s.signature + ".";
  for (const std::string& entry : s.etsi_u) out += separator + entry;
  return out;
}

// The values come after the archive time-stamp, which does not cover them.
std::string BeforeTheValues(LongTermSeal& s) {
  s.Sign();
  s.Stamp();
  s.Archive();
  s.AddValues();
  return s.Write();
}

std::string WithoutSignatureStamp(LongTermSeal& s) {
  s.Sign();
  s.AddValues();
  s.Archive();
  return s.Write();
}

std::string SignatureStampLast(LongTermSeal& s) {
  s.Sign();
  s.AddValues();
  s.Archive();
  s.Stamp();
  return s.Write();
}

const Variant kArchiveStamp[] = {
    {"arctst.without-the-last-dot", Over([](const LongTermSeal& s) {
       std::string text = s.Covered();
       return Replaced(text, s.signature + ".", s.signature);
     })},
    {"arctst.dots-between-entries", Over([](const LongTermSeal& s) { return Joined(s, "."); })},
    {"arctst.without-an-entry",
     Over([](const LongTermSeal& s) { return Replaced(s.Covered(), s.etsi_u[1], ""); })},
    {"arctst.over-decoded-entries", Over([](const LongTermSeal& s) {
       std::string text = s.Covered();
       for (const std::string& entry : s.etsi_u) text = Replaced(text, entry, EntryJson(entry));
       return text;
     })},
    {"arctst.payload-encoded", Over([](const LongTermSeal& s) {
       return Replaced(s.Covered(), s.seal.payload, EncodeBase64Url(AsBytes(s.seal.payload)));
     })},
    {"arctst.over-the-signature-only", Over([](const LongTermSeal& s) { return s.signature; })},
    {"arctst.bit-of-its-signature", After([](LongTermSeal& s) {
       s.etsi_u.pop_back();
       Bytes token = TokenBy(s.archive_tsa, AsBytes(s.Covered()), s.archive_time, s.hash);
       token[token.size() - 5] ^= 1U;
       s.Archive(token);
     })},
    {"arctst.no-token", After([](LongTermSeal& s) {
       s.etsi_u.pop_back();
       s.Archive(Bytes{0x30, 0x00});
     })},
    {"arctst.imprint-sha1", After([](LongTermSeal& s) {
       s.etsi_u.pop_back();
       s.hash = "SHA1";
       s.Archive();
     })},
    {"arctst.before-the-values", BeforeTheValues},
    {"arctst.without-sigtst", WithoutSignatureStamp},
    {"arctst.before-sigtst", SignatureStampLast},
    {"arctst.repeated", After([](LongTermSeal& s) { s.etsi_u.push_back(s.etsi_u.back()); })},
    {"arctst.member-repeated", After([](LongTermSeal& s) {
       std::string json = EntryJson(s.etsi_u.back());
       json.pop_back();
       s.etsi_u.back() = Entry(json + "," + json.substr(1) + "}");
     })},
    {"arctst.padded", After([](LongTermSeal& s) { s.etsi_u.back() += "="; })},
    {"arctst.in-the-future",
     Before([](LongTermSeal& s) { s.archive_time = At("2025-03-05T00:00:00Z"); })},
};

}  // namespace

std::vector<Variant> ArchiveStampVariants() {
  return {std::begin(kArchiveStamp), std::end(kArchiveStamp)};
}

}  // namespace signet::interop
