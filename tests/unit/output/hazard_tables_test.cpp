/// Hazards in tables, summary and manifest, and read back from a stored result.
#include "output/hazard_statistics.hpp"
#include "output/manifest.hpp"
#include "output/packed.hpp"
#include "output/tables.hpp"
#include "sample_run.hpp"

#include <wayout/output.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

using sample::TemporaryFolder;
using Json = nlohmann::json;

/// A table as a function of row (from 1 on) and name of the column.
class WrittenTable {
public:
    WrittenTable(void (*write)(OutputFile&, const RunResults&), const RunResults& results) {
        const TemporaryFolder folder;
        OutputFile file(folder / "table");
        write(file, results);
        EXPECT_TRUE(file.close().empty());
        cells_ = sample::parse_csv(sample::read_file(folder / "table"));
        for (const auto& row : cells_) EXPECT_EQ(row.size(), cells_[0].size());
    }
    std::string operator()(std::size_t row, const std::string& name) const {
        for (std::size_t i = 0; i < cells_.at(0).size(); ++i)
            if (cells_[0][i] == name)
                return cells_.at(row)[i];
        ADD_FAILURE() << "no column " << name;
        return "";
    }

private:
    std::vector<std::vector<std::string>> cells_;
};

constexpr const char* exposure_columns[] = {"fed_asphyxiant",  "fed_co",       "fed_hcn",
                                            "fed_nox",         "fed_irritant", "fed_o2",
                                            "dose_convective", "dose_radiant", "lowest_visibility_m",
                                            "time_in_smoke_s", "uncovered_s",  "impaired_s",
                                            "incapacitated_s", "harm_cause",   "fatal_s"};

TEST(PeopleTable, HasDosesByTermAndWhatTheyDid) {
    const WrittenTable t(write_people, sample::make_fire_run().results);
    // Row 20, the person with id 21: 0.75 CO + 0.375 HCN = 1.125, overcome at 61.5 s, dead at 120 s.
    EXPECT_EQ(t(21, "id"), "21");
    EXPECT_EQ(t(21, "outcome"), "incapacitated");
    EXPECT_EQ(t(21, "fed_asphyxiant"), "1.12500");
    EXPECT_EQ(t(21, "fed_co"), "0.75000");
    EXPECT_EQ(t(21, "fed_hcn"), "0.37500");
    EXPECT_EQ(t(21, "fed_o2"), "0.00000");
    EXPECT_EQ(t(21, "impaired_s"), "41.50");
    EXPECT_EQ(t(21, "incapacitated_s"), "61.50");
    EXPECT_EQ(t(21, "harm_cause"), "CO");
    EXPECT_EQ(t(21, "fatal_s"), "120.00");
    EXPECT_EQ(t(21, "dead"), "1");
    EXPECT_EQ(t(21, "tenability_margin_s"), "");  // not known
    // Row 24: hot gas 0.75 and radiation 0.375, no gases.
    EXPECT_EQ(t(25, "dose_convective"), "0.75000");
    EXPECT_EQ(t(25, "dose_radiant"), "0.37500");
    EXPECT_EQ(t(25, "fed_asphyxiant"), "0.00000");
    EXPECT_EQ(t(25, "harm_cause"), "hot gas");
    EXPECT_EQ(t(25, "fatal_s"), "");
    // Row 5: CO 5/128, low oxygen 2/16; turned back at 44 s; margin 5 * 4 - 12 = 8 s.
    EXPECT_EQ(t(6, "fed_co"), "0.03906");
    EXPECT_EQ(t(6, "fed_o2"), "0.12500");
    EXPECT_EQ(t(6, "lowest_visibility_m"), "25.00");
    EXPECT_EQ(t(6, "time_in_smoke_s"), "5.00");
    EXPECT_EQ(t(6, "incapacitated_s"), "");
    EXPECT_EQ(t(6, "harm_cause"), "");
    EXPECT_EQ(t(6, "tenability_margin_s"), "8.00");
    EXPECT_EQ(t(6, "turned_back_s"), "44.00");
    EXPECT_EQ(t(6, "injured"), "0");
    // Row 8 met no place that becomes untenable; row 360 was hurt by structure and lacked data for 2.5 s.
    EXPECT_EQ(t(9, "tenability_margin_s"), "inf");
    EXPECT_EQ(t(361, "injured"), "1");
    EXPECT_EQ(t(361, "uncovered_s"), "2.50");
}

