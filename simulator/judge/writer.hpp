#pragma once

/// \file
/// Writes what LinkedIn must hold in the canonical form of the ledger: members in the order of
/// its schema, no blanks, nothing that is empty.

#include <cstdint>
#include <string>
#include <string_view>

#include "linkedin/rest/canonical.hpp"

namespace crosswalk::sim::judging {

/// Without the blanks and line breaks around it.
std::string_view trimmed(std::string_view text);

/// One object; opens itself and closes when it goes out of scope, so one inside another must go
/// first. Appends to a text that must outlive it.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) { out_ += '{'; }
  ~Writer() { out_ += '}'; }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// The place to append the value of a member to.
  std::string& value(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += '"';
    out_ += name;
    out_ += "\":";
    return out_;
  }
  /// As it stands, in quotes and escaped.
  void text(std::string_view name, std::string_view text) {
    linkedin::append_quoted(value(name), text);
  }
  /// Trimmed; nothing unless `wanted` and more than blanks.
  void text_if(bool wanted, std::string_view name, std::string_view text) {
    const std::string_view clean = trimmed(text);
    if (wanted && !clean.empty()) this->text(name, clean);
  }
  /// Instants are milliseconds since the epoch.
  void number(std::string_view name, std::int64_t number) { value(name) += std::to_string(number); }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace crosswalk::sim::judging
