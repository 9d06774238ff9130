#pragma once

/// \file
/// What a person sees: results in words or as JSON on standard output; on standard error what
/// needs them or went wrong, a line each, and progress only where somebody watches.

#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/text/json.hpp"

namespace crosswalk {

class Terminal {
 public:
  /// Progress is shown when standard error is a terminal, and never with `json`.
  explicit Terminal(bool json);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Replaces the progress line. Control characters are dropped.
  void progress(std::string_view words);

  /// Prints the result: `text` for people, or `value` as one JSON object.
  void result(const Json& value, std::string_view text);

  /// "crosswalk: words" on standard error, in a pipe too; the same words only once.
  void notice(std::string_view words);

  /// "crosswalk: where: what" on standard error.
  void cause(const Error& error);

  /// The end of a command that has no result: its cause, and with `json` {"error":…} on standard
  /// output, so that whoever reads JSON always finds one object.
  void failed(const Error& error);

 private:
  void clear_progress();

  bool json_;
  bool watched_;
  bool line_shown_ = false;
  std::set<std::string, std::less<>> noticed_;
};

/// The table of a `sync` or `status` result, and its notes.
std::string reports_text(const Json& reports);

/// The words of an `explain` result.
std::string explanation_text(const Json& explanation);

}  // namespace crosswalk
