/// Situation reports from the results of a run, and from a medical chain and a study where there are any.
#include "messages/medical_picture.hpp"
#include "output/number_text.hpp"

#include <wayout/output.hpp>
#include <wayout/situation.hpp>
#include <wayout/study_results.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

constexpr std::size_t most_reports = 1000;
constexpr const char* one_run = "one run: its range is not known";

/// Everything that reports are made from.
struct Sources {
    RunResults run;
    std::optional<MedicalPicture> medical;
    std::optional<VariantResults> study;
    const SituationOptions& options;
};

double end_s(const RunResults& run) {
    return run.timeline.empty() ? 0.0 : run.timeline.back().time_s;
}

const TimelineRow& row_at(const RunResults& run, double time_s) {
    const auto after = std::upper_bound(run.timeline.begin(), run.timeline.end(), time_s,
                                        [](double t, const TimelineRow& row) { return t < row.time_s; });
    return after == run.timeline.begin() ? *after : *std::prev(after);
}

SituationFigure figure(std::string id, std::string name, std::string value, std::string confidence,
                       std::string provenance) {
    SituationFigure f;
    f.id = std::move(id);
    f.name = std::move(name);
    f.value = std::move(value);
    f.confidence = std::move(confidence);
    f.provenance = std::move(provenance);
    return f;
}

SituationFigure counted_figure(std::string id, std::string name, int count, std::string provenance = "run",
                               std::string confidence = one_run) {
    SituationFigure f =
        figure(std::move(id), std::move(name), grouped(count), std::move(confidence), std::move(provenance));
    f.number = count;
    return f;
}

SituationFigure ranged_figure(std::string id, std::string name, const MedicalPicture::Range& range, int runs,
                              std::string provenance) {
    const auto text = [](double v) { return trimmed(v, v < 10.0 && v != std::floor(v) ? 1 : 0); };
    SituationFigure f = figure(std::move(id), std::move(name),
                               fmt::format("{} ({} to {})", text(range[1]), text(range[0]), text(range[2])),
                               fmt::format("5 to 95 % of {} runs", runs), std::move(provenance));
    f.number = range[1];
    f.low = range[0];
    f.high = range[2];
    return f;
}

SituationFigure not_given(std::string id, std::string name, std::string why) {
    return figure(std::move(id), std::move(name), {}, std::move(why), {});
}

/// One moment of the run.
class Moment {
public:
    Moment(const Sources& sources, double time_s) : s_(sources), run_(sources.run), time_s_(time_s) {}

    std::vector<SituationSection> methane() const {
        return {{"M: major incident", {major_incident()}}, {"E: exact location", {location()}},
                {"T: type of incident", {type()}},         {"H: hazards, present and potential", hazards()},
                {"A: access and egress", exits()},         {"N: number of casualties", casualties()},
                {"E: emergency services", services()}};
    }

    std::vector<SituationSection> counts() const {
        std::vector<SituationSection> sections{{"People", people()}};
        sections.push_back({"Injured, by triage", triage()});
        sections.push_back({"Hospital and deaths", hospital()});
        sections.push_back(
            {fmt::format("Forecast for {} from now", duration_words(s_.options.forecast_s)), forecast()});
        return sections;
    }

private:
    SituationFigure major_incident() const {
        if (!s_.options.major_incident)
            return not_given("major_incident", "Declared",
                             "people declare it, no model does: give --major-incident");
        return figure("major_incident", "Declared", *s_.options.major_incident ? "yes" : "no", "given",
                      "user");
    }

    SituationFigure location() const {
        return s_.options.location.empty()
                   ? figure("location", "Location", run_.scenario_name, "name of the scenario only",
                            "scenario")
                   : figure("location", "Location", s_.options.location, "given", "user");
    }

    SituationFigure type() const {
        std::vector<std::string> kinds;
        if (!run_.hazards.source.empty())
            kinds.push_back("fire");
        if (!run_.hazards.losses.empty())
            kinds.push_back("loss of structure");
        if (!run_.danger.areas.empty())
            kinds.push_back("area that people must keep away from");
        if (kinds.empty())
            kinds.push_back("evacuation without a modelled hazard");
        return figure("type", "Type", fmt::format("{}", fmt::join(kinds, ", ")), "as the scenario has it",
                      "scenario");
    }

    // ------------------------------------------------------------ hazards

    bool has_come(double at_s) const { return at_s <= time_s_; }  // false for NaN

