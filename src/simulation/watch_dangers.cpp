/// Phase of a step: danger areas as they are now, who is in one, who comes to know of one.
#include "simulation/danger_state.hpp"
#include "simulation/whereabouts.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// So often it is looked at who is in an area: exposure is exact to this for every way in and out.
constexpr double look_s = 0.2;

/// So near somebody would be in it with his next steps. Our choice.
constexpr double step_in_m = 0.5;

/// A whole number of looks makes a second.
std::uint64_t look_steps(double time_step_s) {
    auto steps = static_cast<std::uint64_t>(std::max(1.0, std::round(look_s / time_step_s)));
    while (steps_per_second(time_step_s) % steps != 0) --steps;
    return steps;
}

/// So often the replay shows where an area is that grows or moves, and at most so many times in a run.
constexpr double stage_s = 5.0;
constexpr double most_stages = 1000.0;

void note_stage(const World& world, DangerArea& area) {
    std::vector<DangerStage>& stages = area.result.stages;
    const double interval_s = std::max(stage_s, world.duration_s / most_stages);
    const bool is_shown = !stages.empty() && !stages.back().outline_m.empty();
    const bool may_differ = is_shown && world.time_s() >= stages.back().from_s + interval_s &&
                            stages.back().from_s < last_change_s(area.spec);
    if (is_shown == area.shape.is_there && !may_differ)
        return;
    Ring outline = area.shape.is_there ? outline_of(area.shape) : Ring{};
    if (!is_shown || outline != stages.back().outline_m)
        stages.push_back({world.time_s(), std::move(outline)});
}

void move_areas(World& world) {
    for (DangerArea& area : world.dangers->areas) {
        const bool was_there = area.shape.is_there;
        area.shape = shape_at(area.spec, world.time_s());
        note_stage(world, area);
        if (area.shape.is_there != was_there)
            note_danger_event(
                world, was_there ? "danger_ends" : "danger_begins", area.spec.id,
                fmt::format("Danger area '{}' {}", area.spec.label(), was_there ? "is over" : "begins"),
                area.storey, area.shape.centre);
        const double size_m = area.shape.outline != nullptr ? area.shape.grown_m : area.shape.radius_m;
        // The last place of the largest: so a circle that only moves shows where it has gone.
        if (!area.shape.is_there || size_m < area.largest_m)
            continue;
        area.largest_m = size_m;
        area.result.largest_m = outline_of(area.shape);
        if (area.result.outline_m.empty())
            area.result.outline_m = area.result.largest_m;
    }
}

/// Whether somebody sees the area: its middle, or the part of it nearest to him.
bool sees(const World& world, std::size_t row, const DangerArea& area) {
    const SurfaceId surface(world.agents.surface[row]);
    const Vec2 here = place_of(world.agents, row);
    return is_in_sight(world, surface, here, surface, nearest_point(area.shape, here), area.spec.sight_m) ||
           is_in_sight(world, surface, here, surface, area.shape.centre, area.spec.sight_m);
}

/// What somebody notices of an area himself.
Learned noticed(const World& world, std::size_t row, const DangerArea& area) {
    if (area.spec.by_message_only)
        return Learned::not_at_all;
    const double away_m = distance_m(area.shape, place_of(world.agents, row));
    if (away_m <= 0.0)
        return Learned::in_it;
    if (away_m <= area.spec.sight_m && sees(world, row, area))
        return Learned::by_sight;
    return away_m <= area.spec.heard_m ? Learned::by_sound : Learned::not_at_all;
}

/// Out, unable, or with something else to do than to look after himself.
bool has_left(const World& world, std::size_t row) {
    const Activity activity = world.agents.activity[row];
    const AgentId person = world.agents.id[row];
    return activity == Activity::out || is_unable(activity) || is_responder(world, person) ||
           is_in_hands_of_rescue(world, person);
}

