/// Danger areas, shelters and orders, as they are written in scenario files.
#pragma once

#include "input/form.hpp"

#include <wayout/danger.hpp>

namespace wayout {

/// The keys of one area where people must not be.
void danger_area_fields(Fields& fields, DangerAreaSpec& area);
/// The keys of what people do where the rule does not decide.
void danger_response_fields(Fields& fields, DangerResponseSpec& response);
/// The keys of one order.
void order_fields(Fields& fields, OrderSpec& order);
/// The keys of one shelter.
void shelter_fields(Fields& fields, ShelterSpec& shelter);

}  // namespace wayout
