/// What a run of the medical chain came to.
#include "response/chain.hpp"
#include "response/run_figures.hpp"
#include "response/survival.hpp"
#include "response/windows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {

bool is_waiting(CareState state) {
    switch (state) {
        case CareState::waiting_carry:
        case CareState::waiting_triage:
        case CareState::waiting_treatment:
        case CareState::waiting_transport:
        case CareState::waiting_ed:
        case CareState::waiting_transfer:
        case CareState::waiting_operation:
            return true;
        default:
            return false;
    }
}

bool is_final(CareState state) {
    return state == CareState::admitted || state == CareState::discharged || state == CareState::dead;
}

std::string Chain::why_unserved(std::size_t casualty) const {
    const CasualtyCourse& c = course(casualty);
    const CollectionPointSpec& spec = plan_.points[patients_[casualty].point];
    const Point& point = points_[patients_[casualty].point];
    const std::string ended = fmt::format("the run ended after {:.0f} s; he was {}", plan_.horizon_s,
                                          care_state_names[static_cast<std::size_t>(c.state)]);
    const auto is_served = [&](const std::vector<std::size_t>& crews) {
        return std::any_of(crews.begin(), crews.end(),
                           [&](std::size_t row) { return is_open_from(crews_[row].open, now_s_ - 1.0); });
    };
    switch (c.state) {
        case CareState::waiting_carry:
            return is_served(point.carry) ? ended
                                          : fmt::format("no carry team works at '{}' any more", spec.label());
        case CareState::waiting_triage:
            if (is_served(point.officers))
                return ended;
            return point.officers.empty()
                       ? fmt::format("no triage officer works at '{}'", spec.label())
                       : fmt::format("no triage officer works at '{}' any more", spec.label());
        case CareState::waiting_transport: {
            bool any_can = false;
            bool any_comes = false;
            for (std::size_t f = 0; f < fleets_.size(); ++f) {
                any_can = any_can || can_carry(f, casualty);
                any_comes =
                    any_comes || (can_carry(f, casualty) && is_open_from(fleets_[f].open, now_s_ - 1.0));
            }
            if (!any_can)
                return fmt::format("no vehicle can carry one judged {}{}",
                                   triage_class_names[static_cast<std::size_t>(*c.judged)],
                                   casualties_[casualty].needs.ventilator ? " with a ventilator" : "");
            return any_comes ? ended : std::string("the shifts of all vehicles that could carry him ended");
        }
        default:
            return ended;
    }
}

void Chain::close_courses() {
    for (std::size_t i = 0; i < casualties_.size(); ++i) {
        CasualtyCourse& c = course(i);
        const bool is_cared_for = !std::isnan(c.at(CareState::in_ed));
        if (c.state == CareState::dead || is_cared_for)
            continue;
        if (is_waiting(c.state))
            c.waited_s += now_s_ - patients_[i].since_s;
        c.unserved = why_unserved(i);
        c.rpm_at_care = c.state == CareState::not_found ? c.rpm_found : rpm_now(i);
        // Without signs of life is without survival, whatever the curve says at 0.
        c.survival =
            c.rpm_at_care > 0.0 && c.true_class != TriageClass::black ? survival_of(i, c.rpm_at_care) : 0.0;
    }
    run_.figures = figures_of_run(plan_, casualties_, run_);
}

void Chain::list_resources() {
    const double end_s = run_.end_s;
    const auto place_of = [&](std::size_t point) { return plan_.points[point].id; };
    for (const Crew& crew : crews_)
        run_.resources.push_back({crew.kind, crew.id, place_of(crew.point), crew.count, crew.served,
                                  crew.peak, crew.busy_s, crew.count * open_time_s(crew.open, 0.0, end_s)});
    for (std::size_t f = 0; f < fleets_.size(); ++f) {
        Fleet& fleet = fleets_[f];
        for (const Vehicle& vehicle : vehicles_)
            if (vehicle.fleet == f && vehicle.has_worked && !vehicle.is_idle)
                fleet.busy_s += end_s - vehicle.busy_from_s;
        double there_s = 0.0;
        for (const double arrival_s : fleet.arrivals_s) there_s += open_time_s(fleet.open, arrival_s, end_s);
        const FleetSpec& spec = plan_.fleets[f];
        run_.resources.push_back({spec.is_bus ? "bus" : "ambulance", spec.id, spec.place, fleet.count,
                                  fleet.served, fleet.peak, fleet.busy_s, there_s});
    }
    for (std::size_t h = 0; h < hospitals_.size(); ++h) {
        const HospitalSpec& spec = plan_.hospitals[h];
        const Hospital& hospital = hospitals_[h];
        run_.resources.push_back({"emergency place", spec.id, spec.id, spec.ed_beds, hospital.ed_served,
                                  hospital.ed_peak, hospital.ed_busy_s, spec.ed_beds * end_s});
        if (spec.operating_rooms > 0)
            run_.resources.push_back({"operating room", spec.id, spec.id, spec.operating_rooms,
                                      hospital.rooms_served, hospital.rooms_peak, hospital.rooms_busy_s,
                                      spec.operating_rooms * end_s});
        const auto held = [&](const char* kind, int count, int used) {
            if (count > 0)
                run_.resources.push_back({kind, spec.id, spec.id, count, used, used, not_yet_s, not_yet_s});
        };
        held("ventilator", spec.ventilators, rooms_.ventilators_used(h));
        held("burn bed", spec.burn_beds, rooms_.burn_beds_used(h));
    }
    if (plan_.transfers.vehicles > 0)
        run_.resources.push_back({"transfer vehicle", "transfers", "", plan_.transfers.vehicles,
                                  transfers_.served, transfers_.peak, transfers_.busy_s,
                                  plan_.transfers.vehicles * std::max(0.0, end_s - plan_.transfers.from_s)});
}

}  // namespace wayout
