#include "locomotion/crush.hpp"

#include "core/math.hpp"
#include "locomotion/mover_impl.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wayout {
namespace {

using Impl = Mover::Impl;

/// Contacts within this angle of the front or back press the chest, others by half (people-and-response
/// specification 4.2).
constexpr double chest_cosine = 0.5;  // 60 degrees
constexpr double side_share = 0.5;

/// Unit vectors at 0, 22.5, ... 157.5 degrees.
const std::array<Vec2, LoadSum::axis_count>& axes() {
    static const std::array<Vec2, LoadSum::axis_count> units = [] {
        std::array<Vec2, LoadSum::axis_count> made;
        for (std::size_t a = 0; a < made.size(); ++a) {
            const SinCos at = portable_sin_cos(std::numbers::pi * static_cast<double>(a) /
                                               static_cast<double>(made.size()));
            made[a] = {at.cos, at.sin};
        }
        return made;
    }();
    return units;
}

/// One sub-step of the people of one list.
class SubStep {
public:
    SubStep(const Impl& m, const PairList& pairs, CrushState& crush, CrushState::List& list, double from_s,
            double step_s)
        : m_(m),
          settings_(m.settings.crush),
          pairs_(pairs),
          crush_(crush),
          list_(list),
          from_s_(from_s),
          step_s_(step_s),
          first_walker_(static_cast<std::int32_t>(m.bystanders.place_count()) + 1) {}

    void run() {
        for (const std::uint32_t e : list_.entries) move(pairs_.entries[e]);
    }

private:
    Vec2 position(std::size_t body) const {
        return crush_.position[0][body] + from_s_ * crush_.drift_mps[body];
    }

    void move(const PairList::Entry& entry) {
        const auto place = static_cast<std::size_t>(entry.place);
        const std::size_t body = static_cast<std::size_t>(first_walker_) + place;
        const Vec2 here = position(body);
        const Vec2 velocity = crush_.velocity[0][body];
        const WalkerColumns& w = m_.walkers;
        const double mass_kg = m_.settings.body_mass_kg;

        Vec2 force = push_n(desired_mps(place), velocity);

        heading_ = {static_cast<double>(w.heading_x[place]), static_cast<double>(w.heading_y[place])};
        sum_ = &crush_.sums[place];
        for (std::uint32_t k = entry.first_partner; k < entry.first_partner + entry.partner_count; ++k)
            force += from_person(k, here, velocity);
        for (std::uint32_t k = entry.first_wall; k < entry.first_wall + entry.wall_count; ++k)
            force += from_wall(k, here, velocity);

        const Vec2 next_velocity = velocity + (step_s_ / mass_kg) * force;
        crush_.velocity[1][body] = next_velocity;
        crush_.position[1][body] = here + step_s_ * next_velocity;
    }

    /// What somebody does to get on is limited, what he does to stop is not.
    Vec2 push_n(Vec2 desired_mps, Vec2 velocity) const {
        const Vec2 force =
            (m_.settings.body_mass_kg / settings_.relaxation_time_s) * (desired_mps - velocity);
        const double speed_mps = length(desired_mps);
        if (speed_mps == 0.0)
            return force;
        const Vec2 onwards = desired_mps / speed_mps;
        return force - std::max(0.0, dot(force, onwards) - settings_.push_n) * onwards;
    }

    /// As planned; but whoever has no way ahead presses on to where he wants to go, not to where his eyes
    /// wander.
    Vec2 desired_mps(std::size_t place) const {
        const WalkerColumns& w = m_.walkers;
        const Vec2 planned =
            (w.planned_m[place] - Vec2{w.x_m[place], w.y_m[place]}) / m_.settings.time_step_s;
        const double pressing_mps = m_.settings.pressing_frac * static_cast<double>(w.free_speed_mps[place]);
        if (length_squared(planned) > pressing_mps * pressing_mps * (1.0 + 1e-5))
            return planned;
        return pressing_mps *
               Vec2{static_cast<double>(w.desired_x[place]), static_cast<double>(w.desired_y[place])};
    }

    Vec2 from_person(std::uint32_t k, Vec2 here, Vec2 velocity) {
        const std::int32_t code = pairs_.partner[k];
        const auto other = static_cast<std::size_t>(code >= 0 ? first_walker_ + code : ~code);
        const double contact_m = static_cast<double>(pairs_.contact_m[k]);
        const Vec2 away = here - position(other);
        const double distance2 = length_squared(away);
        if (distance2 >= contact_m * contact_m)
            return {};
        const double distance_m = std::sqrt(distance2);
        const Vec2 normal = distance_m > 0.0 ? away / distance_m : Vec2{1.0, 0.0};
        return press(contact_m - distance_m, normal, crush_.velocity[0][other] - velocity).force;
    }

