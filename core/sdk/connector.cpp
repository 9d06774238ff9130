#include "sdk/connector.hpp"

#include <array>

#include "sdk/boundary.hpp"
#include "sdk/value_bytes.hpp"

namespace crosswalk {
namespace {

std::string_view view(const crosswalk_text& text) {
  return text.size == 0 ? std::string_view{} : std::string_view(text.data, text.size);
}

crosswalk_text text_of(std::string_view text) { return {text.data(), text.size()}; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t at = 0; at < a.size(); ++at) {
    if (lower(a[at]) != lower(b[at])) return false;
  }
  return true;
}

std::vector<crosswalk_pair> pairs_of(const Headers& headers) {
  std::vector<crosswalk_pair> pairs;
  for (const auto& [name, value] : headers) pairs.push_back({text_of(name), text_of(value)});
  return pairs;
}

constexpr std::array<std::string_view, 8> meaning_words = {
    "ok", "credential", "forbidden", "gone", "throttled", "transient", "cursor_expired", "refused"};

Error no_such_hook() {
  return {ErrorCode::unsupported, "the connector does not override this hook", {}};
}

}  // namespace

std::string_view Reply::body() const { return view(borrowed_.body); }

std::string_view Reply::header(std::string_view name) const {
  for (std::size_t at = 0; at < borrowed_.header_count; ++at) {
    if (same_name(view(borrowed_.headers[at].name), name)) return view(borrowed_.headers[at].value);
  }
  return {};
}

std::optional<std::string_view> Inputs::first(std::string_view path) const {
  for (std::size_t at = 0; at < count_; ++at) {
    if (view(pairs_[at].name) == path) return view(pairs_[at].value);
  }
  return std::nullopt;
}

std::vector<std::string_view> Inputs::all(std::string_view path) const {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < count_; ++at) {
    if (view(pairs_[at].name) == path) found.push_back(view(pairs_[at].value));
  }
  return found;
}

std::optional<Value> RecordEditor::find(Field field) const {
  if (const auto edit = edits_.find(field); edit != edits_.end()) return edit->second;
  for (std::size_t at = 0; at < count_; ++at) {
    if (fields_[at].field != static_cast<std::uint16_t>(field)) continue;
    return read_value_bytes(static_cast<ValueType>(fields_[at].type), view(fields_[at].bytes));
  }
  return std::nullopt;
}

std::string RecordEditor::text(Field field) const {
  const auto value = find(field);
  const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
  return text ? *text : std::string();
}

void RecordEditor::write_to(const crosswalk_record_sink& sink) const {
  for (const auto& [field, value] : edits_) {
    const auto number = static_cast<std::uint16_t>(field);
    if (!value) {
      sink.erase(sink.self, number);
      continue;
    }
    std::string bytes;
    append_value_bytes(*value, bytes);
    sink.set(sink.self, {number, static_cast<std::uint8_t>(type_of(*value)), text_of(bytes)});
  }
  for (const auto& [field, why] : doubts_) {
    sink.doubt(sink.self, static_cast<std::uint16_t>(field), text_of(why));
  }
}

Result<Done> Connector::finish_request(HttpRequest&, Instant) const { return no_such_hook(); }
Result<VendorPage> Connector::split_page(const Reply&) const { return no_such_hook(); }
Result<Done> Connector::amend_record(const Inputs&, RecordEditor&) const { return no_such_hook(); }
Result<std::optional<Meaning>> Connector::classify_reply(const Reply&) const {
  return no_such_hook();
}

namespace boundary {

Result<Done> finish(const Connector& connector, const crosswalk_request& request,
                    std::int64_t now_ms, const crosswalk_request_sink& changes) {
  HttpRequest planned;
  planned.method = view(request.method);
  planned.target = view(request.target);
  planned.body = view(request.body);
  for (std::size_t at = 0; at < request.header_count; ++at) {
    planned.headers.emplace_back(view(request.headers[at].name), view(request.headers[at].value));
  }
  auto outcome = connector.finish_request(planned, from_ms(now_ms));
  if (!outcome) return outcome;
  if (planned.target != view(request.target)) {
    changes.set_target(changes.self, text_of(planned.target));
  }
  if (planned.body != view(request.body)) changes.set_body(changes.self, text_of(planned.body));
  for (const auto& [name, value] : planned.headers) {
    changes.set_header(changes.self, text_of(name), text_of(value));
  }
  return outcome;
}

Result<Done> split(const Connector& connector, const crosswalk_reply& reply,
                   const crosswalk_sink& items, const crosswalk_next_sink& next) {
  const auto page = connector.split_page(Reply(reply));
  if (!page) return page.error();
  for (const auto& item : page->items) put(items, item);
  if (page->next) {
    const HttpRequest& http = page->next->http;
    const auto headers = pairs_of(http.headers);
    const crosswalk_request request{text_of(http.method), text_of(http.target), text_of(http.body),
                                    headers.data(), headers.size()};
    next.put(next.self, text_of(page->next->host), &request);
  }
  return Done{};
}

Result<Done> amend(const Connector& connector, const Inputs& inputs, RecordEditor record,
                   const crosswalk_record_sink& changes) {
  auto outcome = connector.amend_record(inputs, record);
  if (outcome) record.write_to(changes);
  return outcome;
}

Result<Done> classify(const Connector& connector, const crosswalk_reply& reply,
                      const crosswalk_sink& meaning) {
  const auto word = connector.classify_reply(Reply(reply));
  if (!word) return word.error();
  if (*word) put(meaning, meaning_words[static_cast<std::size_t>(**word)]);
  return Done{};
}

}  // namespace boundary
}  // namespace crosswalk
