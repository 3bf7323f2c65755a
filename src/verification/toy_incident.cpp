#include "verification/toy_incident.hpp"

#include "core/random.hpp"
#include "statistics/incomplete_gamma.hpp"
#include "statistics/weighted_sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {
namespace {

constexpr double end_s = 7200.0;

Subject whole(ReportedQuantity quantity) {
    Subject subject;
    subject.quantity = quantity;
    return subject;
}

}  // namespace

CourseLookup ToyMember::lookup() const {
    return [this](const std::string& name) -> std::optional<TruthCourse> {
        const auto found = courses.find(name);
        if (found == courses.end())
            return std::nullopt;
        return TruthCourse{step_s, found->second};
    };
}

double ToyMember::at(const std::string& name, double time_s) const {
    return TruthCourse{step_s, courses.at(name)}.at(time_s);
}

ToyMember toy_incident(std::span<const double> z, std::uint64_t seed) {
    const auto uniform = [&](std::size_t k, double low, double high) {
        return low + (high - low) * normal_cdf(z[k]);
    };
    const double people = std::round(uniform(0, 300.0, 1200.0));
    const double start_s = 120.0 * std::exp(0.5 * z[1]);
    const double flow_pps = uniform(2, 0.5, 2.0);
    const double share = uniform(3, 0.0, 0.15);
    const double luck = standard_normal(seed, 0, Draw::member_seed);
    const double trapped = std::clamp(
        std::round(share * people + luck * std::sqrt(share * (1.0 - share) * people)), 0.0, people);
    ToyMember member;
    auto& present = member.courses["present"];
    auto& evacuated = member.courses["evacuated"];
    auto& inside = member.courses["still_inside"];
    auto& injured = member.courses["injured"];
    auto& dead = member.courses["dead"];
    for (double t = 0.0; t <= end_s; t += member.step_s) {
        const double out = std::clamp(flow_pps * (t - start_s), 0.0, people - trapped);
        const double died = 0.5 * trapped * (1.0 - std::exp(-t / 1800.0));
        present.push_back(static_cast<float>(people));
        evacuated.push_back(static_cast<float>(out));
        inside.push_back(static_cast<float>(people - out));
        dead.push_back(static_cast<float>(died));
        injured.push_back(static_cast<float>(trapped * (1.0 - std::exp(-t / 300.0)) - died));
    }
    return member;
}

std::vector<PlannedStatement> toy_statements(double until_s) {
    using Q = ReportedQuantity;
    using K = SourceKind;
    const std::vector<PlannedStatement> all{{300.0, K::witness, whole(Q::evacuated), true},
                                            {600.0, K::responder, whole(Q::evacuated), true},
                                            {900.0, K::press, whole(Q::present), true},
                                            {1200.0, K::responder, whole(Q::still_inside), false},
                                            {1500.0, K::social, whole(Q::dead), true},
                                            {1800.0, K::official, whole(Q::evacuated), false},
                                            {2700.0, K::hospital, whole(Q::injured), false},
                                            {3600.0, K::press, whole(Q::dead), true},
                                            {4500.0, K::official, whole(Q::dead), false},
                                            {5400.0, K::official, whole(Q::missing), false},
                                            {7200.0, K::official, whole(Q::dead), false}};
    std::vector<PlannedStatement> told;
    std::copy_if(all.begin(), all.end(), std::back_inserter(told),
                 [&](const PlannedStatement& s) { return s.time_s <= until_s; });
    return told;
}

std::vector<double> ToyEnsemble::values(const std::function<double(const ToyMember&)>& of) const {
    std::vector<double> list;
    for (const ToyMember& member : members) list.push_back(of(member));
    return list;
}

std::vector<double> ToyEnsemble::band(const std::function<double(const ToyMember&)>& of,
                                      std::span<const double> weights) const {
    constexpr std::array<double, 3> shares{0.05, 0.5, 0.95};
    return weighted_limits(values(of), weights, shares);
}

ToyEnsemble condition_toy(const Ledger& ledger, const ToyModel& model, std::size_t dimension,
                          const SamplingSettings& settings, std::uint64_t seed) {
    const std::vector<Standing> standings = standings_of(ledger);
    ToyEnsemble ensemble;
    for (;;) {
        const NextRound next = next_round(settings, ensemble.points, ensemble.conditioned);
        if (next.count == 0)
            return ensemble;
        const std::size_t first = ensemble.points.drawn();
        for (std::vector<double>& z : draw_points(next.proposal, next.count, dimension, seed, first)) {
            ensemble.members.push_back(model(z, seed + ensemble.members.size()));
            ensemble.points.points.push_back(std::move(z));
        }
        ensemble.points.rounds.push_back({next.proposal, next.count});
        std::vector<CourseLookup> lookups;
        for (const ToyMember& member : ensemble.members) lookups.push_back(member.lookup());
        ensemble.conditioned = condition(ledger, standings, ensemble.points, lookups);
    }
}

}  // namespace wayout
