/// Blocks of seats, worked out from a few numbers.
///
/// In a row, from the stage backwards: the clear way, the front edge of the seats, whoever sits, the backs,
/// which are the front of the clear way of the next row. Aisles divide a row into banks; the seats of a bank
/// stand side by side.
///
/// Straight rows begin below each other at the left end. Curved rows are arcs round one centre in front of
/// the block: `curvature_radius_m` is the radius at the front of the first clear way, `facing_rad` the
/// direction in the middle of the first row. Aisles run towards the centre, each bank stays in the middle of
/// its sector, so that the rows behind have wider aisles unless they have more seats. Widths are measured at
/// the front edge of the seats.
#include "geometry/polygon_locator.hpp"
#include "venue/draft.hpp"
#include "venue/outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace wayout {

namespace {

/// A person who sits has the centre 0.20-0.25 m behind the clear way: far enough for somebody of 0.20 m
/// radius to pass in front, and in the middle of seats up to 0.50 m deep.
constexpr double nearest_centre_m = 0.20;
constexpr double farthest_centre_m = 0.25;
/// How far seats may reach over the edge of the floor without being noticed.
constexpr double fit_tolerance_m = touch_m;

Vec2 rotated(Vec2 v, double angle_rad) {
    const double c = std::cos(angle_rad);
    const double s = std::sin(angle_rad);
    return {c * v.x - s * v.y, s * v.x + c * v.y};
}

/// One bank of one row.
struct Bank {
    int first_seat{};  ///< of the row, from 0
    int seat_count{};
    double start{};  ///< of its left end: metres along the row, or radians round the centre
};

/// Where the points of a block are. `along` runs from left to right: metres in straight rows, radians in
/// curved ones.
class BlockShape {
public:
    BlockShape(const SeatingSpec& spec, Vec2 front_left) : spec_(spec), front_left_(front_left) {
        facing_ = {std::cos(spec.facing_rad), std::sin(spec.facing_rad)};
        right_ = -perp(facing_);
        if (!is_curved())
            return;
        const double first_m = spec.curvature_radius_m + spec.row_clear_width_m;
        for (const Bank& b : straight_banks(seats_in(0)))
            sector_centres_.push_back((b.start + 0.5 * b.seat_count * spec.seat_width_m) / first_m);
        double width_m = seats_in(0) * spec.seat_width_m;
        for (const SeatingSpec::Aisle& a : spec.aisles) width_m += a.width_m;
        angle_rad_ = width_m / first_m;
        // From the centre to the left end; the right end follows counter-clockwise.
        outward_left_ = rotated(-facing_, -0.5 * angle_rad_);
        centre_ = front_left_ - spec.curvature_radius_m * outward_left_;
    }

    bool is_curved() const { return spec_.curvature_radius_m > 0.0; }
    /// Of the whole block round its centre; 0 for straight rows.
    double angle_rad() const { return angle_rad_; }

    int seats_in(int row) const {
        return spec_.seats_in_row.empty() ? spec_.seats_per_row
                                          : spec_.seats_in_row[static_cast<std::size_t>(row)];
    }

    /// Width of a seat of the row, in the unit of `along`.
    double seat_step(int row) const {
        return is_curved() ? spec_.seat_width_m / radius_m(row, spec_.row_clear_width_m) : spec_.seat_width_m;
    }

    /// All banks from left to right; some may be empty.
    std::vector<Bank> banks(int row) const {
        std::vector<Bank> list = straight_banks(seats_in(row));
        if (is_curved())
            for (std::size_t i = 0; i < list.size(); ++i)
                list[i].start = sector_centres_[i] - 0.5 * list[i].seat_count * seat_step(row);
        return list;
    }

    /// The point of a row at a depth behind the front of its clear way, on the 0.1 mm grid.
    Vec2 at(int row, double along, double depth_m) const {
        if (!is_curved())
            return snapped(front_left_ + along * right_ - (row * spec_.row_pitch_m + depth_m) * facing_);
        return snapped(centre_ + radius_m(row, depth_m) * rotated(outward_left_, along));
    }

    Vec2 facing(double along) const {
        const Vec2 f = is_curved() ? -rotated(outward_left_, along) : facing_;
        const auto clean = [](double v) {
            return std::abs(v) < 1e-12 ? 0.0 : v;
        };  // cos(90 degrees) is 0, not 6e-17
        return {clean(f.x), clean(f.y)};
    }

    /// Distance in metres between two places of a row at the front edge of its seats.
    double along_m(int row, double difference) const {
        return is_curved() ? difference * radius_m(row, spec_.row_clear_width_m) : difference;
    }

private:
    double radius_m(int row, double depth_m) const {
        return spec_.curvature_radius_m + row * spec_.row_pitch_m + depth_m;
    }

