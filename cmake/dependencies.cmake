# Everything wayout takes from the system. Nothing is downloaded here; scripts/install-deps installs the Debian packages.
#
#   library            target to link              what for
#   oneTBB             TBB::tbb                    core: the thread pool
#   OpenSSL libcrypto  OpenSSL::Crypto             core: SHA-256 of inputs and outputs
#   Highway            PkgConfig::hwy              locomotion: vectorised kernels with run-time dispatch
#   GEOS (C API)       PkgConfig::geos             venue: polygon overlay and validity
#   nlohmann-json      nlohmann_json::nlohmann_json  input and output: JSON
#   libzip, zlib       PkgConfig::zip, ZLIB::ZLIB  input: zipped scenario; output: packed report data
#   HDF5 (C API)       HDF5::HDF5                  output: trajectory.h5
#   libxml2            LibXml2::LibXml2            messages: alerts of strangers, without entities
#   SQLite3            SQLite::SQLite3             output: SQLite trajectory; study: results of members
#   Open MPI           MPI::MPI_C                  cluster: one study over many machines
#   fmt                fmt::fmt                    text
#   CLI11              CLI11::CLI11                cli
#   libpng, librsvg, cairo  PNG::PNG, PkgConfig::rsvg, PkgConfig::cairo   output: PNG pictures from SVG
#   GoogleTest, Google Benchmark                   tests and benchmarks
find_package(Threads REQUIRED)
find_package(TBB CONFIG REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PNG REQUIRED)
find_package(HDF5 REQUIRED COMPONENTS C)
find_package(SQLite3 REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(MPI REQUIRED COMPONENTS C)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)

find_package(PkgConfig REQUIRED)
pkg_check_modules(hwy REQUIRED IMPORTED_TARGET libhwy)
pkg_check_modules(geos REQUIRED IMPORTED_TARGET geos)
pkg_check_modules(zip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(rsvg REQUIRED IMPORTED_TARGET librsvg-2.0)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo)

if(WAYOUT_BUILD_TESTS)
    find_package(GTest REQUIRED)
    # The system's interpreter before any other: h5py and jsonschema come as Debian packages.
    if(NOT Python3_EXECUTABLE AND EXISTS /usr/bin/python3)
        set(Python3_EXECUTABLE /usr/bin/python3)
    endif()
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
endif()
if(WAYOUT_BUILD_BENCHMARKS)
    find_package(benchmark REQUIRED)
endif()
