/// Decisions on disk and read back, ways and waits of single people, and what is told of them.
#include "output/explain_harm.hpp"
#include "output/explain_person.hpp"

#include "output/decision_statistics.hpp"
#include "output/decisions_file.hpp"
#include "output/packed.hpp"
#include "output/replay.hpp"
#include "output/report.hpp"
#include "sample_run.hpp"

#include <wayout/explain.hpp>
#include <wayout/output.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <sstream>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using sample::TemporaryFolder;

Decision decision(double time_s, AgentId person, std::string kind, std::string choice = {}, int passage = -1,
                  std::string reason = {}) {
    Decision d;
    d.time_s = time_s;
    d.person = person;
    d.kind = std::move(kind);
    d.choice = std::move(choice);
    d.passage = passage;
    d.reason = std::move(reason);
    d.storey = 0;
    d.position_m = {13.5, 12.0};
    return d;
}

/// Person 1 chooses Foyer north and changes to Foyer south, person 2 chooses Foyer south, person 3 learns of
/// the west exit and keeps to Foyer north. Everything else as of the sample run.
sample::SampleRun run_with_decisions() {
    sample::SampleRun run = sample::make_run();
    Decision chooses = decision(6.0, 1, "chooses", "Foyer north", 0, "shortest time");
    chooses.options = {
        {0, "", 30.25, 4.0, 0, ""}, {1, "", 31.5, 12.0, 0, ""}, {2, "", 20.0, 0.0, 1, "refused"}};
    chooses.knows = "3 of 4 exits known";
    run.results.decisions = {decision(5.5, 1, "begins", "", -1, "pre-movement time is over"),
                             chooses,
                             decision(6.0, 2, "chooses", "Foyer south", 1, "shortest time"),
                             decision(7.0, 3, "chooses", "Foyer north", 0, "shortest time"),
                             decision(8.0, 3, "learns", "Stage <west>", 2, "sees a sign"),
                             decision(20.0, 1, "changes", "Foyer south", 1, "12 s shorter than Foyer north")};
    return run;
}

void write(const sample::SampleRun& run, const fs::path& folder) {
    ASSERT_TRUE(
        write_results(run.results, std::make_shared<Venue>(run.venue), run.scenario, {}, folder).empty());
}

std::vector<nlohmann::json> lines_of(const fs::path& file) {
    std::vector<nlohmann::json> lines;
    std::istringstream stream(sample::read_file(file));
    for (std::string line; std::getline(stream, line);) lines.push_back(nlohmann::json::parse(line));
    return lines;
}

// ---------------------------------------------------------------- decisions.jsonl

TEST(Decisions, StandInAFileInUserCoordinatesWithIdsOfExits) {
    const TemporaryFolder folder;
    const sample::SampleRun run = run_with_decisions();
    write(run, folder / "r");
    const auto lines = lines_of(folder / "r" / "decisions.jsonl");
    ASSERT_EQ(lines.size(), 6u);
    EXPECT_EQ(lines[0]["kind"], "begins");
    EXPECT_TRUE(lines[0]["exit_id"].is_null());
    EXPECT_TRUE(lines[0]["options"].empty());
    EXPECT_EQ(lines[1]["time_s"], 6.0);
    EXPECT_EQ(lines[1]["person"], 1);
    EXPECT_EQ(lines[1]["choice"], "Foyer north");
    EXPECT_EQ(lines[1]["exit_id"], "north");
    EXPECT_EQ(lines[1]["reason"], "shortest time");
    EXPECT_EQ(lines[1]["knows"], "3 of 4 exits known");
    EXPECT_EQ(lines[1]["storey"], "hall");
    EXPECT_EQ(lines[1]["x_m"], 113.5);  // origin (100, 200)
    EXPECT_EQ(lines[1]["y_m"], 212.0);
    EXPECT_EQ(lines[1]["options"][0],
              (nlohmann::json{{"exit_id", "north"}, {"walk_s", 30.3}, {"queue_s", 4.0}}));
    EXPECT_EQ(
        lines[1]["options"][2],
        (nlohmann::json{
            {"exit_id", "west"}, {"walk_s", 20.0}, {"queue_s", 0.0}, {"rank", 1}, {"remark", "refused"}}));
}

