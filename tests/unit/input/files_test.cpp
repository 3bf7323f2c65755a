#include "input/files.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include <sys/stat.h>

namespace wayout {
namespace {

namespace fs = std::filesystem;

/// The resolved name, or the problem in brackets.
std::string resolved(std::string_view from, std::string_view reference, bool may_leave = true) {
    const Result<std::string> name = resolve_name(from, reference, may_leave);
    return name ? *name : "[" + name.error().front().message + "]";
}

TEST(ResolveName, IsRelativeToTheFileThatNamesIt) {
    EXPECT_EQ(resolved("scenario.json", "people.json"), "people.json");
    EXPECT_EQ(resolved("scenario.json", "./plans//hall.wkt"), "plans/hall.wkt");
    EXPECT_EQ(resolved("plans/venue.json", "hall.wkt"), "plans/hall.wkt");
    EXPECT_EQ(resolved("plans/venue.json", "../people.json"), "people.json");
    EXPECT_EQ(resolved("plans/venue.json", "a/../../b.json"), "b.json");
}

TEST(ResolveName, LeavesTheFolderByOneStepOnly) {
    EXPECT_EQ(resolved("scenario.json", "../hall/venue.json"), "../hall/venue.json");
    EXPECT_EQ(resolved("../hall/venue.json", "hall.wkt"), "../hall/hall.wkt");
    EXPECT_EQ(resolved("../hall/venue.json", "../hall.wkt"), "../hall.wkt");
    EXPECT_NE(resolved("scenario.json", "../../venue.json").find("further out"), std::string::npos);
    EXPECT_NE(resolved("../hall/venue.json", "../../x.json").find("further out"), std::string::npos);
    EXPECT_NE(resolved("scenario.json", "../hall/venue.json", false).find("leads out"), std::string::npos);
    EXPECT_NE(resolved("plans/venue.json", "../../venue.json", false).find("leads out"), std::string::npos);
}

TEST(ResolveName, RefusesWhatIsNoRelativeName) {
    for (const std::string_view bad : {"", "/etc/passwd", "C:/x.json", "c:x.json", "..\\x.json", "a\nb",
                                       "http://host/x.json", "..", ".", "a/.."})
        EXPECT_EQ(resolved("scenario.json", bad).front(), '[') << bad;
    EXPECT_EQ(resolved("scenario.json", std::string(1001, 'a')).front(), '[');
    EXPECT_EQ(resolved("scenario.json", std::string_view("a\0b", 3)).front(), '[');
}

class FolderTest : public testing::Test {
protected:
    void SetUp() override {
        root_ = fs::path(testing::TempDir()) /
                ("files_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(root_);
        fs::create_directories(root_ / "around/one");
        fs::create_directories(root_ / "around/two");
    }
    void TearDown() override { fs::remove_all(root_); }

    void write(const fs::path& name, const std::string& content) { std::ofstream(root_ / name) << content; }

    fs::path root_;
};

TEST_F(FolderTest, ReadsInTheFolderAndBesideIt) {
    write("around/one/scenario.json", "one");
    write("around/two/venue.json", "two");
    const auto files = folder_files(root_ / "around/one");
    EXPECT_EQ(files->read("scenario.json").value(), "one");
    EXPECT_EQ(files->read("../two/venue.json").value(), "two");
    EXPECT_FALSE(files->read("missing.json"));
}

TEST_F(FolderTest, DoesNotFollowLinksFurtherOut) {
    write("secret.txt", "secret");
    fs::create_symlink(root_ / "secret.txt", root_ / "around/one/venue.json");
    fs::create_directory_symlink(root_, root_ / "around/one/plans");
    write("around/two/people.json", "two");
    fs::create_symlink(root_ / "around/two/people.json", root_ / "around/one/people.json");
    const auto files = folder_files(root_ / "around/one");
    EXPECT_FALSE(files->read("venue.json"));
    EXPECT_FALSE(files->read("plans/secret.txt"));
    EXPECT_EQ(files->read("people.json").value(), "two");
}

TEST_F(FolderTest, RefusesWhatIsNoOrdinaryFile) {
    ASSERT_EQ(mkfifo((root_ / "around/one/pipe.json").c_str(), 0600), 0);  // to open it would wait for ever
    const auto files = folder_files(root_ / "around/one");
    EXPECT_NE(files->read("pipe.json").error().front().message.find("not an ordinary file"),
              std::string::npos);
    EXPECT_NE(files->read("../two").error().front().message.find("it is a folder"), std::string::npos);
}

TEST_F(FolderTest, RefusesLargeFilesBySizeAlone) {
    write("around/one/huge.json", "{");
    fs::resize_file(root_ / "around/one/huge.json", std::uintmax_t{1} << 30);  // a hole: nothing is stored
    const auto files = folder_files(root_ / "around/one");
    const Errors errors = files->read("huge.json").error();
    EXPECT_EQ(errors.front().code, ErrorCode::out_of_range);
    EXPECT_EQ(errors.front().message, "'huge.json' has 1024 MiB; 64 MiB is the most that is read");
}

}  // namespace
}  // namespace wayout
