// Those tests of `wayout verify` that must pass and take little time, as a guard for every change. The whole
// catalogue, with what fails and why, is docs/verification.md.
#include <wayout/verification.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace wayout::test {
namespace {

/// Tests of standards that share runs, or take next to no time, are run together.
struct Group {
    const char* name;
    std::vector<std::string> ids;
};

void PrintTo(const Group& group, std::ostream* out) {
    *out << group.name;
}

class StandardTests : public testing::TestWithParam<Group> {};

TEST_P(StandardTests, Pass) {
    VerificationOptions options;
    options.quick = true;
    options.only = GetParam().ids;
    const std::vector<VerificationRow> rows = run_verification(options);
    ASSERT_EQ(rows.size(), options.only.size()) << "a test of this name is missing from the catalogue";
    for (const VerificationRow& row : rows)
        EXPECT_EQ(row.verdict, Verdict::pass)
            << row.test.id << " " << row.test.title << ": measured " << row.measured << "; accepted "
            << row.band << ". " << row.note;
}

const Group groups[] = {
    {"FreeSpeed",
     {"IMO-1", "IMO-2", "IMO-3", "RiMEA-1", "RiMEA-2", "RiMEA-3", "NIST-2.1", "NIST-2.2", "ISO-2", "ISO-3"}},
    {"DoorFlow", {"IMO-4", "NIST-5.2", "ISO-11"}},
    {"Corner", {"IMO-6", "RiMEA-6", "NIST-2.3", "ISO-4"}},
    {"Demographics", {"IMO-7"}},
    {"PreMovement", {"IMO-5", "RiMEA-5"}},
    {"Counterflow", {"IMO-8", "NIST-2.8", "ISO-6"}},
    {"AllottedExits", {"IMO-10", "RiMEA-10", "NIST-3.1", "ISO-8"}},
    {"Closure", {"NIST-4.1", "ISO-9", "WAYOUT-10"}},
    {"Knowledge",
     {"NIST-3.2", "NIST-3.3", "ISO-15", "ISO-16", "WAYOUT-31", "WAYOUT-32", "WAYOUT-33", "WAYOUT-34",
      "WAYOUT-35", "WAYOUT-36", "WAYOUT-47"}},
    {"Bottleneck", {"RiMEA-12b", "RiMEA-12c"}},
    {"ThreeStoreys", {"RiMEA-8"}},
    {"Routes", {"RiMEA-14", "ISO-17", "WAYOUT-77"}},
    {"Escalator", {"ISO-21"}},
    {"Openings", {"WAYOUT-48", "WAYOUT-49", "WAYOUT-50", "WAYOUT-51", "WAYOUT-52", "WAYOUT-53"}},
    {"Exposure", {"WAYOUT-18", "WAYOUT-19", "WAYOUT-20", "WAYOUT-21", "WAYOUT-22", "WAYOUT-23"}},
    {"Smoke", {"NIST-2.5", "NIST-2.6", "ISO-18", "ISO-19", "WAYOUT-25", "WAYOUT-26"}},
    {"MedicalChain",
     {"WAYOUT-54", "WAYOUT-55", "WAYOUT-56", "WAYOUT-57", "WAYOUT-58", "WAYOUT-59", "WAYOUT-60"}},
    {"Casualties", {"WAYOUT-66", "WAYOUT-67", "WAYOUT-68", "WAYOUT-69", "WAYOUT-70", "WAYOUT-71"}},
    {"Noticing", {"WAYOUT-27", "WAYOUT-28", "WAYOUT-29", "WAYOUT-30"}},
    {"Company", {"NIST-2.9", "ISO-14", "WAYOUT-37", "WAYOUT-38", "WAYOUT-39"}},
    {"Help",
     {"NIST-2.7", "NIST-2.10", "ISO-7", "ISO-20", "WAYOUT-40", "WAYOUT-41", "WAYOUT-42", "WAYOUT-43"}},
    {"Danger", {"WAYOUT-44", "WAYOUT-45", "WAYOUT-46"}},
    {"Project", {"WAYOUT-1", "WAYOUT-3", "WAYOUT-4", "WAYOUT-6", "WAYOUT-9"}},
};
INSTANTIATE_TEST_SUITE_P(Catalogue, StandardTests, testing::ValuesIn(groups),
                         [](const testing::TestParamInfo<Group>& group) {
                             return std::string(group.param.name);
                         });

TEST(StandardTestsOfUnknownName, AreNoTests) {
    VerificationOptions options;
    options.only = {"IMO-99"};
    EXPECT_TRUE(run_verification(options).empty());
}

}  // namespace
}  // namespace wayout::test
