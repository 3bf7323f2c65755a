#include "input/files.hpp"
#include "pack/pack_archive.hpp"
#include "pack/repeat.hpp"
#include "pack/scratch_folder.hpp"

#include <wayout/pack.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace wayout {
namespace {

constexpr std::size_t most_shown = 20;

bool is_needed_to_run(const std::string& name) {
    return name.starts_with("inputs/") || name == packed_study_name;
}

}  // namespace

bool PackVerdict::is_same() const {
    return std::all_of(repeated.begin(), repeated.end(),
                       [](const RepeatedRun& run) { return run.differences.empty(); });
}

Result<PackVerdict> verify_pack(const std::filesystem::path& file, const VerifyPackOptions& options) {
    // No archive is larger than what may be unpacked from it, but for the room of its table of contents.
    const std::uint64_t room = FileLimits{}.total_bytes / FileLimits{}.file_bytes;
    Result<std::string> bytes = read_regular_file(file, room * options.most_file_bytes);
    if (!bytes)
        return Error{bytes.error().front().code, file.string(), bytes.error().front().message};
    const Result<Pack> pack = read_pack(*std::move(bytes), file.filename().string(), options.most_file_bytes);
    if (!pack)
        return pack.error();

    const Result<ScratchFolder> scratch = ScratchFolder::make_in(options.scratch);
    if (!scratch)
        return scratch.error();
    for (const auto& [name, content] : pack->files)
        if (is_needed_to_run(name))
            if (Errors errors = scratch->write(name, content); !errors.empty())
                return errors;
    const auto repeat = pack->kind == PackKind::run ? repeat_run : repeat_members;
    Result<Repeated> repeated = repeat(*pack, scratch->path(), options);
    if (!repeated)
        return repeated.error();

    PackVerdict verdict;
    verdict.packed_program = pack->program;
    verdict.this_program = fmt::format("wayout {} ({})", version, options.build);
    verdict.member_count = static_cast<int>(pack->files.size());
    verdict.run_count = repeated->run_count;
    verdict.repeated = std::move(repeated->runs);
    return verdict;
}

std::string pack_verdict_json(const PackVerdict& verdict) {
    nlohmann::ordered_json json;
    json["format"] = "wayout-pack-verdict";
    json["format_version"] = 1;
    json["same"] = verdict.is_same();
    json["same_program"] = verdict.is_same_program();
    json["packed_program"] = verdict.packed_program;
    json["this_program"] = verdict.this_program;
    json["files_checked"] = verdict.member_count;
    json["runs"] = verdict.run_count;
    json["repeated"] = nlohmann::ordered_json::array();
    for (const RepeatedRun& run : verdict.repeated)
        json["repeated"].push_back(
            {{"name", run.name}, {"same", run.differences.empty()}, {"differences", run.differences}});
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> pack_verdict_lines(const PackVerdict& verdict) {
    std::vector<std::string> lines{
        fmt::format("{} files, all with the hash that the pack tells", verdict.member_count)};
    lines.push_back(verdict.is_same_program()
                        ? "Program: the one of the pack"
                        : fmt::format("Program: another one. The pack was made by {}, and this is {}",
                                      verdict.packed_program, verdict.this_program));
    for (const RepeatedRun& run : verdict.repeated) {
        lines.push_back(fmt::format("{}: {}", run.name, run.differences.empty() ? "same" : "differs"));
        for (std::size_t i = 0; i < std::min(most_shown, run.differences.size()); ++i)
            lines.push_back("  " + run.differences[i]);
        if (run.differences.size() > most_shown)
            lines.push_back(fmt::format("  and {} more", run.differences.size() - most_shown));
    }
    lines.push_back(fmt::format("{} of {} runs were made again: {}", verdict.repeated.size(),
                                verdict.run_count, verdict.is_same() ? "same" : "differs"));
    return lines;
}

}  // namespace wayout
