#include "simulation/passage_choice.hpp"

#include "geometry/segment.hpp"
#include "navigation/guidance.hpp"
#include "simulation/company_state.hpp"
#include "simulation/decision_place.hpp"
#include "simulation/exit_options.hpp"
#include "simulation/hazard_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace wayout {
namespace {

constexpr double infinite_s = std::numeric_limits<double>::infinity();

bool weighs_passages(const PopulationSpec& population) {
    const bool decided_once =
        population.exit_choice == ExitChoice::nearest || population.exit_choice == ExitChoice::fixed;
    return population.passage_choice.value_or(decided_once ? PassageRule::shortest : PassageRule::quickest) ==
           PassageRule::quickest;
}

}  // namespace

/// What one person thinks of the ways out of the room in which he is.
class PassageChoice::Weighing {
public:
    Weighing(PassageChoice& choice, const World& world, std::size_t row, Tally& tally)
        : choice_(choice),
          world_(world),
          row_(row),
          tally_(tally),
          passages_(*world.fields.room_passages()),
          detour_(choice.detours_[world.agents.id[row] - 1]),
          surface_(world.agents.surface[row]),
          position_{world.agents.x_m[row], world.agents.y_m[row]},
          place_(world.fields.place(surface_, position_)),
          exit_goal_(goal_for(world, row, GateId(world.agents.exit_gate[row]))),
          pace_(own_pace(world, row)) {
        if (place_.cell == no_cell || !world.fields.is_solved(exit_goal_))
            return;
        const CellIndex cell = place_.aisle != no_cell ? place_.aisle : place_.cell;
        const TravelTimeField& field = world.fields.field(exit_goal_);
        const float time_s = world.fields.time_s(exit_goal_, place_);
        if (time_s == TravelTimeField::unknown)
            return;
        room_ = passages_.rooms().of(cell);
        shortest_.gate = GateId(field.next_gate[static_cast<std::size_t>(cell)]);
        if (passages_.find(room_, shortest_.gate) != nullptr)
            look_at_queue(shortest_);
        if (shortest_.gate == detour_.left && !is_in_sight(shortest_.gate))
            shortest_.wait_s = std::max(0.0, static_cast<double>(detour_.left_wait_s) - world.time_s() +
                                                 static_cast<double>(detour_.seen_at_s));
        shortest_.total_s = pace_ * static_cast<double>(time_s) + shortest_.wait_s;
    }

    bool is_possible() const { return room_ >= 0; }
    const Way& shortest() const { return shortest_; }
    bool sees_queue_of_shortest() const { return is_in_sight(shortest_.gate); }

    Way by(const RoomPassage& passage, double less_than_s) const {
        Way way{.passage = &passage, .gate = passage.gate};
        const double away_m = distance(gate(passage.gate).line, position_);
        const double reference_mps = world_.fields.reference_speed_mps(world_.agents.mobility[row_]);
        const bool is_taken = detour_.passage == passages_.row_of(passage);
        const bool is_shut = world_.fields.field(exit_goal_).passable[passage.gate.row()] == gate_shut;
        if (passage.gate == shortest_.gate || passage.from != room_ || is_shut ||
            (!is_taken && !is_in_sight(passage.gate)))
            return way;
        const auto [beyond_s, next] = look_behind(passage);
        way.beyond_s = beyond_s;
        if (beyond_s == TravelTimeField::unknown)
            return way;
        look_at_queue(way);
        const auto total_s = [&](double to_passage_s) {
            return pace_ * (to_passage_s + static_cast<double>(way.beyond_s)) + way.wait_s;
        };
        if (!(total_s(away_m / reference_mps) < less_than_s) || comes_back(passage, next))
            return way;
        const std::int32_t goal = choice_.goal_of(world_, row_, passages_.row_of(passage));
        if (!world_.fields.is_solved(goal)) {
            tally_.wanted_goals.push_back(goal);
            return way;
        }
        const float time_s = world_.fields.time_s(goal, place_);
        if (time_s != TravelTimeField::unknown && is_clear_of_smoke(goal, passage))
            way.total_s = total_s(static_cast<double>(time_s));
        return way;
    }

