/// What the hazards did over the plan: when places became untenable and by what, how bad the air became, and
/// who was overcome where. Places without data are striped, never clear.
#pragma once

#include "output/map_picture.hpp"
#include "output/plan_model.hpp"

#include <wayout/results.hpp>

#include <string>

namespace wayout {

/// Classes of the extinction coefficient, named by the visibility of reflecting signs, 3 / K
/// (fire specification 1.6 [S]): 30, 15, 10, 5, 3, 1 m.
ColourClasses visibility_classes();
/// Classes in kelvin, named in degrees Celsius; 60 is the usual limit of tenability.
ColourClasses temperature_classes();
/// 1: dose that stops half of the people; 0.3: about every tenth.
ColourClasses dose_classes();

/// Maps of one storey; empty text when there is nothing to show on it.
/// `prefix`: unique in the page, for the ids inside the picture.
std::string aset_map(const RunResults& results, const PlanModel& plan, int storey, const std::string& prefix);
/// Which limit was exceeded first.
std::string first_limit_map(const RunResults& results, const PlanModel& plan, int storey,
                            const std::string& prefix);
std::string peak_smoke_map(const RunResults& results, const PlanModel& plan, int storey,
                           const std::string& prefix);
std::string peak_temperature_map(const RunResults& results, const PlanModel& plan, int storey,
                                 const std::string& prefix);
/// Dose of somebody who stands there all the time.
std::string standing_dose_map(const RunResults& results, const PlanModel& plan, int storey,
                              const std::string& prefix);
/// People who were overcome, by cause, and parts of the structure that were lost.
std::string harm_places_map(const RunResults& results, const PlanModel& plan, int storey,
                            const std::string& prefix);

}  // namespace wayout
