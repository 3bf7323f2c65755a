/// Hazards in the verdict, the report and its pictures.
#include "output/findings.hpp"
#include "output/hazard_figures.hpp"
#include "output/hazard_findings.hpp"
#include "output/hazard_maps.hpp"
#include "output/model_notes.hpp"
#include "output/replay.hpp"
#include "output/report.hpp"
#include "output/report_data.hpp"
#include "output/scenario_facts.hpp"
#include "reasons.hpp"
#include "sample_run.hpp"

#include <wayout/output.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <limits>

namespace wayout {
namespace {

constexpr std::string_view bare_template =
    "<!--WAYOUT:TITLE--><!--WAYOUT:META--><!--WAYOUT:VERDICT--><!--WAYOUT:SECTIONS--><!--WAYOUT:REPLAY-->";

std::string bare_report_of(const sample::SampleRun& run) {
    const PlanModel plan = plan_of(run.venue);
    return compose_report({run.results, plan, facts_of(run.scenario), replay_document(run.results, plan)},
                          bare_template);
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// ---------------------------------------------------------------- verdict

/// Two people, out at 60 and 100 s; their room untenable from 150 s on.
RunResults two_people() {
    RunResults r;
    r.status = RunStatus::all_out;
    r.seed = 5;
    r.health.conservation_ok = true;
    r.performance.simulated_s = 120.0;
    r.storeys = {{"g", "Ground", 0.0}};
    r.zones = {{"room", "Room", "", 0}};
    PassageResult exit;
    exit.id = exit.name = "main";
    exit.clear_width_m = 1.0;
    for (const double t : {60.0, 100.0}) {
        PersonResult p;
        p.id = static_cast<AgentId>(r.people.size() + 1);
        p.free_speed_mps = 1.25;
        p.start_time_s = 30.0;
        p.exit_time_s = t;
        p.exit_passage = 0;
        p.outcome = Outcome::out;
        p.exposure = Exposure();
        r.people.push_back(p);
        exit.crossings.push_back({t, p.id, 1});
    }
    r.passages.push_back(exit);
    ZoneResult room;
    room.people_at_start = 2;
    room.last_left_s = 98.0;
    room.aset_s = 150.0;
    room.aset_limit = TenabilityLimit::visibility;
    r.zone_results.push_back(room);
    r.hazards.is_modelled = true;
    r.hazards.source = "made up";
    return r;
}

TEST(HazardVerdict, PassesWhenEveryZoneWasLeftInTime) {
    const Verdict v = verdict_of(two_people());
    EXPECT_EQ(v.grade, Verdict::Grade::pass);
    EXPECT_EQ(v.headline, "Everyone is out after 1 min 40 s");
    // 150 - 98 = 52 s.
    EXPECT_TRUE(has_reason(v, "Tightest: Room, available 2:30 (visibility), required 1:38, margin 52 s."));
    EXPECT_TRUE(has_reason(v, "This is one run (seed 5)"));
    EXPECT_TRUE(has_reason(v, "visibility 10 m, 60 \u00b0C"));
    EXPECT_FALSE(has_reason(v, "No fire"));
    EXPECT_FALSE(has_reason(v, "overcome"));
}

TEST(HazardVerdict, FailsWhenAZoneWasUntenableBeforeItWasEmpty) {
    RunResults r = two_people();
    r.zone_results[0].aset_s = 90.0;
    const Verdict v = verdict_of(r);
    EXPECT_EQ(v.grade, Verdict::Grade::fail);
    EXPECT_EQ(v.headline, "Everyone is out after 1 min 40 s, but not before it was untenable");
    EXPECT_TRUE(has_reason(v, "1 zone was untenable with people in it: Room."));
    EXPECT_TRUE(has_reason(v, "margin \u22128 s"));
}

TEST(HazardVerdict, SaysWhoWasOvercomeWhereWhenAndByWhat) {
    const Verdict v = verdict_of(sample::make_fire_run().results);
    EXPECT_EQ(v.grade, Verdict::Grade::fail);
    EXPECT_EQ(v.headline, "6 of 428 people are not out after " + v.headline.substr(34));
    EXPECT_TRUE(has_reason(v,
                           "5 people were overcome (2 by hot gas, 3 by CO), the first after 1:02 by CO. "
                           "They are on: Hall & foyer 5."));
    EXPECT_TRUE(
        has_reason(v, "1 person is counted as dead. Lethal numbers rest on factors that the user chose"));
    EXPECT_TRUE(
        has_reason(v,
                   "1 zone was untenable with people in it: Auditorium. Tightest of the zones that were "
                   "left: Foyer, available 2:43 (visibility), required 2:00, margin 43 s."));
    EXPECT_TRUE(has_reason(v, "9 people took a dose beyond the threshold of impairment."));
    EXPECT_TRUE(has_reason(v, "1 part of the structure was lost: 2 injured, 0 trapped."));
    EXPECT_TRUE(has_reason(v, "12 people turned back"));
    EXPECT_TRUE(has_reason(v, "cover 96.9 % of the time"));
}

TEST(HazardVerdict, DoesNotPassSomebodyWhoWasOvercomeAndStillGotOut) {
    RunResults r = two_people();
    r.people[1].exposure->incapacitated = {70.0, HarmCause::oxygen};
    r.hazards.incapacitated = 1;
    const Verdict v = verdict_of(r);
    EXPECT_EQ(v.grade, Verdict::Grade::fail);
    EXPECT_EQ(v.headline, "Everyone is out after 1 min 40 s, but not everyone unhurt");
    EXPECT_TRUE(has_reason(v, "the first after 1:10 by low O2"));
    EXPECT_FALSE(has_reason(v, "They are on"));
}

TEST(HazardVerdict, WarnsWhereDataLack) {
    RunResults r = two_people();
    r.hazards.uncovered_frac = 0.0004;  // 100.0 % covered
    EXPECT_EQ(verdict_of(r).grade, Verdict::Grade::pass);
    r.hazards.uncovered_frac = 0.02;
    EXPECT_EQ(verdict_of(r).grade, Verdict::Grade::warn);
    EXPECT_TRUE(has_reason(verdict_of(r), "cover 98 % of the time"));
    r.hazards.uncovered_frac = 0.0;
    r.zone_results[0].aset_s = not_a_time;
    EXPECT_EQ(verdict_of(r).grade, Verdict::Grade::warn);
    EXPECT_TRUE(has_reason(verdict_of(r), "1 zone in use is not judged for want of data."));
}

TEST(HazardVerdict, SaysThatNothingIsModelledOnlyThen) {
    RunResults r = two_people();
    r.hazards = {};
    EXPECT_TRUE(has_reason(verdict_of(r), "No fire, smoke or other hazard is modelled here"));
    r.hazards.is_modelled = true;  // a loss of structure alone
    r.hazards.losses.push_back({"roof", 0, {}, not_a_time, 80.0, "", 1, 1, 0, 0});
    const Verdict v = verdict_of(r);
    EXPECT_FALSE(has_reason(v, "other hazard is modelled"));
    EXPECT_TRUE(has_reason(v, "No fire or smoke is modelled here"));
    EXPECT_TRUE(has_reason(v, "1 part of the structure was lost: 1 injured, 0 trapped."));
    EXPECT_EQ(v.headline, "Everyone is out after 1 min 40 s, but people were injured");
    EXPECT_FALSE(has_reason(v, "not judged for want of data"));
}

// ---------------------------------------------------------------- report

constexpr const char* hazard_section_ids[] = {"harm", "tenability", "air", "detectors", "losses"};

TEST(HazardReport, HasASectionForEachThingThatWasModelled) {
    const std::string page = bare_report_of(sample::make_fire_run());
    for (const char* id : hazard_section_ids)
        EXPECT_TRUE(contains(page, std::string("id=\"") + id + '"')) << id;
    EXPECT_TRUE(contains(page, "FDS result &#39;stage.smv&#39;, 2 meshes"));
    EXPECT_TRUE(contains(page, "0:20: the fire begins (FDS result"));
    EXPECT_FALSE(contains(page, "Nothing changes during the run"));
    EXPECT_TRUE(contains(page, "Gases: law fds"));
    EXPECT_TRUE(contains(page, "HCN = 0 ppm everywhere"));
    EXPECT_TRUE(contains(page, "Lethal numbers rest on factors that the user chose"));
    EXPECT_TRUE(contains(page, "For 3.1 % of the time"));
    EXPECT_TRUE(contains(page, ">too late</span>"));                  // auditorium
    EXPECT_TRUE(contains(page, "+0:42") || contains(page, "+0:43"));  // the foyer's 42.5 s
    EXPECT_TRUE(contains(page, "Smoke detector, stage"));
    EXPECT_TRUE(contains(page, "not in this run"));
    EXPECT_TRUE(contains(page, "Auditorium, Hall &amp; foyer, ("));  // where person 21 lies
    EXPECT_FALSE(contains(page, "No fire"));
    EXPECT_TRUE(contains(page, "error 1.5e-07"));
}

TEST(HazardReport, HasNoneOfItWithoutAHazard) {
    const std::string page = bare_report_of(sample::make_run());
    for (const char* id : hazard_section_ids)
        EXPECT_FALSE(contains(page, std::string("id=\"") + id + '"')) << id;
    EXPECT_TRUE(contains(page, "No fire, smoke, heat, toxic gas"));
    EXPECT_TRUE(contains(page, "No fire is modelled, so there is no available safe egress time"));
    EXPECT_FALSE(contains(page, "Overcome"));
    EXPECT_FALSE(contains(page, "\"air\":"));
}

TEST(HazardReport, LeavesOutTheAirWhereOnlyStructureIsModelled) {
    sample::SampleRun run = sample::make_fire_run();
    run.results.hazards.source.clear();
    run.results.hazards.detectors.clear();
    const std::string page = bare_report_of(run);
    EXPECT_TRUE(contains(page, "id=\"losses\""));
    for (const char* id : {"tenability", "air", "detectors"})
        EXPECT_FALSE(contains(page, std::string("id=\"") + id + '"')) << id;
}

TEST(HazardReport, DoesNotSpeakOfDeathWithoutALethalLaw) {
    sample::SampleRun run = sample::make_fire_run();
    run.results.hazards.dead = 0;
    run.results.people[20].is_dead = false;
    EXPECT_FALSE(contains(bare_report_of(run), "Lethal numbers"));
    EXPECT_FALSE(contains(bare_report_of(run), "counted as dead"));
}

TEST(HazardReport, IsNotBrokenByHostileTexts) {
    const std::string evil = "</script></svg><script>alert(1)</script><img src=x onerror=alert(2)>\"'&<!--";
    sample::SampleRun run = sample::make_fire_run();
    HazardOutcome& h = run.results.hazards;
    h.source = h.exposure_laws = h.substitutions[0] = h.notes[0] = h.by_cause[0].cause = evil;
    h.detectors[0].name = h.detectors[1].id = h.detectors[1].kind = evil;
    for (LossResult& loss : h.losses) loss.id = loss.finding = evil;
    for (ZoneLabel& z : run.results.zones) z.name = evil;
    for (PersonResult& p : run.results.people) p.cause = evil;
    run.results.people[20].exposure->incapacitated = {};  // its cause is then the text
    const std::string page = bare_report_of(run);
    EXPECT_FALSE(contains(page, "<script"));
    EXPECT_FALSE(contains(page, "<img"));
    EXPECT_FALSE(contains(page, "<!--"));
}

TEST(GeneralLimits, DependOnWhatIsModelled) {
    HazardOutcome h;
    EXPECT_TRUE(contains(general_limits(h)[0], "No fire, smoke, heat, toxic gas, structural failure"));
    h.is_modelled = true;
    EXPECT_TRUE(contains(general_limits(h)[0], "No fire, smoke, heat or toxic gas."));
    h.source = "curves";
    EXPECT_FALSE(contains(general_limits(h)[0], "No fire"));
}

// ---------------------------------------------------------------- pictures

TEST(HazardPictures, AreThereForEachStoreyThatHasSomethingToShow) {
    const sample::SampleRun run = sample::make_fire_run();
    const PlanModel plan = plan_of(run.venue);
    std::vector<std::string> names;
    for (const auto& [name, svg] : report_pictures({run.results, plan, facts_of(run.scenario), ""}))
        names.push_back(name);
    const auto has = [&](const char* name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const char* name :
         {"overcome-by-cause", "doses", "zone-margins", "person-margins", "available-time-hall",
          "available-time-gallery", "first-limit-hall", "thickest-smoke-hall", "peak-temperature-hall",
          "standing-dose-hall", "overcome-hall", "overcome-gallery"})
        EXPECT_TRUE(has(name)) << name;
    // The gallery is nowhere untenable within 36 m of the fire, so no limit was exceeded there.
    EXPECT_FALSE(has("first-limit-gallery"));
    // Its air stays clear and cold where it is known; that the rest lacks data stands on the map of times.
    EXPECT_FALSE(has("thickest-smoke-gallery"));
}

TEST(HazardPictures, NeedAHazard) {
    const sample::SampleRun run = sample::make_run();
    const PlanModel plan = plan_of(run.venue);
    for (const auto map : {aset_map, first_limit_map, peak_smoke_map, peak_temperature_map, standing_dose_map,
                           harm_places_map})
        EXPECT_EQ(map(run.results, plan, 0, "p"), "");
    for (const auto chart : {harm_by_cause_chart, dose_chart, zone_margin_chart, person_margin_chart})
        EXPECT_EQ(chart(run.results), "");
}

TEST(AvailableTimeMap, TellsNoDataFromNeverUntenable) {
    sample::SampleRun run = sample::make_fire_run();
    const PlanModel plan = plan_of(run.venue);
    EXPECT_TRUE(contains(aset_map(run.results, plan, 1, "p"), ">no data</text>"));
    EXPECT_FALSE(contains(aset_map(run.results, plan, 0, "p"), ">no data</text>"));
    // A storey that is known and never untenable needs no map; one without data does.
    TenabilityGrid& gallery = run.results.hazards.tenability[1];
    std::fill(gallery.aset_s.begin(), gallery.aset_s.end(), std::numeric_limits<float>::infinity());
    EXPECT_EQ(aset_map(run.results, plan, 1, "p"), "");
    std::fill(gallery.aset_s.begin(), gallery.aset_s.end(), std::numeric_limits<float>::quiet_NaN());
    EXPECT_TRUE(contains(aset_map(run.results, plan, 1, "p"), ">no data</text>"));
}

TEST(MomentClasses, CoverTheTimesAndAreDarkEarly) {
    const ColourClasses c = moment_classes(95.0, 400.0, "t");
    EXPECT_LE(c.edges.front(), 95.0);
    EXPECT_GE(c.class_of(95.0), 0);
    EXPECT_EQ(c.class_of(400.0), static_cast<int>(c.edges.size()) - 1);
    EXPECT_LE(c.edges.size(), 8u);
    const auto sum = [](Colour k) { return k.r + k.g + k.b; };
    EXPECT_LT(sum(c.colours.front()), sum(c.colours.back()));
    EXPECT_GE(moment_classes(100.0, 100.0, "t").class_of(100.0), 0);  // all at once
}

TEST(VisibilityClasses, AreBoundedByTheVisibilityOfReflectingSigns) {
    const ColourClasses c = visibility_classes();
    EXPECT_EQ(c.class_of(0.09), -1);                                               // 33 m
    EXPECT_EQ(c.labels[static_cast<std::size_t>(c.class_of(0.31))], "10\u20135");  // 9.7 m
    EXPECT_EQ(c.labels[static_cast<std::size_t>(c.class_of(4.0))], "under 1");     // 0.75 m
}

TEST(PersonMargins, AreCountedByTimeInHand) {
    RunResults r;
    // too late; under 30; 30 to 60; 60 to 120; 2 to 5 min twice; over 5 min; none on the way; not known
    for (const double margin_s : {-0.5, 0.0, 30.0, 119.0, 120.0, 299.0, 300.0, sample::never, not_a_time}) {
        PersonResult p;
        p.tenability_margin_s = margin_s;
        r.people.push_back(p);
    }
    const std::string svg = person_margin_chart(r);
    EXPECT_TRUE(contains(svg, "too late&#10;1 person") || contains(svg, "too late\n1 person"));
    EXPECT_TRUE(contains(svg, "2 to 5 min&#10;2 people") || contains(svg, "2 to 5 min\n2 people"));
    EXPECT_TRUE(contains(svg, "\u00b7 25 %"));  // 2 of the 8 known
}

/// Changing single values of a stored result with hazards leads to an Error or to a readable result, never to
/// a crash.
TEST(ReadReportData, SurvivesDamagedHazards) {
    const sample::TemporaryFolder folder;
    sample::SampleRun run = sample::make_fire_run();
    run.results.replay.frames.resize(1);
    const PlanModel plan = plan_of(run.venue);
    const auto whole =
        nlohmann::ordered_json::parse(report_data_json(run.results, plan, facts_of(run.scenario), ""));
    std::size_t index = 0, refused = 0;
    for (const char* part : {"/results/hazards", "/results/harm", "/results/zone_times"}) {
        const auto flat = whole.at(nlohmann::ordered_json::json_pointer(part)).flatten();
        for (const auto& [pointer, value] : flat.items()) {
            auto damaged = whole;
            damaged[nlohmann::ordered_json::json_pointer(part + pointer)] =
                ++index % 3 == 0 ? nlohmann::ordered_json("?")
                : index % 3 == 1 ? nlohmann::ordered_json(-1000000)
                                 : nlohmann::ordered_json(nullptr);
            std::ofstream(folder / "d.json") << damaged.dump();
            const auto read = read_report_data(folder / "d.json");
            refused += read ? 0u : 1u;
            if (read)
                static_cast<void>(verdict_of(read->results));
            // A whole page takes half a second: of some.
            if (read && index % 8 == 0)
                static_cast<void>(
                    compose_report({read->results, read->plan, read->facts, ""}, bare_template));
        }
    }
    EXPECT_GT(index, 60u);
    EXPECT_GT(refused, 40u);
}

}  // namespace
}  // namespace wayout