    std::vector<SituationFigure> hazards() const {
        std::vector<SituationFigure> figures;
        if (!run_.hazards.source.empty())
            figures.push_back(
                figure("fire", "Fire",
                       has_come(run_.hazards.starts_at_s)
                           ? fmt::format("burns since {} s", trimmed(run_.hazards.starts_at_s, 0))
                           : "not yet",
                       one_run, "run"));
        add_untenable(figures);
        for (const LossResult& loss : run_.hazards.losses)
            figures.push_back(figure("structure." + loss.id, "Structure " + loss.id,
                                     has_come(loss.at_s)       ? "has come down"
                                     : has_come(loss.warned_s) ? "shows signs of giving way"
                                                               : "holds",
                                     one_run, "run"));
        for (const DangerAreaResult& area : run_.danger.areas) {
            SituationFigure f = counted_figure(
                "danger." + area.id, "People who were in the area " + area.name + " by the end of the run",
                area.exposed);
            figures.push_back(std::move(f));
        }
        if (figures.empty())
            figures.push_back(
                figure("hazards", "Hazards", "none modelled", "as the scenario has it", "scenario"));
        return figures;
    }

    void add_untenable(std::vector<SituationFigure>& figures) const {
        if (!run_.hazards.is_modelled)
            return;
        std::vector<std::string> lost, soon;
        for (std::size_t i = 0; i < run_.zone_results.size(); ++i) {
            const double aset_s = run_.zone_results[i].aset_s;
            if (has_come(aset_s))
                lost.push_back(run_.zones[i].name);
            else if (aset_s <= time_s_ + s_.options.forecast_s)
                soon.push_back(fmt::format("{} in {}", run_.zones[i].name, duration_words(aset_s - time_s_)));
        }
        figures.push_back(figure("untenable", "Untenable now",
                                 lost.empty() ? "no zone" : fmt::format("{}", fmt::join(lost, ", ")), one_run,
                                 "run"));
        figures.push_back(figure("untenable_soon", "Will become untenable",
                                 soon.empty() ? "no other zone" : fmt::format("{}", fmt::join(soon, ", ")),
                                 one_run, "run"));
    }

    // ------------------------------------------------------------ exits

    static bool is_open_at(const PassageResult& passage, double time_s) {
        bool is_open = passage.open_at_start;
        for (const PassageResult::StateChange& change : passage.state_changes)
            if (change.time_s <= time_s)
                is_open = change.open;
        return is_open;
    }

    std::vector<SituationFigure> exits() const {
        std::vector<SituationFigure> figures;
        for (const PassageResult& passage : run_.passages) {
            if (passage.kind != PassageKind::exit)
                continue;
            const auto through = std::count_if(passage.crossings.begin(), passage.crossings.end(),
                                               [&](const PassageCrossing& c) { return has_come(c.time_s); });
            const auto last_minute = std::count_if(
                passage.crossings.begin(), passage.crossings.end(),
                [&](const PassageCrossing& c) { return has_come(c.time_s) && c.time_s > time_s_ - 60.0; });
            SituationFigure f =
                figure("exit." + passage.id, passage.name,
                       fmt::format("{}; {} out so far, {} in the last minute",
                                   is_open_at(passage, time_s_) ? "open" : "closed", through, last_minute),
                       one_run, "run");
            f.number = static_cast<double>(through);
            figures.push_back(std::move(f));
        }
        return figures;
    }

    // ------------------------------------------------------------ people

    /// Under structure that has come down, and neither freed nor dead by then.
    SituationFigure trapped() const {
        if (run_.hazards.losses.empty())
            return not_given("trapped", "Trapped", "no loss of structure is modelled");
        int count = 0;
        for (const LossResult& loss : run_.hazards.losses) count += has_come(loss.at_s) ? loss.trapped : 0;
        for (const PersonResult& person : run_.people) count -= has_come(person.freed_s) ? 1 : 0;
        return counted_figure("trapped", "Trapped under structure", std::max(0, count));
    }

    std::vector<SituationFigure> people() const {
        const TimelineRow& row = row_at(run_, time_s_);
        std::vector<SituationFigure> figures{
            counted_figure("at_risk", "At risk: inside", row.inside + row.incapacitated),
            counted_figure("evacuated", "Evacuated", row.out),
            counted_figure("incapacitated", "Of those inside, not able to leave by themselves",
                           row.incapacitated),
            trapped(),
            not_given(
                "unaccounted", "Unaccounted for",
                "a model knows where everybody is; what is reported in a real incident differs from it")};
        if (s_.study)
            add_study_row(figures, "evacuated_range", "Evacuated, over the runs of the study", time_s_);
        return figures;
    }

