#include "forecast/member_pool.hpp"

#include "study/study_files.hpp"
#include "study/study_plan.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using CborJson = nlohmann::json;

CborJson as_json(const PlannedRound& round) {
    return {{"from", round.from},
            {"study", round.study},
            {"prior_share", round.proposal.prior_share},
            {"centres", round.proposal.centres},
            {"weights", round.proposal.weights},
            {"factor", round.proposal.factor},
            {"points", round.points},
            {"seeds", round.seeds}};
}

bool are_finite(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// Whether all lists are as long as they must be for so many inputs.
bool is_whole(const PlannedRound& round, std::size_t inputs) {
    const auto is_place = [&](const std::vector<double>& z) { return z.size() == inputs && are_finite(z); };
    const Proposal& p = round.proposal;
    return round.points.size() == round.seeds.size() && p.centres.size() == p.weights.size() &&
           p.factor.size() == (p.centres.empty() ? 0 : inputs * inputs) && p.prior_share > 0.0 &&
           p.prior_share <= 1.0 && are_finite(p.weights) && are_finite(p.factor) &&
           std::all_of(round.points.begin(), round.points.end(), is_place) &&
           std::all_of(p.centres.begin(), p.centres.end(), is_place);
}

std::optional<PlannedRound> round_from(const std::string& text, std::size_t inputs) {
    try {
        const CborJson json = CborJson::parse(text);
        PlannedRound round;
        round.from = json.at("from");
        round.study = json.at("study");
        round.proposal.prior_share = json.at("prior_share");
        round.proposal.centres = json.at("centres").get<std::vector<std::vector<double>>>();
        round.proposal.weights = json.at("weights").get<std::vector<double>>();
        round.proposal.factor = json.at("factor").get<std::vector<double>>();
        round.points = json.at("points").get<std::vector<std::vector<double>>>();
        round.seeds = json.at("seeds").get<std::vector<std::uint64_t>>();
        return is_whole(round, inputs) ? std::optional(std::move(round)) : std::nullopt;
    } catch (const CborJson::exception&) {
        return std::nullopt;  // told as damage
    }
}

std::string round_key(std::size_t row) {
    return fmt::format("round.{}", row);
}

Error damage(const char* what) {
    return {ErrorCode::io,
            "members.sqlite",
            fmt::format("is damaged ({}): take it away, or give another folder", what),
            {},
            0.0,
            0.0};
}

}  // namespace

Result<MemberPool> MemberPool::open(const fs::path& folder, const StudyIdentity& identity,
                                    const StudySpec& spec) {
    const fs::path file = folder / "members.sqlite";
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        return Error{ErrorCode::io, folder.string(), "cannot be made: " + failed.message(), {}, 0.0, 0.0};
    const bool is_there = fs::exists(file, failed);
    Result<StudyStore> store =
        is_there ? StudyStore::resume(file, identity) : StudyStore::create(file, identity);
    if (!store)
        return store.error();
    MemberPool pool(*std::move(store), spec);
    if (Errors errors = pool.store_.add_inputs(spec.factors); !errors.empty())
        return errors;
    if (Errors errors = pool.store_.add_variants(spec.variants); !errors.empty())
        return errors;
    if (Errors errors = pool.store_.note("settings", settings_as_json(spec)); !errors.empty())
        return errors;
    if (Errors errors = pool.load(); !errors.empty())
        return errors;
    return pool;
}

Errors MemberPool::load() {
    for (;;) {
        const Result<std::string> text = store_.noted(round_key(rounds_.size()));
        if (!text)
            return text.error();
        if (text->empty())
            break;
        std::optional<PlannedRound> round = round_from(*text, spec_.factors.size());
        if (!round)
            return {damage("a round cannot be read")};
        take_places(*round);
        rounds_.push_back(*std::move(round));
    }
    Result<std::vector<MemberResult>> there = store_.members();
    if (!there)
        return there.error();
    for (MemberResult& member : *there) {
        const auto number = static_cast<std::size_t>(member.replicate);
        if (number >= members_.size())
            return {damage("it has a member of no round")};
        has_ended_[number] = true;
        members_[number] = std::move(member);
    }
    return {};
}

void MemberPool::take_places(const PlannedRound& round) {
    for (std::size_t i = 0; i < round.points.size(); ++i) {
        MemberResult waiting;
        waiting.replicate = static_cast<int>(members_.size());
        waiting.status = MemberStatus::failed;
        waiting.seed = round.seeds[i];
        members_.push_back(std::move(waiting));
        has_ended_.push_back(false);
    }
}

int MemberPool::round_of(std::size_t number) const {
    std::size_t first = 0;
    for (std::size_t r = 0; r < rounds_.size(); ++r) {
        first += rounds_[r].points.size();
        if (number < first)
            return static_cast<int>(r);
    }
    return -1;
}

double MemberPool::mean_wall_s() const {
    double sum = 0.0;
    int count = 0;
    for (std::size_t i = 0; i < members_.size(); ++i)
        if (has_ended_[i] && std::isfinite(members_[i].wall_s)) {
            sum += members_[i].wall_s;
            ++count;
        }
    return count > 0 ? sum / count : 0.0;
}

Errors MemberPool::plan(PlannedRound round) {
    if (Errors errors = store_.note(round_key(rounds_.size()), as_json(round).dump()); !errors.empty())
        return errors;
    take_places(round);
    rounds_.push_back(std::move(round));
    return {};
}

MemberTask MemberPool::task_of(std::size_t number) const {
    std::size_t place = number;
    std::size_t row = 0;
    while (place >= rounds_[row].points.size()) place -= rounds_[row++].points.size();
    MemberTask task;
    task.replicate = static_cast<int>(number);
    task.seed = rounds_[row].seeds[place];
    task.limit_s = spec_.member_limit_s;
    task.changes = changes_at(spec_.factors, unit_place(rounds_[row].points[place]));
    for (const ScenarioChange& change : spec_.variants.front().changes) task.changes.push_back(change);
    return task;
}

Errors MemberPool::add(std::size_t number, MemberResult member) {
    std::size_t place = number;
    std::size_t row = 0;
    while (place >= rounds_[row].points.size()) place -= rounds_[row++].points.size();
    member.variant = 0;
    member.replicate = static_cast<int>(number);
    const DrawnInputs inputs =
        inputs_at(spec_.factors, unit_place(rounds_[row].points[place]), member.replicate);
    if (Errors errors = store_.add(member, inputs); !errors.empty())
        return errors;
    has_ended_[number] = true;
    members_[number] = std::move(member);
    return {};
}

EnsemblePoints MemberPool::usable(std::vector<std::size_t>& numbers) const {
    EnsemblePoints ensemble;
    numbers.clear();
    std::size_t number = 0;
    for (const PlannedRound& round : rounds_) {
        SampledRound sampled{round.proposal, 0};
        for (const std::vector<double>& z : round.points) {
            if (has_ended_[number]) {
                ++sampled.count;
                if (members_[number].status == MemberStatus::done && !members_[number].courses.empty()) {
                    ensemble.points.push_back(z);
                    numbers.push_back(number);
                }
            }
            ++number;
        }
        ensemble.rounds.push_back(std::move(sampled));
    }
    return ensemble;
}

}  // namespace wayout
