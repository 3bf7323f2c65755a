#include "output/hdf5_file.hpp"

#include "output/output_file.hpp"

#include <cerrno>

namespace wayout {

std::unique_lock<std::mutex> lock_hdf5() {
    static std::mutex mutex;
    std::unique_lock lock(mutex);
    // Every file is closed here; after a write that failed, the library's own cleaning up at exit would
    // crash.
    [[maybe_unused]] static const herr_t no_cleaning_at_exit = H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // the library prints nothing: problems are values here
    return lock;
}

hid_t hdf5_text_type() {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

namespace {

hid_t native_type(Hdf5File::Field::Type type) {
    switch (type) {
        case Hdf5File::Field::int64:
            return H5T_STD_I64LE;
        case Hdf5File::Field::int32:
            return H5T_STD_I32LE;
        default:
            return H5T_IEEE_F64LE;
    }
}

}  // namespace

Hdf5File::Hdf5File(const std::filesystem::path& path) : path_(path) {
    const auto guard = lock_hdf5();
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
    errno = 0;
    file_ = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access);
    check(file_ >= 0, "cannot be made");
}

Hdf5File::~Hdf5File() {
    static_cast<void>(close());
}

void Hdf5File::check(bool ok, const char* what) {
    if (ok || !good_)
        return;
    good_ = false;
    // The library keeps no error number; that of the last system call is the best there is.
    errors_.push_back(file_error(path_, what, errno != 0 ? errno : EIO));
}

void Hdf5File::attribute(const std::string& object, const std::string& name, const std::string& text) {
    const auto guard = lock_hdf5();
    if (!good_)
        return;
    const Hdf5Handle type(hdf5_text_type()), space(H5Screate(H5S_SCALAR));
    const Hdf5Handle attribute(H5Acreate_by_name(file_, object.c_str(), name.c_str(), type, space,
                                                 H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    const char* value = text.c_str();
    check(attribute.is_good() && H5Awrite(attribute, type, &value) >= 0, "cannot be written");
}

void Hdf5File::attribute(const std::string& object, const std::string& name, double value) {
    const auto guard = lock_hdf5();
    number_attribute(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void Hdf5File::attribute(const std::string& object, const std::string& name, std::int64_t value) {
    const auto guard = lock_hdf5();
    number_attribute(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void Hdf5File::number_attribute(const std::string& object, const std::string& name, hid_t file_type,
                                hid_t memory_type, const void* value) {
    if (!good_)
        return;
    const Hdf5Handle space(H5Screate(H5S_SCALAR));
    const Hdf5Handle attribute(H5Acreate_by_name(file_, object.c_str(), name.c_str(), file_type, space,
                                                 H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    check(attribute.is_good() && H5Awrite(attribute, memory_type, value) >= 0, "cannot be written");
}

hid_t Hdf5File::make_table(const std::string& name, const std::vector<Field>& fields,
                           std::size_t chunk_rows) {
    const auto guard = lock_hdf5();
    if (!good_)
        return -1;
    std::size_t row_bytes = 0;
    for (const Field& f : fields) row_bytes += f.bytes;
    const Hdf5Handle type(H5Tcreate(H5T_COMPOUND, row_bytes));
    std::size_t offset = 0;
    for (const Field& f : fields) {
        H5Tinsert(type, f.name.c_str(), offset, native_type(f.type));
        offset += f.bytes;
    }
    const hsize_t none = 0, unlimited = H5S_UNLIMITED, chunk = chunk_rows;
    const Hdf5Handle space(H5Screate_simple(1, &none, &unlimited));
    const Hdf5Handle layout(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_chunk(layout, 1, &chunk);
    H5Pset_shuffle(layout);
    H5Pset_deflate(layout, 1);
    const hid_t table = H5Dcreate2(file_, name.c_str(), type, space, H5P_DEFAULT, layout, H5P_DEFAULT);
    check(table >= 0, "cannot be written");
    if (table >= 0)
        tables_.push_back(table);
    return table;
}

void Hdf5File::write_chunk(hid_t table, std::uint64_t first_row, std::size_t chunk_rows,
                           const unsigned char* bytes, std::size_t count) {
    const auto guard = lock_hdf5();
    if (!good_)
        return;
    const hsize_t offset = first_row, extent = first_row + chunk_rows;
    errno = 0;
    check(H5Dset_extent(table, &extent) >= 0 &&
              H5Dwrite_chunk(table, H5P_DEFAULT, 0, &offset, count, bytes) >= 0,
          "cannot be written");
}

void Hdf5File::set_extent(hid_t table, std::uint64_t rows) {
    const auto guard = lock_hdf5();
    if (!good_)
        return;
    const hsize_t extent = rows;
    check(H5Dset_extent(table, &extent) >= 0, "cannot be written");
}

void Hdf5File::storeys(const std::vector<StoreyRow>& rows) {
    const auto guard = lock_hdf5();
    if (!good_ || rows.empty())
        return;
    struct Packed {
        const char* id;
        const char* name;
        double elevation_m;
        const char* wkt;
    };
    std::vector<Packed> packed;
    for (const StoreyRow& r : rows)
        packed.push_back({r.id.c_str(), r.name.c_str(), r.elevation_m, r.wkt.c_str()});
    const Hdf5Handle text(hdf5_text_type()), type(H5Tcreate(H5T_COMPOUND, sizeof(Packed)));
    H5Tinsert(type, "id", offsetof(Packed, id), text);
    H5Tinsert(type, "name", offsetof(Packed, name), text);
    H5Tinsert(type, "elevation_m", offsetof(Packed, elevation_m), H5T_NATIVE_DOUBLE);
    H5Tinsert(type, "wkt_geometry", offsetof(Packed, wkt), text);
    const hsize_t count = packed.size();
    const Hdf5Handle space(H5Screate_simple(1, &count, nullptr));
    const Hdf5Handle table(H5Dcreate2(file_, "storeys", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    check(table.is_good() && H5Dwrite(table, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, packed.data()) >= 0,
          "cannot be written");
}

Errors Hdf5File::close() {
    const auto guard = lock_hdf5();
    if (file_ >= 0) {
        errno = 0;
        bool ok = true;
        for (const hid_t table : tables_) ok = H5Dclose(table) >= 0 && ok;
        tables_.clear();
        ok = H5Fclose(file_) >= 0 && ok;
        check(ok, "cannot be written");
        file_ = -1;
    }
    return errors_;
}

}  // namespace wayout