    Way best_by_passages(double less_than_s) const {
        Way best;
        best.total_s = less_than_s;
        for (const RoomPassage& passage : passages_.out_of(room_))
            if (const Way way = by(passage, best.total_s); way.total_s < best.total_s)
                best = way;
        return best;
    }

    /// Only on a detour. False: on its stair.
    bool is_in_room_of_detour() const { return detour()->from == room_; }
    /// That of the detour; only on one.
    const RoomPassage* detour() const { return &passages_.all()[static_cast<std::size_t>(detour_.passage)]; }

private:
    const Gate& gate(GateId id) const { return world_.venue->gates[id.row()]; }

    bool is_in_sight(GateId id) const {
        return id.is_valid() && distance(gate(id).line, position_) <= choice_.settings_.sight_m;
    }

    /// Of a passage out of this room.
    void look_at_queue(Way& way) const {
        if (!is_in_sight(way.gate))
            return;
        const bool to_the_right = passages_.find(room_, way.gate)->left_to_right;
        const double away_m = distance(gate(way.gate).line, position_);
        way.ahead = choice_.queues_.ahead(way.gate, to_the_right, away_m);
        way.wait_s = choice_.queues_.wait_s(way.gate, to_the_right, away_m);
    }

    /// Remaining time from behind a passage, and the gate crossed next.
    std::pair<float, GateId> look_behind(const RoomPassage& passage) const {
        const TravelTimeField& field = world_.fields.field(exit_goal_);
        std::pair<float, GateId> found{TravelTimeField::unknown, GateId{}};
        for (const CellIndex c : *passage.beyond)
            if (const float time_s = field.time_s[static_cast<std::size_t>(c)]; time_s < found.first)
                found = {time_s, GateId(field.next_gate[static_cast<std::size_t>(c)])};
        return found;
    }

    /// Whether the shortest way from behind the passage comes back into this room, through however many
    /// others.
    bool comes_back(const RoomPassage& passage, GateId next) const {
        const RoomPassage* last = &passage;
        for (std::size_t count = 0; count < passages_.all().size(); ++count) {
            const RoomPassage* after = passages_.find(last->to, next);
            if (next == last->last || (after != nullptr && after->to == room_))
                return true;
            if (after == nullptr)
                return false;
            last = after;
            next = look_behind(*after).second;
        }
        return true;
    }

    /// Nobody goes a way round through smoke.
    bool is_clear_of_smoke(std::int32_t goal, const RoomPassage& passage) const {
        const std::int32_t here = patch_of(world_, surface_, position_);
        if (here < 0)
            return true;
        const HazardState& hazards = *world_.hazards;
        const std::int32_t behind = hazards.routes.patches().of(passage.beyond->front());
        const AgentId person = world_.agents.id[row_];
        return !hazards.routes.is_smoke_ahead(goal, here) &&
               !hazards.routes.is_smoke_ahead(exit_goal_, behind) &&
               (!hazards.barred.has_any(person) ||
                !hazards.routes.leads_over(exit_goal_, behind, person, hazards.barred));
    }

    PassageChoice& choice_;
    const World& world_;
    std::size_t row_;
    Tally& tally_;
    const RoomPassages& passages_;
    const Detour& detour_;
    SurfaceId surface_;
    Vec2 position_;
    PlaceOnWay place_;
    std::int32_t exit_goal_;
    double pace_;
    std::int32_t room_{-1};
    Way shortest_;
};

