#include "response/chain.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"
#include "response/survival.hpp"
#include "response/windows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace wayout {

Chain::Chain(const MedicalPlan& plan, std::span<const Casualty> casualties, std::uint64_t seed)
    : plan_(plan), casualties_(casualties), travel_(plan), rooms_(plan) {
    run_.seed = seed;
    run_.courses.resize(casualties.size());
    patients_.resize(casualties.size());
    in_state_[static_cast<std::size_t>(CareState::not_found)] = static_cast<std::int64_t>(casualties.size());
    set_up_scene();
    set_up_hospitals();
    set_up_vehicles();
    for (std::size_t i = 0; i < casualties.size(); ++i) {
        const Casualty& casualty = casualties[i];
        const std::ptrdiff_t point = travel_.row_of(casualty.place);
        WAYOUT_ASSERT(point >= 0 && static_cast<std::size_t>(point) < points_.size(),
                      "a casualty at a place that the plan does not have");
        patients_[i].point = static_cast<std::size_t>(point);
        patients_[i].rpm = rpm_when_found(plan, casualty);
        patients_[i].rpm_at_s = casualty.found_s;
        course(i).true_class = class_when_found(casualty);
        course(i).rpm_found = patients_[i].rpm;
        course(i).survival_found =
            course(i).true_class == TriageClass::black ? 0.0 : survival_of(i, patients_[i].rpm);
        course(i).entered_s[0] = 0.0;
        plan_event(casualty.found_s, Act::found, i);
    }
}

void Chain::set_up_scene() {
    points_.resize(plan_.points.size());
    const auto add = [&](Crew crew, std::span<const TimeWindow> shifts, bool is_medical) {
        const CollectionPointSpec& point = plan_.points[crew.point];
        // Fire service and police carry people out while the medical staff may not come in.
        crew.open = open_windows(
            shifts, is_medical ? std::span<const TimeWindow>(point.embargo) : std::span<const TimeWindow>());
        for (const TimeWindow& window : crew.open) {
            plan_event(window.from_s, Act::woken, crew.point);
            // When the last bay closes, those who wait for one go on untreated.
            if (std::isfinite(window.until_s))
                plan_event(window.until_s, Act::woken, crew.point);
        }
        crews_.push_back(std::move(crew));
        return crews_.size() - 1;
    };
    const auto row_of = [&](const std::string& place) {
        return static_cast<std::size_t>(travel_.row_of(place));
    };
    for (std::size_t p = 0; p < points_.size(); ++p) {
        const CollectionPointSpec& spec = plan_.points[p];
        points_[p].open = open_windows({}, spec.embargo);
        for (const TimeWindow& window : points_[p].open) plan_event(window.from_s, Act::woken, p);
        if (!spec.carry)
            continue;
        Crew teams;
        teams.kind = "carry team";
        teams.id = spec.id;
        teams.point = p;
        teams.count = spec.carry->teams;
        teams.fixed_time_s = carry_time_s(*spec.carry);
        points_[p].carry.push_back(add(std::move(teams), spec.carry->shifts, false));
    }
    for (const TriageCrewSpec& spec : plan_.triage.crews) {
        Crew officers;
        officers.kind = "triage officer";
        officers.id = spec.id;
        officers.point = row_of(spec.place);
        officers.count = spec.count;
        officers.judgement = judgement_matrix(plan_.triage, spec.trained);
        officers.judgement_of_children = judgement_matrix(plan_.triage, spec.trained, Judged::children);
        officers.time_s[0].emplace(triage_time_s(plan_.triage), chain_times_s);
        const std::size_t point = officers.point;
        points_[point].officers.push_back(add(std::move(officers), spec.shifts, true));
    }
    for (const TreatmentPostSpec& spec : plan_.posts) {
        Crew bays;
        bays.kind = "treatment bay";
        bays.id = spec.id;
        bays.point = row_of(spec.place);
        bays.count = spec.bays;
        bays.time_s[0].emplace(spec.red_s.value_or(uniform_time(red_treatment_s[0], red_treatment_s[1])),
                               chain_times_s);
        bays.time_s[1].emplace(
            spec.yellow_s.value_or(uniform_time(yellow_treatment_s[0], yellow_treatment_s[1])),
            chain_times_s);
        const std::size_t point = bays.point;
        points_[point].bays.push_back(add(std::move(bays), spec.shifts, true));
    }
}

