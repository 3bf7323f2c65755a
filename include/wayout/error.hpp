/// How expected failures travel: a list of problems, each with its place and its cure, in the return type.
/// Bugs are not errors; they throw InternalError (core/assert.hpp).
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace wayout {

enum class ErrorCode { io, syntax, schema, geometry, unreachable, unsupported, out_of_range };

/// One problem with what the user gave us.
struct Error {
    ErrorCode code{};
    std::string where;    ///< "venue.json: doors[2].clear_width_m (door 'Foyer east')"
    std::string message;  ///< what is wrong and how to mend it
    /// Where the problem lies on a storey, for the picture that `wayout check` draws. Empty storey: no place.
    std::string storey;
    double x_m{};
    double y_m{};

    friend bool operator==(const Error&, const Error&) = default;
};

using Errors = std::vector<Error>;

/// A broken invariant of our own code: never caused by user input. Caught only in the command line program
/// and in the bindings.
class InternalError : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// A value, or all the problems that prevented it. Same member names as std::expected, which GCC 12 lacks in
/// C++20 mode.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : state_(std::in_place_index<0>, std::move(value)) {
    }  // NOLINT(google-explicit-constructor): as std::expected
    Result(Errors errors) : state_(std::in_place_index<1>, std::move(errors)) {}
    Result(Error error) : state_(std::in_place_index<1>, Errors{std::move(error)}) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return checked<0>(*this); }
    const T& value() const& { return checked<0>(*this); }
    T&& value() && { return std::move(checked<0>(*this)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Errors& error() const& { return checked<1>(*this); }
    Errors&& error() && { return std::move(checked<1>(*this)); }

private:
    template <std::size_t I, typename Self>
    static auto& checked(Self& self) {
        if (self.state_.index() != I)
            throw InternalError(I == 0 ? "Result: value() of a failure" : "Result: error() of a success");
        return std::get<I>(self.state_);
    }

    std::variant<T, Errors> state_;
};

}  // namespace wayout
