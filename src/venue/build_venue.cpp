#include "venue/draft.hpp"

namespace wayout {

namespace {

void work_out(Draft& draft) {
    if (!check_spec(draft) || !place_in_frame(draft))
        return;
    draft_floors(draft);
    cut_walls(draft);
    cut_floors(draft);
    draft_stairs(draft);
    draft_tiers(draft);
    join_pieces(draft);
    fit_openings(draft);
    check_rooms(draft);
    draft_seating(draft);
    check_zones(draft);
}

}  // namespace

Result<std::shared_ptr<const Venue>> build_venue(const VenueSpec& spec, VenueNotes* notes) {
    Draft draft(spec);
    work_out(draft);
    if (notes != nullptr)
        notes->warnings = draft.problems.warnings();
    if (!draft.problems.errors().empty())
        return draft.problems.errors();
    auto venue = std::make_shared<Venue>();
    assemble(draft, *venue);
    venue->prepare_lookup();
    return std::shared_ptr<const Venue>(std::move(venue));
}

}  // namespace wayout
