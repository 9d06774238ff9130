#pragma once

/// \file
/// The mapping's hooks, answered by a loaded library's C table. What comes back is treated as
/// hostile: sizes are bounded, field numbers and types checked against the field table, and on
/// any failure nothing of the answer is kept. The library's own words stay here, because they
/// may quote a record: an Error says only which hook failed and how.

#include <string>

#include "mapping/map/hooks.hpp"
#include "sdk/abi.h"

namespace crosswalk {

/// What one call of a hook may hand back in all, and in how many pieces.
inline constexpr std::size_t hook_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t hook_items_max = 100'000;
inline constexpr std::size_t hook_findings_max = 255;

/// Calls go straight through, on the caller's thread. One call at a time.
class TableHooks : public Hooks {
 public:
  /// `table` is borrowed and must outlive this; load_connector()'s lives to the program's end.
  explicit TableHooks(const crosswalk_connector_table& table) : table_(table) {}

  /// Whether the library has the hook of that name.
  bool has(std::string_view hook) const;

  Result<Done> finish_request(HttpRequest& request, Instant now) const override;
  Result<CutPage> split_page(const HttpResponse& reply) const override;
  Result<Done> amend_record(std::span<const HookInput> inputs, Record& record,
                            Findings& findings) const override;
  Result<std::optional<ReplyClass>> classify_reply(const HttpResponse& reply) const override;

  /// What the library said when a hook last failed, at most 400 bytes: for the author of a
  /// connector at a terminal, never for a log.
  const std::string& last_problem() const { return problem_; }

 private:
  const crosswalk_connector_table& table_;
  mutable std::string problem_;
};

}  // namespace crosswalk