TEST(Decisions, AreReadBack) {
    const TemporaryFolder folder;
    sample::SampleRun run = run_with_decisions();
    run.results.decisions[0].storey = -1;
    run.results.decisions[0].options = {{-1, "Refuge \"2\"", not_a_time, not_a_time, 0, ""}};
    write(run, folder / "r");
    const Result<RunResults> back = read_results(folder / "r");
    ASSERT_TRUE(back);
    ASSERT_EQ(back->decisions.size(), 6u);
    EXPECT_EQ(back->decisions[0].storey, -1);
    EXPECT_EQ(back->decisions[0].options[0].place, "Refuge \"2\"");
    EXPECT_TRUE(std::isnan(back->decisions[0].options[0].walk_s));
    const Decision& d = back->decisions[1];
    EXPECT_EQ(d.passage, 0);
    EXPECT_EQ(d.knows, "3 of 4 exits known");
    EXPECT_NEAR(d.position_m.x, 13.5, 1e-9);
    EXPECT_NEAR(d.options[0].walk_s, 30.3, 1e-9);
    EXPECT_EQ(d.options[2].rank, 1);
    EXPECT_EQ(d.options[2].remark, "refused");
    EXPECT_TRUE(rewrite_report(folder / "r").empty());
}

TEST(Decisions, AreLeftOutWhenTheScenarioSaysSo) {
    const TemporaryFolder folder;
    sample::SampleRun run = run_with_decisions();
    write(run, folder / "r");
    EXPECT_TRUE(fs::exists(folder / "r" / "decisions.jsonl"));
    run.scenario.outputs.decisions = false;
    write(run, folder / "r");  // and those of the earlier run are gone
    EXPECT_FALSE(fs::exists(folder / "r" / "decisions.jsonl"));
    EXPECT_TRUE(read_results(folder / "r"));
}

TEST(Decisions, ThatAreDamagedAreRefusedByLine) {
    const TemporaryFolder folder;
    const sample::SampleRun run = run_with_decisions();
    write(run, folder / "r");
    const std::string good = sample::read_file(folder / "r" / "decisions.jsonl");
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"\"person\":2", "\"person\":429"},
             {"\"person\":2", "\"person\":0"},
             {"\"person\":2", "\"person\":-2"},
             {"\"person\":2", "\"person\":\"two\""},
             {"\"exit_id\":\"south\"", "\"exit_id\":\"nowhere\""},
             {"{\"time_s\":6.0,\"person\":2", "{\"time_s\":null,\"person\":2"},
             {"{\"time_s\":6.0,\"person\":2", "\"person\":2"}}) {
        std::string bad = good;
        const std::size_t third = bad.find("{\"time_s\":6.0,\"person\":2");
        const std::size_t at = bad.find(from, third);
        ASSERT_NE(at, std::string::npos) << from;
        bad.replace(at, from.size(), to);
        std::ofstream(folder / "r" / "decisions.jsonl") << bad;
        const auto back = read_results(folder / "r");
        ASSERT_FALSE(back) << to;
        EXPECT_NE(back.error()[0].where.find("decisions.jsonl: line 3"), std::string::npos)
            << back.error()[0].where;
    }
}

// ---------------------------------------------------------------- ways and waits

TEST(StoredReplay, GivesEverybodysWayBack) {
    const sample::SampleRun run = sample::make_run();
    const auto replay = StoredReplay::read(replay_document(run.results, plan_of(run.venue)), 428, 2);
    ASSERT_TRUE(replay);
    const std::array<std::size_t, 4> rows{0, 3, 300, 349};
    const auto tracks = replay->tracks(rows);
    ASSERT_TRUE(tracks);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const sample::Path& path = run.paths[rows[i]];
        const Track& track = (*tracks)[i];
        // Every half second until out, each once, also where chunks of 60 frames meet.
        const double last_s = std::min(path.exit_s, run.end_s + 0.25);
        ASSERT_EQ(track.size(), static_cast<std::size_t>(std::ceil(last_s / 0.5))) << rows[i];
        for (std::size_t f = 0; f < track.size(); ++f) {
            const double t = 0.5 * static_cast<double>(f);
            EXPECT_DOUBLE_EQ(track[f].time_s, t);
            EXPECT_LT(distance(track[f].at_m, path.at(t)), 0.0075);
            EXPECT_EQ(track[f].storey, run.surface_of(path, path.at(t)) == 1 ? 1 : 0);
            EXPECT_EQ(track[f].state, t < path.start_s ? ReplayFrame::waiting : ReplayFrame::walking);
            EXPECT_NEAR(track[f].density_per_m2, 0.1 * static_cast<double>(rows[i] % 50), 1e-9);
        }
    }
    EXPECT_TRUE(std::isnan(replay->extinction_per_m(0, {6.5, 20.5}, 60.0)));  // no fire
}