void Chain::set_up_hospitals() {
    hospitals_.resize(plan_.hospitals.size());
    for (std::size_t h = 0; h < hospitals_.size(); ++h) {
        const HospitalSpec& spec = plan_.hospitals[h];
        const auto law = [](const std::optional<Distribution>& given, double default_s) {
            return QuantileFunction(given.value_or(Distribution::constant_value(default_s)), chain_times_s);
        };
        hospitals_[h].ed_s[0].emplace(law(spec.ed_critical_s, ed_critical_s));
        hospitals_[h].ed_s[1].emplace(law(spec.ed_burn_s, ed_burn_s));
        hospitals_[h].ed_s[2].emplace(law(spec.ed_minor_s, ed_minor_s));
        hospitals_[h].operation_s.emplace(law(spec.operation_s, operation_s));
    }
    const TransferSpec& transfers = plan_.transfers;
    if (transfers.vehicles == 0)
        return;
    transfers_.load_s.emplace(transfers.load_s.value_or(uniform_time(loading_s[0], loading_s[1])),
                              chain_times_s);
    transfers_.hand_over_s.emplace(
        transfers.hand_over_s.value_or(uniform_time(handing_over_s[0], handing_over_s[1])), chain_times_s);
    plan_event(transfers.from_s, Act::transfers_begin, 0);
}

void Chain::plan_event(double time_s, Act act, std::size_t who, std::size_t crew) {
    events_.push({time_s, planned_++, act, who, crew});
}

double Chain::draw(std::uint32_t index, std::size_t who) const {
    return uniform01_open(run_.seed, static_cast<AgentId>(who + 1), Draw::medical, 0, index);
}

double Chain::rpm_now(std::size_t casualty) const {
    const Patient& patient = patients_[casualty];
    return rpm_after(patient.rpm, now_s_ - patient.rpm_at_s, patient.pace_frac);
}

double Chain::survival_of(std::size_t casualty, double rpm) const {
    return survival_at_age(rpm, casualties_[casualty].age_years, plan_.injuries);
}

void Chain::enter(std::size_t casualty, CareState state) {
    CasualtyCourse& c = course(casualty);
    WAYOUT_ASSERT(std::isnan(c.at(state)), "a casualty comes into a state for the second time");
    if (is_waiting(c.state) && std::isnan(c.at(CareState::in_ed)))
        c.waited_s += now_s_ - patients_[casualty].since_s;
    --in_state_[static_cast<std::size_t>(c.state)];
    ++in_state_[static_cast<std::size_t>(state)];
    c.state = state;
    c.entered_s[static_cast<std::size_t>(state)] = now_s_;
    run_.end_s = now_s_;
    patients_[casualty].since_s = now_s_;
}

void Chain::count_everybody() const {
    std::int64_t sum = 0;
    for (const std::int64_t count : in_state_) {
        WAYOUT_ASSERT(count >= 0, "fewer than no casualties in a state");
        sum += count;
    }
    WAYOUT_ASSERT(sum == static_cast<std::int64_t>(casualties_.size()), "casualties were lost or doubled");
}

MedicalRun Chain::run() && {
    while (!events_.empty() && events_.top().time_s <= plan_.horizon_s) {
        const Event event = events_.top();
        events_.pop();
        WAYOUT_ASSERT(event.time_s >= now_s_, "an event that lies in the past");
        now_s_ = event.time_s;
        handle(event);
        // Vehicles leave when all is known that happens at the same time: two who are ready together share
        // one.
        if (events_.empty() || events_.top().time_s > now_s_)
            send_vehicles();
        count_everybody();
        ++run_.event_count;
        if (event.act != Act::woken && event.act != Act::looked_at_again &&
            event.act != Act::transfers_begin && event.act != Act::transfer_vehicle)
            run_.end_s = now_s_;
    }
    now_s_ = plan_.horizon_s;
    close_courses();
    list_resources();
    return std::move(run_);
}

