#pragma once

/// \file
/// The mapping engine's face: a compiled manifest that plans requests and reads replies. It
/// waits for nothing and remembers nothing but lookups; given the same lookups and the same
/// question the answer is the same, byte for byte. One thread at a time: parsers and buffers
/// are kept warm between pages.

#include <memory>

#include "base/result.hpp"
#include "mapping/manifest/plan.hpp"
#include "mapping/map/hooks.hpp"
#include "mapping/steps.hpp"

namespace crosswalk {

/// The longest body that is read, decoded. More is refused as invalid_input.
inline constexpr std::size_t page_bytes_max = 32 * 1024 * 1024;

class Mapper {
 public:
  /// `plan` must come from compile_manifest(). `hooks` may be null when the manifest names none;
  /// it is borrowed and must outlive the mapper.
  Mapper(Plan plan, const Hooks* hooks);
  ~Mapper();
  Mapper(Mapper&&) noexcept;
  Mapper& operator=(Mapper&&) noexcept;

  const Plan& plan() const;

  /// The requests that begin a read. `unsupported` when the object has no such mode or there is
  /// no such object; invalid_input for by_id without ids.
  Result<Planned> plan_read(const PlanRead& ask) const;
  Result<Planned> plan_lookup(const PlanLookup& ask) const;

  /// Cuts and maps one page. A status that is not ok gives its meaning and nothing else. A body
  /// that is truncated, not JSON, not UTF-8 or too long refuses the page: invalid_input, or
  /// `unavailable` for HTML in place of JSON. `conflict` when a lookup the object uses was not
  /// given to remember().
  ///
  /// Joins: with `needs` open the answer holds items, ids and next, but no records. Fetch every
  /// need, append the replies to `joins` in any order but behind those of earlier rounds, and
  /// ask again with the same page. Replies may open further needs: their next pages. Needs are
  /// those of the whole page, whatever `first_item` says. A reply of a join that is not ok gives
  /// its meaning and nothing else: drop the page's joins and begin them anew.
  Result<PageRead> read_page(const ReadPage& page);
  Result<LookupRead> read_lookup(const ReadLookup& page);

  /// The exchange's steps, as mapping/exchange/exchange.hpp tells them.
  Result<WebhookRead> read_webhook(const ReadWebhook& ask);
  Result<Planned> plan_write(const PlanWrite& ask) const;
  Result<Written> read_write(const ReadWrite& ask);

  /// Replaces what is kept of a lookup. Entries this engine did not write are invalid_input.
  Result<Done> remember(const Remember& lookup);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk
