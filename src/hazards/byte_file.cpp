#include "hazards/byte_file.hpp"

#include "hazards/findings.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

Error io_error(const std::string& name, std::string message) {
    return {ErrorCode::io, name, std::move(message), {}, 0.0, 0.0};
}

class DiskFile final : public ByteFile {
public:
    DiskFile(std::filesystem::path path, std::uint64_t size) : path_(std::move(path)), size_(size) {}
    ~DiskFile() override { release(); }
    DiskFile(const DiskFile&) = delete;
    DiskFile& operator=(const DiskFile&) = delete;

    std::uint64_t size() const override { return size_; }

    bool read(std::uint64_t offset, std::span<char> bytes) override {
        if (handle_ < 0)
            handle_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (handle_ < 0)
            return false;
        while (!bytes.empty()) {
            const ssize_t count = ::pread(handle_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return false;
            bytes = bytes.subspan(static_cast<std::size_t>(count));
            offset += static_cast<std::uint64_t>(count);
        }
        return true;
    }

    void release() override {
        if (handle_ >= 0)
            ::close(handle_);
        handle_ = -1;
    }

private:
    std::filesystem::path path_;
    std::uint64_t size_;
    int handle_{-1};
};

class MemoryFile final : public ByteFile {
public:
    explicit MemoryFile(std::string content) : content_(std::move(content)) {}

    std::uint64_t size() const override { return content_.size(); }

    bool read(std::uint64_t offset, std::span<char> bytes) override {
        if (offset > content_.size() || bytes.size() > content_.size() - offset)
            return false;
        std::copy_n(content_.data() + offset, bytes.size(), bytes.data());
        return true;
    }

    void release() override {}

private:
    std::string content_;
};

}  // namespace

Result<std::unique_ptr<ByteFile>> open_byte_file(const std::filesystem::path& path, const std::string& name) {
    std::error_code failure;
    const std::filesystem::file_status status = std::filesystem::status(path, failure);
    if (!std::filesystem::exists(status))
        return io_error(name,
                        "there is no such file; results must be complete and stand together in one folder");
    if (!std::filesystem::is_regular_file(status))
        return io_error(name, "this is not a regular file");
    const std::uintmax_t size = std::filesystem::file_size(path, failure);
    if (failure)
        return io_error(name, fmt::format("cannot be read: {}", failure.message()));
    auto file = std::make_unique<DiskFile>(path, size);
    char first = 0;
    if (size > 0 && !file->read(0, std::span(&first, 1)))
        return io_error(name, fmt::format("cannot be read: {}", std::strerror(errno)));
    file->release();
    return std::unique_ptr<ByteFile>(std::move(file));
}

std::unique_ptr<ByteFile> memory_byte_file(std::string content) {
    return std::make_unique<MemoryFile>(std::move(content));
}

Result<std::string> read_whole_file(const std::filesystem::path& path, const std::string& name,
                                    std::uint64_t most_bytes) {
    Result<std::unique_ptr<ByteFile>> file = open_byte_file(path, name);
    if (!file)
        return std::move(file).error();
    const std::uint64_t size = (*file)->size();
    if (size > most_bytes)
        return Error{ErrorCode::out_of_range,
                     name,
                     fmt::format("{} bytes; up to {} are read", size, most_bytes),
                     {},
                     0.0,
                     0.0};
    std::string content(size, '\0');
    if (!(*file)->read(0, std::span(content)))
        return io_error(name, "cannot be read to its end; is it still being written?");
    return content;
}

Result<std::filesystem::path> beside(const std::filesystem::path& folder, const std::string& reference,
                                     const std::string& place) {
    const std::filesystem::path path(reference);
    bool leads_out = reference.empty() || path.is_absolute() || reference.find('\0') != std::string::npos ||
                     reference.find('\\') != std::string::npos;
    for (const std::filesystem::path& part : path) leads_out = leads_out || part == "..";
    if (leads_out)
        return Error{ErrorCode::io,
                     place,
                     fmt::format("'{}' is not the name of a file beside the index; wayout reads results only "
                                 "from that folder",
                                 shown(reference)),
                     {},
                     0.0,
                     0.0};
    return folder / path;
}

}  // namespace wayout
