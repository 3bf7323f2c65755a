/// The list of what is wrong with a result file of another program, kept to a length that somebody can read.
#pragma once

#include <wayout/error.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace wayout {

/// The start of a text of the file, fit to stand in a message: control characters become '?'.
std::string shown(std::string_view text);

/// "; did you mean 'hall'?" or nothing. Only names of a length that people write are compared, since the cost
/// grows with the product of the lengths.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

class Findings {
public:
    static constexpr std::size_t most_listed = 50;

    /// `file` is its name as the user wrote it; it begins every place.
    explicit Findings(std::string file) : file_(std::move(file)) {}

    /// `place` within the file: "line 12", "byte 146"; empty: the file as a whole.
    void add(ErrorCode code, std::string_view place, std::string message);
    void at_line(ErrorCode code, std::size_t line, std::string message);
    /// Problems that know their place already.
    void add(const Errors& errors);

    bool is_empty() const { return listed_.empty(); }
    bool is_full() const { return listed_.size() >= most_listed; }
    const std::string& file() const { return file_; }
    /// All of them; when there were more than most_listed, the last one says how many are not listed.
    Errors take() &&;

private:
    void keep(Error error);

    std::string file_;
    Errors listed_;
    std::size_t unlisted_count_{0};
};

}  // namespace wayout
