/// Vehicles between the collection points and the hospitals, and what happens in these.
#include "core/assert.hpp"
#include "core/math.hpp"
#include "core/random.hpp"
#include "response/chain.hpp"
#include "response/service_times.hpp"
#include "response/survival.hpp"
#include "response/windows.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

/// Shares of a vehicle add up to 1 within this.
constexpr double full = 1.0 + 1e-9;

}  // namespace

void Chain::set_up_vehicles() {
    for (std::size_t f = 0; f < plan_.fleets.size(); ++f) {
        const FleetSpec& spec = plan_.fleets[f];
        Fleet fleet;
        fleet.home = static_cast<std::size_t>(travel_.row_of(spec.place));
        fleet.count = spec.count;
        fleet.open = open_windows(spec.shifts, {});
        for (const TimeWindow& window : fleet.open) plan_event(window.from_s, Act::woken, fleet.home);
        fleet.load_s.emplace(spec.load_s.value_or(uniform_time(loading_s[0], loading_s[1])), chain_times_s);
        fleet.hand_over_s.emplace(
            spec.hand_over_s.value_or(uniform_time(handing_over_s[0], handing_over_s[1])), chain_times_s);
        const double drive_s =
            travel_.time_s(static_cast<std::size_t>(travel_.row_of(spec.base)), fleet.home);
        double sets_out_s = spec.called_s + spec.turnout_s;
        for (int k = 0; k < spec.count; ++k) {
            const std::size_t row = vehicles_.size();
            if (spec.arrival == FleetArrival::evenly && k > 0)
                sets_out_s += spec.over_s / (spec.count - 1);
            // Gaps of a Poisson stream: exponential with mean 1 / rate.
            if (spec.arrival == FleetArrival::at_random)
                sets_out_s -= portable_log(draw(medical_draw::vehicle_gap, row)) * hour_s / spec.per_hour;
            Vehicle vehicle;
            vehicle.fleet = f;
            vehicle.point = fleet.home;
            vehicles_.push_back(std::move(vehicle));
            fleet.arrivals_s.push_back(sets_out_s + drive_s);
            plan_event(sets_out_s + drive_s, Act::vehicle_there, row);
        }
        fleets_.push_back(std::move(fleet));
    }
}

bool Chain::can_carry(std::size_t fleet, std::size_t casualty) const {
    const FleetSpec& spec = plan_.fleets[fleet];
    return spec.capacity[static_cast<std::size_t>(*course(casualty).judged)] > 0 &&
           (spec.ventilator || !casualties_[casualty].needs.ventilator);
}

bool Chain::is_ready(const Vehicle& vehicle) const {
    return vehicle.is_idle && is_within(fleets_[vehicle.fleet].open, now_s_);
}

