/// From a run and a study to packs and back, with the example of one door.
#include "../error_lines.hpp"
#include "pack/pack_archive.hpp"
#include "pack/scratch_folder.hpp"
#include "study/sqlite_file.hpp"

#include <wayout/compare.hpp>
#include <wayout/input.hpp>
#include <wayout/output.hpp>
#include <wayout/pack.hpp>
#include <wayout/simulation.hpp>
#include <wayout/study_run.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace wayout {
namespace {

namespace fs = std::filesystem;

constexpr const char* build = "test build";
constexpr std::uint64_t pack_limit = 64u << 20;

/// A few people and a door: a run takes a tenth of a second.
std::string door(const char* more) {
    return fmt::format(R"({{
        "wayout_version": 1, "name": "Door",
        "venue": {{"storeys": [{{"id": "g", "floor": {{"rect": [0, 0, 12, 8]}},
                                "walls": [{{"line": [[6, 0], [6, 8]], "thickness_m": 0.2}}]}}],
                   "doors": [{{"id": "d", "line": [[6, 3.4], [6, 4.6]]}}],
                   "exits": [{{"id": "main", "line": [[12, 3], [12, 5]]}}],
                   "zones": [{{"id": "room", "rect": [0, 0, 5.5, 8]}}]}},
        "people": {{"populations": [{{"id": "p", "profile": "weidmann-adult", "count": 20,
                                     "in": {{"zones": ["room"]}}, "pre_movement_s": 0}}]}}{}}})",
                       more);
}

std::string all_tests_passed(const std::string& of_build) {
    std::vector<VerificationRow> rows;
    for (const VerificationTest& test : verification_tests()) {
        VerificationRow& row = rows.emplace_back();
        row.test = test;
        row.verdict = Verdict::pass;
    }
    return verification_as_json(rows, of_build);
}

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class PackTest : public testing::Test {
protected:
    PackTest() : scratch_(*ScratchFolder::make_in(fs::temp_directory_path())) {}

    fs::path path(const char* name) const { return scratch_.path() / name; }

    void write_scenario(const char* more = "") {
        EXPECT_TRUE(scratch_.write("door/scenario.json", door(more)).empty());
    }

    /// Runs the scenario as `wayout run` does, into a result folder.
    void run(const char* folder, std::uint64_t seed) {
        Result<Scenario> scenario = read_scenario(path("door"));
        ASSERT_TRUE(scenario) << as_lines(scenario.error());
        scenario->simulation.seed = seed;
        Result<Simulation> simulation = Simulation::create(*scenario);
        ASSERT_TRUE(simulation) << as_lines(simulation.error());
        while (!simulation->is_finished()) simulation->step();
        Provenance provenance;
        provenance.build = build;
        const Errors errors = write_results(simulation->results(), simulation->shared_venue(), *scenario,
                                            provenance, path(folder));
        ASSERT_TRUE(errors.empty()) << as_lines(errors);
    }

    void run_study_of_four(const char* folder, std::uint64_t seed = 1) {
        run_study_with(folder, R"({"name": "attendance", "scale": "attendance",
                                   "by": {"distribution": "uniform", "min": 0.5, "max": 1.5}},
                                  {"name": "door", "options": [{"name": "open"},
                                   {"name": "wide", "set": {"venue.doors[d].line": [[6, 3], [6, 5]]}}]})",
                       seed);
    }

    void run_study_with(const char* folder, const std::string& inputs, std::uint64_t seed = 1) {
        EXPECT_TRUE(
            scratch_
                .write("study.json",
                       fmt::format(R"({{"wayout_study": 1, "name": "Four", "scenario": "door", "runs": 2,
                "vary": [{}],
                "variants": [{{"id": "as-is"}},
                             {{"id": "slow", "set": {{"people.populations[p].pre_movement_s": 5}}}}]}})",
                                   inputs))
                .empty());
        Result<StudySpec> spec = read_study(path("study.json"));
        ASSERT_TRUE(spec) << as_lines(spec.error());
        spec->seed = seed;
        StudyRunOptions options;
        options.folder = path(folder);
        options.threads = 1;
        options.program = fmt::format("wayout {} ({})", version, build);
        const Result<StudyOutcome> outcome = run_study(*spec, options);
        ASSERT_TRUE(outcome) << as_lines(outcome.error());
        ASSERT_EQ(outcome->members, 4);
        ASSERT_EQ(outcome->failed, 0);
    }

    PackOptions options() const {
        PackOptions options;
        options.build = build;
        options.verification = all_tests_passed(build);
        return options;
    }

    Result<PackVerdict> verify(const char* file, int members = 3) const {
        VerifyPackOptions verify;
        verify.build = build;
        verify.scratch = scratch_.path();
        verify.members = members;
        return verify_pack(path(file), verify);
    }

    /// The pack with one of its files replaced and the manifest made anew: a forger who knows what he does.
    void forge(const char* file, const std::string& name, const std::string& content) {
        Result<Pack> pack = read_pack(content_of(path(file)), file, pack_limit);
        ASSERT_TRUE(pack) << as_lines(pack.error());
        pack->files[name] = content;
        const Result<std::string> bytes = archive_of(*pack, pack_limit);
        ASSERT_TRUE(bytes);
        std::ofstream(path("forged.zip"), std::ios::binary) << *bytes;
    }

    ScratchFolder scratch_;
};

