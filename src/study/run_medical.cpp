/// `wayout medical`: both files, many runs of the chain, and their ranges.
#include "core/thread_pool.hpp"
#include "input/files.hpp"
#include "response/casualty_table.hpp"
#include "statistics/quantile.hpp"

#include <wayout/casualties.hpp>
#include <wayout/medical.hpp>
#include <wayout/output.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <utility>

namespace wayout {
namespace {

/// Where casualties wait and what they wait for, for the bottleneck.
struct WaitingFor {
    CareState state;
    const char* what;
};
constexpr WaitingFor waiting_for[] = {
    {CareState::waiting_carry, "carry teams"},        {CareState::waiting_triage, "triage"},
    {CareState::waiting_treatment, "treatment bays"}, {CareState::waiting_transport, "transport"},
    {CareState::waiting_ed, "emergency departments"}, {CareState::waiting_operation, "operating rooms"},
    {CareState::waiting_transfer, "transfer"},
};
constexpr std::size_t waiting_count = std::size(waiting_for);

/// What is kept of a run for the course over time: counts at each moment.
struct RunCourse {
    std::vector<std::array<int, care_state_count>> people;  ///< [moment][state]
    std::vector<std::vector<int>> in_hospital;              ///< [moment][hospital]
    std::vector<int> bottleneck;  ///< [moment]: row of waiting_for; -1: nobody waits
};

/// A stay in one state: from one moment up to, not including, another.
struct Stay {
    CareState state;
    std::size_t from;
    std::size_t until;
};

/// The stays of a casualty that some moment falls into.
std::vector<Stay> stays_of(const CasualtyCourse& c, double step_s, std::size_t moments) {
    std::vector<std::pair<double, std::size_t>> entries;
    for (std::size_t s = 0; s < care_state_count; ++s)
        if (!std::isnan(c.entered_s[s]))
            entries.emplace_back(c.entered_s[s], s);
    // The states stand in the order in which they can follow each other.
    std::sort(entries.begin(), entries.end());
    std::vector<Stay> stays;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto moment = [&](std::size_t k) {
            return k < entries.size()
                       ? std::min(moments, static_cast<std::size_t>(std::ceil(entries[k].first / step_s)))
                       : moments;
        };
        if (moment(i) < moment(i + 1))
            stays.push_back({static_cast<CareState>(entries[i].second), moment(i), moment(i + 1)});
    }
    return stays;
}

bool is_in_hospital(CareState state) {
    return state == CareState::waiting_ed || state == CareState::in_ed ||
           state == CareState::waiting_transfer || state == CareState::waiting_operation ||
           state == CareState::in_operation || state == CareState::admitted;
}

RunCourse course_of(const MedicalPlan& plan, const MedicalRun& run, std::size_t moments) {
    RunCourse course;
    course.people.resize(moments);
    course.in_hospital.assign(moments, std::vector<int>(plan.hospitals.size(), 0));
    course.bottleneck.assign(moments, -1);
    std::vector<std::array<int, waiting_count>> urgent(moments);
    // First the changes at each moment, then their sums.
    const auto change = [&](std::size_t moment, const CasualtyCourse& c, CareState state, int by) {
        if (moment >= moments)
            return;
        course.people[moment][static_cast<std::size_t>(state)] += by;
        if (is_in_hospital(state))
            course.in_hospital[moment][static_cast<std::size_t>(c.hospital_in(state))] += by;
        if (c.true_class == TriageClass::red || c.true_class == TriageClass::yellow)
            for (std::size_t w = 0; w < waiting_count; ++w)
                urgent[moment][w] += state == waiting_for[w].state ? by : 0;
    };
    for (const CasualtyCourse& c : run.courses)
        for (const Stay& stay : stays_of(c, plan.timeline_step_s, moments)) {
            change(stay.from, c, stay.state, 1);
            change(stay.until, c, stay.state, -1);
        }
    const auto add_up = [](auto& sums, const auto& before) {
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += before[i];
    };
    for (std::size_t m = 0; m < moments; ++m) {
        if (m > 0) {
            add_up(course.people[m], course.people[m - 1]);
            add_up(course.in_hospital[m], course.in_hospital[m - 1]);
            add_up(urgent[m], urgent[m - 1]);
        }
        const auto most = std::max_element(urgent[m].begin(), urgent[m].end());
        if (*most > 0)
            course.bottleneck[m] = static_cast<int>(most - urgent[m].begin());
    }
    return course;
}

std::array<double, 3> range_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return {prediction_limit_of_sorted(values, 0.05), prediction_limit_of_sorted(values, 0.5),
            prediction_limit_of_sorted(values, 0.95)};
}

