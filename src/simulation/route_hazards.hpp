/// What people know of the air on their ways, refreshed once a second, and the travel-time fields that follow
/// it.
///
/// Two levels, because solving a field costs far more than looking along it. (1) Once a second the air on
/// every patch of floor is taken up, and whoever decides looks along the way of each exit as far as he can
/// see: time lost by slow walking, dose, thresholds from which people turn back. (2) Fields whose ways have
/// become costlier or cheaper by a fifth or more somewhere are solved again with these costs, the oldest
/// first, as many as a budget of cells per simulated second allows; a small venue has all fields anew in the
/// same second.
#pragma once

#include "behaviour/barred_places.hpp"
#include "navigation/way_ahead.hpp"
#include "simulation/field_store.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace wayout {

/// What makes people prefer other ways and turn back.
struct RouteHazardSettings {
    /// So far people judge what lies on their way.
    double sight_m{30.0};
    /// Seconds of walking for which people would avoid a dose of 1, what incapacitates. Our choice: a dose of
    /// 0.01 is worth a detour of 6 s.
    double dose_worth_s{600.0};
    /// Extinction of the air ahead from which people turn back.
    double turn_back_extinction_per_m{1.0};
    double turn_back_temperature_k{333.15};
    /// Dose on the way ahead from which people turn back.
    double turn_back_dose{0.3};
};

class RouteHazards {
public:
    /// So many patches around a barrier are kept in mind as barred if they are as bad: a person sees that the
    /// whole corridor or stair is full of smoke, not just the metre on his way. Our choice: about 10 m.
    static constexpr int barrier_reach_patches = 10;
    /// Cells of fields that are solved for a second of simulated time on average.
    static constexpr double cells_per_s = 20'000.0;

    RouteHazards(const NavigationGrid& grid, std::size_t goal_count, RouteHazardSettings settings);

    const Patches& patches() const { return patches_; }
    const RouteHazardSettings& settings() const { return settings_; }
    /// [patch], to be filled by the caller before update().
    std::span<PatchCondition> conditions() { return conditions_; }
    std::span<const PatchCondition> conditions() const { return conditions_; }

    /// What people know to be the cost of a way with this air.
    float cost_factor(const PatchCondition& condition) const;

    /// Somebody who follows a field, and where.
    struct Walker {
        std::int32_t goal{-1};
        std::int32_t patch{-1};
    };
    /// Once a second, after the conditions have changed: makes fields stale that shall be solved again, of
    /// those whose ways in use have become costlier or cheaper.
    void update(FieldStore& fields, std::span<const Walker> walkers);
    /// After fields have been renewed: their ways are followed anew, each when somebody first asks for it.
    void follow(const FieldStore& fields);

    /// Nobody goes over these patches from now on; those who are there leave. Makes all fields stale.
    void close(std::span<const std::int32_t> closed, FieldStore& fields);

    /// What fields are solved with that keep out of nothing but the air and what is lost.
    RouteCosts costs() const { return {patches_.of_cells(), factor_, is_closed_}; }

    /// Clear air everywhere, and all fields are those of clear air.
    bool is_clear() const { return is_clear_; }
    /// Whether somebody who follows the field (-1: none) stays in clear air for the next second.
    bool is_clear_from(std::int32_t goal, std::int32_t patch) const;
    /// Whether anything but clear air lies on the way in sight, from the patch.
    bool is_smoke_ahead(std::int32_t goal, std::int32_t patch) const;
    /// The way ahead; extra_s is against the time of the field, which may already hold a part of the cost.
    WayAhead look(std::int32_t goal, std::int32_t patch, double own_pace) const;
    /// Air from which people turn back, by smoke or heat. Whoever stands in it already turns back from
    /// nothing.
    bool is_unbearable(std::int32_t patch) const;
    /// Whether the way gets worse than one bears.
    bool turns_back(const WayAhead& ahead) const;
    /// After turning back: keeps in mind where the way is barred, and what is as bad around there.
    void note_barrier(std::int32_t goal, std::int32_t patch, double own_pace, AgentId person,
                      BarredPlaces& barred) const;
    /// The way in sight is not one to turn back from: nothing on it is barred.
    void note_open_way(std::int32_t goal, std::int32_t patch, AgentId person, BarredPlaces& barred) const;
    /// Whether the way goes from here over a place that the person holds barred.
    bool leads_over(std::int32_t goal, std::int32_t patch, AgentId person, const BarredPlaces& barred) const;

    std::int64_t solved_again() const { return solved_again_; }

private:
    using Factors = std::shared_ptr<const std::vector<float>>;  ///< [patch]

    /// From any thread between update() and follow(): whoever asks first follows the way for all.
    class Way {
    public:
        const WayChain& chain(const RouteHazards& of) const;
        /// The field is another, solved with these costs.
        void renew(std::shared_ptr<const LazyField> field, Factors solved_with, Factors air);
        bool is_known() const { return field_ != nullptr; }
        /// [patch] cost of the air that the times hold.
        const std::vector<float>& air() const { return *air_; }

        std::vector<std::uint8_t>
            is_used;  ///< [patch] on the way of somebody who follows the field; or empty
        std::uint32_t solve_count{0};
        std::int64_t changed_at{-1};  ///< update in which the costs had changed; -1: they have not

    private:
        void follow_if_new(const RouteHazards& of) const;

        std::shared_ptr<const LazyField> field_;
        Factors solved_with_;
        Factors air_;
        mutable std::mutex guard_;
        mutable std::atomic<bool> is_followed_{false};
        mutable WayChain chain_;
    };

    const WayChain& chain_of(std::int32_t goal) const {
        return ways_[static_cast<std::size_t>(goal)].chain(*this);
    }
    std::int32_t barrier_on(const WayChain& chain, std::int32_t patch, double own_pace) const;
    void mark_used(std::span<const Walker> walkers);
    void note_changes(const FieldStore& fields);

    const NavigationGrid& grid_;
    RouteHazardSettings settings_;
    Patches patches_;
    std::vector<PatchCondition> conditions_;
    std::vector<std::uint8_t> is_closed_;  ///< [patch]
    std::vector<float> factor_;            ///< [patch] for fields that are renewed now
    std::vector<Way> ways_;                ///< [goal]
    bool is_clear_{true};
    double credit_cells_{0.0};
    std::int64_t update_count_{0};
    std::int64_t solved_again_{0};
};

}  // namespace wayout
