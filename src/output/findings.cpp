#include "output/findings.hpp"

#include "output/hazard_findings.hpp"
#include "output/number_text.hpp"
#include "output/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {

LastPeople last_people(const RunResults& results) {
    std::vector<const PersonResult*> out;
    for (const PersonResult& p : results.people)
        if (p.outcome == Outcome::out)
            out.push_back(&p);
    LastPeople last;
    if (out.empty())
        return last;
    std::sort(out.begin(), out.end(), [](const PersonResult* a, const PersonResult* b) {
        return a->exit_time_s > b->exit_time_s || (a->exit_time_s == b->exit_time_s && a->id < b->id);
    });
    const std::size_t count = std::max<std::size_t>(1, out.size() / 20);
    for (std::size_t i = 0; i < count; ++i) {
        const PersonResult& p = *out[i];
        const double start_s = std::isfinite(p.start_time_s) ? p.start_time_s : 0.0;
        const double on_the_way_s = std::max(0.0, p.exit_time_s - start_s);
        const double walking_s =
            p.free_speed_mps > 0.0 ? std::min(on_the_way_s, p.distance_m / p.free_speed_mps) : 0.0;
        last.before_start_s += start_s;
        last.walking_s += walking_s;
        last.delayed_s += on_the_way_s - walking_s;
    }
    last.count = static_cast<int>(count);
    last.before_start_s /= static_cast<double>(count);
    last.walking_s /= static_cast<double>(count);
    last.delayed_s /= static_cast<double>(count);
    return last;
}

