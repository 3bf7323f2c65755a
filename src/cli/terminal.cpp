#include "terminal.hpp"

#include <fmt/format.h>

#include <unistd.h>
#include <cstdio>
#include <fstream>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace wayout::cli {
namespace {

double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void print_list(const Errors& errors) {
    for (const Error& error : errors) fmt::print(stderr, "  {}\n      {}\n", error.where, error.message);
}

}  // namespace

void print_errors(const Errors& errors, const char* heading) {
    fmt::print(stderr, "{}:\n", heading);
    print_list(errors);
    fmt::print(stderr, "{} {}\n", errors.size(), errors.size() == 1 ? "problem" : "problems");
}

void print_warnings(const Errors& warnings) {
    if (warnings.empty())
        return;
    fmt::print(stderr, "Notes:\n");
    print_list(warnings);
}

ProgressLine::ProgressLine(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (shown_ && terminal_)
        std::fputc('\n', stderr);
}

bool ProgressLine::is_due() const {
    return !quiet_ && now_s() >= next_s_;
}

void ProgressLine::show(double fraction, const std::string& text) {
    if (quiet_)
        return;
    constexpr double terminal_period_s = 0.1;
    constexpr double log_period_s = 5.0;
    next_s_ = now_s() + (terminal_ ? terminal_period_s : log_period_s);
    shown_ = true;
    const double done = std::clamp(fraction, 0.0, 1.0);
    if (!terminal_) {
        fmt::print(stderr, "{:3.0f} %  {}\n", 100.0 * done, text);
        return;
    }
    constexpr int width = 28;
    const int filled = static_cast<int>(std::lround(done * width));
    std::string bar;
    for (int i = 0; i < width; ++i) bar += i < filled ? "█" : "░";
    fmt::print(stderr, "\r\x1b[K{} {:3.0f} %  {}", bar, 100.0 * done, text);
    std::fflush(stderr);
}

bool write_page(const char* command, const std::string& name, const std::string& content) {
    if (name.empty())
        return true;
    const std::string partial = name + ".partial";
    bool is_written = false;
    {
        std::ofstream file(partial, std::ios::binary);
        file << content;
        file.flush();
        is_written = static_cast<bool>(file);
    }
    if (is_written && std::rename(partial.c_str(), name.c_str()) == 0)
        return true;
    std::remove(partial.c_str());
    fmt::print(stderr, "{}: {} cannot be written\n", command, name);
    return false;
}

std::string duration_text(double seconds) {
    const auto total = static_cast<long>(std::lround(seconds));
    if (total < 60)
        return fmt::format("{} s", total);
    if (total < 3600)
        return fmt::format("{} min {:02} s", total / 60, total % 60);
    return fmt::format("{} h {:02} min", total / 3600, total % 3600 / 60);
}

}  // namespace wayout::cli
