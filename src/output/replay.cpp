#include "output/replay.hpp"

#include "core/assert.hpp"
#include "output/decision_statistics.hpp"
#include "output/packed.hpp"
#include "output/replay_hazards.hpp"
#include "output/tables.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

using Json = nlohmann::ordered_json;

Json points(const std::vector<Vec2>& ring) {
    Json out = Json::array();
    for (const Vec2 p : ring) out.push_back(replay_point(p));
    return out;
}

Json areas(const std::vector<Polygon>& polygons) {
    Json out = Json::array();
    for (const Polygon& polygon : polygons) {
        if (polygon.outer.size() < 3)
            continue;
        Json holes = Json::array();
        for (const Ring& hole : polygon.holes) holes.push_back(points(hole));
        out.push_back({{"outer", points(polygon.outer)}, {"holes", holes}});
    }
    return out;
}

const char* kind_text(PlanModel::Kind kind) {
    switch (kind) {
        case PlanModel::Kind::landing:
            return "landing";
        case PlanModel::Kind::stair:
            return "stair";
        case PlanModel::Kind::ramp:
            return "ramp";
        case PlanModel::Kind::escalator:
            return "escalator";
        case PlanModel::Kind::tier:
            return "tier";
    }
    throw InternalError("unknown kind of surface");
}

const char* travel_text(PlanModel::Travel travel) {
    switch (travel) {
        case PlanModel::Travel::both:
            return "both";
        case PlanModel::Travel::up:
            return "up";
        case PlanModel::Travel::down:
            return "down";
        case PlanModel::Travel::stopped:
            return "stopped";
    }
    throw InternalError("unknown travel");
}

/// Persons through the passage since the start, at every frame.
std::string packed_passed(const PassageResult& passage, const ReplayFrames& replay) {
    std::vector<std::int32_t> passed;
    std::size_t count = 0;
    for (std::size_t f = 0; f < replay.frames.size(); ++f) {
        const double now_s = static_cast<double>(f) * replay.interval_s;
        while (count < passage.crossings.size() && passage.crossings[count].time_s <= now_s) ++count;
        passed.push_back(static_cast<std::int32_t>(count));
    }
    return pack(passed);
}

Json closed_intervals(const PassageResult& passage) {
    Json out = Json::array();
    bool open = passage.open_at_start;
    double since_s = 0.0;
    for (const PassageResult::StateChange& change : passage.state_changes) {
        if (!open && change.open)
            out.push_back({rounded(since_s, 3), rounded(change.time_s, 3)});
        if (open != change.open)
            since_s = change.time_s;
        open = change.open;
    }
    if (!open)
        out.push_back({rounded(since_s, 3), nullptr});
    return out;
}

void add_plan(Json& json, const RunResults& results, const PlanModel& plan) {
    const double step_m = results.replay.step_m;
    json["storeys"] = Json::array();
    json["walls"] = Json::array();
    json["seats"] = Json::array();
    json["labels"] = Json::array();
    for (std::size_t s = 0; s < plan.storeys.size(); ++s) {
        const PlanModel::Storey& storey = plan.storeys[s];
        // Solid parts are what the outline holds and nobody can walk on; the page draws the floor alone, so
        // they need not be told.
        json["storeys"].push_back({{"id", storey.id},
                                   {"name", storey.name},
                                   {"elevation_m", rounded(storey.elevation_m, 3)},
                                   {"walkable", areas(storey.walkable)},
                                   {"obstacles", areas(storey.obstacles)}});
        for (const auto& wall : storey.walls)
            json["walls"].push_back({{"storey_index", s}, {"points", points(wall)}});
        std::vector<std::int32_t> x, y;
        for (const PlanModel::Seat& seat : storey.seats) {
            x.push_back(static_cast<std::int32_t>(std::lround(seat.at.x / step_m)));
            y.push_back(static_cast<std::int32_t>(std::lround(seat.at.y / step_m)));
        }
        if (!x.empty())
            json["seats"].push_back({{"storey_index", s}, {"x", pack(x)}, {"y", pack(y)}});
        for (const PlanModel::Label& label : storey.labels)
            json["labels"].push_back(
                {{"storey_index", s}, {"at", replay_point(label.at)}, {"text", label.text}});
    }
    json["surfaces"] = Json::array();
    for (const PlanModel::Surface& s : plan.surfaces) {
        Json surface{{"id", s.id}, {"kind", kind_text(s.kind)}, {"storey_index", s.storey}};
        if (s.upper_storey >= 0)
            surface["upper_storey_index"] = s.upper_storey;
        surface["outline"] = points(s.outline);
        surface["up"] = Json::array({rounded(s.up.x, 6), rounded(s.up.y, 6)});
        if (s.kind == PlanModel::Kind::escalator)
            surface["travel"] = travel_text(s.travel);
        if (s.kind != PlanModel::Kind::landing)
            surface["label"] = s.name;
        json["surfaces"].push_back(std::move(surface));
    }
    json["gates"] = Json::array();
    for (const PlanModel::Gate& g : plan.gates) {
        Json gate{{"id", g.id},
                  {"name", g.name},
                  {"kind", g.is_exit ? "exit" : "door"},
                  {"storey_index", g.storey},
                  {"a", replay_point(g.line.a)},
                  {"b", replay_point(g.line.b)}};
        for (const PassageResult& passage : results.passages)
            if (passage.id == g.id && passage.kind == (g.is_exit ? PassageKind::exit : PassageKind::door)) {
                gate["passed"] = packed_passed(passage, results.replay);
                if (Json closed = closed_intervals(passage); !closed.empty())
                    gate["closed_s"] = std::move(closed);
            }
        json["gates"].push_back(std::move(gate));
    }
}

