#include "input/zip_archive.hpp"

#include "input/files.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <utility>

namespace wayout {
namespace {

struct CloseArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;
using Entry = std::unique_ptr<zip_file_t, CloseEntry>;

Error problem(ErrorCode code, const std::string& archive_name, std::string_view message) {
    return {code, archive_name, std::string(message)};
}

std::string text_of(zip_error_t& error) {
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
}

}  // namespace

struct ZipArchive::State {
    State(std::string content, const FileLimits& most) : bytes(std::move(content)), limits(most) {}

    Errors open(const std::string& archive_name);
    std::string why_refused(const zip_stat_t& entry, zip_uint64_t index) const;

    std::string bytes;  ///< that libzip reads from while the archive is open
    FileLimits limits;
    Archive archive;
    std::map<std::string, std::uint64_t> index_by_name;
};

ZipArchive::ZipArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Result<ZipArchive> ZipArchive::open(std::string bytes, const std::string& archive_name,
                                    const FileLimits& limits) {
    auto state = std::make_unique<State>(std::move(bytes), limits);
    if (Errors errors = state->open(archive_name); !errors.empty())
        return errors;
    return ZipArchive(std::move(state));
}

Errors ZipArchive::State::open(const std::string& archive_name) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (!source)
        return {problem(ErrorCode::io, archive_name, text_of(error))};
    archive.reset(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
    if (!archive) {
        zip_source_free(source);
        return {problem(ErrorCode::syntax, archive_name,
                        fmt::format("not a readable zip archive, perhaps cut short: {}", text_of(error)))};
    }
    zip_error_fini(&error);

    const auto entry_count =
        static_cast<zip_uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive.get(), 0)));
    if (entry_count > limits.zip_entry_count)
        return {problem(
            ErrorCode::out_of_range, archive_name,
            fmt::format("{} files in the archive; {} are the most", entry_count, limits.zip_entry_count))};
    Errors errors;
    std::uint64_t total_bytes = 0;
    for (zip_uint64_t index = 0; index < entry_count; ++index) {
        zip_stat_t entry;
        if (zip_stat_index(archive.get(), index, 0, &entry) != 0) {
            errors.push_back(
                problem(ErrorCode::syntax, archive_name, fmt::format("entry {} cannot be read", index + 1)));
            continue;
        }
        if (const std::string why = why_refused(entry, index); !why.empty())
            errors.push_back(problem(ErrorCode::io, archive_name,
                                     fmt::format("'{}' in the archive is refused: {}",
                                                 std::string_view(entry.name).substr(0, 200), why)));
        index_by_name.emplace(entry.name, index);  // libzip has refused names that appear twice
        total_bytes += std::min(entry.size, limits.total_bytes + 1);
    }
    if (total_bytes > limits.total_bytes)
        errors.push_back(problem(ErrorCode::out_of_range, archive_name,
                                 fmt::format("more than {} MiB when unpacked", limits.total_bytes >> 20)));
    return errors;
}

/// Empty when the entry is harmless.
std::string ZipArchive::State::why_refused(const zip_stat_t& entry, zip_uint64_t index) const {
    constexpr zip_uint64_t everything = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                        ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if ((entry.valid & everything) != everything)
        return "its description is incomplete";
    std::string_view name = entry.name;
    if (!name.empty() && name.back() == '/')
        name.remove_suffix(1);
    const Result<std::string> resolved = resolve_name("", name, false);
    if (!resolved)
        return resolved.error().front().message;
    if (*resolved != name)
        return "its name holds '.', '..' or an empty part";
    if (entry.encryption_method != ZIP_EM_NONE)
        return "it is encrypted";
    if (entry.comp_method != ZIP_CM_STORE && entry.comp_method != ZIP_CM_DEFLATE)
        return "it is packed by an unusual method; use ordinary zip (deflate)";
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive.get(), index, 0, &system, &attributes) == 0 &&
        system == ZIP_OPSYS_UNIX) {
        constexpr zip_uint32_t type_mask = 0170000, link = 0120000, regular = 0100000, folder = 0040000,
                               unknown = 0;
        const zip_uint32_t type = (attributes >> 16) & type_mask;
        if (type == link)
            return "it is a symbolic link";
        if (type != regular && type != folder && type != unknown)
            return "it is no ordinary file";
    }
    if (entry.size > limits.file_bytes)
        return fmt::format("it has {} MiB unpacked; {} MiB is the most that is read", entry.size >> 20,
                           limits.file_bytes >> 20);
    if (entry.size > (1u << 20) &&
        static_cast<double>(entry.size) > limits.zip_ratio * static_cast<double>(entry.comp_size))
        return fmt::format("it unpacks to more than {} times its size", limits.zip_ratio);
    return {};
}

bool ZipArchive::holds(const std::string& name) const {
    return state_->index_by_name.contains(name);
}

std::vector<std::string> ZipArchive::names() const {
    std::vector<std::string> names;
    for (const auto& [name, index] : state_->index_by_name) names.push_back(name);
    return names;
}

Result<std::string> ZipArchive::read(const std::string& name) const {
    const auto found = state_->index_by_name.find(name);
    if (found == state_->index_by_name.end())
        return problem(ErrorCode::io, "", fmt::format("'{}' is not in the archive", name));
    zip_stat_t stat;
    const Entry entry(zip_fopen_index(state_->archive.get(), found->second, 0));
    if (!entry || zip_stat_index(state_->archive.get(), found->second, 0, &stat) != 0)
        return problem(ErrorCode::io, "",
                       fmt::format("cannot read '{}': {}", name, zip_strerror(state_->archive.get())));
    // One byte more than announced: the sizes in the table of contents are not to be trusted.
    std::string text(stat.size + 1, '\0');
    std::uint64_t bytes = 0;
    for (zip_int64_t got = 1; got > 0 && bytes < text.size(); bytes += static_cast<std::uint64_t>(got)) {
        got = zip_fread(entry.get(), text.data() + bytes, text.size() - bytes);
        if (got < 0)
            return problem(ErrorCode::syntax, "",
                           fmt::format("cannot unpack '{}': {}", name, zip_file_strerror(entry.get())));
    }
    if (bytes != stat.size)
        return problem(ErrorCode::syntax, "",
                       fmt::format("cannot unpack '{}': its size differs from what the archive says", name));
    text.resize(bytes);
    return text;
}

}  // namespace wayout
