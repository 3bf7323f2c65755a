#include "hazards/csv.hpp"

#include "hazards/fortran_text.hpp"

#include <fmt/format.h>

#include <optional>

namespace wayout {

CsvRecords::CsvRecords(std::string_view text) : text_(text) {
    if (text_.starts_with("\xef\xbb\xbf"))
        text_.remove_prefix(3);
}

/// One cell and what separates it from the next.
bool CsvRecords::read_cell(std::string& cell, Findings& findings) {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    const bool is_quoted = at_ < text_.size() && text_[at_] == '"';
    if (is_quoted) {
        const std::size_t opening_line = line_;
        for (++at_;; ++at_) {
            if (at_ >= text_.size()) {
                findings.at_line(ErrorCode::syntax, opening_line,
                                 "a text in double quotes that does not end; close it, or remove the quote");
                return false;
            }
            if (text_[at_] == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"')
                    break;
                ++at_;
            }
            if (text_[at_] == '\n')
                ++line_;
            cell += text_[at_];
        }
        ++at_;
    }
    const std::size_t end = std::min(text_.find_first_of(",\n", at_), text_.size());
    const std::string_view rest = trimmed(text_.substr(at_, end - at_));
    if (is_quoted && !rest.empty()) {
        findings.at_line(
            ErrorCode::syntax, line_,
            fmt::format("'{}' behind the closing quote of a text; a comma is missing", shown(rest)));
        return false;
    }
    cell += rest;
    ends_record_ = end == text_.size() || text_[end] == '\n';
    if (end < text_.size() && text_[end] == '\n')
        ++line_;
    at_ = end + 1;
    return true;
}

bool CsvRecords::next(std::vector<std::string>& cells, Findings& findings) {
    while (at_ < text_.size()) {
        cells.clear();
        record_line_ = line_;
        do {
            if (cells.size() == CsvLimits::columns) {
                findings.at_line(ErrorCode::out_of_range, record_line_,
                                 fmt::format("more than {} columns", CsvLimits::columns));
                at_ = text_.size();
                return false;
            }
            if (!read_cell(cells.emplace_back(), findings)) {
                at_ = text_.size();
                return false;
            }
        } while (!ends_record_);
        if (cells.size() > 1 || !cells.front().empty())
            return true;
    }
    return false;
}

CsvColumns read_columns(CsvRecords& records, std::span<const std::string> names,
                        std::span<const std::size_t> columns, Findings& findings) {
    CsvColumns table;
    table.values.resize(columns.size());
    std::vector<std::string> cells;
    while (!findings.is_full() && records.next(cells, findings)) {
        if (cells.size() != names.size()) {
            findings.at_line(
                ErrorCode::syntax, records.line(),
                fmt::format("{} cells where the header names {} columns{}", cells.size(), names.size(),
                            cells.front().find(';') != std::string::npos
                                ? "; separate cells by commas and write decimals with a point"
                                : ""));
            continue;
        }
        if (columns.size() * (table.lines.size() + 1) > CsvLimits::numbers) {
            findings.at_line(
                ErrorCode::out_of_range, records.line(),
                fmt::format("more than {} numbers; write results less often", CsvLimits::numbers));
            break;
        }
        table.lines.push_back(records.line());
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const std::string& cell = cells[columns[c]];
            const std::optional<double> value = fortran_number(cell);
            if (!value)
                findings.at_line(
                    ErrorCode::syntax, records.line(),
                    fmt::format("{} in column {} is not a number",
                                cell.empty() ? "an empty cell" : fmt::format("'{}'", shown(cell)),
                                shown(names[columns[c]])));
            table.values[c].push_back(value.value_or(0.0));
        }
    }
    return table;
}

void check_times(std::span<const double> times_s, std::span<const std::size_t> lines, Findings& findings) {
    if (times_s.size() < 2)
        findings.add(ErrorCode::syntax, {},
                     fmt::format("{} rows of numbers; a course over time needs two or more", times_s.size()));
    for (std::size_t row = 1; row < times_s.size() && !findings.is_full(); ++row)
        if (!(times_s[row] > times_s[row - 1]))
            findings.at_line(ErrorCode::out_of_range, lines[row],
                             fmt::format("time {} s is not later than {} s in the row before", times_s[row],
                                         times_s[row - 1]));
}

}  // namespace wayout
