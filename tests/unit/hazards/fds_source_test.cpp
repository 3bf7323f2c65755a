#include "hazards/fds_source.hpp"
#include "lines.hpp"

#include "fds_writer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace wayout {
namespace {

using Field = std::function<double(double x, double y, double z)>;

/// The values of a slice of nodes, x fastest.
std::vector<float> at_nodes(const WrittenMesh& mesh, const std::array<int, 6>& n, const Field& field) {
    std::vector<float> values;
    const auto at = [&](std::size_t axis, int node) {
        return mesh.nodes_m[axis][static_cast<std::size_t>(node)];
    };
    for (int k = n[4]; k <= n[5]; ++k)
        for (int j = n[2]; j <= n[3]; ++j)
            for (int i = n[0]; i <= n[1]; ++i)
                values.push_back(static_cast<float>(field(at(0, i), at(1, j), at(2, k))));
    return values;
}

const std::vector<HeadLevel> ground{{"storey 'Ground'", 1.6}};

struct Case {
    ResultFolder folder;
    std::vector<WrittenMesh> meshes;
    std::vector<WrittenSlice> slices;
    std::string extra;
    FdsResultSpec spec{"case.smv", {}, 0.0, 0.0, "scenario.json: fds"};

    void add(const WrittenSlice& slice, const std::vector<WrittenFrame>& frames) {
        slices.push_back(slice);
        folder.write(slice.file, sf_bytes(slice, frames));
    }
    Result<OpenedSource> open(const std::vector<HeadLevel>& levels = ground) {
        folder.write("case.smv", smv_text(meshes, slices, extra));
        return open_fds(spec, folder.path(), levels);
    }
};

AirSample sample_at(const HazardSource& source, double x, double y, double z = 1.6) {
    return source.sample({StoreyId(0), x, y, z});
}

/// A box of 4 x 2 x 3 m from x0 on, cells of that size.
WrittenMesh box(const std::string& id, double x0, double step) {
    return {id, {even_nodes(x0, x0 + 4, step), even_nodes(0, 2, step), even_nodes(0, 3, step)}, {}};
}

/// The node planes z = 1.5 m of a mesh with cells of 0.5 m.
WrittenSlice plane(int mesh, const std::string& file, const std::string& quantity, const std::string& unit,
                   int last_i = 8, int last_j = 4, int k = 3) {
    return {mesh, false, {0, last_i, 0, last_j, k, k}, file, quantity, unit};
}

WrittenSlice temperature_plane(const std::string& file = "t.sf") {
    return plane(1, file, "TEMPERATURE", "C");
}

TEST(FdsSource, InterpolatesInPlanAndInTime) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    const auto now = [](double x, double y, double) { return 20 + 10 * x + 4 * y; };
    const auto later = [](double x, double y, double) { return 120 + 10 * x + 4 * y; };
    c.add(temperature_plane(), {{0.0f, at_nodes(c.meshes[0], {0, 8, 0, 4, 3, 3}, now)},
                                {10.0f, at_nodes(c.meshes[0], {0, 8, 0, 4, 3, 3}, later)}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened) << as_lines(opened.error());
    HazardSource& source = *opened->source;
    EXPECT_EQ(source.provides().to_string(), "000000000000010");
    EXPECT_EQ(source.end_s(), 10.0);
    ASSERT_TRUE(source.advance_to(2.5));
    // 20 + 10 * 1.3 + 4 * 0.7 = 35.8 at 0 s, 25 more at 2.5 s: 60.8 C. Float values: 1e-5 relative.
    const AirSample sample = sample_at(source, 1.3, 0.7);
    EXPECT_TRUE(sample.covered);
    EXPECT_NEAR(sample.air.temperature_k, 60.8 + 273.15, 1e-3);
    ASSERT_TRUE(source.advance_to(10.0));
    EXPECT_NEAR(sample_at(source, 1.3, 0.7).air.temperature_k, 135.8 + 273.15, 1e-3);
    // What the file does not hold stays clear air, and provides() says so.
    EXPECT_EQ(sample.air.co_ppm, 0.0);
    EXPECT_NE(as_lines(opened->notes).find("no slices of extinction, CO, CO2, O2"), std::string::npos);
    EXPECT_NE(as_lines(opened->notes).find("SPEC_ID='CARBON MONOXIDE'"), std::string::npos);
}

TEST(FdsSource, CoversNothingBeforeAfterAndOutsideTheData) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    const std::vector<float> values(9 * 5, 50.0f);
    c.add(temperature_plane(), {{1.0f, values}, {10.0f, values}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened);
    HazardSource& source = *opened->source;
    EXPECT_FALSE(sample_at(source, 1, 1).covered);  // before any time was asked for
    ASSERT_TRUE(source.advance_to(0.5));
    EXPECT_FALSE(sample_at(source, 1, 1).covered);
    ASSERT_TRUE(source.advance_to(1.0));
    EXPECT_TRUE(sample_at(source, 1, 1).covered);
    EXPECT_TRUE(sample_at(source, 4, 2).covered);  // the corner belongs to it
    EXPECT_FALSE(sample_at(source, 4.01, 1).covered);
    EXPECT_FALSE(sample_at(source, 1, -0.01).covered);
    EXPECT_TRUE(sample_at(source, 1, 1, 2.49).covered);   // 0.99 m above the slice
    EXPECT_FALSE(sample_at(source, 1, 1, 2.51).covered);  // 1.01 m
    ASSERT_TRUE(source.advance_to(10.5));
    EXPECT_FALSE(sample_at(source, 1, 1).covered);
}

TEST(FdsSource, TakesTheFinestMeshAndSeesGapsBetweenMeshes) {
    Case c;
    // The fine mesh lies inside the coarse one; beyond x = 4 there is nothing up to the third at x = 6.
    c.meshes = {box("coarse", 0, 1.0),
                {"fine", {even_nodes(1, 3, 0.25), even_nodes(0, 2, 0.25), even_nodes(0, 3, 0.5)}, {}},
                box("far", 6, 0.5)};
    c.add(plane(1, "1.sf", "TEMPERATURE", "C", 4, 2, 2), {{0.0f, std::vector<float>(5 * 3, 100.0f)}});
    c.add(plane(2, "2.sf", "TEMPERATURE", "C", 8, 8, 3), {{0.0f, std::vector<float>(9 * 9, 200.0f)}});
    c.add(plane(3, "3.sf", "TEMPERATURE", "C", 8, 4, 3), {{0.0f, std::vector<float>(9 * 5, 300.0f)}});
    // Node 2 of the coarse mesh lies at 2.0 m, 0.4 m from the heads: the fine one must win in any case.
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened) << as_lines(opened.error());
    ASSERT_TRUE(opened->source->advance_to(0.0));
    const auto celsius = [&](double x) {
        return sample_at(*opened->source, x, 1).air.temperature_k - 273.15;
    };
    EXPECT_NEAR(celsius(0.5), 100.0, 1e-9);
    EXPECT_NEAR(celsius(1.5), 200.0, 1e-9);
    EXPECT_NEAR(celsius(3.0), 200.0, 1e-9);  // the shared face
    EXPECT_NEAR(celsius(3.5), 100.0, 1e-9);
    EXPECT_NEAR(celsius(7.0), 300.0, 1e-9);
    EXPECT_FALSE(sample_at(*opened->source, 5.0, 1).covered);
}

