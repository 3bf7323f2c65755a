/// How many people stand near a place, for phases that ask for a few places only.
#pragma once

#include "agents/agents.hpp"
#include "venue/venue.hpp"

#include <cstdint>
#include <vector>

namespace wayout {

class NearCount {
public:
    /// As of people.csv: people within this distance, by the area of the circle.
    static constexpr double reach_m = 1.0;

    explicit NearCount(const Venue& venue);

    /// Takes up where everybody inside is.
    void take(const Agents& agents);
    /// People per m2 within reach of a person, that person included. Walls are not looked at.
    double density_per_m2(const Agents& agents, std::size_t row) const;

private:
    std::size_t cell_of(std::int32_t surface, std::int64_t column, std::int64_t line) const;
    std::int64_t column_of(double x_m) const;
    std::int64_t line_of(double y_m) const;

    const Venue& venue_;
    std::int64_t nx_;
    std::int64_t ny_;
    std::vector<std::uint32_t> first_;  ///< [storey, line, column] in rows_; and the end
    std::vector<std::uint32_t> rows_;
};

}  // namespace wayout
