#include "study/member_courses.hpp"

#include "output/statistics.hpp"
#include "study/course_book.hpp"
#include "study/member_figures.hpp"

#include <wayout/reports.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace wayout {
namespace {

/// Class of the age, as statements name them; empty: not known.
std::string known_age(double years) {
    return std::isnan(years) ? std::string() : std::string(age_class(years));
}

Subject subject_of(ReportedQuantity quantity) {
    Subject subject;
    subject.quantity = quantity;
    return subject;
}

std::string of_storey(ReportedQuantity quantity, const std::string& id) {
    Subject subject = subject_of(quantity);
    subject.storey = id;
    return key_of(subject);
}

std::string of_zone(ReportedQuantity quantity, const std::string& id) {
    Subject subject = subject_of(quantity);
    subject.zone = id;
    return key_of(subject);
}

std::string of_age(ReportedQuantity quantity, const std::string& age) {
    Subject subject = subject_of(quantity);
    subject.age = age;
    return key_of(subject);
}

bool can_kill(const Scenario& scenario) {
    const IncidentSpec& incident = scenario.incident;
    return incident.exposure.fatal_factor.has_value() ||
           std::any_of(incident.losses.begin(), incident.losses.end(),
                       [](const StructuralLossSpec& loss) { return loss.outcomes.fatal_frac > 0.0; });
}

/// The courses of a run, person by person.
class RunCourses {
public:
    RunCourses(const Scenario& scenario, const RunResults& results)
        : results_(results), has_deaths_(can_kill(scenario)), book_(end_time_s(results)) {
        for (const LossResult& loss : results.hazards.losses)
            if (std::isfinite(loss.at_s))
                first_loss_s_ = std::min(first_loss_s_, loss.at_s);
    }

    std::vector<MemberCourse> take() && {
        open_courses();
        for (const PersonResult& person : results_.people) {
            add_presence(person);
            add_harm(person);
        }
        for (const RescuedPerson& rescued : results_.rescue.rescued)
            book_.add(key_of(subject_of(ReportedQuantity::brought_out)), rescued.out_s);
        add_places();
        return std::move(book_).take();
    }

private:
    using Q = ReportedQuantity;

    void open_courses() {
        for (const Q quantity : {Q::present, Q::evacuated, Q::still_inside, Q::injured})
            book_.open(key_of(subject_of(quantity)));
        if (has_deaths_)
            book_.open(key_of(subject_of(Q::dead)));
        if (results_.rescue.is_modelled)
            book_.open(key_of(subject_of(Q::brought_out)));
        for (const StoreyLabel& storey : results_.storeys) book_.open(of_storey(Q::evacuated, storey.id));
        for (const ZoneLabel& zone : results_.zones) book_.open(of_zone(Q::evacuated, zone.id));
    }

    /// Of everybody, and of those of that age where it is known.
    void add(Q quantity, const std::string& age, double time_s, double by = 1.0) {
        book_.add(key_of(subject_of(quantity)), time_s, by);
        if (!age.empty())
            book_.add(of_age(quantity, age), time_s, by);
    }

    void add_presence(const PersonResult& person) {
        const std::string age = known_age(person.age_years);
        add(Q::present, age, 0.0);
        add(Q::still_inside, age, 0.0);
        if (person.outcome != Outcome::out)
            return;
        add(Q::evacuated, age, person.exit_time_s);
        add(Q::still_inside, age, person.exit_time_s, -1.0);
        if (person.start_storey >= 0)
            book_.add(
                of_storey(Q::evacuated, results_.storeys[static_cast<std::size_t>(person.start_storey)].id),
                person.exit_time_s);
        if (person.start_zone >= 0)
            book_.add(of_zone(Q::evacuated, results_.zones[static_cast<std::size_t>(person.start_zone)].id),
                      person.exit_time_s);
    }

    /// When somebody first came to harm; +inf: never. Those hurt by structure: when the first of it came
    /// down.
    double harmed_s(const PersonResult& person) const {
        double time_s = std::numeric_limits<double>::infinity();
        if (person.exposure)
            time_s = std::min(person.exposure->impaired.time_s, person.exposure->incapacitated.time_s);
        const bool is_of_structure =
            person.is_injured || (person.outcome == Outcome::incapacitated && !std::isfinite(time_s));
        return is_of_structure ? std::min(time_s, first_loss_s_) : time_s;
    }

    void add_harm(const PersonResult& person) {
        const std::string age = known_age(person.age_years);
        const double harm_s = harmed_s(person);
        if (std::isfinite(harm_s))
            add(Q::injured, age, harm_s);
        if (!person.is_dead || !has_deaths_)
            return;
        const bool is_of_air = person.exposure && person.exposure->fatal.has_happened();
        const double death_s = is_of_air ? person.exposure->fatal.time_s : first_loss_s_;
        add(Q::dead, age, death_s);
        if (std::isfinite(harm_s))
            add(Q::injured, age, std::max(death_s, harm_s), -1.0);
    }

    /// Still inside by where people are then.
    void add_places() {
        const std::vector<TimelineRow>& rows = results_.timeline;
        if (rows.empty())
            return;
        std::vector<int> storeys_before(results_.storeys.size(), 0), zones_before(results_.zones.size(), 0);
        std::size_t row = 0;
        for (std::size_t point = 0; point < book_.point_count(); ++point) {
            const double time_s = static_cast<double>(point) * book_.step_s();
            while (row + 1 < rows.size() && rows[row + 1].time_s <= time_s + 1e-9) ++row;
            if (point + 1 == book_.point_count())
                row = rows.size() - 1;
            for (std::size_t s = 0; s < storeys_before.size(); ++s)
                change_to(of_storey(Q::still_inside, results_.storeys[s].id), time_s, rows[row].by_storey[s],
                          storeys_before[s]);
            for (std::size_t z = 0; z < zones_before.size(); ++z)
                change_to(of_zone(Q::still_inside, results_.zones[z].id), time_s, rows[row].by_zone[z],
                          zones_before[z]);
        }
    }