TEST(StoredReplay, KnowsTheSmoke) {
    const sample::SampleRun run = sample::make_fire_run();
    const auto replay = StoredReplay::read(replay_document(run.results, plan_of(run.venue)), 428, 2);
    ASSERT_TRUE(replay);
    // The sample's formula: 5 (t - 20) / 120 exp(-d / 12), with d from the fire at (6, 20) to the cell's
    // middle.
    const double d_m = std::hypot(14.5 - 6.0, 10.5 - 20.0);
    const auto expected = [&](double t) { return 5.0 * (t - 20.0) / 120.0 * std::exp(-d_m / 12.0); };
    EXPECT_NEAR(replay->extinction_per_m(0, {14.5, 10.65}, 80.0), expected(80.0), 0.0101);
    EXPECT_NEAR(replay->extinction_per_m(0, {14.5, 10.65}, 84.9), expected(80.0), 0.0101);  // until the next
    EXPECT_NEAR(replay->extinction_per_m(0, {14.5, 10.65}, 85.0), expected(85.0), 0.0101);
    EXPECT_EQ(replay->extinction_per_m(0, {14.5, 10.65}, 0.0), 0.0);
    EXPECT_TRUE(std::isnan(replay->extinction_per_m(1, {58.0, 10.0}, 80.0)));  // nobody measured there
    EXPECT_TRUE(std::isnan(replay->extinction_per_m(0, {-5.0, 10.0}, 80.0)));  // outside
}

TEST(StoredReplay, RefusesDamage) {
    const sample::SampleRun run = sample::make_run();
    const std::string whole = replay_document(run.results, plan_of(run.venue));
    EXPECT_FALSE(StoredReplay::read(whole, 427, 2));
    EXPECT_FALSE(StoredReplay::read(whole.substr(0, whole.size() / 2), 428, 2));
    const std::array<std::size_t, 1> rows{0};
    auto json = nlohmann::json::parse(whole);
    json["chunks"][1]["data"] = json["chunks"][0]["data"].get<std::string>().substr(0, 400);
    const auto cut = StoredReplay::read(json.dump(), 428, 2);
    ASSERT_TRUE(cut);
    EXPECT_FALSE(cut->tracks(rows));
    json = nlohmann::json::parse(whole);
    json["chunks"][0]["frame_count"] = 9;
    const auto other = StoredReplay::read(json.dump(), 428, 2);
    ASSERT_TRUE(other);
    EXPECT_FALSE(other->tracks(rows));
    const auto none = StoredReplay::read("", 428, 2);
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->tracks(rows)->front().empty());
}

/// Half-second points: stands so long, then walks so long at 1 m/s, in turn.
Track stop_and_go(const std::vector<double>& stands_and_walks_s) {
    Track track;
    double x = 0.0;
    int step = 0;
    bool stands = true;
    track.push_back({0.0, {0.0, 0.0}, 0, ReplayFrame::walking, 1.0});
    for (const double seconds : stands_and_walks_s) {
        for (int k = 0; k < static_cast<int>(std::lround(2.0 * seconds)); ++k) {
            x += stands ? 0.0 : 0.5;
            ++step;
            track.push_back({0.5 * step, {x, 0.0}, 0, ReplayFrame::walking, stands ? 3.0 : 1.0});
        }
        stands = !stands;
    }
    return track;
}

TEST(Waits, AreStretchesOfStandingWithShortStepsBetween) {
    // 10 s standing, 1.5 s of walking, 6 s standing: one wait of 17.5 s. Then 4 s: too short to tell of.
    const std::vector<Wait> waits = waits_of(stop_and_go({10.0, 1.5, 6.0, 8.0, 4.0, 5.0}), 1.2);
    ASSERT_EQ(waits.size(), 1u);
    EXPECT_DOUBLE_EQ(waits[0].from_s, 0.0);
    EXPECT_DOUBLE_EQ(waits[0].to_s, 17.5);
    EXPECT_DOUBLE_EQ(waits[0].max_density_per_m2, 3.0);
    EXPECT_LE(waits[0].at_m.x, 1.5);
    EXPECT_EQ(waits_of(stop_and_go({10.0, 2.5, 6.0}), 1.2).size(), 2u);  // walked on in between
    // Who has not begun does not wait in this sense.
    Track seated = stop_and_go({30.0});
    for (TrackPoint& p : seated) p.state = ReplayFrame::waiting;
    EXPECT_TRUE(waits_of(seated, 1.2).empty());
    EXPECT_TRUE(waits_of({}, 1.2).empty());
}

