/// Teams that went in: whom they found, whom they brought out, and what they could not do.
#include "output/number_text.hpp"
#include "output/report_parts.hpp"

#include <cmath>

namespace wayout {
namespace {

class RescueSection : public SectionWriter {
public:
    using SectionWriter::SectionWriter;

    std::string make() {
        const RescueOutcome& rescue = r_.rescue;
        if (!rescue.is_modelled)
            return {};
        begin("rescue", "Rescue", "Rescue");
        int out = 0;
        for (const RescueTeamResult& team : rescue.teams) out += team.led_out + team.carried_out;
        html_.element(
            "p",
            fmt::format("Teams brought {} people out; {} inside at the end were not found. One run: "
                        "ranges come from a study.",
                        grouped(out), grouped(rescue.not_found)),
            "lede");
        teams();
        searches();
        for (const RescueTeamResult& team : rescue.teams)
            if (!team.finding.empty())
                html_.element("p", fmt::format("{}: {}.", team.name, team.finding));
        html_.element(
            "p",
            "Responders are people of the run: they take room on stairs and in doors. What smoke, heat or "
            "structure does to them is not modelled, but for their pace and their air.",
            "small muted");
        end();
        return html_.str();
    }

private:
    void teams() {
        HtmlTable table({{"Team", false},
                         {"Members", true},
                         {"Arrived, min:s", true},
                         {"Went in, min:s", true},
                         {"Entries", true},
                         {"Led out", true},
                         {"Carried out", true},
                         {"Freed", true},
                         {"Turned back for air", true},
                         {"Waited for release, min:s", true},
                         {"Out for good, min:s", true}});
        for (const RescueTeamResult& t : r_.rescue.teams)
            table.row({t.name, grouped(t.members), clock_or_dash(t.arrived_s), clock_or_dash(t.entered_s),
                       grouped(t.entries), grouped(t.led_out), grouped(t.carried_out), grouped(t.freed),
                       grouped(t.turned_back_for_air),
                       t.waited_for_release_s > 0.0 ? clock_text(t.waited_for_release_s) : or_dash({}),
                       clock_or_dash(t.left_s)});
        html_.raw(table.str());
    }

    void searches() {
        html_.element("h3", "Zones searched");
        HtmlTable table({{"Zone", false},
                         {"Team", false},
                         {"From, min:s", true},
                         {"Until, min:s", true},
                         {"Complete", false},
                         {"Found", true}});
        for (const ZoneSearch& s : r_.rescue.searches)
            table.row({r_.zones[static_cast<std::size_t>(s.zone)].name,
                       r_.rescue.teams[static_cast<std::size_t>(s.team)].name, clock_or_dash(s.from_s),
                       clock_or_dash(s.until_s), s.is_complete ? "yes" : "no", grouped(s.found)});
        html_.raw(table.str());
    }
};

}  // namespace

std::string rescue_section(const ReportInput& input) {
    return RescueSection(input).make();
}

}  // namespace wayout
