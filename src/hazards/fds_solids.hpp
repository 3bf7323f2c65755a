/// Which cells of a mesh are solid at a time, layer by layer: what FDS writes inside obstacles is ambient or
/// stale and must not be breathed.
#pragma once

#include "hazards/fds_index.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace wayout {

/// Cells are counted from 1, as FDS does. The mesh must outlive it.
class FdsSolids {
public:
    explicit FdsSolids(const FdsMesh& mesh);

    /// From now on is_solid() answers for cells of that layer (k, 1 to KBAR).
    void add_layer(int k);
    /// Obstacles as they are at that time.
    void advance_to(double time_s);
    bool is_solid(int i, int j, int k) const {
        return layers_.at(k)[static_cast<std::size_t>(j - 1) * width_ + static_cast<std::size_t>(i - 1)] != 0;
    }

private:
    void paint(int k, std::vector<std::uint8_t>& cells) const;
    std::size_t applied_changes(double time_s) const;

    const FdsMesh* mesh_;
    std::size_t width_;
    std::vector<bool> is_hidden_;                      ///< [obstacle]
    std::size_t change_count_{0};                      ///< of FdsMesh::changes that hold now
    std::map<int, std::vector<std::uint8_t>> layers_;  ///< [k][row of cells j][cell i], 1 where solid
};

}  // namespace wayout
