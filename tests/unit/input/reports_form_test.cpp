#include "snippets.hpp"

#include <wayout/reports.hpp>

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace wayout {
namespace {

constexpr const char* reports_schema_file = "schema/reports.schema.json";

Result<Ledger> read_reports_text(const std::string& text, std::optional<double> now_s = {}) {
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("wayout-reports-" + std::to_string(::getpid()) + ".json");
    std::ofstream(file, std::ios::binary) << text;
    Result<Ledger> ledger = read_reports(file, now_s);
    std::filesystem::remove(file);
    return ledger;
}

std::string with_statements(const std::string& statements, const std::string& more = {}) {
    return R"({"wayout_reports": 1, )" + more + R"("statements": [)" + statements + "]}";
}

std::string statement(const std::string& id, double time_s, const std::string& more) {
    return R"({"id": ")" + id + R"(", "time": )" + std::to_string(time_s) +
           R"(, "source": "Police", "kind": "official", "quantity": "dead", )" + more + "}";
}

std::string problems_with(const std::string& text, std::optional<double> now_s = {}) {
    const Result<Ledger> ledger = read_reports_text(text, now_s);
    return ledger ? "none" : as_lines(ledger.error());
}

void expect_part(const std::string& lines, const std::string& part) {
    EXPECT_NE(lines.find(part), std::string::npos) << part << "\nin\n" << lines;
}

TEST(ReportsForm, SchemaFileIsWhatTheReaderTells) {
    const std::string schema = reports_schema();
    if (std::getenv("WAYOUT_UPDATE_GOLDEN"))
        std::ofstream(reports_schema_file) << schema;
    EXPECT_EQ(content_of(reports_schema_file), schema)
        << "run the test with WAYOUT_UPDATE_GOLDEN=1 and look at the difference";
}

TEST(ReportsForm, ReadsTheExamplesWithDatesCountedFromTheStart) {
    const Result<Ledger> ledger = read_reports("scenarios/forecast/reports-3.json");
    ASSERT_TRUE(ledger) << as_lines(ledger.error());
    EXPECT_EQ(ledger->now_s, 5400.0);
    ASSERT_EQ(ledger->statements.size(), 9u);
    EXPECT_EQ(ledger->statements[0].id, "w1");
    EXPECT_EQ(ledger->statements[0].time_s, 240.0);
    EXPECT_TRUE(ledger->statements[0].is_about);
    EXPECT_EQ(ledger->statements[5].supersedes, std::vector<std::string>{"f1"});
    EXPECT_EQ(ledger->statements[6].of_quantity, ReportedQuantity::evacuated);
    for (const char* other : {"scenarios/forecast/reports-1.json", "scenarios/forecast/reports-2.json"})
        EXPECT_TRUE(read_reports(other)) << other;
}

TEST(ReportsForm, CountsAcrossOffsetsAndLeapDays) {
    const Result<Ledger> ledger = read_reports_text(with_statements(
        R"({"id": "a", "time": "2032-03-01T01:30:00+02:00", "source": "x", "kind": "press", "quantity": "dead",
            "value": 1})",
        R"("incident_start": "2032-02-28T23:30:00Z", )"));
    ASSERT_TRUE(ledger) << as_lines(ledger.error());
    // 2032 is a leap year: from 28 February 23:30 to 29 February 23:30, both in UTC.
    EXPECT_EQ(ledger->statements[0].time_s, 86400.0);
}

TEST(ReportsForm, ChildrenInHospitalAreASubjectOfTheirOwn) {
    const Result<Ledger> ledger = read_reports_text(with_statements(
        R"({"id": "a", "time": 5, "source": "x", "kind": "hospital", "quantity": "hospitalised_children", "value": 5},
           {"id": "b", "time": 6, "source": "x", "kind": "hospital", "quantity": "in_hospital", "value": 115, "of": 145,
            "of_quantity": "injured", "place": {"hospital": "north"}})"));
    ASSERT_TRUE(ledger) << as_lines(ledger.error());
    EXPECT_EQ(key_of(ledger->statements[0].subject), "in_hospital@age:child");
    EXPECT_EQ(key_of(ledger->statements[1].subject), "in_hospital@hospital:north");
    EXPECT_EQ(number_words(ledger->statements[1]), "115 of 145 (injured)");
}

TEST(ReportsForm, NamesEveryProblemAtOnce) {
    const std::string lines = problems_with(with_statements(
        statement("a", 10, R"("value": 115, "of": 100)") + "," + statement("b", 20, R"("min": 5, "max": 3)") +
        "," + statement("c", 30, R"("percent": 101, "of_quantity": "present")") + "," +
        statement("d", 40, R"("value": -1)") + "," + statement("e", -50, R"("value": 1)") + "," +
        statement("f", 60, R"("value": 2, "supersedes": "zz")") + "," + statement("f", 70, R"("value": 3)") +
        "," + statement("g", 80, R"("about": true)")));
    expect_part(lines, "the part, 115, is greater than its whole, 100");
    expect_part(lines, "5 is more than max, 3");
    expect_part(lines, "101 is out of range; allowed: from 0 to 100");
    expect_part(lines, "-1 is out of range");
    expect_part(lines, "before the start of the incident");
    expect_part(lines, "there is no statement 'zz'");
    expect_part(lines, "there is another statement of that id");
    expect_part(lines, "no number is given");
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 8);
}