TEST(PeopleTable, LeavesAllOfHarmEmptyWithoutAHazard) {
    const WrittenTable t(write_people, sample::make_run().results);
    for (const char* name : exposure_columns) EXPECT_EQ(t(1, name), "") << name;
    for (const char* name : {"tenability_margin_s", "turned_back_s", "injured", "dead"})
        EXPECT_EQ(t(1, name), "") << name;
}

TEST(ZonesTable, TellsNeverFromNotKnown) {
    sample::SampleRun run = sample::make_fire_run();
    const WrittenTable t(write_zones, run.results);
    // Six people are still in the auditorium.
    EXPECT_EQ(t(1, "aset_s"), "58.00");
    EXPECT_EQ(t(1, "aset_limit"), "temperature");
    EXPECT_EQ(t(1, "rset_s"), "");
    EXPECT_EQ(t(1, "margin_s"), "");
    // The foyer: 162.5 - 120 = 42.5 s.
    EXPECT_EQ(t(2, "margin_s"), "42.50");
    EXPECT_EQ(t(2, "aset_limit"), "visibility");
    // The bar stayed tenable.
    EXPECT_EQ(t(3, "aset_s"), "inf");
    EXPECT_EQ(t(3, "margin_s"), "inf");
    EXPECT_EQ(t(3, "aset_limit"), "");
    run.results.zone_results[1].aset_s = not_a_time;
    EXPECT_EQ(WrittenTable(write_zones, run.results)(2, "aset_s"), "");
    run.results.zone_results[1].aset_s = 100.0;
    EXPECT_EQ(WrittenTable(write_zones, run.results)(2, "margin_s"), "-20.00");
}

TEST(ZoneVerdicts, JudgeAvailableAgainstRequiredTime) {
    ZoneResult z;
    EXPECT_EQ(verdict_of_zone(z), ZoneVerdict::unused);
    z.entered = 1;
    EXPECT_EQ(verdict_of_zone(z), ZoneVerdict::no_data);  // NaN is not "never untenable"
    z.aset_s = 100.0;
    EXPECT_EQ(verdict_of_zone(z), ZoneVerdict::too_late);  // never left
    z.last_left_s = 101.0;
    EXPECT_EQ(verdict_of_zone(z), ZoneVerdict::too_late);
    z.last_left_s = 100.0;
    EXPECT_EQ(verdict_of_zone(z), ZoneVerdict::in_time);
    z.aset_s = sample::never;
    EXPECT_EQ(verdict_of_zone(z), ZoneVerdict::in_time);
    z.last_left_s = not_a_time;
    EXPECT_EQ(verdict_of_zone(z), ZoneVerdict::waiting);
}

