#include "output/stored_json.hpp"

namespace wayout::stored {

Json plan_json(const PlanModel& plan) {
    Json json{{"name", plan.name},
              {"origin_m", {plan.origin_m.x, plan.origin_m.y}},
              {"extent_m", point(plan.extent_m)}};
    json["storeys"] = list_of(plan.storeys, [](const PlanModel::Storey& s) {
        return Json{
            {"id", s.id},
            {"name", s.name},
            {"elevation_m", s.elevation_m},
            {"footprint", list_of(s.footprint, polygon)},
            {"walkable", list_of(s.walkable, polygon)},
            {"obstacles", list_of(s.obstacles, polygon)},
            {"walls", list_of(s.walls, ring)},
            {"seat_backs", list_of(s.seat_backs, ring)},
            {"seats", list_of(s.seats,
                              [](const PlanModel::Seat& seat) {
                                  return Json::array({rounded(seat.at.x, 3), rounded(seat.at.y, 3),
                                                      rounded(seat.facing.x, 4), rounded(seat.facing.y, 4),
                                                      rounded(seat.width_m, 3)});
                              })},
            {"labels", list_of(s.labels,
                               [](const PlanModel::Label& l) {
                                   return Json{{"at", point(l.at)}, {"text", l.text}};
                               })},
            {"zones", list_of(s.zones, [](const PlanModel::Zone& z) {
                 return Json{{"id", z.id}, {"polygon", polygon(z.polygon)}};
             })}};
    });
    json["surfaces"] = list_of(plan.surfaces, [](const PlanModel::Surface& s) {
        return Json{{"kind", static_cast<int>(s.kind)},
                    {"id", s.id},
                    {"name", s.name},
                    {"storey", s.storey},
                    {"upper_storey", s.upper_storey},
                    {"outline", ring(s.outline)},
                    {"walkable", list_of(s.walkable, polygon)},
                    {"up", point(s.up, 9)},
                    {"travel", static_cast<int>(s.travel)},
                    {"tread_m", s.tread_m}};
    });
    json["gates"] = list_of(plan.gates, [](const PlanModel::Gate& g) {
        return Json{{"id", g.id},
                    {"name", g.name},
                    {"is_exit", g.is_exit},
                    {"storey", g.storey},
                    {"a", point(g.line.a)},
                    {"b", point(g.line.b)},
                    {"outward", point(g.outward, 9)},
                    {"clear_width_m", g.clear_width_m},
                    {"open_at_start", g.open_at_start}};
    });
    return json;
}

PlanModel plan_of(const Json& json) {
    PlanModel plan;
    plan.name = json.at("name");
    plan.origin_m = point_of(json.at("origin_m"));
    plan.extent_m = point_of(json.at("extent_m"));
    plan.storeys = read_list<PlanModel::Storey>(json.at("storeys"), [](const Json& j) {
        PlanModel::Storey s;
        s.id = j.at("id");
        s.name = j.at("name");
        s.elevation_m = j.at("elevation_m");
        s.footprint = read_list<Polygon>(j.at("footprint"), polygon_of);
        s.walkable = read_list<Polygon>(j.at("walkable"), polygon_of);
        s.obstacles = read_list<Polygon>(j.at("obstacles"), polygon_of);
        s.walls = read_list<Ring>(j.at("walls"), ring_of);
        s.seat_backs = read_list<Ring>(j.at("seat_backs"), ring_of);
        s.seats = read_list<PlanModel::Seat>(j.at("seats"), [](const Json& seat) {
            return PlanModel::Seat{{seat.at(0), seat.at(1)}, {seat.at(2), seat.at(3)}, seat.at(4)};
        });
        s.labels = read_list<PlanModel::Label>(j.at("labels"), [](const Json& l) {
            return PlanModel::Label{point_of(l.at("at")), l.at("text")};
        });
        // Results of programs before `wayout analyse` have none.
        if (j.contains("zones"))
            s.zones = read_list<PlanModel::Zone>(j.at("zones"), [](const Json& z) {
                return PlanModel::Zone{z.at("id"), polygon_of(z.at("polygon"))};
            });
        return s;
    });
    const std::size_t count = plan.storeys.size();
    plan.surfaces = read_list<PlanModel::Surface>(json.at("surfaces"), [&](const Json& j) {
        PlanModel::Surface s;
        s.kind = enumerator<PlanModel::Kind>(j, "kind", 5);
        s.id = j.at("id");
        s.name = j.at("name");
        s.storey = storey_row(j, "storey", count);
        s.upper_storey = storey_row(j, "upper_storey", count);
        s.outline = ring_of(j.at("outline"));
        s.walkable = read_list<Polygon>(j.at("walkable"), polygon_of);
        s.up = point_of(j.at("up"));
        s.travel = enumerator<PlanModel::Travel>(j, "travel", 4);
        s.tread_m = j.at("tread_m");
        return s;
    });
    plan.gates = read_list<PlanModel::Gate>(json.at("gates"), [&](const Json& j) {
        PlanModel::Gate g;
        g.id = j.at("id");
        g.name = j.at("name");
        g.is_exit = j.at("is_exit");
        g.storey = storey_row(j, "storey", count);
        g.line = {point_of(j.at("a")), point_of(j.at("b"))};
        g.outward = point_of(j.at("outward"));
        g.clear_width_m = j.at("clear_width_m");
        g.open_at_start = j.at("open_at_start");
        return g;
    });
    return plan;
}

}  // namespace wayout::stored
