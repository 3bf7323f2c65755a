/// What a warning changes in a scenario.
#include "geometry/overlay.hpp"
#include "geometry/segment.hpp"
#include "messages/alert_area.hpp"
#include "output/number_text.hpp"
#include "study/change_text.hpp"
#include "study/whole_file.hpp"

#include <wayout/alert_use.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;
using Act = ScenarioChange::Act;

/// Areas that reach farther than this beyond the venue are cut there: nobody walks so far outside.
constexpr double margin_m = 100.0;
/// Exits so near to an area outside are named.
constexpr double near_exit_m = 25.0;

std::string name_of(ResponseType response) {
    return std::string(response_type_names[static_cast<std::size_t>(response)]);
}

/// When the message holds, in seconds of the incident.
struct Validity {
    double from_s{0.0};
    std::optional<double> until_s;
};

/// The parts of the venue that the area covers.
struct Covered {
    bool everywhere{false};
    std::vector<std::string> zones;
    std::vector<std::string> storeys;  ///< without zones of their own

    std::string words() const {
        if (everywhere)
            return "the whole venue";
        std::vector<std::string> names = zones;
        names.insert(names.end(), storeys.begin(), storeys.end());
        return fmt::format("{}", fmt::join(names, ", "));
    }
};

class Application {
public:
    Application(const AlertDraft& draft, const Scenario& scenario, const ApplyAlertOptions& options)
        : draft_(draft),
          alert_(draft.alert),
          scenario_(scenario),
          venue_(scenario.venue),
          options_(options) {}

    /// Fills changes and sentences; problems come back.
    Errors apply(std::vector<ScenarioChange>& changes, std::vector<std::string>& said) {
        choose_info();
        check_message();
        check_options();
        if (!errors_.empty() || !info_)
            return std::move(errors_);
        const Validity when = validity();
        const Covered covered = covered_parts();
        if (!errors_.empty())
            return std::move(errors_);
        for (const ResponseType response : info_->responses) act_on(response, when, covered);
        if (info_->responses.empty())
            said_.push_back("The message asks for no response: nothing to do for the people inside.");
        change_attendance();
        if (changes_.empty() && errors_.empty())
            problem(ErrorCode::unsupported, "responseType",
                    "nothing of it can be made a part of a scenario: only Evacuate, Shelter, Avoid and "
                    "AllClear can, and --attendance");
        describe();
        changes = std::move(changes_);
        said = std::move(said_);
        return std::move(errors_);
    }

private:
    void problem(ErrorCode code, std::string_view place, std::string message) {
        errors_.push_back({code, fmt::format("{}: {}", draft_.file, place), std::move(message)});
    }

    void choose_info() {
        for (const AlertInfo& info : alert_.infos)
            if (options_.language.empty() || info.language == options_.language) {
                info_ = &info;
                return;
            }
        std::vector<std::string> languages;
        for (const AlertInfo& info : alert_.infos) languages.push_back(info.language);
        if (languages.empty())
            problem(ErrorCode::schema, "info", "there is none: the message says nothing that could be used");
        else
            problem(ErrorCode::schema, "info",
                    fmt::format("there is none in '{}'; there are {}", options_.language,
                                fmt::join(languages, ", ")));
    }

    void check_message() {
        const auto kind = std::string(alert_kind_names[static_cast<std::size_t>(alert_.kind)]);
        if (alert_.kind == AlertKind::cancel)
            problem(ErrorCode::unsupported, "msgType",
                    "Cancel takes earlier messages back: run the scenario without them");
        if (alert_.kind == AlertKind::ack || alert_.kind == AlertKind::error)
            problem(ErrorCode::unsupported, "msgType", kind + " answers another message and warns nobody");
        if (alert_.status != AlertStatus::actual && !options_.not_actual)
            problem(ErrorCode::unsupported, "status",
                    fmt::format("{} is no real warning: allow it with --not-actual",
                                alert_status_names[static_cast<std::size_t>(alert_.status)]));
    }