// ---------------------------------------------------------------- one person

TEST(ExplainPerson, TellsInOrderWhatWasDecidedAndWhy) {
    const TemporaryFolder folder;
    const sample::SampleRun run = run_with_decisions();
    write(run, folder / "r");
    const auto told = explain_person(folder / "r", 1);
    ASSERT_TRUE(told);
    std::string text;
    for (const std::string& line : told->lines) text += line + "\n";
    std::size_t at = 0;
    for (const char* part : {"Person 1 of Audience: female, 20 years, walks 1.20 m/s with nobody near",
                             "start  ", "in Auditorium, (1", "6 s  begins: pre-movement time is over",
                             "6 s  chooses Foyer north: shortest time (3 of 4 exits known)",
                             "of Foyer north 30 s walk + 4 s queue; Stage <west> 20 s walk (refused); Foyer "
                             "south 32 s walk + 12 s "
                             "queue",
                             "20 s  changes to Foyer south: 12 s shorter than Foyer north", "is out through ",
                             "in all  ", "harm  no hazard is modelled in this run"}) {
        const std::size_t found = text.find(part, at);
        ASSERT_NE(found, std::string::npos) << part << "\nin\n" << text;
        at = found;
    }
    EXPECT_LE(told->lines.size(), 12u);
    const auto json = nlohmann::json::parse(told->json);
    EXPECT_EQ(json["person"], 1);
    EXPECT_EQ(json["decisions"].size(), 3u);
    EXPECT_EQ(json["decisions"][2]["exit_id"], "south");
    EXPECT_EQ(json["outcome"], "out");
}

TEST(ExplainPerson, LeavesOutTheMiddleOfManyDecisionsAndSaysSo) {
    const TemporaryFolder folder;
    sample::SampleRun run = run_with_decisions();
    run.results.decisions.clear();
    for (int i = 0; i < 20; ++i)
        run.results.decisions.push_back(
            decision(10.0 + i, 2, "changes", i % 2 == 0 ? "Foyer north" : "Foyer south", i % 2));
    write(run, folder / "r");
    const auto told = explain_person(folder / "r", 2);
    ASSERT_TRUE(told);
    const auto has = [&](const std::string& part) {
        return std::any_of(told->lines.begin(), told->lines.end(),
                           [&](const std::string& line) { return line.find(part) != std::string::npos; });
    };
    EXPECT_TRUE(has("14 more decisions"));
    EXPECT_TRUE(has("  10 s  changes"));
    EXPECT_TRUE(has("  29 s  changes"));
    EXPECT_FALSE(has("  20 s  changes"));
    EXPECT_EQ(nlohmann::json::parse(told->json)["decisions"].size(), 20u);
}

TEST(ExplainPerson, DrawsTheWayAndListsThePictureInTheManifest) {
    const TemporaryFolder folder;
    const sample::SampleRun run = run_with_decisions();
    write(run, folder / "r");
    const auto told = explain_person(folder / "r", 1);
    ASSERT_TRUE(told);
    const auto file = write_person_picture(*told, folder / "r");
    ASSERT_TRUE(file);
    EXPECT_EQ(*file, folder / "r" / "explain-1.png");
    EXPECT_EQ(sample::read_file(*file).substr(1, 3), "PNG");
    const auto manifest = nlohmann::json::parse(sample::read_file(folder / "r" / "manifest.json"));
    EXPECT_TRUE(std::any_of(manifest["outputs"].begin(), manifest["outputs"].end(),
                            [](const auto& output) { return output["file"] == "explain-1.png"; }));
    EXPECT_TRUE(fs::exists(folder / "r" / "people.csv"));
    write(run, folder / "r");  // the picture of an earlier result does not outlive it
    EXPECT_FALSE(fs::exists(*file));

    const auto elsewhere = write_person_picture(*told, folder / "r", folder / "way.png");
    ASSERT_TRUE(elsewhere);
    EXPECT_TRUE(fs::exists(folder / "way.png"));
    EXPECT_FALSE(fs::exists(folder / "r" / "explain-1.png"));
}

