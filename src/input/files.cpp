#include "input/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

namespace wayout {
namespace {

namespace fs = std::filesystem;

Error problem(ErrorCode code, std::string message) {
    return {code, "", std::move(message)};
}

/// What a file that cannot be opened asks of the user.
std::string cannot_open(std::string_view name, std::error_code why) {
    const bool is_missing = !why || why == std::errc::no_such_file_or_directory;
    return fmt::format("cannot read '{}': {}; {}", name,
                       is_missing ? "No such file or directory" : why.message(),
                       is_missing ? "put the file there or correct the name, which counts from the folder of "
                                    "the file that names it"
                                  : "see that the file and its folders may be read");
}

class FolderFiles final : public ScenarioFiles {
public:
    FolderFiles(const fs::path& folder, const FileLimits& limits) : folder_(folder), limits_(limits) {}

    Result<std::string> read(const std::string& name) override {
        std::error_code failed;
        const fs::path file = fs::canonical(folder_ / name, failed);
        if (failed)
            return problem(ErrorCode::io, cannot_open(name, failed));
        // Symbolic links are resolved by now, so this also holds for them.
        const fs::path shared_root = fs::canonical(folder_, failed).parent_path();
        const auto [end_of_root, rest] =
            std::mismatch(shared_root.begin(), shared_root.end(), file.begin(), file.end());
        if (failed || end_of_root != shared_root.end())
            return problem(
                ErrorCode::io,
                fmt::format(
                    "'{}' lies outside the scenario's folder and the folder around it: copy it into one "
                    "of them",
                    name));
        return read_regular_file(file, limits_.file_bytes);
    }

    bool may_leave_folder() const override { return true; }

private:
    fs::path folder_;
    FileLimits limits_;
};

class MemoryFiles final : public ScenarioFiles {
public:
    explicit MemoryFiles(std::map<std::string, std::string> contents) : contents_(std::move(contents)) {}

    Result<std::string> read(const std::string& name) override {
        const auto found = contents_.find(name);
        if (found == contents_.end())
            return problem(ErrorCode::io, cannot_open(name, {}));
        return found->second;
    }

    bool may_leave_folder() const override { return false; }

private:
    std::map<std::string, std::string> contents_;
};

}  // namespace

std::unique_ptr<ScenarioFiles> folder_files(const fs::path& folder, const FileLimits& limits) {
    return std::make_unique<FolderFiles>(folder, limits);
}

std::unique_ptr<ScenarioFiles> memory_files(std::map<std::string, std::string> contents) {
    return std::make_unique<MemoryFiles>(std::move(contents));
}

Result<std::string> resolve_name(std::string_view from, std::string_view reference, bool may_leave_folder) {
    const auto refuse = [&](std::string_view why) {
        return problem(ErrorCode::io,
                       fmt::format("'{}' is not a usable file name: {}", reference.substr(0, 200), why));
    };
    if (reference.empty())
        return refuse("it is empty");
    if (reference.size() > 1000)
        return refuse("it is longer than 1000 characters");
    if (std::any_of(reference.begin(), reference.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return refuse("it holds a control character");
    if (reference.find('\\') != std::string_view::npos)
        return refuse("write forward slashes, '/', between folders");
    if (reference.front() == '/' || reference.find(':') != std::string_view::npos)
        return refuse("write it relative to the file that names it");

    std::vector<std::string_view> parts;
    std::size_t up_count = 0;
    const auto walk = [&](std::string_view path) {
        while (!path.empty()) {
            const std::size_t slash = std::min(path.find('/'), path.size());
            const std::string_view part = path.substr(0, slash);
            path.remove_prefix(std::min(slash + 1, path.size()));
            if (part.empty() || part == ".")
                continue;
            if (part != "..")
                parts.push_back(part);
            else if (!parts.empty())
                parts.pop_back();
            else
                ++up_count;
        }
    };
    const std::size_t last_slash = from.rfind('/');
    walk(last_slash == std::string_view::npos ? std::string_view{} : from.substr(0, last_slash));
    walk(reference);

    if (up_count > 0 && !may_leave_folder)
        return refuse("it leads out of the scenario's folder; an archive must hold all its files");
    if (up_count > 1)
        return refuse("it leads further out than the folder around the scenario's own");
    if (parts.empty())
        return refuse("it names a folder");
    std::string name;
    for (std::size_t i = 0; i < up_count; ++i) name += "../";
    for (const std::string_view part : parts)
        name.append(name.empty() || name.back() == '/' ? "" : "/").append(part);
    return name;
}

Result<std::string> read_regular_file(const fs::path& file, std::uint64_t most_bytes) {
    const auto cannot_read = [&](std::string_view why) {
        return problem(ErrorCode::io, fmt::format("cannot read '{}': {}", file.filename().string(), why));
    };
    std::error_code failed;
    const fs::file_status status = fs::status(file, failed);
    if (!fs::exists(status))
        return problem(ErrorCode::io, cannot_open(file.filename().string(), failed));
    if (!fs::is_regular_file(status))  // a pipe or a device would keep us waiting for ever
        return cannot_read(fs::is_directory(status)
                               ? "it is a folder; name a file in it"
                               : "it is not an ordinary file; copy its content into one");
    const std::uintmax_t bytes = fs::file_size(file, failed);
    if (failed)
        return cannot_read(failed.message());
    if (bytes > most_bytes)
        return problem(ErrorCode::out_of_range,
                       fmt::format("'{}' has {} MiB; {} MiB is the most that is read",
                                   file.filename().string(), bytes >> 20, most_bytes >> 20));
    std::ifstream in(file, std::ios::binary);
    std::string text(bytes, '\0');
    if (!in || !in.read(text.data(), static_cast<std::streamsize>(text.size())))
        return cannot_read(
            "the file cannot be opened or ends early; see that it may be read and is not being written");
    return text;
}

}  // namespace wayout
