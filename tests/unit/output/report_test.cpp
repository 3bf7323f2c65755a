/// The report: placeholders, hostile names, what the verdict says, and reading a result back.
#include "output/report.hpp"
#include "reasons.hpp"

#include "output/figures.hpp"
#include "output/findings.hpp"
#include "output/replay.hpp"
#include "output/report_data.hpp"
#include "output/scenario_facts.hpp"
#include "sample_run.hpp"

#include <wayout/output.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace wayout {
namespace {

using sample::TemporaryFolder;

constexpr std::string_view small_template =
    "<html><title><!--WAYOUT:TITLE--></title><h1><!--WAYOUT:TITLE--></h1><p><!--WAYOUT:META--></"
    "p><main><!--WAYOUT:VERDICT--><!--WAYOUT:SECTIONS--></main>"
    "<script id=\"wayout-replay\" type=\"application/json\"><!--WAYOUT:REPLAY--></script></html>";

std::string report_of(const sample::SampleRun& run) {
    const PlanModel plan = plan_of(run.venue);
    return compose_report({run.results, plan, facts_of(run.scenario), replay_document(run.results, plan)},
                          small_template);
}

NormRow norm_row(FigureSource source) {
    NormRow row;
    row.jurisdiction = Jurisdiction::ibc;
    row.clause = "1005.3";
    row.rule = "width <per> person";
    row.subject = "all exits";
    row.value = 90.0;
    row.limit = 100.0;
    row.unit = "people";
    row.verdict = NormVerdict::not_met;
    row.assumptions = "as they start";
    row.source = source;
    return row;
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

TEST(Report, FillsEveryPlaceholder) {
    const std::string page = report_of(sample::make_run());
    EXPECT_EQ(page.find("WAYOUT:"), std::string::npos);
    EXPECT_EQ(count_of(page, "Sample hall, Tuesday</title>"), 1u);
    EXPECT_EQ(count_of(page, "Sample hall, Tuesday</h1>"), 1u);
    for (const char* id : {"curve", "exits", "doors", "congestion", "surge", "starts", "plan", "zones",
                           "inputs", "limits", "model", "health", "annex"})
        EXPECT_EQ(count_of(page, std::string("id=\"") + id + "\""), 1u) << id;
}

TEST(Report, WarnsOfASurgeAndLeavesTheGradeAlone) {
    sample::SampleRun run = sample::make_run();
    const auto warned = [&] {
        const Verdict v = verdict_of(run.results);
        return std::count_if(v.reasons.begin(), v.reasons.end(), [](const std::string& reason) {
            return reason.find("crowd pressure") != std::string::npos;
        });
    };
    const auto grade = verdict_of(run.results).grade;
    run.results.crush.is_modelled = true;
    EXPECT_EQ(warned(), 1);
    run.results.crush.is_modelled = false;  // people without inertia
    EXPECT_EQ(warned(), 0);
    run.results.crush.is_modelled = true;
    run.results.crowd_pressure[0].peak_per_s2 = 0.0199;
    EXPECT_EQ(warned(), 0);
    EXPECT_EQ(verdict_of(run.results).grade, grade);
}

TEST(Report, SaysThatNobodyMeasuredWhereAnOlderResultHasNoCrowdPressure) {
    sample::SampleRun run = sample::make_run();
    run.results.crowd_pressure.clear();
    EXPECT_NE(report_of(run).find("No place was crowded for long enough"), std::string::npos);
    run.results.crowd_pressure_rule.clear();  // of an earlier version
    EXPECT_EQ(count_of(report_of(run), "id=\"surge\""), 0u);
}

TEST(Report, HasNoFlowsOfARunThatTookNoTime) {
    RunResults results = sample::make_run().results;
    EXPECT_FALSE(flow_panels(results, {0}, "flow").empty());
    results.performance.simulated_s = 0.0;  // nobody ever had a reason to begin
    EXPECT_TRUE(flow_panels(results, {0}, "flow").empty());
}

TEST(Report, ShowsFiguresOfCodesWithTheirMarginAndSource) {
    sample::SampleRun run = sample::make_run();
    EXPECT_EQ(count_of(report_of(run), "id=\"norms\""), 0u);
    run.results.norms = {norm_row(FigureSource::secondary), norm_row(FigureSource::memory)};
    const std::string page = report_of(run);
    EXPECT_EQ(count_of(page, "id=\"norms\""), 1u);
    EXPECT_EQ(count_of(page, "1005.3: width &lt;per&gt; person"), 2u);
    EXPECT_EQ(count_of(page, "-10 people"), 2u);
    EXPECT_EQ(count_of(page, "<span class=\"chip fail\">not met</span>"), 1u);
    EXPECT_EQ(count_of(page,
                       "<span class=\"chip warn\">not met</span><span class=\"small muted\"> (figure from "
                       "memory, check the code)</span>"),
              1u);
    EXPECT_NE(page.find("Of 2 rules 0 are met, 2 not met (1 of these by a figure from memory)"),
              std::string::npos);
}

TEST(Report, TellsAuthoritiesWhatIsMissing) {
    sample::SampleRun run = sample::make_run();
    const std::string page = report_of(run);
    EXPECT_EQ(count_of(page, "id=\"contents\""), 1u);
    EXPECT_NE(page.find("add incident.fire to the scenario"), std::string::npos);
    EXPECT_NE(page.find("href=\"#curve\""), std::string::npos);
    // Every link leads somewhere.
    for (std::size_t at = page.find("href=\"#"); at != std::string::npos;
         at = page.find("href=\"#", at + 1)) {
        const std::size_t from = at + 7;
        const std::string id = page.substr(from, page.find('"', from) - from);
        EXPECT_EQ(count_of(page, "id=\"" + id + "\""), 1u) << id;
    }
    const sample::SampleRun fire = sample::make_fire_run();
    EXPECT_EQ(report_of(fire).find("add incident.fire to the scenario"), std::string::npos);
}

TEST(Report, RefusesATemplateWithAnUnknownPlaceholder) {
    const sample::SampleRun run = sample::make_run();
    const PlanModel plan = plan_of(run.venue);
    EXPECT_THROW(static_cast<void>(
                     compose_report({run.results, plan, facts_of(run.scenario), ""}, "<!--WAYOUT:NEW-->")),
                 InternalError);
}

/// Every text that a user can write is an attempt to break out.
TEST(Report, IsNotBrokenByHostileNames) {
    const std::string evil =
        "</script></svg></title><script>alert(1)</script><img src=x "
        "onerror=alert(2)>\"'&<!--WAYOUT:REPLAY-->";
    sample::SampleRun run = sample::make_run();
    run.venue.name = evil;
    for (Storey& s : run.venue.storeys) s.name = evil;
    for (Surface& s : run.venue.surfaces) s.name = evil;
    for (Gate& g : run.venue.gates) g.name = evil;
    for (Zone& z : run.venue.zones) z.name = z.use = evil;
    RunResults& r = run.results;
    r.scenario_name = run.scenario.name = run.scenario.description = run.scenario.as_json = evil;
    for (StoreyLabel& s : r.storeys) s.name = evil;
    for (ZoneLabel& z : r.zones) z.name = evil;
    for (PopulationLabel& p : r.populations) p.name = p.role = evil;
    for (GroupLabel& g : r.groups) g.profile = g.group = evil;
    for (PassageResult& p : r.passages) p.name = evil;
    for (PersonResult& p : r.people) p.cause = evil;
    for (Event& e : r.events) e.text = evil;
    r.norms = {norm_row(FigureSource::source)};
    r.norms[0].subject = r.norms[0].assumptions = evil;
    r.crowd_pressure[0].place = r.crowd_pressure_rule = evil;
    r.congestion[0].place = r.notes[0] = r.health.stuck[0].cause = r.health.strain[0].kind = r.model = evil;
    for (PopulationSpec& p : run.scenario.people.populations)
        p.name = p.role = p.profile = p.pre_movement_s.source = evil;
    run.scenario.files[0].name = evil;
    run.scenario.incident.events.push_back(
        {IncidentEvent::Kind::close_exit, 5.0, evil, StairSpec::Motion::stopped, ""});

    const std::string page = report_of(run);
    EXPECT_EQ(count_of(page, "<script"), 1u);  // the template's own
    EXPECT_EQ(count_of(page, "</script"), 1u);
    EXPECT_EQ(count_of(page, "<img"), 0u);
    EXPECT_EQ(count_of(page, "</title>"), 1u);
    EXPECT_EQ(count_of(page, "<!--"), 0u);
    // The replay is still JSON, and the names in it are the evil ones.
    const std::size_t begin = page.find("application/json\">") + 18;
    const auto json = nlohmann::json::parse(page.substr(begin, page.find("</script", begin) - begin));
    EXPECT_EQ(json["name"], evil);
    EXPECT_EQ(json["gates"][0]["name"], evil);
}

TEST(Report, KeepsTextsThatAreNotUtf8FromBreakingThePage) {
    sample::SampleRun run = sample::make_run();
    run.results.scenario_name = "caf\xe9";
    const std::string page = report_of(run);
    EXPECT_NE(page.find("caf\xEF\xBF\xBD</title>"), std::string::npos);
}

// ---------------------------------------------------------------- verdict

RunResults three_people() {
    RunResults r;
    r.status = RunStatus::all_out;
    r.seed = 5;
    r.health.conservation_ok = true;
    r.performance.simulated_s = 120.0;
    PassageResult exit;
    exit.id = exit.name = "main";
    exit.clear_width_m = 1.0;
    for (const double t : {60.0, 80.0, 100.0}) {
        PersonResult p;
        p.id = static_cast<AgentId>(r.people.size() + 1);
        p.free_speed_mps = 1.25;
        p.distance_m = 25.0;
        p.start_time_s = 30.0;
        p.exit_time_s = t;
        p.exit_passage = 0;
        p.outcome = Outcome::out;
        r.people.push_back(p);
        exit.crossings.push_back({t, p.id, 1});
    }
    r.passages.push_back(exit);
    return r;
}

TEST(Verdict, PassesWhenEverybodyIsOutAndSaysWhatItDoesNotJudge) {
    const Verdict v = verdict_of(three_people());
    EXPECT_EQ(v.grade, Verdict::Grade::pass);
    EXPECT_EQ(v.headline, "Everyone is out after 1 min 40 s");
    EXPECT_TRUE(has_reason(v, "one run (seed 5)"));
    EXPECT_TRUE(has_reason(v, "movement only"));
}

TEST(Verdict, FailsWhenSomebodyIsLeft) {
    RunResults r = three_people();
    r.people[2].outcome = Outcome::inside;
    r.people[2].exit_time_s = not_a_time;
    r.people[2].exit_passage = -1;
    r.passages[0].crossings.pop_back();
    r.status = RunStatus::time_limit;
    const Verdict v = verdict_of(r);
    EXPECT_EQ(v.grade, Verdict::Grade::fail);
    EXPECT_EQ(v.headline, "1 of 3 people are not out after 2 min");
}

TEST(Verdict, WarnsOfAStrainedModel) {
    RunResults r = three_people();
    r.health.max_overlap_m = 0.09;  // accepted
    EXPECT_EQ(verdict_of(r).grade, Verdict::Grade::pass);
    r.health.max_overlap_m = 0.11;
    EXPECT_EQ(verdict_of(r).grade, Verdict::Grade::warn);
    r = three_people();
    r.health.conservation_ok = false;
    EXPECT_TRUE(has_reason(verdict_of(r), "must not be used"));
    r = three_people();
    r.status = RunStatus::interrupted;
    EXPECT_EQ(verdict_of(r).grade, Verdict::Grade::warn);
    EXPECT_EQ(verdict_of(RunResults{}).headline, "Nobody was in the venue");
}

TEST(LastPeople, SplitTheTimeOfTheSlowest) {
    // One person is the last 5 % of three: 30 s before the start, 25 m / 1.25 m/s = 20 s of walking, 100 - 30
    // - 20 = 50 s held up.
    const LastPeople last = last_people(three_people());
    EXPECT_EQ(last.count, 1);
    EXPECT_DOUBLE_EQ(last.before_start_s, 30.0);
    EXPECT_DOUBLE_EQ(last.walking_s, 20.0);
    EXPECT_DOUBLE_EQ(last.delayed_s, 50.0);
    EXPECT_TRUE(has_reason(verdict_of(three_people()), "queues and slow passages"));
}

// ---------------------------------------------------------------- facts, reading back

TEST(InWords, NamesTheDistribution) {
    Distribution d = Distribution::constant_value(10.0);
    EXPECT_EQ(in_words(d, "s"), "always 10 s");
    d.kind = Distribution::Kind::lognormal;
    d.mu = std::log(42.0);
    d.sigma = 0.5;
    d.max = 300.0;
    d.source = "Test 2020";
    EXPECT_EQ(in_words(d, "s"),
              "log-normal, median 42 s (\u03bc 3.738, \u03c3 0.5), at most 300 s; source: Test 2020");
}

TEST(ReadResults, GivesBackWhatWasWritten) {
    const TemporaryFolder parent;
    const sample::SampleRun run = sample::make_run();
    ASSERT_TRUE(
        write_results(run.results, std::make_shared<Venue>(run.venue), run.scenario, {}, parent / "result")
            .empty());
    const Result<RunResults> back = read_results(parent / "result");
    ASSERT_TRUE(back);
    EXPECT_EQ(summary_json(*back), summary_json(run.results));
    ASSERT_EQ(back->people.size(), run.results.people.size());
    for (std::size_t i = 0; i < back->people.size(); ++i) {
        const PersonResult &a = back->people[i], &b = run.results.people[i];
        EXPECT_EQ(a.id, b.id);
        EXPECT_EQ(a.outcome, b.outcome);
        EXPECT_EQ(a.exit_passage, b.exit_passage);
        EXPECT_EQ(std::isnan(a.exit_time_s), std::isnan(b.exit_time_s));
        if (!std::isnan(b.exit_time_s)) {
            EXPECT_NEAR(a.exit_time_s, b.exit_time_s, 5.1e-4);
        }
        EXPECT_NEAR(a.start_m.x, b.start_m.x, 5.1e-4);
        EXPECT_EQ(a.cause, b.cause);
    }
    ASSERT_EQ(back->timeline.size(), run.results.timeline.size());
    EXPECT_EQ(back->timeline[50].by_zone, run.results.timeline[50].by_zone);
    EXPECT_EQ(back->timeline[50].by_storey, run.results.timeline[50].by_storey);
    ASSERT_EQ(back->density.size(), 2u);
    EXPECT_EQ(back->density[0].peak_per_m2,
              run.results.density[0].peak_per_m2);  // quarters survive hundredths
    EXPECT_NEAR(static_cast<double>(back->density[0].peak_pressure_per_s2[115 * 3 + 91]), 0.0525, 5.1e-5);
    EXPECT_TRUE(back->density[1].peak_pressure_per_s2.empty());
    ASSERT_EQ(back->crowd_pressure.size(), 2u);
    EXPECT_EQ(back->crowd_pressure[0].first_above_s, 50.0);
    EXPECT_TRUE(std::isnan(back->crowd_pressure[1].first_above_s));
    EXPECT_EQ(back->passages[2].state_changes.size(), 1u);
    EXPECT_EQ(back->health.stuck[0].cause, "boxed in by the seats");
    EXPECT_TRUE(std::isnan(back->zone_results[0].last_left_s));
}

TEST(ReadResults, KnowsEveryEndOfARun) {
    const TemporaryFolder parent;
    sample::SampleRun run = sample::make_run();
    for (const RunStatus status :
         {RunStatus::all_out, RunStatus::settled, RunStatus::time_limit, RunStatus::interrupted}) {
        run.results.status = status;
        ASSERT_TRUE(write_results(run.results, std::make_shared<Venue>(run.venue), run.scenario, {},
                                  parent / "result")
                        .empty());
        const Result<RunResults> back = read_results(parent / "result");
        ASSERT_TRUE(back);
        EXPECT_EQ(back->status, status);
    }
}

TEST(ReadResults, TellsWhatIsWrong) {
    const TemporaryFolder folder;
    const auto problem = [&](std::string_view content) {
        std::ofstream(folder / "report-data.json") << content;
        const Result<RunResults> r = read_results(folder.path());
        return r ? std::string("read") : r.error()[0].message;
    };
    EXPECT_NE(read_results(folder / "none").error()[0].message.find("cannot be read"), std::string::npos);
    EXPECT_NE(problem("{").find("is not the report data"), std::string::npos);
    EXPECT_NE(problem("[]").find("is not the report data"), std::string::npos);
    EXPECT_NE(problem(R"({"format": "wayout-report-data", "format_version": 99})").find("another version"),
              std::string::npos);
    EXPECT_NE(problem(R"({"format": "wayout-report-data", "format_version": 1})").find("is damaged"),
              std::string::npos);
}

/// Changing single values of a stored result leads to an Error or to a readable result, never to a crash.
TEST(ReadReportData, SurvivesDamagedValues) {
    const TemporaryFolder folder;
    const sample::SampleRun run = sample::make_run();
    RunResults results = run.results;
    results.replay.frames.resize(1);
    const PlanModel plan = plan_of(run.venue);
    const auto whole =
        nlohmann::ordered_json::parse(report_data_json(results, plan, facts_of(run.scenario), ""));
    const auto flat = whole.flatten();
    std::size_t index = 0, refused = 0;
    for (const auto& [pointer, value] : flat.items()) {
        // Each kind of value in turn; of the long lists of coordinates only some.
        if (++index % 7 != 0)
            continue;
        auto damaged = whole;
        damaged[nlohmann::ordered_json::json_pointer(pointer)] = index % 3 == 0 ? nlohmann::ordered_json("?")
                                                                 : index % 3 == 1
                                                                     ? nlohmann::ordered_json(-1000000)
                                                                     : nlohmann::ordered_json(nullptr);
        std::ofstream(folder / "d.json") << damaged.dump();
        const auto read = read_report_data(folder / "d.json");
        refused += read ? 0u : 1u;
        if (read)
            static_cast<void>(summary_json(read->results));
    }
    EXPECT_GT(refused, 20u);
}

}  // namespace
}  // namespace wayout
