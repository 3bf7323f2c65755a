/// The medical chain as a simulation of discrete events: casualties go from state to state, crews, vehicles
/// and beds serve them. Formulation: docs/models/medical.md.
#pragma once

#include "agents/distribution.hpp"
#include "response/destination.hpp"
#include "response/medical_draws.hpp"
#include "response/service_times.hpp"
#include "response/travel_table.hpp"

#include <wayout/medical.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace wayout {

/// What any time of the chain is drawn within.
inline constexpr ValueRange chain_times_s{0.0, 1e6};

/// Of a turn in a queue: red first.
constexpr int rank_of(TriageClass c) {
    return static_cast<int>(c);
}

/// One run. Use: Chain(plan, casualties, seed).run().
class Chain {
public:
    Chain(const MedicalPlan& plan, std::span<const Casualty> casualties, std::uint64_t seed);
    MedicalRun run() &&;

private:
    enum class Act : std::uint8_t {
        found,
        carried,  ///< crew is free as well
        triaged,  ///< crew is free as well
        looked_at_again,
        treated,        ///< crew is free as well
        woken,          ///< something may begin at a place now
        vehicle_there,  ///< at a collection point, free
        loaded,
        at_hospital,
        handed_over,
        self_there,
        ed_done,
        transfers_begin,
        transferred,       ///< there
        transfer_vehicle,  ///< one is free again
        operated,
    };
    /// In the order of time; at the same time in that of being planned.
    struct Event {
        double time_s;
        std::uint64_t number;
        Act act;
        std::size_t who;   ///< casualty, vehicle or point
        std::size_t crew;  ///< row of the crew, where there is one
        bool operator>(const Event& other) const {
            return std::tie(time_s, number) > std::tie(other.time_s, other.number);
        }
    };
    /// Rank, then who has waited longest, then the row.
    using Turn = std::tuple<int, double, std::size_t>;
    using Queue = std::set<Turn>;

    /// Carry teams, triage officers, treatment bays: what serves one casualty at a time at one place.
    struct Crew {
        const char* kind{nullptr};
        std::string id;
        std::size_t point{0};
        int count{0};
        int busy{0};
        int peak{0};
        int served{0};
        double busy_s{0.0};
        std::vector<TimeWindow> open;
        JudgementMatrix judgement{};  ///< of officers
        JudgementMatrix judgement_of_children{};
        std::array<std::optional<QuantileFunction>, 2> time_s;  ///< of red and yellow; officers: the first
        double fixed_time_s{0.0};                               ///< of carry teams
    };
    struct Point {
        std::vector<TimeWindow> open;                    ///< to vehicles
        std::vector<std::size_t> carry, officers, bays;  ///< rows of crews
        Queue for_carry, for_triage, for_treatment, for_transport;
        int vehicles_coming{0};
        double wakes_at_s{-1.0};
    };
    struct Vehicle {
        std::size_t fleet{0};
        std::size_t point{0};  ///< where it is, or to which it goes
        bool is_idle{false};
        bool is_called{false};  ///< to another point than its own
        bool has_worked{false};
        double busy_from_s{0.0};
        std::vector<std::size_t> load;
        std::size_t hospital{0};
    };
    struct Fleet {
        std::size_t home{0};  ///< point
        std::vector<TimeWindow> open;
        std::optional<QuantileFunction> load_s, hand_over_s;
        int count{0};
        int busy{0};
        int peak{0};
        int served{0};
        double busy_s{0.0};
        std::vector<double> arrivals_s;  ///< when each vehicle is there for the first time
    };
    struct Hospital {
        std::array<std::optional<QuantileFunction>, 3> ed_s;  ///< critical, burn, minor
        std::optional<QuantileFunction> operation_s;
        Queue for_ed, for_operation;
        int ed_busy{0}, ed_peak{0}, ed_served{0};
        int rooms_busy{0}, rooms_peak{0}, rooms_served{0};
        double ed_busy_s{0.0}, rooms_busy_s{0.0};
    };
    /// Vehicles between hospitals.
    struct Transfers {
        std::optional<QuantileFunction> load_s, hand_over_s;
        Queue waiting;
        int busy{0}, peak{0}, served{0};
        double busy_s{0.0};
    };
    struct Patient {
        double rpm{0.0};  ///< at `rpm_at_s`
        double rpm_at_s{0.0};
        double pace_frac{1.0};
        std::size_t point{0};
        double since_s{0.0};  ///< in the present state
    };

    // What may happen, in chain.cpp.
    void set_up_scene();
    void set_up_hospitals();
    void plan_event(double time_s, Act act, std::size_t who, std::size_t crew = 0);
    void handle(const Event& event);
    void enter(std::size_t casualty, CareState state);
    void count_everybody() const;
    void be_found(std::size_t casualty);
    void reach_point(std::size_t casualty);
    void be_judged(std::size_t casualty, const Crew& crew);
    void look_again(std::size_t casualty);
    void wait_on_after_triage(std::size_t casualty);
    void wait_for_transport(std::size_t casualty);
    void begin_what_can_begin(std::size_t point);
    void serve(Queue& queue, const std::vector<std::size_t>& crews, CareState in_service, Act done);
    void release(std::size_t crew);
    double service_time_s(std::size_t casualty, const Crew& crew) const;
    bool has_bay_from_now(const Point& point) const;

    // Vehicles and hospitals, in chain_transport.cpp.
    void set_up_vehicles();
    void send_vehicles();
    bool load_at(std::size_t point);
    bool load_vehicle(std::size_t vehicle, std::size_t first);
    std::vector<std::size_t> free_to_be_called() const;
    void call_vehicles();
    std::vector<std::size_t> by_urgency(const Point& point) const;
    bool can_carry(std::size_t fleet, std::size_t casualty) const;
    bool is_ready(const Vehicle& vehicle) const;
    void take_up(Vehicle& vehicle);
    void set_down(std::size_t vehicle);
    void leave_scene(std::size_t vehicle);
    void hand_over(std::size_t vehicle);
    void reach_hospital(std::size_t casualty);
    void serve_hospital(std::size_t hospital);
    void finish_ed(std::size_t casualty);
    void begin_further_care(std::size_t casualty);
    bool wants_transfer(std::size_t casualty);
    void begin_transfers();
    std::size_t hospital_of(std::size_t casualty) const;
    void begin_definitive_care(std::size_t casualty);
    HospitalDemand demand_of(std::size_t casualty) const;

    // What it came to, in chain_results.cpp.
    std::string why_unserved(std::size_t casualty) const;
    void close_courses();
    void list_resources();

    double rpm_now(std::size_t casualty) const;
    double survival_of(std::size_t casualty, double rpm) const;
    double draw(std::uint32_t index, std::size_t who) const;
    double busy_until(double time_s) const { return std::min(time_s, plan_.horizon_s); }
    CasualtyCourse& course(std::size_t casualty) { return run_.courses[casualty]; }
    const CasualtyCourse& course(std::size_t casualty) const { return run_.courses[casualty]; }

    const MedicalPlan& plan_;
    std::span<const Casualty> casualties_;
    TravelTable travel_;
    HospitalRooms rooms_;
    double now_s_{0.0};
    std::uint64_t planned_{0};
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    std::array<std::int64_t, care_state_count> in_state_{};
    std::vector<Crew> crews_;
    std::vector<Point> points_;
    std::vector<Fleet> fleets_;
    std::vector<Vehicle> vehicles_;
    std::vector<Hospital> hospitals_;
    Transfers transfers_;
    std::vector<Patient> patients_;
    MedicalRun run_;
};

}  // namespace wayout
