/// The charts of a result.
#pragma once

#include <wayout/results.hpp>

#include <string>
#include <vector>

namespace wayout {

/// People inside and out over time, with the times at which shares were out. Empty when nothing was counted.
/// Many events stand in it as numbers only.
std::string evacuation_curve(const RunResults& results);

/// What those numbers mean, as text: empty when the chart names its events itself.
std::string event_key(const RunResults& results);
/// How many left by each exit.
std::string exit_use_chart(const RunResults& results);
/// One small chart a passage, all on the same scales: persons per second in each interval.
std::string flow_panels(const RunResults& results, const std::vector<std::size_t>& passages,
                        std::string_view title);

/// Rows of RunResults::passages of one kind, most used first.
std::vector<std::size_t> passages_by_use(const RunResults& results, PassageKind kind);

}  // namespace wayout
