#include "input/merge.hpp"
#include "snippets.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

std::string without(const std::string& text, const std::string& key, const std::string& put) {
    return to_text(with_change(tree_of(text), key, put));
}

std::string section_of(const char* key) {
    return to_text(*tree_of(whole_scenario()).find(key));
}

TEST(Merge, ReadsSectionsFromFilesOfTheirOwn) {
    const std::string scenario = without(without(whole_scenario(), "/venue", R"("plans/venue.json")"),
                                         "/people", R"({"$include": "people.json"})");
    const ScenarioDraft draft = read_files({{"scenario.json", scenario},
                                            {"plans/venue.json", section_of("venue")},
                                            {"people.json", section_of("people")}});
    ASSERT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
    EXPECT_EQ(draft.scenario.venue.doors.at(0).where, "plans/venue.json: doors[0]");
    EXPECT_EQ(draft.scenario.people.populations.at(1).where, "people.json: populations[1]");
    ASSERT_EQ(draft.scenario.files.size(), 3u);
    EXPECT_EQ(draft.scenario.files[1].name, "plans/venue.json");
    EXPECT_EQ(draft.scenario.files[1].bytes, section_of("venue").size());
    // The merged scenario is the one that was in a single file.
    EXPECT_EQ(draft.scenario.as_json, read_text(whole_scenario()).scenario.as_json);
}

TEST(Merge, ReadsTheResponsePlanFromAFileOfItsOwn) {
    constexpr const char* plan = R"({"wayout_response": 1, "collection_points": [{"id": "here"}],
        "triage": {"officers": [{"id": "crew", "place": "here"}]},
        "hospitals": [{"id": "h", "beds": 10, "ed_beds": 2}], "travel": [{"from": "here", "to": "h", "time_s": 60}]})";
    const auto read = [&](const std::string& value, const std::string& file) {
        return read_files({{"scenario.json", without(whole_scenario(), "/response", "\"response/all.json\"")},
                           {"response/all.json", "{\"medical_plan\": " + value + "}"},
                           {"response/plan.json", file}});
    };
    const ScenarioDraft named = read("\"plan.json\"", plan);
    ASSERT_TRUE(named.errors.empty()) << as_lines(named.errors);
    EXPECT_NE(named.scenario.response.medical_plan.find("\"collection_points\""), std::string::npos);
    EXPECT_EQ(read(R"({"$include": "plan.json"})", plan).scenario.as_json, named.scenario.as_json);
    EXPECT_EQ(read(plan, "").scenario.as_json, named.scenario.as_json);
    const ScenarioDraft bad = read("\"plan.json\"", R"({"wayout_response": 1, "collection_point": []})");
    EXPECT_NE(as_lines(bad.errors).find("plan.json"), std::string::npos) << as_lines(bad.errors);
    EXPECT_NE(as_lines(bad.errors).find("did you mean 'collection_points'?"), std::string::npos);
}

TEST(Merge, IncludesAnyListOrObject) {
    const std::string venue =
        R"({"storeys": {"$include": "storeys.json"}, "exits": [{"id": "e", "line": [[0, 0], [0, 1]]}]})";
    const std::string scenario = without(whole_scenario(), "/venue", R"("plans/venue.json")");
    const ScenarioDraft draft = read_files({{"scenario.json", scenario},
                                            {"plans/venue.json", venue},
                                            {"plans/storeys.json", R"([{"id": "g", "floor": 3}])"}});
    EXPECT_NE(
        as_lines(draft.errors)
            .find("plans/storeys.json: [0].floor (storey 'g', line 1) | a number where a polygon is needed"),
        std::string::npos)
        << as_lines(draft.errors);
}

TEST(Merge, ReportsAMissingFileOnceAndReadsOn) {
    const std::string scenario =
        without(without(whole_scenario(), "/venue/zones", R"({"$include": "zones.json"})"),
                "/simulation/time_step_s", "-1");
    const ScenarioDraft draft = read_files({{"scenario.json", scenario}});
    ASSERT_EQ(draft.errors.size(), 2u) << as_lines(draft.errors);
    EXPECT_NE(as_lines(draft.errors)
                  .find("cannot read 'zones.json': No such file or directory; put the file "
                        "there or correct the name"),
              std::string::npos);
    EXPECT_NE(as_lines(draft.errors).find("time_step_s"), std::string::npos);
    EXPECT_FALSE(draft.is_venue_complete);
}

