/// Runs of small scenarios, and what came of them.
#pragma once

#include <wayout/simulation.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace wayout {

/// Nothing but failures when it cannot begin.
inline RunResults run(const Scenario& scenario, const RunOptions& options) {
    Result<Simulation> simulation = Simulation::create(scenario, options);
    if (!simulation) {
        for (const Error& error : simulation.error()) ADD_FAILURE() << error.where << ": " << error.message;
        return {};
    }
    while (!simulation->is_finished()) simulation->step();
    EXPECT_TRUE(simulation->failure().empty());
    return simulation->results();
}

inline RunResults run(const Scenario& scenario, int threads = 1) {
    RunOptions options;
    options.threads = threads;
    return run(scenario, options);
}

/// "where: message", one a line; empty: the scenario can be run.
inline std::string errors_of(const Scenario& scenario) {
    const Result<Simulation> simulation = Simulation::create(scenario);
    std::string text;
    if (!simulation)
        for (const Error& error : simulation.error()) text += error.where + ": " + error.message + "\n";
    return text;
}

/// Of the first event of this kind; NaN: there was none.
inline double time_of_event(const RunResults& results, const std::string& kind) {
    for (const Event& event : results.events)
        if (event.kind == kind)
            return event.time_s;
    return not_a_time;
}

/// Decisions of that kind in the log.
inline int count_of(const RunResults& results, const std::string& kind) {
    return static_cast<int>(std::count_if(results.decisions.begin(), results.decisions.end(),
                                          [&](const Decision& decision) { return decision.kind == kind; }));
}

}  // namespace wayout
