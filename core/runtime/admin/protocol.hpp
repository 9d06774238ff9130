#pragma once

/// \file
/// What is said over the admin socket: one line of JSON asks, lines of JSON answer. Any number
/// of {"progress":"words"} and {"notice":"words"} lines may come before the one that ends it,
/// {"result":…} or {"error":{"code":…,"what":…,"where":…}}. Unknown words are refused, so that a
/// newer client never believes an older daemon understood it.

#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "base/text/json.hpp"

namespace crosswalk {

/// A line longer than this ends the connection, either way.
inline constexpr std::size_t admin_request_bytes_max = 64U << 10;
inline constexpr std::size_t admin_answer_bytes_max = 16U << 20;

/// What a person wants of the product, whether a daemon runs or not.
struct AdminRequest {
  std::string command;  ///< status, sync, explain, erase, tenant connect, tenant activate
  std::string tenant;   ///< Empty: every tenant.
  bool full = false;    ///< sync: read everything again.
  bool absence_confirmed = false;  ///< sync: a person's word that who is missing is gone.
  std::string kind;                ///< explain: a record's kind.
  std::string id;                  ///< explain: the vendor's id.
  std::string candidate;           ///< erase: one of these three says whom.
  std::string email;
  std::string member;
  bool release = false;   ///< erase: not erase but let `candidate` go, who was held for likeness.
  std::string agreed_by;  ///< tenant activate: who agreed to the list; empty only asks.

  friend bool operator==(const AdminRequest&, const AdminRequest&) = default;
};

/// Whether a text says nothing: no character but spaces, tabs and line ends.
bool says_nothing(std::string_view text);

/// Reads one line. `invalid_input` names the member that is wrong; a command nobody knows is
/// `unsupported`.
Result<AdminRequest> parse_admin_request(std::string_view line);
std::string write_admin_request(const AdminRequest& request);  ///< With its line end.

/// News of a command under way.
struct AdminProgress {
  std::string words;
  bool notice =
      false;  ///< Not how far it has come: an alarm, or why it waits. Always worth a line.
};

/// One line of an answer, read.
using AdminLine = std::variant<AdminProgress, Result<Json>>;

AdminLine parse_admin_line(std::string_view line);
std::string write_admin_progress(const AdminProgress& progress);
std::string write_admin_result(const Result<Json>& result);

/// {"code":…,"what":…,"where":…}: an error wherever JSON tells of one.
Json error_json(const Error& error);

/// The stable word of a code, such as "refused", and back; `internal` for an unknown word.
std::string_view name_of(ErrorCode code);
ErrorCode error_code(std::string_view name);

/// Where a running command reports to. Calls after finish() are ignored.
class AdminAnswer {
 public:
  virtual ~AdminAnswer() = default;
  virtual void progress(std::string_view words) = 0;  ///< May be lost on a slow client.
  virtual void notice(std::string_view words) = 0;    ///< Never lost; few, and each once.
  virtual void finish(Result<Json> result) = 0;
};

}  // namespace crosswalk
