/// Tables of numbers as comma-separated values: real quoting (RFC 4180), any line ends, a byte order mark.
#pragma once

#include "hazards/findings.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

struct CsvLimits {
    static constexpr std::size_t file_bytes = std::size_t{256} << 20;
    static constexpr std::size_t columns = 100'000;
    static constexpr std::size_t numbers = 20'000'000;  ///< kept, over all columns asked for
};

/// Goes through the records of a text. Refers to the text, which must outlive it.
class CsvRecords {
public:
    explicit CsvRecords(std::string_view text);

    /// The cells of the next record that is not blank, without blanks around them; false at the end and after
    /// a problem, which `findings` then has.
    bool next(std::vector<std::string>& cells, Findings& findings);
    /// Line, from 1, in which the record read last begins.
    std::size_t line() const { return record_line_; }

private:
    bool read_cell(std::string& cell, Findings& findings);

    std::string_view text_;
    std::size_t at_{0};
    std::size_t line_{1};
    std::size_t record_line_{0};
    bool ends_record_{false};
};

struct CsvColumns {
    std::vector<std::vector<double>> values;  ///< [column as asked for][row]
    std::vector<std::size_t> lines;           ///< [row]
};

/// The remaining records as numbers, of the columns asked for; what stands in others is not looked at. Every
/// record must have as many cells as `names`, which also name the columns in messages.
CsvColumns read_columns(CsvRecords& records, std::span<const std::string> names,
                        std::span<const std::size_t> columns, Findings& findings);

/// Reports when there are fewer than two times or one that is not later than the one before.
void check_times(std::span<const double> times_s, std::span<const std::size_t> lines, Findings& findings);

}  // namespace wayout
