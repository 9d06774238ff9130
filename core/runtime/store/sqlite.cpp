#include "runtime/store/sqlite.hpp"

#include <sqlite3.h>

#include <utility>

namespace crosswalk::store {
namespace {

// Pages of four KiB. A page of records is a few hundred of them; what a tenant keeps warm is
// the upper levels of its trees.
constexpr int cache_kib = 8 * 1024;
// The log grows to 16 MiB before it is copied back: fewer writes of the same page.
constexpr int log_pages = 4096;

Error error_of(int code, const std::string& path) {
  const std::string number = " (SQLite " + std::to_string(code) + ")";
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {ErrorCode::unavailable, "no space left for the store; free some" + number, path};
    case SQLITE_IOERR:
      return {ErrorCode::unavailable,
              "the store could not be read or written; check the disk" + number, path};
    case SQLITE_READONLY:
      return {ErrorCode::unavailable,
              "the store cannot be written; check the file system and its permissions" + number,
              path};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::unavailable, "another program has the store open; end it" + number, path};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {
          ErrorCode::refused,
          "the store is damaged; restore a backup, or remove it to read everything again" + number,
          path};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::refused, "the store cannot be opened; check its permissions" + number,
              path};
    case SQLITE_TOOBIG:
      return {ErrorCode::invalid_input, "a value is too large for the store" + number, path};
    case SQLITE_NOMEM:
      return {ErrorCode::unavailable, "no memory left for the store" + number, path};
    default:
      return {ErrorCode::internal, "the store refused a statement of ours" + number, path};
  }
}

// The exclusive lock comes before anything is read: so the log's index stays in our memory.
constexpr const char* lock_setting = "PRAGMA locking_mode=EXCLUSIVE";

// auto_vacuum counts only before the first page is written, which the journal mode does.
constexpr const char* settings =
    "PRAGMA auto_vacuum=INCREMENTAL;"
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA cell_size_check=ON;"
    "PRAGMA mmap_size=0;"
    "PRAGMA foreign_keys=OFF;";

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::string& path,
                                                 std::uint32_t application) {
  // Nobody asks SQLite how much memory it holds, and counting takes a lock for each piece.
  [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW |
                    SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle, path));
  if (code != SQLITE_OK) return error_of(code, path);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  database->execute(lock_setting);
  const std::int64_t owner = database->integer_of("PRAGMA application_id");
  const std::int64_t tables = database->integer_of("SELECT count(*) FROM sqlite_schema");
  if (Result<Done> read = database->outcome(); !read) return std::move(read).error();
  if (owner != application && (owner != 0 || tables != 0)) {
    return Error{ErrorCode::refused, "this file is not a store of Crosswalk's; move it away", path};
  }
  database->execute(settings);
  if (owner == 0) {
    database->execute("PRAGMA application_id=" + std::to_string(application));
  }
  database->execute("PRAGMA cache_size=-" + std::to_string(cache_kib) + ";" +
                    "PRAGMA wal_autocheckpoint=" + std::to_string(log_pages));
  if (Result<Done> set = database->outcome(); !set) return std::move(set).error();
  const bool kept = path == ":memory:" || database->integer_of("PRAGMA auto_vacuum") == 2;
  if (!kept || database->integer_of("PRAGMA secure_delete") != 1 ||
      database->integer_of("PRAGMA synchronous") != 2) {
    return Error{ErrorCode::refused, "the store does not take the settings that erase safely",
                 path};
  }
  return database;
}

Database::~Database() {
  sqlite3_finalize(begin_);
  sqlite3_finalize(commit_);
  sqlite3_close_v2(handle_);
}

void Database::note(int code) {
  if ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CORRUPT) lost_ = true;
  fail(error_of(code, path_));
}

void Database::fail(Error error) {
  if (!failure_) failure_ = std::move(error);
}

Result<Done> Database::outcome() {
  if (!failure_) return Done{};
  Error error = std::move(*failure_);
  failure_.reset();
  return error;
}

void Database::execute(const std::string& sql) {
  if (failure_) return;
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) note(code);
}

void Database::run_kept(sqlite3_stmt*& kept, const char* sql) {
  if (failure_) return;
  int code = SQLITE_OK;
  if (kept == nullptr) {
    code = sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &kept, nullptr);
  }
  if (code == SQLITE_OK) {
    sqlite3_step(kept);
    code = sqlite3_reset(kept);
  }
  if (code != SQLITE_OK) note(code);
}

std::int64_t Database::integer_of(std::string_view sql) {
  Statement statement(*this, sql);
  const std::int64_t value = statement.step() ? statement.integer(0) : 0;
  statement.reset();
  return value;
}

void Database::begin() {
  CROSSWALK_CHECK(!open_transaction_);
  failure_.reset();
  run_kept(begin_, "BEGIN IMMEDIATE");
  open_transaction_ = !failure_;
}

Result<Done> Database::end() {
  if (!failure_) run_kept(commit_, "COMMIT");
  if (failure_ && open_transaction_ && sqlite3_get_autocommit(handle_) == 0) {
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  open_transaction_ = false;
  return outcome();
}

Result<Done> Database::checkpoint() {
  if (path_ == ":memory:") return Done{};
  Statement statement(*this, "PRAGMA wal_checkpoint(TRUNCATE)");
  const bool busy = !statement.step() || statement.integer(0) != 0;
  const bool whole = !busy && statement.integer(1) == statement.integer(2);
  statement.reset();
  if (Result<Done> done = outcome(); !done) return done;
  if (whole) return Done{};
  return Error{ErrorCode::unavailable, "the store's log could not be emptied", path_};
}

Statement::Statement(Database& database, std::string_view sql) : database_(database) {
  if (database.failed()) return;
  const int code = sqlite3_prepare_v3(database.handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
  if (code != SQLITE_OK) database.note(code);
}

Statement::~Statement() { sqlite3_finalize(handle_); }

Statement& Statement::bind(int place, std::int64_t value) {
  if (handle_) sqlite3_bind_int64(handle_, place, value);
  return *this;
}

Statement& Statement::bind(int place, std::string_view text) {
  const char* start = text.data() ? text.data() : "";
  if (handle_) {
    sqlite3_bind_text(handle_, place, start, static_cast<int>(text.size()), SQLITE_STATIC);
  }
  return *this;
}

Statement& Statement::bind_bytes(int place, std::string_view bytes) {
  const char* start = bytes.data() ? bytes.data() : "";
  if (handle_) {
    sqlite3_bind_blob64(handle_, place, start, bytes.size(), SQLITE_STATIC);
  }
  return *this;
}

Statement& Statement::bind_null(int place) {
  if (handle_) sqlite3_bind_null(handle_, place);
  return *this;
}

bool Statement::step() {
  if (!handle_ || database_.failed()) {
    reset();
    return false;
  }
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  sqlite3_reset(handle_);
  if (code != SQLITE_DONE) database_.note(code);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() {
  if (handle_) sqlite3_reset(handle_);
}

std::int64_t Statement::integer(int column) const {
  return handle_ ? sqlite3_column_int64(handle_, column) : 0;
}

std::uint32_t Statement::number(int column) const {
  return static_cast<std::uint32_t>(integer(column));
}

std::string_view Statement::text(int column) const {
  const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (!start) return {};
  return {start, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::string_view Statement::bytes(int column) const {
  const auto* start = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  if (!start) return {};
  return {start, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::int64_t Statement::changed() const {
  return database_.failed() ? 0 : sqlite3_changes64(database_.handle_);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

}  // namespace crosswalk::store
