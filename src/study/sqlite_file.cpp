#include "study/sqlite_file.hpp"

#include "output/number_text.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>
#include <limits>
#include <utility>

namespace wayout {

SqliteStatement::SqliteStatement(SqliteFile& file, const char* sql) : file_(file) {
    if (!file_.has_failed())
        file_.check(sqlite3_prepare_v2(file_.handle(), sql, -1, &statement_, nullptr));
}

SqliteStatement::~SqliteStatement() {
    sqlite3_finalize(statement_);
}

SqliteStatement& SqliteStatement::bind(std::string_view text) {
    if (statement_ != nullptr)
        file_.check(sqlite3_bind_text(statement_, ++bound_, text.data(), static_cast<int>(text.size()),
                                      SQLITE_TRANSIENT));
    return *this;
}

SqliteStatement& SqliteStatement::bind(std::int64_t number) {
    if (statement_ != nullptr)
        file_.check(sqlite3_bind_int64(statement_, ++bound_, number));
    return *this;
}

SqliteStatement& SqliteStatement::bind(double number) {
    if (statement_ != nullptr)
        file_.check(std::isnan(number) ? sqlite3_bind_null(statement_, ++bound_)
                                       : sqlite3_bind_double(statement_, ++bound_, number));
    return *this;
}

SqliteStatement& SqliteStatement::bind_blob(const void* bytes, std::size_t size) {
    if (statement_ != nullptr)
        file_.check(
            sqlite3_bind_blob64(statement_, ++bound_, size == 0 ? "" : bytes, size, SQLITE_TRANSIENT));
    return *this;
}

bool SqliteStatement::next_row() {
    if (statement_ == nullptr || file_.has_failed())
        return false;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        file_.check(code);
    return false;
}

void SqliteStatement::run() {
    next_row();
    reset();
}

void SqliteStatement::reset() {
    if (statement_ != nullptr)
        sqlite3_reset(statement_);  // repeats the failure of the step, which has been kept
    bound_ = 0;
}

std::int64_t SqliteStatement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double SqliteStatement::number(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL ? std::numeric_limits<double>::quiet_NaN()
                                                                  : sqlite3_column_double(statement_, column);
}

std::string SqliteStatement::text(int column) const {
    const unsigned char* text = sqlite3_column_text(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    if (text == nullptr)
        return {};
    std::string copy(reinterpret_cast<const char*>(text), size);
    if (!is_utf8(copy)) {
        file_.fail("is damaged: a text in it is none. Begin anew in a new folder");
        return {};
    }
    return copy;
}

std::vector<std::uint8_t> SqliteStatement::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes == nullptr ? std::vector<std::uint8_t>() : std::vector<std::uint8_t>(bytes, bytes + size);
}

SqliteFile::SqliteFile(const std::filesystem::path& path, Mode mode) : path_(path) {
    // Also to read only: what a killed program left half written is first taken back by SQLite. Where we may
    // not write, it opens the file to read.
    const int flags =
        mode == Mode::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    // NOFOLLOW is left out on purpose: results on another disk are often reached by a link.
    check(sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr));
    if (handle_ != nullptr) {
        sqlite3_extended_result_codes(handle_, 1);
        sqlite3_busy_timeout(handle_, 2000);
        // A hostile file cannot make the program run what is stored in it.
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    }
}

SqliteFile::~SqliteFile() {
    sqlite3_close_v2(handle_);
}

void SqliteFile::execute(const char* sql) {
    if (!has_failed())
        check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

void SqliteFile::fail(std::string message) {
    if (!has_failed())
        failure_.push_back({ErrorCode::io, path_.string(), std::move(message)});
}

void SqliteFile::check(int code) {
    if (code == SQLITE_OK)
        return;
    const int kind = code & 0xff;
    if (kind == SQLITE_NOTADB || kind == SQLITE_CORRUPT)
        fail("is no study, or is damaged: give another file, or begin anew in a new folder");
    else if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED)
        fail("is in use by another program; wait until that has ended");
    else if (kind == SQLITE_CANTOPEN)
        fail("cannot be opened: no such file, or no permission");
    else
        fail(fmt::format("{}", handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code)));
}

}  // namespace wayout
