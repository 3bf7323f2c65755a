#include "study/tonight_changes.hpp"

#include "core/text.hpp"
#include "output/number_text.hpp"
#include "study/coat_profiles.hpp"
#include "study/ways.hpp"

#include <wayout/builtin_profiles.hpp>
#include <wayout/simulation.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace wayout {
namespace {

using Act = ScenarioChange::Act;

constexpr double zero_celsius_k = 273.15;
/// Ids have at most 64 characters.
constexpr std::size_t longest_base_of_id = 50;

class Tonight {
public:
    Tonight(const Scenario& scenario, const Attendance& attendance, const TonightSpec& spec,
            TonightChanges& out)
        : scenario_(scenario), attendance_(attendance), spec_(spec), out_(out) {}

    Errors plan() {
        visitors();
        closed_ways();
        stewards();
        coats();
        return std::move(errors_);
    }

private:
    void problem(std::string_view key, std::string message) {
        errors_.push_back({ErrorCode::schema,
                           spec_.where.empty() ? std::string(key) : fmt::format("{}: {}", spec_.where, key),
                           std::move(message)});
    }

    void change(ScenarioChange c) {
        out_.changes.push_back(c);
        out_.for_codes.push_back(std::move(c));
    }

    // ------------------------------------------------------------ who comes

    void visitors() {
        if (!spec_.advisory.empty())
            out_.sentences.push_back(fmt::format("Public advisory: {}.", spec_.advisory));
        if (spec_.advisory_attendance_frac != 1.0)
            out_.assumptions.push_back(fmt::format(
                "Of those expected {} % come in spite of the advisory: given by you; no data on the "
                "effect of advisories were found.",
                trimmed(100.0 * spec_.advisory_attendance_frac, 1)));
        const double wanted =
            (spec_.visitors ? *spec_.visitors : attendance_.visitors * spec_.attendance_frac.value_or(1.0)) *
            spec_.advisory_attendance_frac;
        const int can_change = attendance_.visitors - attendance_.fixed_visitors;
        const bool is_as_planned =
            !spec_.visitors && !spec_.attendance_frac && spec_.advisory_attendance_frac == 1.0;
        if (is_as_planned)
            return;
        if (can_change == 0 || wanted <= attendance_.fixed_visitors)
            return problem(spec_.visitors ? "visitors" : "attendance_frac",
                           can_change == 0
                               ? "the scenario has no visitors whose number could be changed"
                               : fmt::format("{} visitors stand on given positions, which leaves nobody else",
                                             attendance_.fixed_visitors));
        const double factor = (wanted - attendance_.fixed_visitors) / can_change;
        change({Act::scale, std::string(attendance_path), {}, factor});
        out_.sentences.push_back(fmt::format("Visitors: about {} (the scenario has {}).",
                                             grouped(static_cast<std::int64_t>(wanted + 0.5)),
                                             grouped(attendance_.visitors)));
    }

    // ------------------------------------------------------------ what is closed

    /// Who or what would open it again; empty: nobody.
    std::string opener_of(const Way& way) const {
        for (const IncidentEvent& event : scenario_.incident.events) {
            const bool opens = event.kind == IncidentEvent::Kind::open_door ||
                               event.kind == IncidentEvent::Kind::open_exit ||
                               event.kind == IncidentEvent::Kind::unlock_door ||
                               event.kind == IncidentEvent::Kind::remove_barrier;
            if (opens && event.target == way.id)
                return fmt::format("an event opens it at {} s", trimmed(event.at_s, 1));
        }
        for (const StewardSpec& steward : scenario_.response.stewards) {
            const bool is_absent = std::find(spec_.stewards_absent.begin(), spec_.stewards_absent.end(),
                                             steward.id) != spec_.stewards_absent.end();
            for (const StewardTask& task : steward.tasks)
                if (!is_absent && task.kind == StewardTask::Kind::open &&
                    std::find(task.targets.begin(), task.targets.end(), way.id) != task.targets.end())
                    return fmt::format("the steward '{}' opens it", steward.label());
        }
        return {};
    }

    void closed_ways() {
        const std::vector<Way> ways = ways_of(scenario_.venue);
        std::vector<Way> closed;
        std::vector<std::string> names;
        for (const std::string& id : spec_.closed) {
            const auto way = std::find_if(ways.begin(), ways.end(), [&](const Way& w) { return w.id == id; });
            if (way == ways.end()) {
                std::vector<std::string> ids;
                for (const Way& w : ways) ids.push_back(w.id);
                const auto near = nearest(id, ids);
                problem("closed", fmt::format("there is no exit, door or stair '{}'{}", id,
                                              near ? fmt::format("; did you mean '{}'?", *near) : ""));
                continue;
            }
            if (const std::string opener = opener_of(*way); !opener.empty()) {
                problem("closed",
                        fmt::format("{} cannot be closed for the night: {} in the scenario; take that out "
                                    "there first",
                                    name_of(*way), opener));
                continue;
            }
            closed.push_back(*way);
            names.push_back(name_of(*way));
        }
        if (closed.empty())
            return;
        for (ScenarioChange& c : closing(closed, scenario_)) out_.changes.push_back(std::move(c));
        for (const Way& way : closed)
            out_.for_codes.push_back(
                way.kind == "exit" || way.kind == "door"
                    ? ScenarioChange{Act::set, fmt::format("venue.{}s[{}].state", way.kind, way.id),
                                     "\"closed\""}
                    : ScenarioChange{Act::set, fmt::format("venue.stairs[{}]", way.id), "null"});
        out_.sentences.push_back(fmt::format("Closed: {}.", fmt::join(names, ", ")));
    }