TEST(Summary, TellsWhatTheHazardsDid) {
    const Json json = Json::parse(summary_json(sample::make_fire_run().results));
    // 428 placed; row 3 is inside, five are overcome.
    EXPECT_EQ(json["people"],
              Json::parse(R"({"placed": 428, "out": 422, "inside": 1, "incapacitated": 5, "dead": 1})"));
    const Json& h = json["hazards"];
    EXPECT_EQ(h["source"], "FDS result 'stage.smv', 2 meshes");
    EXPECT_EQ(h["substitutions"][0], "HCN = 0 ppm everywhere: no nitrogen in the fuel");
    EXPECT_EQ(h["notes"].size(), 1u);
    EXPECT_NE(h["exposure_laws"].get<std::string>().find("law fds"), std::string::npos);
    EXPECT_EQ(h["starts_at_s"], 20.0);
    EXPECT_EQ(h["uncovered_frac"], 0.03125);
    EXPECT_EQ(h["tenability_limits"]["visibility_m"], 10.0);
    EXPECT_EQ(h["impaired"], 9);
    EXPECT_EQ(h["incapacitated"], 5);
    EXPECT_EQ(h["dead"], 1);
    EXPECT_EQ(h["injured"], 2);
    EXPECT_EQ(h["turned_back"], 12);
    EXPECT_EQ(h["by_cause"][1], Json::parse(R"({"cause": "CO", "count": 3})"));
    EXPECT_EQ(h["detectors"][0]["at_s"], 31.5);
    EXPECT_TRUE(h["detectors"][1]["at_s"].is_null());
    EXPECT_EQ(h["losses"][0]["storey"], "gallery");
    EXPECT_EQ(h["losses"][0]["injured"], 2);
    EXPECT_TRUE(h["losses"][1]["at_s"].is_null());
    EXPECT_EQ(json["health"]["fields_solved_again"], 17);
    EXPECT_EQ(json["health"]["fire_mass_error_frac"], 1.5e-7);
    EXPECT_EQ(json["health"]["fire_energy_error_frac"], -2.5e-6);
}

TEST(Summary, SaysNullWhereNoHazardOrNoFireIsModelled) {
    EXPECT_TRUE(Json::parse(summary_json(sample::make_run().results))["hazards"].is_null());
    sample::SampleRun run = sample::make_fire_run();
    run.results.hazards.source.clear();  // the losses alone
    run.results.hazards.mass_error_frac = not_a_time;
    const Json json = Json::parse(summary_json(run.results));
    for (const char* key : {"source", "exposure_laws", "uncovered_frac", "impaired", "turned_back"})
        EXPECT_TRUE(json["hazards"].at(key).is_null()) << key;
    EXPECT_EQ(json["hazards"]["losses"].size(), 2u);
    EXPECT_TRUE(json["health"]["fire_mass_error_frac"].is_null());
}

TEST(Manifest, NamesEveryLaw) {
    const auto notes_of = [](const RunResults& r) {
        return Json::parse(manifest_json(r, {}, {}, {}))["model_notes"].dump();
    };
    const std::string notes = notes_of(sample::make_fire_run().results);
    for (const char* text : {"Time-gap model", "Air: FDS result", "Exposure: Gases: law fds",
                             "Substitution: HCN", "Hazards: The gallery"})
        EXPECT_NE(notes.find(text), std::string::npos) << text;
    EXPECT_EQ(notes_of(sample::make_run().results).find("Exposure"), std::string::npos);
}

// ---------------------------------------------------------------- read back

TEST(PackDoubles, ReadsBackExactly) {
    const std::vector<double> values = {0.1, -0.0, sample::never, 1e-300, 3.0, not_a_time};
    const auto back = unpack_doubles(pack_doubles(values), values.size());
    ASSERT_TRUE(back);
    for (std::size_t i = 0; i + 1 < values.size(); ++i) EXPECT_EQ((*back)[i], values[i]);
    EXPECT_TRUE(std::signbit((*back)[1]));
    EXPECT_TRUE(std::isnan(back->back()));
    EXPECT_TRUE(unpack_doubles("", 0));
}

TEST(PackDoubles, RefusesAnotherCountWithoutTakingMemory) {
    const std::string text = pack_doubles(std::vector<double>(100, 1.5));
    EXPECT_FALSE(unpack_doubles(text, 99));
    EXPECT_FALSE(unpack_doubles(text, 101));
    EXPECT_FALSE(unpack_doubles(text, std::numeric_limits<std::size_t>::max()));
    EXPECT_FALSE(unpack_doubles("", 1));
    EXPECT_FALSE(unpack_doubles("????", 1));
}