    void check_options() {
        const auto option = [&](std::string_view name, std::string message) {
            errors_.push_back({ErrorCode::schema, std::string(name), std::move(message)});
        };
        if (options_.begins.has_value() == options_.at_s.has_value())
            option("--begins, --at",
                   "give one of them: the clock time of the incident's second 0, or the second at which the "
                   "message takes effect");
        const int places =
            (options_.plan ? 1 : 0) + (options_.zones.empty() ? 0 : 1) + (options_.everywhere ? 1 : 0);
        if (places != 1)
            option("--origin, --zones, --everywhere",
                   "give one of them: where the plan lies on the earth, or which zones and storeys the area "
                   "covers, or that it covers all");
        for (const std::string& id : options_.zones)
            if (!is_zone(id) && !is_storey(id))
                option("--zones", fmt::format("there is no zone or storey '{}'; there are {}", id,
                                              fmt::join(part_ids(), ", ")));
        if (options_.channel == AlarmKind::bell)
            option("--channel", "a bell says nothing: choose voice, live or phone");
    }

    bool is_zone(std::string_view id) const {
        return std::any_of(venue_.zones.begin(), venue_.zones.end(),
                           [&](const ZoneSpec& z) { return z.id == id; });
    }
    bool is_storey(std::string_view id) const {
        return std::any_of(venue_.storeys.begin(), venue_.storeys.end(),
                           [&](const StoreySpec& s) { return s.id == id; });
    }
    std::vector<std::string> part_ids() const {
        std::vector<std::string> ids;
        for (const ZoneSpec& zone : venue_.zones) ids.push_back(zone.id);
        for (const StoreySpec& storey : venue_.storeys) ids.push_back(storey.id);
        return ids;
    }

    /// From onset, else effective, else sent; until expires.
    Validity validity() {
        const AlertTime& from = info_->onset       ? *info_->onset
                                : info_->effective ? *info_->effective
                                                   : alert_.sent;
        Validity when;
        if (options_.at_s) {
            when.from_s = *options_.at_s;
            if (info_->expires)
                when.until_s = when.from_s + static_cast<double>(info_->expires->utc_s - from.utc_s);
        } else {
            when.from_s = static_cast<double>(from.utc_s - options_.begins->utc_s);
            if (info_->expires)
                when.until_s = static_cast<double>(info_->expires->utc_s - options_.begins->utc_s);
        }
        if (when.until_s && *when.until_s <= std::max(0.0, when.from_s))
            problem(ErrorCode::out_of_range, "expires",
                    fmt::format("the message is over at {} s of the incident, before it could be used",
                                trimmed(*when.until_s, 0)));
        if (when.from_s >= scenario_.simulation.duration_s)
            problem(ErrorCode::out_of_range, "onset",
                    fmt::format("the message takes effect at {} s of the incident, after the end of the run "
                                "(duration_s {})",
                                trimmed(when.from_s, 0), trimmed(scenario_.simulation.duration_s, 0)));
        if (when.from_s < 0.0) {
            said_.push_back(fmt::format("It took effect {} before the incident begins: it counts from 0 s.",
                                        duration_words(-when.from_s)));
            when.from_s = 0.0;
        }
        return when;
    }

    Covered covered_parts() {
        if (options_.everywhere)
            return {true, {}, {}};
        if (!options_.zones.empty()) {
            Covered covered;
            for (const std::string& id : options_.zones)
                (is_zone(id) ? covered.zones : covered.storeys).push_back(id);
            return covered;
        }
        area_.emplace(*info_, *options_.plan);
        if (area_->is_empty()) {
            problem(ErrorCode::geometry, "area",
                    "has neither polygon nor circle: say with --zones or --everywhere what it covers");
            return {};
        }
        return parts_in_area();
    }

    Covered parts_in_area() {
        Covered covered;
        covered.everywhere = true;
        std::set<std::string> zoned;
        for (const ZoneSpec& zone : venue_.zones) {
            zoned.insert(zone.storey);
            if (area_->touches(zone.polygon))
                covered.zones.push_back(zone.id);
        }
        bool touches_floor = false;
        for (const StoreySpec& storey : venue_.storeys) {
            bool is_touched = false;
            for (const Polygon& floor : storey.floor) {
                covered.everywhere = covered.everywhere && area_->covers(floor);
                is_touched = is_touched || area_->touches(floor);
            }
            if (is_touched && !zoned.contains(storey.id))
                covered.storeys.push_back(storey.id);
            touches_floor = touches_floor || is_touched;
        }
        if (!touches_floor)
            report_far_area();
        else if (covered.zones.empty() && covered.storeys.empty())
            problem(ErrorCode::geometry, "area",
                    "touches floors that belong to no zone: add a zone there, or use --zones");
        return covered;
    }

