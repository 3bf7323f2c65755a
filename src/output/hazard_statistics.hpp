/// What follows from the hazards of a run by counting: who was overcome, and which zones were left in time.
/// No state, no files.
#pragma once

#include <wayout/results.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Whether the air was modelled: smoke, gases, heat. Without, a hazard may still be a loss of structure.
bool has_air(const HazardOutcome& hazards);

int count_dead(const RunResults& results);
int count_injured(const RunResults& results);

/// Everybody whom a hazard stopped: incapacitated at any time, or dead. The first first, those of unknown
/// time last; ties by id.
std::vector<const PersonResult*> overcome_people(const RunResults& results);
/// How many they are; never fewer than the run itself counted.
int count_overcome(const RunResults& results);
/// When that was; NaN: not known.
double overcome_time_s(const PersonResult& person);
/// By what, in a word or two.
std::string overcome_cause(const PersonResult& person);

/// How a zone stands, available against required time.
enum class ZoneVerdict {
    unused,   ///< nobody was in it
    no_data,  ///< available time not known
    in_time,  ///< left before it was untenable, or never untenable
    waiting,  ///< people in it at the end of the run, tenable until then
    too_late  ///< people in it when it was untenable
};
ZoneVerdict verdict_of_zone(const ZoneResult& zone);

std::string_view name_of(TenabilityLimit limit);

}  // namespace wayout
