#include "input/assistance_form.hpp"
#include "input/company_form.hpp"
#include "input/distribution_form.hpp"
#include "input/knowledge_form.hpp"
#include "input/named_fields.hpp"
#include "input/noticing_form.hpp"
#include "input/scenario_form.hpp"
#include "input/shapes.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {
namespace {

/// [[age, speed], ...]
Form<std::vector<Vec2>> speeds_by_age() {
    const Form<double> age = number({age_years.range.lowest, age_years.range.highest});
    const Form<double> speed = number({speed_mps.range.lowest, speed_mps.range.highest});
    const Form<Vec2> pair{
        [age, speed](const Place& place, Vec2& value) {
            if (!detail::expect_array(place, 2, 2))
                return false;
            const JsonValue::Array& items = *place.value().array();
            const bool good = age.read(place.item(0, items[0]), value.x);
            return speed.read(place.item(1, items[1]), value.y) && good;
        },
        [age, speed](SchemaDefinitions& definitions) {
            return json_object(
                {{"type", json_text("array")},
                 {"prefixItems", json_list({age.schema(definitions), speed.schema(definitions)})},
                 {"minItems", json_integer(2)},
                 {"maxItems", json_integer(2)}});
        }};
    return list_of(pair, {2, 1000});
}

void group_fields(Fields& fields, ProfileGroup& group) {
    fields.optional("name", group.name, text(), "Name for people.");
    fields.optional("share", group.share, number({0.0, 1.0, true}),
                    "Fraction of the profile; all groups together make 1.");
    fields.optional(
        "sex", group.sex,
        choice<Sex>({{"unspecified", Sex::unspecified}, {"female", Sex::female}, {"male", Sex::male}}),
        "For results by sex.");
    fields.optional("mobility", group.mobility,
                    choice<MobilityClass>({{"ambulant", MobilityClass::ambulant},
                                           {"reduced", MobilityClass::reduced},
                                           {"wheelchair", MobilityClass::wheelchair}}),
                    "Which ways can be used.");
    fields.required("age_years", group.age_years, distribution(age_years), "Age.");
    fields.required("radius_m", group.radius_m, distribution(radius_m),
                    "Hard radius of the body: 0.20 for adults, 0.15 for children, 0.225 in winter clothing. "
                    "Not half the shoulder width.");
    fields.optional("free_speed_mps", group.free_speed_mps, distribution(speed_mps),
                    "Walking speed on the level with nobody in the way.");
    fields.optional("speed_by_age", group.speed_by_age, speeds_by_age(),
                    "Instead: [[age in years, mean speed in m/s], ...], ages rising.");
    fields.exactly_one_of({"free_speed_mps", "speed_by_age"});
    fields.optional("speed_relative_sd", group.speed_relative_sd, number({0.0, 1.0}),
                    "With speed_by_age: standard deviation as a fraction of the mean.");
    fields.needs("speed_relative_sd", "speed_by_age");
    fields.optional("stair_down_mps", group.stair_down_mps, distribution(speed_mps),
                    "Speed down stairs, along the incline.");
    fields.optional("stair_up_mps", group.stair_up_mps, distribution(speed_mps),
                    "Speed up stairs, along the incline.");
    fields.optional("stair_down_factor", group.stair_down_factor, number({0.05, 2.0}),
                    "Instead of stair_down_mps: fraction of the level speed.");
    fields.optional("stair_up_factor", group.stair_up_factor, number({0.05, 2.0}),
                    "Instead of stair_up_mps: fraction of the level speed.");
    fields.optional("pre_movement_factor", group.pre_movement_factor, number({0.1, 10.0}),
                    "Times the pre-movement time of the population: above 1 for those who respond late.");
    fields.at_most_one_of({"stair_down_mps", "stair_down_factor"});
    fields.at_most_one_of({"stair_up_mps", "stair_up_factor"});
    for (std::size_t i = 1; i < group.speed_by_age.size(); ++i)
        fields.check(group.speed_by_age[i - 1].x < group.speed_by_age[i].x, "speed_by_age",
                     "the ages must rise");
}

void profile_fields(Fields& fields, ProfileSpec& profile) {
    named_fields(fields, profile);
    profile.source = "user";
    fields.optional("source", profile.source, text(), "Publication or survey that the profile stems from.");
    fields.required("groups", profile.groups, list_of(object("profile group", group_fields), {1, 1000}),
                    "Parts of the profile, each homogeneous.");
    double sum = 0.0;
    for (const ProfileGroup& group : profile.groups) sum += group.share;
    fields.check(std::abs(sum - 1.0) <= 1e-3, "groups",
                 fmt::format("the shares of the groups add up to {}, not to 1", sum));
}

/// The key `in`: where a population starts.
void place_fields(Fields& fields, PopulationSpec& population) {
    fields.optional("zones", population.zones, list_of(id(), {1}), "Ids of zones.");
    fields.optional("storeys", population.storeys, list_of(id(), {1}), "Ids of storeys or tiers.");
    fields.optional("seating", population.seating, list_of(id(), {1}),
                    "Ids of seating blocks: people sit on the seats.");
    fields.optional("storey", population.polygon_storey, id(),
                    "Storey of the polygon or of the positions; may be left out when there is only one.");
    fields.optional("polygon", population.polygon, polygon(), "Outline, on that storey.");
    std::optional<Polygon> rect;
    fields.optional("rect", rect, rectangle(),
                    "Instead of a polygon: two opposite corners, [x0, y0, x1, y1].");
    fields.at_most_one_of({"polygon", "rect"});
    if (rect)
        population.polygon = rect;
}

void population_fields(Fields& fields, PopulationSpec& population) {
    named_fields(fields, population);
    fields.required(
        "profile", population.profile, id(),
        "Id of a profile of this scenario or of a built-in one (docs/formats/scenario.md lists them).");
    fields.optional("count", population.count, integer(1, 1000000), "How many people.");
    fields.optional("density_per_m2", population.density_per_m2, number({0.0, 8.0, true}),
                    "Or: how many per square metre of the place.");
    fields.optional("seats_filled_frac", population.seats_filled_frac, number({0.0, 1.0, true}),
                    "Or: which part of the seats is taken.");
    fields.optional("positions", population.positions, list_of(point(), {1, 1000000}),
                    "Or: exactly where they start, on the storey given in 'in'.");
    fields.exactly_one_of({"count", "density_per_m2", "seats_filled_frac", "positions"});
    fields.optional("in", population, object("place of a population", place_fields),
                    "Where they start; everywhere on level floors when absent.");
    fields.required("pre_movement_s", population.pre_movement_s, distribution(pre_movement_s),
                    "Time from the start of the incident until they walk, or with 'noticing' from the first "
                    "alarm or cue: a number, a distribution or the name of a preset.");
    fields.optional("exits", population.exits, list_of(id(), {1}),
                    "Exits that they may use; all when absent.");
    choice_fields(fields, population);
    fields.optional("role", population.role, text(), "visitor, staff, performer, ...");
    fields.optional("seated", population.seated, object("seated", seated_fields),
                    "Of people who start on seats: standing up, taking things along, passing others.");
    fields.optional("alcohol", population.alcohol, object("alcohol", alcohol_fields),
                    "Who has drunk and takes longer to begin.");
    fields.optional("assistance", population.assistance, object("assistance", assistance_fields),
                    "What help they need; none when absent.");
    fields.optional("company", population.company, object("company", company_fields),
                    "How they fall into groups and keep together; everybody on his own when absent.");

    fields.check(!population.seats_filled_frac ||
                     (population.zones.empty() && population.storeys.empty() && !population.polygon),
                 "in", "seats_filled_frac counts seats: 'in' may name seating blocks only");
    fields.check(!population.positions || (population.zones.empty() && population.storeys.empty() &&
                                           population.seating.empty() && !population.polygon),
                 "in", "positions say exactly where people start: 'in' may name their storey only");
    fields.check(!population.positions || !population.company || population.company->children_in.empty(),
                 "company", "positions say exactly where people start: leave children_in out");
    fields.check(
        population.polygon || population.positions || population.polygon_storey.empty(), "in",
        "'storey' belongs to a polygon, rect or positions; for a whole storey write \"storeys\": [\"...\"]");
}

}  // namespace

void people_fields(Fields& fields, PeopleSpec& people) {
    fields.optional("profiles", people.profiles, list_of(object("profile", profile_fields)),
                    "Profiles of your own, besides the built-in ones.");
    fields.required("populations", people.populations,
                    list_of(object("population", population_fields), {1, 100000}), "Who is in the building.");
    fields.optional("noticing", people.noticing, object("noticing", noticing_fields),
                    "How alarms, smoke and others make people begin. Without: everybody begins at the "
                    "pre-movement time, counted from the start of the incident.");
}

}  // namespace wayout