void Chain::handle(const Event& event) {
    switch (event.act) {
        case Act::found:
            be_found(event.who);
            begin_what_can_begin(patients_[event.who].point);
            break;
        case Act::carried:
            release(event.crew);
            reach_point(event.who);
            begin_what_can_begin(patients_[event.who].point);
            break;
        case Act::triaged:
            release(event.crew);
            be_judged(event.who, crews_[event.crew]);
            begin_what_can_begin(patients_[event.who].point);
            break;
        case Act::looked_at_again:
            look_again(event.who);
            break;
        case Act::treated:
            release(event.crew);
            wait_for_transport(event.who);
            begin_what_can_begin(patients_[event.who].point);
            break;
        case Act::woken:
            begin_what_can_begin(event.who);
            break;
        case Act::vehicle_there:
            set_down(event.who);
            break;
        case Act::loaded:
            leave_scene(event.who);
            break;
        case Act::at_hospital:
            hand_over(event.who);
            break;
        case Act::handed_over: {
            Vehicle& vehicle = vehicles_[event.who];
            vehicle.point = fleets_[vehicle.fleet].home;
            plan_event(now_s_ + travel_.time_s(travel_.hospital_row(vehicle.hospital), vehicle.point),
                       Act::vehicle_there, event.who);
            break;
        }
        case Act::self_there:
            reach_hospital(event.who);
            break;
        case Act::ed_done:
            finish_ed(event.who);
            break;
        case Act::transferred:
            begin_further_care(event.who);
            serve_hospital(hospital_of(event.who));
            break;
        case Act::transfers_begin:
            begin_transfers();
            break;
        case Act::transfer_vehicle:
            --transfers_.busy;
            begin_transfers();
            break;
        case Act::operated:
            --hospitals_[hospital_of(event.who)].rooms_busy;
            enter(event.who, CareState::admitted);
            serve_hospital(hospital_of(event.who));
            break;
    }
}

void Chain::be_found(std::size_t casualty) {
    const Casualty& spec = casualties_[casualty];
    const TriageClass c = course(casualty).true_class;
    const bool walks = spec.walks.value_or(c == TriageClass::green);
    const double self_frac = c == TriageClass::green    ? plan_.self_green_frac
                             : c == TriageClass::yellow ? plan_.self_yellow_frac
                                                        : 0.0;
    if (spec.walks.value_or(true) && draw(medical_draw::goes_by_self, casualty) < self_frac) {
        enter(casualty, CareState::driving_self);
        const std::size_t from = travel_.point_row(patients_[casualty].point);
        const std::size_t hospital = rooms_.nearest(travel_, from);
        course(casualty).hospital = static_cast<int>(hospital);
        plan_event(now_s_ + travel_.time_s(from, travel_.hospital_row(hospital)), Act::self_there, casualty);
        return;
    }
    Point& point = points_[patients_[casualty].point];
    if (walks || spec.is_brought || point.carry.empty()) {
        reach_point(casualty);
        return;
    }
    enter(casualty, CareState::waiting_carry);
    point.for_carry.insert({rank_of(c), now_s_, casualty});
}

void Chain::reach_point(std::size_t casualty) {
    enter(casualty, CareState::waiting_triage);
    points_[patients_[casualty].point].for_triage.insert({0, now_s_, casualty});
}

void Chain::be_judged(std::size_t casualty, const Crew& crew) {
    const TriageClass truth = course(casualty).true_class == TriageClass::black
                                  ? TriageClass::black
                                  : class_of_rpm(rpm_now(casualty));
    if (truth == TriageClass::black) {
        course(casualty).judged = truth;
        enter(casualty, CareState::dead);
        return;
    }
    const bool is_child = plan_.injuries.age_class_of(casualties_[casualty].age_years) == AgeClass::child;
    const std::array<double, 3>& shares =
        (is_child ? crew.judgement_of_children : crew.judgement)[static_cast<std::size_t>(truth)];
    double u = draw(medical_draw::judgement, casualty);
    std::size_t judged = 0;
    while (judged < 2 && u >= shares[judged]) u -= shares[judged++];
    course(casualty).judged = static_cast<TriageClass>(judged);
    plan_event(now_s_ + plan_.triage.look_again_after_s, Act::looked_at_again, casualty);
    wait_on_after_triage(casualty);
}

