#include "pack/pack_archive.hpp"
#include "../error_lines.hpp"
#include "pack/repeat.hpp"
#include "pack/zip_writer.hpp"

#include <wayout/study.hpp>

#include <gtest/gtest.h>
#include <zip.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

namespace wayout {
namespace {

constexpr std::uint64_t limit = 1u << 20;

Pack small_pack() {
    Pack pack;
    pack.kind = PackKind::run;
    pack.program = "wayout 1 (test)";
    pack.name = "Door";
    pack.seeds = "1";
    pack.state_hash = "0123456789abcdef";
    pack.files = {
        {"README.txt", "Read me.\n"}, {"inputs/a.csv", std::string(5000, 'a')}, {"results/b.csv", "b\n"}};
    pack.left_out = {{"inputs/large.sf", "00ff", 123, "too large"}};
    return pack;
}

TEST(PackArchive, ReadsBackWhatWasPacked) {
    const Result<std::string> bytes = archive_of(small_pack(), limit);
    ASSERT_TRUE(bytes) << as_lines(bytes.error());
    const Result<Pack> pack = read_pack(*bytes, "p.zip", limit);
    ASSERT_TRUE(pack) << as_lines(pack.error());
    EXPECT_EQ(pack->files, small_pack().files);
    EXPECT_EQ(pack->program, "wayout 1 (test)");
    EXPECT_EQ(pack->state_hash, "0123456789abcdef");
}

TEST(PackArchive, EqualContentGivesEqualBytesInEveryTimeZone) {
    const Result<std::string> first = archive_of(small_pack(), limit);
    ::setenv("TZ", "Pacific/Auckland", 1);
    ::tzset();
    const Result<std::string> second = archive_of(small_pack(), limit);
    ::unsetenv("TZ");
    ::tzset();
    EXPECT_EQ(*first, *second);
    Pack other = small_pack();
    other.files["results/b.csv"] = "c\n";
    EXPECT_NE(*archive_of(other, limit), *first);
}

TEST(PackArchive, EveryFlippedByteOfAFileIsFound) {
    const std::string bytes = *archive_of(small_pack(), limit);
    // The first entry is README.txt: 30 bytes of header, its name, its packed content.
    const std::size_t content = 30 + std::string("README.txt").size();
    for (std::size_t at = content; at < content + 8; ++at) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        EXPECT_FALSE(read_pack(damaged, "p.zip", limit)) << at;
    }
    EXPECT_FALSE(read_pack(bytes.substr(0, bytes.size() - 30), "p.zip", limit));
}

/// An archive with the right checksums of its own in which a file differs from the manifest.
std::string with_changed(const std::string& name, const std::string& content) {
    const Pack pack = small_pack();
    std::map<std::string, std::string> files = pack.files;
    const std::string bytes = *archive_of(pack, limit);
    // The manifest as it was packed.
    zip_error_t error;
    zip_t* archive = zip_open_from_source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error),
                                          ZIP_RDONLY, &error);
    zip_file_t* entry = zip_fopen(archive, pack_manifest_name, 0);
    std::string manifest(100000, '\0');
    manifest.resize(static_cast<std::size_t>(zip_fread(entry, manifest.data(), manifest.size())));
    zip_fclose(entry);
    zip_discard(archive);
    files.emplace(pack_manifest_name, manifest);
    if (content.empty())
        files.erase(name);
    else
        files[name] = content;
    return *zip_of(files);
}

TEST(PackArchive, FilesThatDifferFromTheManifestAreNamed) {
    const auto refusal = [](const std::string& bytes) {
        const Result<Pack> pack = read_pack(bytes, "p.zip", limit);
        return pack ? std::string() : as_lines(pack.error());
    };
    EXPECT_EQ(refusal(with_changed("results/b.csv", "b\n")), "");
    EXPECT_NE(refusal(with_changed("results/b.csv", "x\n")).find("results/b.csv | was changed"),
              std::string::npos);
    EXPECT_NE(refusal(with_changed("results/b.csv", "")).find("results/b.csv | is damaged or missing"),
              std::string::npos);
    EXPECT_NE(refusal(with_changed("results/new.csv", "x")).find("results/new.csv | is not listed"),
              std::string::npos);
    EXPECT_NE(refusal("no archive at all").find("zip"), std::string::npos);
    EXPECT_NE(refusal(*zip_of({{"a.txt", "a"}})).find("no pack of wayout"), std::string::npos);
}

TEST(PackArchive, HostileArchivesAreRefused) {
    for (const char* name : {"../outside.txt", "/etc/passwd", "a/../../b", "C:\\x"}) {
        const Result<std::string> bytes =
            zip_of({{pack_manifest_name, R"({"format": "wayout-pack"})"}, {name, "x"}});
        ASSERT_TRUE(bytes);
        EXPECT_FALSE(read_pack(*bytes, "p.zip", limit)) << name;
    }
    // A bomb: 5 MiB of one letter pack to less than 1/200; and a file above the limit.
    Pack bomb = small_pack();
    bomb.files["results/bomb"] = std::string(5u << 20, 'a');
    EXPECT_FALSE(archive_of(bomb, 16u << 20));
    Pack large = small_pack();
    for (std::size_t i = 0; i < 40000; ++i) large.files["results/b.csv"] += std::to_string(i * 7919) + "\n";
    EXPECT_FALSE(archive_of(large, 100000));
    EXPECT_TRUE(archive_of(large, limit));
}

TEST(EvenlyChosen, HasTheFirstAndTheLast) {
    using Rows = std::vector<std::size_t>;
    EXPECT_EQ(evenly_chosen(0, 3), Rows{});
    EXPECT_EQ(evenly_chosen(1, 3), (Rows{0}));
    EXPECT_EQ(evenly_chosen(4, 3), (Rows{0, 1, 3}));
    EXPECT_EQ(evenly_chosen(101, 5), (Rows{0, 25, 50, 75, 100}));
    EXPECT_EQ(evenly_chosen(3, 10), (Rows{0, 1, 2}));
    EXPECT_EQ(evenly_chosen(9, 1), (Rows{0, 8}));
}

TEST(MemberDifferences, SeesTheLastBitAndUnknownAsEqual) {
    MemberResult packed;
    packed.figures = {{"a", 1.0}, {"b", std::numeric_limits<double>::quiet_NaN()}, {"c", 0.1}};
    packed.exit_times_s = {1.0F};
    EXPECT_TRUE(member_differences(packed, packed).empty());
    MemberResult now = packed;
    now.figures[2].value = std::nextafter(0.1, 1.0);
    ASSERT_EQ(member_differences(packed, now).size(), 1U);
    EXPECT_EQ(member_differences(packed, now)[0].substr(0, 2), "c:");
    now = packed;
    now.state_hash = 5;
    now.exit_times_s = {2.0F};
    EXPECT_EQ(member_differences(packed, now).size(), 2U);
    now.status = MemberStatus::failed;
    EXPECT_EQ(member_differences(packed, now).size(), 1U);
}

}  // namespace
}  // namespace wayout
