#include "appliance/audit/tree_check.h"

#include <algorithm>
#include <utility>

#include "appliance/audit/tile.h"
#include "appliance/base/error.h"

namespace signet::audit {
namespace {

// Beyond it only the number of findings matters; the caller cuts what it shows.
constexpr std::size_t kMostKept = 10'000;

void Keep(std::vector<Finding>& findings, Finding finding) {
  if (findings.size() < kMostKept) findings.push_back(std::move(finding));
}

Finding AtFile(std::string path, std::string what) {
  return {.weight = Finding::Weight::kError,
          .path = std::move(path),
          .offset = {},
          .entry = {},
          .what = std::move(what)};
}

// What `read` gives; a finding about `path` if it is not there or not usable.
template <typename Read>
std::optional<Bytes> ReadOrReport(const std::string& path, std::vector<Finding>& findings,
                                  const Read& read) {
  try {
    return read();
  } catch (const Error& error) {
    if (error.code() != Code::kLogPlaceUnknown && error.code() != Code::kFileUnusable) throw;
    Keep(findings, AtFile(path, "This file is missing or cannot be read."));
    return std::nullopt;
  }
}

}  // namespace

std::optional<Bytes> TreeCheck::ReadTile(unsigned level, std::uint64_t number, unsigned width,
                                         std::vector<Finding>& findings) {
  const std::string path = TilePath(level, number, width);
  auto tile = ReadOrReport(path, findings, [&] { return source_.ReadTile(level, number, width); });
  const std::size_t due = std::size_t{width} * kHashSize;
  if (!tile || tile->size() == due) return tile;
  Keep(findings, AtFile(path, "This tile must have " + std::to_string(due) +
                                  " octets, and it has " + std::to_string(tile->size()) + "."));
  return std::nullopt;
}

std::optional<Bytes> TreeCheck::ReadBundle(std::uint64_t number, unsigned width) {
  return ReadOrReport(BundlePath(number, width), findings_,
                      [&] { return source_.ReadBundle(number, width); });
}

bool TreeCheck::Run(const OnEntry& on_entry, const Progress& progress) {
  for (std::uint64_t number = 0; TileWidthAt(0, number, head_.size) != 0; ++number) {
    const unsigned width = TileWidthAt(0, number, head_.size);
    if (!CheckBundle(number, width, on_entry)) return false;
    if (progress) progress(number * kTileWidth + width, head_.size);
  }
  ComparePartialTiles(from_entries_);
  ComparePartialTiles(from_tiles_);
  Judge();
  return EntriesAreSigned();
}

// False if the check cannot go on: neither entries nor leaf hashes are there. (A size that was made
// up would otherwise keep it busy for ever.)
bool TreeCheck::CheckBundle(std::uint64_t number, unsigned width, const OnEntry& on_entry) {
  const std::optional<Bytes> tile = ReadTile(0, number, width, findings_);
  const std::optional<Bytes> bundle = ReadBundle(number, width);
  if (!tile && !bundle) {
    Finding stop = AtFile(BundlePath(number, width), "The check cannot go on from here.");
    stop.entry = number * kTileWidth;
    Keep(findings_, std::move(stop));
    return false;
  }
  Leaves leaves;
  if (bundle) leaves = ReadLeaves(*bundle, number, width, on_entry);
  const bool whole = leaves.hashes.size() == width;
  entries_whole_ = entries_whole_ && whole;
  if (!tile && !whole) {
    Keep(findings_, AtFile(BundlePath(number, width), "This bundle ends early."));
    return false;
  }
  const bool same = !bundle || !tile || Compare(*tile, leaves, number, width);
  if (same && whole && leaves.end < bundle->size()) {
    Finding finding = AtFile(BundlePath(number, width),
                             "There are octets after the last entry; a bundle has none.");
    finding.offset = leaves.end;
    Keep(findings_, std::move(finding));
  }
  for (unsigned place = 0; place < width; ++place) {
    const Sha256 stored = tile ? HashInTile(*tile, place) : leaves.hashes[place];
    Append(from_tiles_, stored);
    Append(from_entries_, place < leaves.hashes.size() ? leaves.hashes[place] : stored);
  }
  return true;
}

TreeCheck::Leaves TreeCheck::ReadLeaves(const Bytes& bundle, std::uint64_t number, unsigned width,
                                        const OnEntry& on_entry) {
  Leaves leaves;
  for (const BundledEntry& bundled : SplitBundle(bundle)) {
    if (leaves.hashes.size() == width) break;
    leaves.hashes.push_back(HashLeaf(AsBytes(bundled.entry)));
    leaves.offsets.push_back(bundled.offset);
    leaves.end = bundled.offset + 2 + bundled.entry.size();
    on_entry(number * kTileWidth + leaves.hashes.size() - 1, bundled.entry);
  }
  return leaves;
}

bool TreeCheck::Compare(const Bytes& tile, const Leaves& leaves, std::uint64_t number,
                        unsigned width) {
  Mismatch mismatch{number, width, 0, 0, 0};
  for (unsigned place = 0; place < width; ++place) {
    const bool there = place < leaves.hashes.size();
    if (there && leaves.hashes[place] == HashInTile(tile, place)) continue;
    if (mismatch.count++ != 0) continue;
    mismatch.place = place;
    mismatch.bundle_offset = there ? leaves.offsets[place] : leaves.end;
  }
  if (mismatch.count != 0 && mismatches_.size() < kMostKept) mismatches_.push_back(mismatch);
  return mismatch.count == 0;
}

bool TreeCheck::EntriesAreSigned() const {
  return entries_whole_ && from_entries_.edge.Root() == head_.root;
}

void TreeCheck::Append(Tree& tree, const Sha256& leaf) {
  std::vector<FullTile> filled;
  tree.edge.Append(leaf, filled);
  for (const FullTile& full : filled) {
    if (full.level != 0) CompareTile(tree, full.level, full.number, full.hashes);
  }
}

void TreeCheck::ComparePartialTiles(Tree& tree) {
  for (unsigned level = 1; HashesAtLevel(level, head_.size) != 0; ++level) {
    const std::uint64_t number = HashesAtLevel(level, head_.size) / kTileWidth;
    const auto computed = tree.edge.PartialTile(level);
    if (!computed.empty()) CompareTile(tree, level, number, computed);
  }
}

void TreeCheck::CompareTile(Tree& tree, unsigned level, std::uint64_t number,
                            std::span<const Sha256> computed) {
  const auto width = static_cast<unsigned>(computed.size());
  const std::optional<Bytes> tile = ReadTile(level, number, width, tree.differences);
  if (!tile) return;
  for (unsigned place = 0; place < width; ++place) {
    if (HashInTile(*tile, place) == computed[place]) continue;
    const std::uint64_t begin = (number * kTileWidth + place) << (kTileHeight * level);
    const std::uint64_t count = std::uint64_t{1} << (kTileHeight * level);
    Finding finding = AtFile(TilePath(level, number, width),
                             "This hash is not the one of entries " + std::to_string(begin) +
                                 " to " + std::to_string(begin + count - 1) + ".");
    finding.offset = std::uint64_t{place} * kHashSize;
    Keep(tree.differences, std::move(finding));
    return;
  }
}

void TreeCheck::Judge() {
  const bool entries_signed = EntriesAreSigned();
  const bool tiles_signed = from_tiles_.edge.Root() == head_.root;
  for (const Mismatch& mismatch : mismatches_) ReportMismatch(mismatch);
  Tree& tree = entries_signed || !tiles_signed ? from_entries_ : from_tiles_;
  for (Finding& difference : tree.differences) Keep(findings_, std::move(difference));
  if (entries_signed || tiles_signed) return;
  Keep(findings_, AtFile("checkpoint",
                         "The published entries do not have the signed root: they are not the log "
                         "that the checkpoint was signed for."));
}

void TreeCheck::ReportMismatch(const Mismatch& mismatch) {
  const std::string bundle = BundlePath(mismatch.number, mismatch.width);
  const std::string tile = TilePath(0, mismatch.number, mismatch.width);
  const std::string more =
      mismatch.count == 1 ? "" : " (" + std::to_string(mismatch.count - 1) + " more in this file)";
  Finding finding;
  finding.entry = mismatch.number * kTileWidth + mismatch.place;
  if (EntriesAreSigned()) {
    finding.path = tile;
    finding.offset = std::uint64_t{mismatch.place} * kHashSize;
    finding.what = "This hash was changed; the entry is the signed one." + more;
  } else if (from_tiles_.edge.Root() == head_.root) {
    finding.path = bundle;
    finding.offset = mismatch.bundle_offset;
    finding.what = "The entry, or the length before it, is not the signed one." + more;
  } else {
    finding.path = bundle;
    finding.offset = mismatch.bundle_offset;
    finding.what = "The entry does not have the hash that " + tile +
                   " has, and neither belongs to the signed log." + more;
  }
  Keep(findings_, std::move(finding));
}

}  // namespace signet::audit
