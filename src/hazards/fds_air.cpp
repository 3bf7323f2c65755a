#include "hazards/fds_air.hpp"

#include "hazards/air_values.hpp"
#include "hazards/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace wayout {

FdsAir::FdsAir(FdsIndex index, PlanToFds map, std::string file)
    : index_(std::move(index)), map_(map), file_(std::move(file)) {
    for (const FdsMesh& mesh : index_.meshes) solids_.emplace_back(mesh);
}

void FdsAir::add(Quantity quantity, const FdsPatchShape& shape, FdsLaw law, SliceFile file) {
    FdsPatch& patch = patches_.emplace_back(index_.meshes[shape.mesh], shape, law, std::move(file));
    patch.add_layers(solids_[shape.mesh]);
    patches_of_[static_cast<std::size_t>(quantity)].push_back(patches_.size() - 1);
    provides_.set(static_cast<std::size_t>(quantity));
}

void FdsAir::group() {
    for (std::size_t q = 0; q < quantity_count; ++q) {
        if (!provides_[q])
            continue;
        auto same = std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) {
            return have_same_shapes(group.patches.front(), patches_of_[q]);
        });
        if (same == groups_.end())
            same = groups_.emplace(groups_.end());
        same->quantities.push_back(static_cast<Quantity>(q));
        same->patches.push_back(patches_of_[q]);
    }
}

std::string FdsAir::description() const {
    return fmt::format("FDS {} result {}: {} in {} slice files of {} meshes, data to {:.1f} s",
                       shown(index_.version), file_, names_of(provides_), patches_.size(),
                       index_.meshes.size(), end_s());
}

double FdsAir::end_s() const {
    double end = std::numeric_limits<double>::infinity();
    for (const FdsPatch& patch : patches_) end = std::min(end, patch.last_time_s());
    return end;
}

Result<bool> FdsAir::advance_to(double time_s) {
    Findings findings(file_);
    for (FdsPatch& patch : patches_)
        if (Result<bool> read = patch.advance_to(time_s); !read)
            findings.add(read.error());
    if (!findings.is_empty())
        return std::move(findings).take();
    for (FdsSolids& solids : solids_) solids.advance_to(time_s);
    return true;
}

AirSample FdsAir::sample(const AirPoint& point) const {
    AirSample sample;
    const Vec2 p = map_.plan({point.x_m, point.y_m});
    const double z_m = map_.height_m(point.z_m);
    for (const Group& group : groups_) {
        const std::optional<Choice> choice = choose(group.patches.front(), p, z_m);
        if (!choice)
            return {};
        const FdsPatch& first = patches_[group.patches.front()[choice->piece]];
        const FdsStencil stencil = first.stencil(choice->place, z_m, solids_[first.shape().mesh]);
        for (std::size_t row = 0; row < group.quantities.size(); ++row) {
            const std::optional<double> value = patches_[group.patches[row][choice->piece]].value(stencil);
            if (!value)
                return {};
            value_of(sample.air, group.quantities[row]) = *value;
        }
    }
    sample.covered = provides_.any();
    return sample;
}

bool FdsAir::have_same_shapes(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](std::size_t left, std::size_t right) {
        return patches_[left].shape() == patches_[right].shape();
    });
}

std::optional<FdsAir::Choice> FdsAir::choose(const std::vector<std::size_t>& pieces, Vec2 p,
                                             double z_m) const {
    // In this order: near in height, gas rather than solid, fine mesh, nearest in height, first in the
    // file.
    using Order = std::tuple<bool, bool, double, double>;
    std::optional<Order> best;
    Choice choice;
    for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
        const FdsPatch& patch = patches_[pieces[piece]];
        const double gap_m = patch.height_gap_m(z_m);
        if (gap_m > most_height_gap_m || !patch.holds(p))
            continue;
        const std::optional<GasPlace> place = patch.gas_place(p, z_m, solids_[patch.shape().mesh]);
        if (!place)
            continue;
        const Order order{gap_m > noted_height_gap_m, !place->is_own, patch.cell_area_m2(p), gap_m};
        if (best && order >= *best)
            continue;
        best = order;
        choice = {piece, *place};
    }
    return best ? std::optional(choice) : std::nullopt;
}

}  // namespace wayout
