/// When which alarm sounds, falls silent, has said its message: the alarms of a scenario in the course of a
/// run.
#pragma once

#include "geometry/polygon_locator.hpp"
#include "venue/venue.hpp"

#include <wayout/scenario.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// Zones and storeys by id, as one place.
class NamedArea {
public:
    /// Everywhere.
    NamedArea() = default;
    /// Ids that nothing has are appended to `unknown`.
    NamedArea(const Venue& venue, const std::vector<std::string>& ids, std::vector<std::string>& unknown);

    bool holds(const Venue& venue, SurfaceId surface, Vec2 p) const;

private:
    struct Part {
        StoreyId storey;
        std::optional<PolygonLocator> polygon;  ///< absent: all of the storey
    };
    bool is_everywhere_{true};
    std::vector<Part> parts_;
};

/// Something about an alarm, or the show, changes.
struct AlarmChange {
    enum class Kind { begins, message_ends, repeat_ends, falls_silent, fails, show_stops };
    double at_s{0.0};
    Kind kind{Kind::begins};
    std::size_t alarm{0};
    double silent_at_s{0.0};  ///< of `begins`: when it falls silent; +inf
};

class AlarmBook {
public:
    AlarmBook(const Scenario& scenario, const Venue& venue);

    struct Alarm {
        AlarmSpec spec;
        NamedArea area;
        std::vector<GateId> exits;  ///< named by the message, ascending
        bool waits_for_detector{false};
        bool waits_for_report{false};
        bool sounds{false};
        double since_s{0.0};  ///< of sounding
        std::string unknown;  ///< ids that it names and nothing has
    };
    std::vector<Alarm>& alarms() { return alarms_; }
    const std::vector<Alarm>& alarms() const { return alarms_; }

    /// Its detector has given its signal, or a steward his report; the alarm sounds from then on, unless it
    /// fails.
    void trigger(std::size_t alarm, double at_s);
    /// The next change that is due, in the order of time, alarm and kind; nothing: none by now.
    std::optional<AlarmChange> take(double now_s);
    bool is_anything_due() const { return next_ < changes_.size(); }

private:
    void plan(std::size_t alarm, double at_s);
    void plan_sounding(std::size_t alarm, double from_s, double to_s);
    void insert(const AlarmChange& change);

    std::vector<Alarm> alarms_;
    std::optional<PowerFailureSpec> power_;
    std::vector<AlarmChange> changes_;  ///< ascending; those before next_ have been
    std::size_t next_{0};
};

/// For the log of events: what an alarm is and asks for, "voice alarm, evacuate".
std::string words_for(const AlarmSpec& alarm);

}  // namespace wayout