TEST_F(PackTest, ARunComesOutAgain) {
    write_scenario();
    run("result", 7);
    const Result<PackSummary> summary = write_pack(path("result"), path("p.zip"), options());
    ASSERT_TRUE(summary) << as_lines(summary.error());
    EXPECT_EQ(summary->tests_failed, 0);
    EXPECT_TRUE(summary->deviations.empty());
    const Result<PackVerdict> verdict = verify("p.zip");
    ASSERT_TRUE(verdict) << as_lines(verdict.error());
    EXPECT_TRUE(verdict->is_same_program());
    ASSERT_EQ(verdict->repeated.size(), 1U);
    EXPECT_EQ(verdict->repeated[0].name, "seed 7");
    EXPECT_EQ(verdict->repeated[0].differences, std::vector<std::string>{});

    // Twice the same bytes.
    ASSERT_TRUE(write_pack(path("result"), path("q.zip"), options()));
    EXPECT_EQ(content_of(path("p.zip")), content_of(path("q.zip")));
}

TEST_F(PackTest, AChangedFigureOfARunIsFound) {
    write_scenario();
    run("result", 1);
    ASSERT_TRUE(write_pack(path("result"), path("p.zip"), options()));
    std::string summary =
        read_pack(content_of(path("p.zip")), "p.zip", pack_limit)->files[packed_summary_name];
    const std::size_t at = summary.find("\"placed\": 20");
    ASSERT_NE(at, std::string::npos);
    summary.replace(at, 12, "\"placed\": 21");
    forge("p.zip", packed_summary_name, summary);
    const Result<PackVerdict> verdict = verify("forged.zip");
    ASSERT_TRUE(verdict) << as_lines(verdict.error());
    EXPECT_FALSE(verdict->is_same());
    EXPECT_EQ(verdict->repeated[0].differences,
              std::vector<std::string>{"people.placed: 21 is packed, and now it is 20"});

    std::string people =
        read_pack(content_of(path("p.zip")), "p.zip", pack_limit)->files["results/people.csv"];
    people.back() = ' ';
    forge("p.zip", "results/people.csv", people);
    EXPECT_FALSE(verify("forged.zip")->is_same());
}

