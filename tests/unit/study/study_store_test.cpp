#include "small_study.hpp"

#include "study/sqlite_file.hpp"

#include <wayout/study_results.hpp>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

using namespace small;
namespace fs = std::filesystem;

constexpr double infinite = std::numeric_limits<double>::infinity();

MemberResult member(int variant, int replicate) {
    MemberResult m;
    m.variant = variant;
    m.replicate = replicate;
    m.seed = 0xFFFFFFFFFFFFFFF0u + static_cast<unsigned>(replicate);
    m.status = replicate == 1 ? MemberStatus::timed_out : MemberStatus::done;
    m.problem = replicate == 1 ? "slow" : "";
    m.state_hash = 0x8000000000000001u;
    m.exit_times_s = {1.5f, 2.25f, 1e9f};
    m.figures = {{"a", 0.1}, {"b", infinite}, {"c", -infinite}, {"d", std::nan("")}};
    m.casualties = {{"smoke", "dead", "adult", "Hall", 3}};
    m.jams = {{"door", 1.5, 9.5, 6.25, 40}, {"exit", 2.0, 3.0, 4.0, 7}};
    m.left = {{"hall", 60.0, 4, 1}, {"hall", infinite, 0, 2}};
    m.wall_s = 0.25;
    return m;
}

DrawnInputs drawn(int replicate) {
    return {replicate, {0.5 * replicate, 1.0}, {"", "second"}};
}

/// A study of two variants, two inputs and three replicates.
void make_study(const fs::path& file) {
    Result<StudyStore> store = StudyStore::create(file, some_identity());
    ASSERT_TRUE(store.has_value()) << as_lines(store.error());
    ASSERT_TRUE(store->add_inputs({uniform_factor("a", 0, 1), option_factor("b", {1, 1})}).empty());
    ASSERT_TRUE(store->add_variants(plain_spec(1, 2).variants).empty());
    for (int r = 0; r < 3; ++r)
        for (int v = 0; v < 2; ++v) ASSERT_TRUE(store->add(member(v, r), drawn(r)).empty());
    ASSERT_TRUE(store->note("ending", "complete").empty());
}

/// What opening the file to go on is refused for.
std::string resumed(const fs::path& file, const StudyIdentity& identity = some_identity()) {
    const Result<StudyStore> store = StudyStore::resume(file, identity);
    return store ? "resumed" : as_lines(store.error());
}

std::string read(const fs::path& file) {
    const Result<StudyStore> store = StudyStore::read(file);
    if (!store)
        return as_lines(store.error());
    const Result<std::vector<MemberResult>> members = store->members();
    return members ? "read" : as_lines(members.error());
}

TEST(StudyStore, GivesBackWhatItWasGiven) {
    Folder folder;
    make_study(folder / "study.sqlite");
    const Result<StudyStore> store = StudyStore::read(folder / "study.sqlite");
    ASSERT_TRUE(store.has_value());
    const Result<std::vector<MemberResult>> members = store->members();
    ASSERT_TRUE(members.has_value());
    ASSERT_EQ(members->size(), 6u);
    for (std::size_t i = 0; i < 6; ++i) {
        const MemberResult& back = (*members)[i];
        const MemberResult given = member(static_cast<int>(i / 3), static_cast<int>(i % 3));
        EXPECT_EQ(back.variant, given.variant);
        EXPECT_EQ(back.replicate, given.replicate);
        EXPECT_EQ(back.seed, given.seed);
        EXPECT_EQ(back.status, given.status);
        EXPECT_EQ(back.problem, given.problem);
        EXPECT_EQ(back.state_hash, given.state_hash);
        EXPECT_EQ(back.exit_times_s, given.exit_times_s);
        ASSERT_EQ(back.figures.size(), 4u);
        EXPECT_EQ(back.figures[0], given.figures[0]);
        EXPECT_EQ(back.figures[1], given.figures[1]);
        EXPECT_EQ(back.figures[2], given.figures[2]);
        EXPECT_TRUE(std::isnan(back.figures[3].value));
        EXPECT_EQ(back.casualties, given.casualties);
        EXPECT_EQ(back.jams, given.jams);
        EXPECT_EQ(back.wall_s, given.wall_s);
    }
    const Result<StoredStudy> study = store->study();
    ASSERT_TRUE(study.has_value());
    EXPECT_EQ(study->ending, "complete");
    ASSERT_EQ(study->draws.size(), 3u);
    EXPECT_EQ(study->draws[2], (std::vector<double>{1.0, 1.0}));
    EXPECT_EQ(study->inputs.at(1).name, "b");
    EXPECT_EQ(study->variants.at(1).name, "Variant 1");
    EXPECT_EQ(store->identity()->program, "program");
}

