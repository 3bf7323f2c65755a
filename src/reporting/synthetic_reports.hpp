/// A ledger made from a truth that is known, by the same law that statements are weighed by: for tests, and
/// to practise with.
#pragma once

#include "reporting/likelihood.hpp"

#include <wayout/reports.hpp>

#include <cstdint>
#include <vector>

namespace wayout {

/// Who tells what, when.
struct PlannedStatement {
    double time_s{0.0};
    SourceKind kind{SourceKind::official};
    Subject subject;
    bool is_about{false};
};

/// Statements of the plan whose course the truth has. The same seed gives the same ledger.
Ledger synthetic_ledger(const CourseLookup& truth, const std::vector<PlannedStatement>& plan,
                        const ReportingModel& model, std::uint64_t seed);

/// The ledger as a file that read_reports() takes.
std::string as_reports_file(const Ledger& ledger);

}  // namespace wayout
