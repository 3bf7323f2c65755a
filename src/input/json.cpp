#include "input/json.hpp"

#include "core/assert.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

namespace wayout {
namespace {

/// Iterates over the text for the parser and tells how far the parser has come, which the parser itself does
/// not.
class TrackingIterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    TrackingIterator(const char* at, const char** reached) : at_(at), reached_(reached) {}
    reference operator*() const { return *at_; }
    TrackingIterator& operator++() {
        *reached_ = ++at_;
        return *this;
    }
    TrackingIterator operator++(int) {
        TrackingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const TrackingIterator& a, const TrackingIterator& b) { return a.at_ == b.at_; }
    friend bool operator!=(const TrackingIterator& a, const TrackingIterator& b) { return a.at_ != b.at_; }

private:
    const char* at_;
    const char** reached_;
};

bool is_part_of_number(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

/// Puts the tree together from the parser's events; returning false from an event stops the parser.
class TreeBuilder {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    TreeBuilder(std::string_view text, const std::string& file_name, std::uint32_t file,
                const JsonLimits& limits, std::size_t& value_count, Problems& problems)
        : text_(text),
          counted_to_(text.data()),
          reached_(text.data()),
          file_name_(file_name),
          file_(file),
          limits_(limits),
          value_count_(value_count),
          problems_(problems) {}

    const char** reached() { return &reached_; }
    JsonValue take_root() { return std::move(root_); }

    bool null() { return add(JsonValue(nullptr)); }
    bool boolean(bool value) { return add(JsonValue(value)); }
    bool number_integer(number_integer_t value) { return add_number(JsonValue(std::int64_t{value})); }
    bool number_unsigned(number_unsigned_t value) { return add_number(JsonValue(std::uint64_t{value})); }
    bool number_float(number_float_t value, const string_t&) { return add_number(JsonValue(double{value})); }
    bool string(string_t& value) { return add(JsonValue(std::move(value))); }
    bool binary(binary_t&) { return false; }  // does not occur in text
    bool start_object(std::size_t) { return open(JsonValue(JsonValue::Object{})); }
    bool start_array(std::size_t) { return open(JsonValue(JsonValue::Array{})); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(string_t& value) {
        Level& level = levels_.back();
        level.key = std::move(value);
        level.key_line = line_at(reached_);
        if (!level.keys.insert(level.key).second)
            problems_.add(
                {ErrorCode::schema, at_line(level.key_line),
                 fmt::format("the key {} appears twice in the same object; only one of them can count",
                             json_quoted(level.key))});
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& problem);

private:
    struct Level {
        JsonValue value;
        std::string key;  ///< under which the next value goes, in an object
        std::uint32_t key_line{0};
        std::unordered_set<std::string> keys;
    };

    std::uint32_t line_at(const char* end) {
        line_ += static_cast<std::uint32_t>(std::count(counted_to_, std::max(counted_to_, end), '\n'));
        counted_to_ = std::max(counted_to_, end);
        return line_;
    }

    std::string at_line(std::uint32_t line) const { return fmt::format("{}: line {}", file_name_, line); }

    /// The parser has read one character beyond a number, except at the end of the text.
    bool add_number(JsonValue value) {
        const bool has_read_on = reached_ > text_.data() && !is_part_of_number(reached_[-1]);
        return add(std::move(value), has_read_on ? reached_ - 1 : reached_);
    }

    bool add(JsonValue value) { return add(std::move(value), reached_); }
    bool add(JsonValue value, const char* end) {
        value.line = line_at(end);
        value.file = file_;
        return is_within_count(value.line) && place(std::move(value));
    }

    bool open(JsonValue value) {
        value.line = line_at(reached_);
        value.file = file_;
        if (levels_.size() >= static_cast<std::size_t>(limits_.depth)) {
            problems_.add(
                {ErrorCode::syntax, at_line(value.line),
                 fmt::format("lists and objects lie more than {} deep in each other", limits_.depth)});
            return false;
        }
        if (!is_within_count(value.line))
            return false;
        levels_.push_back({std::move(value), {}, 0, {}});
        return true;
    }

    bool close() {
        JsonValue done = std::move(levels_.back().value);
        levels_.pop_back();
        return place(std::move(done));
    }

    bool is_within_count(std::uint32_t line) {
        if (++value_count_ <= limits_.value_count)
            return true;
        problems_.add(
            {ErrorCode::out_of_range, at_line(line),
             fmt::format("more than {} values; a scenario may not be larger", limits_.value_count)});
        return false;
    }

    bool place(JsonValue value) {
        if (levels_.empty()) {
            root_ = std::move(value);
            return true;
        }
        Level& level = levels_.back();
        if (auto* array = std::get_if<JsonValue::Array>(&level.value.data))
            array->push_back(std::move(value));
        else
            std::get<JsonValue::Object>(level.value.data).push_back({std::move(level.key), std::move(value)});
        return true;
    }

    std::string_view text_;
    const char* counted_to_;
    const char* reached_;
    std::uint32_t line_{1};
    const std::string& file_name_;
    std::uint32_t file_;
    const JsonLimits& limits_;
    std::size_t& value_count_;
    Problems& problems_;
    std::vector<Level> levels_;
    JsonValue root_;
};

/// What the author of the file probably did, for the slips that are common in JSON written by hand.
std::string_view cure_of_syntax_error(std::string_view text, std::size_t position, std::string_view problem) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return "the file is empty";
    if (problem.find("unexpected end of input") != std::string_view::npos)
        return "the file ends before all brackets and braces are closed";
    if (problem.find("number overflow") != std::string_view::npos)
        return "the number is too large";
    const std::size_t end = std::min(position, text.size());
    const char last = end > 0 ? text[end - 1] : ' ';
    if (last == '}' || last == ']') {
        const std::size_t before =
            end > 1 ? text.find_last_not_of(" \t\r\n", end - 2) : std::string_view::npos;
        if (before != std::string_view::npos && text[before] == ',')
            return "take away the comma before the closing bracket";
    }
    if (problem.find("invalid literal") != std::string_view::npos) {
        if (last == 'N' || last == 'n' || last == 'I' || last == 'i')
            return "NaN and Infinity are no numbers in JSON";
        return "texts need double quotes; the only words without are true, false and null";
    }
    const bool expects_end_of_list = problem.find("expected '}'") != std::string_view::npos ||
                                     problem.find("expected ']'") != std::string_view::npos;
    if (expects_end_of_list || problem.find("expected end of input") != std::string_view::npos)
        return "a comma or a closing bracket is probably missing before this place";
    if (last == '\'')
        return "texts and keys need double quotes";
    return {};
}

bool TreeBuilder::parse_error(std::size_t position, const std::string&,
                              const nlohmann::json::exception& problem) {
    const std::size_t end = std::min(position, text_.size());
    const std::size_t begin_of_line =
        end == 0 ? 0 : text_.substr(0, end - 1).rfind('\n') + 1;  // npos + 1 is 0
    const auto line =
        1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(begin_of_line), '\n');

    std::string what = problem.what();
    for (const std::string_view before : {"] parse error at line ", "] "}) {
        const std::size_t at = what.find(before);
        if (at == std::string::npos)
            continue;
        const std::size_t colon = before.size() > 2 ? what.find(": ", at) : at;
        what.erase(0, colon == std::string::npos ? at : colon + 2);
        break;
    }
    // The parser repeats what it has read, which may be a text of megabytes.
    constexpr std::size_t longest_quote = 160;
    if (what.size() > longest_quote)
        what = what.substr(0, longest_quote) + " ...";
    const std::string_view cure = cure_of_syntax_error(text_, end, what);
    problems_.add({ErrorCode::syntax,
                   fmt::format("{}: line {}, column {}", file_name_, line, end - begin_of_line),
                   cure.empty() ? what : fmt::format("{} ({})", cure, what)});
    return false;
}

void append_text(std::string& out, const JsonValue& value, int indent, int depth);

template <typename Items, typename AppendItem>
void append_items(std::string& out, const Items& items, char open, char close, bool in_lines, int indent,
                  int depth, AppendItem append_item) {
    out += open;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            out += in_lines || indent < 0 ? "," : ", ";
        if (in_lines)
            out.append("\n").append(static_cast<std::size_t>(indent * (depth + 1)), ' ');
        append_item(items[i]);
    }
    if (in_lines && !items.empty())
        out.append("\n").append(static_cast<std::size_t>(indent * depth), ' ');
    out += close;
}

