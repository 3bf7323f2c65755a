/// Alerts in and out: what is accepted, what is refused and why.
#include "sample_alert.hpp"

#include <wayout/alert.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace wayout {
namespace {

using test::read_sample_with;
using test::sample_alert;
using test::sample_with;

AlertDraft read(std::string_view text) {
    return read_alert_text(std::string(text), "alert.xml");
}

bool has(const Errors& errors, std::string_view part) {
    return as_lines(errors).find(part) != std::string::npos;
}

TEST(ReadAlert, TellsWhatTheMessageSays) {
    const AlertDraft draft = read(sample_alert);
    ASSERT_EQ(as_lines(draft.errors), "");
    const Alert& alert = draft.alert;
    EXPECT_EQ(alert.identifier, "EX-1");
    EXPECT_EQ(alert.status, AlertStatus::exercise);
    // 2030-05-17 is day 22,051 since 1970: 60 years of 365 days, 15 leap days (1972 ... 2028), and in 2030
    // 31 + 28 + 31 + 30 + 16 days before it. 20:00 at +02:00 is 18:00 UTC.
    EXPECT_EQ(alert.sent.utc_s, (60 * 365 + 15 + 31 + 28 + 31 + 30 + 16) * 86400LL + 18 * 3600);
    ASSERT_EQ(alert.infos.size(), 1u);
    EXPECT_EQ(alert.infos[0].responses, std::vector{ResponseType::evacuate});
    ASSERT_EQ(alert.infos[0].areas.size(), 1u);
    EXPECT_EQ(alert.infos[0].areas[0].polygons[0].size(), 4u);
    EXPECT_EQ(draft.raw, sample_alert);
}

TEST(ReadAlert, TakesTheRadiusOfACircleInKilometres) {
    const AlertDraft draft = read(sample_alert);
    ASSERT_EQ(draft.alert.infos.at(0).areas.at(0).circles.size(), 1u);
    EXPECT_DOUBLE_EQ(draft.alert.infos[0].areas[0].circles[0].radius_m, 120.0);
}

TEST(ReadAlert, RefusesAnUnknownStatusWithLineAndReason) {
    const AlertDraft draft = read_sample_with("Exercise", "BOGUS");
    ASSERT_EQ(draft.errors.size(), 1u);
    EXPECT_EQ(draft.errors[0].where, "alert.xml: status (line 6)");
    EXPECT_EQ(draft.errors[0].message, "'BOGUS' is none of Actual, Exercise, System, Test, Draft");
}

TEST(ReadAlert, SaysWhenOnlyBlanksOrLettersAreWrong) {
    EXPECT_TRUE(has(read_sample_with("Exercise", " Exercise ").errors, "take the blanks around it out"));
    EXPECT_TRUE(has(read_sample_with("Evacuate", "evacuate").errors, "did the sender mean 'Evacuate'?"));
}

TEST(ReadAlert, RefusesAnOpenPolygon) {
    const AlertDraft draft = read_sample_with("60.001,30 60,30<", "60.001,30 60,30.0001<");
    EXPECT_TRUE(has(draft.errors, "info.area.polygon (line 20) | is open: it begins at 60,30"));
}

TEST(ReadAlert, RefusesAPolygonThatCrossesItself) {
    // The two upper corners changed places: a bow tie that crosses in its middle.
    const AlertDraft draft = read_sample_with("60.001,30.002 60.001,30 60", "60.001,30 60.001,30.002 60");
    EXPECT_TRUE(has(draft.errors, "is no simple outline")) << as_lines(draft.errors);
    EXPECT_TRUE(has(draft.errors, "near 60.0005,30.001")) << as_lines(draft.errors);
}

TEST(ReadAlert, RefusesPlacesOutsideTheEarth) {
    EXPECT_TRUE(has(read_sample_with("60,30 0.12", "90.5,30 0.12").errors, "a latitude lies between"));
    EXPECT_TRUE(has(read_sample_with("60,30 0.12", "60,180.5 0.12").errors, "a longitude lies between"));
    EXPECT_TRUE(has(read_sample_with("60,30 0.12", "60,30").errors, "is no circle"));
    EXPECT_TRUE(has(read_sample_with("60,30 0.12", "60,30 -1").errors, "is below 0"));
    EXPECT_TRUE(has(read_sample_with("60,30 0.12", "60,30 1e3").errors, "is no number"));
    EXPECT_TRUE(has(read_sample_with("60,30 0.12", "60,30 inf").errors, "is no number"));
    EXPECT_TRUE(has(read_sample_with(" 60.001,30.002 60.001,30 60,30<", " 60,30<").errors, "has 3 pairs"));
}

TEST(ReadAlert, RefusesTimesThatTheStandardDoesNotAllow) {
    const auto problem = [](std::string_view time) {
        return as_lines(read_sample_with("2030-05-17T20:00:00+02:00", time).errors);
    };
    EXPECT_NE(problem("2030-05-17T20:00:00Z").find("ends in Z"), std::string::npos);
    EXPECT_NE(problem("2030-05-17T20:00:00,02:00").find("a comma"), std::string::npos);
    EXPECT_NE(problem("2030-05-17 20:00:00+02:00").find("is no time"), std::string::npos);
    EXPECT_NE(problem("2030-02-29T20:00:00+02:00").find("no such day"), std::string::npos);
    EXPECT_NE(problem("2030-05-17T24:00:00+02:00").find("no such time of day"), std::string::npos);
    EXPECT_NE(problem("2030-05-17T20:00:00+14:30").find("so far from UTC"), std::string::npos);
    EXPECT_EQ(problem("2032-02-29T20:00:00-00:00"), "");
}

TEST(ReadAlert, RefusesNamesWithBlanksOrCommas) {
    EXPECT_TRUE(has(read_sample_with("EX-1", "EX 1").errors, "identifier (line 3)"));
    EXPECT_TRUE(has(read_sample_with("EX-1", "EX,1").errors, "identifier (line 3)"));
    EXPECT_TRUE(has(read_sample_with("warnings@", "warnings&amp;").errors, "sender (line 4)"));
}

TEST(ReadAlert, AsksUpdatesAndCancelsWhatTheyAreAbout) {
    EXPECT_TRUE(has(read_sample_with(">Alert<", ">Update<").errors, "must say in <references>"));
    EXPECT_TRUE(has(read_sample_with(">Alert<", ">Cancel<").errors, "must say in <references>"));
    const std::string scope = "<scope>Public</scope>";
    std::string text = sample_with(">Alert<", ">Update<");
    text.replace(text.find(scope), scope.size(),
                 scope + "<references>a@b.example,EX-0,2030-05-17T19:00:00+02:00</references>");
    const AlertDraft good = read(text);
    EXPECT_EQ(as_lines(good.errors), "");
    ASSERT_EQ(good.alert.references.size(), 1u);
    EXPECT_EQ(good.alert.references[0].identifier, "EX-0");
    text.replace(text.find("EX-0,"), 5, "EX-0 ");
    EXPECT_TRUE(has(read(text).errors, "is no triple sender,identifier,sent"));
}

TEST(ReadAlert, AsksForReceiversOfRestrictedAndPrivateMessages) {
    EXPECT_TRUE(has(read_sample_with("Public", "Restricted").errors, "needs a <restriction>"));
    EXPECT_TRUE(has(read_sample_with("Public", "Private").errors, "needs <addresses>"));
    const AlertDraft good =
        read_sample_with("Public</scope>", "Private</scope><addresses>a@b.example \"The hall\"</addresses>");
    EXPECT_EQ(as_lines(good.errors), "");
    EXPECT_EQ(good.alert.addresses, (std::vector<std::string>{"a@b.example", "The hall"}));
}

TEST(ReadAlert, KnowsTheOrderOfTheElements) {
    const AlertDraft draft =
        read_sample_with("<urgency>Immediate</urgency>\n    <severity>Severe</severity>",
                         "<severity>Severe</severity>\n    <urgency>Immediate</urgency>");
    ASSERT_EQ(draft.errors.size(), 1u);
    EXPECT_EQ(draft.errors[0].where, "alert.xml: info.urgency (line 15)");
    EXPECT_TRUE(has(draft.errors, "stands behind 'severity'"));
}

TEST(ReadAlert, MissesAndCountsElements) {
    EXPECT_TRUE(has(read_sample_with("<event>Gas leak</event>", "").errors,
                    "info (line 9) | has no <event>, which it needs"));
    EXPECT_TRUE(has(read_sample_with("<event>Gas leak</event>", "<event>a</event><event>b</event>").errors,
                    "is there twice"));
    EXPECT_TRUE(has(read_sample_with("<event>Gas leak</event>", "<event><b>Gas</b></event>").errors,
                    "where only text belongs"));
    EXPECT_TRUE(has(read_sample_with("<area>", "<area>Harbour").errors, "beside its elements"));
    EXPECT_TRUE(
        has(read_sample_with("</area>", "<ceiling>100</ceiling></area>").errors, "needs an <altitude>"));
}

TEST(ReadAlert, WantsOneInfoForALanguage) {
    const std::string text(sample_alert);
    const std::size_t from = text.find("  <info>"), to = text.find("</alert>");
    const std::string info = text.substr(from, to - from);
    std::string two = text;
    two.insert(to, info);
    EXPECT_TRUE(has(read(two).errors, "is a second one in 'en-GB' (the first begins in line 9)"));
    two.replace(two.rfind("en-GB"), 5, "fr-FR");
    EXPECT_EQ(as_lines(read(two).errors), "");
}

TEST(ReadAlert, ListsAllProblemsAtOnce) {
    std::string text = sample_with("Exercise", "BOGUS");
    text.replace(text.find("Immediate"), 9, "Now");
    text.replace(text.find("EX-1"), 4, "EX 1");
    EXPECT_EQ(read(text).errors.size(), 3u);
}

TEST(ReadAlert, PassesOverElementsThatItDoesNotKnow) {
    const AlertDraft draft = read_sample_with(
        "</alert>",
        "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo/></Signature></alert>");
    EXPECT_EQ(as_lines(draft.errors), "");
    ASSERT_EQ(draft.notes.size(), 1u);
    EXPECT_NE(draft.notes[0].find("'Signature'"), std::string::npos);
}

TEST(ReadAlert, RefusesOtherVersionsAndDocuments) {
    EXPECT_TRUE(has(read_sample_with("cap:1.2", "cap:1.1").errors, "Older versions are not read"));
    EXPECT_TRUE(has(read("<html/>").errors, "the outermost element is 'html'"));
}

// ---------------------------------------------------------------- hostile input

TEST(ReadAlert, RefusesEntitiesBeforeTheyAreDeclared) {
    const std::string laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE alert [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
        "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>&d;</identifier></alert>";
    const AlertDraft draft = read(laughs);
    ASSERT_EQ(draft.errors.size(), 1u);
    EXPECT_TRUE(has(draft.errors, "document type declaration"));
    EXPECT_FALSE(draft.is_xml);
}

TEST(ReadAlert, FetchesNothing) {
    const AlertDraft outside = read(
        "<!DOCTYPE alert [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><alert "
        "xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>&x;</identifier></alert>");
    EXPECT_TRUE(has(outside.errors, "document type declaration"));
    EXPECT_EQ(outside.alert.identifier, "");
    EXPECT_TRUE(has(read("<!DOCTYPE alert SYSTEM \"http://linden.example/cap.dtd\"><alert/>").errors,
                    "document type declaration"));
    EXPECT_TRUE(has(read_sample_with("EX-1", "&x;").errors, "no well-formed XML"));
}

TEST(ReadAlert, RefusesTextThatWasCutAnywhere) {
    const std::string text(sample_alert);
    const std::size_t end = text.find("</alert>") + 8;
    for (std::size_t length = 0; length < end; ++length) {
        const AlertDraft draft = read(text.substr(0, length));
        ASSERT_FALSE(draft.errors.empty()) << length;
        ASSERT_FALSE(draft.is_xml) << length;
    }
    EXPECT_TRUE(read(text.substr(0, end)).errors.empty());
}

TEST(ReadAlert, RefusesOtherEncodings) {
    EXPECT_TRUE(has(read_sample_with("Gas leak", "Fuite \xE0 gaz").errors, "is not UTF-8"));
    EXPECT_TRUE(has(read_sample_with("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"").errors,
                    "says of itself that it is ISO-8859-1"));
    EXPECT_EQ(as_lines(read_sample_with("encoding=\"UTF-8\"", "encoding=\"utf-8\"").errors), "");
}

TEST(ReadAlert, BoundsSizeDepthAndNumber) {
    EXPECT_TRUE(has(read(std::string(most_alert_bytes + 1, ' ')).errors, "the most that is read"));
    std::string deep = "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">";
    for (int i = 0; i < 100000; ++i) deep += "<x>";
    EXPECT_TRUE(has(read(deep).errors, "more than 32 deep"));
    std::string many = "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">";
    for (int i = 0; i < 100000; ++i) many += "<x/>";
    EXPECT_TRUE(has(read(many + "</alert>").errors, "more than 20000 elements"));
}

TEST(ReadAlert, RefusesALargeFileWithoutReadingIt) {
    const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "large-alert.xml";
    {
        std::ofstream out(file, std::ios::binary);
        out << std::string(10u << 20, ' ');
    }
    const AlertDraft draft = read_alert(file);
    std::filesystem::remove(file);
    EXPECT_TRUE(has(draft.errors, "10 MiB; 1 MiB is the most"));
    EXPECT_TRUE(draft.raw.empty());
    EXPECT_TRUE(has(read_alert("no-such-file.xml").errors, "no-such-file.xml"));
}

// ---------------------------------------------------------------- out

/// A message with everything that there is.
Alert whole_alert() {
    Alert alert = read(sample_alert).alert;
    alert.source = "Test";
    alert.scope = AlertScope::private_;
    alert.addresses = {"a@b.example", "The hall"};
    alert.codes = {"profile:1", "profile:2"};
    alert.note = "Less < & more > \"quoted\" 'single'\nsecond line";
    alert.incidents = {"Linden Spring"};
    AlertInfo& info = alert.infos[0];
    info.audience = "Visitors";
    info.event_codes = {{"SAME", "CDW"}};
    info.effective = alert_time(alert.sent.utc_s, 120);
    info.onset = alert_time(alert.sent.utc_s + 60, -330);
    info.sender_name = "Control room";
    info.headline = "H\u00e9 \u2014 leave";
    info.description = "d\r\ne";
    info.instruction = "i";
    info.web = "https://linden.example/a?b=1&c=2";
    info.contact = "c";
    info.parameters = {{"wayout:runs", "40"}};
    info.resources = {{"Map", "image/png", 1234, "https://linden.example/m.png", "QUJD", "00ff"}};
    info.areas[0].geocodes = {{"LINDEN", "HS-N"}};
    info.areas[0].altitude_m = 30.48;
    info.areas[0].ceiling_m = 60.96;
    return alert;
}

TEST(WriteAlert, SaysTheSameWhenItIsReadAgain) {
    const Alert alert = whole_alert();
    const Result<std::string> xml = alert_xml(alert);
    ASSERT_TRUE(xml) << as_lines(xml.error());
    const AlertDraft again = read(*xml);
    EXPECT_EQ(as_lines(again.errors), "");
    EXPECT_EQ(again.alert, alert);
    EXPECT_NE(xml->find("<altitude>100</altitude>"), std::string::npos);  // 30.48 m
    EXPECT_NE(xml->find("<circle>60,30 0.12</circle>"), std::string::npos);
}

/// Writes the message with each value of an enumeration and reads it back.
template <std::size_t N, typename Set, typename Get>
void expect_round_trip(const std::array<std::string_view, N>& names, Set&& set, Get&& get) {
    for (std::size_t i = 0; i < N; ++i) {
        Alert alert = whole_alert();
        alert.restriction = "staff";
        alert.references = {{"a@b.example", "EX-0", alert.sent}};
        set(alert, static_cast<int>(i));
        const Result<std::string> xml = alert_xml(alert);
        ASSERT_TRUE(xml) << names[i] << as_lines(xml.error());
        EXPECT_NE(xml->find(">" + std::string(names[i]) + "<"), std::string::npos) << names[i];
        EXPECT_EQ(get(read(*xml).alert), static_cast<int>(i)) << names[i];
    }
}

TEST(WriteAlert, KeepsEveryWordOfEveryList) {
    expect_round_trip(
        alert_status_names, [](Alert& a, int i) { a.status = static_cast<AlertStatus>(i); },
        [](const Alert& a) { return static_cast<int>(a.status); });
    expect_round_trip(
        alert_kind_names, [](Alert& a, int i) { a.kind = static_cast<AlertKind>(i); },
        [](const Alert& a) { return static_cast<int>(a.kind); });
    expect_round_trip(
        alert_scope_names, [](Alert& a, int i) { a.scope = static_cast<AlertScope>(i); },
        [](const Alert& a) { return static_cast<int>(a.scope); });
    expect_round_trip(
        alert_category_names,
        [](Alert& a, int i) { a.infos[0].categories = {static_cast<AlertCategory>(i)}; },
        [](const Alert& a) { return static_cast<int>(a.infos[0].categories.at(0)); });
    expect_round_trip(
        response_type_names, [](Alert& a, int i) { a.infos[0].responses = {static_cast<ResponseType>(i)}; },
        [](const Alert& a) { return static_cast<int>(a.infos[0].responses.at(0)); });
    expect_round_trip(
        alert_urgency_names, [](Alert& a, int i) { a.infos[0].urgency = static_cast<AlertUrgency>(i); },
        [](const Alert& a) { return static_cast<int>(a.infos[0].urgency); });
    expect_round_trip(
        alert_severity_names, [](Alert& a, int i) { a.infos[0].severity = static_cast<AlertSeverity>(i); },
        [](const Alert& a) { return static_cast<int>(a.infos[0].severity); });
    expect_round_trip(
        alert_certainty_names, [](Alert& a, int i) { a.infos[0].certainty = static_cast<AlertCertainty>(i); },
        [](const Alert& a) { return static_cast<int>(a.infos[0].certainty); });
}

TEST(WriteAlert, WritesNothingThatItWouldNotRead) {
    Alert alert = whole_alert();
    alert.identifier = "has blanks";
    alert.kind = AlertKind::cancel;
    const Result<std::string> xml = alert_xml(alert);
    ASSERT_FALSE(xml);
    EXPECT_EQ(xml.error().size(), 2u);
}

TEST(AlertTimes, WriteUtcAsMinusZero) {
    EXPECT_EQ(alert_time(0).text, "1970-01-01T00:00:00-00:00");
    EXPECT_EQ(alert_time(951782400, 60).text, "2000-02-29T01:00:00+01:00");  // date -d @951782400
    EXPECT_EQ(alert_time(-1, -330).text, "1969-12-31T18:29:59-05:30");
}

TEST(AlertTimes, AreTheSameReadAndWritten) {
    // Every 11 days and some seconds over four centuries.
    for (std::int64_t s = -2208988800; s < 10413792000; s += 11 * 86400 + 12345) {
        const AlertTime time = alert_time(s, 90);
        const Result<AlertTime> again = read_alert_time(time.text);
        ASSERT_TRUE(again) << time.text;
        ASSERT_EQ(again->utc_s, s) << time.text;
    }
}

TEST(AlertText, IsOneLineEachForATerminal) {
    AlertDraft draft = read(sample_alert);
    draft.alert.infos[0].description = "first\nsecond\n\n third";
    bool is_there = false;
    for (const std::string& line : alert_lines(draft)) {
        EXPECT_EQ(line.find('\n'), std::string::npos);
        is_there = is_there || line == "  Description: first second third";
    }
    EXPECT_TRUE(is_there);
}

}  // namespace
}  // namespace wayout
