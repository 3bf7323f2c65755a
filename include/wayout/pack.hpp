/// A result or study as one archive that proves itself: everything it was made of, everything that came out,
/// hashes of all of it, and why each value that is less safe than the default is right.
/// docs/howto/prove-a-result.md.
#pragma once

#include <wayout/deviations.hpp>
#include <wayout/error.hpp>
#include <wayout/verification.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace wayout {

struct PackOptions {
    std::string build;  ///< Provenance::build of this program
    /// Of verification_as_json() with all tests, made by this build. Empty: the tests are run, with fewer
    /// repeats.
    std::string verification;
    /// Larger input files are named with their hash and left out; larger results are refused.
    std::uint64_t most_file_bytes{64u << 20};
    int threads{0};  ///< of the verification
    std::function<void(int done, int count, const VerificationTest& next)> on_test;
};

/// A file that belongs to the result and is not in the archive.
struct LeftOut {
    std::string name;
    std::string sha256;
    std::uint64_t bytes{0};
    std::string why;
};

struct PackSummary {
    std::string sha256;  ///< of the archive
    std::uint64_t bytes{0};
    int member_count{0};
    std::vector<LeftOut> left_out;
    std::vector<Deviation> deviations;
    int tests_passed{0};
    int tests_failed{0};
};

/// Packs a result folder or a study (folder or study.sqlite) into a zip archive: equal input, equal bytes.
/// Errors, all at once: no complete result, files that were changed after the run, another build,
/// deviations without a reason, a verification table of another build or of some tests only, too large.
Result<PackSummary> write_pack(const std::filesystem::path& result, const std::filesystem::path& file,
                               const PackOptions& options);
std::vector<std::string> pack_lines(const PackSummary& summary);

struct VerifyPackOptions {
    std::string build;              ///< Provenance::build of this program
    std::filesystem::path scratch;  ///< where a folder for the time of the check may be made
    int members{3};                 ///< of a study that are run again: the first, the last, and between
    std::uint64_t most_file_bytes{64u << 20};
    std::function<void(int done, int count)> on_run;
};

/// A run that was made again.
struct RepeatedRun {
    std::string name;                      ///< "seed 1", "wider, run 3"
    std::vector<std::string> differences;  ///< empty: the same to the last bit
};

struct PackVerdict {
    std::string packed_program;
    std::string this_program;
    int member_count{0};  ///< files of the archive whose hashes are right
    int run_count{0};     ///< there are in the pack
    std::vector<RepeatedRun> repeated;

    bool is_same_program() const { return packed_program == this_program; }
    bool is_same() const;
};

/// Checks the hashes of all files and runs a sample again. Errors: no pack, damaged, or it cannot be run.
/// Nothing is written but into a new folder below `scratch`, which is removed.
Result<PackVerdict> verify_pack(const std::filesystem::path& file, const VerifyPackOptions& options);
std::string pack_verdict_json(const PackVerdict& verdict);
std::vector<std::string> pack_verdict_lines(const PackVerdict& verdict);

}  // namespace wayout
