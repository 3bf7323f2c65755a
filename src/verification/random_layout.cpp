#include "verification/random_layout.hpp"

#include "core/random.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>
#include <string>
#include <vector>

namespace wayout {
namespace {

constexpr double layout_door_m = 1.2;

/// Draws one after another.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : seed_(seed) {}

    /// 0 to count - 1.
    int below(int count) {
        return static_cast<int>(
            uniform_below(static_cast<std::uint32_t>(count), seed_, 0, Draw::member_seed, ++drawn_));
    }
    double between(double low, double high) {
        return low + (high - low) * uniform01(seed_, 0, Draw::member_seed, ++drawn_);
    }

private:
    std::uint64_t seed_;
    std::uint64_t drawn_{0};
};

class Layout {
public:
    explicit Layout(std::uint64_t seed)
        : dice_(seed), columns_(1 + dice_.below(3)), rows_(1 + dice_.below(3)) {
        for (int i = 0; i < columns_; ++i) x_.push_back(x_.back() + dice_.between(6.0, 10.0));
        for (int i = 0; i < rows_; ++i) y_.push_back(y_.back() + dice_.between(6.0, 10.0));
        scenario_.name = scenario_.venue.name = fmt::format("random layout {}", seed);
        StoreySpec& storey = scenario_.venue.storeys.emplace_back();
        storey.id = "ground";
        storey.floor = {rectangle(0, 0, x_.back(), y_.back())};
    }

    Scenario make() {
        add_rooms();
        add_exits();
        add_signs();
        add_people();
        IncidentEvent& event = scenario_.incident.events.emplace_back();
        event.kind = IncidentEvent::Kind::close_exit;
        event.at_s = exit_shuts_s;
        event.target = exit_that_shuts;
        scenario_.simulation.duration_s = 900.0;
        return std::move(scenario_);
    }

private:
    /// A wall on the line between two rooms, with or without a door somewhere in it.
    void add_wall(const Segment& line, bool has_door) {
        WallSpec& wall = scenario_.venue.storeys[0].walls.emplace_back();
        wall.line = {line.a, line.b};
        if (!has_door)
            return;
        const double all_m = length(line.b - line.a);
        const double from_m = dice_.between(0.8, all_m - layout_door_m - 0.8);
        const Vec2 along = unit(line.b - line.a);
        DoorSpec& door = scenario_.venue.doors.emplace_back();
        door.id = fmt::format("door-{}", scenario_.venue.doors.size());
        door.storey = "ground";
        door.line = {line.a + from_m * along, line.a + (from_m + layout_door_m) * along};
    }

    /// Doors in all walls between columns of the first row and between rows join everything; the others by
    /// chance.
    void add_rooms() {
        for (int c = 1; c < columns_; ++c)
            for (int r = 0; r < rows_; ++r)
                add_wall(vertical(x_[at(c)], y_[at(r)], y_[at(r + 1)]), r == 0 || dice_.below(2) == 0);
        for (int r = 1; r < rows_; ++r)
            for (int c = 0; c < columns_; ++c)
                add_wall(horizontal(y_[at(r)], x_[at(c)], x_[at(c + 1)]), true);
    }

    /// Each in the outer wall of another room or side.
    void add_exits() {
        std::vector<Segment> sides;
        for (int c = 0; c < columns_; ++c)
            for (const double y : {0.0, y_.back()}) sides.push_back(horizontal(y, x_[at(c)], x_[at(c + 1)]));
        for (int r = 0; r < rows_; ++r)
            for (const double x : {0.0, x_.back()}) sides.push_back(vertical(x, y_[at(r)], y_[at(r + 1)]));
        const int count = 2 + dice_.below(3);
        for (int i = 0; i < count; ++i) {
            const auto picked = sides.begin() + dice_.below(static_cast<int>(sides.size()));
            const Segment side = *picked;
            sides.erase(picked);
            const double width_m = dice_.between(1.2, 2.0);
            const double from_m = dice_.between(0.5, length(side.b - side.a) - width_m - 0.5);
            const Vec2 along = unit(side.b - side.a);
            ExitSpec& exit = scenario_.venue.exits.emplace_back();
            exit.id = fmt::format("exit-{}", i + 1);
            exit.storey = "ground";
            exit.line = {side.a + from_m * along, side.a + (from_m + width_m) * along};
            exit.unused_until_opened = i > 0 && dice_.below(3) == 0;
        }
    }

    void add_signs() {
        for (int c = 0; c < columns_; ++c)
            for (int r = 0; r < rows_; ++r) {
                if (dice_.below(2) == 0)
                    continue;
                SignSpec& sign = scenario_.venue.signs.emplace_back();
                sign.id = fmt::format("sign-{}", scenario_.venue.signs.size());
                sign.storey = "ground";
                sign.at = {0.5 * (x_[at(c)] + x_[at(c + 1)]), 0.5 * (y_[at(r)] + y_[at(r + 1)])};
                sign.facing_rad = 0.5 * std::numbers::pi * dice_.below(4);
                sign.leads_to =
                    scenario_.venue.exits[at(dice_.below(static_cast<int>(scenario_.venue.exits.size())))].id;
            }
    }

    void add_people() {
        PopulationSpec& people = add_crowd(scenario_, 30 + dice_.below(51),
                                           rectangle(0, 0, x_.back(), y_.back()), weidmann_people);
        people.exit_choice = ExitChoice::familiar;
        KnowledgeSpec& knowledge = people.knowledge.emplace();
        knowledge.entrance = {{exit_that_shuts, 0.8}, {"exit-2", 0.2}};
        people.pre_movement_s = uniform_between(0.0, 20.0);
    }

    static std::size_t at(int i) { return static_cast<std::size_t>(i); }

    Dice dice_;
    int columns_;
    int rows_;
    std::vector<double> x_{0.0};
    std::vector<double> y_{0.0};
    Scenario scenario_;
};

}  // namespace

Scenario random_layout(std::uint64_t seed) {
    return Layout(seed).make();
}

}  // namespace wayout
