#include "response/casualty_table.hpp"

#include "hazards/csv.hpp"
#include "hazards/findings.hpp"
#include "hazards/fortran_text.hpp"
#include "response/survival.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>

namespace wayout {
namespace {

constexpr std::size_t column_count = 9;
enum Column : std::size_t { id, found_s, place, state, age_years, cause, needs, walks, brought };
const std::array<std::string, column_count> column_names{"id",    "found_s", "place", "state",  "age_years",
                                                         "cause", "needs",   "walks", "brought"};
constexpr std::size_t required_columns = 4;

std::vector<std::string> words(std::span<const std::string_view> names) {
    return {names.begin(), names.end()};
}

class TableReader {
public:
    TableReader(std::string_view text, const std::string& file) : records_(text), findings_(file) {}

    Result<std::vector<Casualty>> read() {
        std::vector<std::string> cells;
        if (!records_.next(cells, findings_)) {
            if (findings_.is_empty())
                findings_.add(ErrorCode::syntax, {}, "the table is empty: not even a header");
            return std::move(findings_).take();
        }
        read_header(cells);
        if (!findings_.is_empty())
            return std::move(findings_).take();
        const std::size_t width = cells.size();
        while (!findings_.is_full() && records_.next(cells, findings_)) {
            if (cells.size() != width) {
                problem(ErrorCode::syntax,
                        fmt::format("{} cells where the header names {} columns{}", cells.size(), width,
                                    cells.front().find(';') != std::string::npos
                                        ? "; separate cells by commas and write decimals with a point"
                                        : ""));
                continue;
            }
            if (casualties_.size() == most_casualties) {
                problem(ErrorCode::out_of_range, fmt::format("more than {} casualties", most_casualties));
                break;
            }
            read_row(cells);
        }
        if (findings_.is_empty() && casualties_.empty())
            findings_.add(ErrorCode::schema, {}, "the table names no casualty: at least one row is needed");
        if (!findings_.is_empty())
            return std::move(findings_).take();
        return std::move(casualties_);
    }

private:
    void problem(ErrorCode code, std::string message) {
        findings_.at_line(code, records_.line(), std::move(message));
    }

    void read_header(std::span<const std::string> cells) {
        columns_.fill(none);
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const auto found = std::find(column_names.begin(), column_names.end(), cells[c]);
            if (found == column_names.end()) {
                problem(ErrorCode::schema,
                        fmt::format("unknown column '{}'{} (known: {})", shown(cells[c]),
                                    did_you_mean(cells[c], column_names), fmt::join(column_names, ", ")));
                if (findings_.is_full())
                    return;
                continue;
            }
            std::size_t& column = columns_[static_cast<std::size_t>(found - column_names.begin())];
            if (column != none)
                problem(ErrorCode::schema, fmt::format("there are two columns '{}'", *found));
            column = c;
        }
        for (std::size_t k = 0; k < required_columns; ++k)
            if (columns_[k] == none)
                problem(ErrorCode::schema, fmt::format("the column '{}' is missing", column_names[k]));
    }

    /// The cell; empty when the table has no such column.
    std::string_view cell(std::span<const std::string> cells, Column column) const {
        return columns_[column] == none ? std::string_view() : std::string_view(cells[columns_[column]]);
    }

    std::optional<double> number(std::span<const std::string> cells, Column column, double low, double high) {
        const std::string_view text = cell(cells, column);
        const std::optional<double> value = fortran_number(text);
        if (!value)
            problem(ErrorCode::syntax,
                    fmt::format("{} in column {} is not a number",
                                text.empty() ? "an empty cell" : fmt::format("'{}'", shown(text)),
                                column_names[column]));
        else if (*value < low || *value > high)
            problem(ErrorCode::out_of_range, fmt::format("{} in column {} is not between {} and {}", *value,
                                                         column_names[column], low, high));
        else
            return value;
        return std::nullopt;
    }

    template <std::size_t N>
    std::optional<std::size_t> word(std::string_view text, Column column,
                                    const std::array<std::string_view, N>& names) {
        const auto found = std::find(names.begin(), names.end(), text);
        if (found != names.end())
            return static_cast<std::size_t>(found - names.begin());
        const std::vector<std::string> known = words(names);
        problem(ErrorCode::schema,
                fmt::format("'{}' in column {} is not one of: {}{}", shown(text), column_names[column],
                            fmt::join(known, ", "), did_you_mean(text, known)));
        return std::nullopt;
    }

    void read_row(std::span<const std::string> cells) {
        Casualty& casualty = casualties_.emplace_back();
        casualty.line = records_.line();
        casualty.id = cell(cells, id);
        if (casualty.id.empty() || casualty.id.size() > 64)
            problem(ErrorCode::schema, "an id has 1 to 64 characters");
        else if (!ids_.insert(casualty.id).second)
            problem(ErrorCode::schema, fmt::format("there is another casualty with the id '{}'; rename one",
                                                   shown(casualty.id)));
        casualty.found_s = number(cells, found_s, 0.0, 1e6).value_or(0.0);
        casualty.place = cell(cells, place);
        read_state(cells, casualty);
        if (!cell(cells, age_years).empty())
            casualty.age_years = number(cells, age_years, 0.0, 120.0).value_or(0.0);
        if (const std::string_view text = cell(cells, cause); !text.empty())
            casualty.cause = static_cast<InjuryCause>(
                word(text, cause, injury_cause_names).value_or(injury_cause_names.size() - 1));
        read_needs(cell(cells, needs), casualty.needs);
        casualty.walks = yes_or_no(cells, walks);
        casualty.is_brought = yes_or_no(cells, brought).value_or(false);
    }

    std::optional<bool> yes_or_no(std::span<const std::string> cells, Column column) {
        if (const std::string_view text = cell(cells, column); !text.empty())
            if (const auto row = word(text, column, std::array<std::string_view, 2>{"no", "yes"}))
                return *row == 1;
        return std::nullopt;
    }

    void read_state(std::span<const std::string> cells, Casualty& casualty) {
        const std::string_view text = cell(cells, state);
        if (fortran_number(text)) {
            casualty.rpm = number(cells, state, 0.0, highest_rpm);
            return;
        }
        const auto found = std::find(triage_class_names.begin(), triage_class_names.end(), text);
        if (found != triage_class_names.end())
            casualty.given_class = static_cast<TriageClass>(found - triage_class_names.begin());
        else
            problem(ErrorCode::schema,
                    fmt::format("'{}' in column state is neither red, yellow, green or black, nor a score "
                                "from 0 to 12{}",
                                shown(text), did_you_mean(text, words(triage_class_names))));
    }

    void read_needs(std::string_view text, CareNeeds& of) {
        constexpr std::array<std::string_view, 3> names{"burn", "ventilator", "paediatric"};
        for (const std::string_view need : words_of(text, 8)) {
            const auto row = word(need, needs, names);
            if (!row)
                continue;
            of.burn = of.burn || *row == 0;
            of.ventilator = of.ventilator || *row == 1;
            of.paediatric = of.paediatric || *row == 2;
        }
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    CsvRecords records_;
    Findings findings_;
    std::array<std::size_t, column_count> columns_{};
    std::set<std::string, std::less<>> ids_;
    std::vector<Casualty> casualties_;
};

}  // namespace

Result<std::vector<Casualty>> read_casualty_table(std::string_view text, const std::string& file) {
    return TableReader(text, file).read();
}

}  // namespace wayout
