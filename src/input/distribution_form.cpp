#include "input/distribution_form.hpp"

#include <wayout/builtin_profiles.hpp>
#include "core/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <numeric>

namespace wayout {
namespace {

using Kind = Distribution::Kind;

constexpr Range any_number{-1e8, 1e8};
constexpr Range positive{0.0, 1e8, true};

void source_field(Fields& fields, Distribution& d) {
    d.source = "user";
    fields.optional("source", d.source, text(), "Publication or measurement that the numbers stem from.");
}

void cut_fields(Fields& fields, Distribution& d) {
    // Their defaults are infinite, which JSON cannot say.
    std::optional<double> min, max;
    fields.optional("min", min, number(any_number), "Draws below are not taken (truncation).");
    fields.optional("max", max, number(any_number), "Draws above are not taken (truncation).");
    d.min = min.value_or(d.min);
    d.max = max.value_or(d.max);
}

void offset_field(Fields& fields, Distribution& d) {
    fields.optional("offset", d.offset, number(any_number), "Added to every draw.");
}

template <Kind kind>
void kind_field(Fields& fields, Distribution& d, const char* word) {
    d.kind = kind;
    fields.required("distribution", d.kind, choice<Kind>({{word, kind}}), "Kind of distribution.");
}

void constant_fields(Fields& fields, Distribution& d) {
    kind_field<Kind::constant>(fields, d, "constant");
    fields.required("value", d.value, number(any_number), "The same value for everybody.");
    source_field(fields, d);
}

void uniform_fields(Fields& fields, Distribution& d) {
    kind_field<Kind::uniform>(fields, d, "uniform");
    d.min = d.max = 0.0;
    fields.required("min", d.min, number(any_number), "Smallest value.");
    fields.required("max", d.max, number(any_number), "Largest value.");
    source_field(fields, d);
}

void normal_fields(Fields& fields, Distribution& d) {
    kind_field<Kind::normal>(fields, d, "normal");
    fields.required("mean", d.mean, number(any_number), "Mean before truncation.");
    fields.required("sd", d.sd, number(positive), "Standard deviation before truncation.");
    cut_fields(fields, d);
    source_field(fields, d);
}

void lognormal_fields(Fields& fields, Distribution& d) {
    kind_field<Kind::lognormal>(fields, d, "lognormal");
    fields.required("mu", d.mu, number({-30.0, 30.0}), "Mean of the logarithm; exp(mu) is the median.");
    fields.required("sigma", d.sigma, number({0.0, 5.0, true}), "Standard deviation of the logarithm.");
    offset_field(fields, d);
    cut_fields(fields, d);
    source_field(fields, d);
}

void shape_scale_fields(Fields& fields, Distribution& d) {
    fields.required("shape", d.shape, number({0.01, 1000.0}), "Shape, without a unit.");
    fields.required("scale", d.scale, number(positive), "Scale, in the unit of what is drawn.");
    offset_field(fields, d);
    cut_fields(fields, d);
    source_field(fields, d);
}

void weibull_fields(Fields& fields, Distribution& d) {
    kind_field<Kind::weibull>(fields, d, "weibull");
    shape_scale_fields(fields, d);
}

void gamma_fields(Fields& fields, Distribution& d) {
    kind_field<Kind::gamma>(fields, d, "gamma");
    shape_scale_fields(fields, d);
}

void empirical_fields(Fields& fields, Distribution& d) {
    kind_field<Kind::empirical>(fields, d, "empirical");
    fields.required("values", d.values, list_of(number(any_number), {1, 100000}), "The values that occur.");
    fields.optional("weights", d.weights, list_of(number({0.0, 1e9}), {1, 100000}),
                    "How often each occurs; equally often without.");
    source_field(fields, d);
    fields.check(d.weights.empty() || d.weights.size() == d.values.size(), "weights",
                 fmt::format("{} weights for {} values", d.weights.size(), d.values.size()));
    fields.check(d.weights.empty() || std::accumulate(d.weights.begin(), d.weights.end(), 0.0) > 0.0,
                 "weights", "all weights are 0");
}

struct KindForm {
    const char* word;
    const char* definition;  ///< name in the schema
    void (*fields)(Fields&, Distribution&);
};

constexpr KindForm kind_forms[] = {
    {"constant", "constant_distribution", constant_fields},
    {"uniform", "uniform_distribution", uniform_fields},
    {"normal", "normal_distribution", normal_fields},
    {"lognormal", "lognormal_distribution", lognormal_fields},
    {"weibull", "weibull_distribution", weibull_fields},
    {"gamma", "gamma_distribution", gamma_fields},
    {"empirical", "empirical_distribution", empirical_fields},
};

bool read_preset(const Place& place, Distribution& d) {
    std::vector<std::string> names;
    for (const PreMovementPreset& preset : pre_movement_presets()) names.push_back(preset.id);
    const std::optional<std::size_t> row = detail::read_word(place, names);
    if (row)
        d = pre_movement_presets()[*row].distribution;
    return row.has_value();
}

bool read_object(const Place& place, Distribution& d) {
    std::vector<std::string> words;
    for (const KindForm& kind : kind_forms) words.emplace_back(kind.word);
    const JsonValue* word = place.value().find("distribution");
    if (!word) {
        place.report(ErrorCode::schema,
                     fmt::format("the key 'distribution' is missing: one of {}", fmt::join(words, ", ")));
        return false;
    }
    const std::optional<std::size_t> row = detail::read_word(place.member("distribution", *word), words);
    return row && object<Distribution>(kind_forms[*row].definition, kind_forms[*row].fields).read(place, d);
}

bool is_sound(const DrawnQuantity& quantity, const Place& place, const Distribution& d) {
    const std::vector<std::string> problems = distribution_problems(d, quantity.range);
    for (const std::string& problem : problems) place.report(ErrorCode::out_of_range, problem);
    return problems.empty();
}

JsonValue distribution_schema(SchemaDefinitions& definitions) {
    return definitions.refer("distribution", [&] {
        JsonValue::Array kinds;
        for (const KindForm& kind : kind_forms)
            kinds.push_back(object<Distribution>(kind.definition, kind.fields).schema(definitions));
        return json_object(
            {{"description", json_text("Numbers are in the unit of the key that holds the distribution.")},
             {"anyOf", json_list(std::move(kinds))}});
    });
}

}  // namespace

Form<Distribution> distribution(const DrawnQuantity& quantity) {
    return {[quantity](const Place& place, Distribution& d) {
                d = {};
                const JsonValue& value = place.value();
                if (value.is_number()) {
                    d.source = "user";
                    return number({quantity.range.lowest, quantity.range.highest}).read(place, d.value);
                }
                if (quantity.has_presets && value.text())
                    return read_preset(place, d);
                if (value.object())
                    return read_object(place, d) && is_sound(quantity, place, d);
                place.report(
                    ErrorCode::schema,
                    fmt::format("{} where a number or {{\"distribution\": ...}}{} is needed",
                                value.kind_words(), quantity.has_presets ? " or the name of a preset" : ""));
                return false;
            },
            [quantity](SchemaDefinitions& definitions) {
                JsonValue::Array alternatives{
                    number({quantity.range.lowest, quantity.range.highest}).schema(definitions),
                    distribution_schema(definitions)};
                if (quantity.has_presets) {
                    std::vector<std::string> names;
                    for (const PreMovementPreset& preset : pre_movement_presets()) names.push_back(preset.id);
                    alternatives.push_back(json_object({{"enum", json_texts(names)}}));
                }
                return json_object({{"anyOf", json_list(std::move(alternatives))}});
            },
            {},
            true};
}

}  // namespace wayout
