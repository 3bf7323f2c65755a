#include "pack/zip_writer.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <memory>

namespace wayout {
namespace {

struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct DiscardArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

constexpr zip_uint16_t dos_date = (1u << 5) | 1u;  // 1980-01-01
constexpr zip_uint32_t regular_file = 0100644u << 16;

Error cannot(std::string_view why) {
    return {ErrorCode::io, "", fmt::format("the archive cannot be made: {}", why)};
}

bool add(zip_t* archive, const std::string& name, const std::string& content) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    if (source == nullptr)
        return false;
    const zip_int64_t added = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (added < 0) {
        zip_source_free(source);
        return false;
    }
    const auto index = static_cast<zip_uint64_t>(added);
    // As DOS time: from seconds libzip would count in the time zone of the machine.
    return zip_file_set_dostime(archive, index, 0, dos_date, 0) == 0 &&
           zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 6) == 0 &&
           zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, regular_file) == 0;
}

}  // namespace

Result<std::string> zip_of(const std::map<std::string, std::string>& files) {
    zip_error_t error;
    zip_error_init(&error);
    const std::unique_ptr<zip_source_t, FreeSource> out(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!out)
        return cannot("out of memory");
    zip_source_keep(out.get());  // the archive gives one of the two back
    std::unique_ptr<zip_t, DiscardArchive> archive(zip_open_from_source(out.get(), ZIP_TRUNCATE, &error));
    if (!archive) {
        zip_source_free(out.get());
        return cannot(zip_error_strerror(&error));
    }
    for (const auto& [name, content] : files)
        if (!add(archive.get(), name, content))
            return cannot(fmt::format("'{}': {}", name, zip_strerror(archive.get())));
    if (zip_close(archive.get()) != 0)
        return cannot(zip_strerror(archive.get()));
    archive.release();  // closed

    zip_stat_t stat;
    if (zip_source_stat(out.get(), &stat) != 0 || zip_source_open(out.get()) != 0)
        return cannot("it cannot be read back");
    std::string bytes(stat.size, '\0');
    const zip_int64_t got = zip_source_read(out.get(), bytes.data(), bytes.size());
    zip_source_close(out.get());
    if (got != static_cast<zip_int64_t>(bytes.size()))
        return cannot("it cannot be read back");
    return bytes;
}

}  // namespace wayout