TEST(FdsSource, BelievesTheCoordinatesOfANonuniformMesh) {
    Case c;
    c.meshes = {{"a", {{{0.0, 1.0, 3.0, 4.0}, {0.0, 2.0}, {0.0, 1.5, 3.0}}}, {}}};
    const WrittenSlice slice = plane(1, "t.sf", "TEMPERATURE", "C", 3, 1, 1);
    c.add(slice, {{0.0f, {0, 10, 30, 35, 0, 10, 30, 35}}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened) << as_lines(opened.error());
    ASSERT_TRUE(opened->source->advance_to(0.0));
    // Between x = 1 (10 C) and x = 3 (30 C): 25 C at 2.5. Evenly spaced nodes (1.333, 2.667) would say 27.5
    // C.
    EXPECT_NEAR(sample_at(*opened->source, 2.5, 1).air.temperature_k, 25.0 + 273.15, 1e-9);
    EXPECT_NEAR(sample_at(*opened->source, 3.5, 1).air.temperature_k, 32.5 + 273.15, 1e-9);
}

TEST(FdsSource, LeavesOutTheGhostsOfCellCentredSlices) {
    Case c;
    // Cells of 1 m along x and y, layers 1 m high; the plane of index 2 is the layer from 1 to 2 m.
    c.meshes = {{"a", {even_nodes(0, 3, 1), even_nodes(0, 2, 1), even_nodes(0, 3, 1)}, {}}};
    const WrittenSlice slice{1, true, {0, 3, 0, 2, 2, 2}, "t.sf", "TEMPERATURE", "C"};
    // Rows y: ghost, cell 1, cell 2. Entries x: ghost, cells 1 to 3 with centres 0.5, 1.5, 2.5.
    c.add(slice, {{0.0f, {-999, -999, -999, -999, -999, 10, 20, 30, -999, 40, 50, 60}}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened) << as_lines(opened.error());
    EXPECT_EQ(as_lines(opened->notes).find("storey 'Ground'"),
              std::string::npos);  // 1.5 m is 0.1 m from 1.6 m
    ASSERT_TRUE(opened->source->advance_to(0.0));
    const auto celsius = [&](double x, double y) {
        return sample_at(*opened->source, x, y).air.temperature_k - 273.15;
    };
    EXPECT_NEAR(celsius(1.5, 0.5), 20.0, 1e-9);
    EXPECT_NEAR(celsius(2.0, 1.0), 40.0, 1e-9);  // mean of 20, 30, 50, 60
    EXPECT_NEAR(celsius(0.1, 0.1), 10.0, 1e-9);  // outside the centres the nearest cell
    EXPECT_NEAR(celsius(3.0, 2.0), 60.0, 1e-9);
}

TEST(FdsSource, ChoosesTheSliceNearestToTheHead) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    c.add(plane(1, "low.sf", "TEMPERATURE", "C", 8, 4, 2), {{0.0f, std::vector<float>(45, 30.0f)}});  // 1.0 m
    c.add(plane(1, "high.sf", "TEMPERATURE", "C", 8, 4, 4),
          {{0.0f, std::vector<float>(45, 90.0f)}});  // 2.0 m
    Result<OpenedSource> opened = c.open({{"storey 'Ground'", 1.6}, {"storey 'Seats'", 1.1}});
    ASSERT_TRUE(opened) << as_lines(opened.error());
    ASSERT_TRUE(opened->source->advance_to(0.0));
    EXPECT_NEAR(sample_at(*opened->source, 1, 1, 1.6).air.temperature_k, 363.15, 1e-9);
    EXPECT_NEAR(sample_at(*opened->source, 1, 1, 1.1).air.temperature_k, 303.15, 1e-9);
    // 0.4 m away for the one, 0.1 m for the other.
    const std::string notes = as_lines(opened->notes);
    EXPECT_NE(
        notes.find("storey 'Ground': the nearest slice of temperature is at z = 2.00 m, 0.40 m from head"),
        std::string::npos)
        << notes;
    EXPECT_EQ(notes.find("'Seats'"), std::string::npos) << notes;
}

TEST(FdsSource, FailsWhenNoStoreyHasASliceAndNotesASingleOne) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    c.add(temperature_plane(), {{0.0f, std::vector<float>(45, 30.0f)}});
    const Result<OpenedSource> one = c.open({{"storey 'Ground'", 1.6}, {"storey 'Upper'", 5.2}});
    ASSERT_TRUE(one);
    EXPECT_NE(as_lines(one->notes).find("storey 'Upper': no slice of temperature within 1 m of head height"),
              std::string::npos);
    const Result<OpenedSource> none = c.open({{"storey 'Upper'", 5.2}});
    ASSERT_FALSE(none);
    EXPECT_NE(as_lines(none.error()).find("no slice that people on any storey can use"), std::string::npos);
    EXPECT_NE(as_lines(none.error()).find("&SLCF PBZ=5.20, QUANTITY='EXTINCTION COEFFICIENT' /"),
              std::string::npos);
}

