/// Writes tiny results as FDS writes them, from the description of the formats alone: nothing here uses the
/// readers under test.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace wayout {

struct WrittenMesh {
    std::string id;
    std::array<std::vector<double>, 3> nodes_m;
    std::vector<std::array<int, 6>> obstacles;  ///< in nodes
};

struct WrittenSlice {
    int mesh{1};
    bool is_cell_centred{false};
    std::array<int, 6> nodes{};
    std::string file;
    std::string quantity;
    std::string unit;
};

struct WrittenFrame {
    float time_s{0.0f};
    std::vector<float> values;
};

/// first, first + step, ... up to and with last
std::vector<double> even_nodes(double first, double last, double step);

/// As FDS 6.10 writes it; `extra` comes at the end (HIDE_OBST and the like).
std::string smv_text(const std::vector<WrittenMesh>& meshes, const std::vector<WrittenSlice>& slices,
                     const std::string& extra = {});

enum class ByteOrder { little, big };
std::string sf_bytes(const WrittenSlice& slice, const std::vector<WrittenFrame>& frames,
                     ByteOrder order = ByteOrder::little);

/// A folder of its own that is gone after the test.
class ResultFolder {
public:
    ResultFolder();
    ~ResultFolder();
    ResultFolder(const ResultFolder&) = delete;
    ResultFolder& operator=(const ResultFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    void write(const std::string& name, const std::string& content) const;

private:
    std::filesystem::path path_;
};

}  // namespace wayout
