/// What stewards tell others: the single places where staff reaches into what people know and notice.
#include "simulation/knowledge_state.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/staff_state.hpp"
#include "simulation/world.hpp"

namespace wayout {

void steward_teaches(World& world, std::size_t row, GateId exit) {
    teach(world, world.agents.id[row], exit);
}

void steward_instructs(World& world, std::size_t row) {
    instruct(world, row, world.time_s());
}

void steward_reports(World& world) {
    if (world.noticing == nullptr)
        return;
    AlarmBook& book = world.noticing->book;
    for (std::size_t a = 0; a < book.alarms().size(); ++a)
        if (book.alarms()[a].waits_for_report)
            book.trigger(a, world.time_s() + book.alarms()[a].spec.delay_s);
}

}  // namespace wayout
