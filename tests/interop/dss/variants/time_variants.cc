// What the years do to a seal, and what its renewal saves.

#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

constexpr const char* kSignerEnds = "2026-01-01T00:00:00Z";
constexpr const char* kStampAuthorityEnds = "2027-01-01T00:00:00Z";
constexpr const char* kRenewal = "2026-12-01T00:00:00Z";

constexpr const char* kAfterSigner = "2026-06-01T00:00:00Z";
constexpr const char* kAfterRenewal = "2026-12-02T00:00:00Z";
constexpr const char* kAfterStampAuthority = "2028-01-01T00:00:00Z";

// Signer and time-stamp authority of a natural life.
void GrowOld(LongTermSeal& s) {
  s.SetChain({IssueSigner(s.seal.key, [](auto& o) { o.not_after = At(kSignerEnds); }),
              seal::TestSealCa().certificate});
  s.SetTsa(StampAuthority([](auto& o) { o.not_after = At(kStampAuthorityEnds); }));
}

// tstVD for the earlier archive time-stamp.
void AddStampValues(LongTermSeal& s, const char* revocation_time) {
  Values values;
  values.certificates = {Der(s.archive_tsa.certificate)};
  values.crls = {RootCrl(revocation_time)};
  s.etsi_u.push_back(Entry(R"({"tstVD":{"xVals":)" + values.CertificateJson() + R"(,"rVals":)" +
                           values.RevocationJson() + "}}"));
}

void Renew(LongTermSeal& s) {
  AddStampValues(s, "2026-11-30T00:00:00Z");
  s.archive_tsa = Successor();
  s.archive_time = At(kRenewal);
  s.Archive();
}

Make OldAndThen(const Change& change) {
  return [=](LongTermSeal& s) {
    GrowOld(s);
    s.All();
    change(s);
    return s.Write();
  };
}

Make OldUpTo(int steps) {
  return [=](LongTermSeal& s) {
    GrowOld(s);
    s.Sign();
    if (steps > 0) s.Stamp();
    if (steps > 1) s.AddValues();
    return s.Write();
  };
}

void Nothing(LongTermSeal&) {}

const Variant kTime[] = {
    {"years.b-after-the-signer", OldUpTo(0), kAfterSigner},
    {"years.t-after-the-signer", OldUpTo(1), kAfterSigner},
    {"years.lt-after-the-signer", OldUpTo(2), kAfterSigner},
    {"years.lta-of-two-authorities",
     [](LongTermSeal& s) {
       s = AgedLongTermSeal();
       s.All();
       return s.Write();
     },
     kAfterBothEnded},
    {"years.lta-after-the-signer", OldAndThen(Nothing), kAfterSigner},
    {"years.lt-after-the-authority", OldUpTo(2), kAfterStampAuthority},
    {"years.lta-after-the-authority", OldAndThen(Nothing), kAfterStampAuthority},
    {"years.lta-before-it-was-made", OldAndThen(Nothing), "2024-01-01T00:00:00Z"},
    {"renewal.soon-after", OldAndThen(Renew), kAfterRenewal},
    {"renewal.after-the-first-authority", OldAndThen(Renew), kAfterStampAuthority},
    {"renewal.without-tstvd", OldAndThen([](LongTermSeal& s) {
       s.archive_tsa = Successor();
       s.archive_time = At(kRenewal);
       s.Archive();
     }),
     kAfterStampAuthority},
    {"renewal.too-late", OldAndThen([](LongTermSeal& s) {
       AddStampValues(s, "2026-11-30T00:00:00Z");
       s.archive_tsa = Successor();
       s.archive_time = At("2027-06-01T00:00:00Z");
       s.Archive();
     }),
     kAfterStampAuthority},
    {"renewal.by-the-same-authority", OldAndThen([](LongTermSeal& s) {
       AddStampValues(s, "2026-11-30T00:00:00Z");
       s.archive_time = At(kRenewal);
       s.Archive();
     }),
     kAfterRenewal},
    {"renewal.imprint-without-the-first", OldAndThen([](LongTermSeal& s) {
       const std::string first = s.etsi_u.back();
       AddStampValues(s, "2026-11-30T00:00:00Z");
       const std::string covered = Replaced(s.Covered(), first, "");
       s.Archive(TokenBy(Successor(), AsBytes(covered), At(kRenewal)));
     }),
     kAfterStampAuthority},
    {"renewal.earlier-than-the-first", OldAndThen([](LongTermSeal& s) {
       AddStampValues(s, "2026-11-30T00:00:00Z");
       s.archive_tsa = Successor();
       s.archive_time = At("2025-02-01T00:00:00Z");
       s.Archive();
     }),
     kAfterRenewal},
    {"renewal.bit-of-its-signature", OldAndThen([](LongTermSeal& s) {
       AddStampValues(s, "2026-11-30T00:00:00Z");
       Bytes token = TokenBy(Successor(), AsBytes(s.Covered()), At(kRenewal));
       token[token.size() - 5] ^= 1U;
       s.Archive(token);
     }),
     kAfterStampAuthority},
    {"renewal.first-damaged-afterwards", OldAndThen([](LongTermSeal& s) {
       Renew(s);
       s.etsi_u[3] = Entry(EntryJson(s.etsi_u[3]) + " ");
     }),
     kAfterRenewal},
    {"renewal.tstvd-removed", OldAndThen([](LongTermSeal& s) {
       Renew(s);
       s.etsi_u.erase(s.etsi_u.begin() + 4);
     }),
     kAfterRenewal},
    {"renewal.of-an-lt-years-later",
     [](LongTermSeal& s) {
       GrowOld(s);
       s.Sign();
       s.Stamp();
       s.AddValues();
       s.archive_tsa = Successor();
       s.archive_time = At(kRenewal);
       s.Archive();
       return s.Write();
     },
     kAfterStampAuthority},
};

}  // namespace

std::vector<Variant> TimeVariants() { return {std::begin(kTime), std::end(kTime)}; }

}  // namespace signet::interop