/// Plain numbers and texts, or points: fit for one line.
bool is_short_list(const JsonValue::Array& array) {
    return std::none_of(array.begin(), array.end(), [](const JsonValue& item) {
        if (item.object())
            return true;
        const JsonValue::Array* inner = item.array();
        return inner &&
               (inner->size() > 2 || std::any_of(inner->begin(), inner->end(),
                                                 [](const JsonValue& v) { return v.object() || v.array(); }));
    });
}

void append_text(std::string& out, const JsonValue& value, int indent, int depth) {
    if (const auto* array = value.array()) {
        append_items(out, *array, '[', ']', indent >= 0 && !is_short_list(*array), indent, depth,
                     [&](const JsonValue& item) { append_text(out, item, indent, depth + 1); });
    } else if (const auto* object = value.object()) {
        append_items(out, *object, '{', '}', indent >= 0, indent, depth, [&](const JsonMember& member) {
            out += json_quoted(member.key);
            out += indent < 0 ? ":" : ": ";
            append_text(out, member.value, indent, depth + 1);
        });
    } else if (const auto* text = value.text()) {
        out += json_quoted(*text);
    } else if (const auto* flag = std::get_if<bool>(&value.data)) {
        out += *flag ? "true" : "false";
    } else if (const auto* real = std::get_if<double>(&value.data)) {
        out += *real == 0.0 && std::signbit(*real)
                   ? "-0.0"
                   : fmt::format("{}", *real);  // "-0" reads back as a whole 0
    } else if (const auto* negative = std::get_if<std::int64_t>(&value.data)) {
        out += fmt::format("{}", *negative);
    } else if (const auto* natural = std::get_if<std::uint64_t>(&value.data)) {
        out += fmt::format("{}", *natural);
    } else {
        out += "null";
    }
}

}  // namespace