TEST(ExplainPerson, SaysWhatIsMissing) {
    const TemporaryFolder folder;
    sample::SampleRun run = run_with_decisions();
    write(run, folder / "r");
    for (const std::int64_t nobody :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{429}, std::int64_t{1} << 40}) {
        const auto told = explain_person(folder / "r", nobody);
        ASSERT_FALSE(told) << nobody;
        EXPECT_NE(told.error()[0].message.find("numbered 1 to 428"), std::string::npos);
    }
    EXPECT_TRUE(explain_person(folder / "r", 428));
    EXPECT_FALSE(explain_person(folder / "nothing", 1));
    EXPECT_FALSE(explain_harm(folder / "nothing"));
    run.scenario.outputs.decisions = false;
    write(run, folder / "r");
    for (const Errors& errors : {explain_person(folder / "r", 1).error(), explain_harm(folder / "r").error()})
        EXPECT_NE(errors[0].message.find("outputs.decisions"), std::string::npos);
}

// ---------------------------------------------------------------- harm

TEST(ExplainHarm, GroupsThoseWithEqualChains) {
    const TemporaryFolder folder;
    sample::SampleRun run = sample::make_fire_run();
    RunResults& r = run.results;
    // Persons 26 and 28 heard an alarm and began; all others of those overcome had not begun.
    r.people[25].start_time_s = 10.0;
    r.people[27].start_time_s = 14.0;
    r.decisions = {decision(5.0, 26, "hears", "the alarm"),
                   decision(6.0, 28, "hears", "the alarm"),
                   decision(10.0, 26, "begins"),
                   decision(10.0, 26, "chooses", "Foyer north", 0),
                   decision(14.0, 28, "begins"),
                   decision(14.0, 28, "chooses", "Foyer north", 0)};
    write(run, folder / "r");
    const auto told = explain_harm(folder / "r");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->lines[0],
              "7 people came to harm: 5 incapacitated at the end, 2 hurt by structure, 1 dead");
    const auto json = nlohmann::json::parse(told->json);
    EXPECT_EQ(json["people"], 7);
    const auto group_of = [&](int person) {
        for (const auto& group : json["groups"])
            for (const auto& id : group["people"])
                if (id == person)
                    return group;
        return nlohmann::json();
    };
    const auto alarmed = group_of(26);
    EXPECT_EQ(alarmed["people"], (nlohmann::json{26, 28}));
    // Overcome at 80.25 and 95 s, impaired 20 s before (sample_fire.cpp). The extinction where they sit is,
    // with the formula above, 0.072 and 0.068 per m at 25 s, and 0.144 and 0.135 at 30 s.
    EXPECT_EQ(alarmed["text"],
              "hears the alarm at 5 to 6 s -> began to walk to Foyer north at 10 to 14 s -> "
              "in smoke of 0.1 per m or more at 30 s -> impaired by CO at 60 to 75 s -> overcome by CO at 80 "
              "to 95 s");
    EXPECT_EQ(group_of(25)["people"], (nlohmann::json{25, 27}));
    EXPECT_NE(group_of(25)["text"].get<std::string>().find("overcome by hot gas at 75 to 80 s"),
              std::string::npos);
    EXPECT_NE(group_of(25)["text"].get<std::string>().find("had not begun to walk"), std::string::npos);
    EXPECT_EQ(group_of(21)["count"], 1);
    EXPECT_NE(group_of(21)["text"].get<std::string>().find("died at 120 s"), std::string::npos);
    EXPECT_EQ(group_of(1), nlohmann::json());  // nothing happened to him
}