    void add_study_row(std::vector<SituationFigure>& figures, const char* id, const char* name,
                       double time_s) const {
        const VariantResults& study = *s_.study;
        const FigureRange* placed = study.figure("people.placed");
        if (study.curve.empty() || !placed)
            return;
        const auto after = std::upper_bound(study.curve.begin(), study.curve.end(), time_s,
                                            [](double t, const CurveRow& row) { return t < row.time_s; });
        const CurveRow& row = after == study.curve.begin() ? *after : *std::prev(after);
        const double people = placed->middle;
        figures.push_back(ranged_figure(
            id, name,
            {std::round(row.low * people), std::round(row.middle * people), std::round(row.high * people)},
            study.members - study.failed, "study"));
    }

    std::vector<SituationFigure> casualties() const {
        const TimelineRow& row = row_at(run_, time_s_);
        std::vector<SituationFigure> figures{
            counted_figure("incapacitated", "Not able to leave by themselves", row.incapacitated)};
        if (s_.medical) {
            const MedicalPicture::Range missing = s_.medical->in_states({"not_found"}, time_s_);
            const double all = s_.medical->casualties;
            figures.push_back(ranged_figure("found", "Casualties found",
                                            {all - missing[2], all - missing[1], all - missing[0]},
                                            s_.medical->runs, "medical"));
        } else {
            figures.push_back(not_given("found", "Casualties by triage", "no medical chain: give --medical"));
        }
        return figures;
    }

    std::vector<SituationFigure> triage() const {
        if (!s_.medical)
            return {not_given("triage", "By colour", "no medical chain: give --medical")};
        std::vector<SituationFigure> figures;
        for (const char* colour : {"red", "yellow", "green", "black"})
            figures.push_back(counted_figure(fmt::format("triage.{}", colour),
                                             fmt::format("Judged {}", colour),
                                             s_.medical->judged_as(colour, time_s_), "medical",
                                             "first run of the medical chain, by the last judgement"));
        return figures;
    }

    std::vector<SituationFigure> hospital() const {
        std::vector<SituationFigure> figures;
        if (s_.medical) {
            const MedicalPicture& m = *s_.medical;
            figures.push_back(ranged_figure("on_the_way", "On the way to hospital",
                                            m.in_states({"driving", "driving_self"}, time_s_), m.runs,
                                            "medical"));
            figures.push_back(ranged_figure(
                "in_hospital", "In hospital",
                m.in_states({"waiting_ed", "in_ed", "waiting_operation", "in_operation", "admitted"},
                            time_s_),
                m.runs, "medical"));
            figures.push_back(
                ranged_figure("found_dead", "Found dead", m.in_states({"dead"}, time_s_), m.runs, "medical"));
            figures.push_back(ranged_figure("expected_deaths",
                                            "Deaths expected in the end, found dead included",
                                            m.expected_deaths, m.runs, "medical"));
        } else {
            figures.push_back(not_given("in_hospital", "In hospital", "no medical chain: give --medical"));
        }
        const FigureRange* dead = s_.study ? s_.study->figure("people.dead") : nullptr;
        figures.push_back(dead ? ranged_figure("dead_at_scene",
                                               "Dead at the scene at the end, over the runs of the study",
                                               {dead->low, dead->middle, dead->high}, dead->count, "study")
                               : not_given("dead_at_scene", "Dead at the scene",
                                           "one run gives no count of deaths: give --study"));
        return figures;
    }

    std::vector<SituationFigure> services() const {
        std::vector<SituationFigure> figures;
        if (run_.rescue.is_modelled) {
            const auto arrived =
                std::count_if(run_.rescue.teams.begin(), run_.rescue.teams.end(),
                              [&](const RescueTeamResult& team) { return has_come(team.arrived_s); });
            figures.push_back(counted_figure(
                "rescue_teams", fmt::format("Rescue teams at the scene, of {}", run_.rescue.teams.size()),
                static_cast<int>(arrived)));
            int inside = 0;
            for (const ResponderCount& row : run_.rescue.timeline)
                if (has_come(row.time_s))
                    inside = row.inside;
            figures.push_back(counted_figure("responders_inside", "Rescuers inside", inside));
        } else {
            figures.push_back(not_given("rescue_teams", "Rescue teams", "none in the scenario"));
        }
        if (s_.medical)
            figures.push_back(ranged_figure("being_moved", "Casualties in vehicles now",
                                            s_.medical->in_states({"loading", "driving"}, time_s_),
                                            s_.medical->runs, "medical"));
        figures.push_back(not_given("required", "Required",
                                    "what is needed is not computed: compare plans with wayout medical"));
        return figures;
    }

