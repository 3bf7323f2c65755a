/// Where the files of a scenario come from: a folder, a zip archive, or memory (tests and fuzzing). Names are
/// relative to the scenario's own folder, with forward slashes: "people.json", "plans/hall.wkt",
/// "../hall/venue.json".
#pragma once

#include <wayout/error.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace wayout {

struct FileLimits {
    std::uint64_t file_bytes{64u << 20};    ///< of one file; a zip archive counts as one file
    std::uint64_t total_bytes{256u << 20};  ///< of a zip archive, unpacked
    std::uint64_t zip_entry_count{1000};
    double zip_ratio{200.0};  ///< unpacked to packed size, of entries above 1 MiB
};

class ScenarioFiles {
public:
    virtual ~ScenarioFiles() = default;
    /// The content of a file. `name` must come from resolve_name().
    virtual Result<std::string> read(const std::string& name) = 0;
    /// Whether names may begin with "..", to files that several scenarios share.
    virtual bool may_leave_folder() const = 0;
};

/// The folder of a scenario on disk. Files outside it are allowed below its parent folder only
/// ("../hall/venue.json"), also when symbolic links lead there. Reads regular files only.
std::unique_ptr<ScenarioFiles> folder_files(const std::filesystem::path& folder,
                                            const FileLimits& limits = {});

/// A zip archive in memory. The scenario is at its top or in its only top-level folder. What is refused:
/// zip_archive.hpp.
Result<std::unique_ptr<ScenarioFiles>> zip_files(std::string bytes, const std::string& archive_name,
                                                 const FileLimits& limits = {});

std::unique_ptr<ScenarioFiles> memory_files(std::map<std::string, std::string> contents);

/// The name that `reference`, found in the file `from`, stands for: both relative to the scenario's folder,
/// "." and ".." taken out as far as possible. Errors (without a place): absolute paths, drive letters,
/// backslashes, control characters, and names that leave the folder although they may not, or leave its
/// parent.
Result<std::string> resolve_name(std::string_view from, std::string_view reference, bool may_leave_folder);

/// A file from disk, of at most that size; refuses to read anything else than a regular file.
Result<std::string> read_regular_file(const std::filesystem::path& file, std::uint64_t most_bytes);

}  // namespace wayout
