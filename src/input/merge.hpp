/// Puts the files of a scenario together: sections and {"$include": "file.json"} become one tree.
#pragma once

#include "input/files.hpp"
#include "input/json.hpp"
#include "input/place.hpp"

#include <wayout/scenario.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayout {

struct MergeLimits {
    JsonLimits json;
    int include_depth{16};            ///< files that include files
    std::size_t reading_count{1000};  ///< of files, one that is included twice counted twice
    std::uint64_t total_bytes{
        128u << 20};  ///< of everything read, a file that is included twice counted twice
};

/// Reads files of one scenario and keeps the list of them.
class FileReader {
public:
    FileReader(ScenarioFiles& files, Reading& reading, const MergeLimits& limits)
        : files_(files), reading_(reading), limits_(limits) {}

    /// The tree of a file with everything that it includes; problems go to the reading. Nothing when the file
    /// itself is unusable.
    std::optional<JsonValue> read_tree(const std::string& name);
    /// The content of a text file named in the file of that number.
    Result<std::string> read_text(std::uint32_t from_file, const std::string& reference);

    /// Every file once, in the order of first use.
    const std::vector<InputFile>& files_read() const { return files_read_; }

private:
    std::optional<JsonValue> parse(const std::string& name, const std::string& content);
    Result<std::string> read_file(const std::string& name);
    void include_into(JsonValue& value, const Place& place);
    void replace_by_file(JsonValue& value, const std::string& reference, const Place& place);

    ScenarioFiles& files_;
    Reading& reading_;
    MergeLimits limits_;
    std::vector<InputFile> files_read_;
    std::vector<std::string> open_files_;  ///< from scenario.json to the one being read
    std::size_t value_count_{0};
    std::size_t reading_count_{0};
    std::uint64_t bytes_read_{0};
};

/// The merged tree as text that reads back to the same scenario, with the WKT files that were loaded in the
/// place of their names.
std::string merged_text(const JsonValue& tree, const Reading& reading);

}  // namespace wayout
