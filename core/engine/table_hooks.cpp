#include "engine/table_hooks.hpp"

#include <utility>
#include <vector>

#include "sdk/value_bytes.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t problem_bytes_max = 400;
constexpr std::size_t doubt_bytes_max = 200;

crosswalk_text text_of(std::string_view text) { return {text.data(), text.size()}; }

std::string_view view(const crosswalk_text& text) {
  return text.size == 0 ? std::string_view{} : std::string_view(text.data, text.size);
}

Error failure(ErrorCode code, std::string_view hook, std::string_view what) {
  return {code, "the connector's hook " + std::string(hook) + " " + std::string(what), {}};
}

// What the library hands over in one call. Each put() is called from C and may not throw; beyond
// the bounds it only notes that there was too much.
struct Taken {
  std::vector<std::string> pieces;
  std::size_t bytes = 0;
  std::size_t pieces_max = 1;
  bool too_much = false;

  bool room(std::size_t size) noexcept {
    if (size > hook_bytes_max - bytes) too_much = true;
    if (!too_much) bytes += size;
    return !too_much;
  }
  void take(std::string_view piece) noexcept {
    if (pieces.size() >= pieces_max) too_much = true;
    if (room(piece.size())) pieces.emplace_back(piece);
  }
  crosswalk_sink sink() noexcept {
    return {this,
            [](void* self, crosswalk_text chunk) { static_cast<Taken*>(self)->take(view(chunk)); }};
  }
};

// The library's words, cut short and never counted as a failure.
crosswalk_sink problem_sink(std::string& problem) {
  problem.clear();
  return {&problem, [](void* self, crosswalk_text chunk) {
            auto& text = *static_cast<std::string*>(self);
            text += view(chunk).substr(0, problem_bytes_max - text.size());
          }};
}

Result<Done> outcome_of(crosswalk_status status, bool too_much, std::string_view hook) {
  if (status == CROSSWALK_THREW) {
    return failure(ErrorCode::internal, hook, "threw an exception; its author must catch it");
  }
  if (status == CROSSWALK_NO_MEMORY) {
    return failure(ErrorCode::internal, hook, "ran out of memory");
  }
  if (status != 0) {
    const bool known = status >= 1 && status <= static_cast<int>(ErrorCode::internal);
    return failure(known ? static_cast<ErrorCode>(status) : ErrorCode::internal, hook,
                   "ended with an error");
  }
  if (too_much) return failure(ErrorCode::internal, hook, "answered more than 64 MiB");
  return Done{};
}

std::vector<crosswalk_pair> pairs_of(const Headers& headers) {
  std::vector<crosswalk_pair> pairs;
  pairs.reserve(headers.size());
  for (const auto& [name, value] : headers) pairs.push_back({text_of(name), text_of(value)});
  return pairs;
}

struct NextTaken {
  Taken budget;
  std::optional<PlannedRequest> next;

  void take(crosswalk_text host, const crosswalk_request& request) noexcept {
    if (next || request.header_count > 100) budget.too_much = true;
    if (!budget.room(host.size) || !budget.room(request.target.size) ||
        !budget.room(request.body.size) || !budget.room(request.method.size)) {
      return;
    }
    next.emplace();
    next->host = view(host);
    next->http.method = view(request.method);
    next->http.target = view(request.target);
    next->http.body = view(request.body);
    for (std::size_t at = 0; at < request.header_count; ++at) {
      const crosswalk_pair& field = request.headers[at];
      if (!budget.room(field.name.size) || !budget.room(field.value.size)) return;
      next->http.headers.emplace_back(view(field.name), view(field.value));
    }
  }
  crosswalk_next_sink sink() noexcept {
    return {this, [](void* self, crosswalk_text host, const crosswalk_request* request) {
              static_cast<NextTaken*>(self)->take(host, *request);
            }};
  }
};

struct RequestTaken {
  Taken budget;
  HttpRequest request;

  crosswalk_request_sink sink() noexcept {
    return {this,
            [](void* self, crosswalk_text target) {
              auto& taken = *static_cast<RequestTaken*>(self);
              if (taken.budget.room(target.size)) taken.request.target = view(target);
            },
            [](void* self, crosswalk_text body) {
              auto& taken = *static_cast<RequestTaken*>(self);
              if (taken.budget.room(body.size)) taken.request.body = view(body);
            },
            [](void* self, crosswalk_text name, crosswalk_text value) {
              auto& taken = *static_cast<RequestTaken*>(self);
              if (taken.request.headers.size() >= 100) taken.budget.too_much = true;
              if (!taken.budget.room(name.size + value.size)) return;
              set_header(taken.request.headers, view(name), std::string(view(value)));
            }};
  }
};

struct RecordTaken {
  Taken budget;
  Record record;
  Findings findings;
  bool wrong = false;

  const FieldSpec* field_of(std::uint16_t number) noexcept {
    const FieldSpec* spec = find_field(number);
    if (!spec || spec->kind != record.key.kind) {
      wrong = true;
      return nullptr;
    }
    return spec;
  }
  void set(const crosswalk_value& value) noexcept {
    const FieldSpec* spec = field_of(value.field);
    if (!spec || !budget.room(value.bytes.size)) return;
    auto read = read_value_bytes(static_cast<ValueType>(value.type), view(value.bytes));
    if (!read || type_of(*read) != spec->type) {
      wrong = true;
      return;
    }
    record.set(spec->field, std::move(*read));
  }
  void doubt(std::uint16_t number, std::string_view why) noexcept {
    const FieldSpec* spec = field_of(number);
    if (!spec || findings.size() >= hook_findings_max) return;
    findings.push_back(
        {spec->field, FindingCode::from_hook, std::string(why.substr(0, doubt_bytes_max))});
  }
  crosswalk_record_sink sink() noexcept {
    return {this,
            [](void* self, crosswalk_value value) { static_cast<RecordTaken*>(self)->set(value); },
            [](void* self, std::uint16_t field) {
              auto& taken = *static_cast<RecordTaken*>(self);
              if (const FieldSpec* spec = taken.field_of(field)) taken.record.erase(spec->field);
            },
            [](void* self, std::uint16_t field, crosswalk_text why) {
              static_cast<RecordTaken*>(self)->doubt(field, view(why));
            }};
  }
};

