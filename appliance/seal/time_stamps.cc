#include "appliance/seal/time_stamps.h"

#include <algorithm>
#include <string>
#include <utility>

#include "appliance/seal/time_stamp_container.h"

namespace signet::seal {
namespace {

// Each archive time-stamp hashes the whole file again, so a file may not bring any number of them.
constexpr std::size_t kMostTimeStamps = 64;

class Reader {
 public:
  Reader(Evidence& evidence, Findings& findings) : evidence_(evidence), findings_(findings) {}

  void Read(TimeStampKind kind, Place place, const std::vector<Bytes>& tokens) {
    for (const Bytes& der : tokens) {
      if (out_.size() >= kMostTimeStamps) {
        return findings_.Refuse("etsiu.time-stamp", "The seal has more than 64 time-stamps.");
      }
      TimeStamp time_stamp{.kind = kind,
                           .place = place,
                           .der = der,
                           .token = TimeStampToken::Read(der),
                           .signer = std::nullopt,
                           .crowded = false,
                           .faults = {}};
      if (!time_stamp.token) {
        SayUnreadable(time_stamp);
      } else {
        for (const Certificate& c : time_stamp.token->certificates()) evidence_.Add(c, place);
      }
      out_.push_back(std::move(time_stamp));
    }
  }

  void Read(const EtsiUEntry& entry, std::size_t index) {
    const TimeStampKind kind =
        entry.name == "sigTst" ? TimeStampKind::kSignature : TimeStampKind::kArchive;
    const auto tokens = ReadTimeStampContainer(entry.value());
    if (!tokens || (kind == TimeStampKind::kSignature && tokens->size() > 1)) {
      findings_.Refuse("etsiu.time-stamp",
                       "Entry " + std::to_string(index) + " of etsiU (" + entry.name +
                           ") is not in the form of a time-stamp: " +
                           (tokens ? "baseline allows one token in a sigTst."
                                   : "it was changed or written by a faulty program."));
    }
    if (!tokens) return;
    const std::size_t first = out_.size();
    Read(kind, index + 1, *tokens);
    for (std::size_t i = first; kind == TimeStampKind::kSignature && i < out_.size(); ++i) {
      out_[i].crowded = tokens->size() > 1;
    }
  }

  std::vector<TimeStamp> Take() { return std::move(out_); }

 private:
  void SayUnreadable(const TimeStamp& time_stamp) {
    std::string text = "The time-stamp " + Describe(time_stamp) + " is damaged: it cannot be read.";
    // In the header it is the signer's own word.
    if (time_stamp.kind == TimeStampKind::kContent) {
      findings_.Fail(SubIndication::kSigConstraintsFailure, "etsiu.time-stamp", std::move(text));
    } else {
      findings_.Refuse("etsiu.time-stamp", std::move(text));
    }
  }

  Evidence& evidence_;
  Findings& findings_;
  std::vector<TimeStamp> out_;
};

// What a change has touched if the imprint of this one does not fit any more.
std::string CoveredBy(const TimeStamp& time_stamp) {
  switch (time_stamp.kind) {
    case TimeStampKind::kContent:
      return "it was made over another credential";
    case TimeStampKind::kSignature:
      return "it was made over another signature; the time-stamp or the signature was exchanged";
    case TimeStampKind::kArchive:
      return "something that stands before it was changed, removed, added or moved: the "
             "credential, the header, the signature or one of the entries before";
  }
  return "";
}

}  // namespace

std::string Describe(const TimeStamp& time_stamp) {
  std::string out(NameOf(time_stamp.kind));
  if (time_stamp.place == kSignedPlace) return out + " in the header";
  return out + " in entry " + std::to_string(time_stamp.place - 1) + " of etsiU";
}

std::vector<TimeStamp> ReadTimeStamps(const ContainedSignature& signature,
                                      const ProtectedHeader& header, Evidence& evidence,
                                      Findings& findings) {
  Reader reader(evidence, findings);
  reader.Read(TimeStampKind::kContent, kSignedPlace, header.content_time_stamps);
  for (std::size_t i = 0; i < signature.etsi_u.size(); ++i) {
    const EtsiUEntry& entry = signature.etsi_u[i];
    if (entry.name == "sigTst" || entry.name == "arcTst") reader.Read(entry, i);
  }
  return reader.Take();
}

void WeighTimeStamps(std::string_view payload, const ContainedSignature& signature,
                     const Evidence& evidence, std::vector<TimeStamp>& time_stamps,
                     Findings& findings) {
  // 5.3.6.3: payload, header and signature value with full stops, then all entries before.
  std::string rest = "." + signature.protected_text + "." + signature.signature_text + ".";
  Place reached = kSignedPlace + 1;
  for (TimeStamp& time_stamp : time_stamps) {
    if (!time_stamp.token) continue;
    const std::vector<Certificate>& known = evidence.certificates();
    time_stamp.signer = time_stamp.token->signer(known);
    if (time_stamp.kind == TimeStampKind::kContent) {
      time_stamp.faults = time_stamp.token->Faults({AsBytes(payload)}, known);
    } else if (time_stamp.kind == TimeStampKind::kSignature) {
      // 5.3.4: over the base64url text of the signature, not over its octets.
      time_stamp.faults = time_stamp.token->Faults({AsBytes(signature.signature_text)}, known);
    } else {
      for (; reached < time_stamp.place; ++reached) rest += signature.etsi_u[reached - 1].text;
      time_stamp.faults = time_stamp.token->Faults({AsBytes(payload), AsBytes(rest)}, known);
    }
    for (const TokenFault& fault : time_stamp.faults) {
      findings.Refuse("etsiu.time-stamp",
                      "The time-stamp " + Describe(time_stamp) + " does not hold: " +
                          (fault.indication == SubIndication::kHashFailure ? CoveredBy(time_stamp)
                                                                           : fault.text) +
                          ".");
    }
  }
}

}  // namespace signet::seal