void notice_area(World& world, std::size_t index) {
    DangerState& dangers = *world.dangers;
    const DangerArea& area = dangers.areas[index];
    const std::size_t count = world.agents.size();
    std::vector<Learned> found(count, Learned::not_at_all);
    constexpr std::size_t chunk_rows = 128;
    parallel_for(world.pool, count, chunk_rows, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t row = begin; row < end; ++row)
            if (!has_left(world, row) && storey_of(world, row) == area.storey &&
                (dangers.of(world.agents.id[row]).aware_of >> index & 1U) == 0)
                found[row] = noticed(world, row, area);
    });
    for (std::size_t row = 0; row < count; ++row)
        if (found[row] != Learned::not_at_all)
            learn_of_danger(world, row, index, found[row]);
}

/// Those who know of an area, by squares as wide as word of it carries.
class Tellers {
public:
    Tellers(const World& world, std::size_t area, double reach_m)
        : world_(world), reach_m_(reach_m), square_m_(std::max(1.0, reach_m)) {
        for (std::size_t row = 0; row < world.agents.size(); ++row)
            if (!has_left(world, row) && (world.dangers->of(world.agents.id[row]).aware_of >> area & 1U) != 0)
                rows_.push_back({square_of(row, 0, 0), row});
        std::sort(rows_.begin(), rows_.end());
    }

    bool has_one_near(std::size_t row) const {
        const Vec2 here = place_of(world_.agents, row);
        for (int dx = -1; dx <= 1; ++dx)
            for (int dy = -1; dy <= 1; ++dy) {
                const Square square = square_of(row, dx, dy);
                auto at = std::lower_bound(rows_.begin(), rows_.end(), std::pair{square, std::size_t{0}});
                for (; at != rows_.end() && at->first == square; ++at)
                    if (length_squared(place_of(world_.agents, at->second) - here) <= reach_m_ * reach_m_)
                        return true;
            }
        return false;
    }
    bool is_empty() const { return rows_.empty(); }

private:
    using Square = std::array<std::int32_t, 3>;
    Square square_of(std::size_t row, int dx, int dy) const {
        const Vec2 p = place_of(world_.agents, row);
        return {storey_of(world_, row).value, static_cast<std::int32_t>(std::floor(p.x / square_m_)) + dx,
                static_cast<std::int32_t>(std::floor(p.y / square_m_)) + dy};
    }

    const World& world_;
    double reach_m_;
    double square_m_;
    std::vector<std::pair<Square, std::size_t>> rows_;
};

/// Word of it goes from those who know to those near them.
void spread_word(World& world, std::size_t index) {
    DangerState& dangers = *world.dangers;
    const DangerAreaSpec& spec = dangers.areas[index].spec;
    if (spec.spread_per_s <= 0.0 || spec.spread_m <= 0.0)
        return;
    const Tellers tellers(world, index, spec.spread_m);
    if (tellers.is_empty())
        return;
    const double second_s = static_cast<double>(steps_per_second(world.time_step_s)) * world.time_step_s;
    const double chance = spread_probability(spec.spread_per_s, second_s);
    const std::uint32_t draw = draw_row(DangerDraw::spread, static_cast<std::uint32_t>(index));
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        const AgentId person = world.agents.id[row];
        if (has_left(world, row) || (dangers.of(person).aware_of >> index & 1U) != 0 ||
            uniform01(world.seed, person, Draw::danger, world.step_index, draw) >= chance ||
            !tellers.has_one_near(row))
            continue;
        learn_of_danger(world, row, index, Learned::from_others);
    }
}

}  // namespace