void add_people(Json& json, const RunResults& results) {
    std::vector<std::int32_t> ids, populations, profiles;
    std::vector<std::string> profile_names;
    std::vector<std::int32_t> profile_of_group;
    for (const GroupLabel& g : results.groups) {
        const auto found = std::find(profile_names.begin(), profile_names.end(), g.profile);
        profile_of_group.push_back(static_cast<std::int32_t>(found - profile_names.begin()));
        if (found == profile_names.end())
            profile_names.push_back(g.profile);
    }
    Json population_names = Json::array();
    for (const PopulationLabel& p : results.populations)
        population_names.push_back(p.name.empty() ? p.id : p.name);
    for (const PersonResult& p : results.people) {
        ids.push_back(static_cast<std::int32_t>(p.id));
        populations.push_back(std::max(0, p.population));
        profiles.push_back(p.group < 0 ? 0 : profile_of_group[static_cast<std::size_t>(p.group)]);
    }
    json["people"] = {{"count", results.people.size()},  {"ids", pack(ids)},
                      {"populations", population_names}, {"population", pack(populations)},
                      {"profiles", profile_names},       {"profile", pack(profiles)}};
}

void add_companies(Json& json, const RunResults& results) {
    std::vector<std::int32_t> companies;
    for (const PersonResult& p : results.people) companies.push_back(p.company);
    if (std::any_of(companies.begin(), companies.end(), [](std::int32_t c) { return c >= 0; }))
        json["people"]["company"] = pack(companies);
}

std::vector<const Decision*> by_person(const RunResults& results) {
    std::vector<const Decision*> decisions;
    for (const Decision& d : results.decisions) decisions.push_back(&d);
    std::stable_sort(decisions.begin(), decisions.end(),
                     [](const Decision* a, const Decision* b) { return a->person < b->person; });
    return decisions;
}

/// Who heads for which gate from when on, and who learned something when.
void add_decisions(Json& json, const RunResults& results, const PlanModel& plan) {
    std::vector<std::int32_t> gate_of(results.passages.size(), -1);
    for (std::size_t row = 0; row < gate_of.size(); ++row)
        for (std::size_t g = 0; g < plan.gates.size(); ++g)
            if (plan.gates[g].is_exit && results.passages[row].kind == PassageKind::exit &&
                plan.gates[g].id == results.passages[row].id)
                gate_of[row] = static_cast<std::int32_t>(g);
    struct Changes {
        std::vector<std::int32_t> row, time_cs, gate;
        void add(const Decision& d) {
            row.push_back(static_cast<std::int32_t>(d.person) - 1);
            time_cs.push_back(static_cast<std::int32_t>(std::lround(100.0 * d.time_s)));
        }
    };
    Changes targets, learned;
    for (const Decision* d : by_person(results)) {
        if (d->kind == "learns") {
            learned.add(*d);
        } else if (heads_for_exit(*d) || heads_elsewhere(*d)) {
            targets.add(*d);
            targets.gate.push_back(d->passage < 0 ? -1 : gate_of[static_cast<std::size_t>(d->passage)]);
        }
    }
    if (!targets.row.empty())
        json["targets"] = {
            {"row", pack(targets.row)}, {"time_cs", pack(targets.time_cs)}, {"gate", pack(targets.gate)}};
    if (!learned.row.empty())
        json["learned"] = {{"row", pack(learned.row)}, {"time_cs", pack(learned.time_cs)}};
}

