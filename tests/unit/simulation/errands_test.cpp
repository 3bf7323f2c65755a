#include "simulation/errands.hpp"

#include "agents/placement.hpp"
#include "hall.hpp"
#include "navigation/navigation_grid.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/world.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

namespace wayout {
namespace {

/// A run whose people can be sent on errands from outside.
class ErrandRun {
public:
    explicit ErrandRun(const Scenario& scenario) {
        const std::shared_ptr<const Venue> venue = *build_venue(scenario.venue);
        const std::shared_ptr<const NavigationGrid> grid = *build_navigation_grid(venue, {});
        PlacedPeople people = *place_people(scenario, *venue, 1);
        world = std::make_unique<World>(venue, grid, std::make_shared<SharedFields>(), scenario,
                                        std::move(people), RunOptions{}, 1, 0.05);
    }

    void begin() { world->fields.refresh(); }
    void run_until(double time_s) {
        while (world->time_s() < time_s - 1e-9) step(*world);
    }
    std::size_t row(AgentId person) const {
        const auto& ids = world->agents.id;
        return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), person) - ids.begin());
    }
    Vec2 place(AgentId person) const {
        return {world->agents.x_m[row(person)], world->agents.y_m[row(person)]};
    }
    Activity activity(AgentId person) const { return world->agents.activity[row(person)]; }

    std::unique_ptr<World> world;
};

Scenario room_with_people_at(std::vector<Vec2> places) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("people", std::move(places))};
    return scenario;
}

Errand to_area(std::int32_t area) {
    Errand errand;
    errand.purpose = ErrandPurpose::refuge;
    errand.area = area;
    return errand;
}

TEST(Errands, WhoIsSentToAnAreaWalksThereAndStays) {
    ErrandRun run(room_with_people_at({{5, 5}}));
    const StoreyId storey = run.world->venue->storey_by_id("floor");
    const std::int32_t area =
        run.world->fields.add_area(cells_in(*run.world, storey, rectangle(14, 7, 18, 9)));
    run.begin();
    run.world->errands.give(*run.world, run.row(1), to_area(area));
    // The area is 9.2 m away in a straight line (9, 2): at 1.0 m/s it cannot be reached before.
    run.run_until(9.0);
    EXPECT_EQ(run.activity(1), Activity::walking);
    run.run_until(20.0);
    EXPECT_EQ(run.activity(1), Activity::staying);
    EXPECT_TRUE(run.world->errands.has_arrived(1));
    EXPECT_GE(run.place(1).x, 13.5);
    EXPECT_GE(run.place(1).y, 6.5);
    EXPECT_EQ(run.world->out_count, 0);
    EXPECT_TRUE(run.world->is_finished()) << "nobody else will move";
}

TEST(Errands, WhoseErrandIsOverLeaves) {
    ErrandRun run(room_with_people_at({{5, 5}}));
    const StoreyId storey = run.world->venue->storey_by_id("floor");
    const std::int32_t area =
        run.world->fields.add_area(cells_in(*run.world, storey, rectangle(14, 7, 18, 9)));
    run.begin();
    Errand errand = to_area(area);
    errand.until_s = 25.0F;
    run.world->errands.give(*run.world, run.row(1), errand);
    run.run_until(20.0);
    EXPECT_EQ(run.activity(1), Activity::staying);
    EXPECT_FALSE(run.world->is_finished());
    // From the area at most 7 m to the east exit.
    run.run_until(35.0);
    EXPECT_EQ(run.world->out_count, 1);
}

TEST(Errands, WhoSeesHisCompanionWalksToHim) {
    ErrandRun run(room_with_people_at({{4, 5}, {10, 8}}));
    run.begin();
    Errand hold;
    hold.purpose = ErrandPurpose::hold;
    run.world->errands.give(*run.world, run.row(2), hold);
    Errand meet;
    meet.purpose = ErrandPurpose::meeting;
    meet.companion = 2;
    meet.near_m = 1.0F;
    run.world->errands.give(*run.world, run.row(1), meet);
    // sqrt(6^2 + 3^2) - 1 = 5.7 m at 1.0 m/s.
    run.run_until(5.5);
    EXPECT_EQ(run.activity(1), Activity::walking);
    run.run_until(6.3);
    EXPECT_EQ(run.activity(1), Activity::staying);
    EXPECT_NEAR(length(run.place(1) - run.place(2)), 1.0, 0.3);
}

TEST(Errands, OneWhoseCompanionHasLeftHeadsForAnExit) {
    ErrandRun run(room_with_people_at({{10, 5}, {1, 5}}));
    run.begin();
    Errand meet;
    meet.purpose = ErrandPurpose::meeting;
    meet.companion = 2;
    run.world->errands.give(*run.world, run.row(1), meet);
    run.run_until(25.0);
    EXPECT_EQ(run.world->out_count, 2);
}

TEST(Errands, APlaceInTheAreaThatIsTakenIsNoReasonToPushForEver) {
    std::vector<Vec2> places;
    for (int i = 0; i < 20; ++i) places.push_back({4.0 + 0.5 * (i % 5), 3.0 + 1.0 * (i / 5)});
    ErrandRun run(room_with_people_at(places));
    const StoreyId storey = run.world->venue->storey_by_id("floor");
    // 4 m2 for 20 people: more than can stand there; the rest stays before it.
    const std::int32_t area =
        run.world->fields.add_area(cells_in(*run.world, storey, rectangle(12, 4, 14, 6)));
    run.begin();
    for (AgentId person = 1; person <= 20; ++person)
        run.world->errands.give(*run.world, run.row(person), to_area(area));
    run.run_until(60.0);
    int staying = 0;
    for (AgentId person = 1; person <= 20; ++person)
        staying += run.activity(person) == Activity::staying ? 1 : 0;
    EXPECT_EQ(staying, 20);
    EXPECT_TRUE(run.world->is_finished());
}

}  // namespace
}  // namespace wayout
