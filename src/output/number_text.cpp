#include "output/number_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {

std::string fixed(double value, int decimals) {
    if (!std::isfinite(value))
        return {};
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos)
        text.erase(0, 1);
    return text;
}

std::string trimmed(double value, int max_decimals) {
    std::string text = fixed(value, max_decimals);
    if (text.find('.') == std::string::npos)
        return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string exact(double value) {
    return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

std::string counted(std::int64_t n, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", grouped(n), n == 1 ? one : many);
}

std::string duration_words(double seconds) {
    if (!std::isfinite(seconds))
        return "-";
    const auto total = static_cast<std::int64_t>(std::llround(seconds));
    const std::int64_t h = total / 3600, min = total / 60 % 60, s = total % 60;
    if (h != 0)
        return fmt::format("{} h {:02} min {:02} s", h, min, s);
    if (min != 0)
        return s == 0 ? fmt::format("{} min", min) : fmt::format("{} min {:02} s", min, s);
    return fmt::format("{} s", s);
}

std::string clock_text(double seconds) {
    if (!std::isfinite(seconds))
        return "-";
    const auto total = static_cast<std::int64_t>(std::llround(seconds));
    const std::int64_t h = total / 3600, min = total / 60 % 60, s = total % 60;
    return h != 0 ? fmt::format("{}:{:02}:{:02}", h, min, s) : fmt::format("{}:{:02}", min, s);
}

namespace {

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

/// Length of the well-formed UTF-8 sequence at the start of `text` (RFC 3629: no overlong forms, no
/// surrogates), 0 if there is none.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return is_tail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) > 0x9F;
        return is_tail(1) && is_tail(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool overlong = lead == 0xF0 && byte(1) < 0x90;
        const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
        return is_tail(1) && is_tail(2) && is_tail(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string escape_markup(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const char c = text.front();
        if (length == 0) {
            out += replacement_character;
        } else if (length > 1) {
            out += text.substr(0, length);
        } else {
            switch (c) {
                case '&':
                    out += "&amp;";
                    break;
                case '<':
                    out += "&lt;";
                    break;
                case '>':
                    out += "&gt;";
                    break;
                case '"':
                    out += "&quot;";
                    break;
                case '\'':
                    out += "&#39;";
                    break;
                default:
                    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') || c == 0x7F)
                        out += replacement_character;
                    else
                        out += c;
            }
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

std::string csv_field(std::string_view text) {
    const bool plain = text.find_first_of(",\"\r\n") == std::string_view::npos &&
                       (text.empty() || (text.front() != ' ' && text.back() != ' ' && text.front() != '#'));
    if (plain)
        return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"')
            out += "\"\"";
        else if (c == '\n' || c == '\r')
            out += ' ';
        else
            out += c;
    }
    return out + '"';
}

std::string shortened(std::string_view text, std::size_t max_code_points) {
    std::size_t used = 0, end = 0, cut = 0;
    while (end < text.size()) {
        if (used + 1 == max_code_points)
            cut = end;
        if (used == max_code_points)
            return std::string(text.substr(0, cut)) + "\xE2\x80\xA6";
        const std::size_t length = utf8_length(text.substr(end));
        end += length == 0 ? 1 : length;
        ++used;
    }
    return std::string(text);
}

std::vector<std::string> wrapped(std::string text, std::size_t letters, std::size_t max_lines) {
    std::vector<std::string> lines;
    while (!text.empty() && lines.size() < max_lines) {
        if (text.size() <= letters) {
            lines.push_back(text);
            return lines;
        }
        const bool last = lines.size() + 1 == max_lines;
        std::size_t cut = text.rfind(' ', letters);
        if (cut == std::string::npos || cut == 0)
            cut = letters;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0u) == 0x80u) --cut;
        lines.push_back(last ? shortened(text, letters) : text.substr(0, cut));
        text.erase(0, cut);
        text.erase(0, text.find_first_not_of(' '));
    }
    return lines;
}

}  // namespace wayout