/// Rescue teams: where each responder is in every frame, responder by responder; storey -1: not inside.
void add_responders(Json& json, const RunResults& results) {
    std::vector<std::int32_t> teams;  // by responder
    Json names = Json::array();
    for (std::size_t t = 0; t < results.rescue.teams.size(); ++t) {
        const RescueTeamResult& team = results.rescue.teams[t];
        names.push_back(team.name.empty() ? team.id : team.name);
        teams.insert(teams.end(), static_cast<std::size_t>(team.members), static_cast<std::int32_t>(t));
    }
    if (teams.empty())
        return;
    const std::vector<ReplayFrame>& frames = results.replay.frames;
    const std::size_t cells = teams.size() * frames.size();
    std::vector<std::int32_t> storey(cells, -1), x(cells, 0), y(cells, 0);
    for (std::size_t f = 0; f < frames.size(); ++f)
        for (const ReplayFrame::Responder& responder : frames[f].responders) {
            const std::size_t cell = responder.number * frames.size() + f;
            storey[cell] = responder.storey;
            x[cell] = responder.x;
            y[cell] = responder.y;
        }
    json["responders"] = {
        {"teams", names}, {"team", pack(teams)}, {"storey", pack(storey)}, {"x", pack(x)}, {"y", pack(y)}};
}

void add_totals(Json& json, const RunResults& results) {
    std::vector<std::int32_t> inside, out, incapacitated;
    for (const ReplayFrame& f : results.replay.frames) {
        const auto down =
            static_cast<std::int32_t>(std::count(f.state.begin(), f.state.end(), ReplayFrame::incapacitated));
        incapacitated.push_back(down);
        inside.push_back(static_cast<std::int32_t>(f.row.size()) - down);
        out.push_back(static_cast<std::int32_t>(results.people.size() - f.row.size()));
    }
    json["totals"] = {{"inside", pack(inside)}, {"out", pack(out)}, {"incapacitated", pack(incapacitated)}};
}

/// One chunk as bytes: roster, then person-major columns of state, storey, density, x and y.
class ChunkEncoder {
public:
    ChunkEncoder(const ReplayFrames& replay, std::size_t people) : replay_(replay), member_(people) {}

    std::string encode(std::size_t first, std::size_t count) {
        count_ = count;
        bytes_.clear();
        collect_roster(first);
        const std::size_t cells = roster_.size() * count;
        state_.assign(cells, absent);
        storey_.assign(cells, 0);
        density_.assign(cells, 0);
        x_.assign(cells, 0);
        y_.assign(cells, 0);
        for (std::size_t f = 0; f < count; ++f) {
            const ReplayFrame& frame = replay_.frames[first + f];
            for (std::size_t i = 0; i < frame.row.size(); ++i) {
                const std::size_t cell = member_[frame.row[i]] * count + f;
                state_[cell] = frame.state[i];
                storey_[cell] = frame.storey[i];
                density_[cell] = frame.density[i];
                x_[cell] = frame.x[i];
                y_[cell] = frame.y[i];
            }
        }
        bytes_.insert(bytes_.end(), state_.begin(), state_.end());
        append_storeys();
        append_densities();
        append_positions(x_);
        append_positions(y_);
        return deflated_base64(bytes_);
    }

private:
    static constexpr std::uint8_t absent = 255;