TEST(StudyStore, DropsMembersFromAReplicateOn) {
    Folder folder;
    make_study(folder / "study.sqlite");
    {
        Result<StudyStore> store = StudyStore::resume(folder / "study.sqlite", some_identity());
        ASSERT_TRUE(store.has_value());
        ASSERT_TRUE(store->drop_from(1).empty());
    }
    const Result<StudyStore> store = StudyStore::read(folder / "study.sqlite");
    EXPECT_EQ(store->members()->size(), 2u);
    EXPECT_EQ(store->study()->draws.size(), 1u);
    SqliteFile file(folder / "study.sqlite", SqliteFile::Mode::read);
    for (const char* table : {"figures", "exit_times", "casualties", "jams", "performance"}) {
        SqliteStatement rows(
            file, ("SELECT count(*) FROM " + std::string(table) + " WHERE replicate >= 1").c_str());
        ASSERT_TRUE(rows.next_row());
        EXPECT_EQ(rows.integer(0), 0) << table;
    }
}

TEST(StudyStore, IsNeverMadeInThePlaceOfAFileThatIsThere) {
    Folder folder;
    for (const char* name : {"study.sqlite", "text.sqlite"}) {
        const fs::path file = folder / name;
        if (std::string(name) == "text.sqlite")
            write(file, "my notes");
        else
            make_study(file);
        const std::string before = read_bytes(file);
        const Result<StudyStore> again = StudyStore::create(file, some_identity());
        ASSERT_FALSE(again.has_value());
        EXPECT_NE(as_lines(again.error())
                      .find("is there already: continue it with --resume, or give another folder"),
                  std::string::npos);
        EXPECT_EQ(read_bytes(file), before);
    }
    EXPECT_FALSE(StudyStore::create(folder / "nowhere/study.sqlite", some_identity()).has_value());
}

TEST(StudyStore, OnlyTheSameStudyGoesOn) {
    Folder folder;
    const fs::path file = folder / "study.sqlite";
    make_study(file);
    const std::string before = read_bytes(file);
    const std::pair<std::string StudyIdentity::*, const char*> parts[] = {
        {&StudyIdentity::question, "was made with other settings of the study"},
        {&StudyIdentity::scenario, "was made with another scenario"},
        {&StudyIdentity::inputs, "was made with other contents of the files that the scenario names"},
        {&StudyIdentity::program, "was made with another build of wayout"},
    };
    StudyIdentity all = some_identity();
    for (const auto& [part, message] : parts) {
        StudyIdentity identity = some_identity();
        identity.*part = all.*part = "other";
        const std::string problems = resumed(file, identity);
        EXPECT_NE(problems.find(message), std::string::npos) << problems;
        EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 1) << problems;
    }
    const std::string problems = resumed(file, all);
    EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 4) << problems;
    EXPECT_EQ(read_bytes(file), before);
    EXPECT_EQ(resumed(file), "resumed");
    EXPECT_NE(resumed(folder / "none.sqlite").find("there is no study to continue; leave --resume out"),
              std::string::npos);
    EXPECT_FALSE(fs::exists(folder / "none.sqlite"));
}

TEST(StudyStore, WhatIsNoStudyIsLeftAloneAndSaidSo) {
    Folder folder;
    make_study(folder / "study.sqlite");
    const std::string whole = read_bytes(folder / "study.sqlite");
    write(folder / "text.sqlite", "these are my notes, and no database at all; keep them, please\n");
    write(folder / "empty.sqlite", "");
    write(folder / "cut.sqlite", whole.substr(0, whole.size() / 2));
    write(folder / "short.sqlite", whole.substr(0, 50));
    std::string spoilt = whole;
    for (std::size_t i = 4096; i < spoilt.size(); i += 3) spoilt[i] = '\x5a';
    write(folder / "spoilt.sqlite", spoilt);
    {
        SqliteFile foreign(folder / "foreign.sqlite", SqliteFile::Mode::create);
        foreign.execute("CREATE TABLE members(variant, replicate); INSERT INTO members VALUES(1, 2)");
        ASSERT_FALSE(foreign.has_failed());
    }
    fs::copy_file(folder / "study.sqlite", folder / "newer.sqlite");
    {
        SqliteFile newer(folder / "newer.sqlite", SqliteFile::Mode::write);
        newer.execute("PRAGMA user_version = 3");
    }
    fs::create_directory(folder / "folder.sqlite");
    const std::pair<const char*, const char*> cases[] = {
        {"text.sqlite", "is no study, or is damaged"},
        {"empty.sqlite", "is no study of wayout"},
        {"cut.sqlite", "damaged"},
        {"short.sqlite", "is no study"},
        {"spoilt.sqlite", "damaged"},
        {"foreign.sqlite", "is no study of wayout"},
        {"newer.sqlite", "is a study of format 3, and this version of wayout reads 2"},
        {"folder.sqlite", "cannot be opened"},
    };
    for (const auto& [name, message] : cases) {
        const fs::path file = folder / name;
        const bool is_file = fs::is_regular_file(file);
        const std::string before = is_file ? read_bytes(file) : std::string();
        for (const std::string& problems : {resumed(file), read(file)}) {
            EXPECT_NE(problems.find(message), std::string::npos) << name << ": " << problems;
            EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 1) << problems;
        }
        EXPECT_EQ(is_file ? read_bytes(file) : std::string(), before) << name;
    }
    EXPECT_EQ(read(folder / "study.sqlite"), "read");
    EXPECT_NE(read(folder / "none.sqlite").find("cannot be opened: no such file"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder / "none.sqlite"));
}

