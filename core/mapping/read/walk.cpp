#include "mapping/read/walk.hpp"

#include "mapping/read/gather.hpp"
#include "mapping/read/reader.hpp"

namespace crosswalk {
namespace {

namespace od = simdjson::ondemand;

Error malformed(const char* what) { return {ErrorCode::invalid_input, what, "the vendor's page"}; }

// Walks the body down to the place of its items and hands each to the sink.
class BodyGatherer : public Gatherer {
 public:
  BodyGatherer(const Envelope& envelope, Cells& around, const Shape& items, Cells& cells,
               bool one_item, ItemSink& sink)
      : Gatherer(envelope.shape, around, envelope.items_node == 0 ? -1 : envelope.items_node),
        items_(items),
        cells_(cells),
        each_(items, cells),
        one_item_(one_item),
        sink_(sink) {}

  bool list(od::array array) {
    if (std::exchange(found_, true)) return stop("the list of items stands twice");
    for (auto result : array) {
      od::value each;
      od::json_type type{};
      if (std::move(result).get(each) != simdjson::SUCCESS ||
          each.type().get(type) != simdjson::SUCCESS) {
        return stop("the JSON is broken");
      }
      if (count_++ == page_items_max) return stop("the page has more than 10000 items");
      od::object object;
      if (type != od::json_type::object) {
        cells_.begin(items_.slot_count);
        sink_.take({cells_, false, false});
      } else if (each.get_object().get(object) != simdjson::SUCCESS || !item(object)) {
        return stop("the JSON is broken");
      }
    }
    return true;
  }

  bool only(od::object object) {
    if (std::exchange(found_, true)) return stop("the list of items stands twice");
    if (!one_item_) return stop("there is one object where a list of items should be");
    ++count_;
    single_ = true;
    return item(object) || stop("the JSON is broken");
  }

  bool found() const { return found_; }
  std::uint32_t count() const { return count_; }
  bool single() const { return single_; }

 protected:
  void elsewhere(od::value& value) override {
    od::array array;
    od::object object;
    if (value.get_array().get(array) == simdjson::SUCCESS) {
      list(array);
    } else if (value.get_object().get(object) == simdjson::SUCCESS) {
      only(object);
    } else {
      stop("there is no list where the items should be");
    }
  }

 private:
  bool item(od::object object) {
    cells_.begin(items_.slot_count);
    if (!each_.object(object, 0)) return false;
    sink_.take({cells_, true, each_.take_duplicate()});
    return true;
  }

  const Shape& items_;
  Cells& cells_;
  Gatherer each_;
  bool one_item_;
  ItemSink& sink_;
  std::uint32_t count_ = 0;
  bool found_ = false;
  bool single_ = false;
};

}  // namespace

struct PageWalker::State {
  od::parser parser;
  od::document document;
  std::string copy;
  Cells around;
  Cells cells;
  std::uint32_t items = 0;
  bool single = false;
  bool walked = false;
};

PageWalker::PageWalker() : state_(std::make_unique<State>()) {}
PageWalker::~PageWalker() = default;
PageWalker::PageWalker(PageWalker&&) noexcept = default;
PageWalker& PageWalker::operator=(PageWalker&&) noexcept = default;

const Cells& PageWalker::around() const { return state_->around; }
std::uint32_t PageWalker::items() const { return state_->items; }
bool PageWalker::single() const { return state_->single; }

Result<Done> PageWalker::open(const std::string& body) {
  if (body.size() > page_bytes_max) return malformed("the body is longer than 32 MiB");
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return malformed("the body is empty");
  if (body[first] == '<') {
    return Error{ErrorCode::unavailable, "the body is HTML in place of JSON", "the vendor's page"};
  }
  if (body.starts_with("\xEF\xBB\xBF")) return malformed("the body begins with a byte order mark");
  const std::string* text = &body;
  if (body.capacity() - body.size() < simdjson::SIMDJSON_PADDING) {
    state_->copy.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    state_->copy.assign(body);
    text = &state_->copy;
  }
  state_->walked = false;
  const simdjson::padded_string_view padded(text->data(), text->size(), text->capacity());
  switch (state_->parser.iterate(padded).get(state_->document)) {
    case simdjson::SUCCESS:
      return Done{};
    case simdjson::UTF8_ERROR:
      return malformed("the body is not UTF-8");
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY:
      return Error{ErrorCode::unavailable, "there is no memory for the page", {}};
    default:
      return malformed("the JSON is broken");
  }
}

Result<Done> PageWalker::walk(const Envelope& envelope, const Shape& shape, bool one_item,
                              ItemSink& sink) {
  State& state = *state_;
  if (std::exchange(state.walked, true)) state.document.rewind();
  state.around.begin(envelope.shape.slot_count);
  BodyGatherer body(envelope, state.around, shape, state.cells, one_item, sink);
  od::json_type type{};
  if (state.document.type().get(type) != simdjson::SUCCESS) {
    return malformed("the JSON is broken");
  }
  od::array array;
  od::object object;
  if (type == od::json_type::array && envelope.items_node == 0) {
    if (state.document.get_array().get(array) != simdjson::SUCCESS) {
      return malformed("the JSON is cut off");
    }
    if (!body.list(array)) return malformed(body.trouble());
  } else if (type == od::json_type::object) {
    if (state.document.get_object().get(object) != simdjson::SUCCESS) {
      return malformed("the JSON is cut off");
    }
    const bool whole = envelope.items_node == 0 ? body.only(object) : body.object(object, 0);
    if (!whole) return malformed(body.trouble() ? body.trouble() : "the JSON is broken");
  }
  state.items = body.count();
  state.single = body.single();
  if (!body.found()) return malformed("there is no list where the items should be");
  const char* rest = nullptr;
  if (state.document.current_location().get(rest) != simdjson::OUT_OF_BOUNDS) {
    return malformed("something follows the JSON");
  }
  return Done{};
}

}  // namespace crosswalk
