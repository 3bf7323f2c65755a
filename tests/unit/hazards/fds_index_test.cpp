#include "hazards/fds_index.hpp"
#include "lines.hpp"

#include "fds_writer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayout {
namespace {

WrittenMesh small_mesh(std::string id) {
    return {
        std::move(id), {even_nodes(0, 2, 1), even_nodes(0, 1, 0.5), {0.0, 1.0, 3.0}}, {{0, 1, 0, 2, 0, 1}}};
}

std::string problems_of(const std::string& text) {
    const Result<FdsIndex> index = parse_fds_index(text, "case.smv");
    return index ? std::string() : as_lines(index.error());
}

TEST(FdsIndex, ReadsMeshesObstaclesAndSlices) {
    const std::string text =
        smv_text({small_mesh("room one"), small_mesh("b")},
                 {{2, true, {0, 2, 0, 2, 1, 1}, "sub dir/case_2.sf", "TEMPERATURE", "C"}},
                 "HIDE_OBST     2\n     1     12.50\nSHOW_OBST     2\n     1     7.25\n");
    const Result<FdsIndex> index = parse_fds_index(text, "case.smv");
    ASSERT_TRUE(index) << as_lines(index.error());
    EXPECT_EQ(index->version, "FDS-6.10.1-0-g12efa16-release");
    EXPECT_EQ(index->chid, "case");
    ASSERT_EQ(index->meshes.size(), 2u);
    EXPECT_EQ(index->meshes[0].id, "room one");
    EXPECT_EQ(index->meshes[0].cell_count, (std::array<int, 3>{2, 2, 2}));
    EXPECT_EQ(index->meshes[0].node_m[2], (std::vector<double>{0.0, 1.0, 3.0}));
    ASSERT_EQ(index->meshes[0].obstacles.size(), 1u);
    EXPECT_EQ(index->meshes[0].obstacles[0], (FdsObstacle{0, 1, 0, 2, 0, 1}));
    EXPECT_TRUE(index->meshes[0].changes.empty());
    // In the order of time, not of the file.
    ASSERT_EQ(index->meshes[1].changes.size(), 2u);
    EXPECT_EQ(index->meshes[1].changes[0].time_s, 7.25);
    EXPECT_TRUE(index->meshes[1].changes[0].is_shown);
    EXPECT_FALSE(index->meshes[1].changes[1].is_shown);
    ASSERT_EQ(index->slices.size(), 1u);
    EXPECT_EQ(index->slices[0].mesh, 1u);
    EXPECT_TRUE(index->slices[0].is_cell_centred);
    EXPECT_EQ(index->slices[0].nodes, (NodeRange{0, 2, 0, 2, 1, 1}));
    EXPECT_EQ(index->slices[0].number, 1);
    EXPECT_EQ(index->slices[0].file, "sub dir/case_2.sf");
    EXPECT_EQ(index->slices[0].quantity, "TEMPERATURE");
    EXPECT_EQ(index->slices[0].unit, "C");
}

TEST(FdsIndex, ReadsOldVersionsWithoutNodesAndNumbers) {
    std::string text = smv_text({small_mesh("1")}, {});
    text = replaced(text, "FDSVERSION", "VERSION");
    text += "SLCF\n a.sf\n TEMPERATURE\n temp\n C\n";
    const Result<FdsIndex> index = parse_fds_index(text, "case.smv");
    ASSERT_TRUE(index) << as_lines(index.error());
    ASSERT_EQ(index->slices.size(), 1u);
    EXPECT_FALSE(index->slices[0].has_nodes);
    EXPECT_EQ(index->slices[0].mesh, 0u);
    EXPECT_EQ(index->version, "FDS-6.10.1-0-g12efa16-release");
}

TEST(FdsIndex, SkipsTheLinesOfTheUsersOwnTransformation) {
    const std::string text =
        replaced(smv_text({small_mesh("a")}, {}), "TRNX\n    0\n", "TRNX\n    1\n  9 9 9\n");
    const Result<FdsIndex> index = parse_fds_index(text, "case.smv");
    ASSERT_TRUE(index) << as_lines(index.error());
    EXPECT_EQ(index->meshes[0].node_m[0], (std::vector<double>{0.0, 1.0, 2.0}));
}

TEST(FdsIndex, ListsASliceOnceThoughARestartNamesItTwice) {
    const WrittenSlice slice{1, false, {0, 2, 0, 2, 1, 1}, "a.sf", "TEMPERATURE", "C"};
    const Result<FdsIndex> index = parse_fds_index(smv_text({small_mesh("a")}, {slice, slice}), "case.smv");
    ASSERT_TRUE(index);
    EXPECT_EQ(index->slices.size(), 1u);
}

TEST(FdsIndex, NotesWhatItDoesNotUse) {
    const Result<FdsIndex> index = parse_fds_index(
        smv_text({small_mesh("a")}, {}, "GEOM\n a.ge\nSLCT 1\n a.sf\n T\n t\n C\n"), "case.smv");
    ASSERT_TRUE(index);
    ASSERT_EQ(index->notes.size(), 2u);
    EXPECT_NE(index->notes[0].find("AGL_SLICE"), std::string::npos);
    EXPECT_NE(index->notes[1].find("&GEOM"), std::string::npos);
}

TEST(FdsIndex, NamesTheLineOfEveryProblem) {
    const std::string text =
        "NMESHES\n 2\n"                            // 1, 2: but one GRID
        "GRID a\n 2 2 x\n"                         // 4: not a number
        "SLCF 3 # STRUCTURED & 0 1 0 1 0 0 ! 1\n"  // 5: no mesh 3
        " a.sf\n T\n t\n C\n"                      // 6 to 9
        "HIDE_OBST 1\n 7 1.0\n";                   // 11: no obstacle 7
    const std::string problems = problems_of(text);
    EXPECT_NE(problems.find("case.smv: line 4 | 'x' in GRID is not a whole number"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("case.smv: line 5 | SLCF names no mesh"), std::string::npos) << problems;
    EXPECT_NE(problems.find("case.smv: line 11 | HIDE_OBST of obstacle 7"), std::string::npos) << problems;
    EXPECT_NE(problems.find("NMESHES says 2 meshes, 1 are described"), std::string::npos) << problems;
}

TEST(FdsIndex, RefusesWhatIsCutOff) {
    const std::string text =
        smv_text({small_mesh("a")}, {{1, false, {0, 2, 0, 2, 1, 1}, "a.sf", "TEMPERATURE", "C"}});
    ASSERT_EQ(problems_of(text), "");
    EXPECT_NE(problems_of(text.substr(0, text.find("TRNZ") + 11)).find("the file ends inside TRNZ"),
              std::string::npos);
    EXPECT_NE(problems_of(replaced(text, "    2       3.00000\n\nOBST", "OBST"))
                  .find("'OBST' where a further line of TRNZ is expected"),
              std::string::npos);
    EXPECT_NE(problems_of("").find("no GRID"), std::string::npos);
    EXPECT_NE(problems_of("%PDF-1.4").find("no GRID"), std::string::npos);
}

TEST(FdsIndex, RefusesCoordinatesThatDoNotAscend) {
    const std::string text =
        replaced(smv_text({small_mesh("a")}, {}), "    1       1.00000\n", "    1      -1.00000\n");
    EXPECT_NE(problems_of(text).find("is not an index and a coordinate that is greater"), std::string::npos);
}

TEST(FdsIndex, RefusesSizesThatDoNotAgree) {
    const std::string text =
        smv_text({small_mesh("a")}, {{1, false, {0, 3, 0, 2, 1, 1}, "a.sf", "TEMPERATURE", "C"}});
    EXPECT_NE(problems_of(text).find("are not the six nodes of a slice inside mesh 'a'"), std::string::npos);
    const std::string block = replaced(smv_text({small_mesh("a")}, {}), "    0    1    0    2    0    1 -1",
                                       "    0    1    0    2    0    9 -1");
    EXPECT_NE(problems_of(block).find("obstacle 1 of mesh 'a' reaches out of its mesh of 2 x 2 x 2 cells"),
              std::string::npos)
        << problems_of(block);
}

TEST(FdsIndex, DoesNotBelieveCountsThatTheFileCannotHold) {
    // Nothing may be allocated for what is only announced.
    EXPECT_NE(
        problems_of("GRID a\n 1000000 25 1000000\nTRNX\n 0\n 0 0.0\n").find("the file ends inside TRNX"),
        std::string::npos);
    EXPECT_NE(problems_of("GRID a\n 2 2 2\nOBST\n 999999999\n").find("the file ends inside OBST"),
              std::string::npos);
    EXPECT_NE(problems_of("GRID a\n 999999 999999 1\n").find("cells in a layer"), std::string::npos);
    EXPECT_NE(problems_of("GRID a\n 0 2 2\n").find("has 0 cells along X"), std::string::npos);
}

TEST(FdsIndex, ListsNoMoreProblemsThanSomebodyCanRead) {
    std::string text = smv_text({small_mesh("a")}, {});
    for (int i = 0; i < 1000; ++i) text += "HIDE_OBST 1\n 9 1.0\n";
    const Result<FdsIndex> index = parse_fds_index(text, "case.smv");
    ASSERT_FALSE(index);
    EXPECT_EQ(index.error().size(), 50u);
}

}  // namespace
}  // namespace wayout
