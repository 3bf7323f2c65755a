/// The benchmark scenes as scenarios. Placement and geometry are those of the published description, so that
/// the same people stand in the same places in every tool.
#pragma once

#include <wayout/scenario.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

struct BenchScene {
    std::string name;
    bool in_default_set{true};
    double duration_s{60.0};  ///< unless everybody is out before
    double expected_check{0.0};
    std::uint64_t seed{20260101};
    double door_width_m{0.0};  ///< > 0: the flow of persons 50 to 200 is measured
};

struct BuiltScene {
    Scenario scenario;
    double placement_check{0.0};  ///< sum of x + 2 y + 3 v0
};

const std::vector<BenchScene>& all_bench_scenes();
BuiltScene build_scene(const BenchScene& scene);

/// SplitMix64 (Steele, Lea & Flood 2014), as in the published description of the scenes.
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    /// Uniform in [0, 1).
    double uniform();

private:
    std::uint64_t state_;
};

}  // namespace wayout
