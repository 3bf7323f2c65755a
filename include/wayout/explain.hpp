/// `wayout explain`: why somebody of a result went where he went, and how people came to harm. Reads result
/// folders (docs/howto/explain-a-run.md).
#pragma once

#include <wayout/error.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace wayout {

struct PersonExplanation {
    std::int64_t person{0};
    std::vector<std::string> lines;  ///< for a terminal
    std::string json;
    std::string picture_svg;  ///< the way over the plan, coloured by time, decisions marked
};

/// Errors: no such person; no decisions were recorded; no complete result folder.
Result<PersonExplanation> explain_person(const std::filesystem::path& result, std::int64_t person);

/// Writes the picture as PNG. `file` empty: explain-N.png of the result folder, which its manifest then
/// lists, so that the next run into the folder removes it. Returns the file.
Result<std::filesystem::path> write_person_picture(const PersonExplanation& explanation,
                                                   const std::filesystem::path& result,
                                                   const std::filesystem::path& file = {});

struct HarmExplanation {
    std::vector<std::string> lines;
    std::string json;
};

/// The chain of what led to the harm of each who was incapacitated, hurt or died; equal chains together, the
/// most frequent first. Errors as of explain_person().
Result<HarmExplanation> explain_harm(const std::filesystem::path& result);

}  // namespace wayout
