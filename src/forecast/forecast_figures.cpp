#include "forecast/forecast_figures.hpp"

#include "output/number_text.hpp"
#include "statistics/weighted_sample.hpp"
#include "study/study_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace wayout {
namespace {

/// Points of time of the charts of the run and of the demand.
constexpr int course_points = 60;
constexpr int demand_points = 24;

Subject whole(ReportedQuantity quantity) {
    Subject subject;
    subject.quantity = quantity;
    return subject;
}

/// The members with both weights.
class Weighed {
public:
    Weighed(const MemberPool& pool, const std::vector<std::size_t>& numbers, const Conditioned& conditioned)
        : conditioned_(conditioned) {
        for (const std::size_t number : numbers) members_.push_back(&pool.members()[number]);
    }

    const std::vector<const MemberResult*>& members() const { return members_; }
    const std::vector<double>& weights() const { return conditioned_.weights; }
    const std::vector<double>& prior_weights() const { return conditioned_.prior_weights; }

    static Band band_of(const std::vector<double>& values, const std::vector<double>& weights) {
        constexpr double shares[] = {0.05, 0.10, 0.50, 0.90, 0.95};
        const std::vector<double> limits = weighted_limits(values, weights, shares);
        return {weighted_mean(values, weights), limits[0], limits[1], limits[2], limits[3], limits[4]};
    }
    Band after(const std::vector<double>& values) const { return band_of(values, weights()); }
    Band before(const std::vector<double>& values) const { return band_of(values, prior_weights()); }

