/// The same bytes for any number of threads and any instruction set: a promise of the program, proved on
/// every example.
#include <wayout/input.hpp>
#include <wayout/simulation.hpp>

#include "locomotion/mover.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <string>

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

TEST_P(EveryExample, GivesTheSameBytesForAnyNumberOfThreads) {
    const Scenario example = scenario();
    const std::uint64_t one = hash_after(example, duration_s, 1);
    for (const int threads : {2, 3, 8})
        EXPECT_EQ(hash_after(example, duration_s, threads), one) << threads << " threads";
}

TEST_P(EveryExample, GivesTheSameBytesForAnyInstructionSet) {
    const Scenario example = scenario();
    const std::uint64_t best = hash_after(example, duration_s, 2);
    for (const std::string_view isa : supported_instruction_sets())
        EXPECT_EQ(hash_after(example, duration_s, 2, std::string(isa)), best) << isa;
}

TEST_P(EveryExample, GivesOtherBytesForAnotherSeed) {
    Scenario example = scenario();
    const std::uint64_t first = hash_after(example, duration_s, 2);
    example.simulation.seed += 1;
    EXPECT_NE(hash_after(example, duration_s, 2), first);
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