std::vector<MedicalMoment> timeline_of(const MedicalPlan& plan, const std::vector<RunCourse>& courses,
                                       std::size_t moments) {
    std::vector<MedicalMoment> timeline(moments);
    const auto range = [&](auto&& value) {
        std::vector<double> values;
        values.reserve(courses.size());
        for (const RunCourse& course : courses) values.push_back(value(course));
        return range_of(std::move(values));
    };
    for (std::size_t m = 0; m < moments; ++m) {
        MedicalMoment& moment = timeline[m];
        moment.time_s = static_cast<double>(m) * plan.timeline_step_s;
        for (std::size_t s = 0; s < care_state_count; ++s)
            moment.people[s] = range([&](const RunCourse& course) { return course.people[m][s]; });
        for (std::size_t h = 0; h < plan.hospitals.size(); ++h)
            moment.in_hospital.push_back(
                range([&](const RunCourse& course) { return course.in_hospital[m][h]; }));
        std::array<int, waiting_count + 1> votes{};
        for (const RunCourse& course : courses) ++votes[static_cast<std::size_t>(course.bottleneck[m] + 1)];
        const auto most = std::max_element(votes.begin(), votes.end());
        if (most != votes.begin())
            moment.bottleneck = waiting_for[most - votes.begin() - 1].what;
    }
    return timeline;
}

std::vector<MedicalRange> ranges_of(const std::vector<std::vector<MedicalFigure>>& runs) {
    // In the order in which the first run that has a figure lists it.
    std::vector<std::string> order;
    std::map<std::string, std::vector<double>> values;
    for (const std::vector<MedicalFigure>& figures : runs)
        for (const MedicalFigure& figure : figures) {
            const auto [entry, is_new] = values.try_emplace(figure.name);
            if (is_new)
                order.push_back(figure.name);
            entry->second.push_back(figure.value);
        }
    std::vector<MedicalRange> ranges;
    for (const std::string& name : order) {
        const std::vector<double>& of_runs = values[name];
        const std::array<double, 3> range = range_of(of_runs);
        ranges.push_back(
            {name, mean_of(of_runs), range[0], range[1], range[2], static_cast<int>(of_runs.size())});
    }
    return ranges;
}

std::vector<MedicalResults::Unserved> unserved_of(const std::vector<std::map<std::string, int>>& runs) {
    std::map<std::string, double> counts;
    for (const std::map<std::string, int>& run : runs)
        for (const auto& [why, count] : run) counts[why] += count;
    std::vector<MedicalResults::Unserved> list;
    for (const auto& [why, count] : counts) list.push_back({why, count / static_cast<double>(runs.size())});
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.mean_count > b.mean_count; });
    return list;
}

/// Rows of the timeline: until nothing changes any more in any run, and one more.
std::size_t moment_count(const MedicalPlan& plan, double last_s) {
    return static_cast<std::size_t>(std::ceil(std::min(last_s, plan.horizon_s) / plan.timeline_step_s)) + 1;
}

}  // namespace

const MedicalRange* MedicalResults::figure(std::string_view name) const {
    const auto found = std::find_if(figures.begin(), figures.end(),
                                    [&](const MedicalRange& range) { return range.name == name; });
    return found == figures.end() ? nullptr : &*found;
}

namespace {

/// Of one run of the chain.
struct ChainCasualties {
    std::vector<Casualty> found;
    int never_found{0};
};

/// The casualties of the run with that seed.
using CasualtySource = std::function<ChainCasualties(std::uint64_t seed)>;

/// Whom nobody ever finds has no probability of survival.
void add_never_found(MedicalRun& run, int never_found) {
    if (never_found == 0)
        return;
    run.figures.push_back({"never_found", static_cast<double>(never_found)});
    for (MedicalFigure& figure : run.figures)
        if (figure.name == "expected_deaths")
            figure.value += never_found;
}

MedicalResults run_chains(const MedicalPlan& plan, const CasualtySource& casualties_of, std::uint64_t seed,
                          const MedicalOptions& options) {
    MedicalResults results;
    results.plan = plan;
    results.assumptions = assumptions_of(plan);
    const auto count = static_cast<std::size_t>(options.runs);
    for (std::size_t k = 0; k < count; ++k) results.seeds.push_back(seed + k);
    std::vector<RunCourse> courses(count);
    std::vector<std::vector<MedicalFigure>> figures(count);
    std::vector<std::map<std::string, int>> unserved(count);
    std::mutex mutex;
    int done = 0;
    double last_s = 0.0;
    ThreadPool pool(options.threads);
    parallel_for(pool, count, 1, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t k = begin; k < end; ++k) {
            ChainCasualties casualties = casualties_of(results.seeds[k]);
            MedicalRun run = run_medical_chain(plan, casualties.found, results.seeds[k]);
            add_never_found(run, casualties.never_found);
            courses[k] = course_of(plan, run, moment_count(plan, run.end_s));
            figures[k] = run.figures;
            for (const CasualtyCourse& c : run.courses)
                if (!c.unserved.empty())
                    ++unserved[k][c.unserved];
            const std::lock_guard lock(mutex);
            last_s = std::max(last_s, run.end_s);
            if (k == 0) {
                results.first = std::move(run);
                results.casualties = std::move(casualties.found);
            }
            ++done;
            if (options.on_progress)
                options.on_progress(done, options.runs);
        }
    });
    const std::size_t moments = moment_count(plan, last_s);
    for (RunCourse& course : courses) {
        // Nothing changes after the end of a run.
        course.people.resize(moments, course.people.back());
        course.in_hospital.resize(moments, course.in_hospital.back());
        course.bottleneck.resize(moments, course.bottleneck.back());
    }
    results.figures = ranges_of(figures);
    results.timeline = timeline_of(plan, courses, moments);
    results.unserved = unserved_of(unserved);
    return results;
}