TEST(FdsSource, TakesTheNearestGasCellInsideObstaclesUntilTheyAreRemoved) {
    Case c;
    // Cells of 1 m, one layer that matters. The obstacle fills the cells x 1 to 2 m over the whole width.
    c.meshes = {{"a", {even_nodes(0, 4, 1), even_nodes(0, 1, 1), even_nodes(0, 3, 1)}, {{1, 2, 0, 1, 0, 3}}}};
    const WrittenSlice slice{1, true, {0, 4, 0, 1, 2, 2}, "t.sf", "TEMPERATURE", "C"};
    const std::vector<float> values{0, 0, 0, 0, 0, 0, 100, 20, 300, 400};
    c.add(slice, {{0.0f, values}, {100.0f, values}});
    c.extra = "HIDE_OBST     1\n     1     50.00\n";
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened) << as_lines(opened.error());
    HazardSource& source = *opened->source;
    const auto celsius = [&](double x) { return sample_at(source, x, 0.5).air.temperature_k - 273.15; };
    ASSERT_TRUE(source.advance_to(10.0));
    EXPECT_NEAR(celsius(1.2), 100.0, 1e-9);  // inside: the gas cell on the left is nearer
    EXPECT_NEAR(celsius(1.8), 300.0, 1e-9);  // the one on the right
    EXPECT_NEAR(celsius(0.9), 100.0, 1e-9);  // beside it: the 20 C inside drop out
    EXPECT_NEAR(celsius(2.1), 300.0, 1e-9);
    ASSERT_TRUE(source.advance_to(50.0));
    EXPECT_NEAR(celsius(1.5), 20.0, 1e-9);  // gone: what FDS writes there is gas
    EXPECT_NEAR(celsius(1.2), 0.7 * 20 + 0.3 * 100, 1e-9);
}

