/// The chain ends whatever the plan, and says of everybody whom it did not serve why.
#include "core/random.hpp"
#include "response/reference_plans.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

/// Draws of one plan.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : seed_(seed) {}
    int upto(int most) {
        return static_cast<int>(
            uniform_below(static_cast<std::uint32_t>(most + 1), seed_, 1, Draw::own_place, 0, ++drawn_));
    }
    double between(double low, double high) {
        return low + (high - low) * uniform01(seed_, 2, Draw::own_place, 0, ++drawn_);
    }
    bool coin() { return upto(1) == 1; }

private:
    std::uint64_t seed_;
    std::uint32_t drawn_{0};
};

std::vector<TimeWindow> random_windows(Dice& dice) {
    std::vector<TimeWindow> windows;
    double from_s = 0.0;
    for (int k = dice.upto(2); k > 0; --k) {
        from_s += dice.between(0.0, 4000.0);
        const double until_s = from_s + dice.between(1.0, 8000.0);
        windows.push_back({from_s, until_s});
        from_s = until_s;
    }
    return windows;
}

MedicalPlan random_plan(Dice& dice) {
    MedicalPlan plan;
    plan.file = "random.json";
    plan.horizon_s = 1e6;
    plan.loading_order = dice.coin() ? LoadingOrder::by_class : LoadingOrder::by_survival_loss;
    const int points = 1 + dice.upto(2);
    for (int p = 0; p < points; ++p) {
        CollectionPointSpec& point = plan.points.emplace_back();
        point.id = fmt::format("point-{}", p);
        if (dice.coin())
            point.embargo = random_windows(dice);
        if (dice.coin()) {
            point.carry.emplace();
            point.carry->teams = 1 + dice.upto(3);
            point.carry->level_m = dice.between(0.0, 200.0);
            point.carry->shifts = random_windows(dice);
        }
    }
    const auto some_point = [&] { return fmt::format("point-{}", dice.upto(points - 1)); };
    plan.triage.method = static_cast<TriageMethod>(dice.upto(2));
    for (int k = dice.upto(3); k > 0; --k) {
        TriageCrewSpec& crew = plan.triage.crews.emplace_back();
        crew.id = fmt::format("crew-{}", k);
        crew.place = some_point();
        crew.count = 1 + dice.upto(2);
        crew.trained = dice.coin();
        crew.shifts = random_windows(dice);
    }
    for (int k = dice.upto(2); k > 0; --k) {
        TreatmentPostSpec& post = plan.posts.emplace_back();
        post.id = fmt::format("post-{}", k);
        post.place = some_point();
        post.bays = 1 + dice.upto(3);
        post.shifts = random_windows(dice);
    }
    for (int k = dice.upto(3); k > 0; --k) {
        FleetSpec& fleet = plan.fleets.emplace_back();
        fleet.id = fmt::format("fleet-{}", k);
        fleet.is_bus = dice.coin();
        fleet.base = "base";
        fleet.place = some_point();
        fleet.count = 1 + dice.upto(4);
        fleet.arrival = static_cast<FleetArrival>(dice.upto(2));
        fleet.over_s = 600.0;
        fleet.per_hour = 20.0;
        fleet.capacity = {dice.upto(1), dice.upto(2), 1 + dice.upto(3)};
        fleet.ventilator = dice.coin();
        fleet.fill_wait_s = dice.coin() ? dice.between(0.0, 3000.0) : 0.0;
        fleet.shifts = random_windows(dice);
        if (dice.coin())
            fleet.load_s = Distribution::constant_value(0.0);
    }
    for (int k = 1 + dice.upto(2); k > 0; --k) {
        HospitalSpec& hospital = plan.hospitals.emplace_back();
        hospital.id = fmt::format("hospital-{}", k);
        hospital.beds = 1 + dice.upto(300);
        hospital.ed_beds = 1 + dice.upto(5);
        hospital.ventilators = dice.upto(2);
        hospital.burn_beds = dice.upto(2);
        hospital.operating_rooms = dice.upto(2);
        hospital.paediatric = dice.coin();
    }
    if (dice.coin()) {
        plan.transfers.vehicles = 1 + dice.upto(2);
        plan.transfers.from_s = dice.between(0.0, 20000.0);
        if (dice.coin())
            plan.transfers.load_s = Distribution::constant_value(0.0);
    }
    std::vector<std::string> places{"base"};
    for (const CollectionPointSpec& point : plan.points) places.push_back(point.id);
    for (const HospitalSpec& hospital : plan.hospitals) places.push_back(hospital.id);
    // Ways that take no time are the hardest for a simulation of events: a quarter of them.
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t k = i + 1; k < places.size(); ++k)
            if (i > 0 || !plan.fleets.empty())
                plan.travel.push_back(
                    {places[i], places[k], dice.upto(3) == 0 ? 0.0 : dice.between(0.0, 2000.0), {}, {}});
    return plan;
}