    std::vector<Bank> straight_banks(int seats) const {
        std::vector<Bank> list;
        Bank bank;
        for (const SeatingSpec::Aisle& a : spec_.aisles) {
            const int end = std::min(a.after_seat, seats);
            bank.seat_count = std::max(0, end - bank.first_seat);
            list.push_back(bank);
            bank.start += (a.after_seat - bank.first_seat) * spec_.seat_width_m + a.width_m;
            bank.first_seat = a.after_seat;
        }
        bank.seat_count = std::max(0, seats - bank.first_seat);
        list.push_back(bank);
        return list;
    }

    const SeatingSpec& spec_;
    Vec2 front_left_;
    Vec2 facing_;
    Vec2 right_;
    std::vector<double> sector_centres_;  ///< [bank], radians from the left end
    double angle_rad_{0.0};
    Vec2 outward_left_;
    Vec2 centre_;
};

class BlockDrafter {
public:
    explicit BlockDrafter(Draft& draft)
        : draft_(draft), outlines_(draft.surface_count()), outlines_known_(draft.surface_count()) {}

    void add(std::size_t row) {
        spec_ = &draft_.spec.seating[row];
        row_ = row;
        const auto surface = surface_row();
        if (!surface)
            return;  // the tier itself has a problem
        surface_ = *surface;
        const BlockShape shape(*spec_, draft_.frame.local(spec_->front_left));
        if (shape.angle_rad() > 2.0 * std::numbers::pi * 0.95) {
            error("curvature_radius_m",
                  fmt::format("the first row would go {:.0f} degrees round the stage; enlarge the radius or "
                              "reduce the seats",
                              shape.angle_rad() * 180.0 / std::numbers::pi),
                  draft_.frame.local(spec_->front_left));
            return;
        }
        outline_.clear();
        misfits_ = 0;
        for (int r = 0; r < spec_->row_count; ++r) add_row(shape, r);
        report_misfits();
        check_overlap();
    }

private:
    struct Block {
        std::size_t surface{};
        Region area;
        std::string where;
    };

    std::optional<std::size_t> surface_row() const {
        const std::size_t storey = draft_.storey_row(spec_->on);
        if (storey < draft_.storeys.size())
            return storey;
        for (std::size_t i = 0; i < draft_.pieces.size(); ++i) {
            const Surface& s = draft_.pieces[i].surface;
            if (s.kind == SurfaceKind::tier && s.id == spec_->on)
                return draft_.storeys.size() + i;
        }
        return std::nullopt;
    }

    std::string place(std::string_view field = {}) const {
        return place_of(*spec_, "seating", "seating", row_, field);
    }
    std::size_t shown_storey() const {
        return surface_ < draft_.storeys.size()
                   ? surface_
                   : draft_.pieces[surface_ - draft_.storeys.size()].surface.storey.row();
    }
    void error(std::string_view field, std::string message, Vec2 at) {
        draft_.problems.error(ErrorCode::geometry, place(field), std::move(message),
                              draft_.spot(shown_storey(), at));
    }

    void add_row(const BlockShape& shape, int row) {
        const std::vector<Bank> banks = shape.banks(row);
        for (std::size_t i = 0; i < banks.size(); ++i) {
            if (banks[i].seat_count == 0)
                continue;
            add_bank(shape, row, banks[i]);
            if (i + 1 == banks.size() || banks[i + 1].seat_count == 0)
                continue;
            const double end = banks[i].start + banks[i].seat_count * shape.seat_step(row);
            const double aisle_m = shape.along_m(row, banks[i + 1].start - end);
            if (aisle_m < narrowest_body_m - 1e-6)
                error(fmt::format("aisles[{}]", i),
                      fmt::format("in row {} the aisle is only {:.2f} m wide, narrower than the narrowest "
                                  "body, {:.2f} m; take seats out of that row",
                                  row + 1, aisle_m, narrowest_body_m),
                      shape.at(row, end, spec_->row_clear_width_m));
        }
    }

