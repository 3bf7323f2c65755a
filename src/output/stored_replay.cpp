#include "output/stored_replay.hpp"

#include "output/packed.hpp"
#include "output/replay_hazards.hpp"
#include "output/stored_json.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

using stored::BadData;
using ReplayJson = nlohmann::json;

constexpr std::uint8_t absent = 255;
/// No result of ours has so many (Recorder thins its frames to 1,500).
constexpr std::size_t most_stored_frames = 1'000'000;

class Bytes {
public:
    explicit Bytes(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)) {}

    std::span<const std::uint8_t> take(std::size_t count) {
        if (count > bytes_.size() - at_)
            throw BadData{"a chunk of the replay is too short"};
        at_ += count;
        return std::span(bytes_).subspan(at_ - count, count);
    }
    std::uint32_t varint() {
        std::uint32_t value = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            const std::uint8_t byte = take(1)[0];
            value |= static_cast<std::uint32_t>(byte & 0x7FU) << shift;
            if ((byte & 0x80U) == 0)
                return value;
        }
        throw BadData{"a number of the replay is too long"};
    }
    std::int32_t difference() {
        const std::uint32_t value = varint();
        return static_cast<std::int32_t>((value >> 1) ^ (0U - (value & 1U)));
    }

private:
    std::vector<std::uint8_t> bytes_;
    std::size_t at_{0};
};

std::vector<std::uint8_t> bytes_of(const std::string& data, std::size_t most) {
    auto bytes = inflated_base64(data, most);
    if (!bytes)
        throw BadData{"a chunk of the replay is damaged"};
    return *std::move(bytes);
}

/// Positions of one person in the frames in which he is present: each as the difference from where the two
/// before it lead. Sums wrap around like the unsigned numbers that they are stored as.
std::vector<std::int32_t> read_coordinates(Bytes& bytes, std::span<const std::uint8_t> state) {
    std::vector<std::int32_t> out(state.size());
    std::uint32_t before = 0, second_before = 0;
    int known = 0;
    for (std::size_t f = 0; f < state.size(); ++f) {
        if (state[f] == absent) {
            known = 0;
            continue;
        }
        const std::uint32_t expected = known == 0 ? 0 : known == 1 ? before : 2 * before - second_before;
        const std::uint32_t now = expected + static_cast<std::uint32_t>(bytes.difference());
        second_before = before;
        before = now;
        known = std::min(2, known + 1);
        out[f] = static_cast<std::int32_t>(now);
    }
    return out;
}

std::vector<std::vector<std::uint8_t>> read_air(const ReplayJson& layer, std::size_t frames,
                                                std::size_t cells) {
    std::vector<std::vector<std::uint8_t>> out;
    for (const ReplayJson& chunk : layer.at("chunks")) {
        const auto count = chunk.at("frame_count").get<std::size_t>();
        if (count > frames - out.size())
            throw BadData{"the air has too many frames"};
        const std::vector<std::uint8_t> bytes =
            bytes_of(chunk.at("data").get_ref<const std::string&>(), count * cells);
        if (bytes.size() != count * cells)
            throw BadData{"a chunk of the air has another size"};
        for (std::size_t f = 0; f < count; ++f) {
            const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(f * cells);
            std::vector<std::uint8_t> frame(first, first + static_cast<std::ptrdiff_t>(cells));
            if (f > 0)
                for (std::size_t i = 0; i < cells; ++i)
                    frame[i] = static_cast<std::uint8_t>(frame[i] + out.back()[i]);
            out.push_back(std::move(frame));
        }
    }
    return out;
}

}  // namespace

Result<StoredReplay> StoredReplay::read(const std::string& document, std::size_t people,
                                        std::size_t storeys) {
    StoredReplay replay;
    replay.people_ = people;
    replay.storeys_ = storeys;
    if (document.empty())
        return replay;
    try {
        const ReplayJson json = ReplayJson::parse(document);
        if (json.at("version") != 1)
            throw BadData{"the replay was written by another version of the program"};
        if (json.at("people").at("count").get<std::size_t>() != people ||
            json.at("storeys").size() != storeys)
            throw BadData{"the replay has other people or storeys than the result"};
        replay.interval_s_ = json.at("frames").at("interval_s");
        replay.position_step_m_ = json.at("position_step_m");
        if (json.at("density_step_per_m2").is_number())
            replay.density_step_per_m2_ = json.at("density_step_per_m2");
        if (!(replay.interval_s_ > 0.0) || !(replay.position_step_m_ > 0.0))
            throw BadData{"the replay has no interval or no unit"};
        for (const ReplayJson& chunk : json.at("chunks")) {
            replay.chunks_.push_back({chunk.at("first_frame").get<std::size_t>(),
                                      chunk.at("frame_count").get<std::size_t>(),
                                      chunk.at("data").get<std::string>()});
            const Chunk& last = replay.chunks_.back();
            if (last.frame_count == 0 || last.frame_count > most_stored_frames ||
                last.first_frame > most_stored_frames)
                throw BadData{"the replay has a chunk of no frames, or of too many"};
        }
        const auto air = json.find("air");
        if (air == json.end())
            return replay;
        replay.air_cell_m_ = air->at("cell_m");
        replay.air_interval_s_ = air->at("interval_s");
        if (!(replay.air_cell_m_ > 0.0) || !(replay.air_interval_s_ > 0.0))
            throw BadData{"the air has no interval or no cells"};
        std::size_t cells = 0;
        for (const ReplayJson& grid : air->at("storeys")) {
            replay.air_grids_.push_back(
                {grid.at("storey_index").get<int>(), stored::point_of(grid.at("corner_m")),
                 grid.at("nx").get<std::uint16_t>(), grid.at("ny").get<std::uint16_t>(), cells});
            cells += replay.air_grids_.back().nx * replay.air_grids_.back().ny;
        }
        for (const ReplayJson& layer : air->at("layers"))
            if (layer.at("quantity") == "extinction_per_m" && cells > 0) {
                replay.extinction_step_per_m_ = layer.at("step");
                replay.extinction_ = read_air(
                    layer, std::min(most_stored_frames, air->at("frame_count").get<std::size_t>()), cells);
            }
        return replay;
    } catch (const BadData& bad) {
        return Error{ErrorCode::schema, "report-data.json", "is damaged: " + bad.what};
    } catch (const nlohmann::json::exception& bad) {
        return Error{ErrorCode::schema, "report-data.json", std::string("is damaged: ") + bad.what()};
    }
}

