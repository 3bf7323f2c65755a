#include "reporting/figure_regression.hpp"

#include "statistics/cholesky.hpp"
#include "statistics/weighted_sample.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// Of the last so many figures: more add little, and their matrix grows with the square.
constexpr std::size_t most_figures = 80;
/// Covariance of the proposal relative to that of the fit: what is too wide costs members, what is too narrow
/// makes weights explode. [D]
constexpr double inflation = 1.25;
/// Of the regression, relative to the variance of the inputs before any report. [D]
constexpr double ridge = 0.003;

using Matrix = std::vector<double>;  ///< [row][column]

std::vector<double> centre_of(const std::vector<std::vector<double>>& points,
                              std::span<const double> weights) {
    std::vector<double> mean(points.front().size(), 0.0);
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += weights[i] * points[i][k];
    return mean;
}

/// g = mean + slope (z - centre) + residual.
struct Line {
    double mean{0.0};
    std::vector<double> slope;
    std::vector<double> residuals;  ///< by member
};

class Regression {
public:
    Regression(const std::vector<std::vector<double>>& points, std::span<const double> weights)
        : points_(points),
          weights_(weights),
          centre_(centre_of(points, weights)),
          normal_(normal_matrix(), dimension()) {}

    std::size_t dimension() const { return centre_.size(); }
    const std::vector<double>& centre() const { return centre_; }

    Line fit(const std::vector<double>& values) const {
        Line line;
        line.mean = weighted_mean(values, weights_);
        std::vector<double> moments(dimension(), 0.0);
        for (std::size_t i = 0; i < points_.size(); ++i)
            for (std::size_t k = 0; k < dimension(); ++k)
                moments[k] += weights_[i] * (points_[i][k] - centre_[k]) * (values[i] - line.mean);
        line.slope = normal_.solve(moments);
        for (std::size_t i = 0; i < points_.size(); ++i) {
            double at = line.mean;
            for (std::size_t k = 0; k < dimension(); ++k) at += line.slope[k] * (points_[i][k] - centre_[k]);
            line.residuals.push_back(values[i] - at);
        }
        return line;
    }

    double covariance(const Line& a, const Line& b) const {
        double sum = 0.0;
        for (std::size_t i = 0; i < points_.size(); ++i) sum += weights_[i] * a.residuals[i] * b.residuals[i];
        const double n = effective_size(weights_);
        const double fitted = static_cast<double>(dimension()) + 1.0;
        return sum * n / std::max(1.0, n - fitted);
    }

private:
    Matrix normal_matrix() const {
        const std::size_t d = centre_.size();
        Matrix matrix(d * d, 0.0);
        for (std::size_t i = 0; i < points_.size(); ++i)
            for (std::size_t k = 0; k < d; ++k)
                for (std::size_t j = 0; j < d; ++j)
                    matrix[k * d + j] +=
                        weights_[i] * (points_[i][k] - centre_[k]) * (points_[i][j] - centre_[j]);
        for (std::size_t k = 0; k < d; ++k) matrix[k * d + k] += ridge;
        return matrix;
    }

    const std::vector<std::vector<double>>& points_;
    std::span<const double> weights_;
    std::vector<double> centre_;
    Cholesky normal_;
};

/// (R + E): errors of the figures and what the inputs do not explain.
Cholesky noise_of(std::span<const Prediction> predictions, const std::vector<Line>& lines,
                  const Regression& regression) {
    const std::size_t m = predictions.size();
    Matrix noise(m * m);
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t k = 0; k < m; ++k)
            noise[i * m + k] =
                regression.covariance(lines[i], lines[k]) + (i == k ? predictions[i].variance : 0.0);
    return {noise, m};
}

}  // namespace

Proposal proposal_by_regression(const std::vector<Prediction>& all,
                                const std::vector<std::vector<double>>& points,
                                std::span<const double> weights, double prior_share) {
    const std::size_t skipped = all.size() > most_figures ? all.size() - most_figures : 0;
    const std::span<const Prediction> predictions = std::span(all).subspan(skipped);
    if (predictions.empty() || points.empty() || points.front().empty())
        return {};
    const Regression regression(points, weights);
    const std::size_t d = regression.dimension();
    const std::size_t m = predictions.size();
    std::vector<Line> lines;
    for (const Prediction& prediction : predictions) lines.push_back(regression.fit(prediction.means));
    const Cholesky noise = noise_of(predictions, lines, regression);
    // About z = 0, where the prior has its mean: a = mean - slope centre.
    std::vector<double> misfit(m);
    for (std::size_t i = 0; i < m; ++i) {
        misfit[i] = predictions[i].figure - lines[i].mean;
        for (std::size_t k = 0; k < d; ++k) misfit[i] += lines[i].slope[k] * regression.centre()[k];
    }
    const std::vector<double> scaled = noise.solve(misfit);
    Matrix precision(d * d, 0.0);
    std::vector<double> pull(d, 0.0);
    for (std::size_t k = 0; k < d; ++k) {
        std::vector<double> column(m);
        for (std::size_t i = 0; i < m; ++i) {
            column[i] = lines[i].slope[k];
            pull[k] += lines[i].slope[k] * scaled[i];
        }
        const std::vector<double> solved = noise.solve(column);
        for (std::size_t j = 0; j < d; ++j)
            for (std::size_t i = 0; i < m; ++i) precision[j * d + k] += lines[i].slope[j] * solved[i];
        precision[k * d + k] += 1.0;
    }
    const Cholesky posterior(precision, d);
    Matrix covariance = posterior.inverse();
    for (double& value : covariance) value *= inflation;
    Proposal proposal;
    proposal.prior_share = prior_share;
    proposal.centres = {posterior.solve(pull)};
    proposal.weights = {1.0};
    proposal.factor = Cholesky(covariance, d).factor();
    return proposal;
}

}  // namespace wayout