    void add_bank(const BlockShape& shape, int row, const Bank& bank) {
        const double clear_m = spec_->row_clear_width_m;
        const double pitch_m = spec_->row_pitch_m;
        const double step = shape.seat_step(row);
        const SeatRowId id = SeatRowId::from(draft_.seat_rows.size());

        // Between two seats each; straight banks need their ends only.
        std::vector<double> marks;
        const int stride = shape.is_curved() ? 1 : bank.seat_count;
        for (int i = 0; i <= bank.seat_count; i += stride) marks.push_back(bank.start + i * step);

        SeatRow lane;
        lane.block = spec_->id;
        lane.number = row + 1;
        lane.surface = SurfaceId::from(surface_);
        lane.clear_width_m = clear_m;
        lane.lane = between(shape, row, marks, 0.0, clear_m);
        draft_.seat_rows.push_back(std::move(lane));
        outline_.push_back(between(shape, row, marks, 0.0, pitch_m));

        // To the left of a -> b, walking to the right along the row, is the stage.
        for (std::size_t i = 0; i + 1 < marks.size(); ++i)
            add_wall({shape.at(row, marks[i], clear_m), shape.at(row, marks[i + 1], clear_m)}, true);
        for (std::size_t i = 0; i + 1 < marks.size(); ++i)
            add_wall({shape.at(row, marks[i], pitch_m), shape.at(row, marks[i + 1], pitch_m)}, false);
        for (const double end : {marks.front(), marks.back()})
            add_wall({shape.at(row, end, clear_m), shape.at(row, end, pitch_m)}, false);

        const double centre_m = std::clamp(0.5 * (pitch_m - clear_m), nearest_centre_m, farthest_centre_m);
        for (int i = 0; i < bank.seat_count; ++i) {
            const double left = bank.start + i * step;
            const double middle = left + 0.5 * step;
            draft_.seats.push_back({shape.at(row, middle, clear_m + centre_m), shape.facing(middle),
                                    SurfaceId::from(surface_), id, static_cast<int>(row_)});
            const std::array<Vec2, 4> cell{shape.at(row, left, 0.0), shape.at(row, left, pitch_m),
                                           shape.at(row, left + step, pitch_m),
                                           shape.at(row, left + step, 0.0)};
            check_fit(cell, row, bank.first_seat + i);
        }
    }

    static Polygon between(const BlockShape& shape, int row, const std::vector<double>& marks, double front_m,
                           double rear_m) {
        Polygon polygon;
        for (const double m : marks) polygon.outer.push_back(shape.at(row, m, front_m));
        for (auto m = marks.rbegin(); m != marks.rend(); ++m)
            polygon.outer.push_back(shape.at(row, *m, rear_m));
        orient(polygon);
        return polygon;
    }

    void add_wall(const Segment& line, bool one_sided) {
        draft_.seat_walls.push_back({line, SurfaceId::from(surface_), one_sided, true});
    }

    const Outline& outline_of_surface() {
        if (!outlines_known_[surface_]) {
            std::span<const Segment> walls;
            if (surface_ < draft_.storeys.size())
                walls = draft_.storeys[surface_].thin_walls;
            outlines_[surface_] = Outline(draft_.walkable(surface_), walls);
            outlines_known_[surface_] = true;
        }
        return outlines_[surface_];
    }

    void check_fit(const std::array<Vec2, 4>& cell, int row, int seat) {
        const Vec2 centre = 0.25 * (cell[0] + cell[1] + cell[2] + cell[3]);
        std::array<Vec2, 4> inner = cell;
        // Towards the centre along the diagonal, a little more than the tolerance along each side.
        for (Vec2& p : inner) p = p + 1.5 * fit_tolerance_m * unit(centre - p);
        if (outline_of_surface().is_free(inner))
            return;
        if (misfits_ == 0) {
            first_misfit_ = fmt::format("row {}, seat {}", row + 1, seat + 1);
            misfit_at_ = centre;
        }
        ++misfits_;
    }

    void report_misfits() {
        if (misfits_ == 0)
            return;
        error("",
              fmt::format("{} of the seats do not fit: {} at {} reaches over the edge of '{}', over a wall "
                          "or on an obstacle; move front_left, reduce the "
                          "seats or enlarge the floor",
                          misfits_, first_misfit_, draft_.problems.text(misfit_at_), spec_->on),
              misfit_at_);
    }

    void check_overlap() {
        Block block{surface_, outline_, place()};
        const Box box = bounds(block.area);
        for (const Block& other : blocks_) {
            if (other.surface != surface_ || !bounds(other.area).overlaps(box))
                continue;
            const Result<Region> common = intersection(block.area, other.area);
            if (!common || area(*common) < noticed_overlap_m2)
                continue;
            const Vec2 at = centroid(common->front());
            error("",
                  fmt::format("its rows overlap those of {} by {:.2f} m2, at {}; move one of the blocks",
                              other.where, area(*common), draft_.problems.text(at)),
                  at);
        }
        blocks_.push_back(std::move(block));
    }

    Draft& draft_;
    std::vector<Outline> outlines_;  ///< [surface], made when first needed
    std::vector<bool> outlines_known_;
    const SeatingSpec* spec_{nullptr};
    std::size_t row_{0};
    std::size_t surface_{0};
    Region outline_;
    std::vector<Block> blocks_;
    int misfits_{0};
    std::string first_misfit_;
    Vec2 misfit_at_;
};

}  // namespace

void draft_seating(Draft& draft) {
    BlockDrafter drafter(draft);
    for (const std::size_t row : draft.seating) drafter.add(row);
}

}  // namespace wayout