PassageChoice::PassageChoice(World& world)
    : separates_rooms_(world.venue->gates.size(), 0),
      first_area_(world.fields.add_passages()),
      queues_(*world.venue),
      detours_(world.views.size()),
      is_through_(world.views.size(), 0),
      tallies_(static_cast<std::size_t>(world.pool.thread_count())) {
    for (const PopulationSpec& population : world.scenario.people.populations)
        weighs_.push_back(weighs_passages(population) ? 1 : 0);
    if (world.scenario.incident.fire)
        asked_in_.resize(detours_.size());
    const RoomPassages& passages = *world.fields.room_passages();
    for (std::int32_t room = 0; room < passages.rooms().count(); ++room)
        for (const GateId gate : passages.gates_of(room)) separates_rooms_[gate.row()] = 1;
}

std::int32_t PassageChoice::goal_of(const World& world, std::size_t row, std::int32_t passage) const {
    const RoomPassage& taken = world.fields.room_passages()->all()[static_cast<std::size_t>(passage)];
    return goal_to_area_for(world, row, first_area_ + taken.layer);
}

bool PassageChoice::is_on_detour(const World& world, std::size_t row) const {
    const Detour& detour = detours_[world.agents.id[row] - 1];
    return detour.passage >= 0 && world.agents.goal[row] == goal_of(world, row, detour.passage);
}

float PassageChoice::beyond_s(const World& world, std::size_t row) const {
    return is_on_detour(world, row) ? detours_[world.agents.id[row] - 1].beyond_s : 0.0F;
}

/// -1: at the edge of the floor.
std::int32_t PassageChoice::room_of(const World& world, std::size_t row) const {
    const CellIndex cell = world.fields.grid().locate(SurfaceId(world.agents.surface[row]),
                                                      {world.agents.x_m[row], world.agents.y_m[row]});
    return cell == no_cell ? -1 : world.fields.room_passages()->rooms().of(cell);
}

void PassageChoice::restart(World& world, std::size_t row) const {
    world.progress.restart(world.agents, row, world.time_s());
    request_guidance(world.agents, row);
}

void PassageChoice::go_on_by_shortest_way(World& world, std::size_t row) {
    detours_[world.agents.id[row] - 1] = {};
    world.agents.goal[row] = goal_for(world, row, GateId(world.agents.exit_gate[row]));
    restart(world, row);
}

void PassageChoice::end_of_those_who_are_through(World& world) {
    const std::size_t first = next_passage_;
    for (; next_passage_ < world.passages.size(); ++next_passage_) {
        const Passage& passage = world.passages[next_passage_];
        const std::int32_t row = detours_[passage.person - 1].passage;
        if (row < 0 || separates_rooms_[passage.gate.row()] == 0)
            continue;
        const RoomPassage& taken = world.fields.room_passages()->all()[static_cast<std::size_t>(row)];
        if (passage.gate == taken.last || passage.gate != taken.gate)
            is_through_[passage.person - 1] = 1;
    }
    if (std::none_of(world.passages.begin() + static_cast<std::ptrdiff_t>(first), world.passages.end(),
                     [this](const Passage& passage) { return is_through_[passage.person - 1] != 0; }))
        return;
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        const AgentId person = world.agents.id[row];
        if (std::exchange(is_through_[person - 1], std::uint8_t{0}) == 0 || !is_on_detour(world, row))
            continue;
        const Detour detour = detours_[person - 1];
        const RoomPassage& passage =
            world.fields.room_passages()->all()[static_cast<std::size_t>(detour.passage)];
        go_on_by_shortest_way(world, row);
        --count_;
        if (detour.is_astray && room_of(world, row) == passage.to)
            look_for_the_way(world, row, passage);
    }
}