TEST(FdsSource, CoversNothingDeepInsideAnObstacle) {
    Case c;
    c.meshes = {{"a", {even_nodes(0, 8, 1), even_nodes(0, 1, 1), even_nodes(0, 3, 1)}, {{1, 7, 0, 1, 0, 3}}}};
    const WrittenSlice slice = plane(1, "t.sf", "TEMPERATURE", "C", 8, 1, 2);
    c.add(slice, {{0.0f, std::vector<float>(18, 20.0f)}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened);
    ASSERT_TRUE(opened->source->advance_to(0.0));
    EXPECT_TRUE(sample_at(*opened->source, 1.9, 0.5).covered);
    EXPECT_FALSE(sample_at(*opened->source, 4.0, 0.5).covered);  // 3 m from the next gas cell
}

TEST(FdsSource, UsesTheNodesOfTheNearestGasCellForPlanesOfNodes) {
    Case c;
    // Solid from x = 1 to 2; node values 10, 20, 30, 40. At x = 1.3 the nearest gas cell ends at node 1: 20
    // C.
    c.meshes = {{"a", {even_nodes(0, 3, 1), even_nodes(0, 1, 1), even_nodes(0, 3, 1)}, {{1, 2, 0, 1, 0, 3}}}};
    c.add(plane(1, "t.sf", "TEMPERATURE", "C", 3, 1, 2), {{0.0f, {10, 20, 30, 40, 10, 20, 30, 40}}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened);
    ASSERT_TRUE(opened->source->advance_to(0.0));
    EXPECT_NEAR(sample_at(*opened->source, 1.3, 0.5).air.temperature_k, 20 + 273.15, 1e-9);
    EXPECT_NEAR(sample_at(*opened->source, 1.8, 0.5).air.temperature_k, 30 + 273.15, 1e-9);
}

TEST(FdsSource, SeesGasInAPlaneOfNodesOnTopOfAnObstacle) {
    Case c;
    // A table of 1 m below a plane at 1 m: the values there are those of the gas above it.
    c.meshes = {{"a", {even_nodes(0, 3, 1), even_nodes(0, 1, 1), even_nodes(0, 3, 1)}, {{1, 2, 0, 1, 0, 1}}}};
    c.add(plane(1, "t.sf", "TEMPERATURE", "C", 3, 1, 1), {{0.0f, {10, 20, 30, 40, 10, 20, 30, 40}}});
    Result<OpenedSource> opened = c.open({{"storey 'Low'", 1.1}});
    ASSERT_TRUE(opened) << as_lines(opened.error());
    ASSERT_TRUE(opened->source->advance_to(0.0));
    EXPECT_NEAR(sample_at(*opened->source, 1.3, 0.5, 1.1).air.temperature_k, 23 + 273.15, 1e-9);
}

TEST(FdsSource, InterpolatesIn3dSlicesAtAnyHeight) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    const WrittenSlice block{1, false, {0, 8, 0, 4, 0, 6}, "t.sf", "TEMPERATURE", "C"};
    const auto field = [](double x, double y, double z) { return 20 + x + 3 * y + 50 * z; };
    c.add(block, {{0.0f, at_nodes(c.meshes[0], block.nodes, field)}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened);
    EXPECT_EQ(as_lines(opened->notes).find("storey"), std::string::npos);
    ASSERT_TRUE(opened->source->advance_to(0.0));
    // 20 + 1.1 + 3 * 0.6 + 50 * 1.6 = 102.9; at 0.55 m: 50.4. Floats of about 100: 1e-4.
    EXPECT_NEAR(sample_at(*opened->source, 1.1, 0.6, 1.6).air.temperature_k, 102.9 + 273.15, 1e-4);
    EXPECT_NEAR(sample_at(*opened->source, 1.1, 0.6, 0.55).air.temperature_k, 50.4 + 273.15, 1e-4);
}

TEST(FdsSource, InterpolatesIn3dSlicesOfCells) {
    Case c;
    c.meshes = {{"a", {even_nodes(0, 2, 1), even_nodes(0, 1, 1), even_nodes(0, 2, 1)}, {}}};
    // Planes z: ghost, layer 1, layer 2; rows y: ghost, cell 1; entries x: ghost, cells 1 and 2.
    const WrittenSlice block{1, true, {0, 2, 0, 1, 0, 2}, "t.sf", "TEMPERATURE", "C"};
    c.add(block, {{0.0f,
                   {-9, -9, -9, -9, -9, -9,  //
                    -9, -9, -9, -9, 10, 20,  //
                    -9, -9, -9, -9, 110, 120}}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened);
    ASSERT_TRUE(opened->source->advance_to(0.0));
    // Centres x 0.5, 1.5 and z 0.5, 1.5: at (1.0, 1.25) in x: 15 and 115, a quarter from the lower: 90.
    EXPECT_NEAR(sample_at(*opened->source, 1.0, 0.5, 1.25).air.temperature_k, 90 + 273.15, 1e-9);
}

TEST(FdsSource, MapsPlanCoordinatesByRotationAndOffset) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    const auto field = [](double x, double y, double) { return 20 + 10 * x + 4 * y; };
    c.add(temperature_plane(), {{0.0f, at_nodes(c.meshes[0], {0, 8, 0, 4, 3, 3}, field)}});
    // FDS's x axis points along the plan's y axis. (3.0, 0.5) of FDS turns to (-0.5, 3.0), and moves to
    // (99.5, 53).
    c.spec.rotation_rad = 1.5707963267948966;
    c.spec.offset_m = {100.0, 50.0};
    c.spec.offset_z_m = 6.0;
    Result<OpenedSource> opened = c.open({{"storey 'Second'", 7.6}});
    ASSERT_TRUE(opened) << as_lines(opened.error());
    ASSERT_TRUE(opened->source->advance_to(0.0));
    const AirSample sample = sample_at(*opened->source, 99.5, 53.0, 7.6);
    ASSERT_TRUE(sample.covered);
    EXPECT_NEAR(sample.air.temperature_k, 20 + 30 + 2 + 273.15, 1e-4);
    EXPECT_FALSE(sample_at(*opened->source, 3.0, 0.5, 7.6).covered);
}

TEST(FdsSource, ConvertsEveryQuantityItKnows) {
    struct Row {
        const char* label;
        const char* unit;
        float raw;
        double Air::*member;
        double expected;
    };
    const Row rows[] = {
        {"SOOT EXTINCTION COEFFICIENT", "1/m", 0.7f, &Air::extinction_per_m, 0.7},
        {"SOOT DENSITY", "kg/m3", 5e-4f, &Air::extinction_per_m, 4.35},  // spec 1.6: 500 mg/m3 is 4.35 1/m
        {"SOOT VISIBILITY", "m", 12.0f, &Air::extinction_per_m, 0.25},
        {"SOOT VISIBILITY", "m", 30.0f, &Air::extinction_per_m, 0.0},  // the cap: "at most 0.1"
        {"TEMPERATURE", "C", 20.0f, &Air::temperature_k, 293.15},
        {"CARBON MONOXIDE VOLUME FRACTION", "mol/mol", 0.001f, &Air::co_ppm, 1000.0},
        {"CARBON MONOXIDE VOLUME FRACTIO", "mol/mol", 0.001f, &Air::co_ppm, 1000.0},  // cut at 30
        {"CARBON DIOXIDE VOLUME FRACTION", "mol/mol", 0.02f, &Air::co2_frac, 0.02},
        {"OXYGEN VOLUME FRACTION", "mol/mol", 0.15f, &Air::o2_frac, 0.15},
        {"HYDROGEN CYANIDE VOLUME FRACTION", "mol/mol", 1e-4f, &Air::hcn_ppm, 100.0},
        {"NITRIC OXIDE VOLUME FRACTION", "mol/mol", 1e-4f, &Air::no_ppm, 100.0},
        {"NITROGEN DIOXIDE VOLUME FRACTION", "mol/mol", 1e-4f, &Air::no2_ppm, 100.0},
        {"HYDROGEN CHLORIDE VOLUME FRACTION", "mol/mol", 1e-4f, &Air::hcl_ppm, 100.0},
        {"HYDROGEN BROMIDE VOLUME FRACTION", "mol/mol", 1e-4f, &Air::hbr_ppm, 100.0},
        {"HYDROGEN FLUORIDE VOLUME FRACTION", "mol/mol", 1e-4f, &Air::hf_ppm, 100.0},
        {"SULFUR DIOXIDE VOLUME FRACTION", "mol/mol", 1e-4f, &Air::so2_ppm, 100.0},
        {"ACROLEIN VOLUME FRACTION", "mol/mol", 1e-4f, &Air::acrolein_ppm, 100.0},
        {"FORMALDEHYDE VOLUME FRACTION", "mol/mol", 1e-4f, &Air::formaldehyde_ppm, 100.0},
        // 10 / 4 - 5.670374e-11 * 293.15^4 = 2.5 - 0.41877 kW/m2
        {"INTEGRATED INTENSITY", "kW/m2", 10.0f, &Air::radiant_flux_kw_per_m2, 2.08123},
        // Undershoots of the numerical scheme
        {"CARBON MONOXIDE VOLUME FRACTION", "mol/mol", -1e-6f, &Air::co_ppm, 0.0},
        {"SOOT EXTINCTION COEFFICIENT", "1/m", -1e-3f, &Air::extinction_per_m, 0.0},
    };
    for (const Row& row : rows) {
        Case c;
        c.meshes = {box("a", 0, 0.5)};
        c.add(plane(1, "q.sf", row.label, row.unit), {{0.0f, std::vector<float>(45, row.raw)}});
        Result<OpenedSource> opened = c.open();
        ASSERT_TRUE(opened) << row.label;
        ASSERT_TRUE(opened->source->advance_to(0.0));
        const AirSample sample = sample_at(*opened->source, 1, 1);
        ASSERT_TRUE(sample.covered) << row.label;
        EXPECT_EQ(opened->source->provides().count(), 1u) << row.label;
        // Floats carry 6e-8; the flux of the table is rounded to five digits.
        EXPECT_NEAR(sample.air.*row.member, row.expected, 1e-5 * std::max(1.0, std::abs(row.expected)))
            << row.label;
    }
}

TEST(FdsSource, PrefersTheExtinctionCoefficientAndIgnoresTheCombustionFlag) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    c.add(plane(1, "v.sf", "SOOT VISIBILITY", "m"), {{0.0f, std::vector<float>(45, 3.0f)}});
    c.add(plane(1, "flag.sf", "EXTINCTION", ""), {{0.0f, std::vector<float>(45, 1.0f)}});
    Result<OpenedSource> only_visibility = c.open();
    ASSERT_TRUE(only_visibility);
    ASSERT_TRUE(only_visibility->source->advance_to(0.0));
    EXPECT_NEAR(sample_at(*only_visibility->source, 1, 1).air.extinction_per_m, 1.0, 1e-9);
    EXPECT_NE(as_lines(only_visibility->notes).find("VISIBILITY_FACTOR"), std::string::npos);
    c.add(plane(1, "k.sf", "SOOT EXTINCTION COEFFICIENT", "1/m"), {{0.0f, std::vector<float>(45, 2.0f)}});
    Result<OpenedSource> both = c.open();
    ASSERT_TRUE(both);
    ASSERT_TRUE(both->source->advance_to(0.0));
    EXPECT_NEAR(sample_at(*both->source, 1, 1).air.extinction_per_m, 2.0, 1e-9);
    EXPECT_EQ(as_lines(both->notes).find("VISIBILITY_FACTOR"), std::string::npos);
}

TEST(FdsSource, TakesValuesThatAreNoNumbersForNoData) {
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -300.0f}) {
        Case c;
        c.meshes = {box("a", 0, 0.5)};
        std::vector<float> values(45, 50.0f);
        values[0] = bad;  // the node at (0, 0)
        c.add(temperature_plane(), {{0.0f, values}});
        Result<OpenedSource> opened = c.open();
        ASSERT_TRUE(opened);
        ASSERT_TRUE(opened->source->advance_to(0.0));
        EXPECT_FALSE(sample_at(*opened->source, 0.2, 0.2).covered);
        EXPECT_TRUE(sample_at(*opened->source, 0.7, 0.7).covered);
    }
}

