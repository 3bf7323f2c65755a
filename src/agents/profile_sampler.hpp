/// Draws a person from a profile: group, age, body radius, walking speeds.
#pragma once

#include "agents/distribution.hpp"

#include <wayout/error.hpp>
#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace wayout {

/// All problems of a profile: shares, and every distribution of every group, each with its place below
/// profile.where.
Errors profile_problems(const ProfileSpec& profile);

struct PersonDraw {
    int group{0};  ///< row of ProfileSpec::groups
    double age_years{0.0};
    double radius_m{0.0};
    double level_mps{0.0};
    double stair_down_mps{0.0};  ///< along the incline
    double stair_up_mps{0.0};
};

/// A profile, prepared for many draws.
class ProfileSampler {
public:
    /// The profile must be free of profile_problems; anything else is a bug. It must outlive the sampler.
    explicit ProfileSampler(const ProfileSpec& profile);

    /// A pure function of seed and id. One uniform number per attribute and person; the three speeds share
    /// one, so that who is fast on the level is fast on stairs.
    PersonDraw draw(std::uint64_t seed, AgentId id) const;

private:
    struct Group {
        const ProfileGroup* spec;
        double share_up_to;  ///< of this group and those before it
        QuantileFunction age;
        QuantileFunction radius;
        QuantileFunction
            speed;  ///< of the deviation from the mean, in standard deviations, when speed depends on age
        std::optional<QuantileFunction> down;
        std::optional<QuantileFunction> up;
    };
    std::vector<Group> groups_;
};

}  // namespace wayout
