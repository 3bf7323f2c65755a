/// Scenarios that differ from each other in a few values: one is read, and others are made from it by naming
/// what changes. docs/formats/study.md explains paths and patches to users.
#pragma once

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace wayout {

/// Stands as a path for the number of visitors of every population (role "visitor" or none): to be scaled.
inline constexpr std::string_view attendance_path = "attendance";

/// One change of a scenario's text.
struct ScenarioChange {
    enum class Act {
        set,    ///< the value at `path` becomes `json`; null removes a key or an item of a list
        scale,  ///< numbers and distributions at `path` are multiplied by `number`
        add,    ///< `number` is added to them
        patch   ///< the whole scenario is merged with `json` by RFC 7396
    } act{Act::set};
    /// "people.populations[visitors].count": keys, and in brackets the id or the row of a list's item, * for
    /// all items, + for a new one at the end.
    std::string path;
    std::string json;
    double number{1.0};

    friend bool operator==(const ScenarioChange&, const ScenarioChange&) = default;
};

/// Whether the value at the end of the path is a number of things or people, and so a whole one.
bool is_whole_number_path(std::string_view path);

/// A scenario that was read once and can be read again with changes. Copies share what does not change; any
/// number of threads may use one at a time.
class ScenarioTree {
public:
    /// Reads a scenario as read_scenario() does.
    static Result<ScenarioTree> open(const std::filesystem::path& path);
    /// From the text of a whole scenario (Scenario::as_json) and the folder that names of fire results start
    /// from.
    static Result<ScenarioTree> from_text(std::string text, const std::string& folder);

    /// The scenario with the changes made in their order. Errors: paths that lead nowhere, and everything
    /// that read_scenario() objects to in the changed text; each begins with `name`, which says whose changes
    /// these are.
    Result<Scenario> with(std::span<const ScenarioChange> changes, std::string_view name) const;
    /// The problems of the paths alone, without reading the scenario.
    Errors path_problems(const ScenarioChange& change) const;

    const Scenario& scenario() const;

private:
    struct State;
    explicit ScenarioTree(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

}  // namespace wayout
