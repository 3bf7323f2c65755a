/// What a folder of wayout medical says of a moment: against tables written by hand.
#include "messages/medical_picture.hpp"
#include "sample_alert.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using Range = MedicalPicture::Range;

class MedicalFolder : public ::testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "wayout-medical-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        write(
            "summary.json",
            R"({"runs": 10, "casualties": 3, "figures": {"expected_deaths": {"p5": 0.5, "p50": 1, "p95": 1.5}}})");
        write("timeline.csv",
              "time_s,what,p5,p50,p95\n"
              "0,not_found,3,3,3\n0,in_ed,0,0,0\n0,admitted,0,0,0\n"
              "60,not_found,0,1,2\n60,in_ed,0,1,2\n60,admitted,0,0,1\n");
        write("casualties.csv", "casualty,judged_class,in_triage_s\na,red,10\nb,red,70\n\"c, the last\",,\n");
    }
    void TearDown() override { fs::remove_all(folder_); }
    void write(const char* name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
    std::string problems() const {
        const Result<MedicalPicture> picture = read_medical_picture(folder_);
        return picture ? "none" : as_lines(picture.error());
    }
    fs::path folder_;
};

TEST_F(MedicalFolder, CountsStatesAtTheLastRowThatIsNotLater) {
    const Result<MedicalPicture> picture = read_medical_picture(folder_);
    ASSERT_TRUE(picture) << as_lines(picture.error());
    EXPECT_EQ(picture->runs, 10);
    EXPECT_EQ(picture->expected_deaths, (Range{0.5, 1.0, 1.5}));
    EXPECT_EQ(picture->in_states({"not_found"}, 59.9), (Range{3.0, 3.0, 3.0}));
    EXPECT_EQ(picture->in_states({"not_found"}, 60.0), (Range{0.0, 1.0, 2.0}));
    EXPECT_EQ(picture->in_states({"in_ed", "admitted"}, 1e6), (Range{0.0, 1.0, 3.0}));
    EXPECT_EQ(picture->in_states({"in_ed"}, -1.0), (Range{0.0, 0.0, 0.0}));
    EXPECT_EQ(picture->in_states({"no such state"}, 60.0), (Range{0.0, 0.0, 0.0}));
}

TEST_F(MedicalFolder, CountsColoursFromTheTimeOfTriageOn) {
    const Result<MedicalPicture> picture = read_medical_picture(folder_);
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->judged_as("red", 9.0), 0);
    EXPECT_EQ(picture->judged_as("red", 10.0), 1);
    EXPECT_EQ(picture->judged_as("red", 70.0), 2);
    EXPECT_EQ(picture->judged_as("green", 70.0), 0);
}

TEST_F(MedicalFolder, RefusesWhatIsDamaged) {
    write("timeline.csv", "time_s,what,p5,p50\n0,in_ed,1,2\n");
    EXPECT_NE(problems().find("has no column 'p95'"), std::string::npos) << problems();
    write("timeline.csv", "time_s,what,p5,p50,p95\n0,in_ed,1,2,many\n");
    EXPECT_NE(problems().find("'many' is no number"), std::string::npos) << problems();
    write("timeline.csv", "time_s,what,p5,p50,p95\n0,in_ed,1,2\n");
    EXPECT_NE(problems().find("4 cells instead of 5"), std::string::npos) << problems();
    write("summary.json", "{");
    EXPECT_NE(problems().find("is no summary"), std::string::npos) << problems();
    fs::remove(folder_ / "casualties.csv");
    EXPECT_NE(problems().find("casualties.csv"), std::string::npos) << problems();
}

}  // namespace
}  // namespace wayout