TEST(ReportsForm, RefusesTheFutureAndWhatIsOutOfTheWindow) {
    const std::string two = statement("a", 10, R"("value": 1)") + "," + statement("b", 900, R"("value": 2)");
    EXPECT_EQ(problems_with(with_statements(two)), "none");
    expect_part(problems_with(with_statements(two), 100.0), "in the future: now is 100 s");
    expect_part(problems_with(with_statements(two, R"("now": 800, )")), "in the future: now is 800 s");
    expect_part(problems_with(with_statements(two, R"("until_s": 500, )")), "looked at until 500 s");
    expect_part(problems_with(with_statements(statement("a", 1, R"("value": 1)"), R"("now": 1e9, )")),
                "outside of the incident");
}

TEST(ReportsForm, RefusesCirclesAndOrdersThatCannotBe) {
    expect_part(problems_with(with_statements(statement("a", 10, R"("value": 1, "supersedes": ["b"])") + "," +
                                              statement("b", 10, R"("value": 2, "supersedes": "a")"))),
                "a circle");
    expect_part(problems_with(with_statements(statement("a", 10, R"("value": 1, "supersedes": "a")"))),
                "replaces itself");
    expect_part(problems_with(with_statements(statement("a", 10, R"("value": 1, "supersedes": "b")") + "," +
                                              statement("b", 20, R"("value": 2)"))),
                "was said later");
    expect_part(
        problems_with(with_statements(
            statement("a", 10, R"("value": 1)") +
            R"(,{"id": "b", "time": 20, "source": "x", "kind": "press", "quantity": "injured", "value": 1,
                        "supersedes": "a"})")),
        "neither replaces the other");
    expect_part(problems_with(with_statements(statement("a", 10, R"("value": 1)") + "," +
                                              statement("b", 10, R"("value": 1)"))),
                "says the same at the same time");
}

TEST(ReportsForm, RefusesTimesThatAreNone) {
    for (const char* time : {"\"2031-02-29T10:00:00Z\"", "\"2031-13-01T10:00\"", "\"2031-01-01 10:00\"",
                             "\"yesterday\"", "\"2031-01-01T24:00\"", "\"2031-01-01T10:00+2\"", "\"\""})
        expect_part(
            problems_with(with_statements(R"({"id": "a", "source": "x", "kind": "press", "quantity": "dead",
            "value": 1, "time": )" + std::string(time) +
                                              "}",
                                          R"("incident_start": "2031-01-01T00:00:00Z", )")),
            "is no date and time");
    const std::string dated = R"({"id": "a", "time": "2031-01-01T10:00:00Z", "source": "x", "kind": "press",
                                  "quantity": "dead", "value": 1})";
    expect_part(problems_with(with_statements(dated)), "no \"incident_start\" to count from");
    expect_part(problems_with(with_statements(dated, R"("incident_start": "2031-01-01T00:00:00", )")),
                "of both or of neither");
}

TEST(ReportsForm, RefusesPartsThatDoNotBelong) {
    const auto of = [](const std::string& more) {
        return with_statements(R"({"id": "a", "time": 5, "source": "x", "kind": "press", )" + more + "}");
    };
    expect_part(problems_with(of(R"("quantity": "dead", "value": 1, "place": {"hospital": "north"})")),
                "a hospital has only in_hospital and transported");
    expect_part(problems_with(of(R"("quantity": "in_hospital", "value": 1, "place": {"zone": "hall"})")),
                "have no storey and no zone");
    expect_part(problems_with(of(R"("quantity": "hospitalised_children", "value": 1, "age": "adult")")),
                "are children");
    expect_part(problems_with(of(R"("quantity": "ambulances_at_scene", "value": 1, "age": "adult")")),
                "neither place nor age");
    expect_part(problems_with(of(R"("quantity": "deaths", "value": 1)")), "'deaths' is not one of");
    expect_part(problems_with(of(R"("quantity": "dead", "value": 1, "place": {"zone": "a", "storey": "b"})")),
                "cannot be given together");
    expect_part(problems_with(of(R"("quantity": "dead", "percent": 10)")), "'percent' needs 'of_quantity'");
    expect_part(problems_with(of(R"("quantity": "dead", "value": 1, "sauce": "b")")),
                "did you mean 'source'");
}

TEST(ReportsForm, HostileFilesEndInMessages) {
    expect_part(problems_with("{"), "line 1");
    expect_part(problems_with("[1, 2]"), "");
    expect_part(problems_with(std::string(100000, '[')), "line 1");
    expect_part(problems_with(std::string("\0\xff\xfe", 3)), "line 1");
    std::string many;
    for (int i = 0; i < 5001; ++i) many += (i > 0 ? "," : "") + std::string("0");
    EXPECT_NE(problems_with(with_statements(many)), "none");
    expect_part(problems_with(with_statements(
                    statement("a", 1, R"("value": 1, "text": ")" + std::string(5000, 'x') + "\""))),
                "at most 2000");
    EXPECT_FALSE(read_reports("no/such/reports.json"));
    EXPECT_FALSE(read_reports("/dev/zero"));
    EXPECT_FALSE(read_reports("/tmp"));
    // A chain of a thousand replacements is no circle.
    std::string chain = statement("s0", 1, R"("value": 1)");
    for (int i = 1; i < 1000; ++i)
        chain += "," + statement("s" + std::to_string(i), 1 + i,
                                 R"("value": 1, "supersedes": "s)" + std::to_string(i - 1) + "\"");
    EXPECT_EQ(problems_with(with_statements(chain)), "none");
}

}  // namespace
}  // namespace wayout