    void change_to(const std::string& name, double time_s, int count, int& before) {
        book_.add(name, time_s, count - before);
        before = count;
    }

    const RunResults& results_;
    bool has_deaths_;
    CourseBook book_;
    double first_loss_s_{std::numeric_limits<double>::infinity()};
};

/// Last time at which anything happens to a casualty.
double last_entry_s(const MedicalRun& run) {
    double last_s = 0.0;
    for (const CasualtyCourse& c : run.courses)
        for (const double time_s : c.entered_s)
            if (std::isfinite(time_s))
                last_s = std::max(last_s, time_s);
    return last_s;
}

class ChainCourses {
public:
    ChainCourses(const MedicalPlan& plan, const MedicalRun& run)
        : plan_(plan), run_(run), end_s_(std::max(1.0, last_entry_s(run))), book_(end_s_) {
        for (const char* name : {"waiting_for_transport", "in_vehicles", "in_emergency_departments",
                                 "waiting_for_or_in_operations"})
            book_.open(name);
        for (const Q quantity : {Q::dead, Q::transported, Q::in_hospital})
            book_.open(key_of(subject_of(quantity)));
        book_.open(of_age(Q::in_hospital, "child"));
        for (const HospitalSpec& hospital : plan.hospitals)
            for (const Q quantity : {Q::transported, Q::in_hospital})
                book_.open(of_hospital(quantity, hospital.id));
    }

    void add(const Casualty& casualty, const CasualtyCourse& c) {
        using S = CareState;
        between("waiting_for_transport", c, S::waiting_transport, S::driving);
        between("in_vehicles", c, S::driving, S::waiting_ed);
        between("in_emergency_departments", c, S::waiting_ed, S::waiting_transfer, S::waiting_operation,
                S::admitted, S::discharged);
        between("waiting_for_or_in_operations", c, S::waiting_operation, S::admitted);
        if (std::isfinite(c.at(S::waiting_ed)))
            add_in_hospital(c, known_age(casualty.age_years));
        add_death(c);
    }

    std::vector<MemberCourse> take() && { return std::move(book_).take(); }

private:
    using Q = ReportedQuantity;

    static std::string of_hospital(Q quantity, const std::string& id) {
        Subject subject = subject_of(quantity);
        subject.hospital = id;
        return key_of(subject);
    }

    /// In the states from the first up to the earliest of the others.
    template <typename... States>
    void between(const char* name, const CasualtyCourse& c, CareState from, States... until) {
        if (!std::isfinite(c.at(from)))
            return;
        double until_s = std::numeric_limits<double>::infinity();
        for (const CareState state : {until...})
            if (std::isfinite(c.at(state)))
                until_s = std::min(until_s, c.at(state));
        book_.add(name, c.at(from));
        book_.add(name, until_s, -1.0);
    }

    void add_in_hospital(const CasualtyCourse& c, const std::string& age) {
        const std::string& hospital = plan_.hospitals[static_cast<std::size_t>(c.hospital)].id;
        const double from_s = c.at(CareState::waiting_ed);
        const double until_s = c.at(CareState::discharged);
        std::vector<std::string> names{key_of(subject_of(Q::in_hospital)),
                                       of_hospital(Q::in_hospital, hospital)};
        if (!age.empty())
            names.push_back(of_age(Q::in_hospital, age));
        for (const std::string& name : names) {
            book_.add(name, from_s);
            book_.add(name, until_s, -1.0);
        }
        if (c.fleet < 0)
            return;
        book_.add(key_of(subject_of(Q::transported)), from_s);
        book_.add(of_hospital(Q::transported, hospital), from_s);
    }

    /// Found dead; else the probability of dying, from when care began, or at the end without any.
    void add_death(const CasualtyCourse& c) {
        const std::string name = key_of(subject_of(Q::dead));
        if (std::isfinite(c.at(CareState::dead))) {
            book_.add(name, c.at(CareState::dead));
            return;
        }
        const double care_s = c.at(CareState::in_ed);
        book_.add(name, std::isfinite(care_s) ? care_s : end_s_, 1.0 - c.survival);
    }

    const MedicalPlan& plan_;
    const MedicalRun& run_;
    double end_s_;
    CourseBook book_;
};

}  // namespace

std::vector<MemberCourse> courses_of_run(const Scenario& scenario, const RunResults& results) {
    return RunCourses(scenario, results).take();
}

std::vector<MemberCourse> courses_of_chain(const MedicalPlan& plan, std::span<const Casualty> casualties,
                                           const MedicalRun& run) {
    ChainCourses courses(plan, run);
    for (std::size_t i = 0; i < casualties.size(); ++i) courses.add(casualties[i], run.courses[i]);
    return std::move(courses).take();
}

void replace_courses(std::vector<MemberCourse>& courses, std::vector<MemberCourse> by) {
    for (MemberCourse& course : by) {
        const auto found = std::find_if(courses.begin(), courses.end(),
                                        [&](const MemberCourse& c) { return c.name == course.name; });
        if (found == courses.end())
            courses.push_back(std::move(course));
        else
            *found = std::move(course);
    }
    std::sort(courses.begin(), courses.end(),
              [](const MemberCourse& a, const MemberCourse& b) { return a.name < b.name; });
}

}  // namespace wayout
