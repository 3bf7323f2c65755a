#include "statistics/variance_split.hpp"

#include "core/assert.hpp"
#include "statistics/quantile.hpp"

#include <algorithm>
#include <utility>

namespace wayout {
namespace {

/// [first][second][replicate] with the means the sums of squares are made of.
class Table {
public:
    Table(std::span<const double> values, std::size_t second_levels, std::size_t replicates)
        : values_(values), second_levels_(second_levels), replicates_(replicates) {
        const std::size_t per_first = second_levels * replicates;
        WAYOUT_ASSERT(per_first > 0 && values.size() % per_first == 0, "variance split: unbalanced values");
        first_levels_ = values.size() / per_first;
        WAYOUT_ASSERT(first_levels_ >= 2, "variance split: a factor needs two levels");
        grand_ = mean_of(values);
        for (std::size_t i = 0; i < first_levels_; ++i)
            first_.push_back(mean_of(values.subspan(i * per_first, per_first)));
        for (std::size_t cell = 0; cell < first_levels_ * second_levels; ++cell)
            cell_.push_back(mean_of(values.subspan(cell * replicates, replicates)));
        for (std::size_t j = 0; j < second_levels; ++j) {
            double sum = 0.0;
            for (std::size_t i = 0; i < first_levels_; ++i) sum += cell(i, j);
            second_.push_back(sum / static_cast<double>(first_levels_));
        }
    }

    double first_count() const { return static_cast<double>(first_levels_); }
    double second_count() const { return static_cast<double>(second_levels_); }
    double replicate_count() const { return static_cast<double>(replicates_); }

    double sum_of_first() const {
        double sum = 0.0;
        for (const double mean : first_) sum += (mean - grand_) * (mean - grand_);
        return sum * second_count() * replicate_count();
    }
    double sum_of_second() const {
        double sum = 0.0;
        for (const double mean : second_) sum += (mean - grand_) * (mean - grand_);
        return sum * first_count() * replicate_count();
    }
    double sum_within_first() const {
        double sum = 0.0;
        for (std::size_t i = 0; i < first_levels_; ++i)
            for (std::size_t j = 0; j < second_levels_; ++j)
                sum += (cell(i, j) - first_[i]) * (cell(i, j) - first_[i]);
        return sum * replicate_count();
    }
    double sum_of_interaction() const {
        double sum = 0.0;
        for (std::size_t i = 0; i < first_levels_; ++i) {
            for (std::size_t j = 0; j < second_levels_; ++j) {
                const double effect = cell(i, j) - first_[i] - second_[j] + grand_;
                sum += effect * effect;
            }
        }
        return sum * replicate_count();
    }
    double sum_within_cells() const {
        double sum = 0.0;
        for (std::size_t row = 0; row < values_.size(); ++row) {
            const double rest = values_[row] - cell_[row / replicates_];
            sum += rest * rest;
        }
        return sum;
    }

private:
    double cell(std::size_t i, std::size_t j) const { return cell_[i * second_levels_ + j]; }

    std::span<const double> values_;
    std::size_t second_levels_;
    std::size_t replicates_;
    std::size_t first_levels_{};
    double grand_{};
    std::vector<double> first_;
    std::vector<double> second_;
    std::vector<double> cell_;
};

VariancePart part(std::string_view name, double sum_of_squares, double degrees_of_freedom) {
    VariancePart result;
    result.name = name;
    result.degrees_of_freedom = degrees_of_freedom;
    result.sum_of_squares = sum_of_squares;
    result.mean_square = sum_of_squares / degrees_of_freedom;
    return result;
}

/// (mean square - the one it has in excess of) / runs behind each level, not below zero.
void set_component(VariancePart& part, const VariancePart& error, double runs_per_level) {
    part.variance = std::max(0.0, (part.mean_square - error.mean_square) / runs_per_level);
}

std::vector<VariancePart> with_shares(std::vector<VariancePart> parts) {
    double total = 0.0;
    for (const VariancePart& part : parts) total += part.variance;
    if (total > 0.0)
        for (VariancePart& part : parts) part.share = part.variance / total;
    return parts;
}

}  // namespace

std::vector<VariancePart> split_by_one(std::span<const double> values, std::size_t replicates,
                                       std::string_view factor, std::string_view rest) {
    WAYOUT_ASSERT(replicates >= 2, "variance split: one run a level leaves no rest");
    const Table table(values, 1, replicates);
    VariancePart within =
        part(rest, table.sum_within_cells(), table.first_count() * (table.replicate_count() - 1.0));
    VariancePart between = part(factor, table.sum_of_first(), table.first_count() - 1.0);
    within.variance = within.mean_square;
    set_component(between, within, table.replicate_count());
    return with_shares({std::move(between), std::move(within)});
}

std::vector<VariancePart> split_nested(std::span<const double> values, std::size_t inner_levels,
                                       std::size_t replicates, std::string_view outer, std::string_view inner,
                                       std::string_view rest) {
    WAYOUT_ASSERT(inner_levels >= 2 && replicates >= 2, "variance split: two inner levels and two runs each");
    const Table table(values, inner_levels, replicates);
    const double a = table.first_count();
    const double b = table.second_count();
    const double n = table.replicate_count();
    VariancePart error = part(rest, table.sum_within_cells(), a * b * (n - 1.0));
    VariancePart within = part(inner, table.sum_within_first(), a * (b - 1.0));
    VariancePart between = part(outer, table.sum_of_first(), a - 1.0);
    error.variance = error.mean_square;
    set_component(within, error, n);
    set_component(between, within, b * n);
    return with_shares({std::move(between), std::move(within), std::move(error)});
}

std::vector<VariancePart> split_crossed(std::span<const double> values, std::size_t second_levels,
                                        std::size_t replicates, std::string_view first,
                                        std::string_view second, std::string_view rest) {
    WAYOUT_ASSERT(second_levels >= 2, "variance split: a factor needs two levels");
    const Table table(values, second_levels, replicates);
    const double a = table.first_count();
    const double b = table.second_count();
    const double n = table.replicate_count();
    const bool has_replicates = replicates >= 2;
    const std::string both = std::string(first) + " x " + std::string(second);
    VariancePart interaction = part(has_replicates ? std::string_view(both) : rest,
                                    table.sum_of_interaction(), (a - 1.0) * (b - 1.0));
    VariancePart of_first = part(first, table.sum_of_first(), a - 1.0);
    VariancePart of_second = part(second, table.sum_of_second(), b - 1.0);
    set_component(of_first, interaction, b * n);
    set_component(of_second, interaction, a * n);
    if (!has_replicates) {
        interaction.variance = interaction.mean_square;
        return with_shares({std::move(of_first), std::move(of_second), std::move(interaction)});
    }
    VariancePart error = part(rest, table.sum_within_cells(), a * b * (n - 1.0));
    error.variance = error.mean_square;
    set_component(interaction, error, n);
    return with_shares({std::move(of_first), std::move(of_second), std::move(interaction), std::move(error)});
}

}  // namespace wayout
