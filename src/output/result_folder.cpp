#include "output/result_folder.hpp"

#include "core/assert.hpp"
#include "core/sha256.hpp"
#include "output/output_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <set>

namespace wayout {

namespace fs = std::filesystem;

namespace {

constexpr const char* partial_name = ".wayout-partial";
constexpr const char* manifest_name = "manifest.json";

/// "explain-17.png".
bool is_explain_name(std::string_view name) {
    constexpr std::string_view begin = "explain-", end = ".png";
    if (name.size() <= begin.size() + end.size() || !name.starts_with(begin) || !name.ends_with(end))
        return false;
    name = name.substr(begin.size(), name.size() - begin.size() - end.size());
    return name.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Names of files that only we write, for a folder whose manifest is missing because a commit was
/// interrupted.
bool is_name_of_ours(const std::string& name) {
    static constexpr std::array names = std::to_array<std::string_view>(
        {"summary.json", "people.csv", "timeline.csv", "exits.csv", "doors.csv", "zones.csv", "events.jsonl",
         "wall_loads.csv", "norms.csv", "report.html", "report-data.json", "trajectory.h5", "manifest.json",
         "decisions.jsonl", "scenario-as-run.json"});
    return std::find(names.begin(), names.end(), name) != names.end() ||
           (name.starts_with("trajectory_") && name.ends_with(".sqlite")) || is_explain_name(name);
}

/// A table of casualties is called so by users too: it is ours where a manifest says so.
constexpr std::string_view casualty_table_name = "casualties.csv";

/// Names of the files of an earlier result; empty if there is none, or the manifest is not ours.
std::set<std::string> earlier_outputs(const fs::path& folder) {
    std::set<std::string> names;
    std::ifstream file(folder / manifest_name);
    const nlohmann::json manifest = nlohmann::json::parse(file, nullptr, false);
    if (!manifest.is_object() || manifest.value("producer", nlohmann::json()) != "wayout" ||
        !manifest.contains("outputs") || !manifest["outputs"].is_array())
        return names;
    for (const nlohmann::json& output : manifest["outputs"]) {
        const std::string name = output.is_object() && output.contains("file") && output["file"].is_string()
                                     ? output["file"].get<std::string>()
                                     : "";
        // Never follow a name out of the folder, whoever wrote it.
        if (!name.empty() && name.find('/') == std::string::npos && name != "." && name != "..")
            names.insert(name);
    }
    return names;
}

}  // namespace

struct ResultFolder::State {
    fs::path folder;
    bool made_folder{false};
    bool committed{false};
    int lock{-1};
    std::vector<File> files;

    fs::path partial() const { return folder / partial_name; }

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        std::error_code ignored;
        if (lock >= 0) {
            fs::remove_all(partial(), ignored);
            if (made_folder && !committed)
                fs::remove(folder, ignored);  // only if empty
            ::close(lock);
        }
    }
};

ResultFolder::ResultFolder(std::unique_ptr<State> state) : state_(std::move(state)) {}
ResultFolder::ResultFolder(ResultFolder&&) noexcept = default;
ResultFolder& ResultFolder::operator=(ResultFolder&&) noexcept = default;
ResultFolder::~ResultFolder() = default;

Result<ResultFolder> ResultFolder::open(const fs::path& folder, ForeignFiles foreign) {
    auto state = std::make_unique<State>();
    std::error_code error;
    state->folder = folder;
    state->made_folder = fs::create_directories(folder, error);
    if (error)
        return file_error(folder, "the result folder cannot be made", error.value());

    state->lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (state->lock < 0)
        return file_error(folder, "the result folder cannot be opened", errno);
    if (::flock(state->lock, LOCK_EX | LOCK_NB) != 0) {
        const int number = errno;
        ::close(state->lock);
        state->lock = -1;
        if (number == EWOULDBLOCK)
            return Error{ErrorCode::io,
                         folder.string(),
                         "another run is writing to this folder; wait for it or choose another folder",
                         "",
                         0.0,
                         0.0};
        return file_error(folder, "the result folder cannot be locked", number);
    }

    const bool has_result = !earlier_outputs(folder).empty();
    std::string stranger;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with('.') && !is_name_of_ours(name) && (stranger.empty() || name < stranger))
            stranger = name;
    }
    if (error)
        return file_error(folder, "the result folder cannot be read", error.value());
    if (!stranger.empty() && !has_result && foreign == ForeignFiles::refuse) {
        // Not our folder: touch nothing, not even the remains of a run.
        ::close(state->lock);
        state->lock = -1;
        return Error{ErrorCode::io,
                     folder.string(),
                     "the folder is not empty and holds no earlier result (it has '" + stranger +
                         "'); choose another folder, or use --force to write the result beside what is there",
                     "",
                     0.0,
                     0.0};
    }

    fs::remove_all(state->partial(), error);
    if (!error)
        fs::create_directory(state->partial(), error);
    if (error)
        return file_error(folder, "the result folder cannot be written to", error.value());
    return ResultFolder(std::move(state));
}

