#include "core/sha256.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace wayout {
namespace {

// NIST, FIPS 180-4 example values and test vectors.
constexpr const char* sha_of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* sha_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* sha_of_a_million_a = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(Sha256, MatchesThePublishedVectors) {
    EXPECT_EQ(sha256_of_text(""), sha_of_nothing);
    EXPECT_EQ(sha256_of_text("abc"), sha_of_abc);
    EXPECT_EQ(sha256_of_text(std::string(1000000, 'a')), sha_of_a_million_a);
}

TEST(Sha256, StreamsAndMayBeAskedInBetween) {
    Sha256 hash;
    EXPECT_EQ(hash.hex(), sha_of_nothing);
    hash.add("a");
    hash.add("");
    hash.add("bc");
    EXPECT_EQ(hash.hex(), sha_of_abc);
    EXPECT_EQ(hash.hex(), sha_of_abc);
}

TEST(Sha256, ReadsFilesOfAnyLength) {
    const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "wayout_sha256_test.bin";
    std::ofstream(file, std::ios::binary)
        << std::string(1000000, 'a');  // not a multiple of the piece read at once
    const Result<std::string> sum = sha256_of_file(file);
    ASSERT_TRUE(sum.has_value());
    EXPECT_EQ(*sum, sha_of_a_million_a);

    std::ofstream(file, std::ios::binary | std::ios::trunc);
    EXPECT_EQ(sha256_of_file(file).value(), sha_of_nothing);
    std::filesystem::remove(file);
}

TEST(Sha256, SaysWhichFileCannotBeReadAndWhy) {
    const Result<std::string> missing = sha256_of_file("no/such/file.json");
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().at(0).code, ErrorCode::io);
    EXPECT_EQ(missing.error().at(0).where, "no/such/file.json");
    EXPECT_NE(missing.error().at(0).message.find("No such file"), std::string::npos);

    // A folder opens like a file and fails only when read: it must not count as an empty file.
    EXPECT_FALSE(sha256_of_file(testing::TempDir()).has_value());
}

}  // namespace
}  // namespace wayout
