/// What must hold of every scenario that was read, whatever the input.
#pragma once

#include "expect.hpp"

#include "input/problems.hpp"
#include "input/read_scenario.hpp"

namespace wayout {

inline void expect_sound_draft(const ScenarioDraft& draft) {
    FUZZ_EXPECT(draft.errors.size() <= Problems::most_listed + 1);
    for (const Error& error : draft.errors) {
        FUZZ_EXPECT(!error.message.empty());
        for (const char c : error.where + error.message)
            FUZZ_EXPECT(static_cast<unsigned char>(c) >= 0x20);  // fit for a terminal
    }
    FUZZ_EXPECT(draft.errors.empty() != draft.scenario.as_json.empty());
    if (!draft.errors.empty())
        return;
    FUZZ_EXPECT(draft.is_venue_complete && !draft.scenario.people.populations.empty());
    // The merged scenario is complete and means the same.
    const auto merged = memory_files({{"scenario.json", draft.scenario.as_json}});
    const ScenarioDraft again = read_scenario_files(*merged, "scenario.json");
    FUZZ_EXPECT(again.errors.empty());
    FUZZ_EXPECT(again.scenario.as_json == draft.scenario.as_json);
}

}  // namespace wayout
