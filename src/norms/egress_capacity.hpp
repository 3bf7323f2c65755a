/// How many people widths are made for.
#pragma once

#include "norms/facts.hpp"

#include <vector>

namespace wayout::norms {

struct Widths {
    double total_m{0.0};
    double largest_m{0.0};
};
/// Of the exits that are open at the start.
Widths open_widths(const std::vector<ExitFacts>& exits);

/// N = (sum W - W_largest) q T: people who get through in T with the widest exit lost (people-and-response
/// specification 7.2). No person of a fraction.
double people_in_time(const Widths& widths, double flow_pps_per_m, double time_s);

/// People of widths by length per person: IBC 1005.3, 7.6 mm on stairs and 5.1 mm elsewhere (read in a
/// secondary text). Each way for itself, without fractions.
double people_by_inches(const std::vector<WayFacts>& ways);
double people_by_inches(double clear_width_m, bool is_stair);

/// People whom one escape route may serve after Approved Document B volume 2: 60 from 750 mm, 110 from 850
/// mm, 220 from 1050 mm, beyond 5 mm each (read in a secondary text).
double people_by_adb(double clear_width_m);

}  // namespace wayout::norms
