#include "fire/pressure_solver.hpp"

#include "fire/constants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout::fire {

double enthalpy_w(const Exchange& exchange, const Side& a, const Side& b) {
    double flow = 0.0;
    for (const Layer layer : {upper, lower})
        flow += exchange.out_kg_per_s[0][layer] * a.temperature_k[layer] -
                exchange.out_kg_per_s[1][layer] * b.temperature_k[layer];
    return specific_heat_j_per_kgk * flow;
}

double PressureSolver::residual(const PressureProblem& problem, std::span<const Connection> connections,
                                const Side& open_air, std::span<Side> sides, std::vector<Exchange>& exchanges,
                                bool with_stiffness) {
    const std::size_t n = sides.size();
    for (std::size_t i = 0; i < n; ++i) {
        const double storage = problem.volume_m3[i] / ((heat_ratio - 1.0) * problem.step_s);
        residual_w_[i] = storage * (sides[i].pressure_pa - problem.old_pa[i]) - problem.heat_w[i];
        if (with_stiffness) {
            std::fill_n(matrix_.begin() + static_cast<std::ptrdiff_t>(i * n), i, 0.0);
            matrix_[i * n + i] = storage;
        }
    }
    for (std::size_t c = 0; c < connections.size(); ++c) {
        const Connection& connection = connections[c];
        if (problem.open_frac[c] <= 0.0) {
            exchanges[c] = no_exchange();
            continue;
        }
        const Side& b = connection.b == outdoors ? open_air : sides[connection.b];
        Side a = connection.a == outdoors ? open_air : sides[connection.a];
        exchanges[c] = exchange_through(connection, a, b, problem.open_frac[c]);
        const double out_w = enthalpy_w(exchanges[c], a, b);
        if (connection.a != outdoors)
            residual_w_[connection.a] += out_w;
        if (connection.b != outdoors)
            residual_w_[connection.b] -= out_w;
        if (!with_stiffness)
            continue;
        // Well below the 1e-4 Pa over which flows are smooth.
        constexpr double nudge_pa = 1e-6;
        a.pressure_pa += nudge_pa;
        const double nudged_w = enthalpy_w(exchange_through(connection, a, b, problem.open_frac[c]), a, b);
        // Of a hole in a ceiling the exchange of heavy over light gas may fall a little: never negative here.
        const double stiffness = std::max(0.0, (nudged_w - out_w) / nudge_pa);
        if (connection.a != outdoors)
            matrix_[connection.a * n + connection.a] += stiffness;
        if (connection.b != outdoors)
            matrix_[connection.b * n + connection.b] += stiffness;
        if (connection.a != outdoors && connection.b != outdoors)
            matrix_[std::max(connection.a, connection.b) * n + std::min(connection.a, connection.b)] -=
                stiffness;
    }
    double sum = 0.0;
    for (const double r : residual_w_) sum += r * r;
    return sum;
}

/// change = matrix^-1 residual by Cholesky's decomposition, in place.
void PressureSolver::solve_linear() {
    const std::size_t n = residual_w_.size();
    for (std::size_t i = 0; i < n; ++i) {
        double* row = &matrix_[i * n];
        for (std::size_t j = 0; j <= i; ++j) {
            const double* other = &matrix_[j * n];
            double sum = row[j];
            for (std::size_t k = 0; k < j; ++k) sum -= row[k] * other[k];
            row[j] = i == j ? std::sqrt(std::max(sum, std::numeric_limits<double>::min())) : sum / other[j];
        }
    }
    change_pa_ = residual_w_;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) change_pa_[i] -= matrix_[i * n + k] * change_pa_[k];
        change_pa_[i] /= matrix_[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) change_pa_[i] -= matrix_[k * n + i] * change_pa_[k];
        change_pa_[i] /= matrix_[i * n + i];
    }
}

bool PressureSolver::solve(const PressureProblem& problem, std::span<const Connection> connections,
                           const Side& open_air, std::span<Side> sides, std::vector<Exchange>& exchanges) {
    const std::size_t n = sides.size();
    residual_w_.resize(n);
    matrix_.resize(n * n);
    start_pa_.resize(n);
    best_pa_.resize(n);
    for (std::size_t i = 0; i < n; ++i) best_pa_[i] = sides[i].pressure_pa;
    exchanges.resize(connections.size());
    constexpr int most_iterations = 40;
    constexpr int most_halvings = 12;
    double best = std::numeric_limits<double>::infinity();
    for (int iteration = 0; iteration < most_iterations; ++iteration) {
        const double before = residual(problem, connections, open_air, sides, exchanges, true);
        if (before < best) {
            best = before;
            for (std::size_t i = 0; i < n; ++i) best_pa_[i] = sides[i].pressure_pa;
        }
        solve_linear();
        double largest_pa = 0.0;
        double tolerance_pa = 1e-9;
        for (std::size_t i = 0; i < n; ++i) {
            start_pa_[i] = sides[i].pressure_pa;
            largest_pa += std::abs(change_pa_[i]);  // a sum, which keeps what is no number
            tolerance_pa = std::max(tolerance_pa, 1e-10 * std::abs(start_pa_[i]));
        }
        if (!std::isfinite(largest_pa))
            break;
        double share = 1.0;
        for (int halving = 0;; ++halving, share *= 0.5) {
            for (std::size_t i = 0; i < n; ++i) sides[i].pressure_pa = start_pa_[i] - share * change_pa_[i];
            const double after = residual(problem, connections, open_air, sides, exchanges, false);
            // Near the solution rounding decides whether the residual still falls.
            if (after <= before || largest_pa <= tolerance_pa || halving == most_halvings)
                break;
        }
        if (largest_pa <= tolerance_pa)
            return true;
    }
    for (std::size_t i = 0; i < n; ++i) sides[i].pressure_pa = best_pa_[i];
    residual(problem, connections, open_air, sides, exchanges, false);
    return false;
}

}  // namespace wayout::fire
