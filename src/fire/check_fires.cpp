#include "fire/area_profile.hpp"
#include "fire/check_parts.hpp"
#include "fire/combustion.hpp"

#include <algorithm>
#include <cmath>

namespace wayout::fire {
namespace {

void check_fuel(SpecChecker& checker, const Subject& subject, const FuelSpec& fuel) {
    const Bounds atoms{0.0, 1000.0};
    bool good = checker.number(subject, "fuel.carbon", fuel.carbon, {0.0, 1000.0, true});
    for (const auto& [key, value] :
         {std::pair{"fuel.hydrogen", fuel.hydrogen}, std::pair{"fuel.oxygen", fuel.oxygen},
          std::pair{"fuel.nitrogen", fuel.nitrogen}, std::pair{"fuel.chlorine", fuel.chlorine}})
        good = checker.number(subject, key, value, atoms) && good;
    for (const auto& [key, value] :
         {std::pair{"fuel.yield_co", fuel.yield_co}, std::pair{"fuel.yield_soot", fuel.yield_soot},
          std::pair{"fuel.yield_hcn", fuel.yield_hcn},
          std::pair{"fuel.yield_hcl", fuel.yield_hcl.value_or(0.0)},
          std::pair{"fuel.yield_no", fuel.yield_no}, std::pair{"fuel.yield_no2", fuel.yield_no2},
          std::pair{"fuel.yield_hbr", fuel.yield_hbr}, std::pair{"fuel.yield_hf", fuel.yield_hf},
          std::pair{"fuel.yield_so2", fuel.yield_so2}, std::pair{"fuel.yield_acrolein", fuel.yield_acrolein},
          std::pair{"fuel.yield_formaldehyde", fuel.yield_formaldehyde}})
        good = checker.number(subject, key, value, fraction) && good;
    checker.number(subject, "fuel.heat_of_combustion_kj_per_kg", fuel.heat_of_combustion_kj_per_kg,
                   {1000.0, 150000.0});
    checker.number(subject, "fuel.radiative_frac", fuel.radiative_frac, {0.0, 0.95});
    if (!good)
        return;
    // Per mole of fuel, what the yields need against what the formula has.
    const double mass = molar_mass_kg_per_mol_of(fuel);
    const auto moles = [&](double yield, Gas gas) { return mass * yield / of(molar_mass_kg_per_mol, gas); };
    const double hcn = moles(fuel.yield_hcn, Gas::hydrogen_cyanide);
    const double acrolein = moles(fuel.yield_acrolein, Gas::acrolein);
    const double formaldehyde = moles(fuel.yield_formaldehyde, Gas::formaldehyde);
    const double carbon = moles(fuel.yield_co, Gas::carbon_monoxide) + moles(fuel.yield_soot, Gas::soot) +
                          hcn + 3.0 * acrolein + formaldehyde;
    const double nitrogen =
        hcn + moles(fuel.yield_no, Gas::nitric_oxide) + moles(fuel.yield_no2, Gas::nitrogen_dioxide);
    const double chlorine = moles(fuel.yield_hcl.value_or(0.0), Gas::hydrogen_chloride);
    const double hydrogen =
        hcn + (fuel.yield_hcl ? chlorine : fuel.chlorine) + 4.0 * acrolein + 2.0 * formaldehyde;
    // Yields are measured and printed with two digits: so much more is no contradiction.
    constexpr double rounding = 1.02;
    const auto balance = [&](const char* element, double needed, double available, const char* of_what) {
        if (needed > rounding * available + 1e-9)
            checker.report(
                subject, "fuel",
                fmt::format("the yields of {} need {:.3g} atoms of {} by molecule of fuel, but the formula "
                            "has {:.3g}: lower the yields or correct the formula",
                            of_what, needed, element, available));
    };
    balance("carbon", carbon, fuel.carbon, "CO, soot, HCN and irritants");
    balance("nitrogen", nitrogen, fuel.nitrogen, "HCN, NO and NO2");
    balance("chlorine", chlorine, fuel.chlorine, "HCl");
    balance("hydrogen", hydrogen, fuel.hydrogen, "HCl, HCN and irritants");
}

void check_heat_release(SpecChecker& checker, const Subject& subject, const HeatReleaseSpec& curve,
                        double end_s) {
    const Bounds kilowatt{0.0, 1e6};
    const Bounds time{0.0, 1e6};
    checker.table(subject, "heat_release.table_kw", curve.table_kw, kilowatt);
    const bool has_growth = curve.alpha_kw_per_s2 != 0.0;
    if (curve.table_kw.empty() == !has_growth)
        checker.report(subject, "heat_release",
                       has_growth ? "both a table and a growth are given: keep one"
                                  : "how much heat is released is missing: give table_kw, or a growth",
                       ErrorCode::schema);
    checker.number(subject, "heat_release.alpha_kw_per_s2", curve.alpha_kw_per_s2, {0.0, 100.0});
    checker.number(subject, "heat_release.peak_kw", curve.peak_kw, {0.0, 1e6, true});
    const bool has_start = checker.number(subject, "heat_release.start_s", curve.start_s, time);
    const double begin_s = curve.table_kw.empty() ? curve.start_s : curve.table_kw.front().time_s;
    if (has_start && begin_s >= end_s)
        checker.report(subject, "heat_release",
                       fmt::format("it begins at {} s, after the end at {} s", begin_s, end_s));
    if (curve.decay_begin_s.has_value() != curve.decay_end_s.has_value())
        checker.report(subject, "heat_release", "decay_begin_s and decay_end_s belong together: give both",
                       ErrorCode::schema);
    else if (curve.decay_begin_s &&
             checker.number(subject, "heat_release.decay_begin_s", curve.decay_begin_s, time) &&
             checker.number(subject, "heat_release.decay_end_s", curve.decay_end_s, time) &&
             (*curve.decay_end_s <= *curve.decay_begin_s || *curve.decay_begin_s < curve.start_s))
        checker.report(subject, "heat_release.decay_end_s",
                       fmt::format("start at {} s, decay from {} to {} s: these must follow each other",
                                   curve.start_s, *curve.decay_begin_s, *curve.decay_end_s));
    if (has_growth && !curve.peak_kw && !curve.decay_begin_s && std::isfinite(curve.alpha_kw_per_s2) &&
        curve.alpha_kw_per_s2 * (end_s - begin_s) * (end_s - begin_s) > kilowatt.high)
        checker.report(subject, "heat_release", "it grows without limit beyond 1 GW: give peak_kw");
}

double peak_kw(const HeatReleaseSpec& curve, double end_s) {
    double peak = 0.0;
    for (const TimedValue& point : curve.table_kw) peak = std::max(peak, point.value);
    if (!curve.table_kw.empty())
        return peak;
    const double age_s = std::max(0.0, curve.decay_begin_s.value_or(end_s) - curve.start_s);
    return std::min(curve.alpha_kw_per_s2 * age_s * age_s, curve.peak_kw.value_or(1e9));
}

/// More vapour than half of the weight of a room's air each second is no fire that layers could describe.
void check_size(SpecChecker& checker, const Subject& subject, const ZoneFireSourceSpec& source,
                const CompartmentSpec& room, double end_s) {
    const std::vector<PlanArea> areas = plan_areas_of(room);
    double volume_m3 = 0.0;
    for (std::size_t i = 1; i < areas.size(); ++i)
        volume_m3 +=
            0.5 * (areas[i].area_m2 + areas[i - 1].area_m2) * (areas[i].height_m - areas[i - 1].height_m);
    constexpr double most_kg_per_s_m3 = 0.5;
    const double kg_per_s = peak_kw(source.heat_release, end_s) / source.fuel.heat_of_combustion_kj_per_kg;
    if (volume_m3 > 0.0 && kg_per_s > most_kg_per_s_m3 * volume_m3)
        checker.report(
            subject, "heat_release",
            fmt::format("at its peak {:.3g} kg/s of fuel turn to vapour in {:.3g} m3 of compartment '{}': "
                        "more than the model can hold; give a smaller peak or the room that it burns in",
                        kg_per_s, volume_m3, room.label().substr(0, 80)));
}

}  // namespace

void check_fires(SpecChecker& checker, const Known& known) {
    check_ids(checker, "fire", known.spec->fires);
    for (const ZoneFireSourceSpec& source : known.spec->fires) {
        const Subject subject{"fire", &source};
        const CompartmentSpec* room =
            compartment_of(checker, known, subject, "compartment", source.compartment, false);
        checker.number(subject, "x_m", source.x_m, {-1e8, 1e8});
        checker.number(subject, "y_m", source.y_m, {-1e8, 1e8});
        check_fuel(checker, subject, source.fuel);
        check_heat_release(checker, subject, source.heat_release, known.spec->end_s);
        if (source.hrrpua_kw_per_m2.has_value() == !source.area_m2.empty())
            checker.report(subject, "",
                           source.hrrpua_kw_per_m2
                               ? "both hrrpua_kw_per_m2 and area_m2 are given: keep one"
                               : "the burning area is missing: give hrrpua_kw_per_m2 or area_m2",
                           ErrorCode::schema);
        checker.number(subject, "hrrpua_kw_per_m2", source.hrrpua_kw_per_m2, {1.0, 1e5});
        checker.table(subject, "area_m2", source.area_m2, {0.0, 1e5, true});
        checker.table(subject, "water_frac", source.water_frac, fraction);
        if (!room)
            continue;
        check_size(checker, subject, source, *room, known.spec->end_s);
        const Bounds height{0.0, room->height_m};
        checker.number(subject, "base_height_m", source.base_height_m, height);
        checker.table(subject, "base_height_over_time_m", source.base_height_over_time_m, height);
    }
}

void check_detectors(SpecChecker& checker, const Known& known) {
    check_ids(checker, "detector", known.spec->detectors);
    for (const FireDetectorSpec& detector : known.spec->detectors) {
        const Subject subject{"detector", &detector};
        const CompartmentSpec* room =
            compartment_of(checker, known, subject, "compartment", detector.compartment, false);
        checker.number(subject, "x_m", detector.x_m, {-1e8, 1e8});
        checker.number(subject, "y_m", detector.y_m, {-1e8, 1e8});
        if (room)
            checker.number(subject, "height_m", detector.height_m, {0.0, room->height_m});
        checker.number(subject, "delay_s", detector.delay_s, {0.0, 86400.0});
        if (detector.kind == DetectorKind::smoke) {
            checker.number(subject, "obscuration_percent_per_m", detector.obscuration_percent_per_m,
                           {0.0, 99.9, true});
            continue;
        }
        checker.number(subject, "rti_m05_s05", detector.rti_m05_s05, {0.1, 1000.0});
        checker.number(subject, "setpoint_k", detector.setpoint_k, {250.0, 1000.0});
        checker.number(subject, "spray_density_mm_per_s", detector.spray_density_mm_per_s, {0.0, 10.0});
    }
}

}  // namespace wayout::fire
