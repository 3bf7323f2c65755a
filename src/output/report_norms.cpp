#include "output/hazard_statistics.hpp"
#include "output/report_parts.hpp"

#include <algorithm>
#include <array>

namespace wayout {
namespace {

const char* chip_of(const NormRow& row) {
    switch (row.verdict) {
        case NormVerdict::met:
            return row.source == FigureSource::memory ? "chip" : "chip pass";
        case NormVerdict::not_met:
            return row.source == FigureSource::memory ? "chip warn" : "chip fail";
        case NormVerdict::not_applicable:
        case NormVerdict::not_known:
            break;
    }
    return "chip";
}

std::string with_unit(const NormRow& row, double number) {
    const std::string text = norm_number(row, number);
    return text.empty() ? or_dash(text) : row.unit.empty() ? text : text + " " + row.unit;
}

class NormSections : public SectionWriter {
public:
    using SectionWriter::SectionWriter;

    std::string make() {
        if (!r_.norms.empty())
            code_figures();
        contents();
        return html_.str();
    }

private:
    void code_figures() {
        begin("norms", "Code figures", "Code figures");
        std::array<int, norm_verdict_names.size()> counts{};
        int from_memory = 0;
        for (const NormRow& row : r_.norms) {
            ++counts[static_cast<std::size_t>(row.verdict)];
            from_memory += row.verdict == NormVerdict::not_met && row.source == FigureSource::memory ? 1 : 0;
        }
        const auto count = [&](NormVerdict v) { return counts[static_cast<std::size_t>(v)]; };
        html_.element(
            "p",
            fmt::format("Of {} rules {} are met, {} not met ({} of these by a figure from memory), {} "
                        "do not apply, {} cannot be judged from this scenario.",
                        r_.norms.size(), count(NormVerdict::met), count(NormVerdict::not_met), from_memory,
                        count(NormVerdict::not_applicable), count(NormVerdict::not_known)),
            "lede");
        html_.element(
            "p",
            "Hints for whoever reads the codes, not a statement that the building is lawful. Codes "
            "have exceptions and conditions that are not looked at here. A figure from memory has to "
            "be checked before it is relied on.",
            "note limit");
        for (std::size_t j = 0; j < jurisdictions.size(); ++j) table_of(static_cast<Jurisdiction>(j));
        end();
    }

    void table_of(Jurisdiction jurisdiction) {
        const auto is_own = [jurisdiction](const NormRow& row) { return row.jurisdiction == jurisdiction; };
        if (std::none_of(r_.norms.begin(), r_.norms.end(), is_own))
            return;
        html_.element("h3", jurisdiction == Jurisdiction::wayout ? "Of no code: good practice"
                                                                 : title_of(jurisdiction));
        HtmlTable table({{"Rule", false, true},
                         {"Of what", false},
                         {"There is", true},
                         {"Asked for", true},
                         {"Margin", true},
                         {"Verdict", false, true},
                         {"Figure known from", false}});
        for (const NormRow& row : r_.norms) {
            if (!is_own(row))
                continue;
            Html rule;
            rule.text(row.clause.empty() ? row.rule : row.clause + ": " + row.rule);
            if (!row.assumptions.empty())
                rule.raw("<br>").element("span", row.assumptions, "small muted");
            Html verdict;
            const std::string_view word = norm_verdict_names[static_cast<std::size_t>(row.verdict)];
            verdict.element("span", word, chip_of(row));
            if (const std::string words = verdict_words(row); words.size() > word.size())
                verdict.element("span", words.substr(word.size()), "small muted");
            const std::string limit = with_unit(row, row.limit);
            const char* side = row.demand == NormRow::Demand::at_least ? "at least " : "at most ";
            table.row({rule.str(), or_dash(row.subject), with_unit(row, row.value),
                       std::isnan(row.limit) ? limit : side + limit, with_unit(row, row.margin()),
                       verdict.str(), figure_source_names[static_cast<std::size_t>(row.source)]});
        }
        html_.raw(table.str());
    }