    void report_far_area() {
        double least_m = std::numeric_limits<double>::infinity();
        std::vector<std::string> near;
        for (const StoreySpec& storey : venue_.storeys)
            for (const Polygon& floor : storey.floor)
                for (const Vec2 p : floor.outer) least_m = std::min(least_m, area_->distance_m(p));
        for (const ExitSpec& exit : venue_.exits)
            if (area_->distance_m(midpoint(exit.line)) <= near_exit_m)
                near.push_back(exit.label());
        problem(
            ErrorCode::geometry, "area",
            fmt::format("does not touch the venue: {} m to the nearest corner of a floor; see --origin and "
                        "--rotation{}",
                        trimmed(least_m, 1),
                        near.empty() ? ""
                                     : fmt::format(". Near it: exits {}; shut them in the incident if nobody "
                                                   "may come out there",
                                                   fmt::join(near, ", "))));
    }

    // ------------------------------------------------------------ responses

    void act_on(ResponseType response, const Validity& when, const Covered& covered) {
        switch (response) {
            case ResponseType::evacuate:
                return evacuate(when, covered);
            case ResponseType::shelter:
                return order(venue_.shelters.empty() ? "stay" : "shelter", response, when, covered);
            case ResponseType::all_clear:
                return order("all_clear", response, when, covered);
            case ResponseType::avoid:
                return avoid(when);
            case ResponseType::prepare:
            case ResponseType::execute:
            case ResponseType::monitor:
            case ResponseType::assess:
            case ResponseType::none:
                said_.push_back(name_of(response) + ": changes nothing in a run.");
        }
    }

    /// Adds to a list of the incident, which is made when it is not there.
    void add_to(const std::string& list, const Json& item) {
        const Json scenario = Json::parse(scenario_.as_json);
        if (!scenario.contains(Json::json_pointer("/incident/" + list)) && made_.insert(list).second)
            changes_.push_back({Act::patch, {}, Json{{"incident", {{list, Json::array()}}}}.dump()});
        changes_.push_back({Act::set, fmt::format("incident.{}[+]", list), item.dump()});
    }

    std::string free_id(const std::string& wanted, const auto& things) const {
        const auto is_taken = [&](const std::string& id) {
            return std::any_of(things.begin(), things.end(),
                               [&](const Named& thing) { return thing.id == id; });
        };
        std::string id = wanted;
        for (int k = 2; is_taken(id); ++k) id = fmt::format("{}-{}", wanted, k);
        return id;
    }

    std::string heading() const {
        return shortened(info_->headline.empty() ? info_->event : info_->headline, 120);
    }

    void evacuate(const Validity& when, const Covered& covered) {
        if (!scenario_.people.noticing) {
            said_.push_back(
                "The scenario has no \"noticing\", without which nobody hears alarms: Evacuate becomes an "
                "order to leave.");
            return order("evacuate", ResponseType::evacuate, when, covered);
        }
        Json alarm{{"id", free_id("public-warning", scenario_.incident.alarms)},
                   {"name", heading()},
                   {"kind", alarm_kind_names[static_cast<std::size_t>(options_.channel)]},
                   {"at_s", when.from_s},
                   {"heard_frac", options_.heard_frac},
                   {"instruction", "evacuate"},
                   {"message",
                    {{"names_hazard", !info_->event.empty()},
                     {"gives_location", !info_->areas.empty()},
                     // It says what to do, but it knows nothing of the exits of this building.
                     {"gives_action_and_exit", false}}}};
        if (!covered.everywhere) {
            std::vector<std::string> parts = covered.zones;
            parts.insert(parts.end(), covered.storeys.begin(), covered.storeys.end());
            alarm["heard_in"] = parts;
        }
        if (when.until_s)
            alarm["until_s"] = *when.until_s;
        add_to("alarms", alarm);
        said_.push_back(fmt::format("Evacuate: a message by {} at {} s in {}.",
                                    alarm_kind_names[static_cast<std::size_t>(options_.channel)],
                                    trimmed(when.from_s, 1), covered.words()));
    }

