/// The readers of tables over time: compartments of CFAST and curves of the user. Both are tried on each
/// input.
#include "findings.hpp"

#include "hazards/cfast_source.hpp"
#include "hazards/curves_source.hpp"
#include "hazards/findings.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

void expect_sound(const wayout::Result<wayout::OpenedSource>& opened) {
    using namespace wayout;
    if (!opened) {
        expect_sound_errors(opened.error(), Findings::most_listed + 1);
        return;
    }
    HazardSource& source = *opened->source;
    FUZZ_EXPECT(std::isfinite(source.end_s()));
    for (const double time_s : {0.0, 1.0, source.end_s()}) {
        FUZZ_EXPECT(source.advance_to(time_s).has_value());
        const AirSample sample = source.sample({StoreyId(0), 1.0, 1.0, 1.6});
        FUZZ_EXPECT(!sample.covered || (std::isfinite(sample.air.temperature_k) && sample.air.co_ppm >= 0.0 &&
                                        sample.air.extinction_per_m >= 0.0));
        FUZZ_EXPECT(time_s < source.end_s() || sample.covered);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wayout;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::vector<HazardZone> zones{{"hall", StoreyId(0), {{{0, 0}, {2, 0}, {2, 2}, {0, 2}}, {}}, 0.0}};
    expect_sound(cfast_from_text({"a.csv", {{1, "", {"hall"}, "rooms[0]"}}, "cfast"}, text, zones));
    expect_sound(curves_from_texts({{{"a.csv", {"hall"}, "curves[0]"}}, "curves"},
                                   std::vector<std::string>{text}, zones));
    return 0;
}