TEST(ExplainHarm, NamesTheStructureThatTrappedAndKilled) {
    const TemporaryFolder folder;
    sample::SampleRun run = sample::make_fire_run();
    RunResults& r = run.results;
    // Row 350 waits on the gallery from the start; a part of it comes down over him at 7 s, and radiation of
    // later has done him nothing more.
    r.hazards.losses[0].outline_m = {{46.0, 0.0}, {60.0, 0.0}, {60.0, 24.0}, {46.0, 24.0}};
    r.hazards.losses[0].at_s = 7.0;  // all begin at 8 s or later
    PersonResult& p = r.people[350];
    p.outcome = Outcome::incapacitated;
    p.is_dead = true;
    p.exit_passage = -1;
    p.exit_time_s = not_a_time;
    p.start_time_s = not_a_time;
    p.end_storey = 1;
    p.exposure->impaired = {50.0, HarmCause::radiant};
    write(run, folder / "r");
    const auto told = explain_harm(folder / "r");
    ASSERT_TRUE(told);
    EXPECT_NE(
        std::find(told->lines.begin(), told->lines.end(),
                  "1 person: had not begun to walk at 7 s -> trapped when 'gallery-south' came down at 7 s "
                  "-> died at 7 s"),
        told->lines.end())
        << told->json;
}

TEST(ExplainHarm, SaysThatNobodyCameToHarm) {
    const TemporaryFolder folder;
    write(run_with_decisions(), folder / "r");
    const auto told = explain_harm(folder / "r");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->lines,
              (std::vector<std::string>{"No hazard is modelled in this run, so nobody came to harm."}));
    EXPECT_EQ(nlohmann::json::parse(told->json)["people"], 0);
}

// ---------------------------------------------------------------- counts, report, replay

TEST(DecisionStatistics, CountReasonsExitsAndChanges) {
    const sample::SampleRun run = run_with_decisions();
    const std::vector<ReasonCount> reasons = count_reasons(run.results);
    ASSERT_EQ(reasons.size(), 4u);
    EXPECT_EQ(reasons[1].kind, "chooses");
    EXPECT_EQ(reasons[1].reason, "shortest time");
    EXPECT_EQ(reasons[1].decisions, 3);
    EXPECT_EQ(reasons[1].people, 3);
    EXPECT_EQ(reasons[3].kind, "changes");
    EXPECT_EQ(reasons[3].reason, "\u2026 s shorter than the other exit");
    const std::vector<ExitUse> use = count_exit_use(run.results);
    ASSERT_EQ(use.size(), 4u);
    EXPECT_EQ(use[0].chosen_first, 2);
    EXPECT_EQ(use[0].chosen_last, 1);  // person 3; who learns of the west exit does not head for it
    EXPECT_EQ(use[1].chosen_first, 1);
    EXPECT_EQ(use[1].chosen_last, 2);
    EXPECT_EQ(use[2].chosen_first + use[2].chosen_last, 0);
    EXPECT_EQ(use[2].used, 60);  // the staff
    EXPECT_EQ(count_changes(run.results), (std::vector<int>{2, 1}));
}

TEST(Report, TellsWhyPeopleWentWhereTheyWent) {
    const sample::SampleRun run = run_with_decisions();
    const PlanModel plan = plan_of(run.venue);
    const auto page_of = [&](const RunResults& results) {
        return compose_report({results, plan, facts_of(run.scenario), ""}, "<!--WAYOUT:SECTIONS-->");
    };
    const std::string page = page_of(run.results);
    EXPECT_NE(page.find("id=\"decisions\""), std::string::npos);
    EXPECT_NE(page.find("wayout explain RESULT --person N"), std::string::npos);
    RunResults without = run.results;
    without.decisions.clear();
    EXPECT_EQ(page_of(without).find("id=\"decisions\""), std::string::npos);
}

TEST(ReplayDocument, HasTheExitsThatPeopleHeadFor) {
    const sample::SampleRun run = run_with_decisions();
    const auto json = nlohmann::json::parse(replay_document(run.results, plan_of(run.venue)));
    using Values = std::vector<std::int32_t>;
    EXPECT_EQ(unpack(json["targets"]["row"].get<std::string>()), (Values{0, 0, 1, 2}));
    EXPECT_EQ(unpack(json["targets"]["time_cs"].get<std::string>()), (Values{600, 2000, 600, 700}));
    EXPECT_EQ(unpack(json["targets"]["gate"].get<std::string>()), (Values{0, 1, 1, 0}));
    EXPECT_EQ(json["gates"][1]["id"], "south");
    EXPECT_EQ(unpack(json["learned"]["row"].get<std::string>()), (Values{2}));
    RunResults without = run.results;
    without.decisions.clear();
    EXPECT_FALSE(nlohmann::json::parse(replay_document(without, plan_of(run.venue))).contains("targets"));
}

}  // namespace
}  // namespace wayout
