/// What people who have not begun to walk see once a second: others who leave, smoke and flames.
#pragma once

#include "agents/agents.hpp"
#include "core/thread_pool.hpp"
#include "hazards/hazard_source.hpp"
#include "navigation/open_rooms.hpp"
#include "simulation/alarm_book.hpp"
#include "venue/venue.hpp"

#include <wayout/alarm.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

class HazardState;

/// Somebody's place, as sight goes.
struct Viewpoint {
    Vec2 at;
    float z_m{0.0F};
    std::int32_t room{-1};
    SurfaceId surface;
};
Viewpoint viewpoint_of(const NavigationGrid& grid, const OpenRooms& rooms, const Agents& agents,
                       std::size_t row);

/// A picture of everybody, for the share of those in view who leave. In view: in the same room, within the
/// reach in plan and 3 m in height (our choice).
class OthersAround {
public:
    OthersAround(const Venue& venue, double decay_m, double reach_m);

    /// Row by row; those not in `rows` are not seen.
    /// @param leaves  [row of the agents]
    void take(const Agents& agents, const std::vector<std::int32_t>& rows,
              const std::vector<Viewpoint>& viewpoints, const std::vector<std::uint8_t>& leaves);
    bool anybody_leaves() const { return leaving_count_ > 0; }
    double leaving_frac(AgentId person, const Viewpoint& viewpoint) const;

private:
    struct Seen {
        Viewpoint viewpoint;
        AgentId id{0};
        bool leaves{false};
    };
    std::int32_t column_of(double x_m) const;
    std::int32_t row_of(double y_m) const;
    template <typename F>
    void for_each_bucket_near(Vec2 p, F&& f) const;

    double decay_m_;
    double reach_m_;
    double edge_m_;
    std::int32_t columns_;
    std::int32_t rows_;
    std::vector<Seen> seen_;                 ///< by bucket, then in the order of `rows`
    std::vector<std::uint32_t> first_;       ///< [bucket]; and the end
    std::vector<std::uint32_t> leaving_in_;  ///< [bucket]
    std::size_t leaving_count_{0};
};

/// Where a fire can be seen: smoke at points about 5 m apart, at head height and above, from the same room;
/// and the flames of the built-in fire, from the zones of its compartment. Both within sight.
class FireInView {
public:
    FireInView(const Venue& venue, const NavigationGrid& grid, const OpenRooms& rooms, const FireSpec& fire,
               const NoticingSpec& noticing, double head_height_m);

    /// Once a second, after the source has been brought to that time.
    void look(const HazardState& hazards, ThreadPool& pool, double now_s);
    bool is_in_view(const Viewpoint& viewpoint) const;

private:
    struct Point {
        Vec2 at;
        std::int32_t room{-1};
        AirPoint head;
        AirPoint above;
        std::uint8_t is_smoky{0};
    };
    struct Flame {
        Vec2 at;
        NamedArea seen_from;  ///< the zones of its compartment
        double begins_at_s{0.0};
    };
    void find_flames(const Venue& venue, const FireSpec& fire);

    const Venue* venue_;
    double sight_m_;
    double smoke_extinction_per_m_;
    std::vector<Point> points_;
    std::vector<Flame> flames_;
    std::vector<const Point*> smoky_;  ///< at the last look
    double looked_at_s_{0.0};
};

}  // namespace wayout
