#include "appliance/elm/advice/remark.h"

namespace signet::elm {
namespace {

// What a page-sized PNG of a diploma takes when it is made with care.
constexpr std::size_t kLargeImage = 256U << 10U;

}  // namespace

void RemarkOnImages(const AdviceSubject& subject, Remarks& out) {
  const Graph& graph = subject.graph();
  for (const Triple& type : graph.With(kRdfType, subject.terms.media_object_class)) {
    for (const Triple& content : graph.Of(type.subject, subject.terms.content)) {
      // RFC 4648 4: four characters are three octets.
      const std::size_t octets = graph.terms()[content.object].text.size() / 4 * 3;
      if (octets <= kLargeImage) continue;
      out.Add({.advice = Advice::kImageLarge,
               .focus = type.subject,
               .path = subject.terms.content,
               .place = content.place,
               .text = "This image or document has " + std::to_string(octets >> 10U) +
                       " KiB, which everybody loads who opens the credential. Make it "
                       "smaller than 256 KiB: as large as it is shown, and not larger.",
               .value = {}});
    }
  }
}

}  // namespace signet::elm
