#include "hazards/fds_source.hpp"

#include "core/math.hpp"
#include "hazards/air_values.hpp"
#include "hazards/fds_patch.hpp"
#include "hazards/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace wayout {
namespace {

/// Bytes that the frames and masks of all slices in use may take: a plan of many storeys needs some hundred
/// MB.
constexpr double most_memory_bytes = 4e9;

/// From plan coordinates to those of FDS.
struct PlanToFds {
    Vec2 offset_m;
    double offset_z_m{0.0};
    SinCos turn{0.0, 1.0};

    Vec2 plan(Vec2 p) const {
        const Vec2 d = p - offset_m;
        return {turn.cos * d.x + turn.sin * d.y, turn.cos * d.y - turn.sin * d.x};
    }
    double height_m(double z_m) const { return z_m - offset_z_m; }
};

class FdsSource final : public HazardSource {
public:
    FdsSource(FdsIndex index, PlanToFds map, std::string file)
        : index_(std::move(index)), map_(map), file_(std::move(file)) {
        for (const FdsMesh& mesh : index_.meshes) solids_.emplace_back(mesh);
    }

    const FdsIndex& index() const { return index_; }

    void add(Quantity quantity, const FdsPatchShape& shape, FdsLaw law, SliceFile file) {
        FdsPatch& patch = patches_.emplace_back(index_.meshes[shape.mesh], shape, law, std::move(file));
        patch.add_layers(solids_[shape.mesh]);
        patches_of_[static_cast<std::size_t>(quantity)].push_back(patches_.size() - 1);
        provides_.set(static_cast<std::size_t>(quantity));
    }

    /// After the last add().
    void group() {
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

    QuantitySet provides() const override { return provides_; }

    std::string description() const override {
        return fmt::format("FDS {} result {}: {} in {} slice files of {} meshes, data to {:.1f} s",
                           shown(index_.version), file_, names_of(provides_), patches_.size(),
                           index_.meshes.size(), end_s());
    }

    double end_s() const override {
        double end = std::numeric_limits<double>::infinity();
        for (const FdsPatch& patch : patches_) end = std::min(end, patch.last_time_s());
        return end;
    }

    Result<bool> advance_to(double time_s) override {
        Findings findings(file_);
        for (FdsPatch& patch : patches_)
            if (Result<bool> read = patch.advance_to(time_s); !read)
                findings.add(read.error());
        if (!findings.is_empty())
            return std::move(findings).take();
        for (FdsSolids& solids : solids_) solids.advance_to(time_s);
        return true;
    }

    AirSample sample(const AirPoint& point) const override {
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
                const std::optional<double> value =
                    patches_[group.patches[row][choice->piece]].value(stencil);
                if (!value)
                    return {};
                value_of(sample.air, group.quantities[row]) = *value;
            }
        }
        sample.covered = provides_.any();
        return sample;
    }

private:
    /// Quantities that were written in the same slices: where to look is found once for all of them.
    struct Group {
        std::vector<Quantity> quantities;
        std::vector<std::vector<std::size_t>> patches;  ///< [quantity][piece], rows of patches_
    };
    struct Choice {
        std::size_t piece{0};
        GasPlace place;
    };

    bool have_same_shapes(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) const {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](std::size_t left, std::size_t right) {
            return patches_[left].shape() == patches_[right].shape();
        });
    }

    std::optional<Choice> choose(const std::vector<std::size_t>& pieces, Vec2 p, double z_m) const {
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

    FdsIndex index_;  ///< patches and solids refer to its meshes
    PlanToFds map_;
    std::string file_;
    std::vector<FdsSolids> solids_;  ///< [mesh]
    std::vector<FdsPatch> patches_;
    std::array<std::vector<std::size_t>, quantity_count> patches_of_;  ///< [quantity], rows of patches_
    std::vector<Group> groups_;
    QuantitySet provides_;
};

