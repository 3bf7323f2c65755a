/// `wayout verify`: the standard tests of evacuation models, run by the program itself.
#pragma once

#include <wayout/scenario.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace wayout {

enum class Verdict {
    pass,
    fail,
    documented  ///< the guideline asks to report, not to pass
};

/// A test of a standard. One run may serve the tests of several standards; each has a row of its own.
struct VerificationTest {
    std::string id;      ///< "IMO-4", "RiMEA-12a", "NIST-2.9", "ISO-18", "WAYOUT-3"
    std::string title;   ///< what it checks, in a few words
    std::string source;  ///< standard and section, and where the criterion comes from
};

struct VerificationRow {
    VerificationTest test;
    Calibration calibration{Calibration::design};
    std::vector<std::uint64_t> seeds;
    std::string measured;
    std::string band;  ///< what is accepted, with its provenance
    Verdict verdict{Verdict::fail};
    std::string note;  ///< limits of the test, peers' results
    double wall_s{0.0};
};

struct VerificationOptions {
    std::vector<std::string> only;  ///< ids; a family ("IMO") stands for all of it; empty: everything
    Calibration calibration{Calibration::design};
    int threads{0};
    bool quick{false};  ///< fewer seeds where a test repeats runs; says so in the rows
    /// Called before each test: how many are done, of how many, and the one that starts.
    std::function<void(int done, int count, const VerificationTest& next)> progress;
};

/// All tests in the order of the table.
std::vector<VerificationTest> verification_tests();

/// Runs them. A test that cannot run (an error, an exception) fails and says why in its note.
std::vector<VerificationRow> run_verification(const VerificationOptions& options);

/// The table for people, for programs and for the browser.
std::string verification_as_text(const std::vector<VerificationRow>& rows);
/// `build`: of the program that ran them, Provenance::build.
std::string verification_as_json(const std::vector<VerificationRow>& rows, const std::string& build);
std::string verification_as_html(const std::vector<VerificationRow>& rows);
std::string verification_as_markdown(const std::vector<VerificationRow>& rows);

}  // namespace wayout