/// Those who have turned to another exit, are out, have something else to do, have come away from the room
/// and the stair in some other way, or find the way shut.
void PassageChoice::look_after_detours(World& world) {
    count_ = 0;
    const std::span<const RoomPassage> passages = world.fields.room_passages()->all();
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        Detour& detour = detours_[world.agents.id[row] - 1];
        if (detour.passage < 0)
            continue;
        if (!is_on_detour(world, row) || world.agents.activity[row] != Activity::walking) {
            detour = {};
            continue;
        }
        const RoomPassage& passage = passages[static_cast<std::size_t>(detour.passage)];
        const std::int32_t room = room_of(world, row);
        const bool is_on_the_way = room < 0 || room == passage.from || room == passage.by;
        if (is_on_the_way &&
            world.fields.has_way(world.agents.goal[row], SurfaceId(world.agents.surface[row]),
                                 {world.agents.x_m[row], world.agents.y_m[row]}))
            ++count_;
        else
            go_on_by_shortest_way(world, row);
    }
}

void PassageChoice::begin_step(World& world, const ExitChoiceSettings& settings) {
    if (count_ > 0)
        end_of_those_who_are_through(world);
    else
        next_passage_ = world.passages.size();
    if (!takes_picture(world.step_index, settings))
        return;
    queues_.take(*world.venue, world.openings, world.agents, world.passages, world.time_s());
    if (count_ > 0)
        look_after_detours(world);
}

/// Whether there can be anything to weigh: cheap, for everybody who decides.
bool PassageChoice::may_choose(const World& world, std::size_t row,
                               const ExitChoiceSettings& settings) const {
    const Agents& agents = world.agents;
    const bool has_gone_round = detours_[agents.id[row] - 1].left.is_valid();
    const double pause_s = has_gone_round ? double{PassageQueues::window_s} : settings.switch_pause_s;
    if (weighs_[static_cast<std::size_t>(agents.population[row])] == 0 || agents.exit_gate[row] < 0 ||
        world.time_s() - static_cast<double>(agents.last_switch_s[row]) < pause_s)
        return false;
    const GateId ahead(agents.next_gate[row]);
    const bool may_wait_ahead =
        ahead.value >= world.venue->exit_count && queues_.longest_wait_s(ahead) >= settings_.least_wait_s;
    return (may_wait_ahead || is_on_detour(world, row)) &&
           (world.company == nullptr || world.company->is_of_one_class(agents.id[row]));
}

void PassageChoice::choose(World& world, std::size_t row, std::size_t worker,
                           const ExitChoiceSettings& settings) {
    if (goes_astray(world, row, worker) || !may_choose(world, row, settings))
        return;
    Tally& tally = tallies_[worker];
    const Weighing weighing(*this, world, row, tally);
    if (!weighing.is_possible())
        return;
    const Way& shortest = weighing.shortest();
    const bool goes_round = is_on_detour(world, row);
    if (goes_round ? !weighing.is_in_room_of_detour() : shortest.wait_s < settings_.least_wait_s)
        return;
    // A detour can become the shortest way as people go on.
    const bool leaves_shortest = goes_round && shortest.gate != weighing.detour()->gate;
    if (leaves_shortest && weighing.sees_queue_of_shortest())
        remember(world, row, shortest);
    const Way present = leaves_shortest ? weighing.by(*weighing.detour(), infinite_s) : shortest;
    const double worth_it_s = std::isfinite(present.total_s)
                                  ? settings.switch_factor * present.total_s - settings.switch_advantage_s
                                  : infinite_s;
    Way best = weighing.best_by_passages(worth_it_s);
    if (leaves_shortest && shortest.total_s < worth_it_s && shortest.total_s <= best.total_s)
        best = shortest;
    else if (best.passage == nullptr)
        return;
    note(world, row, worker, present, best);
    world.agents.last_switch_s[row] = static_cast<float>(world.time_s());
    Detour& detour = detours_[world.agents.id[row] - 1];
    if (best.passage == nullptr) {  // thinks better of it, and remembers
        const Detour before = detour;
        go_on_by_shortest_way(world, row);
        detour = {.left = before.left, .left_wait_s = before.left_wait_s, .seen_at_s = before.seen_at_s};
        --tally.begun;
        return;
    }
    if (!goes_round) {
        remember(world, row, shortest);
        ++tally.begun;
    }
    detour.passage = world.fields.room_passages()->row_of(*best.passage);
    detour.beyond_s = best.beyond_s;
    world.agents.goal[row] = goal_of(world, row, detour.passage);
    restart(world, row);
}