/// A slice that tells a quantity of the air at heights where people are.
struct Candidate {
    const FdsSlice* slice{nullptr};
    FdsMeaning meaning;
};

class Opener {
public:
    Opener(const FdsResultSpec& spec, const std::filesystem::path& folder, std::span<const HeadLevel> levels)
        : spec_(spec),
          levels_(levels),
          folder_((folder / spec.smv).parent_path()),
          findings_(spec.smv),
          map_{spec.offset_m, spec.offset_z_m,
               spec.rotation_rad == 0.0 ? SinCos{0.0, 1.0} : portable_sin_cos(spec.rotation_rad)} {}

    Result<OpenedSource> open(FdsIndex index) {
        auto source = std::make_unique<FdsSource>(std::move(index), map_, spec_.smv);
        notes_ = source->index().notes;
        choose(source->index());
        for (const Candidate& candidate : chosen_) add(*source, candidate);
        source->group();
        if (findings_.is_empty())
            judge(*source);
        if (!findings_.is_empty())
            return std::move(findings_).take();
        for (std::string& note : notes_) note = fmt::format("{}: {}", spec_.smv, note);
        return OpenedSource{std::move(source), std::move(notes_)};
    }

private:
    /// The slices at heights where people are, of the best way to each quantity.
    void choose(const FdsIndex& index) {
        std::vector<Candidate> candidates;
        std::map<std::string, std::size_t> vertical_count;
        for (const FdsSlice& slice : index.slices) {
            const FdsLabel label = meaning_of(slice.quantity, slice.unit);
            if (label.unknown_unit)
                findings_.at_line(
                    ErrorCode::unsupported, slice.line,
                    fmt::format("'{}' in the unit '{}' cannot be converted; expected is what FDS "
                                "writes by default",
                                shown(slice.quantity), shown(slice.unit)));
            if (!label.meaning)
                continue;
            if (slice.has_nodes && !FdsPatch::is_usable({slice.mesh, slice.is_cell_centred, slice.nodes}))
                ++vertical_count[slice.quantity];
            else if (!slice.has_nodes || is_at_a_level(index.meshes[slice.mesh], slice))
                candidates.push_back({&slice, *label.meaning});
        }
        for (const auto& [quantity, count] : vertical_count)
            notes_.push_back(
                fmt::format("{} vertical slice files of {} are not used: a storey needs horizontal "
                            "ones (PBZ=...) or 3-D ones (XB=...)",
                            count, shown(quantity)));
        std::array<int, quantity_count> best_rank{};
        best_rank.fill(std::numeric_limits<int>::max());
        for (const Candidate& c : candidates) {
            int& best = best_rank[static_cast<std::size_t>(c.meaning.quantity)];
            best = std::min(best, c.meaning.rank);
        }
        for (const Candidate& c : candidates)
            if (c.meaning.rank == best_rank[static_cast<std::size_t>(c.meaning.quantity)])
                chosen_.push_back(c);
        if (std::any_of(chosen_.begin(), chosen_.end(),
                        [](const Candidate& c) { return c.meaning.law == FdsLaw::visibility; }))
            notes_.push_back(
                "extinction is taken from SOOT VISIBILITY as 3 / visibility, and as none at 30 m: "
                "right only when VISIBILITY_FACTOR is 3; EXTINCTION COEFFICIENT is better");
    }

    /// Between the lowest and the highest head, with what may lie beyond.
    bool is_at_a_level(const FdsMesh& mesh, const FdsSlice& slice) const {
        if (levels_.empty())
            return true;
        const std::vector<double>& z = mesh.node_m[2];
        const double low = z[static_cast<std::size_t>(slice.nodes[4])];
        const double high = z[static_cast<std::size_t>(slice.nodes[5])];
        const auto [lowest, highest] =
            std::minmax_element(levels_.begin(), levels_.end(),
                                [](const HeadLevel& a, const HeadLevel& b) { return a.z_m < b.z_m; });
        // A plane of cells lies half a cell below its node.
        const double half_cell = slice.is_cell_centred && slice.nodes[4] > 0
                                     ? 0.5 * (low - z[static_cast<std::size_t>(slice.nodes[4]) - 1])
                                     : 0.0;
        return high >= map_.height_m(lowest->z_m) - most_height_gap_m &&
               low - half_cell <= map_.height_m(highest->z_m) + most_height_gap_m;
    }

