/// The same bytes for any number of threads and any instruction set: a promise of the program, proved on
/// every example.
#include <wayout/input.hpp>
#include <wayout/simulation.hpp>

#include "locomotion/mover.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

namespace wayout {
namespace {

std::uint64_t hash_after(const Scenario& scenario, double duration_s, int threads,
                         const std::string& isa = {}) {
    RunOptions options;
    options.threads = threads;
    options.isa = isa;
    options.duration_s = duration_s;
    Result<Simulation> simulation = Simulation::create(scenario, options);
    if (!simulation) {
        ADD_FAILURE() << simulation.error().front().message;
        return 0;
    }
    while (!simulation->is_finished()) simulation->step();
    return simulation->state_hash();
}

class EveryExample : public ::testing::TestWithParam<const char*> {
protected:
    Scenario scenario() const {
        Result<Scenario> read = read_scenario(std::string("scenarios/") + GetParam());
        EXPECT_TRUE(read.has_value());
        return read ? *read : Scenario{};
    }
};

constexpr double duration_s = 75.0;

/// Every instruction set with another number of threads: one that differs in either is found, with half of
/// the runs that it takes to try both apart.
TEST_P(EveryExample, GivesTheSameBytesForAnyThreadsAndInstructionSet) {
    const Scenario example = scenario();
    const std::uint64_t one = hash_after(example, duration_s, 1);
    std::vector<std::string> sets{""};  // the best
    for (const std::string_view isa : supported_instruction_sets()) sets.emplace_back(isa);
    constexpr std::array<int, 3> threads{2, 3, 8};
    for (std::size_t i = 0; i < std::max(sets.size(), threads.size()); ++i) {
        const std::string& isa = sets[i % sets.size()];
        const int count = threads[i % threads.size()];
        EXPECT_EQ(hash_after(example, duration_s, count, isa), one) << count << " threads, " << isa;
    }
    Scenario other = example;
    other.simulation.seed += 1;
    EXPECT_NE(hash_after(other, duration_s, 2), one) << "another seed";
}

INSTANTIATE_TEST_SUITE_P(Determinism, EveryExample,
                         ::testing::Values("door", "stair", "two-exits", "seat-block", "concert-hall",
                                           "families", "refuge", "fds-import", "room-fire-cfast",
                                           "hall-fire/basement-fire.json", "alarm/phased.json"),
                         [](const auto& example) {
                             std::string name = example.param;
                             for (char& c : name)
                                 c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
                             return name;
                         });

}  // namespace
}  // namespace wayout