// The record's fields as C sees them; text is borrowed from the record, the rest from `bytes`.
std::vector<crosswalk_value> values_of(const Record& record, std::string& bytes) {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const FieldValue& field : record.fields) {
    const std::size_t from = bytes.size();
    if (!std::holds_alternative<std::string>(field.value)) append_value_bytes(field.value, bytes);
    places.emplace_back(from, bytes.size() - from);
  }
  std::vector<crosswalk_value> values;
  for (std::size_t at = 0; at < record.fields.size(); ++at) {
    const FieldValue& field = record.fields[at];
    const auto* text = std::get_if<std::string>(&field.value);
    values.push_back({static_cast<std::uint16_t>(field.field),
                      static_cast<std::uint8_t>(type_of(field.value)),
                      text ? text_of(*text)
                           : crosswalk_text{bytes.data() + places[at].first, places[at].second}});
  }
  return values;
}

std::optional<ReplyClass> reply_class(std::string_view word) {
  for (int at = 0; at <= static_cast<int>(ReplyClass::refused); ++at) {
    if (name_of(static_cast<ReplyClass>(at)) == word) return static_cast<ReplyClass>(at);
  }
  return std::nullopt;
}

}  // namespace

bool TableHooks::has(std::string_view hook) const {
  if (hook == "finish_request") return table_.finish_request != nullptr;
  if (hook == "split_page") return table_.split_page != nullptr;
  if (hook == "amend_record") return table_.amend_record != nullptr;
  if (hook == "classify_reply") return table_.classify_reply != nullptr;
  return false;
}

Result<Done> TableHooks::finish_request(HttpRequest& request, Instant now) const {
  constexpr std::string_view hook = "finish_request";
  if (!has(hook)) return failure(ErrorCode::unsupported, hook, "is not in the library");
  const auto headers = pairs_of(request.headers);
  const crosswalk_request planned{text_of(request.method), text_of(request.target),
                                  text_of(request.body), headers.data(), headers.size()};
  RequestTaken taken{{}, request};
  const auto status =
      table_.finish_request(&planned, to_ms(now), taken.sink(), problem_sink(problem_));
  if (auto ended = outcome_of(status, taken.budget.too_much, hook); !ended) return ended;
  request = std::move(taken.request);
  return Done{};
}

Result<CutPage> TableHooks::split_page(const HttpResponse& reply) const {
  constexpr std::string_view hook = "split_page";
  if (!has(hook)) return failure(ErrorCode::unsupported, hook, "is not in the library");
  const auto headers = pairs_of(reply.headers);
  const crosswalk_reply borrowed{reply.status, text_of(reply.body), headers.data(), headers.size()};
  Taken items;
  items.pieces_max = hook_items_max;
  NextTaken next;
  const auto status =
      table_.split_page(&borrowed, items.sink(), next.sink(), problem_sink(problem_));
  const bool too_much = items.too_much || next.budget.too_much;
  if (auto ended = outcome_of(status, too_much, hook); !ended) return std::move(ended).error();
  return CutPage{std::move(items.pieces), std::move(next.next)};
}

Result<Done> TableHooks::amend_record(std::span<const HookInput> inputs, Record& record,
                                      Findings& findings) const {
  constexpr std::string_view hook = "amend_record";
  if (!has(hook)) return failure(ErrorCode::unsupported, hook, "is not in the library");
  std::vector<crosswalk_pair> pairs;
  pairs.reserve(inputs.size());
  for (const HookInput& input : inputs) pairs.push_back({text_of(input.path), text_of(input.text)});
  std::string bytes;
  const auto values = values_of(record, bytes);
  RecordTaken taken{{}, record, findings, false};
  const auto status = table_.amend_record(pairs.data(), pairs.size(), values.data(), values.size(),
                                          taken.sink(), problem_sink(problem_));
  if (auto ended = outcome_of(status, taken.budget.too_much, hook); !ended) return ended;
  if (taken.wrong) {
    return failure(ErrorCode::invalid_input, hook, "set a field the record cannot have");
  }
  record = std::move(taken.record);
  findings = std::move(taken.findings);
  return Done{};
}

Result<std::optional<ReplyClass>> TableHooks::classify_reply(const HttpResponse& reply) const {
  constexpr std::string_view hook = "classify_reply";
  if (!has(hook)) return failure(ErrorCode::unsupported, hook, "is not in the library");
  const auto headers = pairs_of(reply.headers);
  const crosswalk_reply borrowed{reply.status, text_of(reply.body), headers.data(), headers.size()};
  Taken word;
  const auto status = table_.classify_reply(&borrowed, word.sink(), problem_sink(problem_));
  if (auto ended = outcome_of(status, word.too_much, hook); !ended) {
    return std::move(ended).error();
  }
  if (word.pieces.empty()) return std::optional<ReplyClass>();
  const auto meaning = reply_class(word.pieces.front());
  if (!meaning) return failure(ErrorCode::invalid_input, hook, "answered a word it may not use");
  return meaning;
}

}  // namespace crosswalk
