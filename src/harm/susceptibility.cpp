#include "harm/susceptibility.hpp"

#include "core/math.hpp"
#include "core/random.hpp"

namespace wayout {

Susceptibility draw_susceptibility(const ExposureSpec& spec, std::uint64_t seed, AgentId person) {
    const double z_gas = standard_normal(seed, person, Draw::susceptibility, 0, 0);
    const double z_heat =
        spec.separate_draws ? standard_normal(seed, person, Draw::susceptibility, 0, 1) : z_gas;
    return {portable_exp(spec.sigma_gas * z_gas), portable_exp(spec.sigma_heat * z_heat)};
}

}  // namespace wayout