bool JsonValue::is_number() const {
    return std::holds_alternative<double>(data) || is_integer();
}

bool JsonValue::is_integer() const {
    return std::holds_alternative<std::int64_t>(data) || std::holds_alternative<std::uint64_t>(data);
}

double JsonValue::number() const {
    if (const auto* real = std::get_if<double>(&data))
        return *real;
    if (const auto* negative = std::get_if<std::int64_t>(&data))
        return static_cast<double>(*negative);
    WAYOUT_ASSERT(std::holds_alternative<std::uint64_t>(data), "number() of a JSON value that is none");
    return static_cast<double>(std::get<std::uint64_t>(data));
}

const JsonValue* JsonValue::find(std::string_view key) const {
    const Object* members = object();
    if (!members)
        return nullptr;
    const auto found =
        std::find_if(members->begin(), members->end(), [&](const JsonMember& m) { return m.key == key; });
    return found == members->end() ? nullptr : &found->value;
}

const char* JsonValue::kind_words() const {
    constexpr const char* words[] = {"null",   "true or false", "a number",  "a number", "a number",
                                     "a text", "a list",        "an object", "nothing"};
    return words[data.index()];
}

std::optional<JsonValue> parse_json(std::string_view text, const std::string& file_name, std::uint32_t file,
                                    const JsonLimits& limits, std::size_t& value_count, Problems& problems) {
    TreeBuilder builder(text, file_name, file, limits, value_count, problems);
    const bool complete = nlohmann::json::sax_parse(
        TrackingIterator(text.data(), builder.reached()),
        TrackingIterator(text.data() + text.size(), builder.reached()), &builder,
        nlohmann::json::input_format_t::json, /*strict=*/true, /*ignore_comments=*/true);
    if (!complete)
        return std::nullopt;
    return builder.take_root();
}

std::string to_text(const JsonValue& value, int indent) {
    std::string out;
    append_text(out, value, indent, 0);
    if (indent >= 0)
        out += '\n';
    return out;
}

std::string json_quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.append(1, '\\').append(1, c);
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else
            out += c;
    }
    return out += '"';
}

}  // namespace wayout