void PassageChoice::remember(const World& world, std::size_t row, const Way& way) {
    Detour& detour = detours_[world.agents.id[row] - 1];
    detour.left = way.gate;
    detour.left_wait_s = static_cast<float>(way.wait_s);
    detour.seen_at_s = static_cast<float>(world.time_s());
}

void PassageChoice::note(World& world, std::size_t row, std::size_t worker, const Way& before,
                         const Way& now) const {
    if (!world.decisions.is_kept())
        return;
    const auto name = [&world](const Way& way) { return name_of(world.venue->gates[way.gate.row()]); };
    Decision decision = decision_of(world, row, "goes round");
    decision.choice = name(now);
    decision.reason =
        std::isfinite(before.total_s)
            ? fmt::format("{:.0f} s sooner than by '{}', where he would wait {:.0f} s for {} ahead",
                          before.total_s - now.total_s, name(before), before.wait_s, before.ahead)
            : fmt::format("no way by '{}' any more", name(before));
    for (const Way* way : {&before, &now}) {
        DecisionOption& option = decision.options.emplace_back();
        option.place = name(*way);
        option.walk_s = way->total_s - way->wait_s;
        option.queue_s = way->wait_s;
    }
    world.decisions.note(worker, std::move(decision));
}

void PassageChoice::end_step(World& world) {
    for (Tally& tally : tallies_) {
        for (const std::int32_t goal : tally.wanted_goals) world.fields.demand(goal);
        tally.wanted_goals.clear();
        count_ += std::exchange(tally.begun, 0);
    }
}

void PassageChoice::go_along(World& world, std::size_t leader_row, std::size_t row) {
    Agents& agents = world.agents;
    const Detour& leader = detours_[agents.id[leader_row] - 1];
    const bool leader_goes_round = is_on_detour(world, leader_row);
    const bool goes_round = is_on_detour(world, row);
    if (!leader_goes_round && !goes_round)
        return;
    Detour& detour = detours_[agents.id[row] - 1];
    const std::int32_t taken = leader_goes_round ? leader.passage : detour.passage;
    const std::int32_t from = world.fields.room_passages()->all()[static_cast<std::size_t>(taken)].from;
    if (leader_goes_round) {
        const std::int32_t goal = goal_of(world, row, taken);
        if (agents.goal[row] == goal || room_of(world, row) != from ||
            !world.fields.has_way(goal, SurfaceId(agents.surface[row]), {agents.x_m[row], agents.y_m[row]}))
            return;
        count_ += goes_round ? 0 : 1;
        detour = leader;
        agents.goal[row] = goal;
        restart(world, row);
    } else if (room_of(world, leader_row) == from) {  // or else the leader is through already
        go_on_by_shortest_way(world, row);
        --count_;
    }
}

void set_up_passage_choice(World& world) {
    const std::vector<PopulationSpec>& populations = world.scenario.people.populations;
    const auto can_go_astray = [&world](const PopulationSpec& population) {
        return world.scenario.incident.fire && population.knowledge &&
               population.knowledge->p_wrong_door > 0.0;
    };
    if (std::any_of(populations.begin(), populations.end(), weighs_passages) ||
        std::any_of(populations.begin(), populations.end(), can_go_astray))
        world.passage_choice = std::make_unique<PassageChoice>(world);
}

float time_to_exit_s(const World& world, std::size_t row) {
    const float field_s = world.agents.travel_time_s[row];
    return world.passage_choice != nullptr && world.passage_choice->is_anybody_on_detour()
               ? field_s + world.passage_choice->beyond_s(world, row)
               : field_s;
}

}  // namespace wayout