    void collect_roster(std::size_t first) {
        std::vector<bool> present(member_.size(), false);
        for (std::size_t f = 0; f < count_; ++f)
            for (const std::uint32_t row : replay_.frames[first + f].row) present[row] = true;
        roster_.clear();
        for (std::size_t row = 0; row < present.size(); ++row)
            if (present[row]) {
                member_[row] = roster_.size();
                roster_.push_back(static_cast<std::uint32_t>(row));
            }
        append_varint(bytes_, static_cast<std::uint32_t>(roster_.size()));
        std::uint32_t before = 0;
        for (const std::uint32_t row : roster_) {
            append_varint(bytes_, row - before);
            before = row;
        }
    }

    void append_storeys() {
        for (std::size_t m = 0; m < roster_.size(); ++m) {
            std::uint8_t last = 0;
            for (std::size_t f = 0; f < count_; ++f) {
                if (state_[m * count_ + f] != absent)
                    last = storey_[m * count_ + f];
                bytes_.push_back(last);
            }
        }
    }

    void append_densities() {
        for (std::size_t m = 0; m < roster_.size(); ++m) {
            std::uint8_t last = 0;
            for (std::size_t f = 0; f < count_; ++f) {
                const std::uint8_t now = state_[m * count_ + f] == absent ? last : density_[m * count_ + f];
                bytes_.push_back(static_cast<std::uint8_t>(now - last));
                last = now;
            }
        }
    }

    void append_positions(const std::vector<std::int32_t>& column) {
        for (std::size_t m = 0; m < roster_.size(); ++m) {
            std::int32_t before = 0, second_before = 0;
            int known = 0;  // frames since the person came, at most 2
            for (std::size_t f = 0; f < count_; ++f) {
                const std::size_t cell = m * count_ + f;
                if (state_[cell] == absent) {
                    known = 0;
                    continue;
                }
                const std::int32_t now = column[cell];
                const std::int32_t expected = known == 0   ? 0
                                              : known == 1 ? before
                                                           : 2 * before - second_before;
                append_varint(bytes_, zigzag(now - expected));
                second_before = before;
                before = now;
                known = std::min(2, known + 1);
            }
        }
    }

    const ReplayFrames& replay_;
    std::vector<std::size_t> member_;  // by row: place in the roster of the chunk
    std::vector<std::uint32_t> roster_;
    std::size_t count_{0};
    std::vector<std::uint8_t> state_, storey_, density_;  // [member][frame]
    std::vector<std::int32_t> x_, y_;
    std::vector<std::uint8_t> bytes_;
};

}  // namespace

std::string replay_document(const RunResults& results, const PlanModel& plan) {
    const ReplayFrames& replay = results.replay;
    if (replay.frames.empty() || plan.storeys.empty() || plan.storeys.size() > 255)
        return {};
    Json json;
    json["version"] = 1;
    json["name"] = results.scenario_name;
    json["origin_m"] = {plan.origin_m.x, plan.origin_m.y};
    json["position_step_m"] = replay.step_m;
    json["density_step_per_m2"] = ReplayFrames::density_step_per_m2;
    add_plan(json, results, plan);
    json["marks"] = Json::array();
    for (const Event& e : results.events)
        if (e.mark)
            json["marks"].push_back({{"time_s", rounded(e.time_s, 3)}, {"text", e.text}});
    add_people(json, results);
    add_companies(json, results);
    add_decisions(json, results, plan);
    add_responders(json, results);
    json["frames"] = {
        {"count", replay.frames.size()}, {"start_time_s", 0}, {"interval_s", replay.interval_s}};
    add_totals(json, results);
    if (Json air = air_json(results.hazards.air); !air.is_null())
        json["air"] = std::move(air);
    if (Json losses = losses_json(results.hazards.losses); !losses.empty())
        json["losses"] = std::move(losses);
    if (Json dangers = dangers_json(results.danger.areas); !dangers.empty())
        json["dangers"] = std::move(dangers);
    json["chunks"] = Json::array();
    ChunkEncoder encoder(replay, results.people.size());
    for (std::size_t first = 0;; first += replay_chunk_frames) {
        // One frame more than the step: the last of a chunk is the first of the next.
        const std::size_t count = std::min(replay_chunk_frames + 1, replay.frames.size() - first);
        json["chunks"].push_back(
            {{"first_frame", first}, {"frame_count", count}, {"data", encoder.encode(first, count)}});
        if (first + count >= replay.frames.size())
            break;
    }
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace wayout
