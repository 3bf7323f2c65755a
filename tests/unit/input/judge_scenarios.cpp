/// Reads scenarios, one a line, and prints for each a line with "good" or the problems. For
/// schema_agreement.py.
#include "input/read_scenario.hpp"

#include <iostream>
#include <string>

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const auto files = wayout::memory_files({{"scenario.json", line}});
        const wayout::ScenarioDraft draft = wayout::read_scenario_files(*files, "scenario.json");
        std::string verdict = draft.errors.empty() ? "good" : "";
        for (const wayout::Error& error : draft.errors)
            verdict += error.where + " | " + error.message + " || ";
        std::cout << verdict << '\n';
    }
}
