/// What the laboratory cases share: the people, and the way from a run to the measuring module.
#pragma once

#include "analysis/area_measures.hpp"
#include "analysis/line_flow.hpp"
#include "analysis/tracks.hpp"
#include "verification/observed_run.hpp"

#include <wayout/validation.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Mostly students: free speed N(1.55, 0.18^2) m/s between 1.0 and 2.2 m/s (validation specification 0 for
/// all HERMES tests; 1.55 +- 0.18 after Zhang et al. 2011, from memory there). Bodies of 0.20 m.
inline constexpr const char* lab_people = "laboratory";
void add_lab_people(Scenario& scenario);

/// Displacement over +-0.3 s: +-5 frames at 16 Hz in the data, +-6 steps of 0.05 s here.
inline constexpr VelocityWindow lab_window{6};

/// NFPA 130: flow over stairs, and over stopped escalators as stairs, 0.0555 persons/(mm min) [S: municipal
/// adoption].
inline constexpr double nfpa_pps_per_m = 0.0555 * 1000.0 / 60.0;

/// Everybody's path from the first step to the exit, one frame a step. The run must have kept its tracks.
Tracks tracks_of(const RunRecord& record);

/// Ascending times of everybody's first crossing of a line.
std::vector<double> first_times_over(const Tracks& tracks, const Segment& line);

/// Density and speed by Voronoi cells (method D), mean over moments half a second apart or further; speed NaN
/// if nobody was ever there. @pre the floor is sound
AreaState mean_state(const Tracks& tracks, const Polygon& measured, const Region& floor, double from_s,
                     double to_s, double every_s = 0.5);

/// Passages per second in a window of time. @param times_s  ascending
double flow_between(const std::vector<double>& times_s, double from_s, double to_s);

/// Counted from the first passage on, as published curves are.
std::vector<double> from_first(std::vector<double> times_s);

/// Passages over time, measured and walked: agreement of each run, and a figure with the range of the runs.
struct PassageCurves {
    std::vector<double> erd, epc, sc;
    ValidationFigure figure;
};
/// All times ascending; each curve counts from its own first passage.
PassageCurves compare_passages(std::string title, std::vector<double> measured_s,
                               const std::vector<std::vector<double>>& runs_s);

/// Points of an outline one after another; one that repeats the last is left out.
void add_corner(Ring& ring, Vec2 corner);

/// The columns of a table with a head line of names, by name; cells that are no numbers are NaN.
class NumberTable {
public:
    explicit NumberTable(std::string_view csv);
    std::size_t row_count() const { return rows_.size(); }
    double at(std::size_t row, std::string_view column) const;
    /// The words in a cell. Cells in quotes may hold commas.
    const std::string& text(std::size_t row, std::string_view column) const;
    /// The text of the first column.
    const std::string& label(std::size_t row) const { return texts_[row].front(); }

private:
    std::size_t index_of(std::string_view column) const;

    std::vector<std::string> columns_;
    std::vector<std::vector<std::string>> texts_;
    std::vector<std::vector<double>> rows_;
};

std::vector<double> column(const NumberTable& table, std::string_view name);

}  // namespace wayout
