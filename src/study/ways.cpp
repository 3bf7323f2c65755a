#include "study/ways.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cctype>

namespace wayout {
namespace {

const char* kind_of(StairSpec::Kind kind) {
    switch (kind) {
        case StairSpec::Kind::stair:
            return "stair";
        case StairSpec::Kind::ramp:
            return "ramp";
        case StairSpec::Kind::escalator:
            return "escalator";
    }
    return "";
}

}  // namespace

std::vector<Way> ways_of(const VenueSpec& venue) {
    std::vector<Way> ways;
    for (const ExitSpec& exit : venue.exits)
        ways.push_back({"exit", exit.id, exit.label(), exit.state == OpeningState::open});
    for (const DoorSpec& door : venue.doors)
        ways.push_back({"door", door.id, door.label(), door.state == OpeningState::open});
    for (const StairSpec& stair : venue.stairs)
        ways.push_back({kind_of(stair.kind), stair.id, stair.label()});
    return ways;
}

std::string name_of(const Way& way) {
    std::string name = fmt::format("{} '{}'", way.kind, way.label);
    name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
}

std::vector<ScenarioChange> closing(const std::vector<Way>& ways, const Scenario& scenario) {
    using Act = ScenarioChange::Act;
    std::vector<ScenarioChange> changes;
    const nlohmann::json json = nlohmann::json::parse(scenario.as_json);
    const bool has_events = json.contains(nlohmann::json::json_pointer("/incident/events"));
    if (!has_events)
        changes.push_back({Act::patch, {}, R"({"incident": {"events": []}})"});
    for (const Way& way : ways) {
        if (way.kind == "exit" || way.kind == "door")
            changes.push_back({Act::set, "incident.events[+]",
                               fmt::format(R"({{"at_s": 0, "close_{}": "{}"}})", way.kind, way.id)});
        else
            changes.push_back({Act::set, fmt::format("venue.stairs[{}]", way.id), "null"});
    }
    return changes;
}

}  // namespace wayout
