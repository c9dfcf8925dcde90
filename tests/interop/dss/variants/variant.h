#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/interop/dss/variants/long_term_seal.h"

namespace signet::interop {

/// Which certificates the judges trust: the root of all, none, the seal CA and the time-stamp
/// authority themselves (as trusted lists do), or the seal CA alone.
enum class Anchors { kRoot, kNone, kServices, kSealCa };

/// A file that is wrong, or right, in one way. What that is stands in ../variants.tsv beside what
/// each judge says of it.
struct Variant {
  std::string name;
  std::function<std::string(LongTermSeal&)> make;  ///< from a sound seal, the file
  const char* at = kSoonAfter;                     ///< when it is judged
  Anchors anchors = Anchors::kRoot;
  bool aged = false;  ///< from AgedLongTermSeal()
};

using Change = std::function<void(LongTermSeal&)>;
using Make = std::function<std::string(LongTermSeal&)>;

/// Changed before all steps: signed and stamped like that.
Make Before(const Change& change);
/// Changed after all steps.
Make After(const Change& change);
/// The text of a sound file changed.
Make Rewritten(const std::function<std::string(std::string)>& change);
/// `from` replaced once in the text of a sound file; throws if it is not there.
Make Replacing(const std::string& from, const std::string& to);
std::string Replaced(std::string text, const std::string& from, const std::string& to);

std::vector<Variant> SoundVariants();
std::vector<Variant> PayloadVariants();
std::vector<Variant> HeaderVariants();
std::vector<Variant> SignatureVariants();
std::vector<Variant> EtsiUVariants();
std::vector<Variant> SignatureStampVariants();
std::vector<Variant> ArchiveStampVariants();
std::vector<Variant> StampAuthorityVariants();
std::vector<Variant> CertificateVariants();
std::vector<Variant> RevocationVariants();
std::vector<Variant> TimeVariants();
std::vector<Variant> DressVariants();

/// All of them. What is wrong with time-stamps shows only when the certificates have ended, so
/// those variants have an aged twin.
std::vector<Variant> AllVariants();

}  // namespace signet::interop
