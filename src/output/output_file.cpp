#include "output/output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace wayout {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20;

}  // namespace

Error file_error(const std::filesystem::path& path, std::string_view what, int error_number) {
    std::string cure;
    if (error_number == ENOSPC || error_number == EDQUOT)
        cure = "; free some space or write to another disk";
    else if (error_number == EACCES || error_number == EPERM || error_number == EROFS)
        cure = "; choose a folder that you may write to";
    return {ErrorCode::io,
            path.string(),
            std::string(what) + ": " + std::generic_category().message(error_number) + cure,
            "",
            0.0,
            0.0};
}

OutputFile::OutputFile(const std::filesystem::path& path)
    : path_(path), descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0)
        error_number_ = errno;
    buffer_.reserve(buffer_bytes);
}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void OutputFile::write(std::string_view text) {
    if (buffer_.size() + text.size() > buffer_bytes)
        flush();
    if (text.size() >= buffer_bytes) {
        buffer_ = text;
        flush();
    } else {
        buffer_ += text;
    }
}

void OutputFile::flush() {
    std::string_view rest = buffer_;
    while (error_number_ == 0 && !rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno != EINTR)
            error_number_ = errno;
        else if (written > 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
    }
    hash_.add(buffer_);
    bytes_ += buffer_.size();
    buffer_.clear();
}

Errors OutputFile::close() {
    flush();
    sha256_ = hash_.hex();
    if (descriptor_ >= 0) {
        if (error_number_ == 0 && ::fsync(descriptor_) != 0 && errno != EINVAL)  // EINVAL: a pipe or device
            error_number_ = errno;
        if (::close(descriptor_) != 0 && error_number_ == 0)
            error_number_ = errno;
        descriptor_ = -1;
    }
    if (error_number_ != 0)
        return {file_error(path_, "cannot be written", error_number_)};
    return {};
}

Errors sync_to_disk(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return {file_error(path, "cannot be opened", errno)};
    // EINVAL: file systems that do not sync folders.
    const int failed = ::fsync(descriptor) != 0 && errno != EINVAL ? errno : 0;
    ::close(descriptor);
    if (failed != 0)
        return {file_error(path, "cannot be brought to the disk", failed)};
    return {};
}

}  // namespace wayout