    void add(FdsSource& source, const Candidate& candidate) {
        const FdsSlice& slice = *candidate.slice;
        const std::string place = fmt::format("{}: line {}", spec_.smv, slice.line);
        const Result<std::filesystem::path> path = beside(folder_, slice.file, place);
        if (!path) {
            findings_.add(path.error());
            return;
        }
        const std::string name =
            shown((std::filesystem::path(spec_.smv).parent_path() / slice.file).string());
        Result<std::unique_ptr<ByteFile>> bytes = open_byte_file(*path, name);
        if (!bytes) {
            findings_.add(bytes.error());
            return;
        }
        Result<SliceFile> file = SliceFile::open(*std::move(bytes), name);
        if (!file) {
            findings_.add(file.error());
            return;
        }
        const FdsMesh& mesh = source.index().meshes[slice.mesh];
        const FdsPatchShape shape{slice.mesh, slice.is_cell_centred, file->header().nodes};
        bool is_within = true;
        for (std::size_t axis = 0; axis < 3; ++axis)
            is_within = is_within && shape.nodes[2 * axis + 1] <= mesh.cell_count[axis];
        if (!is_within || (slice.has_nodes && shape.nodes != slice.nodes)) {
            findings_.add(
                {Error{ErrorCode::syntax,
                       name + ": byte 118",
                       fmt::format("nodes {} are not those of {}, {}: the files stem from different "
                                   "runs; copy all files of one run",
                                   in_words(shape.nodes), place,
                                   slice.has_nodes ? in_words(slice.nodes) : "which has fewer cells"),
                       {},
                       0.0,
                       0.0}});
            return;
        }
        if (!FdsPatch::is_usable(shape))
            return;  // an old index, which did not say so
        memory_bytes_ += 8.0 * static_cast<double>(file->value_count()) +
                         static_cast<double>(mesh.cell_count[0]) * static_cast<double>(mesh.cell_count[1]) *
                             static_cast<double>(shape.nodes[5] - shape.nodes[4] + 2);
        if (memory_bytes_ > most_memory_bytes) {
            if (!is_too_large_)
                findings_.add(
                    ErrorCode::out_of_range, {},
                    fmt::format("the slices in use need more than {:.0f} GB of memory; write planes at "
                                "head height (PBZ=...) instead of 3-D slices, or smaller ones",
                                most_memory_bytes / 1e9));
            is_too_large_ = true;
            return;
        }
        if (file->ends_in_partial_frame())
            notes_.push_back(fmt::format("{} ends inside a frame, which is left out; data end at {:.2f} s",
                                         name, file->times_s().back()));
        source.add(candidate.meaning.quantity, shape, candidate.meaning.law, *std::move(file));
        heights_[static_cast<std::size_t>(candidate.meaning.quantity)].push_back(height_range(mesh, shape));
    }

