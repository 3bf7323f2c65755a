/// A file that is written once from start to end: buffered, hashed on the way, on the disk when closed.
/// Problems (disk full, no permission) are kept and come out of close().
#pragma once

#include "core/sha256.hpp"

#include <wayout/error.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace wayout {

class OutputFile {
public:
    explicit OutputFile(const std::filesystem::path& path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(std::string_view text);
    /// Flushes to the disk (fsync). Empty when everything since the constructor went well.
    Errors close();

    /// Of what was written. Valid after close().
    const std::string& sha256() const { return sha256_; }
    std::uint64_t bytes() const { return bytes_; }

private:
    void flush();

    std::filesystem::path path_;
    int descriptor_{-1};
    int error_number_{0};
    std::string buffer_;
    Sha256 hash_;
    std::string sha256_;
    std::uint64_t bytes_{0};
};

/// The Error for a failed call on a file: "cannot be written: No space left on device".
Error file_error(const std::filesystem::path& path, std::string_view what, int error_number);

/// Makes the content of a file, or the names in a folder, survive a power failure.
Errors sync_to_disk(const std::filesystem::path& path);

}  // namespace wayout
