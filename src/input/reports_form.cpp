/// The keys of a ledger of reports: docs/howto/forecast-an-incident.md, schema/reports.schema.json.
#include "input/files.hpp"
#include "input/form.hpp"
#include "input/incident_time.hpp"
#include "input/json_file.hpp"
#include "input/ranges.hpp"

#include <wayout/reports.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace wayout {
namespace {

constexpr int reports_format_version = 1;
/// Of a ledger; more than anybody will type, and a bound for hostile files.
constexpr std::size_t most_statements = 5000;
constexpr std::uint64_t most_bytes = 16u << 20;
constexpr std::size_t most_letters = 2000;
constexpr Range people{0.0, 1e7};
constexpr Range positive_share{0.0, 1.0, true};
constexpr Range duration_s{0.0, 1e9};
constexpr Range sigma_range{0.0, 3.0};

/// A statement whose time is not yet counted from the start of the incident.
struct StatementDraft {
    Statement statement;
    IncidentTime time;
};

struct LedgerDraft {
    Ledger ledger;
    std::vector<StatementDraft> statements;
    std::optional<IncidentTime> start;
    std::optional<IncidentTime> now;
    std::string start_where;
    std::string now_where;
};

Form<int> reports_version() {
    Form<int> form = integer(reports_format_version, reports_format_version);
    form.write = {};
    return form;
}

/// A text that somebody can read in a table.
Form<std::string> short_text(std::size_t most, bool may_be_empty) {
    const Form<std::string> plain = text();
    return {[plain, most, may_be_empty](const Place& place, std::string& value) {
                if (!plain.read(place, value))
                    return false;
                if (value.size() > most) {
                    place.report(ErrorCode::out_of_range,
                                 fmt::format("has {} bytes; at most {} are allowed", value.size(), most));
                    return false;
                }
                if (!may_be_empty && value.find_first_not_of(" \t\r\n") == std::string::npos) {
                    place.report(ErrorCode::schema, "is empty: say who");
                    return false;
                }
                return true;
            },
            plain.schema};
}

Form<ReportedQuantity> quantity_form() {
    std::vector<std::pair<std::string, ReportedQuantity>> words;
    for (std::size_t i = 0; i < reported_quantity_count; ++i)
        words.emplace_back(reported_quantity_names[i], static_cast<ReportedQuantity>(i));
    return choice<ReportedQuantity>(std::move(words));
}

/// Of statements: children in hospital have a name of their own.
Form<Subject> counted_quantity() {
    const Form<ReportedQuantity> plain = quantity_form();
    std::vector<std::string> words(reported_quantity_names.begin(), reported_quantity_names.end());
    words.emplace_back("hospitalised_children");
    return {[words](const Place& place, Subject& subject) {
                const std::optional<std::size_t> row = detail::read_word(place, words);
                if (!row)
                    return false;
                const bool is_children = *row == reported_quantity_count;
                subject.quantity =
                    is_children ? ReportedQuantity::in_hospital : static_cast<ReportedQuantity>(*row);
                if (is_children)
                    subject.age = "child";
                return true;
            },
            [words](SchemaDefinitions&) {
                return json_object({{"enum", json_texts(words)}});
            }};
}

/// One id, or a list of them.
Form<std::vector<std::string>> ids() {
    const Form<std::vector<std::string>> list = list_of(id(), {1, 1000});
    return {[list](const Place& place, std::vector<std::string>& value) {
                if (!place.value().text())
                    return list.read(place, value);
                value.resize(1);
                return id().read(place, value.front());
            },
            [list](SchemaDefinitions& definitions) {
                JsonValue schema = list.schema(definitions);
                add_alternative(schema, id().schema(definitions));
                return schema;
            }};
}

void subject_place_fields(Fields& fields, Subject& subject) {
    fields.optional("storey", subject.storey, id(), "Id of a storey of the scenario.");
    fields.optional("zone", subject.zone, id(), "Id of a zone of the scenario.");
    fields.optional("hospital", subject.hospital, id(), "Id of a hospital of the response plan.");
    fields.exactly_one_of({"storey", "zone", "hospital"});
}

bool has_two_bounds(const Statement& s) {
    return s.min && s.max;
}

void number_fields(Fields& fields, Statement& s) {
    fields.optional("value", s.value, number(people), "The number.");
    fields.optional("min", s.min, number(people), "\"At least\" so many.");
    fields.optional("max", s.max, number(people), "\"At most\" so many.");
    fields.optional("percent", s.percent, number({0.0, 100.0}), "Per cent of the whole, of_quantity.");
    fields.optional("of", s.whole, number(people),
                    "The whole that the value is a part of: 145 in \"115 of 145\".");
    fields.optional("of_quantity", s.of_quantity, quantity_form(),
                    "What the whole counts; is weighed as a statement of its own.");
    fields.optional("about", s.is_about, yes_or_no(), "An approximate number.");
    fields.optional(
        "trend", s.trend,
        choice<Trend>({{"none", Trend::none}, {"may_rise", Trend::may_rise}, {"may_fall", Trend::may_fall}}),
        "\"The number may rise\": a value is then a lower bound.");
    fields.at_most_one_of({"value", "min", "percent"});
    fields.at_most_one_of({"value", "max", "percent"});
    fields.needs("percent", "of_quantity");
    fields.needs("of", "value");
    if (fields.is_describing())
        return;
    fields.check(s.value || s.min || s.max || s.percent, "value",
                 "no number is given: give value, min, max or percent");
    fields.check(!has_two_bounds(s) || *s.min <= *s.max, "min",
                 fmt::format("{:g} is more than max, {:g}", s.min.value_or(0.0), s.max.value_or(0.0)));
    fields.check(!s.whole || !s.value || *s.value <= *s.whole, "value",
                 fmt::format("the part, {:g}, is greater than its whole, {:g}", s.value.value_or(0.0),
                             s.whole.value_or(0.0)));
    fields.check(!s.of_quantity || s.whole || s.percent, "of_quantity",
                 "says of what, but neither \"of\" nor \"percent\" is given");
}

void statement_fields(Fields& fields, StatementDraft& draft) {
    Statement& s = draft.statement;
    s.where = fields.where();
    fields.required("id", s.id, id(), "Short name, for supersedes and results.");
    fields.required("time", draft.time, incident_time(),
                    "When it was said: seconds of the incident, or date and time.");
    fields.required("source", s.source, short_text(200, false), "Who said it.");
    fields.required("kind", s.kind,
                    choice<SourceKind>({{"official", SourceKind::official},
                                        {"hospital", SourceKind::hospital},
                                        {"responder", SourceKind::responder},
                                        {"witness", SourceKind::witness},
                                        {"press", SourceKind::press},
                                        {"social", SourceKind::social}}),
                    "Kind of source.");
    fields.required("quantity", s.subject, counted_quantity(), "What is counted.");
    const ReportedQuantity quantity = s.subject.quantity;
    const bool is_of_children = !s.subject.age.empty();
    fields.optional("place", s.subject, object("place", subject_place_fields), "Counts there only.");
    fields.optional("age", s.subject.age,
                    choice<std::string>({{"child", "child"}, {"adult", "adult"}, {"older", "older"}}),
                    "Counts people of this age only: below 18, below 65, from 65 years on.");
    number_fields(fields, s);
    fields.optional("confidence", s.confidence, number(positive_share),
                    "Probability that it is what it purports to be; else that of its kind.");
    fields.optional("supersedes", s.supersedes, ids(), "Earlier statements that it replaces.");
    fields.optional("text", s.text, short_text(most_letters, true), "As it was said.");
    if (fields.is_describing())
        return;
    fields.check(!is_of_children || s.subject.age == "child", "age",
                 "hospitalised_children are children; write in_hospital for others");
    const bool is_in_hospital =
        quantity == ReportedQuantity::in_hospital || quantity == ReportedQuantity::transported;
    fields.check(s.subject.hospital.empty() || is_in_hospital, "place",
                 "a hospital has only in_hospital and transported");
    fields.check((s.subject.storey.empty() && s.subject.zone.empty()) || !is_in_hospital, "place",
                 "people in hospital have no storey and no zone");
    fields.check(quantity != ReportedQuantity::ambulances_at_scene || s.subject.is_whole(), "quantity",
                 "ambulances have neither place nor age");
    fields.check(!s.of_quantity || *s.of_quantity != ReportedQuantity::ambulances_at_scene, "of_quantity",
                 "nothing is a part of the ambulances");
}

template <SourceKind kind>
void kind_fields(Fields& fields, KindModel& model) {
    if (fields.is_describing())
        model = ReportingModel{}.of(kind);
    fields.optional("lag_median_s", model.lag_median_s, number(duration_s), "From the truth to the figure.");
    fields.optional("lag_sigma", model.lag_sigma, number(sigma_range), "Of its logarithm.");
    fields.optional("seen_frac", model.seen_frac, number({0.0, 2.0, true}),
                    "Mean share of the true number that the source knows of.");
    fields.optional("error_frac", model.error_frac, number({0.0, 10.0}), "Relative standard deviation.");
    fields.optional("confidence", model.confidence, number(positive_share),
                    "That a statement is what it purports to be.");
}

void model_fields(Fields& fields, ReportingModel& model) {
    fields.optional("official", model.of(SourceKind::official),
                    object("official sources", kind_fields<SourceKind::official>), "Official sources.");
    fields.optional("hospital", model.of(SourceKind::hospital),
                    object("hospitals", kind_fields<SourceKind::hospital>), "Hospitals.");
    fields.optional("responder", model.of(SourceKind::responder),
                    object("responders", kind_fields<SourceKind::responder>), "Responders.");
    fields.optional("witness", model.of(SourceKind::witness),
                    object("witnesses", kind_fields<SourceKind::witness>), "Witnesses.");
    fields.optional("press", model.of(SourceKind::press), object("press", kind_fields<SourceKind::press>),
                    "Press.");
    fields.optional("social", model.of(SourceKind::social),
                    object("social media", kind_fields<SourceKind::social>), "Social media.");
    fields.optional("dead_lag_median_s", model.dead_lag_median_s, number(duration_s),
                    "From a death to the figure, whoever tells it.");
    fields.optional("dead_lag_sigma", model.dead_lag_sigma, number(sigma_range), "Of its logarithm.");
    fields.optional("double_count_frac", model.double_count_frac, number(share_range),
                    "The dead are counted twice by up to this share, until reconciled.");
    fields.optional("reconciled_from_s", model.reconciled_from_s, number(duration_s), "Earliest.");
    fields.optional("reconciled_until_s", model.reconciled_until_s, number(duration_s), "Latest.");
    fields.optional("missing_excess_frac", model.missing_excess_frac, number({0.0, 100.0}),
                    "By how much lists of the missing are too long at first.");
    fields.optional("missing_tau_s", model.missing_tau_s, number({0.0, 1e9, true}), "How fast that goes.");
    fields.optional("injured_self_frac", model.injured_self_frac, number(share_range),
                    "Of the injured, who come of their own and late.");
    fields.optional("injured_tau_s", model.injured_tau_s, number({0.0, 1e9, true}), "How late.");
    fields.optional("about_frac", model.about_frac, number({0.0, 10.0}),
                    "Error added to approximate numbers.");
    fields.optional("count_sd", model.count_sd, number({0.01, 1e6}), "Error of any count, in people.");
    fields.optional("percent_sd", model.percent_sd, number({0.01, 100.0}), "Of percentages, in points.");
    fields.optional("correlation", model.correlation, number(share_range),
                    "Of the errors of sources of one kind at the same time.");
    fields.optional("correlation_time_s", model.correlation_time_s, number({0.0, 1e9, true}),
                    "Over which that falls to 1/e.");
    fields.check(model.reconciled_from_s <= model.reconciled_until_s, "reconciled_from_s",
                 "is later than reconciled_until_s");
}

void ledger_fields(Fields& fields, LedgerDraft& draft) {
    int version{};
    std::string ignored;
    Ledger& ledger = draft.ledger;
    fields.optional("$schema", ignored, text(), "For editors.");
    fields.required("wayout_reports", version, reports_version(), "Version of this format.");
    fields.optional("name", ledger.name, short_text(200, true), "Name of the incident.");
    fields.optional("description", ledger.description, short_text(most_letters, true), "What it is about.");
    fields.optional("incident_start", draft.start, date_time(),
                    "Date and time of 0 s; needed for statements with a date.");
    fields.optional("now", draft.now, incident_time(),
                    "When the ledger was closed; else the last statement.");
    fields.optional("until_s", ledger.until_s, number({1.0, 1e9}),
                    "End of the window in which statements may lie.");
    fields.required("statements", draft.statements,
                    list_of(object("statement", statement_fields), {0, most_statements}),
                    "What was said, in any order.");
    fields.optional("reporting", ledger.model, object("reporting model", model_fields),
                    "How figures come about, where it is known better than the defaults.");
    draft.start_where = fields.where() + ": incident_start";
    draft.now_where = fields.where() + ": now";
}

/// Seconds of the incident; nothing after having said why not.
std::optional<double> seconds_of(const IncidentTime& time, const std::optional<IncidentTime>& start,
                                 const std::string& where, Problems& problems) {
    if (!time.is_date)
        return time.seconds;
    if (!start) {
        problems.add(
            {ErrorCode::schema, where,
             fmt::format("{} is a date, and the ledger has no \"incident_start\" to count from", time.text)});
        return std::nullopt;
    }
    if (start->has_offset != time.has_offset) {
        problems.add({ErrorCode::schema, where,
                      fmt::format("{} and incident_start, {}: give the offset from UTC of both or of neither",
                                  time.text, start->text)});
        return std::nullopt;
    }
    return time.seconds - start->seconds;
}

/// Times counted from the start. Without all of them the ledger is of no use.
void settle_times(LedgerDraft& draft, std::optional<double> now_s, Problems& problems) {
    Ledger& ledger = draft.ledger;
    double last_s = 0.0;
    for (StatementDraft& s : draft.statements) {
        const std::optional<double> time_s =
            seconds_of(s.time, draft.start, s.statement.where + ".time", problems);
        s.statement.time_s = time_s.value_or(0.0);
        s.statement.time_text = s.time.text;
        last_s = std::max(last_s, s.statement.time_s);
        ledger.statements.push_back(std::move(s.statement));
    }
    ledger.now_s = last_s;
    if (draft.now)
        ledger.now_s = seconds_of(*draft.now, draft.start, draft.now_where, problems).value_or(last_s);
    ledger.now_s = now_s.value_or(ledger.now_s);
    if (draft.start)
        ledger.start_text = draft.start->text;
    if (!(ledger.now_s >= 0.0 && ledger.now_s <= ledger.until_s))
        problems.add(
            {ErrorCode::out_of_range, draft.now_where,
             fmt::format("{:g} s is outside of the incident, 0 to {:g} s", ledger.now_s, ledger.until_s)});
}

}  // namespace

Result<Ledger> read_reports(const std::filesystem::path& path, std::optional<double> now_s) {
    const std::string name = path.filename().string();
    Reading reading;
    const Result<JsonValue> tree = read_json_file(path, most_bytes, reading);
    if (!tree)
        return tree.error();
    LedgerDraft draft;
    const bool is_read = object("ledger", ledger_fields).read(Place(reading, *tree), draft);
    if (is_read || !draft.statements.empty()) {
        settle_times(draft, now_s, reading.problems);
        for (Error& error : problems_of(draft.ledger)) reading.problems.add(std::move(error));
    }
    if (!reading.problems.is_empty())
        return std::move(reading.problems).take();
    Ledger ledger = std::move(draft.ledger);
    std::stable_sort(ledger.statements.begin(), ledger.statements.end(),
                     [](const Statement& a, const Statement& b) { return a.time_s < b.time_s; });
    ledger.file = name;
    ledger.as_json = to_text(*tree);
    return ledger;
}

std::string reports_schema() {
    return schema_document("reports", "wayout reports", Includes::none,
                           object("ledger", ledger_fields).schema);
}

}  // namespace wayout
