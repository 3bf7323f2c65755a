#include "input/fire_results_form.hpp"

#include "input/shapes.hpp"

#include <string_view>

namespace wayout {
namespace {

constexpr Range offset_range{-1e8, 1e8};

void check_ending(Fields& fields, const char* key, const std::string& name, std::string_view ending,
                  const char* message) {
    fields.check(name.size() > ending.size() && name.ends_with(ending), key, message);
}

void zones_field(Fields& fields, std::vector<std::string>& zones) {
    fields.required("zones", zones, list_of(id(), {1, 10000}),
                    "Ids of the zones of the venue that have this air.");
}

void fds_fields(Fields& fields, FdsResultSpec& fds) {
    fds.where = fields.where();
    fields.required("smv", fds.smv, text(),
                    "The .smv file of the FDS run, relative to the scenario; slice files stand beside it.");
    fields.optional("offset_m", fds.offset_m, point(), "Where the origin of FDS lies in the plan.");
    fields.optional("offset_z_m", fds.offset_z_m, number(offset_range),
                    "Elevation of z = 0 of FDS above the datum of the plan.");
    fields.optional("rotation_deg", fds.rotation_rad, angle_in_degrees(),
                    "From the x axis of the plan to that of FDS, counter-clockwise.");
    check_ending(fields, "smv", fds.smv, ".smv", "the index of an FDS run ends in .smv");
}

void room_fields(Fields& fields, CfastRoomSpec& room) {
    room.where = fields.where();
    std::optional<int> number;
    std::optional<std::string> name;
    fields.optional("number", number, integer(1, 10000),
                    "Number of the compartment, from 1, in the order of the CFAST input.");
    fields.optional("name", name, text(), "Its ID in the CFAST input.");
    fields.exactly_one_of({"number", "name"});
    zones_field(fields, room.zones);
    fields.check(!name || !name->empty(), "name", "the name is empty");
    room.number = number.value_or(0);
    room.name = name.value_or("");
}

void cfast_fields(Fields& fields, CfastResultSpec& cfast) {
    cfast.where = fields.where();
    fields.required("file", cfast.file, text(),
                    "<project>_compartments.csv of CFAST, relative to the scenario.");
    fields.required("rooms", cfast.rooms, list_of(object("cfast room", room_fields), {1, 10000}),
                    "Which compartment is which zones.");
    check_ending(fields, "file", cfast.file, ".csv",
                 "the results of CFAST are in <project>_compartments.csv");
}

void curve_fields(Fields& fields, CurveSpec& curve) {
    curve.where = fields.where();
    fields.required("file", curve.file, text(), "CSV with the column time_s, relative to the scenario.");
    zones_field(fields, curve.zones);
    check_ending(fields, "file", curve.file, ".csv", "curves are read from CSV files");
}

}  // namespace

Form<FdsResultSpec> fds_result() {
    return object("fds result", fds_fields);
}

Form<CfastResultSpec> cfast_result() {
    return object("cfast result", cfast_fields);
}

Form<CurvesSpec> curves() {
    const Form<std::vector<CurveSpec>> list = list_of(object("curve", curve_fields), {1, 10000});
    return {[list](const Place& place, CurvesSpec& spec) {
                spec.where = place.where();
                return list.read(place, spec.curves);
            },
            list.schema,
            {},
            true};
}

}  // namespace wayout