TEST(FdsSource, SaysThatVerticalSlicesAreOfNoUse) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    const WrittenSlice upright{1, false, {0, 8, 2, 2, 0, 6}, "v.sf", "TEMPERATURE", "C"};
    c.add(upright, {{0.0f, std::vector<float>(63, 20.0f)}});
    const Result<OpenedSource> opened = c.open();
    ASSERT_FALSE(opened);
    c.add(temperature_plane(), {{0.0f, std::vector<float>(45, 30.0f)}});
    const Result<OpenedSource> with_plane = c.open();
    ASSERT_TRUE(with_plane);
    EXPECT_NE(as_lines(with_plane->notes).find("1 vertical slice files of TEMPERATURE are not used"),
              std::string::npos);
}

TEST(FdsSource, ReportsAllFilesThatAreWrong) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    c.slices = {plane(1, "missing.sf", "TEMPERATURE", "C"), plane(1, "../t.sf", "TEMPERATURE", "C"),
                plane(1, "short.sf", "TEMPERATURE", "C"), plane(1, "odd.sf", "TEMPERATURE", "F")};
    c.folder.write("short.sf", "short");
    // The nodes in the file are those of another run.
    WrittenSlice other = plane(1, "other.sf", "TEMPERATURE", "C");
    other.nodes = {0, 7, 0, 4, 3, 3};
    c.folder.write("other.sf", sf_bytes(other, {{0.0f, std::vector<float>(40, 20.0f)}}));
    c.slices.push_back(plane(1, "other.sf", "TEMPERATURE", "C"));
    const Result<OpenedSource> opened = c.open();
    ASSERT_FALSE(opened);
    const std::string problems = as_lines(opened.error());
    EXPECT_NE(problems.find("missing.sf | there is no such file"), std::string::npos) << problems;
    EXPECT_NE(problems.find("'../t.sf' is not the name of a file beside the index"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("short.sf: byte 5 | 5 bytes are less than the header"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("'TEMPERATURE' in the unit 'F' cannot be converted"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("other.sf: byte 118 | nodes 0-7, 0-4, 3-3 are not those of case.smv: line"),
              std::string::npos)
        << problems;
    EXPECT_EQ(opened.error().size(), 5u);
}

TEST(FdsSource, ReportsAnIndexThatIsNotThere) {
    ResultFolder folder;
    const Result<OpenedSource> opened = open_fds({"fire/no.smv", {}, 0, 0, ""}, folder.path(), ground);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().front().where, "fire/no.smv");
    const Result<OpenedSource> directory = open_fds({".", {}, 0, 0, ""}, folder.path(), ground);
    ASSERT_FALSE(directory);
    EXPECT_NE(directory.error().front().message.find("not a regular file"), std::string::npos);
}

TEST(FdsSource, EndsWithTheShortestFileAndSaysThatAFrameIsCut) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    const std::vector<float> values(45, 0.1f);
    c.add(temperature_plane(), {{0.0f, values}, {10.0f, values}, {20.0f, values}});
    const WrittenSlice soot = plane(1, "k.sf", "SOOT EXTINCTION COEFFICIENT", "1/m");
    c.add(soot, {});
    std::string bytes = sf_bytes(soot, {{0.0f, values}, {10.0f, values}, {20.0f, values}});
    c.folder.write("k.sf", bytes.substr(0, bytes.size() - 7));
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->source->end_s(), 10.0);
    EXPECT_NE(
        as_lines(opened->notes).find("k.sf ends inside a frame, which is left out; data end at 10.00 s"),
        std::string::npos);
    ASSERT_TRUE(opened->source->advance_to(15.0));
    EXPECT_FALSE(sample_at(*opened->source, 1, 1).covered);  // one of two quantities is no air to breathe
}

