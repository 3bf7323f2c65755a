/// Runs of a pack, made again and held against what was packed.
#pragma once

#include "pack/pack_archive.hpp"

#include <wayout/pack.hpp>
#include <wayout/study.hpp>

#include <filesystem>
#include <vector>

namespace wayout {

struct Repeated {
    int run_count{0};  ///< there are in the pack
    std::vector<RepeatedRun> runs;
};

/// The run itself. `folder`: an empty one, into which the inputs are unpacked.
Result<Repeated> repeat_run(const Pack& pack, const std::filesystem::path& folder,
                            const VerifyPackOptions& options);

/// So many members of a study, evenly chosen, the first and the last among them.
Result<Repeated> repeat_members(const Pack& pack, const std::filesystem::path& folder,
                                const VerifyPackOptions& options);

/// Rows of `count` things of which `wanted` are chosen: 0, count - 1, and evenly between; at least two if
/// there are two.
std::vector<std::size_t> evenly_chosen(std::size_t count, int wanted);

/// What differs between two members that should be the same, figure by figure, to the last bit.
std::vector<std::string> member_differences(const MemberResult& packed, const MemberResult& now);

}  // namespace wayout