std::vector<Casualty> random_casualties(Dice& dice, const MedicalPlan& plan) {
    std::vector<Casualty> casualties(static_cast<std::size_t>(1 + dice.upto(60)));
    for (std::size_t i = 0; i < casualties.size(); ++i) {
        Casualty& c = casualties[i];
        c.id = fmt::format("{}", i);
        c.found_s = dice.coin() ? 0.0 : dice.between(0.0, 6000.0);
        c.place =
            plan.points[static_cast<std::size_t>(dice.upto(static_cast<int>(plan.points.size()) - 1))].id;
        c.given_class = static_cast<TriageClass>(dice.upto(3));
        if (dice.coin())
            c.rpm = static_cast<double>(dice.upto(12));
        c.cause = static_cast<InjuryCause>(dice.upto(5));
        c.needs = {dice.coin(), dice.coin(), dice.coin()};
        if (dice.coin())
            c.walks = dice.coin();
        c.is_brought = dice.upto(3) == 0;
        if (dice.coin())
            c.age_years = dice.between(0.0, 100.0);
    }
    return casualties;
}

TEST(RandomPlans, EndAndAccountForEverybody) {
    int unserved = 0;
    int served = 0;
    int transferred = 0;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        Dice dice(seed);
        const MedicalPlan plan = random_plan(dice);
        const Errors problems = problems_of_plan(plan);
        ASSERT_TRUE(problems.empty()) << problems.front().where << ": " << problems.front().message;
        const std::vector<Casualty> casualties = random_casualties(dice, plan);
        const MedicalRun run = run_medical_chain(plan, casualties, seed);
        ASSERT_EQ(run.courses.size(), casualties.size());
        // Events are bounded by people and vehicles: nothing goes round and round.
        EXPECT_LT(run.event_count, 200u * (casualties.size() + 60u));
        for (const CasualtyCourse& c : run.courses) {
            // The horizon lies far beyond: who is not at an end was never served, for a reason of the plan.
            EXPECT_TRUE(is_final(c.state) != !c.unserved.empty()) << static_cast<int>(c.state) << c.unserved;
            EXPECT_EQ(c.unserved.find("the run ended"), std::string::npos) << c.unserved;
            EXPECT_GE(c.waited_s, 0.0);
            EXPECT_LE(c.survival, c.survival_found + 1e-12);
            transferred += c.transferred_to >= 0 ? 1 : 0;
            (c.unserved.empty() ? served : unserved) += 1;
        }
        for (const ResourceUse& use : run.resources) {
            EXPECT_LE(use.peak, use.count) << use.kind << ' ' << use.id;
        }
    }
    // Both kinds of people were met.
    EXPECT_GT(unserved, 1000);
    EXPECT_GT(served, 1000);
    EXPECT_GT(transferred, 100);
}

}  // namespace
}  // namespace wayout
