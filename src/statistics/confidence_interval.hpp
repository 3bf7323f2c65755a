/// Two limits between which a quantity lies with a stated confidence.
#pragma once

namespace wayout {

struct ConfidenceInterval {
    double low{};
    double high{};
};

/// The limits themselves belong to it.
constexpr bool contains(const ConfidenceInterval& interval, double value) {
    return interval.low <= value && value <= interval.high;
}

}  // namespace wayout