/// Those who wait for transport, in the order in which they should go.
std::vector<std::size_t> Chain::by_urgency(const Point& point) const {
    std::vector<std::size_t> order;
    order.reserve(point.for_transport.size());
    for (const Turn& turn : point.for_transport) order.push_back(std::get<2>(turn));
    if (plan_.loading_order == LoadingOrder::by_class)
        return order;
    // Largest loss of survival a minute, -dp/dt = p'(r) * (-dr/dt); by class and turn among equals.
    const auto loss = [&](std::size_t casualty) {
        const double rpm = rpm_now(casualty);
        return survival_slope(rpm) * decay_per_half_hour(rpm) * patients_[casualty].pace_frac;
    };
    std::vector<std::pair<double, std::size_t>> by_loss;
    for (const std::size_t casualty : order) by_loss.emplace_back(loss(casualty), casualty);
    std::stable_sort(by_loss.begin(), by_loss.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = by_loss[i].second;
    return order;
}

void Chain::send_vehicles() {
    for (std::size_t p = 0; p < points_.size(); ++p)
        while (load_at(p)) {
        }
    call_vehicles();
}

/// Loads one vehicle that stands at the point, if there is one to load and somebody for it.
bool Chain::load_at(std::size_t row) {
    Point& point = points_[row];
    if (point.for_transport.empty() || !is_within(point.open, now_s_))
        return false;
    std::vector<std::size_t> ready;
    for (std::size_t v = 0; v < vehicles_.size(); ++v)
        if (vehicles_[v].point == row && is_ready(vehicles_[v]))
            ready.push_back(v);
    if (ready.empty())
        return false;
    // Buses before ambulances: these are for those whom a bus cannot take.
    std::stable_partition(ready.begin(), ready.end(),
                          [&](std::size_t v) { return plan_.fleets[vehicles_[v].fleet].is_bus; });
    for (const std::size_t first : by_urgency(point))
        for (auto v = ready.begin(); v != ready.end();) {
            if (!can_carry(vehicles_[*v].fleet, first)) {
                ++v;
                continue;
            }
            if (load_vehicle(*v, first))
                return true;
            v = ready.erase(v);  // it waits until it is full
        }
    return false;
}

/// Fills the vehicle with the casualty and with others who may go to the same hospital. False if it rather
/// waits until it is full.
bool Chain::load_vehicle(std::size_t v, std::size_t first) {
    Vehicle& vehicle = vehicles_[v];
    Point& point = points_[vehicle.point];
    const FleetSpec& spec = plan_.fleets[vehicle.fleet];
    const auto share = [&](std::size_t casualty) {
        return 1.0 / spec.capacity[static_cast<std::size_t>(*course(casualty).judged)];
    };
    const std::size_t from = travel_.point_row(vehicle.point);
    const Destination to = rooms_.choose(travel_, from, demand_of(first), now_s_);
    double used = share(first);
    double longest_since_s = patients_[first].since_s;
    // Rooms are promised on a copy, so that a vehicle that rather waits holds none.
    HospitalRooms promised = rooms_;
    promised.promise(to.hospital, demand_of(first), now_s_);
    std::vector<std::size_t> group{first};
    std::vector<StrainedSend> strained;
    if (!to.strain.empty())
        strained.push_back({now_s_, first, static_cast<int>(to.hospital), to.strain});
    bool is_full = used + 1e-9 >= 1.0;
    for (const std::size_t other : by_urgency(point)) {
        if (is_full)
            break;
        if (other == first || !can_carry(vehicle.fleet, other))
            continue;
        if (used + share(other) > full) {
            is_full = true;
            break;
        }
        if (!promised.has_room(to.hospital, demand_of(other), now_s_)) {
            // Where nowhere is room, who would be sent there anyway comes along.
            const Destination own = promised.choose(travel_, from, demand_of(other), now_s_);
            if (own.hospital != to.hospital)
                continue;
            strained.push_back({now_s_, other, static_cast<int>(own.hospital), own.strain});
        }
        used += share(other);
        longest_since_s = std::min(longest_since_s, patients_[other].since_s);
        promised.promise(to.hospital, demand_of(other), now_s_);
        group.push_back(other);
        is_full = used + 1e-9 >= 1.0;
    }
    if (!is_full && now_s_ < longest_since_s + spec.fill_wait_s) {
        const double wakes_at_s = longest_since_s + spec.fill_wait_s;
        if (point.wakes_at_s <= now_s_ || wakes_at_s < point.wakes_at_s) {
            point.wakes_at_s = wakes_at_s;
            plan_event(wakes_at_s, Act::woken, vehicle.point);
        }
        return false;
    }
    rooms_ = std::move(promised);
    for (const std::size_t casualty : group) {
        CasualtyCourse& c = course(casualty);
        point.for_transport.erase({static_cast<int>(*c.judged), patients_[casualty].since_s, casualty});
        enter(casualty, CareState::loading);
        c.fleet = static_cast<int>(vehicle.fleet);
        c.hospital = static_cast<int>(to.hospital);
    }
    run_.strained.insert(run_.strained.end(), strained.begin(), strained.end());
    vehicle.load = std::move(group);
    vehicle.hospital = to.hospital;
    take_up(vehicle);
    fleets_[vehicle.fleet].served += static_cast<int>(vehicle.load.size());
    plan_event(now_s_ + (*fleets_[vehicle.fleet].load_s)(draw(medical_draw::load_time, first)), Act::loaded,
               v);
    return true;
}

/// Vehicles that may be called from where they are: nobody waits there whom they could take.
std::vector<std::size_t> Chain::free_to_be_called() const {
    std::vector<std::size_t> free;
    for (std::size_t v = 0; v < vehicles_.size(); ++v) {
        const Vehicle& vehicle = vehicles_[v];
        if (!is_ready(vehicle))
            continue;
        const Point& here = points_[vehicle.point];
        const bool is_wanted_here =
            is_within(here.open, now_s_) &&
            std::any_of(here.for_transport.begin(), here.for_transport.end(),
                        [&](const Turn& turn) { return can_carry(vehicle.fleet, std::get<2>(turn)); });
        if (!is_wanted_here)
            free.push_back(v);
    }
    return free;
}

/// Calls vehicles that stand idle elsewhere to points where more wait than vehicles are on their way to.
void Chain::call_vehicles() {
    const bool anybody_waits = std::any_of(points_.begin(), points_.end(),
                                           [](const Point& point) { return !point.for_transport.empty(); });
    if (points_.size() < 2 || !anybody_waits)
        return;
    std::vector<std::size_t> free = free_to_be_called();
    for (std::size_t p = 0; p < points_.size() && !free.empty(); ++p) {
        Point& point = points_[p];
        if (point.for_transport.empty() || !is_within(point.open, now_s_))
            continue;
        int uncovered = -point.vehicles_coming;
        for (const std::size_t casualty : by_urgency(point)) {
            if (++uncovered <= 0)
                continue;
            const auto drive_s = [&](std::size_t v) {
                return travel_.time_s(travel_.point_row(vehicles_[v].point), travel_.point_row(p));
            };
            auto best = free.end();
            for (auto v = free.begin(); v != free.end(); ++v)
                if (vehicles_[*v].point != p && can_carry(vehicles_[*v].fleet, casualty) &&
                    (best == free.end() || drive_s(*v) < drive_s(*best)))
                    best = v;
            if (best == free.end())
                continue;
            Vehicle& vehicle = vehicles_[*best];
            const double there_s = now_s_ + drive_s(*best);
            take_up(vehicle);
            vehicle.point = p;
            vehicle.is_called = true;
            ++point.vehicles_coming;
            plan_event(there_s, Act::vehicle_there, *best);
            free.erase(best);
        }
    }
}

void Chain::take_up(Vehicle& vehicle) {
    WAYOUT_ASSERT(vehicle.is_idle, "a vehicle is sent that is under way");
    vehicle.is_idle = false;
    vehicle.has_worked = true;
    vehicle.busy_from_s = now_s_;
    Fleet& fleet = fleets_[vehicle.fleet];
    fleet.peak = std::max(fleet.peak, ++fleet.busy);
}

void Chain::set_down(std::size_t v) {
    Vehicle& vehicle = vehicles_[v];
    Fleet& fleet = fleets_[vehicle.fleet];
    if (vehicle.is_called) {
        --points_[vehicle.point].vehicles_coming;
        vehicle.is_called = false;
    }
    if (vehicle.has_worked) {
        --fleet.busy;
        fleet.busy_s += now_s_ - vehicle.busy_from_s;
    }
    vehicle.is_idle = true;
}

void Chain::leave_scene(std::size_t v) {
    Vehicle& vehicle = vehicles_[v];
    for (const std::size_t casualty : vehicle.load) enter(casualty, CareState::driving);
    plan_event(
        now_s_ + travel_.time_s(travel_.point_row(vehicle.point), travel_.hospital_row(vehicle.hospital)),
        Act::at_hospital, v);
}

void Chain::hand_over(std::size_t v) {
    Vehicle& vehicle = vehicles_[v];
    WAYOUT_ASSERT(!vehicle.load.empty(), "an empty vehicle comes to a hospital");
    const std::size_t first = vehicle.load.front();
    for (const std::size_t casualty : std::exchange(vehicle.load, {})) reach_hospital(casualty);
    plan_event(now_s_ + (*fleets_[vehicle.fleet].hand_over_s)(draw(medical_draw::hand_over_time, first)),
               Act::handed_over, v);
}

HospitalDemand Chain::demand_of(std::size_t casualty) const {
    const InjuryCause cause = casualties_[casualty].cause;
    const bool is_trauma =
        cause == InjuryCause::crush || cause == InjuryCause::fall || cause == InjuryCause::structure;
    // Red after crushing, falls and collapse: to an operating room. Our choice [D].
    return {casualties_[casualty].needs, is_trauma && course(casualty).true_class == TriageClass::red};
}

void Chain::reach_hospital(std::size_t casualty) {
    CasualtyCourse& c = course(casualty);
    const auto hospital = static_cast<std::size_t>(c.hospital);
    // Those who come of their own take up room like the others, but nobody could ask whether there is some.
    if (c.state == CareState::driving_self)
        rooms_.promise(hospital, demand_of(casualty), now_s_);
    enter(casualty, CareState::waiting_ed);
    hospitals_[hospital].for_ed.insert({0, now_s_, casualty});
    serve_hospital(hospital);
}

void Chain::serve_hospital(std::size_t row) {
    Hospital& hospital = hospitals_[row];
    const HospitalSpec& spec = plan_.hospitals[row];
    while (!hospital.for_ed.empty() && hospital.ed_busy < spec.ed_beds) {
        const std::size_t casualty = std::get<2>(*hospital.for_ed.begin());
        hospital.for_ed.erase(hospital.for_ed.begin());
        begin_definitive_care(casualty);
        hospital.ed_peak = std::max(hospital.ed_peak, ++hospital.ed_busy);
        ++hospital.ed_served;
        const std::size_t law = casualties_[casualty].needs.burn                    ? 1
                                : course(casualty).true_class == TriageClass::green ? 2
                                                                                    : 0;
        const double takes_s = (*hospital.ed_s[law])(draw(medical_draw::ed_time, casualty));
        hospital.ed_busy_s += busy_until(now_s_ + takes_s) - now_s_;
        plan_event(now_s_ + takes_s, Act::ed_done, casualty);
    }
    while (!hospital.for_operation.empty() && hospital.rooms_busy < spec.operating_rooms) {
        const std::size_t casualty = std::get<2>(*hospital.for_operation.begin());
        hospital.for_operation.erase(hospital.for_operation.begin());
        enter(casualty, CareState::in_operation);
        hospital.rooms_peak = std::max(hospital.rooms_peak, ++hospital.rooms_busy);
        ++hospital.rooms_served;
        const double takes_s = (*hospital.operation_s)(draw(medical_draw::operation_time, casualty));
        hospital.rooms_busy_s += busy_until(now_s_ + takes_s) - now_s_;
        plan_event(now_s_ + takes_s, Act::operated, casualty);
    }
}

void Chain::begin_definitive_care(std::size_t casualty) {
    enter(casualty, CareState::in_ed);
    CasualtyCourse& c = course(casualty);
    c.rpm_at_care = rpm_now(casualty);
    c.survival = survival_of(casualty, c.rpm_at_care);
}

std::size_t Chain::hospital_of(std::size_t casualty) const {
    return static_cast<std::size_t>(course(casualty).hospital_in(course(casualty).state));
}

void Chain::finish_ed(std::size_t casualty) {
    const std::size_t row = hospital_of(casualty);
    --hospitals_[row].ed_busy;
    if (wants_transfer(casualty)) {
        enter(casualty, CareState::waiting_transfer);
        transfers_.waiting.insert({rank_of(course(casualty).true_class), now_s_, casualty});
        begin_transfers();
    } else {
        begin_further_care(casualty);
    }
    serve_hospital(row);
}

/// After the emergency department, here or in the hospital to which he was brought.
void Chain::begin_further_care(std::size_t casualty) {
    const CasualtyCourse& c = course(casualty);
    // A state after the transfer: then the hospital is the other one.
    const auto row = static_cast<std::size_t>(c.hospital_in(CareState::waiting_operation));
    if (demand_of(casualty).operation && plan_.hospitals[row].operating_rooms > 0) {
        enter(casualty, CareState::waiting_operation);
        hospitals_[row].for_operation.insert({0, now_s_, casualty});
    } else {
        enter(casualty, c.true_class == TriageClass::green ? CareState::discharged : CareState::admitted);
    }
}

// ---------------------------------------------------------------- between hospitals

/// Whether the hospital lacks what he needs and another has it free: then room is promised there.
bool Chain::wants_transfer(std::size_t casualty) {
    CasualtyCourse& c = course(casualty);
    const std::size_t here = hospital_of(casualty);
    const HospitalDemand demand = demand_of(casualty);
    if (plan_.transfers.vehicles == 0 || rooms_.can_treat(here, demand))
        return false;
    const std::optional<std::size_t> there = rooms_.nearest_free(travel_, travel_.hospital_row(here), demand);
    if (!there) {
        ++run_.not_transferred;
        return false;
    }
    rooms_.promise(*there, demand, now_s_);
    c.transferred_to = static_cast<int>(*there);
    return true;
}

void Chain::begin_transfers() {
    while (!transfers_.waiting.empty() && now_s_ >= plan_.transfers.from_s &&
           transfers_.busy < plan_.transfers.vehicles) {
        const std::size_t casualty = std::get<2>(*transfers_.waiting.begin());
        transfers_.waiting.erase(transfers_.waiting.begin());
        const CasualtyCourse& c = course(casualty);
        const std::size_t from = travel_.hospital_row(static_cast<std::size_t>(c.hospital));
        const std::size_t to = travel_.hospital_row(static_cast<std::size_t>(c.transferred_to));
        enter(casualty, CareState::transferring);
        transfers_.peak = std::max(transfers_.peak, ++transfers_.busy);
        ++transfers_.served;
        const double there_s = now_s_ +
                               (*transfers_.load_s)(draw(medical_draw::transfer_load_time, casualty)) +
                               travel_.time_s(from, to);
        const double back_s =
            there_s + (*transfers_.hand_over_s)(draw(medical_draw::transfer_hand_over_time, casualty)) +
            travel_.time_s(to, from);
        transfers_.busy_s += busy_until(back_s) - now_s_;
        plan_event(there_s, Act::transferred, casualty);
        plan_event(back_s, Act::transfer_vehicle, 0);
    }
}

}  // namespace wayout