    void order(const std::string& instruction, ResponseType response, const Validity& when,
               const Covered& covered) {
        if (!covered.everywhere && covered.zones.empty())
            return problem(
                ErrorCode::unsupported, "area",
                fmt::format("{} becomes an order, which is heard in zones: the storeys {} have none",
                            name_of(response), fmt::join(covered.storeys, ", ")));
        Json item{{"at_s", when.from_s}, {"instruction", instruction}, {"share_frac", options_.heard_frac}};
        if (!covered.everywhere)
            item["zones"] = covered.zones;
        add_to("orders", item);
        said_.push_back(fmt::format("{}: the order '{}' at {} s in {}.", name_of(response), instruction,
                                    trimmed(when.from_s, 1), covered.words()));
        if (instruction == "stay" && response == ResponseType::shelter)
            said_.push_back("The venue has no shelters: people are asked to stay where they are.");
        if (when.until_s && *when.until_s < scenario_.simulation.duration_s &&
            response != ResponseType::all_clear)
            said_.push_back(
                fmt::format("The message expires at {} s; an order holds until another one is given.",
                            trimmed(*when.until_s, 0)));
    }

    void avoid(const Validity& when) {
        if (!area_)
            return problem(ErrorCode::unsupported, "area",
                           "Avoid needs the outline of the area on the plan: give --origin");
        int count = 0;
        for (const StoreySpec& storey : venue_.storeys) {
            if (std::all_of(storey.floor.begin(), storey.floor.end(),
                            [&](const Polygon& floor) { return area_->covers(floor); }))
                return problem(ErrorCode::unsupported, "area",
                               fmt::format("covers all of the storey '{}': nobody there could keep away from "
                                           "it. Decide what people should do, and write an order to leave or "
                                           "to take shelter",
                                           storey.label()));
            const auto touches_floor = [&](const auto& part) {
                return std::any_of(storey.floor.begin(), storey.floor.end(),
                                   [&](const Polygon& floor) { return touches(part, floor); });
            };
            for (const Polygon& ring : area_->rings())
                if (touches_floor(ring))
                    count += add_outline(storey, ring, when);
            for (const AreaOnPlan::Circle& circle : area_->circles())
                if (touches_floor(circle))
                    count +=
                        add_danger(storey, when,
                                   {{"path", {{0.0, rounded(circle.centre.x), rounded(circle.centre.y)}}},
                                    {"radius_m", {{0.0, rounded(circle.radius_m)}}}});
        }
        said_.push_back(fmt::format("Avoid: {} from {} s on, known by the message only.",
                                    counted(count, "danger area", "danger areas"), trimmed(when.from_s, 1)));
    }

    static double rounded(double metres) { return std::round(metres * 1e3) / 1e3; }

    int add_outline(const StoreySpec& storey, const Polygon& ring, const Validity& when) {
        const Box floor = bounds(Region(storey.floor));
        const Vec2 margin{margin_m, margin_m};
        int count = 0;
        // A hollow outline may fall into pieces when it is cut.
        for (const Polygon& piece : repaired(clipped(ring, floor.min - margin, floor.max + margin))) {
            const bool is_on_floor = std::any_of(storey.floor.begin(), storey.floor.end(),
                                                 [&](const Polygon& f) { return touches(piece, f); });
            if (!is_on_floor)
                continue;
            Json corners = Json::array();
            for (const Vec2 p : piece.outer) corners.push_back({rounded(p.x), rounded(p.y)});
            count += add_danger(storey, when, {{"polygon", std::move(corners)}});
        }
        return count;
    }

    int add_danger(const StoreySpec& storey, const Validity& when, Json shape) {
        Json area{{"id", free_id(fmt::format("public-warning-{}", ++danger_count_),
                                 scenario_.incident.danger_areas)},
                  {"name", heading()},
                  {"storey", storey.id}};
        area.update(shape);
        area["from_s"] = when.from_s;
        if (when.until_s)
            area["until_s"] = *when.until_s;
        area["by_message_only"] = true;
        area["messages"] = Json::array({Json{{"at_s", when.from_s}, {"share_frac", options_.heard_frac}}});
        add_to("danger_areas", area);
        return 1;
    }

