/// Whatever happens while a result is written, no file under a final name is ever incomplete.
#include "output/result_folder.hpp"

#include "core/sha256.hpp"
#include "output/output_file.hpp"
#include "sample_run.hpp"

#include <wayout/output.hpp>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <fstream>
#include <set>
#include <thread>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using sample::TemporaryFolder;

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
    return names;
}

void put(const fs::path& file, std::string_view text) {
    std::ofstream(file) << text;
}

constexpr const char* small_manifest =
    R"({"producer": "wayout", "outputs": [{"file": "summary.json"}, {"file": "people.csv"}]})";

/// A result of two files, each with `text`.
Errors write_small(const fs::path& folder, const std::string& text,
                   ForeignFiles foreign = ForeignFiles::refuse) {
    Result<ResultFolder> result = ResultFolder::open(folder, foreign);
    if (!result)
        return result.error();
    for (const char* name : {"summary.json", "people.csv"})
        if (Errors errors = result->write(name, text); !errors.empty())
            return errors;
    return result->commit(small_manifest);
}

TEST(ResultFolder, HasNothingUnderAFinalNameBeforeCommit) {
    const TemporaryFolder parent;
    const fs::path folder = parent / "result";
    {
        Result<ResultFolder> result = ResultFolder::open(folder);
        ASSERT_TRUE(result);
        ASSERT_TRUE(result->write("summary.json", "{}").empty());
        EXPECT_EQ(names_in(folder), (std::set<std::string>{".wayout-partial"}));
    }
    EXPECT_FALSE(fs::exists(folder));  // given up: as if it had never been
}

TEST(ResultFolder, PutsAllFilesInPlace) {
    const TemporaryFolder parent;
    const fs::path folder = parent / "a/b/result";
    ASSERT_TRUE(write_small(folder, "first").empty());
    EXPECT_EQ(names_in(folder), (std::set<std::string>{"summary.json", "people.csv", "manifest.json"}));
    EXPECT_EQ(sample::read_file(folder / "people.csv"), "first");
}

TEST(ResultFolder, ReplacesAnEarlierResultAndKeepsForeignFiles) {
    const TemporaryFolder parent;
    const fs::path folder = parent / "result";
    ASSERT_TRUE(write_small(folder, "first").empty());
    put(folder / "notes.txt", "mine");
    put(folder / "trajectory_old.sqlite", "mine too, though the name is like one of ours");
    Result<ResultFolder> result = ResultFolder::open(folder);
    ASSERT_TRUE(result);
    ASSERT_TRUE(result->write("summary.json", "second").empty());
    EXPECT_EQ(sample::read_file(folder / "summary.json"), "first");  // until commit
    ASSERT_TRUE(result->commit(small_manifest).empty());
    // people.csv belonged to the earlier result and is not part of the new one.
    EXPECT_EQ(names_in(folder), (std::set<std::string>{".wayout-partial", "summary.json", "manifest.json",
                                                       "notes.txt", "trajectory_old.sqlite"}));
    EXPECT_EQ(sample::read_file(folder / "summary.json"), "second");
    EXPECT_EQ(sample::read_file(folder / "notes.txt"), "mine");
}

TEST(ResultFolder, NeverRemovesAFileThatIsNotOurs) {
    const TemporaryFolder parent;
    const fs::path folder = parent / "result";
    fs::create_directory(folder);
    put(folder / "thesis.docx", "years of work");
    put(parent / "outside.txt", "outside");
    put(folder / "manifest.json",
        R"({"producer": "wayout", "outputs": [{"file": "thesis.docx"}, {"file": "../outside.txt"}, {"file": "people.csv"}, 7]})");
    ASSERT_TRUE(write_small(folder, "x").empty());
    EXPECT_EQ(sample::read_file(folder / "thesis.docx"), "years of work");
    EXPECT_EQ(sample::read_file(parent / "outside.txt"), "outside");
}

TEST(ResultFolder, RefusesAFolderWithOtherFilesUnlessForced) {
    const TemporaryFolder folder;
    put(folder / "venue.json", "{}");
    const Errors errors = write_small(folder.path(), "x");
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_NE(errors[0].message.find("venue.json"), std::string::npos);
    EXPECT_EQ(names_in(folder.path()), (std::set<std::string>{"venue.json"}));
    EXPECT_TRUE(write_small(folder.path(), "x", ForeignFiles::keep).empty());
    EXPECT_EQ(sample::read_file(folder / "venue.json"), "{}");
}

