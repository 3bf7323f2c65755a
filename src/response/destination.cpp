#include "response/destination.hpp"

#include "response/service_times.hpp"

#include <algorithm>

namespace wayout {

HospitalRooms::HospitalRooms(const MedicalPlan& plan) : plan_(&plan), rooms_(plan.hospitals.size()) {
    any_operating_room_ = std::any_of(plan.hospitals.begin(), plan.hospitals.end(),
                                      [](const HospitalSpec& h) { return h.operating_rooms > 0; });
}

bool HospitalRooms::can_treat(std::size_t hospital, const HospitalDemand& demand) const {
    const HospitalSpec& spec = plan_->hospitals[hospital];
    return (!demand.needs.burn || spec.burn_beds > 0) && (!demand.needs.ventilator || spec.ventilators > 0) &&
           (!demand.needs.paediatric || spec.paediatric) &&
           // A plan without any operating room does not look at operations.
           (!demand.operation || spec.operating_rooms > 0 || !any_operating_room_);
}

bool HospitalRooms::has_free(std::size_t hospital, const HospitalDemand& demand) const {
    const HospitalSpec& spec = plan_->hospitals[hospital];
    const Rooms& rooms = rooms_[hospital];
    return (!demand.needs.burn || rooms.burn_beds_used < spec.burn_beds) &&
           (!demand.needs.ventilator || rooms.ventilators_used < spec.ventilators);
}

bool HospitalRooms::is_below_cap(std::size_t hospital, double time_s) const {
    const std::deque<double>& sent = rooms_[hospital].sent_s;
    const auto first = std::upper_bound(sent.begin(), sent.end(), time_s - hour_s);
    // The smallest take one patient an hour.
    return static_cast<double>(sent.end() - first) + 1.0 <=
           std::max(1.0, hourly_cap(plan_->hospitals[hospital]));
}

bool HospitalRooms::has_room(std::size_t hospital, const HospitalDemand& demand, double time_s) const {
    return can_treat(hospital, demand) && has_free(hospital, demand) && is_below_cap(hospital, time_s);
}

std::string HospitalRooms::what_is_missing(const HospitalDemand& demand) const {
    const auto any = [&](auto&& has) {
        return std::any_of(plan_->hospitals.begin(), plan_->hospitals.end(), has);
    };
    if (demand.needs.burn && !any([](const HospitalSpec& h) { return h.burn_beds > 0; }))
        return "no hospital has burn beds";
    if (demand.needs.ventilator && !any([](const HospitalSpec& h) { return h.ventilators > 0; }))
        return "no hospital has ventilators";
    if (demand.needs.paediatric && !any([](const HospitalSpec& h) { return h.paediatric; }))
        return "no hospital treats children";
    return "no hospital has everything that is needed together";
}

template <typename IsFit>
std::optional<std::size_t> HospitalRooms::nearest_of(const TravelTable& travel, std::size_t from_row,
                                                     IsFit&& is_fit) const {
    std::optional<std::size_t> best;
    double best_s = 0.0;
    for (std::size_t h = 0; h < plan_->hospitals.size(); ++h) {
        if (!is_fit(h))
            continue;
        const double drive_s = travel.time_s(from_row, travel.hospital_row(h));
        if (!best || drive_s < best_s) {
            best = h;
            best_s = drive_s;
        }
    }
    return best;
}

Destination HospitalRooms::choose(const TravelTable& travel, std::size_t from_row,
                                  const HospitalDemand& demand, double time_s) const {
    const auto best_of = [&](auto&& is_fit) { return nearest_of(travel, from_row, is_fit); };
    if (const auto best = best_of([&](std::size_t h) { return has_room(h, demand, time_s); }))
        return {*best, {}};
    if (const auto best = nearest_free(travel, from_row, demand))
        return {*best, "over the patients an hour of every hospital that could"};
    if (const auto best = best_of([&](std::size_t h) { return can_treat(h, demand); }))
        return {*best, "no bed of the kind needed is left"};
    return {nearest(travel, from_row), what_is_missing(demand)};
}

std::optional<std::size_t> HospitalRooms::nearest_free(const TravelTable& travel, std::size_t from_row,
                                                       const HospitalDemand& demand) const {
    return nearest_of(travel, from_row,
                      [&](std::size_t h) { return can_treat(h, demand) && has_free(h, demand); });
}

std::size_t HospitalRooms::nearest(const TravelTable& travel, std::size_t from_row) const {
    return *nearest_of(travel, from_row, [](std::size_t) { return true; });
}

void HospitalRooms::promise(std::size_t hospital, const HospitalDemand& demand, double time_s) {
    Rooms& rooms = rooms_[hospital];
    const HospitalSpec& spec = plan_->hospitals[hospital];
    while (!rooms.sent_s.empty() && rooms.sent_s.front() <= time_s - hour_s) rooms.sent_s.pop_front();
    rooms.sent_s.push_back(time_s);
    if (demand.needs.burn && rooms.burn_beds_used < spec.burn_beds)
        ++rooms.burn_beds_used;
    if (demand.needs.ventilator && rooms.ventilators_used < spec.ventilators)
        ++rooms.ventilators_used;
}

}  // namespace wayout