namespace {

std::string label_of(const PassageResult& p) {
    return p.name.empty() ? p.id : p.name;
}

void judge(Verdict& v, const RunResults& r, const PeopleCounts& people, const EgressTimes& times) {
    const double end_s = end_time_s(r);
    const bool incomplete = people.inside + people.incapacitated > 0;
    if (people.placed == 0) {
        v.grade = Verdict::Grade::warn;
        v.headline = "Nobody was in the venue";
        v.text = "The scenario places no people, so there is nothing to judge.";
        return;
    }
    if (r.status == RunStatus::interrupted) {
        v.grade = Verdict::Grade::warn;
        v.headline = "Stopped after " + duration_words(end_s);
        v.text = fmt::format(
            "The run was stopped from outside. By then {} of {} were out; the figures hold up to that moment "
            "only.",
            grouped(people.out), people_text(people.placed));
        return;
    }
    if (incomplete) {
        v.grade = Verdict::Grade::fail;
        v.headline =
            people.inside + people.incapacitated == people.placed
                ? fmt::format("Nobody is out after {}", duration_words(end_s))
                : fmt::format("{} of {} are not out after {}", grouped(people.inside + people.incapacitated),
                              people_text(people.placed), duration_words(end_s));
        v.text = fmt::format("{} reached a place of safety", people_text(people.out));
        if (std::isfinite(times.last))
            v.text += fmt::format(", the last of them after {}", duration_words(times.last));
        v.text += ".";
        if (people.inside > 0)
            v.text += fmt::format(" {} still inside when the run ended.",
                                  people.inside == 1 ? "1 person was" : people_text(people.inside) + " were");
        if (people.incapacitated > 0)
            v.text += fmt::format(" {} incapacitated.", people.incapacitated == 1
                                                            ? "1 person is"
                                                            : people_text(people.incapacitated) + " are");
        return;
    }
    v.grade = Verdict::Grade::pass;
    v.headline = "Everyone is out after " + duration_words(times.last);
    v.text = fmt::format("{} reached a place of safety: half of them within {}, 95 % within {}.",
                         people.placed == 1 ? "The one person" : "All " + people_text(people.placed),
                         duration_words(times.p50), duration_words(times.p95));
}

/// The exit that was in use longest, and what the others did meanwhile.
std::string slowest_exit(const RunResults& r) {
    const PassageResult* last = nullptr;
    const PassageResult* before = nullptr;
    for (const PassageResult& p : r.passages) {
        if (p.kind != PassageKind::exit || p.crossings.empty())
            continue;
        if (last == nullptr || p.crossings.back().time_s > last->crossings.back().time_s) {
            before = last;
            last = &p;
        } else if (before == nullptr || p.crossings.back().time_s > before->crossings.back().time_s) {
            before = &p;
        }
    }
    if (last == nullptr)
        return {};
    const PassageFlow flow = flow_of(*last, r.interval_s, end_time_s(r));
    std::string text =
        fmt::format("Exit \u201c{}\u201d was in use longest: {} left by it from {} to {}", label_of(*last),
                    people_text(flow.count), clock_text(flow.first_s), clock_text(flow.last_s));
    const double pps = std::isfinite(flow.sustained_flow_pps) ? flow.sustained_flow_pps : flow.mean_flow_pps;
    if (std::isfinite(pps) && last->clear_width_m > 0.0)
        text += fmt::format(", {} persons per second, {} per second and metre of its {} m", fixed(pps, 2),
                            fixed(pps / last->clear_width_m, 2), fixed(last->clear_width_m, 2));
    text += ".";
    if (before != nullptr) {
        const double gap_s = flow.last_s - before->crossings.back().time_s;
        if (gap_s >= 10.0)
            text += fmt::format(" All other exits were idle for the last {}.", duration_words(gap_s));
    }
    return text;
}

std::string pace_of_last(const RunResults& r) {
    const LastPeople last = last_people(r);
    if (last.count == 0)
        return {};
    const double total_s = last.before_start_s + last.walking_s + last.delayed_s;
    const char* what = "the way itself";
    if (last.before_start_s >= last.walking_s && last.before_start_s >= last.delayed_s)
        what = "the time before people start to move";
    else if (last.delayed_s >= last.walking_s)
        what = "queues and slow passages (doors, crowds, stairs, seat rows)";
    return fmt::format(
        "What sets the pace at the end is {}: the last {} spent on average {} before starting, {} of plain "
        "walking and {} held up, {} in all.",
        what, last.count == 1 ? "person" : people_text(last.count), duration_words(last.before_start_s),
        duration_words(last.walking_s), duration_words(last.delayed_s), duration_words(total_s));
}

std::string worst_jam(const RunResults& r) {
    if (r.congestion.empty())
        return fmt::format(
            "No lasting jam was found; the highest density anywhere was {} people per m\u00b2.",
            fixed(r.peak_density_per_m2, 1));
    const CongestionSpot& c = r.congestion.front();
    std::string text =
        fmt::format("The longest jam was {}, from {} to {}, with up to {} people per m\u00b2", c.place,
                    clock_text(c.from_s), clock_text(c.to_s), fixed(c.peak_density_per_m2, 1));
    if (c.queue_size > 0)
        text += fmt::format(" and {} in it", people_text(c.queue_size));
    text += ".";
    if (r.congestion.size() > 1)
        text += fmt::format(" {} in all.", counted(static_cast<std::int64_t>(r.congestion.size()),
                                                   "place was congested", "places were congested"));
    return text;
}

/// A warning that never changes the grade: its level is known from digests only. Only for people with bodies
/// that press: those of the other models have no inertia, and every queue of theirs exceeds the level.
std::string surge(const RunResults& r) {
    if (!r.crush.is_modelled || r.crowd_pressure.empty() ||
        !(r.crowd_pressure[0].peak_per_s2 > r.crowd_pressure_warning_per_s2))
        return {};
    const CrowdPressureSpot& worst = r.crowd_pressure[0];
    return fmt::format(
        "The crowd moved unevenly where it was dense: crowd pressure (density times variance of the "
        "velocity) "
        "reached {} 1/s\u00b2 {}, above the warning level of {} 1/s\u00b2 at which surges were seen in a "
        "disaster.",
        fixed(worst.peak_per_s2, 3), worst.place, trimmed(r.crowd_pressure_warning_per_s2, 3));
}

void add_health(Verdict& v, const RunResults& r) {
    const auto warn = [&](std::string text) {
        if (v.grade == Verdict::Grade::pass)
            v.grade = Verdict::Grade::warn;
        v.reasons.push_back(std::move(text));
    };
    if (const int stuck = r.health.stuck_count(); stuck > 0)
        warn(
            fmt::format("{} without progress to the end; the places and causes are listed under \u201cHealth "
                        "of the run\u201d. Look there before you trust a time.",
                        stuck == 1 ? "1 person was" : people_text(stuck) + " were"));
    if (!r.health.conservation_ok)
        warn(
            "People were lost or counted twice: this run must not be used. Please report it as a fault of "
            "the program.");
    // Locomotion spec 10.1, acceptance [P]: 99.9 % of pair-steps below 0.02 m, none above 0.10 m.
    if (r.health.max_overlap_m > 0.10 || r.health.overlap_above_2cm_frac > 0.001)
        warn(
            fmt::format("Bodies overlapped more than the model allows (up to {} m; accepted: 0.10 m at most, "
                        "and above 0.02 m in less than 0.1 % of contacts): "
                        "densities near the jams are too high.",
                        fixed(r.health.max_overlap_m, 3)));
}

std::string second_opinion(const HydraulicCheck& check) {
    if (!check.is_known)
        return {};
    const std::string method =
        "By hydraulic calculation (SFPE capacities of doors and stairs, nobody takes room)";
    if (!std::isfinite(check.time_all_s))
        return fmt::format("{} {} of {} are out at the end.", method, grouped(check.out),
                           people_text(check.placed));
    return fmt::format("{} everyone is out after {}, half of them within {}.", method,
                       duration_words(check.time_all_s), duration_words(check.time_50_s));
}

}  // namespace

Verdict verdict_of(const RunResults& r) {
    Verdict v;
    const PeopleCounts people = count_people(r);
    judge(v, r, people, egress_times(r));
    if (people.placed == 0)
        return v;
    judge_hazards(v, r);
    if (!r.danger.finding.empty())
        v.reasons.push_back(r.danger.finding + ".");
    for (std::string text :
         {worst_jam(r), surge(r), slowest_exit(r), pace_of_last(r), second_opinion(r.hydraulic)})
        if (!text.empty())
            v.reasons.push_back(std::move(text));
    add_health(v, r);
    v.reasons.push_back(
        fmt::format("This is one run (seed {}), that is one sample: other seeds give other times. {}", r.seed,
                    scope_of_hazards(r.hazards)));
    return v;
}

}  // namespace wayout