TEST(FdsSource, ReportsAFileThatChangesDuringTheRun) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    const std::vector<float> values(45, 20.0f);
    c.add(temperature_plane(), {{0.0f, values}, {10.0f, values}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened);
    c.folder.write("t.sf", "gone");
    const Result<bool> moved = opened->source->advance_to(1.0);
    ASSERT_FALSE(moved);
    EXPECT_NE(as_lines(moved.error()).find("did the file change"), std::string::npos);
}

TEST(FdsSource, ReadsTheExampleThatAnotherProgramWrote) {
    // Files and formulas: scenarios/fds-import/make_fire.py.
    Result<OpenedSource> opened = open_fds({"fire/rooms.smv", {}, 0, 0, ""}, "scenarios/fds-import", ground);
    ASSERT_TRUE(opened) << as_lines(opened.error());
    EXPECT_EQ(as_lines(opened->notes), "");
    HazardSource& source = *opened->source;
    EXPECT_EQ(source.provides().count(), 5u);
    EXPECT_EQ(source.end_s(), 540.0);
    ASSERT_TRUE(source.advance_to(135.0));
    // Room 1: 0.02 * 135 = 2.7 1/m; T = 60.5 C, CO 1620 ppm, CO2 0.03415, O2 0.1685. Floats: 1e-6 relative.
    const Air one = sample_at(source, 3.3, 6.1).air;
    EXPECT_NEAR(one.extinction_per_m, 2.7, 1e-6);
    EXPECT_NEAR(one.temperature_k, 60.5 + 273.15, 1e-4);
    EXPECT_NEAR(one.co_ppm, 1620.0, 1e-3);
    EXPECT_NEAR(one.co2_frac, 0.03415, 1e-7);
    EXPECT_NEAR(one.o2_frac, 0.1685, 1e-7);
    // Room 2 in both meshes: 0.01 * (135 - 30) = 1.05; room 3: 0.005 * (135 - 90) = 0.225.
    EXPECT_NEAR(sample_at(source, 10.0, 5.0).air.extinction_per_m, 1.05, 1e-6);
    EXPECT_NEAR(sample_at(source, 14.0, 5.0).air.extinction_per_m, 1.05, 1e-6);
    EXPECT_NEAR(sample_at(source, 20.0, 5.0).air.extinction_per_m, 0.225, 1e-6);
    // Half way through the open door between 1.05 and 0.225.
    EXPECT_NEAR(sample_at(source, 16.5, 5.0).air.extinction_per_m, 0.6375, 1e-6);
    // In the wall 0.2 m from room 2 people have the air of room 2, not a mixture.
    EXPECT_NEAR(sample_at(source, 16.2, 2.0).air.extinction_per_m, 1.05, 1e-6);
    EXPECT_FALSE(sample_at(source, 25.0, 5.0).covered);
}