    // ------------------------------------------------------------ stewards

    void stewards() {
        const std::vector<StewardSpec>& there = scenario_.response.stewards;
        std::vector<std::string> names;
        for (const std::string& id : spec_.stewards_absent) {
            const auto steward =
                std::find_if(there.begin(), there.end(), [&](const StewardSpec& s) { return s.id == id; });
            if (steward == there.end()) {
                problem("stewards_absent", fmt::format("the scenario has no steward '{}'", id));
                continue;
            }
            change({Act::set, fmt::format("response.stewards[{}]", id), "null"});
            names.push_back(steward->label());
        }
        if (!names.empty())
            out_.sentences.push_back(fmt::format("Stewards who are absent: {} of {} ({}).", names.size(),
                                                 there.size(), fmt::join(names, ", ")));
        else if (!there.empty())
            out_.sentences.push_back(
                fmt::format("All {} are there.",
                            counted(static_cast<std::int64_t>(there.size()), "steward", "stewards")));
    }

    // ------------------------------------------------------------ coats

    const ProfileSpec* profile(const std::string& id) const {
        for (const ProfileSpec& own : scenario_.people.profiles)
            if (own.id == id)
                return &own;
        const BuiltinProfile* builtin = find_builtin_profile(id);
        return builtin ? &builtin->profile : nullptr;
    }

    void coats() {
        if (!spec_.temperature_k)
            return;
        const std::string celsius = trimmed(*spec_.temperature_k - zero_celsius_k, 1);
        const std::string limit = trimmed(spec_.coats_below_k - zero_celsius_k, 1);
        if (*spec_.temperature_k >= spec_.coats_below_k) {
            out_.sentences.push_back(fmt::format("{} °C outside: no coats.", celsius));
            return;
        }
        out_.sentences.push_back(fmt::format("{} °C outside: people wear coats.", celsius));
        out_.assumptions.push_back(fmt::format("Below {} °C coats make bodies {} % wider [D].", limit,
                                               trimmed(100.0 * (spec_.coat_width_factor - 1.0), 1)));
        const nlohmann::json json = nlohmann::json::parse(scenario_.as_json);
        if (!json.contains(nlohmann::json::json_pointer("/people/profiles")))
            change({Act::patch, {}, R"({"people": {"profiles": []}})"});
        std::set<std::string> made;
        for (const PopulationSpec& population : scenario_.people.populations) {
            const ProfileSpec* worn = profile(population.profile);
            if (!worn)
                continue;
            const std::string id = coat_id(population.profile);
            if (made.insert(id).second)
                change({Act::set, "people.profiles[+]",
                        widened_profile_json(*worn, id, spec_.coat_width_factor)});
            change({Act::set, fmt::format("people.populations[{}].profile", population.id),
                    nlohmann::json(id).dump()});
        }
    }

    std::string coat_id(const std::string& of) const {
        std::string id = of.substr(0, longest_base_of_id) + "-in-coats";
        while (profile(id)) id += "-2";
        return id;
    }

    const Scenario& scenario_;
    const Attendance& attendance_;
    const TonightSpec& spec_;
    TonightChanges& out_;
    Errors errors_;
};

}  // namespace

Result<Attendance> count_attendance(const Scenario& scenario) {
    RunOptions options;
    options.record = Record::nothing;
    const Result<Simulation> simulation = Simulation::create(scenario, options);
    if (!simulation)
        return simulation.error();
    Attendance attendance;
    const RunResults results = simulation->results();
    attendance.people = static_cast<int>(results.people.size());
    for (const PersonResult& person : results.people) {
        // Stewards with a profile of their own come behind the scenario's populations.
        const auto row = static_cast<std::size_t>(person.population);
        if (person.population < 0 || row >= scenario.people.populations.size())
            continue;
        const PopulationSpec& population = scenario.people.populations[row];
        if (population.role != "visitor")
            continue;
        ++attendance.visitors;
        attendance.fixed_visitors += population.positions ? 1 : 0;
    }
    return attendance;
}

Errors changes_of_tonight(const Scenario& scenario, const Attendance& attendance, const TonightSpec& tonight,
                          TonightChanges& changes) {
    return Tonight(scenario, attendance, tonight, changes).plan();
}

bool changes_scenario(const TonightSpec& tonight) {
    return tonight.visitors || tonight.attendance_frac || !tonight.closed.empty() ||
           !tonight.stewards_absent.empty() || tonight.temperature_k ||
           tonight.advisory_attendance_frac != 1.0;
}

}  // namespace wayout
