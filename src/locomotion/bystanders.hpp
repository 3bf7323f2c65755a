/// People who sit, wait, stand or lie: bodies that others go round, but that cost nothing while they stay as
/// they are.
#pragma once

#include "agents/agents.hpp"
#include "locomotion/cell_order.hpp"
#include "locomotion/people_columns.hpp"
#include "locomotion/surface_grid.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

constexpr bool is_bystander(Activity activity) {
    return activity == Activity::seated || activity == Activity::waiting ||
           activity == Activity::incapacitated || activity == Activity::staying;
}

/// Keeps those who do not walk sorted by cell from step to step. Whoever starts to walk is struck out where
/// he stands; the rest is sorted anew only when somebody joins, moves or leaves, or when many have been
/// struck out.
class Bystanders {
public:
    explicit Bystanders(const SurfaceGrid& grid);

    /// What the rows of one chunk have to say. Chunks may be read at the same time.
    struct Findings {
        std::size_t bystander_count{0};
        std::size_t struck_out_count{0};
        bool is_outdated{false};
    };
    /// Compares one row with what is known; call it for each row, then take_stock() once.
    void look_at(const Agents& agents, std::size_t row, Findings& findings) {
        const AgentId id = agents.id[row];
        const bool is_known = id < place_of_id_.size() && place_of_id_[id] >= 0;
        if (is_bystander(agents.activity[row])) {
            ++findings.bystander_count;
            if (!is_known || !is_as_known(agents, row, static_cast<std::size_t>(place_of_id_[id])))
                findings.is_outdated = true;
        } else if (is_known) {
            strike_out(static_cast<std::size_t>(place_of_id_[id]));
            place_of_id_[id] = -1;
            ++findings.struck_out_count;
        }
    }
    void take_stock(const Agents& agents, const Findings& sum);

    const PeopleColumns& people() const { return people_; }
    std::uint32_t first_place(std::int32_t cell) const { return order_.first_place(cell); }
    std::size_t place_count() const { return order_.size(); }
    /// Changes whenever somebody has another place.
    std::uint64_t version() const { return version_; }
    bool are_on(std::size_t surface) const { return count_on_surface_[surface] > 0; }

private:
    bool is_as_known(const Agents& agents, std::size_t row, std::size_t place) const {
        return people_.x_m[place] == agents.x_m[row] && people_.y_m[place] == agents.y_m[row] &&
               people_.radius_m[place] == agents.radius_m[row] && surface_[place] == agents.surface[row];
    }
    void strike_out(std::size_t place);
    void rebuild(const Agents& agents);

    const SurfaceGrid* grid_;
    CellOrder order_;
    PeopleColumns people_;
    std::vector<std::int32_t> surface_;      ///< by place
    std::vector<std::int32_t> place_of_id_;  ///< -1: not a bystander
    std::vector<std::int32_t> cell_of_row_;  ///< scratch
    std::vector<std::size_t> count_on_surface_;
    std::size_t live_count_{0};
    std::uint64_t version_{0};
};

}  // namespace wayout