TEST(FdsSource, HasTheAirOfOneSideInAShutDoor) {
    Result<OpenedSource> opened = open_fds({"fire/rooms.smv", {}, 0, 0, ""}, "scenarios/fds-import", ground);
    ASSERT_TRUE(opened);
    ASSERT_TRUE(opened->source->advance_to(45.0));  // the door of room 3 opens at 60 s
    EXPECT_NEAR(sample_at(*opened->source, 16.4, 5.0).air.extinction_per_m, 0.15, 1e-6);
    EXPECT_NEAR(sample_at(*opened->source, 16.6, 5.0).air.extinction_per_m, 0.0, 1e-6);
    ASSERT_TRUE(opened->source->advance_to(60.0));
    EXPECT_NEAR(sample_at(*opened->source, 16.4, 5.0).air.extinction_per_m, 0.6 * 0.3, 1e-6);
}

TEST(FdsSource, NeverWritesIntoTheFolder) {
    Case c;
    c.meshes = {box("a", 0, 0.5)};
    c.add(temperature_plane(), {{0.0f, std::vector<float>(45, 20.0f)}});
    Result<OpenedSource> opened = c.open();
    ASSERT_TRUE(opened);
    ASSERT_TRUE(opened->source->advance_to(0.0));
    std::size_t file_count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(c.folder.path()))
        ++file_count;
    EXPECT_EQ(file_count, 2u);
}

}  // namespace
}  // namespace wayout
