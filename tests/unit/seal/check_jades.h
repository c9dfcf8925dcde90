#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace signet::seal {

/// Real sealed files of others, where they are at hand: SIGNET_CORPUS, or `../shared/corpus` beside
/// the tree.
std::filesystem::path CorpusFolder();
std::vector<std::filesystem::path> RealSealedFiles();

/// Whether the independent checker (check_jades.py beside the corpus) and python3 are at hand.
bool HaveCheckJades();

/// What the checker says at level B: file name (without folder) to accepted or not.
std::map<std::string, bool> CheckJades(const std::vector<std::filesystem::path>& files);

/// Writes the checker's tampered copies of `files` into `folder` and says what it makes of each at
/// level B: file name to accepted or not.
std::map<std::string, bool> DumpMutations(const std::vector<std::filesystem::path>& files,
                                          const std::filesystem::path& folder);

}  // namespace signet::seal
