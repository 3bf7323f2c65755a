/// The keys of a scenario: what docs/formats/scenario.md explains and schema/scenario.schema.json tells
/// editors.
#pragma once

#include "input/form.hpp"

#include <wayout/input.hpp>
#include <wayout/scenario.hpp>

namespace wayout {

void venue_fields(Fields& fields, VenueSpec& venue);
void people_fields(Fields& fields, PeopleSpec& people);
void incident_fields(Fields& fields, IncidentSpec& incident);
void simulation_fields(Fields& fields, SimulationSpec& simulation);
void outputs_fields(Fields& fields, OutputSpec& outputs);
/// The whole file. Sections may also be given as the name of a file of their own.
void scenario_fields(Fields& fields, ScenarioDraft& draft);

/// The keys of the scenario's top level that may name a file.
inline constexpr const char* section_keys[] = {"venue",    "people",     "incident",
                                               "response", "simulation", "outputs"};

/// Of the section `response`: may name a file too.
inline constexpr std::string_view medical_plan_key = "medical_plan";

}  // namespace wayout
