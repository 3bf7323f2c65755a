#include "validation/fire_comparison.hpp"

#include "fire/zone_model.hpp"
#include "validation/cfast_input.hpp"
#include "validation/lab.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

/// Tables of CFAST have four lines of heads; NumberTable knows of one.
constexpr std::size_t first_row = 3;

/// Below these a share of the value means nothing: the rounding of the reference, and layers that begin to
/// be.
constexpr double least_optical_density_per_m = 0.01;
constexpr double least_dioxide_percent = 0.02;
constexpr double least_flow_kg_per_s = 0.05;
constexpr double share = 0.15;  ///< of temperature rise, OD, CO2 and flows (fire specification 3.9)

void compare_rooms(const NumberTable& table, std::size_t row, double time_s, const fire::ZoneModel& model,
                   WorstDeviations& worst) {
    using fire::Gas;
    const ZoneFireSpec& spec = model.spec();
    for (std::size_t i = 0; i < spec.compartments.size(); ++i) {
        const CompartmentSpec& room = spec.compartments[i];
        const fire::CompartmentState& state = model.compartments()[i];
        const fire::LayerState& hot = state.layers[fire::upper];
        const auto at = [&](const char* column) {
            return table.at(row, fmt::format("{}_{}", column, i + 1));
        };
        const auto named = [&](const char* quantity) {
            return spec.compartments.size() == 1 ? std::string(quantity)
                                                 : fmt::format("{}, {}", room.id, quantity);
        };
        const double rise = at("ULT") - (spec.ambient.indoor_temperature_k - celsius_k);
        worst.add(named("upper layer temperature"), "C", time_s, at("ULT"), hot.temperature_k - celsius_k,
                  std::max(5.0, share * rise));
        if (!room.is_one_zone)
            worst.add(named("interface"), "m", time_s, at("HGT"), state.interface_height_m,
                      std::max(0.15, 0.04 * room.height_m));
        worst.add(named("oxygen"), "%", time_s, at("ULO2"), 100.0 * hot.mole_frac(Gas::oxygen), 0.3);
        if (const double dioxide = at("ULCO2"); dioxide >= least_dioxide_percent)
            worst.add(named("carbon dioxide"), "%", time_s, dioxide,
                      100.0 * hot.mole_frac(Gas::carbon_dioxide), share * dioxide);
        if (const double density = at("ULOD"); density >= least_optical_density_per_m)
            worst.add(named("optical density"), "1/m", time_s, density, hot.optical_density_per_m(),
                      share * density);
        // Of the pressure the sign counts, where there is one: shown as 1 for the same and -1 for the other.
        if (const double pressure = at("PRS"); std::abs(pressure) > 0.5)
            worst.add(named("sign of the pressure"), "", time_s, 1.0,
                      std::signbit(pressure) == std::signbit(state.pressure_pa) ? 1.0 : -1.0, 0.5);
    }
}

std::string label_of(std::size_t row) {
    return row == fire::outdoors ? std::string("Outside") : std::to_string(row + 1);
}

/// Net flows of wall openings and ceiling holes.
void compare_net_flows(const NumberTable& table, std::size_t row, double time_s, const fire::ZoneModel& model,
                       WorstDeviations& worst) {
    const ZoneFireSpec& spec = model.spec();
    const auto compare = [&](const std::string& column, const std::string& name, std::size_t opening) {
        const double reference = table.at(row, column);
        const fire::Exchange& flow = model.flow_through(opening);
        if (std::abs(reference) >= least_flow_kg_per_s)
            worst.add("net flow through " + name, "kg/s", time_s, reference,
                      flow.total_out(0) - flow.total_out(1), share * std::abs(reference));
    };
    for (std::size_t i = 0; i < spec.wall_openings.size(); ++i)
        compare(fmt::format("W_{}_{}_{}", label_of(fire::compartment_row(spec, spec.wall_openings[i].from)),
                            label_of(fire::compartment_row(spec, spec.wall_openings[i].to)), i + 1),
                spec.wall_openings[i].id, i);
    for (std::size_t i = 0; i < spec.floor_vents.size(); ++i)
        compare(fmt::format("CF_{}_{}_{}", label_of(fire::compartment_row(spec, spec.floor_vents[i].lower)),
                            label_of(fire::compartment_row(spec, spec.floor_vents[i].upper)), i + 1),
                spec.floor_vents[i].id, spec.wall_openings.size() + i);
}

/// What leaves and what enters by each wall opening.
void compare_gross_flows(const NumberTable& table, std::size_t row, double time_s,
                         const fire::ZoneModel& model, WorstDeviations& worst) {
    const ZoneFireSpec& spec = model.spec();
    for (std::size_t i = 0; i < spec.wall_openings.size(); ++i) {
        const std::string from = label_of(fire::compartment_row(spec, spec.wall_openings[i].from));
        for (const auto& [direction, side] : {std::pair{"outflow", 0U}, std::pair{"inflow", 1U}}) {
            const double reference = table.at(row, fmt::format("WT_{}_u_{}_{}", from, direction, i + 1)) +
                                     table.at(row, fmt::format("WT_{}_l_{}_{}", from, direction, i + 1));
            if (reference >= least_flow_kg_per_s)
                worst.add(fmt::format("{} {}", spec.wall_openings[i].id, direction), "kg/s", time_s,
                          reference, model.flow_through(i).total_out(side), share * reference);
        }
    }
}

