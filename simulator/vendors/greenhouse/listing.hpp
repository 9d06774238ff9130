#pragma once

/// \file
/// One list resource over one table: which rows a filter selects, and the page they make. Rows
/// are kept as JSON text and written again only after they changed, so that a page costs the
/// copying of its text. No request reads the table from end to end: ids, parents and windows
/// go through indexes.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "vendors/greenhouse/filter.hpp"
#include "world/arena.hpp"

namespace crosswalk::sim::greenhouse {

struct Page {
  std::string body;         ///< A bare JSON array.
  std::optional<Id> after;  ///< The last record, when more follow.
};

/// What was written and cannot be read yet, whatever kind it is: ids of two kinds differ.
struct Unready {
  std::unordered_map<Id, Instant> until;  ///< When it can.
  Instant now{};                          ///< Of the request that is being answered.

  bool hides(Id id) const {
    const auto found = until.empty() ? until.end() : until.find(id);
    return found != until.end() && found->second > now;
  }
};

class Listing {
 public:
  virtual ~Listing() = default;
  virtual std::string_view name() const = 0;
  /// The resource's own parameters, in the order Filter counts them.
  virtual std::span<const std::string_view> parents() const = 0;
  virtual std::span<const std::string_view> words() const = 0;
  /// The page that follows record `after`, or the first.
  virtual Page page(const Filter& filter, std::optional<Id> after, bool newest_first) = 0;
  /// Drops all kept text, for when something outside the rows decides how they look.
  virtual void forget() = 0;
};

/// What a resource adds to its table.
template <class T>
struct Shape {
  std::string_view name;
  std::function<void(const T&, std::string&)> write;  ///< Appends the record.
  std::vector<std::string_view> parents;
  /// The ids of the records under parent `which`; those gone may be among them.
  std::function<void(int which, Id parent, std::vector<Id>&)> children;
  std::vector<std::string_view> words;
  /// Whether a record passes `value` of word `which`.
  std::function<bool(const T&, int which, std::string_view value)> passes;
  /// Whether a record is listed when no word asks; all are, without this.
  std::function<bool(const T&, const Filter&)> listed;
  /// Another one after every change of what the record shows; its own revision without this.
  std::function<std::uint64_t(const T&)> version;
};

/// For the entities of the world; listing.cpp names them.
template <class T>
class TableListing final : public Listing {
 public:
  TableListing(const Table<T>& table, Shape<T> shape, const Unready& unready)
      : table_(table), shape_(std::move(shape)), unready_(unready) {}

  std::string_view name() const override { return shape_.name; }
  std::span<const std::string_view> parents() const override { return shape_.parents; }
  std::span<const std::string_view> words() const override { return shape_.words; }
  Page page(const Filter& filter, std::optional<Id> after, bool newest_first) override;
  void forget() override { kept_.clear(), texts_ = Arena(); }

 private:
  struct Kept {
    std::uint64_t version = 0;  ///< Of the text, plus 1; 0 when there is none.
    std::string_view text;
  };

  bool selected(const T& row, const Filter& filter) const;
  std::optional<std::vector<Id>> narrowed(const Filter& filter) const;
  template <class Early>
  std::size_t rows_before(Early early) const;
  std::string_view text_of(const T& row);

  const Table<T>& table_;
  Shape<T> shape_;
  const Unready& unready_;
  std::vector<Kept> kept_;
  Arena texts_;
  std::string scratch_;
  std::size_t page_bytes_ = 0;  ///< Of the largest page so far.
};

}  // namespace crosswalk::sim::greenhouse