    void change_attendance() {
        if (options_.attendance_frac == 1.0)
            return;
        changes_.push_back({Act::scale, std::string(attendance_path), {}, options_.attendance_frac});
        said_.push_back(
            fmt::format("Attendance times {}: an assumption of the user; no data on the effect of "
                        "advisories on attendance were found.",
                        trimmed(options_.attendance_frac, 3)));
    }

    void describe() {
        const std::string text =
            fmt::format("{}{}With the public warning {} of {}, sent {} (status {}).", scenario_.description,
                        scenario_.description.empty() ? "" : " ", alert_.identifier, alert_.sender,
                        alert_.sent.text, alert_status_names[static_cast<std::size_t>(alert_.status)]);
        changes_.push_back({Act::patch, {}, Json{{"description", text}}.dump()});
    }

    const AlertDraft& draft_;
    const Alert& alert_;
    const Scenario& scenario_;
    const VenueSpec& venue_;
    const ApplyAlertOptions& options_;
    const AlertInfo* info_{nullptr};
    std::optional<AreaOnPlan> area_;
    std::vector<ScenarioChange> changes_;
    std::vector<std::string> said_;
    std::set<std::string> made_;
    int danger_count_{0};
    Errors errors_;
};

std::string head_of(const AppliedAlert& applied, const AlertDraft& draft) {
    std::string head;
    const auto line = [&](std::string_view text) {
        std::string clean(text);
        std::replace_if(
            clean.begin(), clean.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
        head += clean.empty() ? "//\n" : fmt::format("// {}\n", clean);
    };
    line(fmt::format("Made by wayout alert apply from {}.", draft.file));
    for (const std::string& sentence : applied.said) line(sentence);
    line("");
    line("The changes, as a variant of a study would have them:");
    for (const ScenarioChange& change : applied.changes)
        line(changes_as_json(std::span<const ScenarioChange>(&change, 1)));
    line("");
    line("The message:");
    for (const std::string& text : alert_lines(draft)) line(text);
    return head;
}

}  // namespace

Result<AppliedAlert> apply_alert(const AlertDraft& draft, const std::filesystem::path& scenario,
                                 const ApplyAlertOptions& options) {
    Errors errors = draft.errors;
    const Result<ScenarioTree> tree = ScenarioTree::open(scenario);
    if (!tree)
        errors.insert(errors.end(), tree.error().begin(), tree.error().end());
    if (!errors.empty())
        return errors;
    AppliedAlert applied;
    errors = Application(draft, tree->scenario(), options).apply(applied.changes, applied.said);
    if (!errors.empty())
        return errors;
    const Result<Scenario> changed = tree->with(applied.changes, draft.file);
    if (!changed)
        return changed.error();
    applied.scenario_json = changed->as_json;
    return applied;
}

Errors write_applied_alert(const AppliedAlert& applied, const AlertDraft& draft,
                           const std::filesystem::path& scenario, const std::filesystem::path& file,
                           bool force) {
    namespace fs = std::filesystem;
    std::error_code failed;
    Errors errors;
    const auto refuse = [&](std::string message) {
        errors.push_back({ErrorCode::io, file.string(), std::move(message)});
    };
    if (file.extension() != ".json")
        refuse("a scenario's name ends in .json");
    if (fs::exists(file, failed) && !force)
        refuse("exists: choose another name, or --force to replace it");
    const auto folder_of = [&](const fs::path& path) {
        return fs::weakly_canonical(fs::is_directory(path, failed) ? path : fs::absolute(path).parent_path(),
                                    failed);
    };
    const Json json = Json::parse(applied.scenario_json);
    const bool names_files = json.contains(Json::json_pointer("/incident/fire")) ||
                             json.contains(Json::json_pointer("/response/medical_plan"));
    if (names_files && folder_of(scenario) != fs::weakly_canonical(fs::absolute(file).parent_path(), failed))
        refuse("the scenario names files of its fire or response: write the new one into the same folder");
    if (!errors.empty())
        return errors;
    return write_whole_file(file, head_of(applied, draft) + applied.scenario_json + "\n");
}

}  // namespace wayout
