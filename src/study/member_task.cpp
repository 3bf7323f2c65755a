#include "study/member_task.hpp"

#include "core/phase_timer.hpp"
#include "simulation/building.hpp"
#include "study/member_courses.hpp"
#include "study/member_figures.hpp"
#include "study/member_medical.hpp"
#include "study/people_left.hpp"
#include "study/search_places.hpp"

#include <wayout/casualties.hpp>
#include <wayout/simulation.hpp>

#include <fmt/format.h>

#include <exception>
#include <limits>
#include <list>
#include <mutex>
#include <new>
#include <utility>

namespace wayout {
namespace {

/// A wall clock is looked at after so many steps: often enough to end a run in time, and for nothing in cost.
constexpr int steps_between_looks = 64;

bool changes_building(const ScenarioChange& change) {
    return change.act == ScenarioChange::Act::patch || change.path.starts_with("venue") ||
           change.path == "simulation" || change.path.starts_with("simulation.navigation_cell_m");
}

/// What tells the venues of a study apart: the changes that can bear on them.
std::string venue_key(const MemberTask& task) {
    std::string key;
    for (const ScenarioChange& change : task.changes)
        if (changes_building(change))
            key += fmt::format("{}|{}|{}|{}\n", static_cast<int>(change.act), change.path, change.json,
                               change.number);
    return key;
}

std::string first_problem(const Errors& errors) {
    std::string text = fmt::format("{}: {}", errors.front().where, errors.front().message);
    if (errors.size() > 1)
        text += fmt::format(" (and {} more)", errors.size() - 1);
    return text;
}

/// What a member gives of a run that has ended.
void describe(const Scenario& scenario, const Simulation& simulation, const MemberTask& task,
              MemberResult& member) {
    const RunResults results = simulation.results();
    describe_member(results, member);
    member.courses = courses_of_run(scenario, results);
    if (const auto plan = medical_plan_of(scenario); plan && *plan)
        describe_chain(**plan, results, task.seed, member);
    sort_figures(member);
    member.left = people_left(results, simulation.venue(), task.left_at_s);
}

}  // namespace

/// The venues built last, each once for all members that have it.
struct MemberRunner::Venues {
    /// Draws of a venue's own numbers make one for each member; more than these are not kept.
    static constexpr std::size_t most = 16;

    std::mutex guard;
    std::list<std::pair<std::string, std::shared_ptr<const Building>>> recent;

    Result<std::shared_ptr<const Building>> get(const std::string& key, const Scenario& scenario) {
        {
            const std::lock_guard lock(guard);
            for (auto it = recent.begin(); it != recent.end(); ++it)
                if (it->first == key) {
                    recent.splice(recent.begin(), recent, it);
                    return recent.front().second;
                }
        }
        Result<std::shared_ptr<const Building>> built = Building::create(scenario);
        if (!built)
            return built;
        const std::lock_guard lock(guard);
        recent.emplace_front(key, *built);
        if (recent.size() > most)
            recent.pop_back();
        return built;
    }
};

MemberRunner::MemberRunner(ScenarioTree tree) : tree_(std::move(tree)), venues_(std::make_unique<Venues>()) {}
MemberRunner::~MemberRunner() = default;
MemberRunner::MemberRunner(MemberRunner&&) noexcept = default;

std::string name_of(const MemberTask& task) {
    return fmt::format("variant {}, run {}", task.variant, task.replicate);
}

Errors MemberRunner::problems_of(const MemberTask& task, std::string_view name) const {
    const auto under_name = [name](Errors errors) {
        for (Error& error : errors) error.where = fmt::format("{}: {}", name, error.where);
        return errors;
    };
    const Result<Scenario> scenario = tree_.with(task.changes, name);
    if (!scenario)
        return scenario.error();
    Errors errors = problems_of_medical_plan(*scenario);
    const auto add = [&](const Errors& more) { errors.insert(errors.end(), more.begin(), more.end()); };
    const Result<std::shared_ptr<const Building>> building = venues_->get(venue_key(task), *scenario);
    if (!building) {
        add(building.error());
        return under_name(std::move(errors));
    }
    RunOptions options;
    options.record = Record::nothing;
    const Result<Simulation> simulation = Simulation::create(*scenario, options, *building);
    if (!simulation)
        add(simulation.error());
    return under_name(std::move(errors));
}

std::vector<SearchPlace> MemberRunner::places() const {
    const Result<std::shared_ptr<const Building>> building = venues_->get({}, tree_.scenario());
    return building ? search_places((*building)->parts().grid) : std::vector<SearchPlace>();
}

MemberResult MemberRunner::run(const MemberTask& task) const {
    const Stopwatch wall;
    MemberResult member;
    member.variant = task.variant;
    member.replicate = task.replicate;
    member.seed = task.seed;
    const auto ends = [&](MemberStatus status, std::string problem) {
        member.status = status;
        member.problem = std::move(problem);
        member.wall_s = wall.elapsed_s();
        return member;
    };
    try {
        const Result<Scenario> scenario = tree_.with(task.changes, name_of(task));
        if (!scenario)
            return ends(MemberStatus::refused, first_problem(scenario.error()));
        if (const Errors errors = problems_of_medical_plan(*scenario); !errors.empty())
            return ends(MemberStatus::refused, first_problem(errors));
        const Result<std::shared_ptr<const Building>> building = venues_->get(venue_key(task), *scenario);
        if (!building)
            return ends(MemberStatus::refused, first_problem(building.error()));
        RunOptions options;
        options.seed = task.seed;
        options.threads = 1;
        options.record = Record::figures;
        Result<Simulation> simulation = Simulation::create(*scenario, options, *building);
        if (!simulation)
            return ends(MemberStatus::refused, first_problem(simulation.error()));
        while (!simulation->is_finished()) {
            simulation->step();
            if (task.limit_s > 0.0 && simulation->step_count() % steps_between_looks == 0 &&
                wall.elapsed_s() > task.limit_s)
                return ends(MemberStatus::timed_out,
                            fmt::format("not finished after {:.0f} s, at {:.0f} s of simulated time",
                                        task.limit_s, simulation->time_s()));
        }
        if (!simulation->failure().empty())
            return ends(MemberStatus::failed, first_problem(simulation->failure()));
        describe(*scenario, *simulation, task, member);
        return ends(MemberStatus::done, {});
    } catch (const InternalError& error) {
        // A bug met by one member must not take the others with it; it is counted and shown.
        return ends(MemberStatus::failed, fmt::format("internal error: {}", error.what()));
    } catch (const std::bad_alloc&) {
        return ends(MemberStatus::failed, "out of memory; run fewer at once (--threads)");
    } catch (const std::exception& error) {
        return ends(MemberStatus::failed, fmt::format("unexpected error: {}", error.what()));
    }
}

const char* text_of(MemberStatus status) {
    switch (status) {
        case MemberStatus::done:
            return "done";
        case MemberStatus::refused:
            return "refused";
        case MemberStatus::failed:
            return "failed";
        case MemberStatus::timed_out:
            return "timed out";
    }
    return "";
}

double figure_of(const MemberResult& member, std::string_view name) {
    for (const Figure& figure : member.figures)
        if (figure.name == name)
            return figure.value;
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace wayout
