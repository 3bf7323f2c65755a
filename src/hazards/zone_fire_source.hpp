/// The built-in two-zone fire as a source of hazards: which compartment a head is in, which layer, and what
/// the air of it is.
#pragma once

#include "fire/zone_model.hpp"
#include "geometry/polygon_locator.hpp"
#include "hazards/hazard_source.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace wayout {

/// Id of the vent that stands for the roof over a structural loss.
std::string roof_vent_id(const std::string& loss_id);

/// A part of the plan that a compartment covers; a compartment may have several.
struct CompartmentPlace {
    std::size_t compartment{0};  ///< row in the spec
    StoreyId storey;
    Region floor;  ///< in the user's plan coordinates
};

/// What is wrong with where the compartments lie: rows that do not exist, fires and detectors outside of the
/// plan of their compartment. Compartments without a place are allowed.
Errors check_zone_fire_places(const ZoneFireSpec& spec, const std::vector<CompartmentPlace>& places);

/// Detectors, conservation, and what a reader of the result must know of the fire. Times of the incident:
/// outcome.starts_at_s must be set.
void describe_zone_fire(const fire::ZoneModel& model, HazardOutcome& outcome);

class ZoneFireSource final : public HazardSource {
public:
    /// @param spec  without errors of check_zone_fire()
    /// @param places  at least one; a compartment without any is computed and never sampled
    /// @param open_air  where there is outdoor air, whatever the height
    ZoneFireSource(ZoneFireSpec spec, const std::vector<CompartmentPlace>& places,
                   const Region& open_air = {});

    /// Extinction, temperature, CO, CO2, O2, HCN, HCl and radiant flux; of the other gases those that a fuel
    /// yields.
    QuantitySet provides() const override;
    std::string description() const override;
    double end_s() const override { return model_.spec().end_s; }

    Result<bool> advance_to(double time_s) override;
    /// The upper layer above the interface and the lower one below it, blended over 0.15 m either way. Of
    /// compartments that cover the point that of its storey whose height holds it, else any whose height
    /// does: people on stairs leave the height of the storey they are shown with. None after the end.
    AirSample sample(const AirPoint& point) const override;

    void open_roof(const std::string& loss_id) override;
    /// Acts on the openings that name the door.
    void set_door(const std::string& door_id, bool is_open) override;
    void note_passage(const std::string& door_id) override;
    std::optional<double> signal_s(const std::string& detector_id) const override;
    void describe(HazardOutcome& outcome) const override { describe_zone_fire(model_, outcome); }

    const fire::ZoneModel& model() const { return model_; }
    void set_opening_fraction(std::size_t opening, double open_frac) {
        model_.set_opening_fraction(opening, open_frac);
    }

private:
    struct PlacedCompartment {
        std::size_t row{0};
        StoreyId storey;
        PolygonLocator floor;
    };

    const PlacedCompartment* compartment_at(const AirPoint& point) const;
    void refresh_air();
    void shut_doors_behind_people(double time_s);

    fire::ZoneModel model_;
    std::vector<PlacedCompartment> places_;
    PolygonLocator open_air_;
    std::vector<std::array<Air, 2>> air_;  ///< by compartment and layer, at the time of the model
    std::vector<double> last_passage_s_;   ///< by wall opening; NaN: shut, or not one that people open
    bool is_over_{false};
};

}  // namespace wayout
