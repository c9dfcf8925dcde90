#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/audit/finding.h"
#include "appliance/audit/log_source.h"
#include "appliance/audit/merkle.h"
#include "appliance/audit/tree_edge.h"

namespace signet::audit {

/// Computes the tree of a published log again, twice: from its entries, and from the leaf hashes in
/// its level 0 tiles. Every other tile is held against both. Which of the two has the signed root
/// tells whether an entry or a hash was changed where they differ.
class TreeCheck {
 public:
  using OnEntry = std::function<void(std::uint64_t index, std::string_view entry)>;

  TreeCheck(LogSource& source, const TreeHead& head) : source_(source), head_(head) {}

  /// Reads everything; `on_entry` gets each entry in its order. True if the entries are the signed
  /// ones, all of them.
  bool Run(const OnEntry& on_entry, const Progress& progress);
  /// What Run found, the files' order within each kind.
  std::vector<Finding> TakeFindings() { return std::move(findings_); }

 private:
  // A tree as it is computed, and where stored tiles above the leaves differ from it.
  struct Tree {
    TreeEdge edge;
    std::vector<Finding> differences;
  };
  // The first entry of a bundle that does not hash to its leaf, and how many there are in all.
  struct Mismatch {
    std::uint64_t number;
    unsigned width;
    unsigned place;
    unsigned count;
    std::size_t bundle_offset;
  };
  struct Leaves {
    std::vector<Sha256> hashes;
    std::vector<std::size_t> offsets;  // in the bundle
    std::size_t end = 0;               // of what could be told apart
  };

  bool CheckBundle(std::uint64_t number, unsigned width, const OnEntry& on_entry);
  Leaves ReadLeaves(const Bytes& bundle, std::uint64_t number, unsigned width,
                    const OnEntry& on_entry);
  // True if they are the same.
  bool Compare(const Bytes& tile, const Leaves& leaves, std::uint64_t number, unsigned width);
  void Append(Tree& tree, const Sha256& leaf);
  void CompareTile(Tree& tree, unsigned level, std::uint64_t number,
                   std::span<const Sha256> computed);
  void ComparePartialTiles(Tree& tree);
  bool EntriesAreSigned() const;
  void Judge();
  void ReportMismatch(const Mismatch& mismatch);

  std::optional<Bytes> ReadTile(unsigned level, std::uint64_t number, unsigned width,
                                std::vector<Finding>& findings);
  std::optional<Bytes> ReadBundle(std::uint64_t number, unsigned width);

  LogSource& source_;
  const TreeHead head_;
  Tree from_entries_;  // a leaf of the tile stands in for an entry that is missing
  Tree from_tiles_;
  bool entries_whole_ = true;
  std::vector<Mismatch> mismatches_;
  std::vector<Finding> findings_;
};

}  // namespace signet::audit
