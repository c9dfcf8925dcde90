#include "appliance/seal/renewal.h"

#include "appliance/seal/container.h"
#include "appliance/seal/cryptographic_suite.h"
#include "appliance/seal/time_stamp_container.h"
#include "appliance/seal/time_stamp_token.h"

namespace signet::seal {
namespace {

using Kind = RenewalNeed::Kind;

RenewalNeed NeedOf(const TimeStampToken& token, Time by) {
  const auto signer = token.signer({});
  if (!signer) return {Kind::kDamaged, "Its last archive time-stamp has no certificate.", {}};
  if (signer->not_after() < by) {
    return {Kind::kDue,
            "The certificate of its last archive time-stamp ends at " +
                FormatTimeSeconds(signer->not_after()) + ".",
            signer->not_after()};
  }
  auto weakness = WeaknessOfHash(token.imprint_hash(), by);
  if (!weakness) weakness = WeaknessOfSignature(token.signature_hash(), *signer, by);
  if (weakness) {
    return {Kind::kDue,
            "By " + FormatTimeSeconds(by) + " its last archive time-stamp " + weakness->text + ".",
            signer->not_after()};
  }
  return {Kind::kNone, "", signer->not_after()};
}

}  // namespace

RenewalNeed NeedOfRenewal(const UntrustedText& sealed, Time by) {
  Findings findings;
  const auto container = ReadContainer(sealed, findings);
  if (!container) return {Kind::kNotSealed, findings.all().front().text, {}};
  std::optional<Bytes> last;
  for (const EtsiUEntry& entry : container->signatures.front().etsi_u) {
    if (entry.name != "arcTst") continue;
    const auto tokens = ReadTimeStampContainer(entry.value());
    if (!tokens) return {Kind::kDamaged, "An archive time-stamp in it is damaged.", {}};
    last = tokens->front();
  }
  if (!last) return {Kind::kNotArchived, "It has no archive time-stamp.", {}};
  const auto token = TimeStampToken::Read(*last);
  if (!token) return {Kind::kDamaged, "An archive time-stamp in it is damaged.", {}};
  return NeedOf(*token, by);
}

}  // namespace signet::seal