    std::vector<SituationFigure> forecast() const {
        const double then_s = std::min(time_s_ + s_.options.forecast_s, end_s(run_));
        const TimelineRow& row = row_at(run_, then_s);
        std::vector<SituationFigure> figures{
            counted_figure("forecast_evacuated", "Evacuated", row.out),
            counted_figure("forecast_at_risk", "Still inside", row.inside + row.incapacitated)};
        if (s_.study)
            add_study_row(figures, "forecast_evacuated_range", "Evacuated, over the runs of the study",
                          time_s_ + s_.options.forecast_s);
        if (then_s < time_s_ + s_.options.forecast_s)
            figures.push_back(figure("forecast_ends", "The run ends before",
                                     duration_words(then_s) + " of the incident",
                                     "nothing happens after it in the model", "run"));
        return figures;
    }

    const Sources& s_;
    const RunResults& run_;
    double time_s_;
};

std::vector<double> times_of(const RunResults& run, const SituationOptions& options) {
    if (options.at_s)
        return {*options.at_s};
    std::vector<double> times;
    for (int k = 1; k * options.every_s < end_s(run); ++k) times.push_back(k * options.every_s);
    times.push_back(end_s(run));
    return times;
}

/// Letters, digits and '-', for ids.
std::string slug(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_plain)
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    return out.empty() ? "scenario" : out;
}

Errors read_sources(Sources& sources, const std::filesystem::path& folder) {
    Errors errors;
    const auto add = [&](const Errors& more) { errors.insert(errors.end(), more.begin(), more.end()); };
    const SituationOptions& options = sources.options;
    const Result<RunResults> run = read_results(folder);
    if (run)
        sources.run = *run;
    else
        add(run.error());
    if (!options.medical.empty()) {
        Result<MedicalPicture> medical = read_medical_picture(options.medical);
        if (medical)
            sources.medical = *std::move(medical);
        else
            add(medical.error());
    }
    if (!options.study.empty()) {
        const Result<StudyResults> study = read_study_results(options.study);
        if (!study) {
            add(study.error());
        } else {
            for (const VariantResults& variant : study->variants)
                if (!sources.study && (options.variant.empty() || variant.id == options.variant))
                    sources.study = variant;
            if (!sources.study)
                errors.push_back({ErrorCode::schema, "--variant",
                                  fmt::format("the study has no variant '{}'", options.variant)});
            if (run && study->scenario_name != run->scenario_name)
                errors.push_back({ErrorCode::schema, options.study.string(),
                                  fmt::format("is a study of '{}'; the run is of '{}'", study->scenario_name,
                                              run->scenario_name)});
        }
    }
    if (run && options.at_s && *options.at_s > end_s(sources.run))
        errors.push_back({ErrorCode::out_of_range, "--at",
                          fmt::format("the run ends at {} s", trimmed(end_s(sources.run), 1))});
    if (run && !options.at_s && end_s(sources.run) / options.every_s > static_cast<double>(most_reports))
        errors.push_back({ErrorCode::out_of_range, "--every",
                          fmt::format("would make more than {} reports: take a longer step", most_reports)});
    return errors;
}

}  // namespace

Result<SituationReports> situation_reports(const std::filesystem::path& result_folder,
                                           const SituationOptions& options) {
    Sources sources{{}, {}, {}, options};
    if (Errors errors = read_sources(sources, result_folder); !errors.empty())
        return errors;
    SituationReports reports;
    reports.scenario_name = sources.run.scenario_name;
    reports.program = fmt::format("wayout {}", version);
    reports.prepared_by = options.prepared_by;
    reports.not_given = {
        "EDXL-SitRep as XML: of its elements only MessageID and PreparedBy were read in the standard, and a "
        "message "
        "with guessed elements would be worse than none. Both stand in sitrep.json.",
        "EDXL-TEP and EDXL-HAVE: their element names have not been checked against the schemas.",
        "Children and critical cases in hospital, fire engines: the medical chain keeps no such counts over "
        "time.",
        "Reported figures as they would move in a real incident: all figures here are those of the model."};
    const std::string base = fmt::format("{}-{:016x}", slug(reports.scenario_name), sources.run.state_hash);
    for (const double time_s : times_of(sources.run, options)) {
        SituationReport report;
        report.version = static_cast<int>(reports.reports.size()) + 1;
        report.id = fmt::format("{}-v{}", base, report.version);
        if (!reports.reports.empty())
            report.supersedes = reports.reports.back().id;
        report.time_s = time_s;
        const Moment moment(sources, time_s);
        report.methane = moment.methane();
        report.counts = moment.counts();
        reports.reports.push_back(std::move(report));
    }
    return reports;
}

}  // namespace wayout