TEST(StudyStore, RunsWithImpossibleNumbersAreDamage) {
    for (const char* sql :
         {"UPDATE members SET variant = 9 WHERE variant = 1 AND replicate = 0",
          "UPDATE members SET replicate = -1 WHERE variant = 1 AND replicate = 0",
          "UPDATE members SET replicate = 99999999999 WHERE variant = 1 AND replicate = 0"}) {
        Folder folder;
        make_study(folder / "study.sqlite");
        {
            SqliteFile file(folder / "study.sqlite", SqliteFile::Mode::write);
            file.execute(sql);
            ASSERT_FALSE(file.has_failed()) << as_lines(file.failure());
        }
        EXPECT_NE(read(folder / "study.sqlite").find("is damaged: it has a run with an impossible number"),
                  std::string::npos)
            << sql;
    }
}

TEST(StudyStore, TextsThatAreNoneAreDamage) {
    // 0xA1 begins no character; without the look at it the report would end in an exception of the JSON
    // library.
    for (const char* sql :
         {"UPDATE variants SET name = CAST(X'61A162' AS TEXT) WHERE variant = 0",
          "UPDATE members SET problem = CAST(X'A1' AS TEXT) WHERE variant = 1 AND replicate = 0"}) {
        Folder folder;
        make_study(folder / "study.sqlite");
        {
            SqliteFile file(folder / "study.sqlite", SqliteFile::Mode::write);
            file.execute(sql);
            ASSERT_FALSE(file.has_failed()) << as_lines(file.failure());
        }
        const Result<StudyResults> results = read_study_results(folder / "study.sqlite");
        ASSERT_FALSE(results) << sql;
        EXPECT_NE(as_lines(results.error()).find("is damaged: a text in it is none"), std::string::npos);
    }
}

TEST(StudyStore, BelongsToOneProgramAtATime) {
    Folder folder;
    const fs::path file = folder / "study.sqlite";
    make_study(file);
    const std::string before = read_bytes(file);
    {
        const Result<StudyStore> first = StudyStore::resume(file, some_identity());
        ASSERT_TRUE(first.has_value());
        EXPECT_NE(resumed(file).find("is in use by another program; wait until that has ended"),
                  std::string::npos);
        EXPECT_EQ(read_bytes(file), before);
    }
    EXPECT_EQ(resumed(file), "resumed");
}

// What a program that was killed in the middle of a transaction leaves: pages of it in the file, and the
// journal that takes them back.
TEST(StudyStore, TakesBackWhatAKilledProgramHadHalfWritten) {
    Folder folder;
    const fs::path file = folder / "study.sqlite";
    make_study(file);
    fs::create_directory(folder / "killed");
    {
        SqliteFile writing(file, SqliteFile::Mode::write);
        // With hardly any memory the changed pages go to the disk before the end of the transaction.
        writing.execute("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN");
        for (int i = 100; i < 400; ++i)
            SqliteStatement(writing, "INSERT INTO members VALUES(0, ?, '1', 'done', ?, '0')")
                .bind(i)
                .bind(std::string(2000, 'x'))
                .run();
        ASSERT_FALSE(writing.has_failed()) << as_lines(writing.failure());
        fs::copy_file(file, folder / "killed/study.sqlite");
        fs::copy_file(fs::path(file) += "-journal", folder / "killed/study.sqlite-journal");
        writing.execute("ROLLBACK");
    }
    ASSERT_NE(read_bytes(folder / "killed/study.sqlite").size(), read_bytes(file).size());
    const Result<StudyStore> store = StudyStore::read(folder / "killed/study.sqlite");
    ASSERT_TRUE(store.has_value()) << as_lines(store.error());
    EXPECT_EQ(store->members()->size(), 6u);
}

}  // namespace
}  // namespace wayout
