#pragma once

/// \file
/// A thin hold on SQLite; sqlite.cpp is the one source that knows the library. Statements are
/// prepared once and kept. A failure sticks to the database until the transaction ends: what
/// comes after it does nothing and finds nothing, and the transaction's end says what went
/// wrong. So a verb reads as its statements, and none of it can commit half.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace crosswalk::store {

/// One connection, the only one to its file, used by one thread.
class Database {
 public:
  /// Opens `path`, a regular file made beforehand, or ":memory:", with the settings that keep
  /// what is deleted from staying on the disk. `application` stands in the file and tells ours
  /// from others'. Refused, and left as it is: a file that is no database, or another program's;
  /// `unavailable` while somebody else has it open.
  static Result<std::unique_ptr<Database>> open(const std::string& path, std::uint32_t application);

  /// Every statement must be gone by then.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs SQL that answers nothing; several statements may follow each other.
  void execute(const std::string& sql);

  /// The single integer a query answers, such as a pragma's; 0 when it answers nothing.
  std::int64_t integer_of(std::string_view sql);

  /// Begins a transaction, free of earlier failures.
  void begin();

  /// Makes it last, or, after a failure, takes all of it back and says why.
  Result<Done> end();

  /// Copies the log into the file and empties the log, so that nothing deleted stays in either.
  /// `unavailable` when not all of it could be done.
  Result<Done> checkpoint();

  /// Notes a failure of our own making; the first one stays.
  void fail(Error error);
  bool failed() const { return failure_.has_value(); }

  /// Takes the failure off, or says that there is none.
  Result<Done> outcome();

  /// After this the file's state is unknown: what was said to be written may not be. Only a new
  /// connection can tell.
  bool lost() const { return lost_; }

 private:
  friend class Statement;
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  void note(int code);
  void run_kept(sqlite3_stmt*& kept, const char* sql);

  sqlite3* handle_;
  sqlite3_stmt* begin_ = nullptr;  ///< Prepared once: every verb is a transaction.
  sqlite3_stmt* commit_ = nullptr;
  std::string path_;
  std::optional<Error> failure_;
  bool open_transaction_ = false;
  bool lost_ = false;
};

/// One prepared statement. Bound text and bytes are borrowed until it ends. Places count from
/// 1, columns from 0, as SQLite has it.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int place, std::int64_t value);
  Statement& bind(int place, std::string_view text);
  Statement& bind_bytes(int place, std::string_view bytes);
  Statement& bind_null(int place);

  /// Moves to the next row. False at the end and after a failure; it is then ready anew.
  bool step();
  /// Steps until the end.
  void run();
  /// Leaves the rows that were not stepped to.
  void reset();

  /// The current row's values; views live until the next step.
  std::int64_t integer(int column) const;
  std::uint32_t number(int column) const;
  std::string_view text(int column) const;
  std::string_view bytes(int column) const;
  bool is_null(int column) const;

  /// Rows the last run() of a writing statement changed.
  std::int64_t changed() const;

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace crosswalk::store
