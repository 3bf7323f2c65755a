#include "input/files.hpp"
#include "input/read_scenario.hpp"
#include "snippets.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include <vector>

namespace wayout {
namespace {

struct Entry {
    std::string name;
    std::string content;
    zip_uint32_t unix_mode{0100644};
};

std::string zip_of(const std::vector<Entry>& entries) {
    zip_error_t error;
    zip_source_t* out = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(out);
    zip_t* archive = zip_open_from_source(out, ZIP_TRUNCATE, &error);
    for (const Entry& entry : entries) {
        if (entry.name.back() == '/') {
            zip_dir_add(archive, entry.name.c_str(), 0);
            continue;
        }
        zip_source_t* content = zip_source_buffer(archive, entry.content.data(), entry.content.size(), 0);
        const zip_int64_t index = zip_file_add(archive, entry.name.c_str(), content, 0);
        EXPECT_GE(index, 0) << zip_strerror(archive);
        zip_file_set_external_attributes(archive, static_cast<zip_uint64_t>(index), 0, ZIP_OPSYS_UNIX,
                                         entry.unix_mode << 16);
    }
    EXPECT_EQ(zip_close(archive), 0);
    zip_stat_t stat;
    zip_source_stat(out, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_open(out);
    EXPECT_EQ(zip_source_read(out, bytes.data(), bytes.size()), static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(out);
    zip_source_free(out);
    return bytes;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// All messages, or nothing when the archive is accepted.
std::string refusal(const std::string& bytes, const FileLimits& limits = {}) {
    const auto files = zip_files(bytes, "s.zip", limits);
    return files ? std::string() : as_lines(files.error());
}

TEST(ZipFiles, ReadsAScenarioAtTheTopOrInTheOnlyFolder) {
    for (const std::string folder : {"", "hall/"}) {
        std::vector<Entry> entries{{folder + "scenario.json", whole_scenario()},
                                   {folder + "plans/a.wkt", "POLYGON EMPTY"}};
        if (!folder.empty())
            entries.push_back({folder, ""});
        auto files = zip_files(zip_of(entries), "s.zip");
        ASSERT_TRUE(files) << as_lines(files.error());
        EXPECT_EQ((*files)->read("plans/a.wkt").value(), "POLYGON EMPTY");
        EXPECT_FALSE((*files)->read("other.json"));
        const ScenarioDraft draft = read_scenario_files(**files, "scenario.json");
        EXPECT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
        EXPECT_EQ(draft.scenario.files.at(0).name, "scenario.json");
    }
}

TEST(ZipFiles, IgnoresWhatMacArchiversAdd) {
    EXPECT_EQ(refusal(zip_of({{"hall/scenario.json", "{}"}, {"__MACOSX/hall/._scenario.json", "x"}})), "");
}

TEST(ZipFiles, SaysWhenThereIsNoScenario) {
    EXPECT_NE(refusal(zip_of({{"other.json", "{}"}})).find("no scenario.json"), std::string::npos);
    EXPECT_NE(
        refusal(zip_of({{"a/scenario.json", "{}"}, {"b/scenario.json", "{}"}})).find("no scenario.json"),
        std::string::npos);
}

TEST(ZipFiles, RefusesNamesThatLeadOut) {
    for (const char* name : {"../x.json", "a/../../x.json", "/etc/x.json", "a\\..\\x.json", "C:/x.json",
                             "a/./x.json", "a//x.json"})
        EXPECT_NE(refusal(zip_of({{"scenario.json", "{}"}, {name, "x"}})).find("is refused"),
                  std::string::npos)
            << name;
}

TEST(ZipFiles, RefusesLinksAndDevices) {
    EXPECT_NE(refusal(zip_of({{"scenario.json", "/etc/passwd", 0120777}})).find("symbolic link"),
              std::string::npos);
    EXPECT_NE(refusal(zip_of({{"scenario.json", "", 0020666}})).find("no ordinary file"), std::string::npos);
}

TEST(ZipFiles, RefusesTheSameNameTwice) {
    const std::string bytes = zip_of({{"scenario.json", "{}"}, {"scenario.jsox", "[]"}});
    EXPECT_NE(refusal(replaced(bytes, ".jsox", ".json")), "");
}

TEST(ZipFiles, RefusesBombs) {
    // 32 MiB of zeros pack to about 32 KiB, a thousandth.
    EXPECT_NE(refusal(zip_of({{"scenario.json", std::string(32u << 20, '\0')}})).find("times its size"),
              std::string::npos);
    EXPECT_NE(refusal(zip_of({{"scenario.json", std::string(65u << 20, '\0')}})).find("64 MiB is the most"),
              std::string::npos);
    FileLimits limits;
    limits.total_bytes = 1000;
    EXPECT_NE(
        refusal(zip_of({{"scenario.json", std::string(600, 'x')}, {"b", std::string(600, 'x')}}), limits)
            .find("when unpacked"),
        std::string::npos);
    limits = {};
    limits.zip_entry_count = 2;
    EXPECT_NE(refusal(zip_of({{"scenario.json", "{}"}, {"b", ""}, {"c", ""}}), limits)
                  .find("3 files in the archive"),
              std::string::npos);
}

TEST(ZipFiles, DoesNotTrustTheSizesInTheTableOfContents) {
    // Stored, not deflated: the sizes 40 and 2 stand in local header and table of contents as little-endian
    // words.
    const std::string content(40, 'x');
    std::string bytes = zip_of({{"scenario.json", content}});
    ASSERT_EQ(refusal(bytes), "");
    // 40 x pack to 4 bytes; claim 39 unpacked.
    const std::string said = replaced(bytes, std::string("\x28\0\0\0", 4), std::string("\x27\0\0\0", 4));
    ASSERT_NE(said, bytes);
    auto files = zip_files(said, "s.zip");
    if (files) {
        EXPECT_FALSE((*files)->read("scenario.json"));
    }
}

TEST(ZipFiles, RefusesArchivesThatAreCutShort) {
    const std::string bytes = zip_of({{"scenario.json", whole_scenario()}, {"plans/a.wkt", "POLYGON EMPTY"}});
    for (std::size_t length = 0; length < bytes.size(); length += 7)
        EXPECT_NE(refusal(bytes.substr(0, length)), "") << length;
    EXPECT_NE(refusal("this is no archive").find("not a readable zip archive"), std::string::npos);
}

TEST(ZipFiles, ReportsDamagedContent) {
    std::string bytes = zip_of({{"scenario.json", whole_scenario()}});
    bytes[200] = static_cast<char>(bytes[200] ^ 0x55);  // within the packed data
    auto files = zip_files(bytes, "s.zip");
    ASSERT_TRUE(files);
    EXPECT_NE(as_lines((*files)->read("scenario.json").error()).find("cannot unpack"), std::string::npos);
}

}  // namespace
}  // namespace wayout
