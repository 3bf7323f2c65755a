#include "output/decision_statistics.hpp"
#include "output/number_text.hpp"
#include "output/report_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace wayout {

namespace {

class DecisionSection : public SectionWriter {
public:
    using SectionWriter::SectionWriter;

    std::string make() {
        if (r_.decisions.empty())
            return {};
        begin("decisions", "Why people went where they went", "Decisions");
        lede();
        exits();
        reasons();
        changes();
        html_.open("p", "small muted")
            .text("One person\u2019s decisions, with what was weighed and where the time went: ")
            .element("span", "wayout explain RESULT --person N", "mono")
            .text(". What led to harm: ")
            .element("span", "wayout explain RESULT --harm", "mono")
            .text(". All decisions are in decisions.jsonl.")
            .close("p");
        end();
        return html_.str();
    }

private:
    static std::string share(int part, int whole) {
        return whole > 0 ? fixed(100.0 * part / whole, 0) + " %" : "\u2013";
    }

    void lede() {
        const std::vector<ExitUse> use = count_exit_use(r_);
        int used = 0, as_chosen = 0;
        for (const ExitUse& u : use) {
            used += u.used;
            as_chosen += u.used_as_chosen_first;
        }
        if (used > 0)
            html_.element("p",
                          fmt::format("{} of the {} who got out left through the exit that they had chosen "
                                      "first.",
                                      share(as_chosen, used), counted(used, "person", "people")),
                          "lede");
    }

    void exits() {
        html_.element("h3", "Exits chosen and used");
        HtmlTable table({{"Exit", false},
                         {"Chosen first", true},
                         {"Chosen last", true},
                         {"Used", true},
                         {"Used of those who chose it first", true}});
        for (const ExitUse& u : count_exit_use(r_)) {
            const PassageResult& p = r_.passages[static_cast<std::size_t>(u.passage)];
            table.row({p.name.empty() ? p.id : p.name, grouped(u.chosen_first), grouped(u.chosen_last),
                       grouped(u.used), share(u.used_as_chosen_first, u.chosen_first)});
        }
        html_.raw(table.str());
    }

    void reasons() {
        constexpr std::size_t most = 24;
        const std::vector<ReasonCount> counts = count_reasons(r_);
        html_.element("h3", "Reasons");
        HtmlTable table({{"What", false}, {"Reason", false}, {"Times", true}, {"People", true}});
        for (std::size_t i = 0; i < std::min(most, counts.size()); ++i)
            table.row({counts[i].kind, or_dash(counts[i].reason), grouped(counts[i].decisions),
                       grouped(counts[i].people)});
        html_.raw(table.str());
        if (counts.size() > most)
            html_.element("p", fmt::format("and {} more", counts.size() - most), "small muted");
    }

    void changes() {
        const std::vector<int> counts = count_changes(r_);
        if (counts.empty())
            return;
        constexpr std::size_t last = 4;  // so many changes and more share a row
        html_.element("h3", "Changes of exit");
        HtmlTable table({{"Changes", false}, {"People", true}, {"Share", true}});
        const int all = std::accumulate(counts.begin(), counts.end(), 0);
        for (std::size_t i = 0; i < std::min(last, counts.size()); ++i)
            table.row({i == 0 ? "none" : std::to_string(i), grouped(counts[i]), share(counts[i], all)});
        if (counts.size() > last) {
            const int rest =
                std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(last), counts.end(), 0);
            table.row({fmt::format("{} to {}", last, counts.size() - 1), grouped(rest), share(rest, all)});
        }
        html_.raw(table.str());
    }
};

}  // namespace

std::string decision_section(const ReportInput& input) {
    return DecisionSection(input).make();
}

}  // namespace wayout
