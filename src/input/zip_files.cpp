#include "input/files.hpp"

#include "input/zip_archive.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

namespace wayout {
namespace {

class ZipFiles final : public ScenarioFiles {
public:
    ZipFiles(ZipArchive archive, std::string top) : archive_(std::move(archive)), top_(std::move(top)) {}

    Result<std::string> read(const std::string& name) override {
        if (!archive_.holds(top_ + name))
            return Error{
                ErrorCode::io, "",
                fmt::format("cannot read '{}': it is not in the archive; add it there or correct the "
                            "name, which counts from the folder of the file that names it",
                            name)};
        return archive_.read(top_ + name);
    }
    bool may_leave_folder() const override { return false; }

private:
    ZipArchive archive_;
    std::string top_;  ///< folder of the scenario, with its slash; empty: the archive's own top
};

Result<std::string> top_of(const ZipArchive& archive, const std::string& archive_name) {
    if (archive.holds("scenario.json"))
        return std::string();
    std::set<std::string> tops;
    for (const std::string& name : archive.names())
        if (name.rfind("__MACOSX/", 0) != 0)                  // put there by an archiver for its own use
            tops.insert(name.substr(0, name.find('/') + 1));  // a file at the top gives ""
    if (tops.size() == 1 && archive.holds(*tops.begin() + "scenario.json"))
        return *tops.begin();
    return Error{ErrorCode::io, archive_name,
                 "the archive holds no scenario.json, neither at its top nor in its only folder"};
}

}  // namespace

Result<std::unique_ptr<ScenarioFiles>> zip_files(std::string bytes, const std::string& archive_name,
                                                 const FileLimits& limits) {
    Result<ZipArchive> archive = ZipArchive::open(std::move(bytes), archive_name, limits);
    if (!archive)
        return archive.error();
    Result<std::string> top = top_of(*archive, archive_name);
    if (!top)
        return top.error();
    return std::unique_ptr<ScenarioFiles>(std::make_unique<ZipFiles>(*std::move(archive), *std::move(top)));
}

}  // namespace wayout
