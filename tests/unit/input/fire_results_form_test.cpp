#include "input/fire_results_form.hpp"
#include "snippets.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace wayout {
namespace {

template <typename T>
struct ReadFire {
    T value;
    std::string problems;
};

template <typename T>
ReadFire<T> read_fire(const Form<T>& form, std::string_view json) {
    Reading reading;
    reading.file_names = {"f.json"};
    const JsonValue tree = tree_of(json);
    ReadFire<T> result;
    const bool good = form.read(Place(reading, tree), result.value);
    result.problems = as_lines(std::move(reading.problems).take());
    EXPECT_EQ(good, result.problems.empty()) << json;
    return result;
}

TEST(FireResultsForm, ReadsFdsWithAllKeys) {
    const auto [fds, problems] =
        read_fire(fds_result(),
                  R"({"smv": "fire/hall.smv", "offset_m": [10, -2.5], "offset_z_m": 4, "rotation_deg": 90})");
    ASSERT_EQ(problems, "");
    EXPECT_EQ(fds.smv, "fire/hall.smv");
    EXPECT_EQ(fds.offset_m, (Vec2{10.0, -2.5}));
    EXPECT_EQ(fds.offset_z_m, 4.0);
    EXPECT_NEAR(fds.rotation_rad, 1.5707963267948966, 1e-15);
    EXPECT_NE(fds.where, "");
}

TEST(FireResultsForm, ReadsFdsInPlanCoordinatesByDefault) {
    const auto [fds, problems] = read_fire(fds_result(), R"({"smv": "a.smv"})");
    ASSERT_EQ(problems, "");
    EXPECT_EQ(fds.offset_m, Vec2{});
    EXPECT_EQ(fds.offset_z_m, 0.0);
    EXPECT_EQ(fds.rotation_rad, 0.0);
}

TEST(FireResultsForm, RefusesFdsWithoutIndexOrWithUnknownKeys) {
    EXPECT_NE(read_fire(fds_result(), R"({"rotation_deg": 400, "offset": [0, 0]})").problems.find("smv"),
              std::string::npos);
    EXPECT_NE(read_fire(fds_result(), R"({"smv": "a.smv", "offset": [0, 0]})").problems.find("offset"),
              std::string::npos);
    EXPECT_NE(
        read_fire(fds_result(), R"({"smv": "a.smv", "rotation_deg": 400})").problems.find("out of range"),
        std::string::npos);
    EXPECT_NE(read_fire(fds_result(), R"({"smv": "hall.fds"})").problems.find("ends in .smv"),
              std::string::npos);
    EXPECT_NE(read_fire(fds_result(), R"("hall.smv")").problems, "");
}

TEST(FireResultsForm, ReadsCfastRoomsByNumberAndByName) {
    const auto [cfast, problems] = read_fire(cfast_result(), R"({"file": "a_compartments.csv", "rooms": [
        {"number": 2, "zones": ["hall", "stage"]}, {"name": "Corridor", "zones": ["foyer"]}]})");
    ASSERT_EQ(problems, "");
    EXPECT_EQ(cfast.file, "a_compartments.csv");
    ASSERT_EQ(cfast.rooms.size(), 2u);
    EXPECT_EQ(cfast.rooms[0].number, 2);
    EXPECT_EQ(cfast.rooms[0].name, "");
    EXPECT_EQ(cfast.rooms[0].zones, (std::vector<std::string>{"hall", "stage"}));
    EXPECT_EQ(cfast.rooms[1].number, 0);
    EXPECT_EQ(cfast.rooms[1].name, "Corridor");
    EXPECT_NE(cfast.rooms[1].where.find("rooms[1]"), std::string::npos);
}

TEST(FireResultsForm, ReportsAllProblemsOfCfastRooms) {
    const std::string problems = read_fire(cfast_result(), R"({"file": "a_compartments.csv", "rooms": [
        {"number": 1, "name": "Hall", "zones": ["hall"]}, {"zones": []}, {"number": 0, "zones": ["hall"]},
        {"name": "", "zones": ["hall"]}]})")
                                     .problems;
    EXPECT_NE(problems.find("number and name cannot be given together"), std::string::npos) << problems;
    EXPECT_NE(problems.find("exactly one of these keys is needed: number, name"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("the list has 0 entries"), std::string::npos) << problems;
    EXPECT_NE(problems.find("0 is out of range"), std::string::npos) << problems;
    EXPECT_NE(problems.find("the name is empty"), std::string::npos) << problems;
}

TEST(FireResultsForm, ReadsCurves) {
    const auto [spec, problems] = read_fire(curves(), R"([{"file": "hall.csv", "zones": ["hall"]}])");
    ASSERT_EQ(problems, "");
    ASSERT_EQ(spec.curves.size(), 1u);
    EXPECT_EQ(spec.curves[0].file, "hall.csv");
    EXPECT_EQ(spec.curves[0].zones, (std::vector<std::string>{"hall"}));
    EXPECT_NE(spec.curves[0].where.find("[0]"), std::string::npos);
    EXPECT_NE(read_fire(curves(), "[]").problems, "");
    EXPECT_NE(read_fire(curves(), R"([{"file": "hall.xlsx", "zones": ["hall"]}])").problems.find("CSV"),
              std::string::npos);
    EXPECT_NE(read_fire(curves(), R"([{"zones": "hall"}])").problems, "");
}

TEST(FireResultsForm, TellsTheSchema) {
    SchemaDefinitions definitions;
    fds_result().schema(definitions);
    cfast_result().schema(definitions);
    EXPECT_NE(to_text(curves().schema(definitions)).find("minItems"), std::string::npos);
    const std::string text = to_text(std::move(definitions).take());
    for (const char* key :
         {"smv", "offset_m", "offset_z_m", "rotation_deg", "rooms", "number", "zones", "oneOf"})
        EXPECT_NE(text.find(key), std::string::npos) << key;
}

}  // namespace
}  // namespace wayout
