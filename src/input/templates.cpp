#include "embedded/template_room_scenario.hpp"
#include "embedded/template_two_storeys_people.hpp"
#include "embedded/template_two_storeys_scenario.hpp"
#include "embedded/template_two_storeys_venue.hpp"

#include "core/text.hpp"

#include <wayout/input.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;

struct TemplateFile {
    const char* name;
    std::string_view content;
};

struct TemplateContent {
    ScenarioTemplate about;
    std::vector<TemplateFile> files;
};

const std::vector<TemplateContent>& contents() {
    static const std::vector<TemplateContent> all = {
        {{"room", "one room with one exit, in one file"},
         {{"scenario.json", embedded::template_room_scenario()}}},
        {{"two-storeys", "two storeys joined by a stair, three exits, sections in files of their own"},
         {{"scenario.json", embedded::template_two_storeys_scenario()},
          {"venue.json", embedded::template_two_storeys_venue()},
          {"people.json", embedded::template_two_storeys_people()}}},
    };
    return all;
}

Error problem(const fs::path& path, std::string message) {
    return {ErrorCode::io, path.string(), std::move(message)};
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Empty on success. "x": an existing file is not touched, even if it appeared a moment ago.
std::string write_new_file(const fs::path& file, std::string_view content) {
    std::unique_ptr<std::FILE, CloseFile> out(std::fopen(file.c_str(), "wbx"));
    if (!out)
        return std::error_code(errno, std::generic_category()).message();
    const bool complete = std::fwrite(content.data(), 1, content.size(), out.get()) == content.size();
    if (std::fclose(out.release()) != 0 || !complete)
        return "the disk is full or the file cannot be written";
    return {};
}

}  // namespace

const std::vector<ScenarioTemplate>& scenario_templates() {
    static const std::vector<ScenarioTemplate> all = [] {
        std::vector<ScenarioTemplate> list;
        for (const TemplateContent& content : contents()) list.push_back(content.about);
        return list;
    }();
    return all;
}

Result<std::vector<fs::path>> write_template(const fs::path& folder, std::string_view template_name) {
    const auto& all = contents();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const TemplateContent& t) { return t.about.name == template_name; });
    if (found == all.end()) {
        std::vector<std::string> names;
        std::string list;
        for (const ScenarioTemplate& t : scenario_templates()) {
            names.push_back(t.name);
            list += fmt::format("{}{}", list.empty() ? "" : ", ", t.name);
        }
        const std::optional<std::string> meant = nearest(template_name, names);
        return Error{ErrorCode::schema, "template",
                     fmt::format("there is no template '{}' (there are: {}){}", template_name, list,
                                 meant ? fmt::format("; did you mean '{}'?", *meant) : "")};
    }

    std::error_code failed;
    if (fs::exists(folder, failed)) {
        if (!fs::is_directory(folder, failed))
            return problem(folder, "exists and is no folder; choose another name");
        if (!fs::is_empty(folder, failed) || failed)
            return problem(folder, "the folder is not empty; nothing is overwritten, so choose a new one");
    }
    fs::create_directories(folder, failed);
    if (failed)
        return problem(folder, "the folder cannot be made: " + failed.message());

    std::vector<fs::path> written;
    for (const TemplateFile& file : found->files) {
        written.push_back(folder / file.name);
        if (const std::string why = write_new_file(written.back(), file.content); !why.empty())
            return problem(written.back(), why);
    }
    return written;
}

}  // namespace wayout