    bool have(const std::string& key) const {
        return std::all_of(members_.begin(), members_.end(),
                           [&](const MemberResult* m) { return courses_of(*m)(key).has_value(); });
    }
    /// Of courses that all members have.
    std::vector<double> at(const std::string& key, double time_s) const {
        return values([&](const MemberResult& m) { return courses_of(m)(key)->at(time_s); });
    }
    std::vector<double> last(const std::string& key) const {
        return values(
            [&](const MemberResult& m) { return static_cast<double>(courses_of(m)(key)->values.back()); });
    }
    template <typename F>
    std::vector<double> values(F&& of) const {
        std::vector<double> list;
        for (const MemberResult* member : members_) list.push_back(of(*member));
        return list;
    }
    /// When the last member's course ends.
    double end_s(const std::string& key) const {
        double end_s = 1.0;
        for (const MemberResult* member : members_) {
            const std::optional<TruthCourse> course = courses_of(*member)(key);
            end_s = std::max(end_s, course->step_s * static_cast<double>(course->values.size() - 1));
        }
        return end_s;
    }

private:
    std::vector<const MemberResult*> members_;
    const Conditioned& conditioned_;
};

ForecastFigure figure_for(const Subject& subject, const Ledger& ledger, const Weighed& weighed) {
    ForecastFigure figure;
    figure.subject = subject;
    const std::string key = course_key(subject);
    if (!weighed.have(key))
        return figure;
    figure.now = weighed.after(weighed.at(key, ledger.now_s));
    figure.final = weighed.after(weighed.last(key));
    figure.final_before = weighed.before(weighed.last(key));
    return figure;
}

/// What planners ask for first, then whatever else is spoken of.
std::vector<Subject> subjects_of(const ForecastSetup& setup) {
    using Q = ReportedQuantity;
    std::vector<Subject> subjects;
    for (const Q quantity : {Q::present, Q::evacuated, Q::still_inside, Q::injured, Q::dead})
        subjects.push_back(whole(quantity));
    if (setup.plan) {
        subjects.push_back(whole(Q::in_hospital));
        Subject children = whole(Q::in_hospital);
        children.age = "child";
        subjects.push_back(children);
    }
    for (const Statement& s : setup.ledger.statements)
        if (!s.percent && std::find(subjects.begin(), subjects.end(), s.subject) == subjects.end())
            subjects.push_back(s.subject);
    return subjects;
}

void add_figures(const ForecastSetup& setup, const Weighed& weighed, ForecastResults& results) {
    const std::vector<KnownFigure> known = known_figures(setup.ledger, results.standings);
    for (const Subject& subject : subjects_of(setup)) {
        ForecastFigure figure = figure_for(subject, setup.ledger, weighed);
        const auto said = std::find_if(known.begin(), known.end(),
                                       [&](const KnownFigure& k) { return k.subject == subject; });
        if (said != known.end()) {
            figure.confirmed = said->confirmed;
            figure.claimed = said->claimed;
        }
        if (figure.now || figure.confirmed || figure.claimed)
            results.figures.push_back(std::move(figure));
    }
}

/// By zone; of a venue without zones by storey.
void add_places(const ForecastSetup& setup, const Weighed& weighed, ForecastResults& results) {
    const VenueSpec& venue = setup.runner.tree().scenario().venue;
    std::vector<Subject> places;
    for (const auto& zone : venue.zones) {
        places.push_back(whole(ReportedQuantity::still_inside));
        places.back().zone = zone.id;
    }
    if (places.empty())
        for (const auto& storey : venue.storeys) {
            places.push_back(whole(ReportedQuantity::still_inside));
            places.back().storey = storey.id;
        }
    for (const Subject& place : places)
        if (ForecastFigure figure = figure_for(place, setup.ledger, weighed); figure.now)
            results.places.push_back(std::move(figure));
    std::stable_sort(
        results.places.begin(), results.places.end(),
        [](const ForecastFigure& a, const ForecastFigure& b) { return a.now->mean > b.now->mean; });
}

/// "trapped when 'ceiling' came down at 41 s": the time differs from member to member.
std::string without_time(const std::string& cause) {
    return cause.substr(0, cause.rfind(" at "));
}

void add_harm(const Weighed& weighed, ForecastResults& results) {
    std::set<std::pair<std::string, std::string>> groups;  // severity, cause
    for (const MemberResult* member : weighed.members())
        for (const Casualties& c : member->casualties) {
            groups.emplace(c.severity, without_time(c.cause));
            groups.emplace(c.severity, std::string());
        }
    for (const char* severity : {"dead", "incapacitated", "injured", "impaired"})
        for (const auto& [of, cause] : groups) {
            if (of != severity)
                continue;
            const std::vector<double> counts =
                weighed.values([&, &group_cause = cause](const MemberResult& m) {
                    double sum = 0.0;
                    for (const Casualties& c : m.casualties)
                        if (c.severity == severity &&
                            (group_cause.empty() || without_time(c.cause) == group_cause))
                            sum += c.count;
                    return sum;
                });
            results.harm.push_back({cause, severity, weighed.after(counts)});
        }
}

ForecastCourse course_between(const std::string& key, std::string words, double from_s, double until_s,
                              int points, const Weighed& weighed) {
    ForecastCourse course;
    course.key = key;
    course.words = std::move(words);
    for (int i = 0; i <= points; ++i) {
        const double time_s = from_s + (until_s - from_s) * i / points;
        course.times_s.push_back(time_s);
        const std::vector<double> values = weighed.at(key, time_s);
        course.bands.push_back(weighed.after(values));
        course.bands_before.push_back(weighed.before(values));
    }
    return course;
}

void add_courses(const ForecastOptions& options, const ForecastSetup& setup, const Weighed& weighed,
                 ForecastResults& results) {
    for (const ReportedQuantity quantity : {ReportedQuantity::still_inside, ReportedQuantity::evacuated}) {
        const std::string key = key_of(whole(quantity));
        const double end_s = std::max(weighed.end_s(key), setup.ledger.now_s);
        results.courses.push_back(
            course_between(key, words_of(whole(quantity)), 0.0, end_s, course_points, weighed));
    }
    if (!setup.plan)
        return;
    const std::pair<const char*, const char*> demands[] = {
        {"waiting_for_transport", "waiting for an ambulance or a bus"},
        {"in_vehicles", "on the way to hospital"},
        {"in_hospital", "in hospital: beds taken"},
        {"in_emergency_departments", "in emergency departments"},
        {"waiting_for_or_in_operations", "waiting for or in operations"}};
    for (const auto& [key, words] : demands)
        if (weighed.have(key))
            results.demand.push_back(course_between(key, words, setup.ledger.now_s,
                                                    setup.ledger.now_s + options.horizon_s, demand_points,
                                                    weighed));
}

ForecastInput input_of(const FactorSpec& factor, std::size_t column, const EnsemblePoints& ensemble,
                       const Weighed& weighed) {
    ForecastInput input;
    input.name = factor.name;
    input.is_choice = !factor.options.empty();
    std::vector<double> values;
    for (const std::vector<double>& z : ensemble.points)
        values.push_back(value_at(factor, unit_place({&z[column], 1}).front()));
    if (!input.is_choice) {
        input.before = weighed.before(values);
        input.after = weighed.after(values);
        return input;
    }
    input.share_before.assign(factor.options.size(), 0.0);
    input.share_after.assign(factor.options.size(), 0.0);
    for (const FactorOption& option : factor.options) input.options.push_back(option.name);
    for (std::size_t m = 0; m < values.size(); ++m) {
        const auto row = static_cast<std::size_t>(values[m]);
        input.share_before[row] += weighed.prior_weights()[m];
        input.share_after[row] += weighed.weights()[m];
    }
    return input;
}

std::vector<std::string> inputs_as_text(const std::vector<FactorSpec>& factors,
                                        const std::vector<double>& z) {
    std::vector<std::string> texts;
    const DrawnInputs drawn = inputs_at(factors, unit_place(z), 0);
    for (std::size_t k = 0; k < factors.size(); ++k)
        texts.push_back(drawn.option_names[k].empty() ? trimmed(drawn.values[k], 4) : drawn.option_names[k]);
    return texts;
}

void add_annex(const ForecastSetup& setup, const MemberPool& pool, const std::vector<std::size_t>& numbers,
               const EnsemblePoints& ensemble, const Conditioned& conditioned, const Weighed& weighed,
               ForecastResults& results) {
    for (std::size_t k = 0; k < setup.spec.factors.size(); ++k)
        results.inputs.push_back(input_of(setup.spec.factors[k], k, ensemble, weighed));
    for (std::size_t m = 0; m < numbers.size(); ++m)
        results.members.push_back({static_cast<int>(numbers[m]), pool.round_of(numbers[m]),
                                   pool.members()[numbers[m]].seed, conditioned.prior_weights[m],
                                   conditioned.weights[m], conditioned.table.log_likelihood[m],
                                   inputs_as_text(setup.spec.factors, ensemble.points[m])});
    for (std::size_t r = 0; r < pool.rounds().size(); ++r)
        results.rounds.push_back({static_cast<int>(ensemble.rounds[r].count), pool.rounds()[r].from});
    for (const StatementUse& use : conditioned.table.uses)
        results.uses.push_back(
            {use.is_counted, use.why_not, use.exponent, use.confidence, use.is_unlike_all()});
}

}  // namespace

CourseLookup courses_of(const MemberResult& member) {
    return [&member](const std::string& key) -> std::optional<TruthCourse> {
        // By name: written so by courses_of_run and the store.
        const auto found =
            std::lower_bound(member.courses.begin(), member.courses.end(), key,
                             [](const MemberCourse& c, const std::string& k) { return c.name < k; });
        if (found == member.courses.end() || found->name != key || found->values.empty() ||
            !(found->step_s > 0.0))
            return std::nullopt;
        return TruthCourse{found->step_s, found->values};
    };
}

void describe_forecast(const ForecastOptions& options, const ForecastSetup& setup, const MemberPool& pool,
                       const std::vector<std::size_t>& numbers, const EnsemblePoints& ensemble,
                       const Conditioned& conditioned, ForecastResults& results) {
    const Weighed weighed(pool, numbers, conditioned);
    add_figures(setup, weighed, results);
    add_places(setup, weighed, results);
    add_harm(weighed, results);
    add_courses(options, setup, weighed, results);
    add_annex(setup, pool, numbers, ensemble, conditioned, weighed, results);
}

}  // namespace wayout
