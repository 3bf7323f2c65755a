/// How the values of a scenario file are written: one description that both reads them and tells the JSON
/// Schema.
///
/// A Form<T> is the form of one kind of value: a number in a range, a polygon, a list of doors. The keys of
/// an object are listed by a function over Fields, in which each key names its form and the member that it
/// fills. See venue_form.cpp for the use.
#pragma once

#include "input/place.hpp"
#include "input/schema.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayout {

template <typename T>
struct Form {
    /// Fills the value; false when it could not, after reporting why.
    std::function<bool(const Place&, T&)> read;
    std::function<JsonValue(SchemaDefinitions&)> schema;
    /// The value as it is written in files, for defaults in the schema. Empty: not shown.
    std::function<JsonValue(const T&)> write{};
    bool is_compound{false};  ///< lists and objects: may live in a file of their own, by {"$include": ...}
};

struct Range {
    double min{0.0};
    double max{0.0};
    bool min_excluded{false};
};

// ---------------------------------------------------------------- plain values

Form<double> number(Range range);
Form<double> angle_in_degrees();  ///< degrees in files, radians in memory
/// The range is in degrees Celsius.
Form<double> temperature_in_celsius(Range range);  ///< Celsius in files, kelvin in memory
Form<int> integer(int min, int max);
Form<std::uint64_t> seed_number();
Form<bool> yes_or_no();
Form<std::string> text();
/// Letters, digits, '_', '-' and '.', at most 64, beginning with a letter or digit: ids become columns and
/// file names.
Form<std::string> id();

namespace detail {
bool expect_object(const Place& place);
bool expect_array(const Place& place, std::size_t min_count, std::size_t max_count);
/// Row of the word among those allowed; reports and suggests when it is none of them.
std::optional<std::size_t> read_word(const Place& place, const std::vector<std::string>& words);
JsonValue array_schema(JsonValue items, std::size_t min_count, std::size_t max_count);
}  // namespace detail

template <typename E>
Form<E> choice(std::vector<std::pair<std::string, E>> words) {
    std::vector<std::string> names;
    for (const auto& [name, value] : words) names.push_back(name);
    return {[words, names](const Place& place, E& value) {
                const std::optional<std::size_t> row = detail::read_word(place, names);
                if (row)
                    value = words[*row].second;
                return row.has_value();
            },
            [names](SchemaDefinitions&) {
                return json_object({{"enum", json_texts(names)}});
            },
            [words](const E& value) {
                for (const auto& [name, meaning] : words)
                    if (meaning == value)
                        return json_text(name);
                return JsonValue(nullptr);
            }};
}

// ---------------------------------------------------------------- lists

struct Count {
    std::size_t min{0};
    std::size_t max{std::numeric_limits<std::size_t>::max()};
};

template <typename T>
Form<std::vector<T>> list_of(Form<T> item, Count count = {}) {
    return {[item, count](const Place& place, std::vector<T>& values) {
                if (!detail::expect_array(place, count.min, count.max))
                    return false;
                const JsonValue::Array& items = *place.value().array();
                values.clear();
                values.reserve(items.size());
                bool good = true;
                for (std::size_t i = 0; i < items.size(); ++i)
                    good = item.read(place.item(i, items[i]), values.emplace_back()) && good;
                return good;
            },
            [item, count](SchemaDefinitions& definitions) {
                return detail::array_schema(item.schema(definitions), count.min, count.max);
            },
            {},
            true};
}

// ---------------------------------------------------------------- objects

/// The keys of an object, while one is read or while the schema is told what there may be.
class Fields {
public:
    explicit Fields(const Place& place);
    explicit Fields(SchemaDefinitions& definitions);

    /// False when there was a problem with it.
    template <typename T>
    bool required(const char* key, T& value, const Form<T>& form, const char* meaning) {
        if (definitions_)
            describe(key, form.schema(*definitions_), form.is_compound, std::nullopt, meaning, true);
        else if (const JsonValue* found = find(key, meaning, true))
            return note(form.read(place_->member(key, *found), value));
        return note(is_describing());
    }

    /// When the key is absent, the value stays as it is; that is the default which the schema shows.
    template <typename T>
    bool optional(const char* key, T& value, const Form<T>& form, const char* meaning) {
        if (definitions_)
            describe(key, form.schema(*definitions_), form.is_compound,
                     form.write ? std::optional(form.write(value)) : std::nullopt, meaning, false);
        else if (const JsonValue* found = find(key, meaning, false))
            return note(form.read(place_->member(key, *found), value));
        return true;
    }

    template <typename T>
    bool optional(const char* key, std::optional<T>& value, const Form<T>& form, const char* meaning) {
        if (definitions_)
            describe(key, form.schema(*definitions_), form.is_compound, std::nullopt, meaning, false);
        else if (const JsonValue* found = find(key, meaning, false)) {
            T read_value{};
            if (!note(form.read(place_->member(key, *found), read_value)))
                return false;
            value = std::move(read_value);
        }
        return true;
    }

    void exactly_one_of(std::initializer_list<const char*> keys);
    void at_most_one_of(std::initializer_list<const char*> keys);
    void all_or_none_of(std::initializer_list<const char*> keys);
    void needs(const char* key, const char* other_key);

    /// A rule over several keys, looked at only when everything so far in this object has been read without a
    /// problem.
    void check(bool holds, const char* key, const std::string& message);

    bool is_describing() const { return definitions_ != nullptr; }
    bool has(const char* key) const { return place_ && place_->value().find(key); }
    /// Place in the input, for messages of later checks; empty while describing.
    std::string where() const { return place_ ? place_->where() : std::string{}; }

    /// After the last key: reports the keys that nobody has asked for.
    bool finish_reading();
    JsonValue finish_schema();

private:
    const JsonValue* find(const char* key, const char* meaning, bool is_required);
    void describe(const char* key, JsonValue schema, bool may_be_included,
                  std::optional<JsonValue> default_value, const char* meaning, bool is_required);
    bool note(bool good) {
        is_good_ = is_good_ && good;
        return good;
    }
    void report(std::string message, std::string_view of_key = {});
    void add_rule(JsonValue rule) { rules_.push_back(std::move(rule)); }

    const Place* place_{nullptr};
    bool is_good_{true};  ///< so far, while reading
    std::vector<std::string> known_keys_;

    SchemaDefinitions* definitions_{nullptr};
    JsonValue::Object properties_;
    std::vector<std::string> required_keys_;
    JsonValue::Object dependent_required_;
    JsonValue::Array rules_;
};

/// An object whose keys `list_fields` names. `what` is its name in messages and, with '_' for blanks, in the
/// schema.
template <typename T>
Form<T> object(const char* what, void (*list_fields)(Fields&, T&)) {
    return {[what, list_fields](const Place& place, T& value) {
                if (!detail::expect_object(place))
                    return false;
                const Place self = place.known_as(what);
                Fields fields(self);
                list_fields(fields, value);
                return fields.finish_reading();
            },
            [what, list_fields](SchemaDefinitions& definitions) {
                return definitions.refer(what, [&] {
                    Fields fields(definitions);
                    T example{};
                    list_fields(fields, example);
                    return fields.finish_schema();
                });
            },
            {},
            true};
}

/// The same form in the schema under a name of its own, for forms that are used in many places.
template <typename T>
Form<T> defined(const char* name, Form<T> form) {
    form.schema = [name, inner = form.schema](SchemaDefinitions& definitions) {
        return definitions.refer(name, [&] { return inner(definitions); });
    };
    return form;
}

}  // namespace wayout
