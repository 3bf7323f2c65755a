/// What a report tells of its inputs, in words: taken from the scenario when the result is written, stored
/// with it, and read back when the report is made again.
#pragma once

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace wayout {

struct ScenarioFacts {
    struct Population {
        std::string name;
        std::string role;
        std::string how_many;
        std::string where;
        std::string profile;
        std::string pre_movement;
        std::string exit_choice;
    };
    struct Profile {
        std::string name;
        std::string source;
    };

    std::string name;
    std::string description;
    std::vector<Population> populations;
    std::vector<Profile> profiles;
    std::vector<std::string> incident;  ///< one line an event, in the order of time
    double duration_s{0.0};
    double navigation_cell_m{0.0};  ///< 0: chosen by the program
    bool keep_left{false};
    double opening_flow_pps_per_m{0.0};  ///< limits of the calibration; 0: none
    double stair_flow_pps_per_m{0.0};
    double stuck_after_s{0.0};
    std::vector<InputFile> files;
    std::string as_json;  ///< the whole scenario, for the annex
};

ScenarioFacts facts_of(const Scenario& scenario);

nlohmann::ordered_json to_json(const ScenarioFacts& facts);
/// Missing members are left at their defaults.
ScenarioFacts facts_from_json(const nlohmann::ordered_json& json);

/// "log-normal, median 20 s, 5 to 95 % of people 9 to 46 s (mu 3.00, sigma 0.50)". `unit` follows each
/// number.
std::string in_words(const Distribution& distribution, const std::string& unit);

}  // namespace wayout