void measure_danger(World& world) {
    DangerState& dangers = *world.dangers;
    const double dt_s = static_cast<double>(look_steps(world.time_step_s)) * world.time_step_s;
    const Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out || is_responder(world, agents.id[row]))
            continue;
        DangerPerson& person = dangers.of(agents.id[row]);
        const Vec2 here = place_of(agents, row);
        std::uint32_t is_in = 0;
        for (std::size_t i = 0; i < dangers.areas.size(); ++i) {
            DangerArea& area = dangers.areas[i];
            if (!area.shape.is_there || storey_of(world, row) != area.storey ||
                distance_m(area.shape, here) > 0.0)
                continue;
            const std::uint32_t bit = std::uint32_t{1} << i;
            is_in |= bit;
            area.result.person_s += dt_s;
            area.result.last_s = world.time_s();
            if (std::isnan(area.result.first_s))
                area.result.first_s = world.time_s();
            // Not those over whom the area has moved: they would have been in it where they were.
            if ((person.is_in & bit) == 0 && (person.aware_of & bit) != 0 && world.step_index > 0 &&
                distance_m(area.shape, person.looked_from) > 0.0)
                person.entered_knowing |= bit;
        }
        if (is_in != 0)
            person.exposure_s += dt_s;
        person.was_in |= is_in;
        person.is_in = is_in;
        person.looked_from = here;
    }
}

void learn_of_danger(World& world, std::size_t row, std::size_t area, Learned how) {
    DangerState& dangers = *world.dangers;
    DangerPerson& person = dangers.of(world.agents.id[row]);
    const std::uint32_t bit = std::uint32_t{1} << area;
    if ((person.aware_of & bit) != 0)
        return;
    person.aware_of |= bit;
    person.decided_at = 0;
    if (std::isnan(person.aware_s)) {
        person.aware_s = world.time_s();
        person.learned = how;
    }
    ++dangers.areas[area].result.aware;
    note_danger_decision(world, row, "learns", dangers.areas[area].spec.label(),
                         learned_names[static_cast<std::size_t>(how)]);
}

void learn_of_dangers(World& world) {
    const std::uint32_t there = world.dangers->there();
    for (std::size_t i = 0; i < world.dangers->areas.size(); ++i) {
        if ((there >> i & 1U) == 0)
            continue;
        spread_word(world, i);
        notice_area(world, i);
    }
}

void keep_off_dangers(World& world, std::size_t begin, std::size_t end) {
    const DangerState& dangers = *world.dangers;
    if (dangers.there() == 0)
        return;
    Agents& agents = world.agents;
    for (std::size_t row = begin; row < end; ++row) {
        if (agents.activity[row] != Activity::walking || !is_wary(world.views[agents.id[row] - 1]))
            continue;
        const StoreyId storey = storey_of(world, row);
        const Vec2 here = place_of(agents, row);
        const Vec2 wanted{double{agents.desired_x[row]}, double{agents.desired_y[row]}};
        Vec2 way = wanted;
        for (const DangerArea& area : dangers.areas) {
            if (!area.shape.is_there || area.storey != storey ||
                distance_m(area.shape, here) >= area.spec.avoid_m)
                continue;
            // Where his field knows that he is too near it leads him out, maybe past the area.
            const CellIndex cell = world.fields.grid().locate(SurfaceId(agents.surface[row]), here);
            const bool is_led = cell != no_cell && dangers.ways.is_closed(dangers.ways.patches().of(cell));
            way = kept_off(area.shape, is_led ? std::min(step_in_m, area.spec.avoid_m) : area.spec.avoid_m,
                           here, way);
        }
        if (way == wanted)
            continue;
        agents.desired_x[row] = static_cast<float>(way.x);
        agents.desired_y[row] = static_cast<float>(way.y);
    }
}

void watch_dangers(World& world) {
    if (world.dangers == nullptr || world.step_index % look_steps(world.time_step_s) != 0)
        return;
    move_areas(world);
    measure_danger(world);
    if (world.step_index % steps_per_second(world.time_step_s) != 0)
        return;
    learn_of_dangers(world);
    obey_orders(world);
    run_shelters(world);
    respond_to_dangers(world);
}

}  // namespace wayout
