/// A zip archive in memory, read with the distrust that a file from somewhere else deserves. Nothing is ever
/// written to disk.
#pragma once

#include "input/files.hpp"

#include <memory>
#include <string>
#include <vector>

namespace wayout {

class ZipArchive {
public:
    /// Looks at the table of contents; unpacks nothing. Refused as a whole: names that lead out (..,
    /// absolute, backslash), symbolic links, encryption, the same name twice, too many entries, too large or
    /// too dense (see FileLimits).
    static Result<ZipArchive> open(std::string bytes, const std::string& archive_name,
                                   const FileLimits& limits = {});
    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;
    ~ZipArchive();

    bool holds(const std::string& name) const;
    /// Files and folders (these with a slash at the end), in ascending order.
    std::vector<std::string> names() const;
    /// The content of a file, with its checksum checked. Errors without a place.
    Result<std::string> read(const std::string& name) const;

private:
    struct State;
    explicit ZipArchive(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace wayout
