/// Parts of pages about a ledger: for the ledger's own page, and for that of a forecast.
#pragma once

#include <wayout/reports.hpp>

#include <string>
#include <vector>

namespace wayout {

/// "4:00 (22:14)": of the incident and, where the statement has one, of the clock.
std::string time_words(const Ledger& ledger, const Statement& statement);

/// "at least 40", "40 to 60"; a dash for nothing.
std::string words_of(const std::optional<ClaimedRange>& range);

/// What was said when: a chart for each quantity, with the source of each figure.
std::string ledger_charts(const Ledger& ledger, const std::vector<Standing>& standings);

/// What is confirmed and what is not, by subject.
std::string known_table(const Ledger& ledger, const std::vector<Standing>& standings);

/// Every statement with how it stands.
std::string statements_table(const Ledger& ledger, const std::vector<Standing>& standings);

/// Which statements cannot both be right, and why; empty: none.
std::string contradictions_table(const Ledger& ledger, const std::vector<Standing>& standings);

std::string parameters_table(const ReportingModel& model);

/// "superseded by s4; contradicted by s7; no other kind of source supports it".
std::string standing_words(const Ledger& ledger, const Standing& standing);

}  // namespace wayout
