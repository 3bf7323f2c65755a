/// A thin cover over SQLite's C interface: open, prepared statements, errors with the file's name.
#pragma once

#include <wayout/error.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace wayout {

class SqliteFile;

/// A prepared statement. Bind in order, then step; reset() to use it again.
class SqliteStatement {
public:
    SqliteStatement(SqliteFile& file, const char* sql);
    ~SqliteStatement();
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    SqliteStatement& bind(std::string_view text);
    SqliteStatement& bind(std::int64_t number);
    SqliteStatement& bind(int number) { return bind(static_cast<std::int64_t>(number)); }
    SqliteStatement& bind(double number);  ///< NaN becomes NULL
    SqliteStatement& bind_blob(const void* bytes, std::size_t size);

    /// Moves to the next row; false at the end, or when it failed (SqliteFile::failure()).
    bool next_row();
    /// Runs a statement without rows and makes it ready for the next.
    void run();
    void reset();

    std::int64_t integer(int column) const;
    double number(int column) const;  ///< NULL becomes NaN
    std::string text(int column) const;
    std::vector<std::uint8_t> blob(int column) const;

private:
    SqliteFile& file_;
    sqlite3_stmt* statement_{nullptr};
    int bound_{0};
};

/// The first failure is kept; whatever is called after it does nothing.
class SqliteFile {
public:
    enum class Mode { create, write, read };
    SqliteFile(const std::filesystem::path& path, Mode mode);
    ~SqliteFile();
    SqliteFile(const SqliteFile&) = delete;
    SqliteFile& operator=(const SqliteFile&) = delete;

    void execute(const char* sql);
    const Errors& failure() const { return failure_; }
    bool has_failed() const { return !failure_.empty(); }
    void fail(std::string message);
    sqlite3* handle() { return handle_; }
    /// Keeps what SQLite says about the last call, unless it went well.
    void check(int code);

private:
    std::filesystem::path path_;
    sqlite3* handle_{nullptr};
    Errors failure_;
};

}  // namespace wayout
