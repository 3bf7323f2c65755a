#include "output/hazard_findings.hpp"
#include "output/hazard_statistics.hpp"
#include "output/model_notes.hpp"
#include "output/number_text.hpp"
#include "output/report_parts.hpp"
#include "output/statistics.hpp"
#include "output/tables.hpp"

#include <algorithm>

namespace wayout {

namespace {

class BackgroundSections : public SectionWriter {
public:
    using SectionWriter::SectionWriter;

    std::string make() {
        inputs();
        assumptions();
        model();
        health();
        annex();
        return html_.str();
    }

private:
    void fact(std::string_view name, std::string_view value) {
        html_.open("div").element("dt", name).element("dd", value).close("div");
    }

    void inputs() {
        const ScenarioFacts& f = input_.facts;
        begin("inputs", "What was put in", "Inputs");
        if (!f.description.empty())
            html_.element("p", f.description, "lede");
        html_.open("dl", "facts");
        fact("Scenario", f.name);
        fact("Seed", std::to_string(r_.seed));
        fact("Longest duration", duration_words(f.duration_s));
        fact("Time step", trimmed(r_.time_step_s, 4) + " s");
        fact("Passing side", f.keep_left ? "left" : "right");
        fact("Flow limits",
             f.opening_flow_pps_per_m > 0.0
                 ? fmt::format("doors and exits {}, stairs {} persons per metre and second",
                               trimmed(f.opening_flow_pps_per_m, 3), trimmed(f.stair_flow_pps_per_m, 3))
                 : "only where the scenario names one");
        fact("Way-finding grid", f.navigation_cell_m > 0.0 ? trimmed(f.navigation_cell_m, 3) + " m"
                                                           : "chosen from the narrowest passage");
        fact("Reported as stuck", "after " + duration_words(f.stuck_after_s) + " without progress");
        fact("People placed", grouped(static_cast<std::int64_t>(r_.people.size())));
        html_.close("dl");
        html_.element("h3", "People");
        HtmlTable people({{"Population", false},
                          {"Role", false},
                          {"How many", false},
                          {"Where", false},
                          {"Profile", false},
                          {"Starts to move", false},
                          {"Exit choice", false}});
        for (const auto& p : f.populations)
            people.row({p.name, p.role, p.how_many, p.where, p.profile, p.pre_movement, p.exit_choice});
        html_.raw(people.str());
        if (!f.profiles.empty()) {
            HtmlTable profiles({{"Profile", false}, {"Sources of its numbers", false}});
            for (const auto& p : f.profiles) profiles.row({p.name, or_dash(p.source)});
            html_.raw(profiles.str());
        }
        html_.element("h3", "Incident");
        std::vector<std::string> incident = f.incident;
        if (has_air(r_.hazards))
            incident.insert(incident.begin(),
                            fmt::format("{}: the fire begins ({})", clock_text(r_.hazards.starts_at_s),
                                        r_.hazards.source));
        if (incident.empty())
            html_.element(
                "p",
                r_.hazards.is_modelled
                    ? "Hazards apart, all doors and exits stay as they are at the start."
                    : "Nothing changes during the run: all doors and exits stay as they are at the start.");
        else
            list(incident, {});
        for (const std::string& note : r_.notes) html_.element("p", note, "note");
        end();
    }

    void list(const std::vector<std::string>& items, std::string_view css_class) {
        html_.open("ul", css_class);
        for (const std::string& item : items) html_.element("li", item);
        html_.close("ul");
    }

    void assumptions() {
        begin("limits", "Assumptions and limits", "Limits");
        html_.element("h3", "What is assumed");
        list(general_assumptions(), "assumptions");
        html_.element("h3", "What is not modelled");
        std::vector<std::string> limits = general_limits(r_.hazards);
        const ModelNotes notes = notes_of_model(r_.model);
        for (const std::string& text : notes.does_not)
            limits.push_back("The movement model does not show " + text + ".");
        list(limits, "assumptions");
        end();
    }

    void model() {
        const ModelNotes notes = notes_of_model(r_.model);
        begin("model", "Model, calibration, sources", "Model");
        html_.element("p", notes.title + ".", "lede");
        if (!notes.summary.empty())
            html_.element("p", notes.summary);
        if (!is_reference_model(r_.model))
            html_.element("p", notes_of_calibration(text_of(r_.calibration)));
        if (!notes.reproduces.empty()) {
            html_.element("h3", "What it reproduces, as measured with the prototype");
            list(notes.reproduces, "assumptions");
        }
        if (!notes.sources.empty()) {
            html_.element("h3", "Sources");
            list(notes.sources, "assumptions");
        }
        hazards();
        end();
    }

