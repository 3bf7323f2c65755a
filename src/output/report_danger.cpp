#include "output/danger_map.hpp"
#include "output/number_text.hpp"
#include "output/report_parts.hpp"
#include "output/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

class DangerSection : public SectionWriter {
public:
    using SectionWriter::SectionWriter;

    std::string make() {
        if (!r_.danger.is_modelled)
            return {};
        begin("danger", "Danger areas and shelter", "Danger areas");
        const DangerOutcome& d = r_.danger;
        html_.element(
            "p",
            d.areas.empty()
                ? std::string("There was no danger area.")
                : fmt::format("{} of {} people were in a danger area, for {} person-seconds in all.",
                              grouped(d.exposed), grouped(static_cast<std::int64_t>(r_.people.size())),
                              grouped(std::lround(d.person_s))),
            "lede");
        if (!d.finding.empty())
            html_.element("p", d.finding + ".");
        areas();
        shelters();
        learned();
        html_.element("p",
                      "An area says only where people must not be: it does nothing to anybody. Time in it is "
                      "what plans can be compared by.",
                      "small muted");
        if (const std::vector<std::string> maps = maps_of(danger_map, "danger"); !maps.empty())
            map_row("Where people must not be", "Areas and those who are in a shelter at the end of the run.",
                    maps);
        end();
        return html_.str();
    }

private:
    void areas() {
        if (r_.danger.areas.empty())
            return;
        HtmlTable table({{"Area", false},
                         {"Storey", false},
                         {"People in it", true},
                         {"Person-seconds", true},
                         {"First, min:s", true},
                         {"Last, min:s", true},
                         {"Knew of it", true},
                         {"Entered although they knew", true}});
        for (const DangerAreaResult& a : r_.danger.areas)
            table.row({a.name, or_dash(storey_name(a.storey)), grouped(a.exposed),
                       grouped(std::lround(a.person_s)), clock_or_dash(a.first_s), clock_or_dash(a.last_s),
                       grouped(a.aware), grouped(a.entered_knowing)});
        html_.raw(table.str());
    }

    void shelters() {
        if (r_.danger.shelters.empty())
            return;
        HtmlTable table({{"Shelter", false},
                         {"Places", true},
                         {"In it at most", true},
                         {"At the end", true},
                         {"Locked at, min:s", true},
                         {"Left for smoke at, min:s", true}});
        for (const ShelterResult& s : r_.danger.shelters)
            table.row({s.name, grouped(s.capacity), grouped(s.most), grouped(s.sheltered),
                       clock_or_dash(s.locked_s), clock_or_dash(s.untenable_s)});
        html_.raw(table.str());
    }

    void learned() {
        if (r_.danger.areas.empty())
            return;
        HtmlTable table({{"How people came to know of an area", false}, {"People", true}});
        for (std::size_t i = 1; i < learned_names.size(); ++i)
            if (r_.danger.learned[i] > 0)
                table.row({learned_names[i], grouped(r_.danger.learned[i])});
        table.row({"not at all", grouped(r_.danger.learned[0])});
        html_.raw(table.str());
    }
};

}  // namespace

std::string danger_section(const ReportInput& input) {
    return DangerSection(input).make();
}

}  // namespace wayout
