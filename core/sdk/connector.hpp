#pragma once

/// \file
/// What the author of a connector writes beside the manifest: a hook for each thing the manifest
/// cannot say, in a class derived from Connector, and one line, CROSSWALK_CONNECTOR(Class), of
/// sdk/export.hpp. A connector never opens a socket, reads a clock or keeps state between calls,
/// so each hook can be tested with a page of text and run twice with the same outcome.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "sdk/abi.h"
#include "sdk/fields.hpp"
#include "sdk/http.hpp"
#include "sdk/record.hpp"

namespace crosswalk {

/// A vendor's reply, borrowed from the host for the length of the hook.
class Reply {
 public:
  explicit Reply(const crosswalk_reply& borrowed) : borrowed_(borrowed) {}

  int status() const { return borrowed_.status; }
  std::string_view body() const;
  /// The first field of that name, compared without case; empty when absent.
  std::string_view header(std::string_view name) const;

 private:
  const crosswalk_reply& borrowed_;
};

/// One vendor reply, cut into its items.
struct VendorPage {
  std::vector<std::string> items;      ///< Each item as JSON text, in vendor order.
  std::optional<PlannedRequest> next;  ///< Where the listing goes on; empty on the last page.
};

/// What a reply means to the host; the words are those of the manifest's error table.
enum class Meaning : std::uint8_t {
  // clang-format off
  ok, credential, forbidden, gone, throttled, transient, cursor_expired, refused
  // clang-format on
};

/// The values of the item that the manifest lists under the hook's `needs`. Borrowed.
class Inputs {
 public:
  Inputs(const crosswalk_pair* pairs, std::size_t count) : pairs_(pairs), count_(count) {}

  /// The first value of that path, written as in the manifest; nothing when the item has none.
  std::optional<std::string_view> first(std::string_view path) const;
  /// Every value of that path, in the item's order.
  std::vector<std::string_view> all(std::string_view path) const;

 private:
  const crosswalk_pair* pairs_;
  std::size_t count_;
};

/// A mapped record while a hook corrects it. Reads see what was set before. Nothing reaches the
/// host when the hook ends with an Error.
class RecordEditor {
 public:
  RecordEditor(const crosswalk_value* fields, std::size_t count) : fields_(fields), count_(count) {}

  /// The value of a field, copied; nothing when the record lacks it.
  std::optional<Value> find(Field field) const;
  /// The same for a text field; empty when absent or of another type.
  std::string text(Field field) const;
  /// Adds or replaces. A value of the wrong type for the field holds the record.
  void set(Field field, Value value) { edits_[field] = std::move(value); }
  /// Removes the field if it is there.
  void erase(Field field) { edits_[field] = std::nullopt; }
  /// Leaves a finding with the record: `why` in words, never the value, at most 200 bytes.
  void doubt(Field field, std::string why) { doubts_.emplace_back(field, std::move(why)); }

  /// Hands the changes to the host; the boundary calls it once, after the hook.
  void write_to(const crosswalk_record_sink& sink) const;

 private:
  const crosswalk_value* fields_;
  std::size_t count_;
  std::map<Field, std::optional<Value>> edits_;
  std::vector<std::pair<Field, std::string>> doubts_;
};

/// The hooks. Override those the manifest names under `hooks:` and no other; each may run at any
/// time, from any thread, on an object made for the call. An exception that escapes is stopped
/// at the boundary and fails the call.
class Connector {
 public:
  virtual ~Connector() = default;

  /// Completes a planned request; only target, body and headers are taken back. `now` is the
  /// host's time, so that replaying a run signs the same bytes. No credential is ever here.
  virtual Result<Done> finish_request(HttpRequest& request, Instant now) const;

  /// Cuts a reply whose paging YAML cannot describe. Following `next` must make progress.
  virtual Result<VendorPage> split_page(const Reply& reply) const;

  /// Corrects a record after the field map has run. An Error holds this record alone.
  virtual Result<Done> amend_record(const Inputs& inputs, RecordEditor& record) const;

  /// Says what a reply means; nothing leaves the manifest's error table to decide.
  virtual Result<std::optional<Meaning>> classify_reply(const Reply& reply) const;
};

}  // namespace crosswalk