TEST(Merge, ReportsCircles) {
    const std::string scenario = without(whole_scenario(), "/venue", R"("a.json")");
    const ScenarioDraft draft = read_files({{"scenario.json", scenario},
                                            {"a.json", R"({"storeys": {"$include": "b.json"}})"},
                                            {"b.json", R"({"x": {"$include": "a.json"}})"}});
    EXPECT_NE(as_lines(draft.errors)
                  .find("b.json: x (line 1) | the files include each other in a circle: scenario.json -> "
                        "a.json -> b.json -> a.json"),
              std::string::npos)
        << as_lines(draft.errors);
    const ScenarioDraft self =
        read_files({{"scenario.json", without(whole_scenario(), "/venue", R"("scenario.json")")}});
    EXPECT_NE(as_lines(self.errors).find("in a circle: scenario.json -> scenario.json"), std::string::npos);
}

TEST(Merge, BoundsIncludesOfIncludes) {
    std::map<std::string, std::string> files{
        {"scenario.json", without(whole_scenario(), "/venue", R"("1.json")")}};
    for (int i = 1; i < 40; ++i)
        files[std::to_string(i) + ".json"] =
            R"({"a": {"$include": ")" + std::to_string(i + 1) + R"(.json"}})";
    EXPECT_NE(as_lines(read_files(files).errors).find("more than 16 deep"), std::string::npos);
}

/// A scenario whose venue includes a file ten times that includes the next ten times, and so on.
std::map<std::string, std::string> multiplying_files(int levels, const std::string& last) {
    std::map<std::string, std::string> files{
        {"scenario.json", without(whole_scenario(), "/venue", R"("0.json")")}};
    for (int i = 0; i < levels; ++i) {
        std::string content = "{";
        for (int k = 0; k < 10; ++k)
            content += std::string(k > 0 ? "," : "") + "\"" + std::to_string(k) + R"(": {"$include": ")" +
                       std::to_string(i + 1) + R"(.json"})";
        files[std::to_string(i) + ".json"] = content + "}";
    }
    files[std::to_string(levels) + ".json"] = last;
    return files;
}

TEST(Merge, BoundsWhatIncludesMultiplyTo) {
    // 10^12 files, and 111 files of which a hundred have 2 MB.
    EXPECT_NE(
        as_lines(read_files(multiplying_files(12, "{}")).errors).find("more than 1000 files are included"),
        std::string::npos);
    const std::string large = "{\"padding\": \"" + std::string(2000000, 'x') + "\"}";
    EXPECT_NE(as_lines(read_files(multiplying_files(2, large)).errors).find("128 MiB together"),
              std::string::npos);
}

TEST(Merge, RefusesToLeaveAnArchive) {
    const ScenarioDraft draft =
        read_files({{"scenario.json", without(whole_scenario(), "/venue", R"("../hall/venue.json")")}});
    EXPECT_NE(as_lines(draft.errors).find("leads out of the scenario's folder"), std::string::npos);
}

TEST(Merge, PutsWktFilesIntoTheMergedScenario) {
    const std::string scenario = without(whole_scenario(), "/venue/storeys/0/floor", R"("plans/ground.wkt")");
    const ScenarioDraft draft = read_files(
        {{"scenario.json", scenario}, {"plans/ground.wkt", "POLYGON ((0 0, 50 0, 50 20, 0 20, 0 0))\n"}});
    ASSERT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
    EXPECT_EQ(draft.scenario.venue.storeys[0].floor.at(0).outer.size(), 4u);
    ASSERT_EQ(draft.scenario.files.size(), 2u);
    // SHA-256 of the 40 bytes above, by sha256sum.
    EXPECT_EQ(draft.scenario.files[1].sha256,
              "b04e2766ef681b470f338f8dc0c18d8b5d220d48295c71d537c7f90f5eb5c6d6");
    const ScenarioDraft again = read_text(draft.scenario.as_json);
    ASSERT_TRUE(again.errors.empty()) << as_lines(again.errors);
    EXPECT_EQ(again.scenario.venue.storeys[0].floor.at(0).outer,
              draft.scenario.venue.storeys[0].floor.at(0).outer);
}

}  // namespace
}  // namespace wayout
