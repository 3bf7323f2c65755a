/// A folder for files that are needed for a while.
#pragma once

#include <wayout/error.hpp>

#include <filesystem>
#include <string>
#include <utility>

namespace wayout {

/// New, readable by nobody else, and removed with everything in it at the end.
class ScratchFolder {
public:
    static Result<ScratchFolder> make_in(const std::filesystem::path& parent);
    ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ~ScratchFolder();

    const std::filesystem::path& path() const { return path_; }
    /// Writes a file below it. `name`: relative, without "..".
    Errors write(const std::string& name, const std::string& content) const;

private:
    explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace wayout
