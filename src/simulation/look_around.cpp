#include "simulation/look_around.hpp"

#include "core/random.hpp"
#include "geometry/segment.hpp"
#include "harm/smoke_sight.hpp"
#include "simulation/world.hpp"

#include <algorithm>
#include <optional>

namespace wayout {
namespace {

using News = KnowledgeState::News;

/// So near one notices that a leaf is shut whatever the smoke (locomotion spec 9.4).
constexpr double touch_m = 3.0;

/// Somebody who looks around, and what he finds.
class Look {
public:
    Look(const World& world, std::size_t row, std::vector<News>& found)
        : world_(world),
          knowledge_(*world.knowledge),
          found_(found),
          row_(row),
          person_(world.agents.id[row]),
          spec_(knowledge_.spec(world.agents.population[row])),
          exits_(world.rules[static_cast<std::size_t>(world.agents.population[row])].exits),
          surface_(world.agents.surface[row]),
          here_{world.agents.x_m[row], world.agents.y_m[row]},
          patch_(knowledge_.sight.patch_of(surface_, here_)) {}

    void around() {
        see_exits();
        read_signs();
        notice_openings();
        notice_changes();
        if (world_.agents.activity[row_] == Activity::walking)
            listen();
    }

private:
    bool is_open(GateId gate) const { return world_.fields.state().gate_open[gate.row()] != 0; }
    bool is_wrong_about(AgentId person, GateId exit) const {
        return believes_open(world_, person, exit) != is_open(exit);
    }

    void add(News::What what, std::int32_t subject, LearnedBy by, bool makes_familiar = false) {
        found_.push_back({person_, what, subject, by, makes_familiar, {}});
    }

    void see_exits() {
        for (const GateId exit : exits_) {
            if (knowledge_.is_familiar(person_, exit) || !sees_exit(world_, row_, patch_, exit))
                continue;
            if (knowledge_.leads_outside[exit.row()] != 0 && is_open(exit))
                add(News::What::exit, exit.value, LearnedBy::sight_of_outside, true);
            else if (!knowledge_.is_known_of(person_, exit))
                add(News::What::exit, exit.value, LearnedBy::sight);
        }
    }

    /// Signs lit from inside emit light as long as they are lit.
    SignKind kind_of(const HungSign& sign) const {
        const std::optional<PowerFailureSpec>& power = world_.scenario.incident.power;
        const bool is_dark = world_.lighting_loss_frac > 0.0 && power && !power->signs_stay_lit;
        return sign.lighting == SignSpec::Lighting::internal && !is_dark ? SignKind::emitting
                                                                         : SignKind::reflecting;
    }

    void read_signs() {
        const std::vector<HungSign>& signs = knowledge_.sight.signs();
        for (std::size_t s = 0; s < signs.size(); ++s) {
            const GateId exit = signs[s].exit;
            if (!knowledge_.sight.reads_sign(patch_, s) || knowledge_.knows(person_, exit) ||
                std::find(exits_.begin(), exits_.end(), exit) == exits_.end())
                continue;
            const double drawn =
                uniform01(world_.seed, person_, Draw::sign_notice, 0, static_cast<std::uint32_t>(s));
            if (drawn < spec_.p_notice_sign &&
                !is_hidden_by_smoke(world_, surface_, here_, signs[s].front, kind_of(signs[s])))
                add(News::What::exit, exit.value, LearnedBy::sign);
        }
    }

    /// Whether and how somebody makes out if a gate is open.
    std::optional<LearnedBy> makes_out(GateId gate) const {
        const Gate& g = world_.venue->gates[gate.row()];
        const double reach_m = std::max(touch_m, spec_.closure_sight_m);
        const double away_m = distance(g.line, here_);
        if (away_m > reach_m)
            return std::nullopt;
        // A point before the gate on the own side: a shut leaf does not hide itself.
        constexpr double in_front_m = 0.1;
        const Vec2 to_left = unit(perp(g.line.b - g.line.a));
        const bool is_left = !g.right.is_valid() || cross(g.line.b - g.line.a, here_ - g.line.a) >= 0.0;
        const Vec2 before = 0.5 * (g.line.a + g.line.b) + (is_left ? in_front_m : -in_front_m) * to_left;
        const SurfaceId to = is_left ? g.left : g.right;
        if (!knowledge_.sight.is_free(world_.fields.state().gate_open, surface_, here_, to, before))
            return std::nullopt;
        if (away_m <= touch_m)
            return LearnedBy::touch;
        if (is_hidden_by_smoke(world_, surface_, here_, before, SignKind::reflecting))
            return std::nullopt;
        return LearnedBy::sight;
    }