TEST(ResultFolder, TakesOverAfterAKilledRun) {
    const TemporaryFolder folder;
    fs::create_directories(folder / ".wayout-partial");
    put(folder / ".wayout-partial/trajectory.h5", "half");
    put(folder / "people.csv", "from a commit that was cut short, so there is no manifest");
    EXPECT_TRUE(write_small(folder.path(), "x").empty());
    EXPECT_EQ(sample::read_file(folder / "people.csv"), "x");
}

TEST(ResultFolder, IsUsedByOneRunAtATime) {
    const TemporaryFolder folder;
    const Result<ResultFolder> first = ResultFolder::open(folder.path());
    ASSERT_TRUE(first);
    const Result<ResultFolder> second = ResultFolder::open(folder.path());
    ASSERT_FALSE(second);
    EXPECT_NE(second.error()[0].message.find("another run"), std::string::npos);
}

TEST(ResultFolder, TellsWhereItCannotBe) {
    const TemporaryFolder folder;
    put(folder / "file", "x");
    const auto message_of = [](const fs::path& path) {
        const Result<ResultFolder> result = ResultFolder::open(path);
        return result ? std::string("opened") : result.error()[0].message;
    };
    EXPECT_NE(message_of(folder / "file").find("cannot be made"), std::string::npos)
        << message_of(folder / "file");
    EXPECT_NE(message_of(folder / "file/below").find("cannot be made"), std::string::npos);
    EXPECT_NE(message_of("/proc/wayout-result").find("cannot be made"), std::string::npos);
}

TEST(ResultFolder, TellsOfAFullDisk) {
    const TemporaryFolder parent;
    const fs::path folder = parent / "result";
    ASSERT_TRUE(write_small(folder, "first").empty());
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit limit{1000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    const Errors errors = write_small(folder, std::string(5000, 'x'));
    setrlimit(RLIMIT_FSIZE, &before);
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].code, ErrorCode::io);
    EXPECT_EQ(sample::read_file(folder / "summary.json"), "first");
    EXPECT_EQ(names_in(folder), (std::set<std::string>{"summary.json", "people.csv", "manifest.json"}));
}

TEST(OutputFile, WritesToTheFullDevice) {
    OutputFile file("/dev/full");
    file.write("x");
    const Errors errors = file.close();
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_NE(errors[0].message.find("No space left"), std::string::npos);
    EXPECT_NE(errors[0].message.find("free some space"), std::string::npos);
}

// ---------------------------------------------------------------- whole results

/// Every file that the manifest lists is there with its hash.
void expect_complete(const fs::path& folder) {
    const auto manifest = nlohmann::json::parse(sample::read_file(folder / "manifest.json"));
    EXPECT_GE(manifest["outputs"].size(), 9u);
    for (const auto& output : manifest["outputs"])
        EXPECT_EQ(sha256_of_file(folder / output["file"].get<std::string>()).value(),
                  output["sha256"].get<std::string>())
            << output["file"];
}

TEST(ResultWriter, WritesAWholeResult) {
    const TemporaryFolder parent;
    const fs::path folder = parent / "result";
    const sample::SampleRun run = sample::make_run();
    Result<ResultWriter> writer =
        ResultWriter::open(folder, std::make_shared<Venue>(run.venue), run.scenario);
    ASSERT_TRUE(writer);
    ASSERT_NE(writer->frames(), nullptr);
    static_cast<void>(run.feed(*writer->frames(), 10.0));
    Provenance provenance = describe_machine();
    provenance.command = {"wayout", "run", "a \"b\""};
    ASSERT_TRUE(writer->finish(run.results, provenance).empty());
    EXPECT_EQ(
        names_in(folder),
        (std::set<std::string>{"decisions.jsonl", "doors.csv", "events.jsonl", "exits.csv", "manifest.json",
                               "people.csv", "report-data.json", "report.html", "scenario-as-run.json",
                               "summary.json", "timeline.csv", "trajectory.h5", "zones.csv"}));
    expect_complete(folder);
    const auto manifest = nlohmann::json::parse(sample::read_file(folder / "manifest.json"));
    EXPECT_EQ(manifest["command"][2], "a \"b\"");
    EXPECT_EQ(manifest["seeds"][0], 7);
    EXPECT_EQ(manifest["inputs"][0]["input"], "scenario.json");
    EXPECT_GT(manifest["hardware"]["processor_count"], 0);
}

