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

/// What the checker makes of the copies of a file that it tampers with: what is wrong with each, to
/// accepted or not. Slow: for each copy OpenSSL's command line runs several times.
std::map<std::string, bool> CheckTamperedCopies(const std::filesystem::path& file);

/// Writes such copies of all `files` into `folder`: file name, beginning with the stem of the
/// original and "__", to what is wrong with it.
std::map<std::string, std::string> WriteTamperedCopies(
    const std::vector<std::filesystem::path>& files, const std::filesystem::path& folder);

}  // namespace signet::seal
