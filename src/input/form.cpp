#include "input/form.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr double radians_per_degree = 0.017453292519943295;

std::string in_words(const Range& range) {
    return fmt::format("{} {} to {}", range.min_excluded ? "above" : "from", range.min, range.max);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& words) {
    const std::optional<std::string> near = nearest(word, words);
    return near ? fmt::format("; did you mean '{}'?", *near) : std::string{};
}

/// Words of users can be as long as the file.
std::string_view start_of(std::string_view text) {
    return text.substr(0, 60);
}

bool read_number(const Place& place, const Range& range, double& value) {
    if (!place.value().is_number()) {
        const bool looks_quoted =
            place.value().text() && !place.value().text()->empty() &&
            place.value().text()->find_first_not_of("0123456789.+-eE ") == std::string::npos;
        place.report(ErrorCode::schema,
                     fmt::format("{} where a number is needed, {}{}", place.value().kind_words(),
                                 in_words(range), looks_quoted ? "; write it without quotes" : ""));
        return false;
    }
    const double number = place.value().number();
    const bool too_small = range.min_excluded ? !(number > range.min) : !(number >= range.min);
    if (too_small || !(number <= range.max)) {
        place.report(ErrorCode::out_of_range,
                     fmt::format("{} is out of range; allowed: {}", number, in_words(range)));
        return false;
    }
    value = number;
    return true;
}

JsonValue number_schema(const Range& range) {
    return json_object({{"type", json_text("number")},
                        {range.min_excluded ? "exclusiveMinimum" : "minimum", JsonValue(range.min)},
                        {"maximum", JsonValue(range.max)}});
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 && is_letter_or_digit(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return is_letter_or_digit(c) || c == '_' || c == '-' || c == '.'; });
}

bool read_text(const Place& place, std::string& value) {
    const std::string* text = place.value().text();
    if (!text) {
        place.report(ErrorCode::schema,
                     fmt::format("{} where a text in double quotes is needed", place.value().kind_words()));
        return false;
    }
    value = *text;
    return true;
}

}  // namespace

Form<double> number(Range range) {
    return {[range](const Place& place, double& value) { return read_number(place, range, value); },
            [range](SchemaDefinitions&) { return number_schema(range); },
            [](const double& value) { return JsonValue(value); }};
}

Form<double> angle_in_degrees() {
    constexpr Range range{-360.0, 360.0};
    return {
        [range](const Place& place, double& value) {
            if (!read_number(place, range, value))
                return false;
            value *= radians_per_degree;
            return true;
        },
        [range](SchemaDefinitions&) { return number_schema(range); },
        [](const double& value) { return JsonValue(std::round(value / radians_per_degree * 1e9) / 1e9); }};
}

Form<double> temperature_in_celsius(Range range) {
    constexpr double zero_celsius_k = 273.15;
    return {[range](const Place& place, double& value) {
                if (!read_number(place, range, value))
                    return false;
                value += zero_celsius_k;
                return true;
            },
            [range](SchemaDefinitions&) { return number_schema(range); },
            [](const double& value) { return JsonValue(std::round((value - zero_celsius_k) * 1e9) / 1e9); }};
}

Form<int> integer(int min, int max) {
    return {[min, max](const Place& place, int& value) {
                double number = 0.0;
                if (!read_number(place, {static_cast<double>(min), static_cast<double>(max)}, number))
                    return false;
                if (number != std::floor(number)) {
                    place.report(ErrorCode::schema, fmt::format("{} where a whole number is needed", number));
                    return false;
                }
                value = static_cast<int>(number);
                return true;
            },
            [min, max](SchemaDefinitions&) {
                return json_object({{"type", json_text("integer")},
                                    {"minimum", json_integer(min)},
                                    {"maximum", json_integer(max)}});
            },
            [](const int& value) { return json_integer(value); }};
}

Form<std::uint64_t> seed_number() {
    return {[](const Place& place, std::uint64_t& value) {
                if (const auto* natural = std::get_if<std::uint64_t>(&place.value().data)) {
                    value = *natural;
                    return true;
                }
                constexpr double largest_exact =
                    9007199254740992.0;  // 2^53; beyond, 1e20 would not say which number
                const bool is_number = place.value().is_number();
                const double number = is_number ? place.value().number() : -1.0;
                if (number >= 0.0 && number <= largest_exact && number == std::floor(number)) {
                    value = static_cast<std::uint64_t>(number);
                    return true;
                }
                place.report(ErrorCode::schema,
                             fmt::format("{} where a whole number is needed, from 0 to 18446744073709551615",
                                         is_number ? fmt::format("{}", number)
                                                   : std::string(place.value().kind_words())));
                return false;
            },
            [](SchemaDefinitions&) {
                return json_object({{"type", json_text("integer")},
                                    {"minimum", json_integer(0)},
                                    {"maximum", JsonValue(std::numeric_limits<std::uint64_t>::max())}});
            },
            [](const std::uint64_t& value) { return JsonValue(value); }};
}