TEST(ResultWriter, RefusesAFrameRateThatDoesNotFit) {
    const TemporaryFolder parent;
    sample::SampleRun run = sample::make_run();
    run.scenario.outputs.trajectory_fps = 7.0;
    const auto writer =
        ResultWriter::open(parent / "result", std::make_shared<Venue>(run.venue), run.scenario);
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error()[0].where, "outputs.trajectory_fps");
    EXPECT_FALSE(fs::exists(parent / "result"));
}

TEST(RewriteReport, RenewsTheReportAndItsHash) {
    const TemporaryFolder parent;
    const fs::path folder = parent / "result";
    const sample::SampleRun run = sample::make_run();
    ASSERT_TRUE(
        write_results(run.results, std::make_shared<Venue>(run.venue), run.scenario, {}, folder).empty());
    put(folder / "report.html", "broken");
    ASSERT_TRUE(rewrite_report(folder).empty());
    const std::string report = sample::read_file(folder / "report.html");
    EXPECT_NE(report.find("1 of 428 people are not out after 2 min 43 s"), std::string::npos);
    expect_complete(folder);
    ASSERT_TRUE(rewrite_report(folder).empty());
    EXPECT_TRUE(sample::read_file(folder / "report.html") == report);
}

/// Runs `write` with 0, 1, 2, ... in a child process and kills it after the delay.
template <typename Write>
void kill_while_writing(const Write& write, std::chrono::microseconds delay) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        for (int version = 0;; ++version)
            if (!write(version).empty())
                _exit(1);
    }
    std::this_thread::sleep_for(delay);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer failed by itself";
}

template <typename Call>
std::chrono::microseconds duration_of(const Call& call) {
    const auto begin = std::chrono::steady_clock::now();
    call();
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
}

/// Kills a process that writes one result over another again and again; afterwards each final name holds a
/// whole file of one of the runs, and a manifest means that all files are of the same run.
TEST(ResultFolder, LeavesNoHalfFileWhenKilled) {
    constexpr std::size_t size = 300'000;
    const auto write = [&](const fs::path& folder, int version) {
        return write_small(folder, std::string(size, static_cast<char>('a' + version % 26)));
    };
    const TemporaryFolder parent;
    const auto one_write = duration_of([&] { ASSERT_TRUE(write(parent / "timed", 0).empty()); });
    constexpr int rounds = 25;
    int without_manifest = 0, with_manifest = 0;
    for (int round = 0; round < rounds; ++round) {
        const fs::path folder = parent / ("result" + std::to_string(round));
        kill_while_writing([&](int version) { return write(folder, version); }, one_write * (1 + round) / 10);
        std::set<std::string> contents;
        for (const char* name : {"summary.json", "people.csv"})
            if (fs::exists(folder / name)) {
                const std::string text = sample::read_file(folder / name);
                EXPECT_EQ(text.size(), size) << name << ", round " << round;
                EXPECT_EQ(text.find_first_not_of(text[0]), std::string::npos) << "a file of two runs";
                contents.insert(text);
            }
        if (fs::exists(folder / "manifest.json")) {
            ++with_manifest;
            EXPECT_EQ(sample::read_file(folder / "manifest.json"), small_manifest);
            EXPECT_EQ(contents.size(), 1u) << "files of two runs under one manifest";
        } else {
            ++without_manifest;
        }
        EXPECT_TRUE(write(folder, 3).empty());  // the next run goes through
    }
    // Otherwise the moments were badly chosen and the test shows nothing.
    EXPECT_GT(with_manifest, 0);
    EXPECT_GT(without_manifest, 0);
}

/// The same with the real thing: the hashes of the manifest are those of the files.
TEST(ResultWriter, LeavesNoHalfFileWhenKilled) {
    const sample::SampleRun run = sample::make_run();
    const auto venue = std::make_shared<Venue>(run.venue);
    const auto write = [&](const fs::path& folder, int version) {
        RunResults results = run.results;
        results.replay.frames.resize(10);
        results.scenario_name = "run number " + std::to_string(version);
        return write_results(results, venue, run.scenario, {}, folder);
    };
    const TemporaryFolder parent;
    const auto one_write = duration_of([&] { ASSERT_TRUE(write(parent / "timed", 0).empty()); });
    for (int round = 0; round < 5; ++round) {
        const fs::path folder = parent / ("result" + std::to_string(round));
        kill_while_writing([&](int version) { return write(folder, version); }, one_write * (2 + round) / 4);
        if (fs::exists(folder / "manifest.json"))
            expect_complete(folder);
        EXPECT_TRUE(write(folder, 1000).empty());
        expect_complete(folder);
    }
}

}  // namespace
}  // namespace wayout
