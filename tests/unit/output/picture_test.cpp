/// Pictures: PNG bytes, plans and the picture of problems, seen by pixels and by the marks in the SVG.
#include "output/picture.hpp"
#include "output/check_picture.hpp"
#include "output/figures.hpp"
#include "output/maps.hpp"
#include "output/plan.hpp"
#include "output/plan_labels.hpp"
#include "sample_run.hpp"

#include <wayout/output.hpp>

#include <gtest/gtest.h>
#include <png.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

namespace wayout {
namespace {

using sample::TemporaryFolder;

struct Pixels {
    unsigned width{0};
    unsigned height{0};
    std::vector<unsigned char> rgba;
    std::array<int, 4> at(unsigned x, unsigned y) const {
        const std::size_t i = (static_cast<std::size_t>(y) * width + x) * 4;
        return {rgba[i], rgba[i + 1], rgba[i + 2], rgba[i + 3]};
    }
    std::size_t colours() const {
        std::set<std::array<int, 4>> seen;
        for (unsigned y = 0; y < height; ++y)
            for (unsigned x = 0; x < width; ++x) seen.insert(at(x, y));
        return seen.size();
    }
};

Pixels decode(png_image& image) {
    Pixels p;
    image.format = PNG_FORMAT_RGBA;
    p.width = image.width;
    p.height = image.height;
    p.rgba.resize(PNG_IMAGE_SIZE(image));
    EXPECT_NE(png_image_finish_read(&image, nullptr, p.rgba.data(), 0, nullptr), 0);
    return p;
}

Pixels read_png(const std::filesystem::path& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_file(&image, file.c_str()), 0);
    return decode(image);
}

Pixels read_png(const std::vector<std::uint8_t>& bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()), 0);
    return decode(image);
}

TEST(EncodePng, KeepsColoursAndOpacity) {
    Raster raster(3, 2);
    raster.set(0, 0, {255, 0, 0});
    raster.set(2, 1, {0, 128, 255}, 77);
    const Pixels p = read_png(encode_png(raster));
    ASSERT_EQ(p.width, 3u);
    ASSERT_EQ(p.height, 2u);
    EXPECT_EQ(p.at(0, 0), (std::array<int, 4>{255, 0, 0, 255}));
    EXPECT_EQ(p.at(2, 1), (std::array<int, 4>{0, 128, 255, 77}));
    EXPECT_EQ(p.at(1, 1)[3], 0);
}

TEST(EncodePng, HandlesMoreColoursThanAPalette) {
    Raster raster(300, 1);
    for (int x = 0; x < 300; ++x)
        raster.set(x, 0, {static_cast<std::uint8_t>(x % 256), static_cast<std::uint8_t>(x / 256), 9});
    const Pixels p = read_png(encode_png(raster));
    EXPECT_EQ(p.at(299, 0), (std::array<int, 4>{43, 1, 9, 255}));
}