Form<bool> yes_or_no() {
    return {[](const Place& place, bool& value) {
                const bool* flag = std::get_if<bool>(&place.value().data);
                if (!flag)
                    place.report(ErrorCode::schema,
                                 fmt::format("{} where true or false is needed (without quotes)",
                                             place.value().kind_words()));
                else
                    value = *flag;
                return flag != nullptr;
            },
            [](SchemaDefinitions&) {
                return json_object({{"type", json_text("boolean")}});
            },
            [](const bool& value) { return JsonValue(value); }};
}

Form<std::string> text() {
    static constexpr std::size_t longest = 10000;
    return {[](const Place& place, std::string& value) {
                if (!read_text(place, value))
                    return false;
                if (value.size() <= longest)
                    return true;
                place.report(ErrorCode::out_of_range,
                             fmt::format("the text has more than {} bytes", longest));
                return false;
            },
            [](SchemaDefinitions&) {
                return json_object({{"type", json_text("string")}});
            },
            [](const std::string& value) { return json_text(value); }};
}

Form<std::string> id() {
    return {
        [](const Place& place, std::string& value) {
            if (!read_text(place, value))
                return false;
            if (is_id(value))
                return true;
            place.report(
                ErrorCode::schema,
                fmt::format("'{}' is no usable id: ids have letters a-z and A-Z, digits, '_', '-' and '.', "
                            "begin with a letter or digit and have at most 64 characters; "
                            "anything goes in a 'name'",
                            start_of(value)));
            return false;
        },
        [](SchemaDefinitions& definitions) {
            return definitions.refer("id", [] {
                return json_object(
                    {{"type", json_text("string")},
                     {"pattern", json_text("^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")},
                     {"description",
                      json_text("Short name without blanks, used in references and results.")}});
            });
        }};
}

namespace detail {

bool expect_object(const Place& place) {
    if (place.value().object())
        return true;
    place.report(ErrorCode::schema,
                 fmt::format("{} where an object {{ }} is needed", place.value().kind_words()));
    return false;
}

bool expect_array(const Place& place, std::size_t min_count, std::size_t max_count) {
    const JsonValue::Array* items = place.value().array();
    if (!items) {
        place.report(ErrorCode::schema,
                     fmt::format("{} where a list [ ] is needed", place.value().kind_words()));
        return false;
    }
    if (items->size() >= min_count && items->size() <= max_count)
        return true;
    const std::string needed = min_count == max_count      ? fmt::format("exactly {}", min_count)
                               : items->size() < min_count ? fmt::format("at least {}", min_count)
                                                           : fmt::format("at most {}", max_count);
    place.report(ErrorCode::schema,
                 fmt::format("the list has {} entries; {} are needed", items->size(), needed));
    return false;
}

std::optional<std::size_t> read_word(const Place& place, const std::vector<std::string>& words) {
    std::string word;
    if (!read_text(place, word))
        return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end())
        return static_cast<std::size_t>(found - words.begin());
    place.report(ErrorCode::schema, fmt::format("'{}' is not one of: {}{}", start_of(word),
                                                fmt::join(words, ", "), did_you_mean(start_of(word), words)));
    return std::nullopt;
}

JsonValue array_schema(JsonValue items, std::size_t min_count, std::size_t max_count) {
    JsonValue schema = json_object({{"type", json_text("array")}, {"items", std::move(items)}});
    if (min_count > 0)
        set_member(schema, "minItems", json_integer(static_cast<std::int64_t>(min_count)));
    if (max_count < std::numeric_limits<std::size_t>::max())
        set_member(schema, "maxItems", json_integer(static_cast<std::int64_t>(max_count)));
    return schema;
}

}  // namespace detail

Fields::Fields(const Place& place) : place_(&place) {}

Fields::Fields(SchemaDefinitions& definitions) : definitions_(&definitions) {}

void Fields::report(std::string message, std::string_view of_key) {
    is_good_ = false;
    place_->report(ErrorCode::schema, std::move(message), of_key);
}

const JsonValue* Fields::find(const char* key, const char* meaning, bool is_required) {
    known_keys_.emplace_back(key);
    const JsonValue* found = place_->value().find(key);
    if (!found && is_required)
        report(fmt::format("the key '{}' is missing: {}", key, meaning));
    return found;
}

