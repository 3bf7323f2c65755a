/// Trajectory files, read back by other means: Python with h5py and sqlite3 (check_trajectory.py beside this
/// file).
#include "output/trajectory.hpp"

#include "output/frame_sinks.hpp"
#include "output/walkable_parts.hpp"
#include "sample_run.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

namespace wayout {
namespace {

using sample::TemporaryFolder;

TrajectoryInfo info_of(double fps, double time_step_s = 0.05) {
    TrajectoryInfo info;
    info.title = "Sample \"hall\"";
    info.version = "0.1.0";
    info.seed = 7;
    info.time_step_s = time_step_s;
    info.every_nth_step = steps_per_frame(time_step_s, fps).value();
    info.created_utc = "2026-01-01T00:00:00Z";
    return info;
}

/// Runs check_trajectory.py with arguments; its findings are the test's output.
int check(const std::string& arguments) {
    return std::system(
        (std::string(WAYOUT_PYTHON) + " tests/unit/output/check_trajectory.py " + arguments).c_str());
}

/// Three people, five frames, on the hall's floor; positions that need all digits of a double.
Errors feed_small(FrameSink& sink) {
    for (std::int64_t f = 0; f < 5; ++f) {
        const std::vector<AgentId> id = {1, 2, 3};
        const double t = static_cast<double>(f) / 10.0;
        const std::vector<double> x = {10.0 + t / 3.0, 11.0 + t / 7.0, 9.5},
                                  y = {1.0 + t / 9.0, 20.0 - t / 11.0, 2.0 / 3.0};
        const std::vector<float> hx = {1.0f, 0.0f, 0.0f}, hy = {0.0f, -1.0f, 0.0f};
        const std::vector<std::int32_t> surface = {0, 0, 0};
        sink.frame({f, t, id, x, y, hx, hy, surface});
    }
    return sink.finish();
}

TEST(StepsPerFrame, MustDivideTheFrameSpacingExactly) {
    EXPECT_EQ(steps_per_frame(0.05, 10.0).value(), 2);  // 0.1 s / 0.05 s
    EXPECT_EQ(steps_per_frame(0.05, 20.0).value(), 1);
    EXPECT_EQ(steps_per_frame(0.01, 25.0).value(), 4);  // 0.04 s / 0.01 s
    EXPECT_FALSE(steps_per_frame(0.05, 25.0));          // 0.8 steps
    EXPECT_FALSE(steps_per_frame(0.05, 30.0));
    EXPECT_FALSE(steps_per_frame(0.05, 0.0));
    EXPECT_EQ(info_of(10.0).fps(), 10.0);  // not 9.999...
}

TEST(WalkableParts, JoinTheStairToTheLowerStoreyAndGiveOnePolygonEach) {
    const WalkableParts parts = WalkableParts::of(sample::make_venue()).value();
    ASSERT_EQ(parts.parts().size(), 2u);
    EXPECT_EQ(parts.parts()[0].suffix, "hall");
    EXPECT_EQ(parts.parts()[1].suffix, "gallery");
    EXPECT_TRUE(parts.parts()[0].wkt.starts_with("POLYGON"));
    EXPECT_TRUE(parts.wkt_of_all().starts_with("POLYGON"));
    // The hall ends at x = 40, the flight at 46, the origin is (100, 200); aprons of 0.1 m before the exits.
    EXPECT_NEAR(parts.parts()[0].high.x, 146.0, 1e-9);
    EXPECT_NEAR(parts.parts()[0].low.x, 99.9, 1e-9);
    EXPECT_NEAR(parts.parts()[0].high.y, 224.1, 1e-9);
}

TEST(WalkableParts, SplitAStoreyWhosePartsLieApart) {
    Venue venue = sample::make_venue();
    venue.surfaces[1].walkable.push_back({{{70.0, 0.0}, {75.0, 0.0}, {75.0, 5.0}, {70.0, 5.0}}, {}});
    const WalkableParts parts = WalkableParts::of(venue).value();
    ASSERT_EQ(parts.parts().size(), 3u);
    EXPECT_EQ(parts.parts()[2].suffix, "gallery_2");
    EXPECT_EQ(parts.part_of(1, {72.0, 2.0}), 2u);
    EXPECT_EQ(parts.part_of(1, {50.0, 2.0}), 1u);
    EXPECT_EQ(parts.part_of(0, {50.0, 2.0}), 0u);
    EXPECT_EQ(parts.part_of(1, {69.9999999, 2.0}), 2u);  // a rounding error outside: the nearest
}

TEST(FileNamePart, KeepsNothingThatMeansSomethingToAFileSystem) {
    EXPECT_EQ(file_name_part("hall-1"), "hall-1");
    EXPECT_EQ(file_name_part("../../etc"), "_.._.._etc");
    EXPECT_EQ(file_name_part("a/b"), "a_b");
    EXPECT_EQ(file_name_part(""), "_");
}

TEST(TrajectoryHdf5, ReadsBackTheSamePositions) {
    const TemporaryFolder folder;
    auto sink = open_trajectory_hdf5(folder / "trajectory.h5", sample::make_venue(), info_of(10.0));
    ASSERT_TRUE(sink);
    ASSERT_TRUE(feed_small(**sink).empty());
    EXPECT_EQ(check("small-hdf5 " + (folder / "trajectory.h5").string()), 0);
}

TEST(TrajectorySqlite, ReadsBackTheSamePositions) {
    const TemporaryFolder folder;
    std::vector<std::string> names;
    auto sink = open_trajectory_sqlite([&](const std::string& n) { return folder / n; }, sample::make_venue(),
                                       info_of(10.0), names);
    ASSERT_TRUE(sink);
    EXPECT_EQ(names, (std::vector<std::string>{"trajectory_hall.sqlite", "trajectory_gallery.sqlite"}));
    ASSERT_TRUE(feed_small(**sink).empty());
    EXPECT_EQ(check("small-sqlite " + (folder / "trajectory_hall.sqlite").string()), 0);
}

/// Acceptance tests 1, 3 and 4 of the trajectory formats on a whole run over two storeys, both formats at
/// once in the background.
TEST(Trajectory, OfAWholeRunKeepsItsPromises) {
    const TemporaryFolder folder;
    const sample::SampleRun run = sample::make_run();
    std::vector<std::string> names;
    std::vector<std::unique_ptr<FrameSink>> sinks;
    sinks.push_back(*open_trajectory_hdf5(folder / "trajectory.h5", run.venue, info_of(10.0)));
    sinks.push_back(*open_trajectory_sqlite([&](const std::string& n) { return folder / n; }, run.venue,
                                            info_of(10.0), names));
    const auto sink = in_background(to_all(std::move(sinks)), 1000);
    ASSERT_TRUE(run.feed(*sink, 10.0).empty());
    EXPECT_EQ(check("run " + folder.path().string() + " " + std::to_string(run.end_s) + " " +
                    std::to_string(run.paths.size())),
              0);
}

/// The checks of the script see what is wrong: the same files with one position moved into a wall, and with a
/// frame missing.
TEST(Trajectory, ChecksFindAPositionOutside) {
    const TemporaryFolder folder;
    sample::SampleRun run = sample::make_run();
    run.paths[0].points[2] = {-5.0, 12.0};
    auto sink = open_trajectory_hdf5(folder / "trajectory.h5", run.venue, info_of(10.0));
    ASSERT_TRUE(run.feed(**sink, 10.0).empty());
    EXPECT_NE(check("run " + folder.path().string() + " " + std::to_string(run.end_s) + " " +
                    std::to_string(run.paths.size()) + " > /dev/null"),
              0);
}

/// Files may not grow beyond a limit, as on a full disk (EFBIG instead of ENOSPC).
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
};

TEST(TrajectoryHdf5, TellsOfAFullDisk) {
    const TemporaryFolder folder;
    const sample::SampleRun run = sample::make_run();
    Errors errors;
    {
        const FileSizeLimit limit(200'000);
        auto sink = open_trajectory_hdf5(folder / "trajectory.h5", run.venue, info_of(10.0));
        ASSERT_TRUE(sink);
        errors = run.feed(**sink, 10.0);
    }
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].code, ErrorCode::io);
    EXPECT_NE(errors[0].where.find("trajectory.h5"), std::string::npos);
    EXPECT_NE(errors[0].message.find("File too large"), std::string::npos) << errors[0].message;
    // The library has survived: another file can be written.
    auto sink = open_trajectory_hdf5(folder / "again.h5", run.venue, info_of(10.0));
    EXPECT_TRUE(feed_small(**sink).empty());
}

