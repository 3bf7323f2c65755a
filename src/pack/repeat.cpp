#include "pack/repeat.hpp"

#include "input/files.hpp"
#include "study/json_difference.hpp"
#include "study/member_task.hpp"
#include "study/stored_tasks.hpp"
#include "study/study_store.hpp"

#include <wayout/hydraulic_check.hpp>
#include <wayout/input.hpp>
#include <wayout/norms.hpp>
#include <wayout/output.hpp>
#include <wayout/simulation.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

bool is_same(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

std::string hash_text(std::uint64_t hash) {
    return fmt::format("{:016x}", hash);
}

/// The first line in which two tables differ; tables of a run have the same lines in the same order.
std::string first_difference(const std::string& name, const std::string& packed, const std::string& now) {
    std::size_t line = 1, begin = 0;
    for (std::size_t i = 0; i < std::min(packed.size(), now.size()) && packed[i] == now[i]; ++i)
        if (packed[i] == '\n') {
            ++line;
            begin = i + 1;
        }
    const auto line_of = [begin](const std::string& text) {
        return text.substr(begin, std::min<std::size_t>(text.find('\n', begin) - begin, 120));
    };
    return fmt::format("{}, line {}: '{}' is packed, and now it is '{}'", name, line, line_of(packed),
                       line_of(now));
}

/// Figures without the wall clock.
Json figures_of(const std::string& summary) {
    Json json = Json::parse(summary, nullptr, false);
    if (json.is_object())
        json.erase("performance");
    return json;
}

RunResults finish(Simulation& simulation) {
    while (!simulation.is_finished()) simulation.step();
    return simulation.results();
}

}  // namespace

std::vector<std::size_t> evenly_chosen(std::size_t count, int wanted) {
    const std::size_t most = std::min(count, static_cast<std::size_t>(std::max(2, wanted)));
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < most; ++i) rows.push_back(most == 1 ? 0 : i * (count - 1) / (most - 1));
    return rows;
}

std::vector<std::string> member_differences(const MemberResult& packed, const MemberResult& now) {
    std::vector<std::string> differences;
    if (packed.status != now.status)
        return {fmt::format("'{}' is packed, and now it ended as '{}'{}", text_of(packed.status),
                            text_of(now.status), now.problem.empty() ? "" : ": " + now.problem)};
    if (packed.state_hash != now.state_hash)
        differences.push_back(fmt::format("state hash: {} is packed, and now it is {}",
                                          hash_text(packed.state_hash), hash_text(now.state_hash)));
    if (packed.figures.size() != now.figures.size())
        differences.push_back(fmt::format("{} figures are packed, and now there are {}",
                                          packed.figures.size(), now.figures.size()));
    for (const Figure& figure : packed.figures) {
        const double value = figure_of(now, figure.name);
        if (!is_same(figure.value, value))
            differences.push_back(fmt::format("{}: {} is packed, and now it is {}, {:+.3g} more", figure.name,
                                              figure.value, value, value - figure.value));
    }
    if (packed.exit_times_s != now.exit_times_s)
        differences.emplace_back("exit times");
    if (packed.casualties != now.casualties)
        differences.emplace_back("casualties");
    if (packed.jams != now.jams)
        differences.emplace_back("jams");
    return differences;
}

Result<Repeated> repeat_run(const Pack& pack, const fs::path& folder, const VerifyPackOptions& options) {
    const Result<Scenario> scenario = read_scenario(folder / packed_scenario_name);
    if (!scenario)
        return scenario.error();
    if (options.on_run)
        options.on_run(0, 1);
    Result<Simulation> simulation = Simulation::create(*scenario);
    if (!simulation)
        return simulation.error();
    RunResults results = finish(*simulation);
    if (!simulation->failure().empty())
        return simulation->failure();
    const auto packed_summary = pack.files.find(packed_summary_name);
    const Json packed = packed_summary == pack.files.end() ? Json() : figures_of(packed_summary->second);
    if (!packed.is_object())
        return Error{ErrorCode::syntax, packed_summary_name,
                     "is missing or damaged: there is nothing to compare"};
    // Only runs that were held against a hand calculation have one.
    if (packed.contains("hydraulic"))
        if (Result<HydraulicCheck> check = hydraulic_check(*scenario, simulation->building()))
            results.hydraulic = *check;

    results.norms = code_figures(*scenario, *simulation->building(), results, NormScope::run);

    RepeatedRun run{fmt::format("seed {}", results.seed), {}};
    for (const InputDifference& d : json_differences(packed, figures_of(summary_json(results))))
        run.differences.push_back(fmt::format("{}: {} is packed, and now it is {}", d.path,
                                              d.a.empty() ? "nothing" : d.a, d.b.empty() ? "nothing" : d.b));
    if (pack.state_hash != hash_text(results.state_hash))
        run.differences.push_back(fmt::format("state hash: {} is packed, and now it is {}", pack.state_hash,
                                              hash_text(results.state_hash)));
    const fs::path again = folder / "again";
    if (Errors errors = write_results(results, simulation->shared_venue(), *scenario, {}, again);
        !errors.empty())
        return errors;
    for (const auto& [name, content] : pack.files) {
        if (!name.starts_with("results/") || !(name.ends_with(".csv") || name.ends_with(".jsonl")))
            continue;
        const Result<std::string> now =
            read_regular_file(again / fs::path(name).filename(), options.most_file_bytes);
        if (!now)
            run.differences.push_back(fmt::format("{}: is packed, and now there is none", name));
        else if (*now != content)
            run.differences.push_back(first_difference(name, content, *now));
    }
    return Repeated{1, {std::move(run)}};
}

Result<Repeated> repeat_members(const Pack& pack, const fs::path& folder, const VerifyPackOptions& options) {
    const Result<StudyStore> store = StudyStore::read(folder / packed_study_name);
    if (!store)
        return store.error();
    const Result<StudyIdentity> identity = store->identity();
    if (!identity)
        return identity.error();
    Result<StoredStudy> stored = store->study();
    if (!stored)
        return stored.error();
    Result<std::vector<MemberResult>> members = store->members();
    if (!members)
        return members.error();
    const auto scenario = pack.files.find(packed_scenario_name);
    if (scenario == pack.files.end() || scenario->second != identity->scenario)
        return Error{ErrorCode::syntax, packed_scenario_name, "is not the scenario of the study"};
    const Result<StoredTasks> tasks = StoredTasks::of(*identity, *std::move(stored));
    if (!tasks)
        return tasks.error();
    Result<ScenarioTree> tree =
        ScenarioTree::from_text(identity->scenario, (folder / packed_scenario_name).parent_path().string());
    if (!tree)
        return tree.error();

    Repeated repeated;
    repeated.run_count = static_cast<int>(members->size());
    // Where the wall clock ended a run, another machine may well go on.
    std::erase_if(*members, [](const MemberResult& m) { return m.status == MemberStatus::timed_out; });
    const MemberRunner runner(*std::move(tree));
    const std::vector<std::size_t> rows = evenly_chosen(members->size(), options.members);
    for (const std::size_t row : rows) {
        if (options.on_run)
            options.on_run(static_cast<int>(repeated.runs.size()), static_cast<int>(rows.size()));
        const MemberResult& member = (*members)[row];
        const Result<MemberTask> task = tasks->task_of(member);
        if (!task)
            return task.error();
        repeated.runs.push_back({fmt::format("variant '{}', run {}, seed {}",
                                             tasks->variants()[static_cast<std::size_t>(member.variant)].id,
                                             member.replicate, member.seed),
                                 member_differences(member, runner.run(*task))});
    }
    return repeated;
}

}  // namespace wayout
