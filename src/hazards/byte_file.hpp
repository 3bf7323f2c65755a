/// Bytes at any place of a large file, without holding it in memory and without ever writing.
#pragma once

#include <wayout/error.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace wayout {

class ByteFile {
public:
    virtual ~ByteFile() = default;
    virtual std::uint64_t size() const = 0;
    /// Fills all of `bytes` from that offset; false when the file does not hold them (any more).
    virtual bool read(std::uint64_t offset, std::span<char> bytes) = 0;
    /// Gives the handle back until the next read: results of large runs have more files than a process may
    /// hold open.
    virtual void release() = 0;
};

/// A regular file on disk; `name` is what messages call it.
Result<std::unique_ptr<ByteFile>> open_byte_file(const std::filesystem::path& path, const std::string& name);
std::unique_ptr<ByteFile> memory_byte_file(std::string content);

/// The whole of a regular file of at most that size.
Result<std::string> read_whole_file(const std::filesystem::path& path, const std::string& name,
                                    std::uint64_t most_bytes);

/// The file that `reference`, found in a text whose folder is `folder`, stands for. Errors: absolute paths
/// and ways out of the folder of the index. `place` is that of the reference.
Result<std::filesystem::path> beside(const std::filesystem::path& folder, const std::string& reference,
                                     const std::string& place);

}  // namespace wayout
