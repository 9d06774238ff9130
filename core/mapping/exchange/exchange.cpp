#include "mapping/exchange/exchange.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/utf8.hpp"
#include "mapping/exchange/bodies.hpp"
#include "mapping/read/next.hpp"

namespace crosswalk {
namespace {

using From = WrittenValue::From;

Error malformed(const char* what, const char* where) {
  return {ErrorCode::invalid_input, what, where};
}

const ExchangeProgram& exchange_of(const EngineState& state) {
  static const ExchangeProgram none;
  return state.program.exchange ? *state.program.exchange : none;
}

bool is_id(const Cell& cell) {
  return (cell.kind == CellKind::text || cell.kind == CellKind::number) && is_usable_id(cell.text);
}

// The signals of the one item that a webhook's body is.
class SignalSink : public ItemSink {
 public:
  SignalSink(const WebhookProgram& program, WebhookRead& read) : program_(program), read_(read) {}

  void take(const FoundItem& item) override {
    ambiguous = ambiguous || item.duplicate_key;
    const Cell* action = item.cells.first(program_.action);
    if (action == nullptr || action->kind != CellKind::text) return;
    const auto event = std::ranges::find(program_.events, action->text, &WebhookEvent::action);
    if (event == program_.events.end()) return;
    for (const SignalRule& rule : event->signals) {
      for (const SlotId slot : rule.ids) add(rule, item.cells, slot);
    }
  }

  bool ambiguous = false;

 private:
  void add(const SignalRule& rule, const Cells& cells, SlotId slot) {
    for (const Cell* cell = cells.first(slot); cell != nullptr; cell = cells.after(*cell)) {
      if (read_.signals.size() == signals_max) return;
      if (!is_id(*cell) || !told_.emplace(rule.kind, cell->text).second) continue;
      read_.signals.push_back(
          {rule.kind, std::string(cell->text), rule.what, taken_in_by(rule, cells, cell->text)});
    }
  }

  static std::string taken_in_by(const SignalRule& rule, const Cells& cells, std::string_view id) {
    const Cell* into = rule.into == no_slot ? nullptr : cells.first(rule.into);
    if (into == nullptr || !is_id(*into) || into->text == id) return {};
    return std::string(into->text);
  }

  const WebhookProgram& program_;
  WebhookRead& read_;
  std::set<std::pair<RecordKind, std::string>> told_;
};

const WriteRoute* route_of(const EngineState& state, WriteStep step) {
  const auto& route = exchange_of(state).routes[static_cast<std::size_t>(step)];
  return route ? &*route : nullptr;
}

Error no_route(WriteStep step) {
  return {ErrorCode::unsupported, "the connector has no route to " + std::string(name_of(step)),
          "writes"};
}

// Nothing that a path would resolve instead of carry.
bool may_stand_in_path(std::string_view id) { return is_usable_id(id) && id != "." && id != ".."; }

bool is_complete(const WriteRoute& route, const WriteValues& values) {
  const std::array<std::pair<From, std::string_view>, 3> named = {
      {{From::marker, values.marker},
       {From::candidate, values.candidate},
       {From::job, values.job}}};
  const bool since = route.request.has(RequestTemplate::Blank::since);
  return (!since || values.since > Instant{}) && std::ranges::all_of(named, [&](const auto& value) {
           return !asks_for(route, value.first) || may_stand_in_path(value.second);
         });
}

std::string id_at(const Cells& cells, const std::vector<SlotId>& slots) {
  for (const SlotId slot : slots) {
    for (const Cell* cell = cells.first(slot); cell != nullptr; cell = cells.after(*cell)) {
      if (is_id(*cell)) return std::string(cell->text);
    }
  }
  return {};
}

// The items of a reply; of a create's there is one, of a search's the first that matches counts.
class WrittenSink : public ItemSink {
 public:
  WrittenSink(const WriteRoute& route, const WriteValues& values, Written& written)
      : route_(route), values_(values), written_(written) {}

  void take(const FoundItem& item) override {
    ++items;
    ambiguous = ambiguous || item.duplicate_key;
    if (found || !item.is_object || !std::ranges::all_of(route_.match, [&](const Match& match) {
          return matches(match, item.cells);
        })) {
      return;
    }
    found = true;
    written_.candidate = id_at(item.cells, route_.candidate);
    written_.application = id_at(item.cells, route_.application);
  }

  std::uint32_t items = 0;
  bool found = false;
  bool ambiguous = false;

 private:
  bool matches(const Match& match, const Cells& cells) const {
    const std::string_view wanted = value_of(match.wanted, values_);
    for (const Cell* cell = cells.first(match.slot); cell != nullptr; cell = cells.after(*cell)) {
      if (is_id(*cell) && cell->text == wanted) return true;
    }
    return false;
  }

