/// Plan coordinates: a point or a vector in metres, x to the right, y up.
#pragma once

#include <cmath>

namespace wayout {

struct Vec2 {
    double x{};
    double y{};

    friend constexpr Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
    friend constexpr Vec2 operator-(Vec2 a, Vec2 b) { return {a.x - b.x, a.y - b.y}; }
    friend constexpr Vec2 operator-(Vec2 a) { return {-a.x, -a.y}; }
    friend constexpr Vec2 operator*(double s, Vec2 a) { return {s * a.x, s * a.y}; }
    friend constexpr Vec2 operator*(Vec2 a, double s) { return {s * a.x, s * a.y}; }
    friend constexpr Vec2 operator/(Vec2 a, double s) { return {a.x / s, a.y / s}; }
    friend constexpr bool operator==(Vec2 a, Vec2 b) = default;
    constexpr Vec2& operator+=(Vec2 b) {
        x += b.x;
        y += b.y;
        return *this;
    }
    constexpr Vec2& operator-=(Vec2 b) {
        x -= b.x;
        y -= b.y;
        return *this;
    }
};

constexpr double dot(Vec2 a, Vec2 b) {
    return a.x * b.x + a.y * b.y;
}
/// z component of the cross product: positive when b lies to the left of a.
constexpr double cross(Vec2 a, Vec2 b) {
    return a.x * b.y - a.y * b.x;
}
/// The vector turned left by 90 degrees.
constexpr Vec2 perp(Vec2 a) {
    return {-a.y, a.x};
}
constexpr double length_squared(Vec2 a) {
    return dot(a, a);
}
inline double length(Vec2 a) {
    return std::sqrt(length_squared(a));
}
inline double distance(Vec2 a, Vec2 b) {
    return length(b - a);
}
/// Unit vector; the zero vector stays zero.
inline Vec2 unit(Vec2 a) {
    const double l = length(a);
    return l > 0.0 ? a / l : Vec2{};
}

/// A straight piece of a line from a to b.
struct Segment {
    Vec2 a;
    Vec2 b;
    friend constexpr bool operator==(const Segment&, const Segment&) = default;
};

inline double length(const Segment& s) {
    return distance(s.a, s.b);
}

}  // namespace wayout