TEST(TrajectorySqlite, TellsOfAFullDisk) {
    const TemporaryFolder folder;
    const sample::SampleRun run = sample::make_run();
    std::vector<std::string> names;
    const FileSizeLimit limit(200'000);
    auto sink = open_trajectory_sqlite([&](const std::string& n) { return folder / n; }, run.venue,
                                       info_of(10.0), names);
    ASSERT_TRUE(sink);
    const Errors errors = run.feed(**sink, 10.0);
    ASSERT_FALSE(errors.empty());
    EXPECT_NE(errors[0].where.find("trajectory_hall.sqlite"), std::string::npos);
}

TEST(TrajectoryHdf5, TellsOfAFolderThatIsNotThere) {
    const auto sink =
        open_trajectory_hdf5("/nowhere/at/all/trajectory.h5", sample::make_venue(), info_of(10.0));
    ASSERT_FALSE(sink);
    EXPECT_EQ(sink.error()[0].code, ErrorCode::io);
    EXPECT_NE(sink.error()[0].message.find("No such file"), std::string::npos) << sink.error()[0].message;
}

/// A sink that breaks with a bug: the exception comes out of finish() on the caller's thread.
TEST(InBackground, PassesOnABug) {
    struct Broken final : FrameSink {
        void frame(const FrameView&) override { throw InternalError("broken"); }
        Errors finish() override { return {}; }
    };
    const auto sink = in_background(std::make_unique<Broken>(), 10);
    for (int i = 0; i < 100; ++i) sink->frame({});
    EXPECT_THROW(static_cast<void>(sink->finish()), InternalError);
}

}  // namespace
}  // namespace wayout