    Vec2 from_wall(std::uint32_t k, Vec2 here, Vec2 velocity) {
        const TouchableWall& wall = pairs_.walls[k];
        const Vec2 from_start = here - wall.start;
        const double left_m = cross(wall.along, from_start);
        const double along_m = dot(wall.along, from_start);
        const double foot_m = std::clamp(along_m, 0.0, wall.length_m);
        const Vec2 off = from_start - foot_m * wall.along;
        const double distance_m = length(off);
        const Vec2 back = wall.left_before_m < 0.0 ? -perp(wall.along) : perp(wall.along);
        // Whoever has been pressed past the line is pushed back to the side on which he was.
        const bool is_past = left_m * wall.left_before_m < 0.0 && foot_m == along_m;
        const double overlap_m = is_past ? wall.clearance_m + distance_m : wall.clearance_m - distance_m;
        if (!(overlap_m > 0.0))
            return {};
        const Vec2 normal = is_past || !(distance_m > 0.0) ? back : off / distance_m;
        const Pressed pressed = press(overlap_m, normal, -velocity);
        list_.wall_n[k] += pressed.normal_n;
        list_.wall_along_m[k] = foot_m;
        return pressed.force;
    }

    struct Pressed {
        Vec2 force;
        double normal_n;
    };
    /// @param normal    from the other one to the body
    /// @param relative  velocity of the other one as seen from the body
    Pressed press(double overlap_m, Vec2 normal, Vec2 relative_mps) {
        const Vec2 along = perp(normal);
        const ContactForce contact =
            contact_force(settings_.law, overlap_m, dot(relative_mps, normal), dot(relative_mps, along));
        const bool on_chest = std::abs(dot(normal, heading_)) >= chest_cosine;
        sum_->add(contact.normal_n, normal, on_chest ? 1.0 : side_share);
        return {contact.normal_n * normal + contact.tangential_n * along, contact.normal_n};
    }

    const Impl& m_;
    const CrushSettings& settings_;
    const PairList& pairs_;
    CrushState& crush_;
    CrushState::List& list_;
    double from_s_;
    double step_s_;
    std::int32_t first_walker_;
    Vec2 heading_;
    LoadSum* sum_{nullptr};
};

template <typename Body>
void for_each_crush_list(Impl& m, ThreadPool& pool, Body&& body) {
    parallel_for(pool, m.used_lists.size(), Impl::lists_per_chunk,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::size_t l = begin; l < end; ++l)
                         body(m.pair_lists[m.used_lists[l]], m.crush.lists[l]);
                 });
}

void find_those_in(Impl& m) {
    CrushState& crush = m.crush;
    const bool all = m.settings.crush.where == CrushSettings::Where::everywhere;
    crush.is_in.assign(m.order.size(), all ? 1 : 0);
    crush.is_anybody_in = all && !crush.is_in.empty();
    if (all)
        return;
    for (std::size_t p = 0; p < crush.is_in.size(); ++p)
        if (crush.zone.is_hot(m.walkers.cell[p], m.plan_count)) {
            crush.is_in[p] = 1;
            crush.is_anybody_in = true;
        }
}

void place_bodies(Impl& m, const Agents& agents) {
    CrushState& crush = m.crush;
    const std::size_t first_walker = m.bystanders.place_count() + 1;
    const std::size_t count = first_walker + m.order.size();
    crush.drift_mps.assign(count, Vec2{});
    for (std::vector<Vec2>* column : {&crush.position[0], &crush.velocity[0]}) column->assign(count, Vec2{});
    const PeopleColumns& standing = m.bystanders.people();
    for (std::size_t b = 0; b + 1 < first_walker; ++b)
        crush.position[0][b] = {standing.x_m[b], standing.y_m[b]};
    for (std::size_t p = 0; p < m.order.size(); ++p) {
        const std::size_t body = first_walker + p;
        const auto row = static_cast<std::size_t>(m.order.rows()[p]);
        const Vec2 here{m.walkers.x_m[p], m.walkers.y_m[p]};
        crush.position[0][body] = here;
        if (crush.is_in[p] != 0) {
            crush.velocity[0][body] = {static_cast<double>(agents.vx_mps[row]),
                                       static_cast<double>(agents.vy_mps[row])};
        } else {
            crush.drift_mps[body] = (m.walkers.planned_m[p] - here) / m.settings.time_step_s;
            crush.velocity[0][body] = crush.drift_mps[body];
        }
    }
    crush.position[1] = crush.position[0];
    crush.velocity[1] = crush.velocity[0];
    crush.sums.assign(m.order.size(), LoadSum{});
}

