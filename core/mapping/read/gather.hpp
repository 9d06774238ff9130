#pragma once

/// \file
/// Gathers the values of one item, or of what stands around the items, while simdjson walks it.
/// For walk.cpp alone: the one place where the tree of paths meets the bytes of a page. Objects
/// and arrays nobody asked for are never entered, and recursion is as deep as the paths are long.

#include <simdjson.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "mapping/manifest/paths.hpp"
#include "mapping/read/cells.hpp"

namespace crosswalk {

class Gatherer {
 public:
  /// Borrows both. `elsewhere_at` is a node that elsewhere() deals with; -1 for none.
  Gatherer(const Shape& shape, Cells& cells, std::int32_t elsewhere_at = -1)
      : shape_(shape), cells_(cells), elsewhere_at_(elsewhere_at) {}
  virtual ~Gatherer() = default;

  /// Gathers an object into the cells; false when the JSON is broken: see trouble().
  bool object(simdjson::ondemand::object object, std::int32_t at);

  /// Why nothing more can be read of this body; null while all is well.
  const char* trouble() const { return trouble_; }

  /// Whether a key that is asked for stood twice in one object, since the last call.
  bool take_duplicate() { return std::exchange(duplicate_key_, false); }

 protected:
  /// Deals with a value at `elsewhere_at`; a problem is told by stop().
  virtual void elsewhere(simdjson::ondemand::value&) {}

  bool stop(const char* what) {
    trouble_ = what;
    return false;
  }

 private:
  const Shape::Node& node(std::int32_t at) const {
    return shape_.nodes[static_cast<std::size_t>(at)];
  }
  // Each walks one JSON value at a node of the shape; false once trouble is told.
  bool value(simdjson::ondemand::value& value, std::int32_t at);
  std::int32_t place_of_escaped(simdjson::ondemand::field& field, const KeyTable& members);
  bool array(simdjson::ondemand::array array, std::int32_t at);
  bool scalar(simdjson::ondemand::value& value, simdjson::ondemand::json_type type,
              const Shape::Node& node);
  // Tells every slot of the node and below that something else stood there.
  void wrong(const Shape::Node& node);
  // Takes back what an element gathered that does not pass its filters.
  void pass_gates(const Shape::Node& element, std::size_t marks);
  bool passes_tests(const Shape::Gate& gate) const;

  const Shape& shape_;
  Cells& cells_;
  std::int32_t elsewhere_at_;  // Node that elsewhere() deals with; -1 for none.
  const char* trouble_ = nullptr;
  bool duplicate_key_ = false;
  std::vector<std::int32_t> marks_;  // Of the slots behind gates, before an element.
  std::string key_;                  // Of a key with escapes, as it is spelt.
  std::uint32_t arrays_ = 0;         // How deep in arrays the walk is.
  std::uint32_t row_ = 0;            // Which element of the outermost one.
};

}  // namespace crosswalk
