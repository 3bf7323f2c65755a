/// The reader of public warnings.
#include "expect.hpp"

#include <wayout/alert.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wayout;
    const AlertDraft draft = read_alert_text({reinterpret_cast<const char*>(data), size}, "alert.xml");
    FUZZ_EXPECT(draft.errors.size() <= 201);
    FUZZ_EXPECT(draft.is_xml || !draft.errors.empty());
    for (const std::string& line : alert_lines(draft)) FUZZ_EXPECT(line.find('\n') == std::string::npos);
    FUZZ_EXPECT(!alert_json(draft).empty());
    if (!draft.errors.empty())
        return 0;
    for (const AlertInfo& info : draft.alert.infos)
        for (const AlertArea& area : info.areas) {
            for (const auto& ring : area.polygons) FUZZ_EXPECT(ring.size() >= 3);
            for (const GeoCircle& circle : area.circles) FUZZ_EXPECT(std::isfinite(circle.radius_m));
        }
    // What was read without a problem can be written, and says the same again.
    const Result<std::string> written = alert_xml(draft.alert);
    FUZZ_EXPECT(written.has_value());
    const AlertDraft again = read_alert_text(*written, "again.xml");
    FUZZ_EXPECT(again.errors.empty());
    const Result<std::string> twice = alert_xml(again.alert);
    FUZZ_EXPECT(twice && *twice == *written);
    return 0;
}
