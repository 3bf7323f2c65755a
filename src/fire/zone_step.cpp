/// A step of the zone model: burn, exchange heat, solve the pressures, move gas.
#include "core/assert.hpp"
#include "fire/constants.hpp"
#include "fire/plume.hpp"
#include "fire/zone_model.hpp"

#include <algorithm>
#include <cmath>

namespace wayout::fire {
namespace {

/// A layer loses at most this share of itself in a step; more, and the step is halved.
constexpr double most_taken_frac = 0.2;
/// What is left to the shortest step takes no more than this: with the fall of pressure that goes with
/// it, 1.4 times as much of the heat.
constexpr double most_clipped_frac = 0.5;
/// A layer never becomes colder.
constexpr double least_temperature_k = 50.0;

/// By so much the upper layer is warmer than the lower one where smoke floats on air at all.
constexpr double least_difference_k = 1.0;

/// Share of gas that enters a compartment and comes to rest in its upper layer: by where its temperature lies
/// between those of the layers. So flow CFAST's rooms [D: interface of the reference run
/// three_rooms_two_floors]; of layers less than 1 K apart the upper one counts as 1 K warmer.
double rising_share(double temperature_k, const CompartmentState& state, bool is_one_zone) {
    if (is_one_zone)
        return 1.0;
    const double lower_k = state.layers[lower].temperature_k;
    const double difference_k = std::max(least_difference_k, state.layers[upper].temperature_k - lower_k);
    return std::clamp((temperature_k - lower_k) / difference_k, 0.0, 1.0);
}

/// Share of what a fan blows into a compartment that comes to rest in its upper layer. Its jet stirs the
/// layers that the mouth lies in, warm or cold: the share of the mouth that lies in the upper one
/// [R: flowfan.f90 of CFAST]. An upper layer that is no warmer than the lower one holds no cold air aloft:
/// the more it becomes so, the more temperature decides, as at openings [own].
double blown_share(double mouth_share, double rising, const CompartmentState& state) {
    const double warmer_k = state.layers[upper].temperature_k - state.layers[lower].temperature_k;
    const double afloat = std::clamp(warmer_k / least_difference_k, 0.0, 1.0);
    return afloat * mouth_share + (1.0 - afloat) * rising;
}

/// A plume that was clipped brings less oxygen than its fire has used: the other layer makes up for it. What
/// neither has is lost to the books.
void settle_deficits(CompartmentState& state) {
    Gases& high = state.layers[upper].masses_kg;
    Gases& low = state.layers[lower].masses_kg;
    for (std::size_t i = 0; i < gas_count; ++i) {
        if (high[i] >= 0.0 && low[i] >= 0.0)
            continue;
        const double left = std::max(0.0, high[i] + low[i]);
        (high[i] < 0.0 ? high[i] : low[i]) = 0.0;
        (high[i] > 0.0 ? high[i] : low[i]) = left;
    }
}

/// A layer of no thickness may be asked for more heat than it has: the other one gives it, half of its own at
/// most. What is still missing is made up, and shows in the books.
void keep_least_heat(CompartmentState& state) {
    for (const Layer layer : {upper, lower}) {
        LayerState& cold = state.layers[layer];
        LayerState& other = state.layers[layer == upper ? lower : upper];
        const double least_j = sum_of(cold.masses_kg) * specific_heat_j_per_kgk * least_temperature_k;
        if (cold.energy_j >= least_j)
            continue;
        const double lent_j = std::clamp(least_j - cold.energy_j, 0.0, std::max(0.0, 0.5 * other.energy_j));
        other.energy_j -= lent_j;
        cold.energy_j = std::max(least_j, cold.energy_j + lent_j);
    }
}

double total_kg(const std::vector<CompartmentState>& states, std::size_t gas) {
    double sum = 0.0;
    for (const CompartmentState& state : states)
        for (const LayerState& layer : state.layers) sum += layer.masses_kg[gas];
    return sum;
}

/// Internal energy: enthalpy / gamma.
double total_j(const std::vector<CompartmentState>& states) {
    double sum = 0.0;
    for (const CompartmentState& state : states)
        sum += (state.layers[upper].energy_j + state.layers[lower].energy_j) / heat_ratio;
    return sum;
}

}  // namespace

struct ZoneModel::Step {
    Side open_air;
    std::vector<Side> sides;
    PressureProblem pressures;
    std::vector<RoomHeat> heat;
    std::vector<std::array<double, 2>> heat_w;  ///< by compartment and layer: surfaces, radiation and fires
    std::vector<Exchange> exchanges;
    std::vector<Move> moves;
};

void ZoneModel::step_by(double begin_s, double step_s, int halvings_left) {
    if (try_step(begin_s, step_s, halvings_left > 0))
        return;
    ++health_.halved_steps;
    step_by(begin_s, 0.5 * step_s, halvings_left - 1);
    step_by(begin_s + 0.5 * step_s, 0.5 * step_s, halvings_left - 1);
}

bool ZoneModel::try_step(double begin_s, double step_s, bool may_refuse) {
    const double end_s = begin_s + step_s;
    Step step;
    step.open_air.interface_m = std::numeric_limits<double>::infinity();
    step.open_air.floor_m = 0.0;
    step.open_air.temperature_k.fill(spec_.ambient.outdoor_temperature_k);
    step.open_air.density_kg_per_m3.fill(outdoor_density_kg_per_m3_);
    step.open_air.outdoor_density_kg_per_m3 = outdoor_density_kg_per_m3_;
    step.heat_w.assign(rooms_.size(), {0.0, 0.0});
    burn_all(end_s, step_s, step);
    heat_all(step_s, step);

    PressureProblem& pressures = step.pressures;
    pressures.step_s = step_s;
    for (std::size_t row = 0; row < rooms_.size(); ++row) {
        step.sides.push_back(side_of(row));
        pressures.volume_m3.push_back(rooms_[row].shape.volume_m3);
        pressures.old_pa.push_back(states_[row].stored_pa);
        pressures.heat_w.push_back(step.heat_w[row][upper] + step.heat_w[row][lower]);
    }
    for (const Connection& connection : connections_)
        pressures.open_frac.push_back(connection.open_frac_at(end_s));
    const bool is_solved = solver_.solve(pressures, connections_, step.open_air, step.sides, step.exchanges);
    if (!is_solved && may_refuse)
        return false;
    collect_moves(step);
    if (takes_too_much(step, step_s)) {
        if (may_refuse)
            return false;
        clip_moves(step, step_s);
    }
    health_.unsolved_pressures += is_solved ? 0 : 1;
    commit(step, step_s);
    return true;
}

void ZoneModel::burn_all(double time_s, double step_s, Step& step) {
    for (std::size_t f = 0; f < fire_rows_.size(); ++f) {
        const std::size_t row = fire_rows_[f];
        burning_[f] = burn(spec_.fires[f], products_[f], wanted_kw(f, time_s), time_s, step_s,
                           rooms_[row].fire_room, states_[row], settings_);
        step.heat_w[row][upper] += 1000.0 * burning_[f].state.convective_kw + burning_[f].enthalpy_w;
        if (burning_[f].state.plume_kg_per_s > 0.0)
            step.moves.push_back({row, lower, row, upper, burning_[f].state.plume_kg_per_s});
    }
}

void ZoneModel::heat_all(double step_s, Step& step) {
    stepped_slabs_.resize(rooms_.size(), rooms_.front().slabs);
    std::vector<RoomFlame> flames;
    for (std::size_t row = 0; row < rooms_.size(); ++row) {
        flames.clear();
        for (std::size_t f = 0; f < fire_rows_.size(); ++f)
            if (fire_rows_[f] == row && burning_[f].state.heat_release_kw > 0.0)
                flames.push_back({base_height_m(spec_.fires[f], time_s()), burning_[f].state.flame_height_m,
                                  1000.0 * burning_[f].state.radiative_kw,
                                  1000.0 * burning_[f].state.convective_kw});
        stepped_slabs_[row] = rooms_[row].slabs;
        step.heat.push_back(step_room_heat(rooms_[row].shape, states_[row], flames, spec_.ambient.pressure_pa,
                                           spec_.ambient.outdoor_temperature_k, step_s, stepped_slabs_[row]));
        const std::array<double, 2>& into_gas = step.heat.back().into_gas_w;
        const bool is_one_zone = rooms_[row].fire_room.is_one_zone;
        step.heat_w[row][upper] += into_gas[upper] + (is_one_zone ? into_gas[lower] : 0.0);
        step.heat_w[row][lower] += is_one_zone ? 0.0 : into_gas[lower];
    }
}

void ZoneModel::collect_moves(Step& step) {
    for (std::size_t c = 0; c < connections_.size(); ++c) {
        const Connection& connection = connections_[c];
        const Exchange& exchange = step.exchanges[c];
        const std::array<std::size_t, 2> rows{connection.a, connection.b};
        for (const std::size_t s : {0U, 1U}) {
            const std::size_t from = rows[s];
            const std::size_t to = rows[1 - s];
            const Side& source = from == outdoors ? step.open_air : step.sides[from];
            const std::array<double, 2>& out = exchange.out_kg_per_s[s];
            const auto* fan = std::get_if<Fan>(&connection.way);
            // What comes from both layers through a hole in a ceiling or a fan arrives mixed.
            const bool is_mixed =
                !std::holds_alternative<WallGap>(connection.way) && out[upper] > 0.0 && out[lower] > 0.0;
            const double mixed_k =
                is_mixed
                    ? (out[upper] * source.temperature_k[upper] + out[lower] * source.temperature_k[lower]) /
                          exchange.total_out(s)
                    : 0.0;
            for (const Layer layer : {upper, lower}) {
                const double flow = out[layer];
                if (flow <= 0.0)
                    continue;
                const double temperature_k = source.temperature_k[layer];
                const double rising = to == outdoors
                                          ? 0.0
                                          : rising_share(is_mixed ? mixed_k : temperature_k, states_[to],
                                                         rooms_[to].fire_room.is_one_zone);
                const double share = to != outdoors && fan
                                         ? blown_share(fan_upper_share(step.sides[to], fan->to_elevation_m,
                                                                       fan->opening_height_m),
                                                       rising, states_[to])
                                         : rising;
                if (share > 0.0)
                    step.moves.push_back({from, layer, to, upper, share * flow});
                if (share < 1.0)
                    step.moves.push_back({from, layer, to, lower, (1.0 - share) * flow});
                const auto* gap = std::get_if<WallGap>(&connection.way);
                if (!gap || layer == lower || share == 0.0 || rooms_[to].fire_room.is_one_zone ||
                    connection.is_leak)
                    continue;
                // Hot gas that rises through the cold layer of the next room takes air along.
                const LayerState& cold = states_[to].layers[lower];
                Spill spill;
                spill.flow_kg_per_s = share * flow;
                spill.flow_temperature_k = temperature_k;
                spill.lower_temperature_k = cold.temperature_k;
                spill.lower_density_kg_per_m3 = cold.density_kg_per_m3();
                spill.width_m = gap->width_m * step.pressures.open_frac[c];
                spill.rise_m = step.sides[to].interface_m - exchange.upper_out_from_m[s];
                double drawn = spill_entrainment_kg_per_s(spill);
                // As for plumes: no more than what the heat of the flow brings to the layer above.
                const double warmer_k = states_[to].layers[upper].temperature_k - cold.temperature_k;
                if (warmer_k > 1.0)
                    drawn = std::min(drawn,
                                     spill.flow_kg_per_s * (temperature_k - cold.temperature_k) / warmer_k);
                drawn *= lower_layer_share(states_[to], rooms_[to].shape.volume_m3);
                if (drawn > 0.0)
                    step.moves.push_back({to, lower, to, upper, drawn});
            }
        }
    }
}

bool ZoneModel::takes_too_much(const Step& step, double step_s) const {
    std::vector<std::array<double, 2>> taken(rooms_.size(), {0.0, 0.0});
    for (const Move& move : step.moves)
        if (move.from != outdoors)
            taken[move.from][move.from_layer] += move.kg_per_s * step_s;
    for (std::size_t row = 0; row < rooms_.size(); ++row)
        for (const Layer layer : {upper, lower})
            if (taken[row][layer] > most_taken_frac * states_[row].layers[layer].mass_kg)
                return true;
    return false;
}

void ZoneModel::clip_moves(Step& step, double step_s) {
    std::vector<std::array<double, 2>> taken(rooms_.size(), {0.0, 0.0});
    for (const Move& move : step.moves)
        if (move.from != outdoors)
            taken[move.from][move.from_layer] += move.kg_per_s * step_s;
    for (Move& move : step.moves) {
        if (move.from == outdoors)
            continue;
        const double most = most_clipped_frac * states_[move.from].layers[move.from_layer].mass_kg;
        if (const double all = taken[move.from][move.from_layer]; all > most) {
            move.kg_per_s *= most / all;
            ++health_.clipped_flows;
        }
    }
}

void ZoneModel::commit(Step& step, double step_s) {
    Gases before{};
    for (std::size_t i = 0; i < gas_count; ++i) before[i] = total_kg(states_, i);
    const double before_j = total_j(states_);
    Gases gained{};  // by the building as a whole
    double gained_j = 0.0;

    // Rates of change of every layer at the state of the beginning.
    std::vector<std::array<Gases, 2>> change_kg(rooms_.size());
    std::vector<std::array<double, 2>> change_j(rooms_.size());
    for (std::size_t row = 0; row < rooms_.size(); ++row)
        for (const Layer layer : {upper, lower}) {
            change_kg[row][layer].fill(0.0);
            change_j[row][layer] = step_s * step.heat_w[row][layer];
            gained_j += change_j[row][layer];
            health_.energy_throughput_j += std::abs(change_j[row][layer]);
        }
    for (std::size_t f = 0; f < burning_.size(); ++f)
        for (std::size_t i = 0; i < gas_count; ++i) {
            const double kg = step_s * burning_[f].products_kg_per_s[i];
            change_kg[fire_rows_[f]][upper][i] += kg;
            gained[i] += kg;
            health_.mass_throughput_kg += std::abs(kg);
        }
    for (const Move& move : step.moves) {
        const bool from_outdoors = move.from == outdoors;
        const double kg = step_s * move.kg_per_s;
        const LayerState* source = from_outdoors ? nullptr : &states_[move.from].layers[move.from_layer];
        const double temperature_k = source ? source->temperature_k : spec_.ambient.outdoor_temperature_k;
        const double joule = kg * specific_heat_j_per_kgk * temperature_k;
        const double to_building = (from_outdoors ? 1.0 : 0.0) - (move.to == outdoors ? 1.0 : 0.0);
        for (std::size_t i = 0; i < gas_count; ++i) {
            const double part = kg * (source ? source->masses_kg[i] / source->mass_kg : outdoor_air_[i]);
            if (!from_outdoors)
                change_kg[move.from][move.from_layer][i] -= part;
            if (move.to != outdoors)
                change_kg[move.to][move.to_layer][i] += part;
            gained[i] += to_building * part;
        }
        if (!from_outdoors)
            change_j[move.from][move.from_layer] -= joule;
        if (move.to != outdoors)
            change_j[move.to][move.to_layer] += joule;
        gained_j += to_building * joule;
        health_.mass_throughput_kg += kg;
        health_.energy_throughput_j += joule;
    }

    for (std::size_t row = 0; row < rooms_.size(); ++row) {
        CompartmentState& state = states_[row];
        // What both layers gain raises the pressure, and its work is shared by volume: dE_k = h_k + V_k dp.
        const double dp_pa =
            (heat_ratio - 1.0) / rooms_[row].shape.volume_m3 * (change_j[row][upper] + change_j[row][lower]);
        for (const Layer layer : {upper, lower}) {
            LayerState& gas = state.layers[layer];
            for (std::size_t i = 0; i < gas_count; ++i) gas.masses_kg[i] += change_kg[row][layer][i];
            gas.energy_j += change_j[row][layer] + gas.volume_m3 * dp_pa;
        }
        rooms_[row].slabs = stepped_slabs_[row];
        for (std::size_t i = 0; i < surface_count; ++i) state.surface_k[i] = rooms_[row].slabs[i].surface_k();
        state.floor_flux_kw_per_m2 = step.heat[row].floor_flux_kw_per_m2;
        state.upper_emissivity_frac = step.heat[row].upper_emissivity_frac;
        state.pressure_pa = step.sides[row].pressure_pa;
        settle_deficits(state);
        keep_least_mass(row);
        keep_least_heat(state);
        refresh(row);
        WAYOUT_ASSERT(std::isfinite(state.stored_pa) && state.layers[upper].temperature_k > 0.0 &&
                          state.layers[lower].temperature_k > 0.0,
                      "a compartment of the zone model has no state any more");
    }
    for (std::size_t f = 0; f < burning_.size(); ++f) {
        const std::optional<double> first_limited_s = fires_[f].first_limited_s;
        fires_[f] = burning_[f].state;
        fires_[f].first_limited_s = first_limited_s;
        if (fires_[f].is_ventilation_limited && !first_limited_s)
            fires_[f].first_limited_s = time_s();
    }
    exchanges_ = std::move(step.exchanges);

    double mass_error = 0.0;
    for (std::size_t i = 0; i < gas_count; ++i) {
        const double error = total_kg(states_, i) - before[i] - gained[i];
        mass_error += error;
        health_.species_error_kg += std::abs(error);
    }
    const double energy_error = total_j(states_) - before_j - gained_j;
    health_.mass_error_kg += mass_error;
    health_.energy_error_j += energy_error;
    health_.worst_step_mass_error_kg = std::max(health_.worst_step_mass_error_kg, std::abs(mass_error));
    health_.worst_step_energy_error_j = std::max(health_.worst_step_energy_error_j, std::abs(energy_error));
    ++health_.steps;
}

/// A layer never vanishes: what it lacks comes from the other one, with its gases and its heat.
void ZoneModel::keep_least_mass(std::size_t row) {
    if (rooms_[row].fire_room.is_one_zone)
        return;
    const double least_kg = 1e-6 * settings_.ambient_density_kg_per_m3 * rooms_[row].shape.volume_m3;
    for (const Layer layer : {upper, lower}) {
        LayerState& thin = states_[row].layers[layer];
        LayerState& thick = states_[row].layers[layer == upper ? lower : upper];
        const double missing_kg = least_kg - sum_of(thin.masses_kg);
        if (missing_kg <= 0.0)
            continue;
        const double share = missing_kg / sum_of(thick.masses_kg);
        for (std::size_t i = 0; i < gas_count; ++i) {
            thin.masses_kg[i] += share * thick.masses_kg[i];
            thick.masses_kg[i] *= 1.0 - share;
        }
        thin.energy_j += share * thick.energy_j;
        thick.energy_j *= 1.0 - share;
    }
}

}  // namespace wayout::fire
