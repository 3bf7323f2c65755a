/// What the program says on standard error: problems with the input, and how far a run has come.
#pragma once

#include <wayout/error.hpp>

#include <cstdio>
#include <string>

namespace wayout::cli {

/// Exit codes of every command.
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_bad_input = 2;

/// Prints all problems, each with place and cure, and a count.
void print_errors(const Errors& errors, const char* heading = "Problems");
void print_warnings(const Errors& warnings);

/// A line that is redrawn in place on a terminal, and printed now and then elsewhere.
class ProgressLine {
public:
    explicit ProgressLine(bool quiet);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// Whether it is time for another line; cheap enough to ask in every step.
    bool is_due() const;
    /// @param fraction  0..1 of the work done, for the bar
    void show(double fraction, const std::string& text);

private:
    bool quiet_;
    bool terminal_;
    bool shown_{false};
    double next_s_{0.0};
};

/// Writes a page beside its final name first, so that a killed program leaves the old one. An empty name
/// writes nothing. On failure says so, as the command named, and returns false.
bool write_page(const char* command, const std::string& name, const std::string& content);

/// "1 min 05 s", "42 s", "2 h 03 min".
std::string duration_text(double seconds);

}  // namespace wayout::cli
