/// The few things that trajectory.h5 needs of the HDF5 library. The library is not safe for threads, as
/// Debian builds it: every call is made under one lock for the whole program.
#pragma once

#include <wayout/error.hpp>

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace wayout {

/// Held during every call of the library. The first lock sets the library up: it prints nothing, and does not
/// clean up at exit.
std::unique_lock<std::mutex> lock_hdf5();

/// Closes an identifier of any kind when it goes out of scope. Lives under the lock.
class Hdf5Handle {
public:
    explicit Hdf5Handle(hid_t id) : id_(id) {}
    ~Hdf5Handle() {
        if (id_ >= 0)
            H5Idec_ref(id_);
    }
    Hdf5Handle(const Hdf5Handle&) = delete;
    Hdf5Handle& operator=(const Hdf5Handle&) = delete;
    operator hid_t() const { return id_; }
    bool is_good() const { return id_ >= 0; }

private:
    hid_t id_;
};

/// UTF-8 of variable length; to be closed.
hid_t hdf5_text_type();

class Hdf5File {
public:
    struct Field {
        std::string name;
        enum Type { int64, int32, float64 } type;
        std::size_t bytes;
    };
    struct StoreyRow {
        std::string id;
        std::string name;
        double elevation_m;
        std::string wkt;
    };

    /// Makes the file. Problems are kept: is_good() tells, close() returns them.
    explicit Hdf5File(const std::filesystem::path& path);
    ~Hdf5File();
    Hdf5File(const Hdf5File&) = delete;
    Hdf5File& operator=(const Hdf5File&) = delete;

    bool is_good() const { return good_; }

    /// Strings have variable length and are UTF-8; numbers are scalars.
    void attribute(const std::string& object, const std::string& name, const std::string& text);
    void attribute(const std::string& object, const std::string& name, double value);
    void attribute(const std::string& object, const std::string& name, std::int64_t value);
    /// A growing table of packed rows, shuffled and deflated in chunks.
    hid_t make_table(const std::string& name, const std::vector<Field>& fields, std::size_t chunk_rows);
    /// A whole chunk, filters already applied, beginning at a row that is a multiple of the chunk's rows.
    void write_chunk(hid_t table, std::uint64_t first_row, std::size_t chunk_rows, const unsigned char* bytes,
                     std::size_t count);
    void set_extent(hid_t table, std::uint64_t rows);
    /// The table /storeys.
    void storeys(const std::vector<StoreyRow>& rows);
    Errors close();

private:
    /// Under the lock.
    void number_attribute(const std::string& object, const std::string& name, hid_t file_type,
                          hid_t memory_type, const void* value);
    void check(bool ok, const char* what);

    std::filesystem::path path_;
    hid_t file_{-1};
    std::vector<hid_t> tables_;
    bool good_{true};
    Errors errors_;
};

}  // namespace wayout