    void notice_openings() {
        for (const GateId exit : exits_)
            if (knowledge_.knows(person_, exit) && is_wrong_about(person_, exit))
                if (const std::optional<LearnedBy> by = makes_out(exit))
                    add(is_open(exit) ? News::What::open_exit : News::What::shut_exit, exit.value, *by);
    }

    void notice_changes() {
        const std::uint64_t unseen = knowledge_.unseen[person_ - 1];
        if (unseen == 0)
            return;
        for (std::size_t i = 0; i < knowledge_.changes.size(); ++i) {
            if ((unseen >> std::min<std::size_t>(i, 63) & 1U) == 0)
                continue;
            const KnowledgeState::Change& change = knowledge_.changes[i];
            std::optional<LearnedBy> by;
            if (change.gate.is_valid()) {
                by = makes_out(change.gate);
            } else if (change.escalator == surface_) {
                by = LearnedBy::touch;
            } else {
                for (std::size_t g = 0; g < world_.venue->gates.size() && !by; ++g)
                    if (const Gate& gate = world_.venue->gates[g];
                        gate.left == change.escalator || gate.right == change.escalator)
                        by = makes_out(GateId::from(g));
            }
            if (by)
                add(News::What::change, static_cast<std::int32_t>(i), *by);
        }
    }

    /// Whether the other knows anything that this person does not.
    bool has_news(AgentId other) const {
        if (knowledge_.knows_more(other, person_) ||
            (knowledge_.unseen[person_ - 1] & ~knowledge_.unseen[other - 1]) != 0)
            return true;
        return std::any_of(exits_.begin(), exits_.end(), [&](GateId exit) {
            return knowledge_.knows(person_, exit) && is_wrong_about(person_, exit) &&
                   !is_wrong_about(other, exit);
        });
    }

    void hear(AgentId other) {
        for (const GateId exit : exits_) {
            if (knowledge_.knows(other, exit) && !knowledge_.knows(person_, exit))
                add(News::What::exit, exit.value, LearnedBy::neighbour);
            if (is_wrong_about(person_, exit) && !is_wrong_about(other, exit))
                add(is_open(exit) ? News::What::open_exit : News::What::shut_exit, exit.value,
                    LearnedBy::neighbour);
        }
        const std::uint64_t seen = knowledge_.unseen[person_ - 1] & ~knowledge_.unseen[other - 1];
        for (std::size_t i = 0; i < knowledge_.changes.size(); ++i)
            if ((seen >> std::min<std::size_t>(i, 63) & 1U) != 0)
                add(News::What::change, static_cast<std::int32_t>(i), LearnedBy::neighbour);
    }

    bool knows_all() const {
        return knowledge_.unseen[person_ - 1] == 0 &&
               std::all_of(exits_.begin(), exits_.end(), [&](GateId exit) {
                   return knowledge_.knows(person_, exit) && !is_wrong_about(person_, exit);
               });
    }

    void listen() {
        if (spec_.p_talk_per_s <= 0.0 || knows_all())
            return;
        knowledge_.crowd.visit(here_, spec_.talk_distance_m, [&](const CrowdPicture::Walker& other) {
            if (other.person == person_ || !has_news(other.person))
                return;
            const float drawn =
                uniform01_float(world_.seed, person_, Draw::word_of_mouth, world_.step_index, other.person);
            if (static_cast<double>(drawn) < spec_.p_talk_per_s &&
                knowledge_.sight.is_free(world_.fields.state().gate_open, surface_, here_, other.surface,
                                         other.at))
                hear(other.person);
        });
    }

    const World& world_;
    const KnowledgeState& knowledge_;
    std::vector<News>& found_;
    std::size_t row_;
    AgentId person_;
    const KnowledgeSpec& spec_;
    const std::vector<GateId>& exits_;
    SurfaceId surface_;
    Vec2 here_;
    std::int32_t patch_;
};

}  // namespace

void look_around(const World& world, std::size_t row, std::vector<KnowledgeState::News>& found) {
    Look(world, row, found).around();
}

}  // namespace wayout