    static std::string in_words(const NodeRange& n) {
        return fmt::format("{}-{}, {}-{}, {}-{}", n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    static std::pair<double, double> height_range(const FdsMesh& mesh, const FdsPatchShape& shape) {
        const auto node = [&](int k) { return mesh.node_m[2][static_cast<std::size_t>(k)]; };
        const int first = shape.nodes[4];
        const int last = shape.nodes[5];
        if (!shape.is_cell_centred)
            return {node(first), node(last)};
        const int lowest_cell = first < last ? first + 1 : first;
        return {0.5 * (node(lowest_cell - 1) + node(lowest_cell)), 0.5 * (node(last - 1) + node(last))};
    }

    /// What is served and what is not: errors when nothing is, notes for the rest.
    void judge(const FdsSource& source) {
        const double height_m = levels_.empty() ? 1.6 : map_.height_m(levels_.front().z_m);
        QuantitySet wanted;
        for (const Quantity q :
             {Quantity::extinction, Quantity::temperature, Quantity::co, Quantity::co2, Quantity::o2})
            wanted.set(static_cast<std::size_t>(q));
        if (source.provides().none()) {
            findings_.add(
                ErrorCode::schema, {},
                fmt::format("no slice that people on any storey can use; the FDS input needs, for each "
                            "storey at head height: {}",
                            fds_deck_lines(wanted, height_m)));
            return;
        }
        const QuantitySet missing = wanted & ~source.provides();
        if (missing.any())
            notes_.push_back(fmt::format("no slices of {}; to have them: {}", names_of(missing),
                                         fds_deck_lines(missing, height_m)));
        std::size_t unserved_count = 0;
        for (const HeadLevel& level : levels_) {
            double widest_m = 0.0;
            for (std::size_t q = 0; q < quantity_count; ++q)
                if (source.provides()[q])
                    widest_m = std::max(widest_m, note_gap(static_cast<Quantity>(q), level));
            if (widest_m > most_height_gap_m)
                ++unserved_count;
        }
        if (unserved_count == levels_.size() && !levels_.empty())
            findings_.add(
                ErrorCode::out_of_range, {},
                fmt::format("no storey has slices of {} within {} m of head height; check PBZ=... in the "
                            "FDS input and the offset in z ({} m)",
                            names_of(source.provides()), most_height_gap_m, spec_.offset_z_m));
    }

    double note_gap(Quantity quantity, const HeadLevel& level) {
        const double z_m = map_.height_m(level.z_m);
        double gap_m = std::numeric_limits<double>::infinity();
        double at_m = 0.0;
        for (const auto& [low, high] : heights_[static_cast<std::size_t>(quantity)]) {
            const double nearest = std::clamp(z_m, low, high);
            if (std::abs(nearest - z_m) < gap_m) {
                gap_m = std::abs(nearest - z_m);
                at_m = nearest;
            }
        }
        const std::string_view name = quantity_names[static_cast<std::size_t>(quantity)];
        if (gap_m > most_height_gap_m)
            notes_.push_back(
                fmt::format("{}: no slice of {} within {} m of head height (z = {:.2f} m in FDS): "
                            "people there count as outside the data",
                            level.name, name, most_height_gap_m, z_m));
        else if (gap_m > noted_height_gap_m)
            notes_.push_back(
                fmt::format("{}: the nearest slice of {} is at z = {:.2f} m, {:.2f} m from head "
                            "height {:.2f} m (in FDS)",
                            level.name, name, at_m, gap_m, z_m));
        return gap_m;
    }

    const FdsResultSpec& spec_;
    std::span<const HeadLevel> levels_;
    std::filesystem::path folder_;
    Findings findings_;
    PlanToFds map_;
    std::vector<std::string> notes_;
    std::vector<Candidate> chosen_;
    std::array<std::vector<std::pair<double, double>>, quantity_count>
        heights_;  ///< lowest and highest value
    double memory_bytes_{0.0};
    bool is_too_large_{false};
};

}  // namespace

Result<OpenedSource> open_fds(const FdsResultSpec& spec, const std::filesystem::path& folder,
                              std::span<const HeadLevel> levels) {
    const Result<std::string> text = read_whole_file(folder / spec.smv, spec.smv, FdsIndexLimits::file_bytes);
    if (!text)
        return text.error();
    Result<FdsIndex> index = parse_fds_index(*text, spec.smv);
    if (!index)
        return std::move(index).error();
    return Opener(spec, folder, levels).open(*std::move(index));
}

}  // namespace wayout
