#include "validation/fire_references.hpp"

#include "embedded/cfast_controlroom_exhaust_compartments.hpp"
#include "embedded/cfast_controlroom_exhaust_input.hpp"
#include "embedded/cfast_controlroom_exhaust_vents.hpp"
#include "embedded/cfast_corridor_mv100a_compartments.hpp"
#include "embedded/cfast_corridor_mv100a_input.hpp"
#include "embedded/cfast_corridor_mv100a_vent_layers.hpp"
#include "embedded/cfast_gas_tenability_compartments.hpp"
#include "embedded/cfast_gas_tenability_input.hpp"
#include "embedded/cfast_hall_vtt_c1_compartments.hpp"
#include "embedded/cfast_hall_vtt_c1_input.hpp"
#include "embedded/cfast_hall_vtt_c1_vents.hpp"
#include "embedded/cfast_hall_vtt_c2_compartments.hpp"
#include "embedded/cfast_hall_vtt_c2_input.hpp"
#include "embedded/cfast_hall_vtt_c2_vents.hpp"
#include "embedded/cfast_heat_tenability_devices.hpp"
#include "embedded/cfast_heat_tenability_input.hpp"
#include "embedded/cfast_sealed_onezone_compartments.hpp"
#include "embedded/cfast_sealed_onezone_input.hpp"
#include "embedded/cfast_sealed_twolayer_compartments.hpp"
#include "embedded/cfast_sealed_twolayer_input.hpp"
#include "embedded/cfast_sprinkler_link_compartments.hpp"
#include "embedded/cfast_sprinkler_link_devices.hpp"
#include "embedded/cfast_sprinkler_link_input.hpp"
#include "embedded/cfast_steckler_014_compartments.hpp"
#include "embedded/cfast_steckler_014_input.hpp"
#include "embedded/cfast_steckler_014_vent_layers.hpp"
#include "embedded/cfast_steckler_410_compartments.hpp"
#include "embedded/cfast_steckler_410_input.hpp"
#include "embedded/cfast_steckler_410_vent_layers.hpp"
#include "embedded/cfast_three_rooms_two_floors_compartments.hpp"
#include "embedded/cfast_three_rooms_two_floors_devices.hpp"
#include "embedded/cfast_three_rooms_two_floors_input.hpp"
#include "embedded/cfast_three_rooms_two_floors_vents.hpp"

namespace wayout {

const std::vector<FireReference>& fire_references() {
    static const std::vector<FireReference> references{
        {"controlroom_exhaust",
         embedded::cfast_controlroom_exhaust_input(),
         embedded::cfast_controlroom_exhaust_compartments(),
         embedded::cfast_controlroom_exhaust_vents(),
         {},
         {}},
        {"corridor_mv100a",
         embedded::cfast_corridor_mv100a_input(),
         embedded::cfast_corridor_mv100a_compartments(),
         {},
         embedded::cfast_corridor_mv100a_vent_layers(),
         {}},
        {"gas_tenability",
         embedded::cfast_gas_tenability_input(),
         embedded::cfast_gas_tenability_compartments(),
         {},
         {},
         {}},
        {"hall_vtt_c1",
         embedded::cfast_hall_vtt_c1_input(),
         embedded::cfast_hall_vtt_c1_compartments(),
         embedded::cfast_hall_vtt_c1_vents(),
         {},
         {}},
        {"hall_vtt_c2",
         embedded::cfast_hall_vtt_c2_input(),
         embedded::cfast_hall_vtt_c2_compartments(),
         embedded::cfast_hall_vtt_c2_vents(),
         {},
         {}},
        {"heat_tenability",
         embedded::cfast_heat_tenability_input(),
         {},
         {},
         {},
         embedded::cfast_heat_tenability_devices()},
        {"sealed_onezone",
         embedded::cfast_sealed_onezone_input(),
         embedded::cfast_sealed_onezone_compartments(),
         {},
         {},
         {}},
        {"sealed_twolayer",
         embedded::cfast_sealed_twolayer_input(),
         embedded::cfast_sealed_twolayer_compartments(),
         {},
         {},
         {}},
        {"sprinkler_link",
         embedded::cfast_sprinkler_link_input(),
         embedded::cfast_sprinkler_link_compartments(),
         {},
         {},
         embedded::cfast_sprinkler_link_devices()},
        {"steckler_014",
         embedded::cfast_steckler_014_input(),
         embedded::cfast_steckler_014_compartments(),
         {},
         embedded::cfast_steckler_014_vent_layers(),
         {}},
        {"steckler_410",
         embedded::cfast_steckler_410_input(),
         embedded::cfast_steckler_410_compartments(),
         {},
         embedded::cfast_steckler_410_vent_layers(),
         {}},
        {"three_rooms_two_floors",
         embedded::cfast_three_rooms_two_floors_input(),
         embedded::cfast_three_rooms_two_floors_compartments(),
         embedded::cfast_three_rooms_two_floors_vents(),
         {},
         embedded::cfast_three_rooms_two_floors_devices()},
    };
    return references;
}

}  // namespace wayout