    /// An entry of what authorities ask for. An empty `where`: the report lacks it.
    void item(HtmlTable& table, std::string_view what, std::string_view who, std::string_view where,
              std::string_view anchor, std::string_view missing = {}) {
        Html place;
        if (where.empty())
            place.element("span", "missing", "chip warn").text(" ").text(missing);
        else
            place.open("a", {}, fmt::format("href=\"#{}\"", anchor)).text(where).close("a");
        if (!where.empty() && !missing.empty())
            place.text("; ").text(missing);
        table.row({std::string(what), std::string(who), place.str()});
    }

    void contents() {
        begin("contents", "Contents that authorities ask for", "For authorities");
        html_.element(
            "p",
            "Where this report has what RiMEA section 8, BS 7974 and NFPA 101 chapter 5 ask a report to "
            "contain, and what has to be added. The three lists are from memory: check them in the "
            "documents.",
            "lede");
        HtmlTable table({{"Item", false},
                         {"Asked for by (from memory)", false},
                         {"Where, or what is missing", false, true}});
        const std::string all = "RiMEA, BS 7974, NFPA 101";
        const bool has_fire = has_air(r_.hazards);
        item(table, "Purpose, scope and what is accepted as a result", all,
             input_.facts.description.empty() ? "" : "What was put in", "inputs",
             input_.facts.description.empty() ? "write it into the scenario's description"
                                              : "criteria of acceptance are the analyst's to name");
        item(table, "Building: plans, storeys, exits and widths", all, "Plan of the venue", "plan",
             "widths are listed with exits and doors");
        item(table, "People: number, places, ages, speeds, impairments, with sources", all, "What was put in",
             "inputs");
        item(table, "Time before people begin, with its source", all, "What was put in", "inputs");
        item(table, "Scenarios: which exits are open, what happens when", all, "What was put in", "inputs",
             "one scenario; others, such as the widest exit lost, are runs of their own");
        item(table, "Design fires", "BS 7974, NFPA 101", has_fire ? "Was there time enough?" : "",
             "tenability", has_fire ? "" : "add incident.fire to the scenario");
        item(table, "Tenability criteria, available against required time, margin", "BS 7974, NFPA 101",
             has_fire ? "Was there time enough?" : "", "tenability",
             has_fire ? "" : "needs a fire: add incident.fire to the scenario");
        item(table, "Time of each person, curve of the evacuation, last person out", "RiMEA, BS 7974",
             r_.people.empty() ? "" : "How the venue emptied", "curve",
             r_.people.empty() ? "nobody was placed" : "each person is in people.csv");
        item(table, "Use of exits, flows", "RiMEA, BS 7974", "How the exits were used", "exits");
        item(table, "Congestion: where, how long, how dense", "RiMEA", "Where it was crowded", "congestion");
        item(table, "Several runs, their mean and spread", "RiMEA, BS 7974", "", {},
             "this is one run with one seed: run others with --seed and compare summary.json");
        item(
            table, "Sensitivity to inputs, safety factor", "BS 7974, NFPA 101", "", {},
            "run variants of the scenario; the ratio of available to required time stands under Code figures "
            "with a fire");
        item(table, "Figures of the code that applies", all, r_.norms.empty() ? "" : "Code figures", "norms",
             r_.norms.empty() ? "run wayout run on the scenario again: this result has none" : "");
        item(table, "Assumptions and limits", all, "Assumptions and limits", "limits");
        item(table, "Method: program, version, model, parameters", all, "Model, calibration, sources",
             "model");
        item(table, "Evidence that the program was verified and validated", all, "", {},
             "attach the pages that wayout verify and wayout validate write with the same version");
        item(table, "Inputs and hashes, so that it can be repeated", "RiMEA, NFPA 101",
             "Annex: to repeat this run", "annex", "manifest.json has hashes of all files");
        item(table, "Interpretation, measures, who is responsible, independent review", all, "", {},
             "to be written and signed by the analyst and the reviewer");
        html_.raw(table.str());
        end();
    }
};

}  // namespace

std::string norm_sections(const ReportInput& input) {
    return NormSections(input).make();
}

}  // namespace wayout
