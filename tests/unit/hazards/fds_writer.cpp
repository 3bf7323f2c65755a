#include "fds_writer.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <fstream>

namespace wayout {
namespace {

std::string number_bytes(std::uint32_t bits, ByteOrder order) {
    std::string bytes;
    for (int i = 0; i < 4; ++i) {
        const int shift = order == ByteOrder::little ? 8 * i : 8 * (3 - i);
        bytes += static_cast<char>((bits >> shift) & 0xffu);
    }
    return bytes;
}

std::string record(const std::string& payload, ByteOrder order) {
    const std::string marker = number_bytes(static_cast<std::uint32_t>(payload.size()), order);
    return marker + payload + marker;
}

std::string text_record(std::string text, ByteOrder order) {
    text.resize(30, ' ');
    return record(text, order);
}

}  // namespace

std::vector<double> even_nodes(double first, double last, double step) {
    std::vector<double> nodes;
    for (int i = 0; first + i * step <= last + 1e-9; ++i) nodes.push_back(first + i * step);
    return nodes;
}

std::string smv_text(const std::vector<WrittenMesh>& meshes, const std::vector<WrittenSlice>& slices,
                     const std::string& extra) {
    std::string text =
        "TITLE\n A test\n\nFDSVERSION\nFDS-6.10.1-0-g12efa16-release\n\nCHID\n case\n\n"
        "CSVF\n hrr\n case_hrr.csv\n\nNMESHES\n" +
        fmt::format("{:4}\n\n", meshes.size());
    for (const WrittenMesh& mesh : meshes) {
        const auto& n = mesh.nodes_m;
        text += "OFFSET\n  0.00000  0.00000  0.00000\n\n";
        text += fmt::format("GRID   {}\n{:5}{:5}{:5}    0\n\n", mesh.id, n[0].size() - 1, n[1].size() - 1,
                            n[2].size() - 1);
        text += fmt::format("PDIM\n {:.5f} {:.5f} {:.5f} {:.5f} {:.5f} {:.5f} 0.0 0.0 0.0 0.0\n\n",
                            n[0].front(), n[0].back(), n[1].front(), n[1].back(), n[2].front(), n[2].back());
        for (std::size_t axis = 0; axis < 3; ++axis) {
            text += fmt::format("TRN{}\n    0\n", "XYZ"[axis]);
            for (std::size_t i = 0; i < n[axis].size(); ++i)
                text += fmt::format("{:5}{:14.5f}\n", i, n[axis][i]);
            text += "\n";
        }
        text += fmt::format("OBST\n{:5}\n", mesh.obstacles.size());
        const auto at = [&](std::size_t axis, int node) { return n[axis][static_cast<std::size_t>(node)]; };
        for (std::size_t i = 0; i < mesh.obstacles.size(); ++i) {
            const auto& o = mesh.obstacles[i];
            text += fmt::format(" {:.5f} {:.5f} {:.5f} {:.5f} {:.5f} {:.5f} {:6} 0 0 0 0 0 0 ! wall {}\n",
                                at(0, o[0]), at(0, o[1]), at(1, o[2]), at(1, o[3]), at(2, o[4]), at(2, o[5]),
                                i + 1, i + 1);
        }
        for (const auto& o : mesh.obstacles)
            text += fmt::format(" {:4} {:4} {:4} {:4} {:4} {:4} -1 -1 ! obst\n", o[0], o[1], o[2], o[3], o[4],
                                o[5]);
        text +=
            "\nVENT\n    1    0\n 0.0 1.0 0.0 1.0 0.0 0.0 1 0 ! GRID\n 0 1 0 1 0 0 0 2 ! OBST\n\nCVENT\n    "
            "0\n\n";
    }
    int number = 0;
    for (const WrittenSlice& slice : slices) {
        const auto& n = slice.nodes;
        text += fmt::format(
            "{} {:5} # STRUCTURED %slice {} & {:5} {:5} {:5} {:5} {:5} {:5} ! {:6} 0 3\n {}\n {}\n q\n "
            "{}\n\n",
            slice.is_cell_centred ? "SLCC" : "SLCF", slice.mesh, number + 1, n[0], n[1], n[2], n[3], n[4],
            n[5], number + 1, slice.file, slice.quantity, slice.unit);
        ++number;
    }
    return text + extra;
}

std::string sf_bytes(const WrittenSlice& slice, const std::vector<WrittenFrame>& frames, ByteOrder order) {
    std::string bytes =
        text_record(slice.quantity, order) + text_record("q", order) + text_record(slice.unit, order);
    std::string nodes;
    for (const int node : slice.nodes) nodes += number_bytes(static_cast<std::uint32_t>(node), order);
    bytes += record(nodes, order);
    for (const WrittenFrame& frame : frames) {
        bytes += record(number_bytes(std::bit_cast<std::uint32_t>(frame.time_s), order), order);
        std::string values;
        for (const float value : frame.values)
            values += number_bytes(std::bit_cast<std::uint32_t>(value), order);
        bytes += record(values, order);
    }
    return bytes;
}

ResultFolder::ResultFolder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::path(::testing::TempDir()) /
            fmt::format("wayout_{}_{}", test->test_suite_name(), test->name());
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
}

ResultFolder::~ResultFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void ResultFolder::write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << content;
}

}  // namespace wayout