void Chain::wait_on_after_triage(std::size_t casualty) {
    Point& point = points_[patients_[casualty].point];
    const TriageClass judged = *course(casualty).judged;
    if (judged == TriageClass::green || !has_bay_from_now(point)) {
        wait_for_transport(casualty);
        return;
    }
    enter(casualty, CareState::waiting_treatment);
    point.for_treatment.insert({rank_of(judged), now_s_, casualty});
}

void Chain::wait_for_transport(std::size_t casualty) {
    enter(casualty, CareState::waiting_transport);
    points_[patients_[casualty].point].for_transport.insert(
        {rank_of(*course(casualty).judged), now_s_, casualty});
}

/// Somebody looks at those who are still there: a wrong class is set right with some probability.
void Chain::look_again(std::size_t casualty) {
    CasualtyCourse& c = course(casualty);
    const bool waits_for_bay = c.state == CareState::waiting_treatment;
    if (!waits_for_bay && c.state != CareState::waiting_transport && c.state != CareState::in_treatment)
        return;
    const TriageClass truth = class_of_rpm(rpm_now(casualty));
    if (truth == *c.judged || truth == TriageClass::black ||
        draw(medical_draw::repair, casualty) >= plan_.triage.repair_frac)
        return;
    Point& point = points_[patients_[casualty].point];
    const double since_s = patients_[casualty].since_s;
    if (c.state != CareState::in_treatment) {
        Queue& queue = waits_for_bay ? point.for_treatment : point.for_transport;
        queue.erase({rank_of(*c.judged), since_s, casualty});
        // Who turns out to be green does not wait for a bay.
        if (!(waits_for_bay && truth == TriageClass::green))
            queue.insert({rank_of(truth), since_s, casualty});
    }
    c.judged = truth;
    if (waits_for_bay && truth == TriageClass::green)
        wait_for_transport(casualty);
}

bool Chain::has_bay_from_now(const Point& point) const {
    return std::any_of(point.bays.begin(), point.bays.end(),
                       [&](std::size_t row) { return is_open_from(crews_[row].open, now_s_); });
}

void Chain::begin_what_can_begin(std::size_t row) {
    Point& point = points_[row];
    serve(point.for_carry, point.carry, CareState::carried, Act::carried);
    serve(point.for_triage, point.officers, CareState::in_triage, Act::triaged);
    serve(point.for_treatment, point.bays, CareState::in_treatment, Act::treated);
    if (point.for_treatment.empty() || has_bay_from_now(point))
        return;
    const Queue left = std::exchange(point.for_treatment, {});
    for (const auto& [rank, since_s, casualty] : left) wait_for_transport(casualty);
}

void Chain::serve(Queue& queue, const std::vector<std::size_t>& crews, CareState in_service, Act done) {
    for (const std::size_t row : crews) {
        Crew& crew = crews_[row];
        while (!queue.empty() && crew.busy < crew.count && is_within(crew.open, now_s_)) {
            const std::size_t casualty = std::get<2>(*queue.begin());
            queue.erase(queue.begin());
            enter(casualty, in_service);
            if (in_service == CareState::in_treatment) {
                Patient& patient = patients_[casualty];
                patient.rpm = rpm_now(casualty);
                patient.rpm_at_s = now_s_;
                patient.pace_frac = plan_.treated_decay_frac;
            }
            crew.peak = std::max(crew.peak, ++crew.busy);
            ++crew.served;
            const double takes_s = service_time_s(casualty, crew);
            crew.busy_s += busy_until(now_s_ + takes_s) - now_s_;
            plan_event(now_s_ + takes_s, done, casualty, row);
        }
    }
}

void Chain::release(std::size_t crew) {
    --crews_[crew].busy;
    WAYOUT_ASSERT(crews_[crew].busy >= 0, "a crew is released that was not at work");
}

double Chain::service_time_s(std::size_t casualty, const Crew& crew) const {
    if (!crew.time_s[0])
        return crew.fixed_time_s;
    if (!crew.time_s[1])
        return (*crew.time_s[0])(draw(medical_draw::triage_time, casualty));
    const std::size_t law = course(casualty).judged == TriageClass::yellow ? 1 : 0;
    return (*crew.time_s[law])(draw(medical_draw::treatment_time, casualty));
}

MedicalRun run_medical_chain(const MedicalPlan& plan, std::span<const Casualty> casualties,
                             std::uint64_t seed) {
    return Chain(plan, casualties, seed).run();
}

}  // namespace wayout
