#include "study/member_codec.hpp"

#include <nlohmann/json.hpp>

namespace wayout {
namespace {

using CborJson = nlohmann::json;  // written as CBOR, which keeps NaN, infinities and all bits

CborJson packed_changes(const std::vector<ScenarioChange>& changes) {
    CborJson list = CborJson::array();
    for (const ScenarioChange& c : changes)
        list.push_back({static_cast<int>(c.act), c.path, c.json, c.number});
    return list;
}

CborJson figures_of(const std::vector<Figure>& figures) {
    CborJson list = CborJson::array();
    for (const Figure& f : figures) list.push_back({f.name, f.value});
    return list;
}

CborJson casualties_of(const std::vector<Casualties>& casualties) {
    CborJson list = CborJson::array();
    for (const Casualties& c : casualties) list.push_back({c.cause, c.severity, c.age, c.place, c.count});
    return list;
}

CborJson jams_of(const std::vector<MemberJam>& jams) {
    CborJson list = CborJson::array();
    for (const MemberJam& j : jams)
        list.push_back({j.place, j.from_s, j.to_s, j.peak_density_per_m2, j.queue_size});
    return list;
}

CborJson left_of(const std::vector<PeopleLeft>& left) {
    CborJson list = CborJson::array();
    for (const PeopleLeft& l : left) list.push_back({l.place, l.time_s, l.able, l.unable});
    return list;
}

CborJson courses_of(const std::vector<MemberCourse>& courses) {
    CborJson list = CborJson::array();
    for (const MemberCourse& c : courses) list.push_back({c.name, c.step_s, c.values});
    return list;
}

}  // namespace

Bytes encode(const MemberTask& task) {
    return CborJson::to_cbor(CborJson{task.variant, task.replicate, task.seed, task.limit_s,
                                      packed_changes(task.changes), task.left_at_s});
}

MemberTask decode_task(std::span<const std::uint8_t> bytes) {
    const CborJson json = CborJson::from_cbor(bytes);
    MemberTask task;
    task.variant = json.at(0);
    task.replicate = json.at(1);
    task.seed = json.at(2);
    task.limit_s = json.at(3);
    for (const CborJson& c : json.at(4))
        task.changes.push_back(
            {static_cast<ScenarioChange::Act>(c.at(0).get<int>()), c.at(1), c.at(2), c.at(3)});
    task.left_at_s = json.at(5).get<std::vector<double>>();
    return task;
}

Bytes encode(const MemberResult& m) {
    return CborJson::to_cbor(CborJson{m.variant, m.replicate, m.seed, static_cast<int>(m.status), m.problem,
                                      m.state_hash, m.exit_times_s, figures_of(m.figures),
                                      casualties_of(m.casualties), jams_of(m.jams), m.wall_s, left_of(m.left),
                                      courses_of(m.courses)});
}

MemberResult decode_member(std::span<const std::uint8_t> bytes) {
    const CborJson json = CborJson::from_cbor(bytes);
    MemberResult m;
    m.variant = json.at(0);
    m.replicate = json.at(1);
    m.seed = json.at(2);
    m.status = static_cast<MemberStatus>(json.at(3).get<int>());
    m.problem = json.at(4);
    m.state_hash = json.at(5);
    m.exit_times_s = json.at(6).get<std::vector<float>>();
    for (const CborJson& f : json.at(7)) m.figures.push_back({f.at(0), f.at(1)});
    for (const CborJson& c : json.at(8))
        m.casualties.push_back({c.at(0), c.at(1), c.at(2), c.at(3), c.at(4)});
    for (const CborJson& j : json.at(9)) m.jams.push_back({j.at(0), j.at(1), j.at(2), j.at(3), j.at(4)});
    m.wall_s = json.at(10);
    for (const CborJson& l : json.at(11)) m.left.push_back({l.at(0), l.at(1), l.at(2), l.at(3)});
    for (const CborJson& c : json.at(12))
        m.courses.push_back({c.at(0), c.at(1), c.at(2).get<std::vector<float>>()});
    return m;
}

}  // namespace wayout