double burning_w(const NumberTable& table, std::size_t row, std::size_t fires) {
    double sum = 0.0;
    for (std::size_t i = 0; i < fires; ++i) sum += table.at(row, fmt::format("HRR_{}", i + 1));
    return sum;
}

/// Acceptance holds after the first half minute and while something burns.
constexpr double first_compared_s = 30.0;

void compare_over_time(const FireReference& reference, fire::ZoneModel& model, WorstDeviations& worst) {
    const NumberTable rooms(reference.compartments);
    const NumberTable net(reference.vents);
    const NumberTable gross(reference.vent_layers);
    // Tables of one run may have other rows: each has its own next one.
    std::size_t next_net = first_row;
    std::size_t next_gross = first_row;
    const auto follow = [](const NumberTable& table, std::size_t& next, double time_s) {
        while (next < table.row_count() && table.at(next, "Time") < time_s) ++next;
        return next < table.row_count() && table.at(next, "Time") == time_s;
    };
    for (std::size_t row = first_row; row < rooms.row_count(); ++row) {
        const double time_s = rooms.at(row, "Time");
        model.advance_to(time_s);
        if (time_s <= first_compared_s || burning_w(rooms, row, model.spec().fires.size()) <= 0.0)
            continue;
        compare_rooms(rooms, row, time_s, model, worst);
        if (follow(net, next_net, time_s))
            compare_net_flows(net, next_net, time_s, model, worst);
        if (follow(gross, next_gross, time_s))
            compare_gross_flows(gross, next_gross, time_s, model, worst);
    }
}

/// A room without fire, of which the reference knows the gas at a target.
void compare_gas_at_rest(const FireReference& reference, fire::ZoneModel& model, WorstDeviations& worst) {
    const NumberTable targets(reference.devices);
    for (std::size_t row = first_row; row < targets.row_count(); ++row) {
        const double time_s = targets.at(row, "Time");
        model.advance_to(time_s);
        worst.add("gas temperature", "C", time_s, targets.at(row, "TRGGAST_1"),
                  model.compartments().front().layers[fire::upper].temperature_k - celsius_k, 0.01);
    }
}

}  // namespace

void WorstDeviations::add(const std::string& name, const char* unit, double time_s, double reference,
                          double ours, double tolerance) {
    const auto [found, is_new] = rows_.emplace(name, worst_.size());
    if (is_new) {
        worst_.emplace_back();
        worst_.back().name = name;
        worst_.back().unit = unit;
    }
    Worst& worst = worst_[found->second];
    const double off = std::abs(ours - reference) / tolerance;
    if (off <= worst.tolerances_off)
        return;
    worst.time_s = time_s;
    worst.reference = reference;
    worst.ours = ours;
    worst.tolerance = tolerance;
    worst.tolerances_off = off;
}

std::vector<ValidationQuantity> WorstDeviations::quantities() const {
    std::vector<ValidationQuantity> quantities;
    for (const Worst& worst : worst_) {
        const std::vector<double> run{worst.ours};
        quantities.push_back(quantity_of(
            fmt::format("{}, worst at {:.0f} s", worst.name, worst.time_s), worst.unit, worst.reference,
            Origin::read, worst.reference - worst.tolerance, worst.reference + worst.tolerance, run));
    }
    return quantities;
}

Findings compare_with_reference(const FireReference& reference, const std::vector<double>& detector_times_s) {
    fire::ZoneModel model(zone_fire_of_cfast(reference.input));
    WorstDeviations worst;
    if (reference.compartments.empty())
        compare_gas_at_rest(reference, model, worst);
    else
        compare_over_time(reference, model, worst);
    Findings findings;
    findings.quantities = worst.quantities();
    for (std::size_t i = 0; i < detector_times_s.size(); ++i) {
        const double time_s = detector_times_s[i];
        const double tolerance_s = std::max(10.0, 0.25 * time_s);
        const std::vector<double> run{
            model.detectors()[i].activated_s.value_or(std::numeric_limits<double>::quiet_NaN())};
        findings.quantities.push_back(quantity_of(model.spec().detectors[i].id + " acts", "s", time_s,
                                                  Origin::read, time_s - tolerance_s, time_s + tolerance_s,
                                                  run));
    }
    const auto inside =
        std::count_if(findings.quantities.begin(), findings.quantities.end(),
                      [](const ValidationQuantity& quantity) { return quantity.is_inside(); });
    findings.finding =
        fmt::format("{} of {} quantities inside at all times", inside, findings.quantities.size());
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace wayout