TEST_F(PackTest, AStudyComesOutAgainAndAChangedFigureIsFound) {
    write_scenario();
    run_study_of_four("study");
    const Result<PackSummary> summary = write_pack(path("study"), path("p.zip"), options());
    ASSERT_TRUE(summary) << as_lines(summary.error());
    const Result<PackVerdict> verdict = verify("p.zip", 4);
    ASSERT_TRUE(verdict) << as_lines(verdict.error());
    EXPECT_EQ(verdict->run_count, 4);
    ASSERT_EQ(verdict->repeated.size(), 4U);
    for (const RepeatedRun& run : verdict->repeated)
        EXPECT_EQ(run.differences, std::vector<std::string>{}) << run.name;

    fs::copy_file(path("study") / "study.sqlite", path("forged.sqlite"));
    {
        SqliteFile file(path("forged.sqlite"), SqliteFile::Mode::write);
        file.execute(
            "UPDATE figures SET value = value + 0.5 WHERE variant = 1 AND replicate = 1 AND "
            "name = 'egress_time_s.last'");
        ASSERT_FALSE(file.has_failed());
    }
    forge("p.zip", packed_study_name, content_of(path("forged.sqlite")));
    // The last run is among those made again, however few.
    const Result<PackVerdict> forged = verify("forged.zip", 2);
    ASSERT_TRUE(forged) << as_lines(forged.error());
    ASSERT_EQ(forged->repeated.size(), 2U);
    EXPECT_TRUE(forged->repeated[0].differences.empty());
    ASSERT_EQ(forged->repeated[1].differences.size(), 1U);
    EXPECT_NE(forged->repeated[1].differences[0].find("egress_time_s.last"), std::string::npos);
    EXPECT_NE(forged->repeated[1].differences[0].find("-0.5 more"), std::string::npos);
}

TEST_F(PackTest, DeviationsNeedReasons) {
    write_scenario(R"(, "simulation": {"calibration": "lab", "stuck_after_s": 60})");
    run("result", 1);
    const Result<PackSummary> refused = write_pack(path("result"), path("p.zip"), options());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().size(), 2U) << as_lines(refused.error());
    EXPECT_FALSE(fs::exists(path("p.zip")));

    write_scenario(R"(, "simulation": {"calibration": "lab", "stuck_after_s": 60},
        "deviations": [{"path": "simulation.calibration", "reason": "Repeats an experiment."},
                       {"path": "simulation.stuck_after_s", "reason": "Queues stand longer here."}])");
    run("result", 1);
    const Result<PackSummary> packed = write_pack(path("result"), path("p.zip"), options());
    ASSERT_TRUE(packed) << as_lines(packed.error());
    EXPECT_EQ(packed->deviations.size(), 2U);
    EXPECT_NE(read_pack(content_of(path("p.zip")), "p.zip", pack_limit)
                  ->files["deviations.json"]
                  .find("Repeats an"),
              std::string::npos);
}

TEST_F(PackTest, DrawnInputsNeedReasonsWhereTheyAreLessSafe) {
    write_scenario(R"(, "simulation": {"stuck_after_s": 30})");
    // Of 30 s, the default, the draws are 0.5 to 0.9 and 1.1 to 1.5 times as much: sooner is no deviation.
    const auto stuck_after = [](const char* least, const char* most) {
        return fmt::format(R"({{"name": "patience", "scale": "simulation.stuck_after_s",
                                "by": {{"distribution": "uniform", "min": {}, "max": {}}}}})",
                           least, most);
    };
    run_study_with("shorter", stuck_after("0.5", "0.9"));
    const Result<PackSummary> shorter = write_pack(path("shorter"), path("p.zip"), options());
    ASSERT_TRUE(shorter) << as_lines(shorter.error());
    EXPECT_TRUE(shorter->deviations.empty());

    run_study_with("longer", stuck_after("1.1", "1.5"));
    const Result<PackSummary> longer = write_pack(path("longer"), path("q.zip"), options());
    ASSERT_FALSE(longer);
    EXPECT_NE(as_lines(longer.error()).find("input 'patience' at 1."), std::string::npos)
        << as_lines(longer.error());
    EXPECT_FALSE(fs::exists(path("q.zip")));

    const std::string option = R"({"name": "calibration", "options": [
        {"name": "lab", "set": {"simulation.calibration": "lab"}},
        {"name": "also", "set": {"simulation.calibration": "lab"}}]})";
    run_study_with("option", option);
    EXPECT_FALSE(write_pack(path("option"), path("q.zip"), options()));
    write_scenario(R"(, "simulation": {},
                       "deviations": [{"path": "simulation.calibration", "reason": "Repeats it."},
                                       {"path": "simulation.code_flow_limits", "reason": "Repeats it."}])");
    run_study_with("explained", option);
    const Result<PackSummary> explained = write_pack(path("explained"), path("q.zip"), options());
    ASSERT_TRUE(explained) << as_lines(explained.error());
    ASSERT_FALSE(explained->deviations.empty());
    EXPECT_NE(explained->deviations[0].why.find("input 'calibration' at '"), std::string::npos);
}

