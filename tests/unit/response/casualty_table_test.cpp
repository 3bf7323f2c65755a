#include "response/casualty_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace wayout {
namespace {

std::string problems_of(const std::string& text) {
    const Result<std::vector<Casualty>> table = read_casualty_table(text, "c.csv");
    std::string lines;
    if (!table)
        for (const Error& error : table.error()) lines += error.where + " | " + error.message + "\n";
    return lines;
}

TEST(CasualtyTable, IsRead) {
    const Result<std::vector<Casualty>> table = read_casualty_table(
        "\xef\xbb\xbfid,state,found_s,place,age_years,cause,needs,walks\r\n"
        "\"a, b\",red,12.5,foyer,34,burn,burn ventilator,no\r\n"
        "c2,9,0,foyer,,,,\r\n",
        "c.csv");
    ASSERT_TRUE(table) << problems_of("");
    ASSERT_EQ(table->size(), 2u);
    const Casualty& first = (*table)[0];
    EXPECT_EQ(first.id, "a, b");
    EXPECT_EQ(first.found_s, 12.5);
    EXPECT_EQ(first.given_class, TriageClass::red);
    EXPECT_FALSE(first.rpm);
    EXPECT_EQ(first.age_years, 34.0);
    EXPECT_EQ(first.cause, InjuryCause::burn);
    EXPECT_EQ(first.needs, (CareNeeds{true, true, false}));
    EXPECT_EQ(first.walks, false);
    EXPECT_EQ((*table)[1].rpm, 9.0);
    EXPECT_TRUE(std::isnan((*table)[1].age_years));
    EXPECT_FALSE((*table)[1].walks);
}

TEST(CasualtyTable, TellsAllProblemsWithTheirLines) {
    const std::string problems = problems_of(
        "id,found_s,place,state,age_years,cause,needs,walks\n"
        "a,-1,foyer,red,,,,\n"
        "a,0,foyer,purple,,,,\n"
        "b,soon,foyer,13,200,smok,oxygen,maybe\n"
        "c,0,foyer\n");
    for (const char* part :
         {"line 2 | -1 in column found_s is not between",
          "line 3 | there is another casualty with the id 'a'", "line 3 | 'purple' in column state",
          "line 4 | 'soon' in column found_s is not a number",
          "line 4 | 13 in column state is not between 0 and 12", "line 4 | 200 in column age_years",
          "line 4 | 'smok' in column cause", "did you mean 'smoke'", "line 4 | 'oxygen' in column needs",
          "line 4 | 'maybe' in column walks", "line 5 | 3 cells where the header names 8 columns"})
        EXPECT_NE(problems.find(part), std::string::npos) << part << "\nin\n" << problems;
}

TEST(CasualtyTable, NeedsItsColumnsAndARow) {
    EXPECT_NE(problems_of("id,found_s,place,statt\n").find("did you mean 'state'"), std::string::npos);
    EXPECT_NE(problems_of("id,found_s,place\n").find("the column 'state' is missing"), std::string::npos);
    EXPECT_NE(problems_of("id,id,found_s,place,state\n").find("two columns 'id'"), std::string::npos);
    EXPECT_NE(problems_of("id,found_s,place,state\n").find("names no casualty"), std::string::npos);
    EXPECT_NE(problems_of("").find("empty"), std::string::npos);
}

TEST(CasualtyTable, HostileTextIsAnsweredAndBounded) {
    EXPECT_NE(problems_of("id,found_s,place,state\n\"a,0,x,red\n").find("does not end"), std::string::npos);
    EXPECT_FALSE(
        problems_of(std::string("id,found_s,place,state\n\0\xff,0,x,red\n", 33) + "z,1e999,x,nan\n").empty());
    std::string bad = "id,found_s,place,state\n";
    for (int i = 0; i < 2000; ++i) bad += "a,x,y,z\n";
    const Result<std::vector<Casualty>> many = read_casualty_table(bad, "c.csv");
    ASSERT_FALSE(many);
    EXPECT_LE(many.error().size(), 52u);
    std::string huge = "id,found_s,place,state\n";
    for (std::size_t i = 0; i <= most_casualties; ++i) huge += std::to_string(i) + ",0,x,red\n";
    EXPECT_NE(problems_of(huge).find("more than 100000 casualties"), std::string::npos);
}

}  // namespace
}  // namespace wayout
