#include "base/text/json.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "base/check.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t levels_max = 64;

std::string place_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::ranges::count(before, '\n');
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column =
      before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1);
  return "line " + std::to_string(line) + ", column " +
         std::to_string(std::max<std::size_t>(column, 1));
}

/// Lets the builder below know how far the parser has read, which its events do not say.
struct Reader {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** farthest = nullptr;

  reference operator*() const { return *at; }
  Reader& operator++() {
    *farthest = ++at;
    return *this;
  }
  Reader operator++(int) {
    Reader old = *this;
    ++*this;
    return old;
  }
  friend bool operator==(const Reader& a, const Reader& b) { return a.at == b.at; }
};

/// Builds a Json from events and stops at the first thing that is not allowed. The names below
/// are nlohmann's.
class Builder {
 public:
  Json root;
  std::string problem;

  bool null() { return put(Json()); }
  bool boolean(bool value) { return put(Json(value)); }
  bool number_integer(std::int64_t value) { return put(Json(value)); }
  bool number_unsigned(std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(INT64_MAX)) return stop("a number is out of range");
    return put(Json(static_cast<std::int64_t>(value)));
  }
  bool number_float(double value, const std::string& written) {
    const bool whole = written.find_first_of(".eE") == std::string::npos;
    return whole ? stop("a number is out of range") : put(Json(value));
  }
  bool string(std::string& value) { return put(Json(std::move(value))); }
  bool binary(nlohmann::json::binary_t&) { return stop("binary values are not JSON"); }
  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::list()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    if (!levels_.back().names.insert(name).second) return stop("a key is there twice");
    levels_.back().key = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) {
    return stop("this is not well-formed JSON in UTF-8");
  }

 private:
  struct Level {
    Json value;
    std::string key;
    std::unordered_set<std::string> names;
  };

  bool stop(const char* why) {
    problem = why;
    return false;
  }

  bool put(Json value) {
    if (levels_.empty()) {
      root = std::move(value);
    } else if (auto* items = levels_.back().value.items()) {
      items->push_back(std::move(value));
    } else {
      levels_.back().value.members()->emplace_back(std::move(levels_.back().key), std::move(value));
    }
    return true;
  }

  bool open(Json value) {
    if (levels_.size() == levels_max) return stop("more than 64 levels");
    levels_.push_back({std::move(value), {}, {}});
    return true;
  }

  bool close() {
    Json value = std::move(levels_.back().value);
    levels_.pop_back();
    return put(std::move(value));
  }

  std::vector<Level> levels_;
};

/// Scalars are written by nlohmann, which knows about escapes and shortest numbers.
template <class Scalar>
void put_scalar(const Scalar& value, std::string& out) {
  out += nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void put_break(bool indented, std::size_t level, std::string& out) {
  if (!indented) return;
  out += '\n';
  out.append(level * 2, ' ');
}

void put(const Json& value, bool indented, std::size_t level, std::string& out) {
  if (const auto* items = value.items()) {
    out += '[';
    for (std::size_t i = 0; i < items->size(); ++i) {
      if (i != 0) out += ',';
      put_break(indented, level + 1, out);
      put((*items)[i], indented, level + 1, out);
    }
    if (!items->empty()) put_break(indented, level, out);
    out += ']';
  } else if (const auto* members = value.members()) {
    out += '{';
    for (std::size_t i = 0; i < members->size(); ++i) {
      if (i != 0) out += ',';
      put_break(indented, level + 1, out);
      put_scalar((*members)[i].first, out);
      out += indented ? ": " : ":";
      put((*members)[i].second, indented, level + 1, out);
    }
    if (!members->empty()) put_break(indented, level, out);
    out += '}';
  } else if (const auto* flag = value.flag()) {
    out += *flag ? "true" : "false";
  } else if (const auto* integer = value.integer()) {
    out += std::to_string(*integer);
  } else if (const auto* real = value.real()) {
    put_scalar(*real, out);
  } else if (const auto* text = value.text()) {
    put_scalar(*text, out);
  } else {
    out += "null";
  }
}

}  // namespace

const Json* Json::find(std::string_view name) const {
  const auto* all = members();
  if (all == nullptr) return nullptr;
  const auto found = std::ranges::find(*all, name, &Members::value_type::first);
  return found == all->end() ? nullptr : &found->second;
}

std::string_view Json::text_of(std::string_view name) const {
  const Json* member = find(name);
  const std::string* text = member == nullptr ? nullptr : member->text();
  return text == nullptr ? std::string_view{} : std::string_view{*text};
}

std::int64_t Json::integer_of(std::string_view name) const {
  const Json* member = find(name);
  const std::int64_t* integer = member == nullptr ? nullptr : member->integer();
  return integer == nullptr ? 0 : *integer;
}

Json& Json::set(std::string name, Json value) {
  if (is_null()) value_ = Members{};
  CROSSWALK_CHECK(members() != nullptr);
  for (auto& [known, old] : *members()) {
    if (known == name) return old = std::move(value);
  }
  return members()->emplace_back(std::move(name), std::move(value)).second;
}

Json& Json::push(Json value) {
  if (is_null()) value_ = List{};
  CROSSWALK_CHECK(items() != nullptr);
  return items()->emplace_back(std::move(value));
}

Result<Json> parse_json(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) {
    return Error{ErrorCode::invalid_input,
                 "the document is larger than " + std::to_string(bytes_max) + " bytes",
                 {}};
  }
  Builder builder;
  const char* farthest = text.data();
  const char* const end = text.data() + text.size();
  const Reader first{text.data(), &farthest};
  const Reader last{end, &farthest};
  if (!nlohmann::json::sax_parse(first, last, &builder)) {
    return Error{ErrorCode::invalid_input, builder.problem,
                 place_at(text, static_cast<std::size_t>(farthest - text.data()))};
  }
  return std::move(builder.root);
}

std::string write_json(const Json& value, bool indented) {
  std::string out;
  put(value, indented, 0, out);
  return out;
}

}  // namespace crosswalk
