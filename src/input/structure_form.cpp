#include "input/structure_form.hpp"

#include "input/ranges.hpp"
#include "input/shapes.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {
namespace {

void member_fields(Fields& fields, SteelMember& member) {
    fields.required("section_factor_per_m", member.section_factor_per_m, number({1.0, 5000.0}),
                    "Surface of the member by its volume, A_m/V; light trusses about 150 to 350.");
    fields.required("utilisation_frac", member.utilisation_frac, number({least_utilisation_frac, 1.0}),
                    "Load as a share of the cold strength.");
    fields.optional("emissivity_frac", member.emissivity_frac, number(share_range), "Of the surface.");
    fields.optional("convection_w_per_m2_k", member.convection_w_per_m2_k, number({0.0, 500.0}),
                    "Heat transfer from the gas: 25 in the standard fire, 35 in a natural one.");
    fields.optional("shadow_frac", member.shadow_frac, number({0.0, 1.0, true}),
                    "Share of the heating that reaches the surface of an I-section; 1 is on the safe side.");
    fields.required("place", member.place, point(), "Where the temperature of the gas is taken, in plan.");
    fields.required("height_above_floor_m", member.height_above_floor_m, number({0.0, 200.0}),
                    "The same, above the floor of the storey.");
}

void outcome_fields(Fields& fields, LossOutcomes& outcomes) {
    fields.required("unhurt_frac", outcomes.unhurt_frac, number(share_range), "Share who come away.");
    fields.required("injured_frac", outcomes.injured_frac, number(share_range),
                    "Share who are hurt and can move.");
    fields.required("trapped_frac", outcomes.trapped_frac, number(share_range), "Share who wait for rescue.");
    fields.required("fatal_frac", outcomes.fatal_frac, number(share_range), "Share who die.");
    constexpr double rounding = 1e-6;
    fields.check(fields.is_describing() || std::abs(outcomes.sum() - 1.0) <= rounding, "unhurt_frac",
                 fmt::format("the four shares add up to {:.6g}; they must add up to 1", outcomes.sum()));
}

}  // namespace

void structural_loss_fields(Fields& fields, StructuralLossSpec& loss) {
    loss.where = fields.where();
    fields.required("id", loss.id, id(), "Short name, used in results.");
    fields.optional("storey", loss.storey, id(), "Id of the storey; may be left out when there is only one.");
    polygon_fields(fields, loss.polygon, "Area that is lost.");
    fields.optional("at_s", loss.at_s, number(day_range_s),
                    "Time of the loss, from the start of the incident.");
    fields.optional("member", loss.member, object("steel member", member_fields),
                    "Instead of at_s: the bare steel member that carries the area. A screening without "
                    "redistribution, connections and fire protection.");
    fields.exactly_one_of({"at_s", "member"});
    fields.optional("warning_s", loss.warning_s, number(day_range_s),
                    "So long before, those who see the area leave it; 0: no warning.");
    fields.required("outcomes", loss.outcomes, object("loss outcomes", outcome_fields),
                    "What becomes of those inside. There are no validated numbers: they are assumptions.");
    fields.optional("perimeter_m", loss.perimeter_m, number({0.0, 100.0}),
                    "Width of the strip around the area where people slow down.");
    fields.optional("perimeter_speed_frac", loss.perimeter_speed_frac, number({0.0, 1.0, true}),
                    "Speed there as a share of the own speed.");
    fields.optional("roof_opening_m2", loss.roof_opening_m2, number({0.0, 1e5}),
                    "Opening by which smoke leaves from then on; 0: none.");
    fields.check(loss.warning_s <= loss.at_s.value_or(loss.warning_s), "warning_s",
                 fmt::format("{} s before {} s is before the incident starts", loss.warning_s,
                             loss.at_s.value_or(0.0)));
}

}  // namespace wayout
