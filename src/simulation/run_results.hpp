/// From the state of a run to the plain structs that are written and shown.
#pragma once

#include "agents/placement.hpp"
#include "harm/squeeze_record.hpp"
#include "simulation/crowd_pressure.hpp"
#include "simulation/density_map.hpp"
#include "venue/venue.hpp"

#include <wayout/results.hpp>

#include <string>
#include <vector>

namespace wayout {

struct World;

std::vector<PersonResult> people_at_start(const PlacedPeople& people, const Venue& venue);
/// One for each gate, without crossings.
std::vector<PassageResult> passages_at_start(const Venue& venue);
/// Status, names, seed, model, performance: everything that does not need the recorder.
RunResults results_frame(const World& world);
/// Where those who are not out are at the end, and why.
void describe_those_inside(const World& world, std::vector<PersonResult>& people);
/// Appends what is known at the end (stuck people, everybody out) and sorts the events by time.
void add_final_events(const World& world, RunResults& results);
/// Whoever notes the choice of an exit may name it only: finds the exits of these names. Not where two have
/// the same name, and not for people who only learn of an exit.
void find_chosen_exits(const std::vector<PassageResult>& passages, std::vector<Decision>& decisions);
/// What everybody had to bear.
void describe_squeeze(const SqueezeRecord& squeeze, std::vector<PersonResult>& people, CrushOutcome& outcome);
std::vector<DensityGrid> density_grids(const DensityMap& map, const CrowdPressure& pressure);
/// Ties in the order in which the places appeared.
std::vector<CrowdPressureSpot> highest_first(std::vector<CrowdPressureSpot> spots);
/// How density is measured, in a sentence.
std::string density_rule();

}  // namespace wayout
