/// Where the conditions of the air come from: one interface for imported fire results, user curves and the
/// built-in zone model.
#pragma once

#include "hazards/air.hpp"

#include <wayout/error.hpp>
#include <wayout/ids.hpp>
#include <wayout/results.hpp>

#include <optional>
#include <string>

namespace wayout {

/// A place in the building, in the user's plan coordinates.
struct AirPoint {
    StoreyId storey;  ///< with which the surface is shown: for stairs the lower one
    double x_m{0.0};
    double y_m{0.0};
    double z_m{0.0};  ///< height of the head above the datum of the plan
};

struct AirSample {
    Air air;
    bool covered{false};  ///< false: the source has no data here or now, and `air` means nothing
};

/// Time 0 is that of the source's own data; who owns the source shifts times.
class HazardSource {
public:
    virtual ~HazardSource() = default;

    virtual QuantitySet provides() const = 0;
    /// One line for reports: what it is and which files or model it rests on.
    virtual std::string description() const = 0;
    /// Last time for which there is data; +inf when there is no end.
    virtual double end_s() const = 0;

    /// Makes sample() answer for that time. Times never go back. Reads what is needed from disk; says when
    /// that fails: file, place, what is wrong.
    virtual Result<bool> advance_to(double time_s) = 0;
    /// The roof over a structural loss is open from now on. Results that were computed beforehand cannot
    /// follow.
    virtual void open_roof(const std::string& loss_id) { static_cast<void>(loss_id); }
    /// A door or an exit of the venue opens or closes.
    virtual void set_door(const std::string& door_id, bool is_open) {
        static_cast<void>(door_id);
        static_cast<void>(is_open);
    }
    /// Somebody goes through a door or an exit of the venue.
    virtual void note_passage(const std::string& door_id) { static_cast<void>(door_id); }
    /// When the detector or sprinkler of that id gave its signal, up to the time of the last advance_to();
    /// nothing: not yet, or there is none.
    virtual std::optional<double> signal_s(const std::string& detector_id) const {
        static_cast<void>(detector_id);
        return std::nullopt;
    }
    /// What the source can say of its run for the results: detectors, conservation.
    virtual void describe(HazardOutcome& outcome) const { static_cast<void>(outcome); }

    /// For the time of the last advance_to(). May be called from many threads at once.
    virtual AirSample sample(const AirPoint& point) const = 0;
};

}  // namespace wayout
