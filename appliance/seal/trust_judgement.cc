#include "appliance/seal/trust_judgement.h"

#include <utility>

#include "appliance/base/error.h"

namespace signet::seal {
namespace {

// A file whose reader gave up is a file that cannot be used, whatever the cause.
ReadList ReadOrRefuse(const ListReaderSettings& reader, const UntrustedText& xml) {
  try {
    return ReadTrustedList(reader, xml);
  } catch (const Error& error) {
    if (error.code() == Code::kOverloaded) throw;
    return {
        .verdict = "not read", .reason = error.message(), .signer = {}, .list = {}, .answer = {}};
  }
}

JudgedFile MissingPivot(const Pivot& pivot) {
  JudgedFile out{JudgedFile::Kind::kPivot, {pivot.location, UntrustedText("")}, {}};
  out.judgement.read.verdict = "missing";
  out.judgement.reason =
      "the list of lists names this pivot, and it is not here: get it from " + pivot.location;
  return out;
}

}  // namespace

std::vector<JudgedFile> JudgeTrust(TrustSources sources, const ListReaderSettings& reader,
                                   Time at) {
  std::vector<JudgedFile> out;
  ListAuthority authority(std::move(sources.official_journal), at);
  ReadList list_of_lists = ReadOrRefuse(reader, sources.list_of_lists.xml);
  for (const Pivot& pivot :
       list_of_lists.list ? PivotsOf(*list_of_lists.list) : std::vector<Pivot>()) {
    auto file = sources.pivot(pivot);
    if (!file) {
      out.push_back(MissingPivot(pivot));
      continue;
    }
    ListJudgement judgement = authority.AdmitPivot(ReadOrRefuse(reader, file->xml));
    out.push_back({JudgedFile::Kind::kPivot, std::move(*file), std::move(judgement)});
  }
  out.push_back({JudgedFile::Kind::kListOfLists, std::move(sources.list_of_lists),
                 authority.AdmitListOfLists(std::move(list_of_lists))});
  for (ListFile& file : sources.lists) {
    ListJudgement judgement = authority.Judge(ReadOrRefuse(reader, file.xml));
    out.push_back({JudgedFile::Kind::kList, std::move(file), std::move(judgement)});
  }
  return out;
}

}  // namespace signet::seal
