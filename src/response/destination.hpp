/// To which hospital a casualty is sent.
#pragma once

#include "response/travel_table.hpp"

#include <wayout/medical_plan.hpp>

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wayout {

/// What a casualty needs of a hospital.
struct HospitalDemand {
    CareNeeds needs;
    bool operation{false};
};

struct Destination {
    std::size_t hospital{0};
    std::string strain;  ///< why it is not a good one; empty: it is
};

/// What the hospitals still have. Ventilators and burn beds that are promised are not given back within a
/// run: those who need them need them for days.
class HospitalRooms {
public:
    explicit HospitalRooms(const MedicalPlan& plan);

    /// The nearest that has what is needed, has it free, and has not yet got its patients of the last hour.
    /// If there is none: the nearest that has it free; then the nearest that has it; then the nearest.
    Destination choose(const TravelTable& travel, std::size_t from_row, const HospitalDemand& demand,
                       double time_s) const;
    /// Whether the hospital has all of it, free.
    bool has_room(std::size_t hospital, const HospitalDemand& demand, double time_s) const;
    std::size_t nearest(const TravelTable& travel, std::size_t from_row) const;
    /// The nearest that has all of it, free, whatever came in the last hour; nothing: none.
    std::optional<std::size_t> nearest_free(const TravelTable& travel, std::size_t from_row,
                                            const HospitalDemand& demand) const;
    /// Whether it has all of it at all.
    bool can_treat(std::size_t hospital, const HospitalDemand& demand) const;
    void promise(std::size_t hospital, const HospitalDemand& demand, double time_s);

    int ventilators_used(std::size_t hospital) const { return rooms_[hospital].ventilators_used; }
    int burn_beds_used(std::size_t hospital) const { return rooms_[hospital].burn_beds_used; }

private:
    struct Rooms {
        int ventilators_used{0};
        int burn_beds_used{0};
        std::deque<double> sent_s;  ///< ascending, of the last hour at the last send
    };
    template <typename IsFit>
    std::optional<std::size_t> nearest_of(const TravelTable& travel, std::size_t from_row,
                                          IsFit&& is_fit) const;
    bool has_free(std::size_t hospital, const HospitalDemand& demand) const;
    bool is_below_cap(std::size_t hospital, double time_s) const;
    std::string what_is_missing(const HospitalDemand& demand) const;

    const MedicalPlan* plan_;
    bool any_operating_room_{false};
    std::vector<Rooms> rooms_;
};

}  // namespace wayout