  const WriteRoute& route_;
  const WriteValues& values_;
  Written& written_;
};

Result<Done> refuse_further_pages(const EngineState& state, const WriteRoute& route,
                                  const HttpResponse& reply) {
  Result<std::optional<PlannedRequest>> next =
      next_request(route.paging, {.reply = reply,
                                  .around = state.page.around(),
                                  .items = state.page.items(),
                                  .asked = {},
                                  .host = route.request.host});
  if (!next) return std::move(next).error();
  if (!*next) return Done{};
  // A vendor may filter what it lists after it has cut the pages: that page said nothing.
  if (state.page.items() == 0) {
    return Error{ErrorCode::unavailable, "an empty page leads to another", "writes"};
  }
  return Error{ErrorCode::unsupported, "more was found than one page shows", "writes"};
}

Result<Written> completed(const EngineState& state, const WriteRoute& route, const ReadWrite& ask,
                          const WrittenSink& sink, Written written) {
  const bool search = ask.step == WriteStep::find_created;
  if (sink.ambiguous || (!search && (sink.items != 1 || !sink.found))) {
    return malformed("the reply is not the one record it should be", "writes");
  }
  if (!sink.found) {
    Result<Done> all = refuse_further_pages(state, route, ask.reply);
    if (!all) return std::move(all).error();
    return written;
  }
  const bool application = ask.step == WriteStep::create_application;
  if (application) written.candidate = ask.values.candidate;
  if (written.candidate.empty() || (application && written.application.empty())) {
    return malformed("the reply does not name what was written", "writes");
  }
  return written;
}

}  // namespace

bool is_usable_id(std::string_view id) {
  return !id.empty() && id.size() <= record_id_bytes_max && valid_utf8(id) &&
         std::ranges::none_of(
             id, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

Result<WebhookRead> read_webhook(EngineState& state, const ReadWebhook& ask) {
  constexpr const char* where = "the vendor's webhook";
  const std::optional<WebhookProgram>& program = exchange_of(state).webhook;
  if (!program) return Error{ErrorCode::unsupported, "the connector has no 'webhook'", where};
  const std::size_t first = ask.body.find_first_not_of(" \t\r\n");
  if (ask.body.size() > webhook_bytes_max) return malformed("it is longer than 1 MiB", where);
  if (first == std::string::npos || ask.body[first] != '{') {
    return malformed("it is no JSON object", where);
  }
  WebhookRead read;
  SignalSink sink(*program, read);
  Result<Done> walked = state.page.open(ask.body);
  if (walked) walked = state.page.walk(Envelope(), program->shape, true, sink);
  if (!walked) return Error{walked.error().code, walked.error().what, where};
  if (sink.ambiguous) return malformed("a key of it stands there twice", where);
  return read;
}

Result<Planned> plan_write(const EngineState& state, const PlanWrite& ask) {
  const WriteRoute* route = route_of(state, ask.step);
  if (route == nullptr) return no_route(ask.step);
  if (!is_complete(*route, ask.values)) {
    return malformed("the marker, the candidate, the job or the time is missing", "writes");
  }
  PlannedRequest request = fill(route->request, {.ids = {},
                                                 .marker = ask.values.marker,
                                                 .candidate = ask.values.candidate,
                                                 .job = ask.values.job,
                                                 .since = ask.values.since});
  request.http.headers = route->headers;
  if (route->body) {
    Result<std::string> body = write_body(*route->body, ask.values);
    if (!body) return std::move(body).error();
    request.http.body = *std::move(body);
    set_header(request.http.headers, "Content-Type", "application/json");
  }
  Result<Done> finished = finish(state, request, ask.now);
  if (!finished) return std::move(finished).error();
  Planned planned;
  planned.requests.push_back(std::move(request));
  return planned;
}

Result<Written> read_write(EngineState& state, const ReadWrite& ask) {
  const WriteRoute* route = route_of(state, ask.step);
  if (route == nullptr) return no_route(ask.step);
  Result<ReplyClass> meaning = meaning_of(state, ReadMode::by_id, ask.reply);
  if (!meaning) return std::move(meaning).error();
  Written written;
  written.meaning = *meaning == ReplyClass::cursor_expired ? ReplyClass::refused : *meaning;
  if (written.meaning != ReplyClass::ok) return written;
  WrittenSink sink(*route, ask.values, written);
  Result<Done> walked = state.page.open(ask.reply.body);
  if (walked) walked = state.page.walk(route->envelope, route->shape, true, sink);
  if (!walked) return std::move(walked).error();
  return completed(state, *route, ask, sink, std::move(written));
}

}  // namespace crosswalk