const fs::path& ResultFolder::path() const {
    return state_->folder;
}

fs::path ResultFolder::staged(const std::string& name) const {
    WAYOUT_ASSERT(!name.empty() && name.find('/') == std::string::npos, "results are files of one folder");
    return state_->partial() / name;
}

void ResultFolder::add(File file) {
    state_->files.push_back(std::move(file));
}

Errors ResultFolder::add(const std::string& name) {
    const fs::path file = staged(name);
    if (Errors errors = sync_to_disk(file); !errors.empty())
        return errors;
    const Result<std::string> hash = sha256_of_file(file);
    if (!hash)
        return hash.error();
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(file, error);
    if (error)
        return {file_error(file, "cannot be read back", error.value())};
    add(File{name, *hash, bytes});
    return {};
}

Errors ResultFolder::write(const std::string& name, std::string_view content) {
    OutputFile file(staged(name));
    file.write(content);
    if (Errors errors = file.close(); !errors.empty())
        return errors;
    add(File{name, file.sha256(), file.bytes()});
    return {};
}

const std::vector<ResultFolder::File>& ResultFolder::files() const {
    return state_->files;
}

Errors ResultFolder::commit(std::string_view manifest) {
    return put_in_place(manifest, Others::remove);
}

Errors ResultFolder::replace(std::string_view manifest) {
    return put_in_place(manifest, Others::keep);
}

Errors ResultFolder::put_in_place(std::string_view manifest, Others others) {
    const fs::path& folder = state_->folder;
    OutputFile manifest_file(staged(manifest_name));
    manifest_file.write(manifest);
    if (Errors errors = manifest_file.close(); !errors.empty())
        return errors;
    if (Errors errors = sync_to_disk(state_->partial()); !errors.empty())
        return errors;

    std::set<std::string> outdated;
    if (others == Others::remove)
        outdated = earlier_outputs(folder);
    std::error_code error;
    fs::remove(folder / manifest_name, error);
    if (error)
        return {file_error(folder / manifest_name, "the earlier result cannot be replaced", error.value())};
    if (Errors errors = sync_to_disk(folder); !errors.empty())
        return errors;
    // From here on something of the result is under its final name, and a folder that we made is no longer
    // ours to remove.
    state_->committed = true;
    for (const File& file : state_->files) {
        fs::rename(staged(file.name), folder / file.name, error);
        if (error)
            return {file_error(folder / file.name, "cannot be put in place", error.value())};
        outdated.erase(file.name);
    }
    // Whatever a manifest says, only names that we write are ever removed.
    for (const std::string& name : outdated)
        if (name != manifest_name && (is_name_of_ours(name) || name == casualty_table_name))
            fs::remove(folder / name, error);
    if (Errors errors = sync_to_disk(folder); !errors.empty())
        return errors;
    fs::rename(staged(manifest_name), folder / manifest_name, error);
    if (error)
        return {file_error(folder / manifest_name, "cannot be put in place", error.value())};
    return sync_to_disk(folder);
}

}  // namespace wayout
