/// The keys of a file that describes one evening: docs/howto/brief-an-evening.md,
/// schema/briefing.schema.json.
#include "input/files.hpp"
#include "input/form.hpp"
#include "input/json_file.hpp"
#include "input/ranges.hpp"
#include "input/study_form.hpp"

#include <wayout/briefing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace wayout {
namespace {

Form<int> briefing_version() {
    Form<int> form = integer(1, 1);
    form.write = {};
    return form;
}

void advisory_fields(Fields& fields, TonightSpec& tonight) {
    fields.required("level", tonight.advisory, text(), "Its level, in words.");
    fields.optional("attendance_frac", tonight.advisory_attendance_frac, number({0.0, 1.0, true}),
                    "Share of the visitors who come in spite of it: your assumption, there are no data.");
}

void weather_fields(Fields& fields, TonightSpec& tonight) {
    double outside_k{};
    fields.required("temperature_c", outside_k, temperature_in_celsius({-80.0, 60.0}), "Outside.");
    tonight.temperature_k = outside_k;
    fields.optional("coats_below_c", tonight.coats_below_k, temperature_in_celsius({-80.0, 60.0}),
                    "Below it people wear coats. Our choice.");
    fields.optional("coat_width_factor", tonight.coat_width_factor, number({1.0, 1.5}),
                    "On body widths when they do. Our choice.");
}

void criterion_fields(Fields& fields, TonightSpec& tonight) {
    fields.optional("time_limit_s", tonight.time_limit_s, number({0.0, 86400.0}),
                    "Everybody must be out within it; 0: unharmed before conditions become untenable.");
    fields.optional("probability", tonight.probability, number({0.5, 0.9999}),
                    "With which that is asked for.");
}

void tonight_fields(Fields& fields, TonightSpec& tonight) {
    int version{};
    std::string ignored;
    fields.optional("$schema", ignored, text(), "For editors.");
    fields.required("wayout_briefing", version, briefing_version(), "Version of this format.");
    fields.optional("event", tonight.event, text(), "Name of the event.");
    fields.optional("date", tonight.date, text(), "When it is, in any form.");
    fields.optional("visitors", tonight.visitors, integer(1, 1000000), "How many visitors come.");
    fields.optional("attendance_frac", tonight.attendance_frac, number({0.0, 100.0, true}),
                    "Instead: share of the scenario's visitors.");
    fields.at_most_one_of({"visitors", "attendance_frac"});
    fields.optional("closed", tonight.closed, list_of(id(), up_to_thousand),
                    "Ids of exits, doors, stairs, ramps and escalators that cannot be used.");
    fields.optional("stewards_absent", tonight.stewards_absent, list_of(id(), up_to_thousand),
                    "Ids of stewards of the scenario who are not there.");
    TonightSpec parts = tonight;
    if (fields.optional("weather", parts, object("weather", weather_fields), "For coats.")) {
        tonight.temperature_k = parts.temperature_k;
        tonight.coats_below_k = parts.coats_below_k;
        tonight.coat_width_factor = parts.coat_width_factor;
    }
    if (fields.optional("advisory", parts, object("advisory", advisory_fields),
                        "A public advisory, as to avoid large gatherings.")) {
        tonight.advisory = parts.advisory;
        tonight.advisory_attendance_frac = parts.advisory_attendance_frac;
    }
    if (fields.optional("criterion", parts, object("criterion", criterion_fields), "What a go needs.")) {
        tonight.time_limit_s = parts.time_limit_s;
        tonight.probability = parts.probability;
    }
    fields.optional("measures", tonight.measures, list_of(object("measure", variant_fields), {0, 50}),
                    "What could be done, as variants of a study: tried when it is no go as it is.");
    fields.optional("attendance_steps", tonight.attendance_steps, list_of(number({0.0, 1.0, true}), {0, 20}),
                    "Shares of tonight's visitors that are tried when it is no go as it is.");
    fields.optional("runs", tonight.runs, integer(2, 100000), "Of tonight, and of each measure.");
    fields.optional("seed", tonight.seed, seed_number(), "Of the first run; it counts up from there.");
}

}  // namespace

Result<TonightSpec> read_tonight(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    Reading reading;
    const Result<JsonValue> tree = read_json_file(path, FileLimits{}.file_bytes, reading);
    if (!tree)
        return tree.error();
    TonightSpec tonight;
    object("evening", tonight_fields).read(Place(reading, *tree), tonight);
    tonight.where = name;
    std::set<std::string> ids;
    for (VariantSpec& measure : tonight.measures) {
        if (!ids.insert(measure.id).second)
            reading.problems.add(
                {ErrorCode::schema, measure.where,
                 fmt::format("there are two measures with the id '{}'; rename one", measure.id)});
        if (measure.name.empty())
            measure.name = measure.id;
    }
    if (!reading.problems.is_empty())
        return std::move(reading.problems).take();
    return tonight;
}

std::string briefing_schema() {
    return schema_document("briefing", "wayout briefing", Includes::none,
                           object("evening", tonight_fields).schema);
}

}  // namespace wayout