TEST(ReadResults, GivesBackTheHazards) {
    const TemporaryFolder parent;
    const sample::SampleRun run = sample::make_fire_run();
    ASSERT_TRUE(
        write_results(run.results, std::make_shared<Venue>(run.venue), run.scenario, {}, parent / "result")
            .empty());
    const Result<RunResults> back = read_results(parent / "result");
    ASSERT_TRUE(back);
    EXPECT_EQ(summary_json(*back), summary_json(run.results));
    for (std::size_t i = 0; i < run.results.people.size(); ++i) {
        const PersonResult &a = back->people[i], &b = run.results.people[i];
        ASSERT_TRUE(a.exposure);
        EXPECT_EQ(*a.exposure, *b.exposure) << i;
        EXPECT_EQ(a.is_dead, b.is_dead);
        EXPECT_EQ(a.is_injured, b.is_injured);
        EXPECT_TRUE(a.tenability_margin_s == b.tenability_margin_s ||
                    (std::isnan(a.tenability_margin_s) && std::isnan(b.tenability_margin_s)));
    }
    for (std::size_t i = 0; i < run.results.zone_results.size(); ++i) {
        EXPECT_EQ(back->zone_results[i].aset_s, run.results.zone_results[i].aset_s);
        EXPECT_EQ(back->zone_results[i].aset_limit, run.results.zone_results[i].aset_limit);
    }
    const auto same = [](const std::vector<float>& a, const std::vector<float>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); });
    };
    ASSERT_EQ(back->hazards.tenability.size(), 2u);
    for (std::size_t s = 0; s < 2; ++s) {
        const TenabilityGrid &a = back->hazards.tenability[s], &b = run.results.hazards.tenability[s];
        EXPECT_TRUE(same(a.aset_s, b.aset_s));
        EXPECT_TRUE(same(a.peak_extinction_per_m, b.peak_extinction_per_m));
        EXPECT_TRUE(same(a.peak_temperature_k, b.peak_temperature_k));
        EXPECT_TRUE(same(a.standing_dose, b.standing_dose));
        EXPECT_EQ(a.limit, b.limit);
    }
    EXPECT_EQ(back->hazards.losses[0].outline_m.size(), 4u);
    EXPECT_TRUE(std::isnan(back->hazards.losses[1].warned_s));
}

TEST(ReadResults, TakesAGridOfWhichNotEverythingWasRecorded) {
    const TemporaryFolder parent;
    sample::SampleRun run = sample::make_fire_run();
    run.results.hazards.tenability[0].standing_dose.clear();
    ASSERT_TRUE(
        write_results(run.results, std::make_shared<Venue>(run.venue), run.scenario, {}, parent / "result")
            .empty());
    const Result<RunResults> back = read_results(parent / "result");
    ASSERT_TRUE(back);
    EXPECT_TRUE(back->hazards.tenability[0].standing_dose.empty());
    EXPECT_EQ(back->hazards.tenability[0].aset_s.size(), 46u * 24u);
    EXPECT_TRUE(rewrite_report(parent / "result").empty());
}

/// The sections of hazards; other maps may move by a pixel, since times are stored in milliseconds.
std::string hazard_part(const std::string& page) {
    const std::size_t begin = page.find("id=\"harm\""), end = page.find("id=\"curve\"");
    EXPECT_LT(begin, end);
    return page.substr(begin, end - begin);
}

TEST(RewriteReport, KeepsEverythingOfTheHazards) {
    const TemporaryFolder parent;
    const sample::SampleRun run = sample::make_fire_run();
    ASSERT_TRUE(
        write_results(run.results, std::make_shared<Venue>(run.venue), run.scenario, {}, parent / "result")
            .empty());
    const std::string before = sample::read_file(parent / "result" / "report.html");
    ASSERT_TRUE(rewrite_report(parent / "result").empty());
    const std::string after = sample::read_file(parent / "result" / "report.html");
    EXPECT_TRUE(hazard_part(after) == hazard_part(before));
    const auto replay = [](const std::string& page) { return page.substr(page.find("application/json\">")); };
    EXPECT_TRUE(replay(after) == replay(before));
    EXPECT_NE(after.find("\"air\":{"), std::string::npos);
}

}  // namespace
}  // namespace wayout