Result<std::vector<Track>> StoredReplay::tracks(std::span<const std::size_t> rows) const {
    constexpr std::size_t nobody = static_cast<std::size_t>(-1);
    std::vector<std::size_t> wanted(people_, nobody);  // by row: place in `rows`
    for (std::size_t i = 0; i < rows.size(); ++i) wanted[rows[i]] = i;
    std::vector<Track> tracks(rows.size());
    std::size_t done = 0;  // frames so far; a chunk begins with the last frame of the one before
    try {
        for (const Chunk& chunk : chunks_) {
            const std::size_t frames = chunk.frame_count;
            // Of a person at most 10 bytes in the roster and in each frame 3 and two numbers of 5.
            Bytes bytes(bytes_of(chunk.data, (people_ + 1) * (10 + 13 * frames)));
            const std::size_t members = bytes.varint();
            if (members > people_)
                throw BadData{"the replay lists more people than there are"};
            std::vector<std::size_t> roster(members);
            for (std::size_t row = 0; std::size_t & member : roster) {
                row += bytes.varint();
                if (row >= people_)
                    throw BadData{"the replay lists somebody who is not in the result"};
                member = row;
            }
            const std::size_t cells = roster.size() * frames;
            const auto state = bytes.take(cells), storey = bytes.take(cells);
            const auto density =
                density_step_per_m2_ > 0.0 ? bytes.take(cells) : std::span<const std::uint8_t>();
            std::vector<std::vector<std::int32_t>> x(roster.size()), y(roster.size());
            for (auto* column : {&x, &y})
                for (std::size_t m = 0; m < roster.size(); ++m)
                    (*column)[m] = read_coordinates(bytes, state.subspan(m * frames, frames));
            for (std::size_t m = 0; m < roster.size(); ++m) {
                if (wanted[roster[m]] == nobody)
                    continue;
                std::uint8_t crowd = 0;
                for (std::size_t f = 0; f < frames; ++f) {
                    const std::size_t cell = m * frames + f;
                    if (!density.empty())
                        crowd = static_cast<std::uint8_t>(crowd + density[cell]);
                    if (state[cell] == absent || chunk.first_frame + f < done)
                        continue;
                    if (state[cell] > ReplayFrame::staying || storey[cell] >= storeys_)
                        throw BadData{"somebody of the replay is in no state or on no storey"};
                    tracks[wanted[roster[m]]].push_back(
                        {static_cast<double>(chunk.first_frame + f) * interval_s_,
                         {x[m][f] * position_step_m_, y[m][f] * position_step_m_},
                         storey[cell],
                         static_cast<ReplayFrame::State>(state[cell]),
                         crowd * density_step_per_m2_});
                }
            }
            done = chunk.first_frame + frames;
        }
    } catch (const BadData& bad) {
        return Error{ErrorCode::schema, "report-data.json", "is damaged: " + bad.what};
    }
    return tracks;
}

double StoredReplay::extinction_per_m(int storey, Vec2 at_m, double time_s) const {
    if (extinction_.empty() || !(time_s >= 0.0))
        return not_a_time;
    const auto frame = std::min(extinction_.size() - 1, static_cast<std::size_t>(time_s / air_interval_s_));
    for (const AirGrid& grid : air_grids_) {
        const double column = std::floor((at_m.x - grid.corner_m.x) / air_cell_m_);
        const double row = std::floor((at_m.y - grid.corner_m.y) / air_cell_m_);
        if (grid.storey != storey || column < 0.0 || row < 0.0 || column >= static_cast<double>(grid.nx) ||
            row >= static_cast<double>(grid.ny))
            continue;
        const std::uint8_t byte =
            extinction_[frame][grid.first_cell + static_cast<std::size_t>(row) * grid.nx +
                               static_cast<std::size_t>(column)];
        return byte == air_without_data ? not_a_time : byte * extinction_step_per_m_;
    }
    return not_a_time;
}

}  // namespace wayout
