#include "hazards/csv.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayout {
namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> records_of(std::string_view text, Findings& findings) {
    std::vector<Cells> records;
    CsvRecords reader(text);
    Cells cells;
    while (reader.next(cells, findings)) records.push_back(cells);
    return records;
}

std::vector<Cells> good_records_of(std::string_view text) {
    Findings findings("a.csv");
    std::vector<Cells> records = records_of(text, findings);
    EXPECT_TRUE(findings.is_empty());
    return records;
}

std::string problem_of(std::string_view text) {
    Findings findings("a.csv");
    records_of(text, findings);
    const Errors errors = std::move(findings).take();
    return errors.empty() ? std::string() : errors.front().where + " | " + errors.front().message;
}

TEST(Csv, SplitsAtCommasOutsideQuotes) {
    EXPECT_EQ(good_records_of("a,\"b, c\",\"say \"\"no\"\"\"\n"),
              (std::vector<Cells>{{"a", "b, c", "say \"no\""}}));
    EXPECT_EQ(good_records_of("\xef\xbb\xbf a , b\r\n\r\n1,2"), (std::vector<Cells>{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(good_records_of("a,,\n"), (std::vector<Cells>{{"a", "", ""}}));
    EXPECT_EQ(good_records_of("\"two\nlines\",x\n"), (std::vector<Cells>{{"two\nlines", "x"}}));
    EXPECT_TRUE(good_records_of("").empty());
    EXPECT_TRUE(good_records_of("\n \n").empty());
}

TEST(Csv, ReportsQuotesThatDoNotFit) {
    EXPECT_NE(problem_of("a\n\"b").find("a.csv: line 2 | a text in double quotes that does not end"),
              std::string::npos);
    EXPECT_NE(problem_of("\"b\"c,d").find("behind the closing quote"), std::string::npos);
    EXPECT_NE(problem_of("\"\"c,d").find("behind the closing quote"), std::string::npos);
}

TEST(Csv, ReadsNumbersAsFortranWritesThem) {
    Findings findings("a.csv");
    CsvRecords records("1,+2.5,3.0E-02\n4D+01,0.123-104, -7\n");
    const Cells names{"a", "b", "c"};
    const std::vector<std::size_t> columns{2, 0, 1};
    const CsvColumns table = read_columns(records, names, columns, findings);
    ASSERT_TRUE(findings.is_empty());
    EXPECT_EQ(table.values[0], (std::vector<double>{0.03, -7.0}));
    EXPECT_EQ(table.values[1], (std::vector<double>{1.0, 40.0}));
    EXPECT_EQ(table.values[2], (std::vector<double>{2.5, 0.123e-104}));
    EXPECT_EQ(table.lines, (std::vector<std::size_t>{1, 2}));
}

TEST(Csv, NamesLineAndColumnOfEveryBadCell) {
    Findings findings("a.csv");
    CsvRecords records("1,x\n2\n3,\n4,NaN\n5,1e999\n6;7\n");
    const Cells names{"time_s", "co_ppm"};
    const std::vector<std::size_t> columns{0, 1};
    read_columns(records, names, columns, findings);
    std::string text;
    for (const Error& error : std::move(findings).take()) text += error.where + " | " + error.message + "\n";
    EXPECT_EQ(text,
              "a.csv: line 1 | 'x' in column co_ppm is not a number\n"
              "a.csv: line 2 | 1 cells where the header names 2 columns\n"
              "a.csv: line 3 | an empty cell in column co_ppm is not a number\n"
              "a.csv: line 4 | 'NaN' in column co_ppm is not a number\n"
              "a.csv: line 5 | '1e999' in column co_ppm is not a number\n"
              "a.csv: line 6 | 1 cells where the header names 2 columns; separate cells by commas and write "
              "decimals with a point\n");
}

TEST(Csv, LooksOnlyAtTheColumnsAskedFor) {
    Findings findings("a.csv");
    CsvRecords records("1,NaN,a comment\n");
    const Cells names{"a", "b", "c"};
    const std::vector<std::size_t> columns{0};
    EXPECT_EQ(read_columns(records, names, columns, findings).values[0], (std::vector<double>{1.0}));
    EXPECT_TRUE(findings.is_empty());
}

TEST(Csv, WantsTimesThatGoOn) {
    const std::vector<double> times{0.0, 1.0, 1.0, 0.5};
    const std::vector<std::size_t> lines{2, 3, 4, 5};
    Findings findings("a.csv");
    check_times(times, lines, findings);
    const Errors errors = std::move(findings).take();
    ASSERT_EQ(errors.size(), 2u);
    EXPECT_EQ(errors[0].where, "a.csv: line 4");
    EXPECT_EQ(errors[1].where, "a.csv: line 5");
    Findings single("a.csv");
    check_times(std::span(times).first(1), std::span(lines).first(1), single);
    EXPECT_FALSE(single.is_empty());
}

}  // namespace
}  // namespace wayout