TEST_F(PackTest, DrawsThatAreNoValuesOfTheInputsAreDamage) {
    write_scenario();
    run_study_of_four("study");
    // An option that there is not, half an option, no number, and a draw that lacks an input.
    for (const char* sql :
         {"UPDATE draws SET value = 7 WHERE input = 1", "UPDATE draws SET value = 0.5 WHERE input = 1",
          "UPDATE draws SET value = 9e999 WHERE input = 0", "UPDATE draws SET value = -1 WHERE input = 1",
          "DELETE FROM draws WHERE input = 1 AND replicate = 1"}) {
        fs::remove_all(path("damaged"));
        fs::copy(path("study"), path("damaged"));
        {
            SqliteFile file(path("damaged") / "study.sqlite", SqliteFile::Mode::write);
            file.execute(sql);
            ASSERT_FALSE(file.has_failed()) << sql;
        }
        const Result<PackSummary> summary = write_pack(path("damaged"), path("p.zip"), options());
        ASSERT_FALSE(summary) << sql;
        EXPECT_NE(as_lines(summary.error()).find("damaged"), std::string::npos) << sql << '\n'
                                                                                << as_lines(summary.error());
        EXPECT_FALSE(fs::exists(path("p.zip")));
    }
}

TEST_F(PackTest, WhatDoesNotBelongToThisBuildIsRefused) {
    write_scenario();
    run("result", 1);
    PackOptions other = options();
    other.verification = all_tests_passed("another build");
    EXPECT_FALSE(write_pack(path("result"), path("p.zip"), other));
    other.verification = verification_as_json({VerificationRow{}}, build);
    EXPECT_FALSE(write_pack(path("result"), path("p.zip"), other));
    other.build = "another build";
    other.verification = all_tests_passed("another build");
    EXPECT_FALSE(write_pack(path("result"), path("p.zip"), other));
    std::ofstream(path("result") / "people.csv", std::ios::app) << "1\n";
    const Result<PackSummary> changed = write_pack(path("result"), path("p.zip"), options());
    ASSERT_FALSE(changed);
    EXPECT_NE(as_lines(changed.error()).find("was changed after the run"), std::string::npos);
    EXPECT_FALSE(write_pack(path("door"), path("p.zip"), options()));
}

TEST_F(PackTest, TwoRunsAreComparedWithoutAVerdictUnlessTheyAreOne) {
    write_scenario();
    run("a", 1);
    run("again", 1);
    run("b", 2);
    const Result<Comparison> same = compare_results(path("a"), path("again"));
    ASSERT_TRUE(same) << as_lines(same.error());
    EXPECT_EQ(same->by, ComparedBy::same_run);
    EXPECT_TRUE(same->inputs.empty());
    const Result<Comparison> other = compare_results(path("a"), path("b"));
    ASSERT_TRUE(other);
    EXPECT_EQ(other->by, ComparedBy::single_runs);
    EXPECT_EQ(other->inputs, (std::vector<InputDifference>{{"simulation.seed", "1", "2"}}));
    for (const FigureDifference& d : other->figures) EXPECT_FALSE(d.is_real) << d.figure;
    ASSERT_TRUE(write_comparison(*other, path("page")).empty());
    EXPECT_NE(content_of(path("page") / "compare.html").find("two samples of chance"), std::string::npos);
    EXPECT_FALSE(compare_results(path("a"), path("door")));
}

TEST_F(PackTest, StudiesAreComparedInPairsWhereTheySharedTheirSeeds) {
    write_scenario();
    run_study_of_four("a");
    run_study_of_four("b");
    run_study_of_four("c", 50);
    EXPECT_EQ(compare_results(path("a"), path("b"))->by, ComparedBy::pairs);
    EXPECT_EQ(compare_results(path("a"), path("c"))->by, ComparedBy::samples);
    run("run", 1);
    EXPECT_FALSE(compare_results(path("a"), path("run")));
}

}  // namespace
}  // namespace wayout
