/// The built-in two-zone fire in many compartments. Equations, sources and limits: docs/models/fire.md.
///
/// Source of the form of the equations: NIST CFAST technical reference. A compartment has an upper and a
/// lower layer of uniform gas under one pressure. Pressures are implicit in time (pressure_solver.hpp),
/// layers explicit: mass, species and enthalpy are moved by the flows of the step, so that they balance to
/// rounding.
#pragma once

#include "fire/area_profile.hpp"
#include "fire/burning.hpp"
#include "fire/network.hpp"
#include "fire/pressure_solver.hpp"
#include "fire/room_heat.hpp"
#include "fire/zone_state.hpp"

#include <wayout/zone_fire.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace wayout::fire {

class ZoneModel {
public:
    /// @param spec  without errors of check_zone_fire(); anything else is a bug of the caller
    explicit ZoneModel(ZoneFireSpec spec);

    /// Steps to the last whole time step that is not later. Times never go back.
    void advance_to(double time_s);
    /// Of the last step made.
    double time_s() const { return static_cast<double>(step_count_) * spec_.time_step_s; }

    const ZoneFireSpec& spec() const { return spec_; }
    /// The following are in the order of the spec.
    const std::vector<CompartmentState>& compartments() const { return states_; }
    const std::vector<FireState>& fires() const { return fires_; }
    const std::vector<DetectorState>& detectors() const { return detectors_; }
    const ZoneHealth& health() const { return health_; }

    /// Rows of wall openings begin at 0, of floor vents and fans after them, in the order of the spec.
    std::size_t opening_count() const;
    /// From now on, whatever the spec says of its opening over time.
    void set_opening_fraction(std::size_t opening, double open_frac);
    /// What flowed through it in the last step; side 0 is `from` or the compartment below.
    const Exchange& flow_through(std::size_t opening) const { return exchanges_[opening]; }
    /// Leaks, one after another, behind the openings.
    const std::vector<Exchange>& all_flows() const { return exchanges_; }

    /// On skin that faces the layer or the fire: eps sigma (T_u^4 - T_a^4) F + chi_r Q / (4 pi R^2) (fire
    /// specification 3.4, with the surroundings at the ambient temperature behind what the layer does not
    /// hide). F: the layer as a disc over the point. @param height_m above the floor
    double radiant_flux_kw_per_m2(std::size_t compartment, double x_m, double y_m, double height_m) const;

private:
    struct Room {
        AreaProfile profile;
        RoomShape shape;
        FireRoom fire_room;
        std::array<Slab, surface_count> slabs;
    };
    /// What moves from one layer to another in a step; a compartment may be `outdoors`.
    struct Move {
        std::size_t from{outdoors};
        Layer from_layer{lower};
        std::size_t to{outdoors};
        Layer to_layer{lower};
        double kg_per_s{0.0};
    };
    /// A fire that a sprinkler acts on.
    struct Suppression {
        double begin_kw{0.0};
        double begin_s{0.0};
        double spray_density_mm_per_s{0.0};
    };
    struct Step;

    void set_up_rooms();
    void refresh(std::size_t row);
    Side side_of(std::size_t row) const;
    double wanted_kw(std::size_t fire, double time_s) const;
    void step_by(double begin_s, double step_s, int halvings_left);
    bool try_step(double begin_s, double step_s, bool may_refuse);
    void burn_all(double time_s, double step_s, Step& step);
    void heat_all(double step_s, Step& step);
    void collect_moves(Step& step);
    bool takes_too_much(const Step& step, double step_s) const;
    void clip_moves(Step& step, double step_s);
    void commit(Step& step, double step_s);
    void keep_least_mass(std::size_t row);
    void sense_all(double time_s, double step_s);
    void note_flashover(double time_s);

    ZoneFireSpec spec_;
    std::size_t step_count_{0};
    Gases outdoor_air_{};
    double outdoor_density_kg_per_m3_{0.0};
    FireSettings settings_;
    std::vector<Room> rooms_;
    std::vector<CompartmentState> states_;
    std::vector<Connection> connections_;
    std::vector<std::size_t> fire_rows_;      ///< compartment of each fire
    std::vector<std::size_t> detector_rows_;  ///< of each detector
    std::vector<Gases> products_;             ///< of each fire, by kg
    std::vector<Burning> burning_;
    std::vector<FireState> fires_;
    std::vector<DetectorState> detectors_;
    std::vector<std::optional<Suppression>> suppressions_;  ///< of each fire
    PressureSolver solver_;
    std::vector<Exchange> exchanges_;
    std::vector<std::array<Slab, surface_count>> stepped_slabs_;
    ZoneHealth health_;
};

}  // namespace wayout::fire
