/// The reader of well-known text.
#include "expect.hpp"

#include "geometry/wkt.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wayout;
    const Result<WktGeometry> read = read_wkt({reinterpret_cast<const char*>(data), size});
    if (!read) {
        FUZZ_EXPECT(!read.error().empty());
        return 0;
    }
    for (const Polygon& polygon : read->polygons) {
        FUZZ_EXPECT(polygon.outer.size() >= 3);
        for (const Ring& hole : polygon.holes) FUZZ_EXPECT(hole.size() >= 3);
        for (const Vec2 p : polygon.outer) FUZZ_EXPECT(std::isfinite(p.x) && std::isfinite(p.y));
    }
    // To write and to read is the identity.
    const Result<WktGeometry> again = read_wkt(write_wkt(read->polygons));
    FUZZ_EXPECT(again && again->polygons.size() == read->polygons.size());
    for (std::size_t i = 0; i < read->polygons.size(); ++i)
        FUZZ_EXPECT(again->polygons[i].outer == read->polygons[i].outer &&
                    again->polygons[i].holes == read->polygons[i].holes);
    return 0;
}