    /// Every law that acted on people, whatever they suffered.
    void hazards() {
        const HazardOutcome& h = r_.hazards;
        if (!h.is_modelled)
            return;
        html_.element("h3", "Hazards and what they do to people");
        if (has_air(h)) {
            html_.open("dl", "facts");
            fact("Where the air comes from", h.source);
            fact("The fire begins at", clock_text(h.starts_at_s));
            fact("Limits of tenability", limits_words(h.limits));
            fact("Covered by data", trimmed(100.0 * (1.0 - h.uncovered_frac), 1) +
                                        " % of the time that people spent inside since then");
            html_.close("dl");
            html_.element("p", h.exposure_laws);
        }
        if (!h.substitutions.empty()) {
            html_.element("p",
                          "Values that stand for quantities which the data of the fire lack:", "note warn");
            list(h.substitutions, "assumptions");
        }
        if (!h.notes.empty()) {
            html_.element("p", "What the sources of the hazards say of their limits:");
            list(h.notes, "assumptions");
        }
    }

    void health() {
        const Health& h = r_.health;
        begin("health", "Health of the run", "Health");
        html_.element("p",
                      "Whether the program did what it promises. A strained run is not wrong at once, but "
                      "its figures deserve a look.",
                      "lede");
        const auto chip = [&](bool good, std::string_view text) {
            html_.element("span", text, good ? "chip pass" : "chip warn").text(" ");
        };
        html_.open("p");
        chip(h.conservation_ok,
             h.conservation_ok ? "everyone accounted for in every step" : "people lost or counted twice");
        chip(h.stuck_count() == 0, h.stuck_count() == 0 ? "nobody stuck at the end"
                                                        : counted(h.stuck_count(), "person stuck at the end",
                                                                  "people stuck at the end"));
        chip(h.max_overlap_m <= 0.10 && h.overlap_above_2cm_frac <= 0.001,
             "largest overlap of bodies " + fixed(h.max_overlap_m * 1000.0, 0) + " mm");
        html_.close("p");
        if (!h.stuck.empty()) {
            HtmlTable table({{"Person", true},
                             {"Storey", false},
                             {"At (x, y), m", false},
                             {"Since", true},
                             {"Freed later", false},
                             {"Cause", false}});
            constexpr std::size_t most = 50;
            for (std::size_t i = 0; i < std::min(most, h.stuck.size()); ++i) {
                const StuckPerson& s = h.stuck[i];
                const Vec2 at = s.position_m + r_.origin_m;
                table.row({std::to_string(s.id), storey_name(s.storey),
                           fmt::format("{}, {}", fixed(at.x, 2), fixed(at.y, 2)), clock_text(s.since_s),
                           s.still_stuck ? "no" : "yes", s.cause});
            }
            html_.raw(table.str());
            if (h.stuck.size() > most)
                html_.element("p", fmt::format("and {} more, all in events.jsonl", h.stuck.size() - most),
                              "muted");
        }
        HtmlTable strain({{"Model strain", false}, {"How often", true}});
        for (const StrainCount& s : h.strain) strain.row({s.kind, grouped(s.count)});
        if (!h.strain.empty())
            html_.raw(strain.str());
        const Performance& p = r_.performance;
        html_.open("dl", "facts");
        if (std::isfinite(r_.hazards.mass_error_frac))
            fact("Conservation of the fire's mass", fmt::format("error {:.1e}", r_.hazards.mass_error_frac));
        if (std::isfinite(r_.hazards.energy_error_frac))
            fact("Conservation of its energy", fmt::format("error {:.1e}", r_.hazards.energy_error_frac));
        if (r_.hazards.is_modelled)
            fact("Ways judged anew because of hazards", grouped(r_.hazards.fields_solved_again));
        fact("Simulated", duration_words(p.simulated_s));
        fact("Computed in", fixed(p.wall_s, 1) + " s on " + counted(p.threads, "thread", "threads"));
        fact("Person-steps", grouped(p.agent_steps));
        fact("Peak memory", fixed(p.peak_rss_mib, 0) + " MiB");
        html_.close("dl");
        end();
    }

    void annex() {
        const ScenarioFacts& f = input_.facts;
        begin("annex", "Annex: to repeat this run", "Annex", "page-break");
        html_.open("p")
            .text("State hash after the last step: ")
            .element("span", hash_text(r_.state_hash), "mono");
        html_.text(
            ". The same program, scenario and seed give the same hash on any number of threads; "
            "manifest.json has the version, the command and the hashes of all files.");
        html_.close("p");
        if (!f.files.empty()) {
            HtmlTable files({{"Input file", false}, {"Bytes", true}, {"SHA-256", false}});
            for (const InputFile& file : f.files)
                files.row({file.name, grouped(static_cast<std::int64_t>(file.bytes)), file.sha256});
            html_.raw(files.str());
        }
        html_.open("details", "annex").element("summary", "The whole scenario as it was read");
        html_.open("pre", "mono").text(f.as_json).close("pre").close("details");
        end();
    }
};

}  // namespace

std::string background_sections(const ReportInput& input) {
    return BackgroundSections(input).make();
}

}  // namespace wayout
