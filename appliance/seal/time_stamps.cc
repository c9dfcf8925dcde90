#include "appliance/seal/time_stamps.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "appliance/seal/time_stamp_container.h"
#include "appliance/seal/time_stamp_token.h"

namespace signet::seal {
namespace {

// How far clocks of a box and of an authority may lie apart.
constexpr std::chrono::minutes kClockTolerance(5);
// Each archive time-stamp hashes the whole file again, so a file may not bring any number of them.
constexpr std::size_t kMostTimeStamps = 64;

class TimeStampJudge {
 public:
  TimeStampJudge(const ProtectedHeader& header, const std::vector<Certificate>& known,
                 Findings& findings)
      : header_(header), known_(known), findings_(findings) {}

  void Judge(std::string_view payload, const ContainedSignature& signature) {
    for (const Bytes& der : header_.content_time_stamps) {
      content_times_.push_back(Weigh(der, "adoTst", {AsBytes(payload)}));
    }
    // 5.3.6.3: payload, header and signature value with full stops, then all entries before.
    const std::string beginning =
        "." + signature.protected_text + "." + signature.signature_text + ".";
    std::string before;
    for (const EtsiUEntry& entry : signature.etsi_u) {
      if (entry.name == "sigTst") JudgeSignatureTimeStamp(entry, signature.signature_text);
      if (entry.name == "arcTst") {
        for (const Bytes& der : TokensOf(entry)) {
          archive_times_.push_back(
              Weigh(der, "arcTst", {AsBytes(payload), AsBytes(beginning), AsBytes(before)}));
        }
      }
      before += entry.text;
    }
    JudgeOrder();
  }

 private:
  void Fail(const std::string& rule, std::string text) {
    findings_.Fail(SubIndication::kSigConstraintsFailure, rule, std::move(text));
  }

  std::vector<Bytes> TokensOf(const EtsiUEntry& entry) {
    auto tokens = ReadTimeStampContainer(entry.value());
    if (tokens) return std::move(*tokens);
    Fail("etsiu.time-stamp", "The time-stamp " + entry.name + " in etsiU is not in its form.");
    return {};
  }

  void JudgeSignatureTimeStamp(const EtsiUEntry& entry, const std::string& signature_text) {
    const std::vector<Bytes> tokens = TokensOf(entry);
    if (tokens.size() > 1) {
      Fail("etsiu.time-stamp", "A sigTst has more than the one time-stamp that baseline allows.");
    }
    for (const Bytes& der : tokens) {
      // 5.3.4: over the base64url text of the signature, not over its octets.
      signature_times_.push_back(Weigh(der, "sigTst", {AsBytes(signature_text)}));
    }
  }

  std::optional<Time> Weigh(const Bytes& der, const std::string& name,
                            std::initializer_list<ByteView> parts) {
    if (++weighed_ > kMostTimeStamps) {
      Fail("etsiu.time-stamp", "The seal has more than 64 time-stamps.");
      return std::nullopt;
    }
    const auto token = TimeStampToken::Read(der);
    if (!token) {
      Fail("etsiu.time-stamp", "The time-stamp " + name + " cannot be read.");
      return std::nullopt;
    }
    for (const std::string& fault : token->Faults(parts, known_)) {
      Fail("etsiu.time-stamp", "The time-stamp " + name + " is not sound: " + fault + ".");
    }
    return token->time();
  }

  // adoTst, claimed time, sigTst, arcTst come one after the other.
  void JudgeOrder() {
    const auto claimed = header_.claimed_time;
    for (const auto& time : content_times_) {
      if (time && claimed && *time > *claimed + kClockTolerance) {
        Fail("etsiu.order", "The time-stamp adoTst is later than the claimed signing time.");
      }
    }
    for (const auto& time : signature_times_) {
      if (!time) continue;
      if (claimed && *time < *claimed - kClockTolerance) {
        Fail("etsiu.order", "The time-stamp sigTst is earlier than the claimed signing time.");
      }
      if (!header_.chain.empty() && (*time < header_.chain.front().not_before() ||
                                     *time >= header_.chain.front().not_after())) {
        Fail("etsiu.order", "The time-stamp sigTst lies outside the certificate's validity.");
      }
      const bool later = std::ranges::any_of(
          archive_times_, [&](const auto& archive) { return archive && *archive < *time; });
      if (later) Fail("etsiu.order", "A time-stamp arcTst is earlier than sigTst.");
    }
  }

  const ProtectedHeader& header_;
  const std::vector<Certificate>& known_;
  Findings& findings_;
  std::size_t weighed_ = 0;
  std::vector<std::optional<Time>> content_times_;
  std::vector<std::optional<Time>> signature_times_;
  std::vector<std::optional<Time>> archive_times_;
};

}  // namespace

void JudgeTimeStamps(std::string_view payload, const ContainedSignature& signature,
                     const ProtectedHeader& header, const std::vector<Certificate>& known,
                     Findings& findings) {
  if (header.content_time_stamps.empty() && signature.etsi_u.empty()) return;
  TimeStampJudge(header, known, findings).Judge(payload, signature);
  findings.Warn(
      "etsiu.not-judged",
      "The seal carries time-stamps or validation data. Who made them and what they prove "
      "is not judged yet, only whether they are damaged: the seal is judged as one of "
      "level B-B.");
}

}  // namespace signet::seal