/// A plan and the casualties of each run, free of problems.
struct ChainInput {
    MedicalPlan plan;
    CasualtySource casualties;
    std::uint64_t seed{1};
    std::string from;
    bool is_of_run{false};
};

void append(Errors& all, const Errors& more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// The plan, where it could be read, with its problems added to the others.
Result<MedicalPlan> read_plan(const std::filesystem::path& file, Errors& errors) {
    Result<MedicalPlan> plan = read_medical_plan(file);
    append(errors, plan ? problems_of_plan(*plan) : plan.error());
    return plan;
}

Result<ChainInput> input_of_table(const std::filesystem::path& table, const std::filesystem::path& response) {
    Result<std::vector<Casualty>> casualties = read_casualties(table);
    Errors errors = casualties ? Errors{} : casualties.error();
    Result<MedicalPlan> plan = read_plan(response, errors);
    if (casualties && plan)
        append(errors, problems_of_casualties(*plan, *casualties, table.filename().string()));
    if (!errors.empty())
        return errors;
    const std::uint64_t seed = plan->seed;
    return ChainInput{*std::move(plan),
                      [casualties = *std::move(casualties)](std::uint64_t) {
                          return ChainCasualties{casualties, 0};
                      },
                      seed, table.filename().string()};
}

Errors problems_of_run(const RunResults& run, const MedicalPlan& plan) {
    std::vector<std::string> exits;
    for (const PassageResult& passage : run.passages)
        if (passage.kind == PassageKind::exit)
            exits.push_back(passage.id);
    std::vector<std::string> teams;
    for (const RescueTeamResult& team : run.rescue.teams) teams.push_back(team.collection_point);
    return problems_of_exits(plan, exits, teams);
}

Result<ChainInput> input_of_run(const std::filesystem::path& folder, const std::filesystem::path& response) {
    Result<RunResults> run = read_results(folder);
    Errors errors = run ? Errors{} : run.error();
    Result<MedicalPlan> plan = read_plan(response, errors);
    if (run && plan)
        append(errors, problems_of_run(*run, *plan));
    if (!errors.empty())
        return errors;
    if (casualties_of_run(*run, *plan, run->seed).empty())
        return Error{ErrorCode::out_of_range, folder.string(),
                     "nobody came to harm in this run, or nobody is ever found: there is no chain to run"};
    const std::uint64_t seed = run->seed;
    const MedicalPlan rules = *plan;
    std::string from =
        fmt::format("the run '{}' with seed {}; injuries are drawn anew for each run of the chain",
                    run->scenario_name, seed);
    return ChainInput{*std::move(plan),
                      [run = *std::move(run), rules](std::uint64_t of_seed) {
                          return ChainCasualties{casualties_of_run(run, rules, of_seed),
                                                 count_never_found(run, rules, of_seed)};
                      },
                      seed, std::move(from), true};
}

}  // namespace

MedicalResults run_medical(const MedicalPlan& plan, const std::vector<Casualty>& casualties,
                           const MedicalOptions& options) {
    return run_chains(
        plan,
        [&](std::uint64_t) {
            return ChainCasualties{casualties, 0};
        },
        options.seed.value_or(plan.seed), options);
}

Result<std::vector<Casualty>> read_casualties(const std::filesystem::path& file) {
    const Result<std::string> content = read_regular_file(file, FileLimits{}.file_bytes);
    if (!content)
        return Error{content.error().front().code, file.string(), content.error().front().message};
    return read_casualty_table(*content, file.filename().string());
}

Result<MedicalResults> run_medical(const std::filesystem::path& casualties,
                                   const std::filesystem::path& response, const MedicalOptions& options) {
    std::error_code failed;
    const Result<ChainInput> input = std::filesystem::is_directory(casualties, failed)
                                         ? input_of_run(casualties, response)
                                         : input_of_table(casualties, response);
    if (!input)
        return input.error();
    MedicalResults results =
        run_chains(input->plan, input->casualties, options.seed.value_or(input->seed), options);
    results.casualties_from = input->from;
    if (input->is_of_run)
        for (Assumption& assumption : assumptions_of_injuries(input->plan))
            results.assumptions.push_back(std::move(assumption));
    return results;
}

}  // namespace wayout