void Fields::describe(const char* key, JsonValue schema, bool may_be_included,
                      std::optional<JsonValue> default_value, const char* meaning, bool is_required) {
    if (may_be_included && definitions_->includes() == Includes::allowed) {
        JsonValue include = definitions_->refer("include", [] {
            return json_object(
                {{"description",
                  json_text("The value stands in a file of its own, named relative to this file.")},
                 {"type", json_text("object")},
                 {"properties", json_object({{"$include", json_object({{"type", json_text("string")}})}})},
                 {"required", json_texts({"$include"})},
                 {"additionalProperties", JsonValue(false)}});
        });
        add_alternative(schema, std::move(include));
    }
    set_member(schema, "description", json_text(meaning));
    const bool says_something = default_value &&
                                !std::holds_alternative<std::nullptr_t>(default_value->data) &&
                                !(default_value->text() && default_value->text()->empty());
    if (says_something)
        set_member(schema, "default", std::move(*default_value));
    properties_.push_back({key, std::move(schema)});
    if (is_required)
        required_keys_.emplace_back(key);
}

void Fields::exactly_one_of(std::initializer_list<const char*> keys) {
    if (definitions_) {
        JsonValue::Array alternatives;
        for (const char* key : keys) alternatives.push_back(json_object({{"required", json_texts({key})}}));
        add_rule(json_object({{"oneOf", json_list(std::move(alternatives))}}));
        return;
    }
    std::vector<std::string> given;
    for (const char* key : keys)
        if (has(key))
            given.emplace_back(key);
    if (given.empty())
        report(fmt::format("exactly one of these keys is needed: {}", fmt::join(keys, ", ")));
    else if (given.size() > 1)
        report(fmt::format("{} cannot be given together; exactly one of these is needed: {}",
                           fmt::join(given, " and "), fmt::join(keys, ", ")));
}

void Fields::at_most_one_of(std::initializer_list<const char*> keys) {
    if (definitions_) {
        for (auto first = keys.begin(); first != keys.end(); ++first)
            for (auto second = first + 1; second != keys.end(); ++second)
                add_rule(json_object({{"not", json_object({{"required", json_texts({*first, *second})}})}}));
        return;
    }
    std::vector<std::string> given;
    for (const char* key : keys)
        if (has(key))
            given.emplace_back(key);
    if (given.size() > 1)
        report(fmt::format("{} cannot be given together", fmt::join(given, " and ")));
}

void Fields::all_or_none_of(std::initializer_list<const char*> keys) {
    for (const char* key : keys)
        for (const char* other : keys)
            if (other != key)
                needs(key, other);
}

void Fields::needs(const char* key, const char* other_key) {
    if (!definitions_) {
        if (has(key) && !has(other_key))
            report(fmt::format("'{}' needs '{}' beside it", key, other_key));
        return;
    }
    for (JsonMember& member : dependent_required_)
        if (member.key == key) {
            std::get<JsonValue::Array>(member.value.data).push_back(json_text(other_key));
            return;
        }
    dependent_required_.push_back({key, json_texts({other_key})});
}

void Fields::check(bool holds, const char* key, const std::string& message) {
    if (place_ && !holds && is_good_)
        report(message, key);
}

bool Fields::finish_reading() {
    constexpr std::size_t most_listed = 20;
    std::size_t unknown_count = 0;
    for (const JsonMember& member : *place_->value().object()) {
        if (std::find(known_keys_.begin(), known_keys_.end(), member.key) != known_keys_.end())
            continue;
        is_good_ = false;
        if (++unknown_count > most_listed)
            continue;
        place_->member(member.key, member.value)
            .report(
                ErrorCode::schema,
                fmt::format("unknown key '{}'{} (known here: {})", start_of(member.key),
                            did_you_mean(start_of(member.key), known_keys_), fmt::join(known_keys_, ", ")));
    }
    if (unknown_count > most_listed)
        report(fmt::format("{} more unknown keys", unknown_count - most_listed));
    return is_good_;
}

JsonValue Fields::finish_schema() {
    JsonValue schema = json_object({{"type", json_text("object")},
                                    {"properties", JsonValue(std::move(properties_))},
                                    {"additionalProperties", JsonValue(false)}});
    if (!required_keys_.empty())
        set_member(schema, "required", json_texts(required_keys_));
    if (!dependent_required_.empty())
        set_member(schema, "dependentRequired", JsonValue(std::move(dependent_required_)));
    if (!rules_.empty())
        set_member(schema, "allOf", json_list(std::move(rules_)));
    return schema;
}

}  // namespace wayout
