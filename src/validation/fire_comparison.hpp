/// The zone model run beside a reference run of CFAST: where each quantity lies farthest from it.
#pragma once

#include "validation/fire_references.hpp"
#include "validation/validation_case.hpp"

#include <map>
#include <string>
#include <vector>

namespace wayout {

/// Keeps of each quantity the time at which it lies farthest outside its tolerance.
class WorstDeviations {
public:
    void add(const std::string& name, const char* unit, double time_s, double reference, double ours,
             double tolerance);
    /// In the order in which they were first added.
    std::vector<ValidationQuantity> quantities() const;

private:
    struct Worst {
        std::string name;
        std::string unit;
        double time_s{0.0};
        double reference{0.0};
        double ours{0.0};
        double tolerance{0.0};
        double tolerances_off{-1.0};
    };
    std::vector<Worst> worst_;
    std::map<std::string, std::size_t> rows_;
};

/// Runs the case and holds it against the acceptance of the fire specification 3.9.
/// @param detector_times_s  of the reference, in the order of its devices; may be empty
Findings compare_with_reference(const FireReference& reference, const std::vector<double>& detector_times_s);

}  // namespace wayout
