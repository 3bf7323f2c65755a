#include "input/read_scenario.hpp"

#include "input/merge.hpp"
#include "input/references.hpp"
#include "input/scenario_form.hpp"

#include <wayout/input.hpp>

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;

ScenarioDraft failed_draft(Errors errors) {
    ScenarioDraft draft;
    for (Error& error : errors) {
        Problems problems;  // for its care of texts that cannot be printed
        problems.add(std::move(error));
        draft.errors.push_back(std::move(problems).take().front());
    }
    return draft;
}

/// What a scenario means but may leave out.
void fill_in(Scenario& scenario) {
    for (PopulationSpec& population : scenario.people.populations) {
        if (population.seats_filled_frac && population.seating.empty())
            for (const SeatingSpec& seating : scenario.venue.seating)
                population.seating.push_back(seating.id);
        if ((population.polygon || population.positions) && population.polygon_storey.empty() &&
            scenario.venue.storeys.size() == 1)
            population.polygon_storey = scenario.venue.storeys.front().id;
    }
    for (StewardSpec& steward : scenario.response.stewards)
        if (steward.post_storey.empty() && scenario.venue.storeys.size() == 1)
            steward.post_storey = scenario.venue.storeys.front().id;
}

ScenarioDraft read_zip(const fs::path& path) {
    const std::string name = path.filename().string();
    Result<std::string> archive = read_regular_file(path, FileLimits{}.file_bytes);
    if (!archive)
        return failed_draft({{archive.error().front().code, name, archive.error().front().message}});
    Result<std::unique_ptr<ScenarioFiles>> files = zip_files(*std::move(archive), name);
    if (!files)
        return failed_draft(files.error());
    return read_scenario_files(**files, "scenario.json");
}

ScenarioDraft read_from_folder(const fs::path& folder, const std::string& name) {
    ScenarioDraft draft = read_scenario_files(*folder_files(folder), name);
    draft.scenario.folder = fs::absolute(folder).lexically_normal().string();
    return draft;
}

}  // namespace

namespace {

/// Fills the draft from the whole tree; problems are in the reading.
void read_tree_into(ScenarioDraft& draft, const JsonValue& tree, Reading& reading) {
    object("scenario", scenario_fields).read(Place(reading, tree), draft);
    const bool is_venue_read = draft.is_venue_complete;
    const std::size_t problems_before = reading.problems.count();
    check_venue_references(draft.scenario.venue, is_venue_read, reading.problems);
    draft.is_venue_complete = is_venue_read && reading.problems.count() == problems_before;
    check_people_references(draft.scenario, is_venue_read, reading.problems);
    check_incident_references(draft.scenario, is_venue_read, reading.problems);
    check_response_references(draft.scenario, is_venue_read, reading.problems);
    if (reading.problems.is_empty()) {
        fill_in(draft.scenario);
        draft.scenario.as_json = merged_text(tree, reading);
    }
}

}  // namespace

ScenarioDraft read_scenario_files(ScenarioFiles& files, const std::string& name) {
    ScenarioDraft draft;
    Reading reading;
    FileReader reader(files, reading, {});
    reading.load_text = [&](std::uint32_t from_file, const std::string& reference) {
        return reader.read_text(from_file, reference);
    };
    if (const std::optional<JsonValue> tree = reader.read_tree(name))
        read_tree_into(draft, *tree, reading);
    draft.scenario.files = reader.files_read();
    draft.errors = std::move(reading.problems).take();
    return draft;
}

ScenarioDraft read_scenario_value(const JsonValue& tree, const std::string& folder) {
    ScenarioDraft draft;
    Reading reading;
    reading.file_names = {"scenario.json"};
    reading.load_text = [](std::uint32_t, const std::string& reference) -> Result<std::string> {
        return Error{ErrorCode::unsupported, "",
                     "a file cannot be named here: put what stands in '" + reference + "' in its place"};
    };
    read_tree_into(draft, tree, reading);
    draft.scenario.folder = folder;
    draft.errors = std::move(reading.problems).take();
    return draft;
}

ScenarioDraft read_scenario_draft(const fs::path& path) {
    std::error_code failed;
    if (fs::is_directory(path, failed)) {
        return read_from_folder(path, "scenario.json");
    }
    const std::string name = path.filename().string();
    if (path.extension() == ".zip")
        return read_zip(path);
    if (!fs::exists(path, failed))
        return failed_draft({{ErrorCode::io, path.string(),
                              "No such file or directory; a scenario is a folder with a scenario.json, a "
                              ".json file or a .zip"}});
    if (path.extension() != ".json")
        return failed_draft(
            {{ErrorCode::io, name,
              "not a scenario: give a folder with a scenario.json, a .json file or a .zip of a folder"}});
    const fs::path folder = path.parent_path();
    return read_from_folder(folder.empty() ? fs::path(".") : folder, name);
}

Result<Scenario> read_scenario(const fs::path& path) {
    ScenarioDraft draft = read_scenario_draft(path);
    if (!draft.errors.empty())
        return std::move(draft.errors);
    return std::move(draft.scenario);
}

std::string scenario_schema() {
    return schema_document("scenario", "wayout scenario", Includes::allowed,
                           object("scenario", scenario_fields).schema);
}

}  // namespace wayout