void collect_wall_pushes(Impl& m, double samples) {
    m.crush.wall_pushes.clear();
    for (std::size_t l = 0; l < m.used_lists.size(); ++l) {
        const PairList& pairs = m.pair_lists[m.used_lists[l]];
        const CrushState::List& list = m.crush.lists[l];
        for (std::size_t k = 0; k < list.wall_n.size(); ++k)
            if (list.wall_n[k] > 0.0)
                m.crush.wall_pushes.push_back({pairs.walls[k].wall, static_cast<float>(list.wall_along_m[k]),
                                               static_cast<float>(list.wall_n[k] / samples)});
    }
}

}  // namespace

void LoadSum::add(double normal_n, Vec2 direction, double share) {
    compressive_n += normal_n;
    chest_n += share * normal_n;
    chest_x_n += share * normal_n * direction.x;
    chest_y_n += share * normal_n * direction.y;
    for (std::size_t a = 0; a < axis_count; ++a) {
        const double along_n = normal_n * dot(direction, axes()[a]);
        forwards_n[a] += std::max(0.0, along_n);
        backwards_n[a] += std::max(0.0, -along_n);
    }
}

CrushLoad LoadSum::mean(double samples) const {
    double squeeze_n = 0.0;
    for (std::size_t a = 0; a < axis_count; ++a)
        squeeze_n = std::max(squeeze_n, std::min(forwards_n[a], backwards_n[a]));
    const double net_n = std::sqrt(chest_x_n * chest_x_n + chest_y_n * chest_y_n);
    return {static_cast<float>(compressive_n / samples), static_cast<float>(squeeze_n / samples),
            static_cast<float>(0.5 * (chest_n - net_n) / samples)};
}

void press_together(Mover::Impl& m, const Agents& agents, ThreadPool& pool) {
    CrushState& crush = m.crush;
    const CrushSettings& settings = m.settings.crush;
    crush.wall_pushes.clear();
    if (settings.where == CrushSettings::Where::nowhere)
        return;
    crush.loads.assign(agents.size(), CrushLoad{});
    find_those_in(m);
    if (!crush.is_anybody_in)
        return;
    place_bodies(m, agents);
    if (crush.lists.size() < m.used_lists.size())
        crush.lists.resize(m.used_lists.size());
    for_each_crush_list(m, pool, [&](const PairList& pairs, CrushState::List& list) {
        list.entries.clear();
        for (std::uint32_t e = 0; e < pairs.entries.size(); ++e)
            if (crush.is_in[static_cast<std::size_t>(pairs.entries[e].place)] != 0)
                list.entries.push_back(e);
        list.wall_n.assign(pairs.walls.size(), 0.0);
        list.wall_along_m.assign(pairs.walls.size(), 0.0);
    });
    const int count =
        std::max(1, static_cast<int>(std::ceil(m.settings.time_step_s / settings.sub_step_s - 1e-9)));
    const double sub_step_s = m.settings.time_step_s / count;
    for (int s = 0; s < count; ++s) {
        for_each_crush_list(m, pool, [&](const PairList& pairs, CrushState::List& list) {
            SubStep(m, pairs, crush, list, s * sub_step_s, sub_step_s).run();
        });
        std::swap(crush.position[0], crush.position[1]);
        std::swap(crush.velocity[0], crush.velocity[1]);
    }
    const std::size_t first_walker = m.bystanders.place_count() + 1;
    for (std::size_t p = 0; p < m.order.size(); ++p)
        if (crush.is_in[p] != 0) {
            m.walkers.planned_m[p] = crush.position[0][first_walker + p];
            crush.loads[static_cast<std::size_t>(m.order.rows()[p])] = crush.sums[p].mean(count);
        }
    collect_wall_pushes(m, count);
}

void heat_crush_zone(Mover::Impl& m, const Agents& agents) {
    const CrushSettings& settings = m.settings.crush;
    // Densities are measured in some steps only.
    if (settings.where != CrushSettings::Where::dense || (m.plan_count - 1) % Impl::density_period != 0)
        return;
    const auto until = m.plan_count + static_cast<std::uint64_t>(settings.hold_s / m.settings.time_step_s);
    for (std::size_t p = 0; p < m.order.size(); ++p) {
        const double density = (m.walkers.near_count[p] + 1) * std::numbers::inv_pi;
        const auto row = static_cast<std::size_t>(m.order.rows()[p]);
        if (agents.activity[row] == Activity::walking &&
            (density > settings.density_per_m2 || static_cast<double>(m.contact_n[row]) > settings.contact_n))
            m.crush.zone.heat(m.walkers.cell[p], until);
    }
}

}  // namespace wayout
