#include "pack/pack_archive.hpp"

#include "core/sha256.hpp"
#include "input/zip_archive.hpp"
#include "pack/zip_writer.hpp"
#include "study/json_difference.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <set>
#include <utility>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_version = 1;

/// Of scenario archives, with the size of a file that the user allows and the same room for all of them.
FileLimits limits_for(std::uint64_t most_file_bytes) {
    FileLimits limits;
    const std::uint64_t room = limits.total_bytes / limits.file_bytes;
    limits.file_bytes = most_file_bytes;
    limits.total_bytes = room * most_file_bytes;
    return limits;
}

std::string manifest_of(const Pack& pack) {
    Json json;
    json["format"] = "wayout-pack";
    json["format_version"] = format_version;
    json["kind"] = pack.kind == PackKind::run ? "run" : "study";
    json["program"] = pack.program;
    json["scenario"] = pack.name;
    json["seeds"] = pack.seeds;
    if (pack.kind == PackKind::run)
        json["state_hash"] = pack.state_hash;
    json["files"] = Json::array();
    for (const auto& [name, content] : pack.files)
        json["files"].push_back(
            {{"file", name}, {"sha256", sha256_of_text(content)}, {"bytes", content.size()}});
    json["left_out"] = Json::array();
    for (const LeftOut& file : pack.left_out)
        json["left_out"].push_back(
            {{"file", file.name}, {"sha256", file.sha256}, {"bytes", file.bytes}, {"why", file.why}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

class Reader {
public:
    Reader(const ZipArchive& archive, std::string name) : archive_(archive), name_(std::move(name)) {}

    Result<Pack> read() {
        const Result<std::string> text = archive_.read(pack_manifest_name);
        const Json manifest = text ? Json::parse(*text, nullptr, false) : Json();
        if (!manifest.is_object() || text_at(manifest, "format") != "wayout-pack")
            return Error{ErrorCode::syntax, name_, "is no pack of wayout: 'wayout pack' makes them"};
        if (manifest.value("format_version", Json()) != format_version)
            return Error{ErrorCode::unsupported, name_,
                         fmt::format("is a pack of another format; this version of wayout reads format {}",
                                     format_version)};
        pack_.kind = text_at(manifest, "kind") == "study" ? PackKind::study : PackKind::run;
        pack_.program = text_at(manifest, "program");
        pack_.name = text_at(manifest, "scenario");
        pack_.seeds = text_at(manifest, "seeds");
        pack_.state_hash = text_at(manifest, "state_hash");
        const auto files = manifest.find("files");
        if (files == manifest.end() || !files->is_array())
            complain(pack_manifest_name, "does not list the files");
        else
            for (const Json& entry : *files) check(entry);
        for (const std::string& name : archive_.names())
            if (name != pack_manifest_name && !pack_.files.contains(name) && !refused_.contains(name))
                complain(name, "is not listed in manifest.json");
        if (!errors_.empty())
            return std::move(errors_);
        return std::move(pack_);
    }

private:
    void complain(const std::string& file, const std::string& what) {
        errors_.push_back({ErrorCode::syntax, fmt::format("{}: {}", name_, file.substr(0, 200)), what});
        refused_.insert(file);
    }

    void check(const Json& entry) {
        const std::string file = entry.is_object() ? text_at(entry, "file") : std::string();
        Result<std::string> content = archive_.read(file);
        if (!content)
            complain(file, "is damaged or missing: " + content.error().front().message);
        else if (sha256_of_text(*content) != text_at(entry, "sha256") ||
                 entry.value("bytes", Json()) != content->size())
            complain(file, "was changed: its hash is not that of manifest.json");
        else
            pack_.files.emplace(file, *std::move(content));
    }

    const ZipArchive& archive_;
    std::string name_;
    Pack pack_;
    std::set<std::string> refused_;
    Errors errors_;
};

}  // namespace

Result<std::string> archive_of(const Pack& pack, std::uint64_t most_file_bytes) {
    std::map<std::string, std::string> files = pack.files;
    files.emplace(pack_manifest_name, manifest_of(pack));
    Result<std::string> bytes = zip_of(files);
    if (!bytes)
        return bytes;
    if (Result<Pack> read_back = read_pack(*bytes, "the pack", most_file_bytes); !read_back) {
        Errors errors = std::move(read_back).error();
        errors.push_back({ErrorCode::out_of_range, "the pack",
                          "would not be readable with these limits: raise --limit-mib"});
        return errors;
    }
    return bytes;
}

Result<Pack> read_pack(std::string bytes, const std::string& name, std::uint64_t most_file_bytes) {
    const Result<ZipArchive> archive = ZipArchive::open(std::move(bytes), name, limits_for(most_file_bytes));
    if (!archive)
        return archive.error();
    return Reader(*archive, name).read();
}

}  // namespace wayout
