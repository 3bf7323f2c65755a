#include "norms/rows.hpp"

#include "core/assert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout::norms {
namespace {

/// Widths are sums of decimals: 1.2 + 1.2 must be enough for 2.4. A thousandth of a millimetre, or of a
/// person.
constexpr double rounding = 1e-6;

NormRow judged(const Rule& rule, NormRow::Demand demand, std::string subject, double value, double limit,
               std::string unit, std::string assumptions) {
    NormRow row;
    row.jurisdiction = rule.jurisdiction;
    row.clause = rule.clause;
    row.rule = rule.text;
    row.source = rule.source;
    row.subject = std::move(subject);
    row.demand = demand;
    row.value = value;
    row.limit = limit;
    row.unit = std::move(unit);
    row.assumptions = std::move(assumptions);
    if (!std::isnan(value) && !std::isnan(limit))
        row.verdict = row.margin() >= -rounding ? NormVerdict::met : NormVerdict::not_met;
    return row;
}

}  // namespace

NormRow at_least(const Rule& rule, std::string subject, double value, double limit, std::string unit,
                 std::string assumptions) {
    return judged(rule, NormRow::Demand::at_least, std::move(subject), value, limit, std::move(unit),
                  std::move(assumptions));
}

NormRow at_most(const Rule& rule, std::string subject, double value, double limit, std::string unit,
                std::string assumptions) {
    return judged(rule, NormRow::Demand::at_most, std::move(subject), value, limit, std::move(unit),
                  std::move(assumptions));
}

NormRow without_verdict(const Rule& rule, NormVerdict why, std::string assumptions) {
    NormRow row =
        judged(rule, NormRow::Demand::at_least, {}, not_known, not_known, {}, std::move(assumptions));
    row.verdict = why;
    return row;
}

NormRow worst_of(const std::vector<NormRow>& rows, const std::string& things) {
    WAYOUT_ASSERT(!rows.empty(), "the worst of no rows");
    const auto relative_margin = [](const NormRow& row) {
        return row.margin() / std::max(std::abs(row.limit), 1.0);
    };
    NormRow worst = *std::min_element(rows.begin(), rows.end(), [&](const NormRow& a, const NormRow& b) {
        return relative_margin(a) < relative_margin(b);
    });
    const auto missed = std::count_if(rows.begin(), rows.end(),
                                      [](const NormRow& row) { return row.verdict == NormVerdict::not_met; });
    if (rows.size() > 1)
        worst.assumptions += fmt::format("{}Worst of {} {}, of which {} do not meet it.",
                                         worst.assumptions.empty() ? "" : " ", rows.size(), things, missed);
    return worst;
}

}  // namespace wayout::norms
