/// The jet under a ceiling and the links that it heats.
#pragma once

namespace wayout::fire {

struct CeilingJet {
    double excess_k{0.0};  ///< above the gas around it
    double speed_mps{0.0};
};

/// Alpert [M, the standard forms]: 16.9 Q^(2/3) / H^(5/3) up to r/H = 0.18, else 5.38 (Q/r)^(2/3) / H; speed
/// 0.96 (Q/H)^(1/3) up to r/H = 0.15, else 0.195 Q^(1/3) H^(1/2) / r^(5/6). Q in kW, total.
/// @param height_m  of the ceiling above the base of the fire, > 0
CeilingJet alpert_jet(double heat_release_kw, double height_m, double radius_m);

/// Speed of the jet as CFAST computes it [R CTR, after Heskestad and Delichatsios]: u = a sqrt(g H)
/// Q_H*^(1/3) with Q_H* = Q / (rho cp T sqrt(g) H^2.5) and a = 3.61 up to r/H = 0.17, else 1.06 (r/H)^-0.69.
double jet_speed_mps(double heat_release_kw, double height_m, double radius_m,
                     double ambient_density_kg_per_m3, double ambient_k);

/// A fire below a warm layer acts on the ceiling like a weaker one, nearer or farther, in the air of the
/// layer.
struct SubstituteFire {
    double convective_kw{0.0};
    double to_interface_m{0.0};  ///< in place of the height of the interface above the base
};
/// Evans 1984 [M; checked against the gas temperatures at detectors of CFAST, docs/models/fire.md]: with
/// Q1* = Qc / (rho cp T sqrt(g) Z1^2.5), xi = T_u / T_l, C = 9.115 and beta^2 = 0.913
///     Q2* = [(1 + C Q1*^(2/3)) / (xi C) - 1 / C]^(3/2)
///     Z2 = Z1 {xi Q1* C / [Q2*^(1/3) ((xi - 1)(beta^2 + 1) + xi C Q2*^(2/3))]}^(2/5)
/// No heat where the plume is no warmer than the layer.
/// @param to_interface_m  > 0
SubstituteFire substitute_fire(double convective_kw, double to_interface_m, double lower_k, double upper_k,
                               double ambient_density_kg_per_m3, double ambient_k);

/// Temperature of a link after a step in gas of constant temperature: dT/dt = sqrt(u) / RTI (T_g - T), solved
/// exactly. Speeds below 0.1 m/s count as 0.1 [R CTR].
double heated_link_k(double link_k, double gas_k, double speed_mps, double rti_m05_s05, double step_s);

}  // namespace wayout::fire
