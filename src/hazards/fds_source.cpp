#include "hazards/fds_source.hpp"

#include "hazards/air_values.hpp"
#include "hazards/fds_air.hpp"
#include "hazards/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace wayout {
namespace {

/// Bytes that the frames and masks of all slices in use may take: a plan of many storeys needs some hundred
/// MB.
constexpr double most_memory_bytes = 4e9;

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
        auto source = std::make_unique<FdsAir>(std::move(index), map_, spec_.smv);
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

    void add(FdsAir& source, const Candidate& candidate) {
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
    void judge(const FdsAir& source) {
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
