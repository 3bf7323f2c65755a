#include "agents/profile_sampler.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace wayout {
namespace {

/// Speeds that depend on age are cut at this many standard deviations on both sides (our choice: a normal
/// distribution has no ends, and 0.3 % of the people would otherwise walk implausibly fast or slowly). It
/// makes the deviation 1.3 % smaller.
constexpr double speed_cut_sd = 3.0;
/// So that the slowest still walk at a tenth of the mean.
constexpr double max_relative_sd = 0.9 / speed_cut_sd;

Distribution standard_deviations() {
    Distribution d;
    d.kind = Distribution::Kind::normal;
    d.mean = 0.0;
    d.sd = 1.0;
    d.min = -speed_cut_sd;
    d.max = speed_cut_sd;
    return d;
}

/// Mean speed at an age: linear between the points, constant beyond the ends.
double speed_at_age(const std::vector<Vec2>& curve, double age_years) {
    const auto after = std::upper_bound(curve.begin(), curve.end(), age_years,
                                        [](double age, const Vec2& point) { return age < point.x; });
    if (after == curve.begin())
        return curve.front().y;
    if (after == curve.end())
        return curve.back().y;
    const auto before = after - 1;
    return before->y + (after->y - before->y) * (age_years - before->x) / (after->x - before->x);
}

class ProfileCheck {
public:
    explicit ProfileCheck(const ProfileSpec& profile) : profile_(profile) {}

    void check() {
        if (profile_.groups.empty())
            problem("groups", "", "there are no groups; give at least one");
        double sum = 0.0;
        for (std::size_t i = 0; i < profile_.groups.size(); ++i) {
            check_group(i, profile_.groups[i]);
            sum += profile_.groups[i].share;
        }
        if (!profile_.groups.empty() && !(sum > 0.0))
            problem("groups", "", "the shares of all groups add up to nothing; give at least one above 0");
    }
    Errors take() { return std::move(errors_); }

private:
    void check_group(std::size_t row, const ProfileGroup& g) {
        const std::string place = fmt::format("groups[{}].", row);
        const auto at = [&](std::string_view key, std::string text) {
            problem(place + std::string(key), g.name, text);
        };
        const auto distribution = [&](std::string_view key, const Distribution& d, ValueRange range) {
            for (const std::string& text : distribution_problems(d, range)) at(key, text);
        };
        if (!(g.share >= 0.0 && g.share < 1e9))
            at("share", fmt::format("{:g} is no share; give a number from 0 on", g.share));
        distribution("age_years", g.age_years, age_range_years);
        distribution("radius_m", g.radius_m, radius_range_m);
        if (g.speed_by_age.empty()) {
            distribution("free_speed_mps", g.free_speed_mps, speed_range_mps);
        } else {
            check_speed_by_age(g, at);
        }
        if (g.stair_down_mps)
            distribution("stair_down_mps", *g.stair_down_mps, speed_range_mps);
        if (g.stair_up_mps)
            distribution("stair_up_mps", *g.stair_up_mps, speed_range_mps);
        for (const auto& [key, factor] : {std::pair{"stair_down_factor", g.stair_down_factor},
                                          std::pair{"stair_up_factor", g.stair_up_factor}})
            if (!(factor >= 0.05 && factor <= 2.0))
                at(key,
                   fmt::format("{:g} lies outside 0.05 to 2; it multiplies the speed on the level", factor));
    }

    template <typename At>
    void check_speed_by_age(const ProfileGroup& g, const At& at) {
        for (std::size_t i = 0; i < g.speed_by_age.size(); ++i) {
            const Vec2 point = g.speed_by_age[i];
            if (!(point.x >= age_range_years.lowest && point.x <= age_range_years.highest))
                at("speed_by_age", fmt::format("age {:g} lies outside 0 to 120 years", point.x));
            if (!(point.y >= speed_range_mps.lowest && point.y <= speed_range_mps.highest))
                at("speed_by_age",
                   fmt::format("speed {:g} m/s at age {:g} lies outside 0.05 to 5 m/s", point.y, point.x));
            if (i > 0 && !(point.x > g.speed_by_age[i - 1].x))
                at("speed_by_age", fmt::format("age {:g} follows age {:g}; list the ages in ascending order",
                                               point.x, g.speed_by_age[i - 1].x));
        }
        if (!(g.speed_relative_sd >= 0.0 && g.speed_relative_sd <= max_relative_sd))
            at("speed_relative_sd",
               fmt::format("{:g} lies outside 0 to {:g}", g.speed_relative_sd, max_relative_sd));
    }

    void problem(const std::string& key, const std::string& group, const std::string& text) {
        const std::string who = group.empty()
                                    ? fmt::format("profile '{}'", profile_.label())
                                    : fmt::format("profile '{}', group '{}'", profile_.label(), group);
        errors_.push_back(
            {ErrorCode::out_of_range, profile_.where + "." + key, who + ": " + text, {}, 0.0, 0.0});
    }

    const ProfileSpec& profile_;
    Errors errors_;
};

std::optional<QuantileFunction> stair_speed(const std::optional<Distribution>& d) {
    if (!d)
        return std::nullopt;
    return QuantileFunction(*d, speed_range_mps);
}

}  // namespace

Errors profile_problems(const ProfileSpec& profile) {
    ProfileCheck check(profile);
    check.check();
    return check.take();
}

ProfileSampler::ProfileSampler(const ProfileSpec& profile) {
    double sum = 0.0;
    for (const ProfileGroup& g : profile.groups) {
        sum += g.share;
        groups_.push_back({&g, sum, QuantileFunction(g.age_years, age_range_years),
                           QuantileFunction(g.radius_m, radius_range_m),
                           g.speed_by_age.empty() ? QuantileFunction(g.free_speed_mps, speed_range_mps)
                                                  : QuantileFunction(standard_deviations()),
                           stair_speed(g.stair_down_mps), stair_speed(g.stair_up_mps)});
    }
    WAYOUT_ASSERT(sum > 0.0, "sampler of an unchecked profile");
    for (Group& g : groups_) g.share_up_to /= sum;
    groups_.back().share_up_to = 1.0;
}

PersonDraw ProfileSampler::draw(std::uint64_t seed, AgentId id) const {
    const auto uniform = [&](Draw purpose) { return uniform01_open(seed, id, purpose); };
    const double at_share = uniform(Draw::profile_group);
    std::size_t row = 0;
    while (at_share > groups_[row].share_up_to) ++row;
    const Group& group = groups_[row];

    PersonDraw person;
    person.group = static_cast<int>(row);
    person.age_years = group.age(uniform(Draw::age));
    person.radius_m = group.radius(uniform(Draw::body_radius));
    const double fitness = uniform(Draw::free_speed);  // 0 the slowest, 1 the fastest of the group
    person.level_mps = group.speed(fitness);
    if (!group.spec->speed_by_age.empty())
        person.level_mps = speed_at_age(group.spec->speed_by_age, person.age_years) *
                           (1.0 + group.spec->speed_relative_sd * person.level_mps);
    person.stair_down_mps =
        group.down ? (*group.down)(fitness) : group.spec->stair_down_factor * person.level_mps;
    person.stair_up_mps = group.up ? (*group.up)(fitness) : group.spec->stair_up_factor * person.level_mps;
    return person;
}

}  // namespace wayout
