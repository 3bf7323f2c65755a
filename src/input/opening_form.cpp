#include "input/opening_form.hpp"

#include "input/distribution_form.hpp"

#include <array>

namespace wayout {
namespace {

/// Seconds that one passage takes.
constexpr DrawnQuantity service_time_s{{0.0, 3600.0}};

void leaf_fields(Fields& fields, TwoLeaves& leaves) {
    fields.optional(
        "open", leaves.open_leaves, integer(1, 2),
        "Leaves that are open while the door is open. 1: the half at the first point of the line.");
    fields.optional("second_leaf_chance", leaves.second_leaf_chance, number({0.0, 1.0}),
                    "Chance that somebody in the queue opens the second leaf, each time. Our choice.");
    fields.optional("second_leaf_every_s", leaves.second_leaf_every_s, number({1.0, 3600.0}),
                    "Each time a queue has stood for so long. Our choice.");
}

struct EventKey {
    IncidentEvent::Kind kind;
    const char* key;
    const char* meaning;
};
constexpr std::array event_keys{
    EventKey{IncidentEvent::Kind::open_door, "open_door", "Id of the door that is opened."},
    EventKey{IncidentEvent::Kind::close_door, "close_door", "Id of the door that is closed."},
    EventKey{IncidentEvent::Kind::open_exit, "open_exit", "Id of the exit that is opened."},
    EventKey{IncidentEvent::Kind::close_exit, "close_exit", "Id of the exit that is lost."},
    EventKey{IncidentEvent::Kind::set_escalator, "set_escalator",
             "Id of the escalator that is stopped or set running."},
    EventKey{IncidentEvent::Kind::lock_door, "lock_door", "Id of the door or exit that is locked."},
    EventKey{IncidentEvent::Kind::unlock_door, "unlock_door",
             "Id of the door or exit that is unlocked and opens."},
    EventKey{IncidentEvent::Kind::open_leaf, "open_leaf",
             "Id of the door or exit whose second leaf is opened."},
    EventKey{IncidentEvent::Kind::set_service, "set_service",
             "Id of the turnstile, a door or an exit, whose service time changes."},
    EventKey{IncidentEvent::Kind::remove_barrier, "remove_barrier",
             "Id of the closed door that stands for a temporary barrier, which is removed."}};

}  // namespace

void opening_rule_fields(Fields& fields, OpeningRules& rules) {
    fields.optional("leaves", rules.leaves, object("two leaves", leaf_fields),
                    "Two leaves of equal width, of which one may be shut.");
    fields.optional("refuses", rules.refuses, list_of(id(), {1}),
                    "Ids or roles of populations that are turned away.");
    fields.optional("service_s", rules.service_s, distribution(service_time_s),
                    "A turnstile or a check: time that each passage takes, one person after another.");
}

void event_fields(Fields& fields, IncidentEvent& event) {
    event.where = fields.where();
    fields.required("at_s", event.at_s, number({0.0, 86400.0}), "Time from the start of the incident.");
    for (const EventKey& key : event_keys) {
        std::optional<std::string> target;
        fields.optional(key.key, target, id(), key.meaning);
        if (target) {
            event.kind = key.kind;
            event.target = *target;
        }
    }
    fields.exactly_one_of({"open_door", "close_door", "open_exit", "close_exit", "set_escalator", "lock_door",
                           "unlock_door", "open_leaf", "set_service", "remove_barrier"});
    std::optional<StairSpec::Motion> direction;
    fields.optional("direction", direction,
                    choice<StairSpec::Motion>({{"stopped", StairSpec::Motion::stopped},
                                               {"up", StairSpec::Motion::up},
                                               {"down", StairSpec::Motion::down}}),
                    "With set_escalator: which way it runs from then on.");
    fields.all_or_none_of({"set_escalator", "direction"});
    event.motion = direction.value_or(StairSpec::Motion::stopped);
    fields.optional("deceleration_mps2", event.deceleration_mps2, number({0.05, 100.0}),
                    "With set_escalator: how it brakes and gathers speed.");
    fields.needs("deceleration_mps2", "set_escalator");
    std::optional<double> service_s;
    fields.optional("service_s", service_s, number({0.0, 3600.0}),
                    "With set_service: time that each passage takes from then on; 0: nobody is held up.");
    fields.all_or_none_of({"set_service", "service_s"});
    event.service_s = service_s.value_or(0.0);
}

}  // namespace wayout