TEST(Base64, MatchesRfc4648) {
    // RFC 4648, section 10.
    const auto of = [](std::string_view text) {
        return base64(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    };
    EXPECT_EQ(of(""), "");
    EXPECT_EQ(of("f"), "Zg==");
    EXPECT_EQ(of("fo"), "Zm8=");
    EXPECT_EQ(of("foobar"), "Zm9vYmFy");
    EXPECT_EQ(from_base64("Zm8="), (std::vector<std::uint8_t>{'f', 'o'}));
    EXPECT_FALSE(from_base64("Zm8"));
    EXPECT_FALSE(from_base64("Z*8="));
}

TEST(SvgToPng, TellsWhenItCannotWrite) {
    const std::string svg = Svg(10.0, 10.0, "t").str();
    EXPECT_EQ(svg_to_png(svg, "/nowhere/at/all.png").at(0).code, ErrorCode::io);
    const TemporaryFolder folder;
    EXPECT_FALSE(svg_to_png(svg, folder / "x.png", 1e6).empty());
}

/// Every kind of picture of the sample run: well-formed (the renderer refuses otherwise), of the right size,
/// not blank.
TEST(Pictures, AreDrawn) {
    const TemporaryFolder folder;
    const sample::SampleRun run = sample::make_run();
    const PlanModel plan = plan_of(run.venue);
    const std::pair<const char*, std::string> pictures[] = {
        {"plan", plan_picture(plan, 0, {})},
        {"gallery", plan_picture(plan, 1, {})},
        {"peak", peak_density_map(run.results, plan, 0, "a")},
        {"above4", crowded_time_map(run.results, plan, 0, "b")},
        {"pressure", pressure_map(run.results, plan, 0, "p")},
        {"exit-time", exit_time_map(run.results, plan, 0, "c")},
        {"curve", evacuation_curve(run.results)},
        {"use", exit_use_chart(run.results)},
        {"flow", flow_panels(run.results, passages_by_use(run.results, PassageKind::exit), "flow")},
    };
    for (const auto& [name, svg] : pictures) {
        ASSERT_FALSE(svg.empty()) << name;
        const auto file = folder / (std::string(name) + ".png");
        ASSERT_TRUE(svg_to_png(svg, file, 1.0).empty()) << name;
        const Pixels p = read_png(file);
        EXPECT_EQ(p.width, 960u) << name;
        EXPECT_GT(p.height, 80u) << name;
        EXPECT_GT(p.colours(), 5u) << name;
    }
    EXPECT_EQ(crowded_time_map(run.results, plan, 1, "d"), "");  // nothing above 4 per m2 on the gallery
}

// Names of many events would hide the curves: then they are numbers, whose meaning stands beneath.
TEST(EvacuationCurve, NamesFewEventsAndNumbersMany) {
    sample::SampleRun run = sample::make_run();
    EXPECT_EQ(event_key(run.results), "");
    EXPECT_NE(evacuation_curve(run.results).find("closes"), std::string::npos);
    for (const double at_s : {91.0, 92.0, 93.0, 94.0, 125.0})
        run.results.events.push_back({at_s, "open_exit", "west", "The exit opens", 0, {}, true});
    EXPECT_EQ(evacuation_curve(run.results).find("closes"), std::string::npos);
    const std::string key = event_key(run.results);
    EXPECT_EQ(key.find("1: Exit 'Stage <west>' closes (1:30); 2: The exit opens (1:31); "), 0U);
    EXPECT_NE(key.find("6: The exit opens (2:05)."), std::string::npos);
}

TEST(PressureMap, IsOnlyDrawnWhereItCameNearTheWarning) {
    sample::SampleRun run = sample::make_run();
    const PlanModel plan = plan_of(run.venue);
    EXPECT_NE(pressure_map(run.results, plan, 0, "p").find("0.02\u20130.04"), std::string::npos);
    EXPECT_EQ(pressure_map(run.results, plan, 1, "p"), "");  // not measured there
    for (float& p : run.results.density[0].peak_pressure_per_s2) p = 0.004f;
    EXPECT_EQ(pressure_map(run.results, plan, 0, "p"), "");  // a quarter of 0.02 is the first class
    EXPECT_EQ(pressure_classes(0.02).class_of(0.0525), 3);
}

/// The map shows a value where it is: one crowded cell in an empty hall colours its place, and only that.
TEST(PeakDensityMap, ColoursThePlaceOfTheCrowd) {
    sample::SampleRun run = sample::make_run();
    DensityGrid& g = run.results.density[0];
    std::fill(g.peak_per_m2.begin(), g.peak_per_m2.end(), 0.0f);
    for (int iy = 48; iy <= 52; ++iy)      // y 19.2 to 21.2 m
        for (int ix = 23; ix <= 27; ++ix)  // x 9.2 to 11.2 m
            g.peak_per_m2[static_cast<std::size_t>(iy * g.nx + ix)] = 9.0f;
    const PlanModel plan = plan_of(run.venue);
    const TemporaryFolder folder;
    ASSERT_TRUE(svg_to_png(peak_density_map(run.results, plan, 0, "a"), folder / "m.png", 1.0).empty());
    const Pixels p = read_png(folder / "m.png");
    PlanStyle style;
    const PlanView view = view_of(plan, 0, style, 26.0);  // below the legend
    const auto colour_at = [&](Vec2 local) {
        const Vec2 at = view.at(local);
        return p.at(static_cast<unsigned>(at.x), static_cast<unsigned>(at.y));
    };
    EXPECT_EQ(colour_at({10.2, 20.2}), (std::array<int, 4>{0x44, 0x01, 0x54, 255}));  // over 6 per m2
    EXPECT_EQ(colour_at({20.0, 21.5}), (std::array<int, 4>{0xf4, 0xf6, 0xf8, 255}));  // bare floor
}

TEST(PlanOf, ShowsStairsOnBothStoreys) {
    const PlanModel plan = plan_of(sample::make_venue());
    ASSERT_EQ(plan.surfaces.size(), 1u);
    EXPECT_EQ(plan.surfaces[0].storey, 0);
    EXPECT_EQ(plan.surfaces[0].upper_storey, 1);
    // Outward of the north exit (a -> b runs west, inside to the left, south).
    EXPECT_EQ(plan.gates[0].outward, (Vec2{0.0, 1.0}));
    EXPECT_EQ(plan.gates.size(), 5u);  // no joints
    EXPECT_FALSE(plan.storeys[0].seat_backs.empty());
    EXPECT_EQ(plan.storeys[0].seats.size(), 288u);
}

VenueSpec broken_spec() {
    VenueSpec spec;
    spec.name = "Broken <hall>";
    StoreySpec s;
    s.id = "ground";
    s.floor = {{{{500000.0, 5600000.0}, {500020.0, 5600000.0}, {500000.0, 5600010.0}, {500020.0, 5600010.0}},
                {}}};  // a bow tie
    s.floor.push_back({{{std::nan(""), 1.0}, {2.0, std::numeric_limits<double>::infinity()}}, {}});
    s.walls.push_back({{{500005.0, 5600002.0}, {500009.0, 5600002.0}}, 0.0, ""});
    spec.storeys.push_back(s);
    ExitSpec e;
    e.id = e.name = "way out";
    e.storey = "ground";
    e.line = {{500020.0, 5600002.0}, {500020.0, 5600004.0}};
    spec.exits.push_back(e);
    SeatingSpec block;
    block.on = "ground";
    block.row_count = 2000000000;
    block.seats_per_row = 2000000000;
    spec.seating.push_back(block);
    StairSpec stair;
    stair.from_storey = "ground";
    stair.to_storey = "nowhere";
    stair.flights.push_back(
        {{{500001.0, 5600001.0}, {500002.0, 5600001.0}}, {{500002.0, 5600004.0}, {500001.0, 5600004.0}}, ""});
    spec.stairs.push_back(stair);
    return spec;
}

TEST(CheckPicture, MarksProblemsOfAVenueThatFailed) {
    const Errors errors = {
        {ErrorCode::geometry, "venue.json: storeys[0]", "the outline crosses itself <here>", "ground",
         500010.0, 5600005.0},
        {ErrorCode::schema, "venue.json: doors", "no door", "", 0.0, 0.0},
        {ErrorCode::geometry, "venue.json: exits[0]", "far away", "ground", 9e9, std::nan("")}};
    const std::string svg = check_picture(plan_of(broken_spec()), errors, {});
    EXPECT_NE(svg.find("3 problems, 0 hints"), std::string::npos);
    EXPECT_EQ(svg.find("<here>"), std::string::npos);
    EXPECT_NE(svg.find("&lt;here&gt;"), std::string::npos);
    // Four marks: one on the plan, three in the list.
    std::size_t marks = 0;
    for (std::size_t at = svg.find("r=\"9.5\""); at != std::string::npos; at = svg.find("r=\"9.5\"", at + 1))
        ++marks;
    EXPECT_EQ(marks, 4u);
    const TemporaryFolder folder;
    EXPECT_TRUE(svg_to_png(svg, folder / "check.png").empty());
    EXPECT_GT(read_png(folder / "check.png").colours(), 5u);
}

TEST(CheckPicture, OfNothingIsStillAPicture) {
    const TemporaryFolder folder;
    EXPECT_TRUE(svg_to_png(check_picture(plan_of(VenueSpec{}), {}, {}), folder / "check.png").empty());
}

/// A sound room of 20 m x 10 m whose south-west corner is at (1000, 2000).
VenueSpec sound_spec() {
    VenueSpec spec;
    spec.name = "Sound hall";
    StoreySpec s;
    s.id = "ground";
    s.floor = {{{{1000, 2000}, {1020, 2000}, {1020, 2010}, {1000, 2010}}, {}}};
    spec.storeys.push_back(s);
    ExitSpec e;
    e.id = e.name = "way out";
    e.storey = "ground";
    e.line = {{1020, 2004}, {1020, 2006}};
    spec.exits.push_back(e);
    return spec;
}

std::string text_of_file(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Middle of all pixels of a colour, and their number.
struct Spot {
    double x{0.0};
    double y{0.0};
    std::size_t count{0};
};

Spot spot_of(const Pixels& p, std::array<int, 4> colour) {
    Spot spot;
    for (unsigned y = 0; y < p.height; ++y)
        for (unsigned x = 0; x < p.width; ++x)
            if (p.at(x, y) == colour) {
                spot.x += x;
                spot.y += y;
                ++spot.count;
            }
    const auto count = static_cast<double>(std::max<std::size_t>(spot.count, 1));
    return {spot.x / count, spot.y / count, spot.count};
}

TEST(DrawCheckedPlan, MarksAProblemAtItsPlaceAndListsIt) {
    const TemporaryFolder folder;
    const std::array<int, 4> red{0xb3, 0x26, 0x1e, 255};
    const auto drawn = [&](const Errors& errors, const Errors& warnings) {
        EXPECT_TRUE(draw_checked_plan(sound_spec(), errors, warnings, folder / "plan.png").empty());
        return read_png(folder / "plan.png");
    };
    // Control: nothing red in the picture of a sound plan.
    EXPECT_EQ(spot_of(drawn({}, {}), red).count, 0u);

    const auto at = [](double x, double y) {
        return Errors{{ErrorCode::geometry, "here", "something", "ground", x, y}};
    };
    // Marks at two places 10 m apart in x and 4 m in y. Each picture also has the verdict and the list in
    // red, at the same places; what differs is the mark, so the middles of the red pixels are apart in the
    // same proportion as the places, y downwards.
    const Spot first = spot_of(drawn(at(1004, 2003), {}), red);
    const Spot second = spot_of(drawn(at(1014, 2007), {}), red);
    ASSERT_GT(first.count, 100u);
    const double right = second.x - first.x;
    const double up = first.y - second.y;
    EXPECT_GT(right, 0.0);
    EXPECT_NEAR(up / right, 4.0 / 10.0, 0.03);  // a few pixels of letters cover some red
    // A hint is not red, and a storey that is not there gets no mark.
    EXPECT_EQ(spot_of(drawn({}, at(1004, 2003)), red).count, 0u);
    Errors elsewhere = at(1004, 2003);
    elsewhere[0].storey = "upper";
    EXPECT_LT(spot_of(drawn(elsewhere, {}), red).count, first.count);

    ASSERT_TRUE(draw_checked_plan(sound_spec(), at(1004, 2003), at(1014, 2007), folder / "plan.svg").empty());
    const std::string svg = text_of_file(folder / "plan.svg");
    EXPECT_EQ(svg.compare(0, 4, "<svg"), 0);
    EXPECT_NE(svg.find("1 problem, 1 hint<"), std::string::npos);
    EXPECT_NE(svg.find(">something<"), std::string::npos);
    EXPECT_NE(svg.find("Sound hall"), std::string::npos);
}

TEST(DrawCheckedPlan, RefusesOtherFormatsAndPlaces) {
    const TemporaryFolder folder;
    for (const char* name : {"plan.pdf", "plan"}) {
        const Errors errors = draw_checked_plan(sound_spec(), {}, {}, folder / name);
        ASSERT_EQ(errors.size(), 1u) << name;
        EXPECT_EQ(errors[0].code, ErrorCode::unsupported);
        EXPECT_NE(errors[0].message.find(".svg or .png"), std::string::npos);
        EXPECT_FALSE(std::filesystem::exists(folder / name));
    }
    for (const char* name : {"no/such/folder/plan.svg", "no/such/folder/plan.png"}) {
        const Errors errors = draw_checked_plan(sound_spec(), {}, {}, folder / name);
        ASSERT_FALSE(errors.empty()) << name;
        EXPECT_EQ(errors[0].code, ErrorCode::io);
    }
}

TEST(LabelPoint, LiesInTheWidestPlace) {
    // An L: the foot 20 x 4, the leg 4 x 20. The centroid would lie outside or at the corner.
    const Polygon l{{{0, 0}, {20, 0}, {20, 4}, {4, 4}, {4, 20}, {0, 20}}, {}};
    const Vec2 p = label_point(l);
    EXPECT_TRUE((p.x > 0 && p.x < 20 && p.y > 0 && p.y < 4) || (p.x > 0 && p.x < 4 && p.y > 0 && p.y < 20));
}

TEST(LabelPoint, KeepsClearOfWays) {
    const Polygon room{{{0, 0}, {20, 0}, {20, 10}, {0, 10}}, {}};
    EXPECT_EQ(label_point(room), (Vec2{10, 5}));
    const auto box = [](double x0, double y0, double x1, double y1) {
        Box b;
        b.add(Vec2{x0, y0});
        b.add(Vec2{x1, y1});
        return b;
    };
    // A stair across the middle leaves the strips above and below it.
    const Box across = box(0, 4, 20, 6);
    const Vec2 beside = label_point(room, std::vector<Box>{across});
    EXPECT_TRUE(beside.y < 4.0 || beside.y > 6.0) << beside.y;
    EXPECT_EQ(beside.x, 10.0);
    // Two side by side from wall to wall: 7 m on the left, 5 m between them, 2 m on the right.
    const std::vector<Box> two{box(7, 0, 10, 10), box(15, 0, 18, 10)};
    EXPECT_EQ(label_point(room, two), (Vec2{3.5, 5}));
    // No room at all: somewhere inside all the same.
    EXPECT_EQ(label_point(room, std::vector<Box>{box(-1, -1, 21, 11)}), (Vec2{10, 5}));
}

TEST(WayOf, ShowsHowAnEscalatorRunsAndWhereAStairLeads) {
    PlanModel plan;
    plan.storeys.resize(2);
    PlanModel::Surface surface;
    surface.storey = 0;
    surface.upper_storey = 1;
    surface.outline = {{0, 0}, {8, 0}, {8, 1}, {0, 1}};
    surface.up = {1, 0};
    PlanView view;
    view.scale = 10.0;
    view.box.add(Vec2{0, 0});
    view.box.add(Vec2{8, 1});
    const auto rightwards = [&](int storey) {
        const std::optional<Way> way = way_of(surface, storey, view);
        return way && way->head.x > way->tail.x;
    };
    surface.kind = PlanModel::Kind::stair;
    EXPECT_TRUE(rightwards(0));  // up, out of the lower storey
    EXPECT_FALSE(rightwards(1));
    surface.kind = PlanModel::Kind::escalator;
    surface.travel = PlanModel::Travel::down;
    EXPECT_FALSE(rightwards(0));  // it comes down, seen from both storeys
    EXPECT_FALSE(rightwards(1));
    EXPECT_EQ(way_of(surface, 0, view)->word, "runs down");
    surface.travel = PlanModel::Travel::stopped;
    EXPECT_TRUE(rightwards(0));
    EXPECT_EQ(way_of(surface, 0, view)->word, "up, stopped");
}

TEST(ExitTimeMap, SaysInItsLegendWhatTheDotsOfThoseInsideAre) {
    sample::SampleRun run = sample::make_run();
    const PlanModel plan = plan_of(run.venue);
    const auto told = [&] {
        return exit_time_map(run.results, plan, 0, "p").find(">not out<") != std::string::npos;
    };
    for (PersonResult& p : run.results.people) p.outcome = Outcome::out;
    EXPECT_FALSE(told());
    for (PersonResult& p : run.results.people)
        if (p.start_storey == 0) {
            p.outcome = Outcome::inside;
            break;
        }
    EXPECT_TRUE(told());
}

}  // namespace
}  // namespace wayout
