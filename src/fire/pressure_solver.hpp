/// The pressures of all compartments at the end of a step, by implicit Euler.
///
///     V_i / (gamma - 1) (p_i - p_i_old) / dt = heat_i + sum over openings of the enthalpy that they bring
///
/// Pressures follow flows within milliseconds while layers take seconds: hence implicit here and explicit
/// there. The enthalpy that an opening moves depends on the difference of two pressures and rises with it, so
/// the Jacobian is symmetric and positive definite.
#pragma once

#include "fire/network.hpp"

#include <span>
#include <vector>

namespace wayout::fire {

struct PressureProblem {
    double step_s{0.0};
    std::vector<double> volume_m3;
    std::vector<double> old_pa;     ///< that of the energy in the gas
    std::vector<double> heat_w;     ///< into the gas other than by openings
    std::vector<double> open_frac;  ///< by connection
};

/// Keeps its memory between steps.
class PressureSolver {
public:
    /// Starts from the pressures in `sides` and leaves the solution there, and the flows at it in
    /// `exchanges`.
    /// @return false if Newton's method did not converge; the best pressures are left then
    bool solve(const PressureProblem& problem, std::span<const Connection> connections, const Side& open_air,
               std::span<Side> sides, std::vector<Exchange>& exchanges);

private:
    /// Residuals at the pressures in `sides`, W; with stiffness also the Jacobian.
    double residual(const PressureProblem& problem, std::span<const Connection> connections,
                    const Side& open_air, std::span<Side> sides, std::vector<Exchange>& exchanges,
                    bool with_stiffness);
    void solve_linear();

    std::vector<double> residual_w_;
    std::vector<double> matrix_;  ///< row by row, lower triangle
    std::vector<double> change_pa_;
    std::vector<double> start_pa_;
    std::vector<double> best_pa_;  ///< of the least residual so far
};

/// W that an exchange takes out of side 0 and brings into side 1.
double enthalpy_w(const Exchange& exchange, const Side& a, const Side& b);

}  // namespace wayout::fire
