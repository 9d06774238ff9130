#include "engine/answers.hpp"

#include <algorithm>
#include <string_view>

#include "mapping/exchange/exchange.hpp"

namespace crosswalk {
namespace {

bool plain(std::string_view text) {
  return std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool may_be_sent(const PlannedRequest& request) {
  const HttpRequest& http = request.http;
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return plain(request.host) && plain(http.origin) && !http.method.empty() &&
         std::ranges::all_of(http.method, upper) && http.target.starts_with('/') &&
         plain(http.target) && http.target.find(' ') == std::string::npos &&
         std::ranges::all_of(http.headers, [](const auto& field) {
           return !field.first.empty() && plain(field.first) && plain(field.second) &&
                  field.first.find_first_of(" :") == std::string::npos;
         });
}

// Every request of an answer passes `test`.
template <class Test>
struct Requests {
  Test test;

  bool operator()(const Planned& planned) const {
    return std::ranges::all_of(planned.requests, test);
  }
  bool operator()(const PageRead& page) const {
    return (!page.next || test(*page.next)) &&
           std::ranges::all_of(page.needs, [this](const Need& need) { return test(need.request); });
  }
  bool operator()(const LookupRead& lookup) const { return !lookup.next || test(*lookup.next); }
  bool operator()(const Remembered&) const { return true; }
  bool operator()(const WebhookRead&) const { return true; }
  bool operator()(const Written&) const { return true; }
};
template <class Test>
Requests(Test) -> Requests<Test>;

bool sound(const WebhookRead& read) {
  return read.signals.size() <= signals_max &&
         std::ranges::all_of(read.signals, [](const Signal& signal) {
           const bool merges =
               signal.kind == RecordKind::candidate && signal.what == Signal::What::gone;
           return is_usable_id(signal.id) &&
                  (signal.into.empty() || (merges && is_usable_id(signal.into)));
         });
}

bool sound(const Written& written) {
  const auto id_or_none = [](const std::string& id) { return id.empty() || is_usable_id(id); };
  const bool names_nobody = written.candidate.empty() && written.application.empty();
  return id_or_none(written.candidate) && id_or_none(written.application) &&
         (written.meaning == ReplyClass::ok || names_nobody);
}

Error unsound(const char* what) { return {ErrorCode::invalid_input, what, {}}; }

bool only_reads(const PlannedRequest& request) { return request.http.method == "GET"; }

// The alternative of Answer that each step asks for.
struct Asked {
  std::size_t operator()(const PlanRead&) const { return Answer(Planned{}).index(); }
  std::size_t operator()(const PlanLookup&) const { return Answer(Planned{}).index(); }
  std::size_t operator()(const ReadPage&) const { return Answer(PageRead{}).index(); }
  std::size_t operator()(const ReadLookup&) const { return Answer(LookupRead{}).index(); }
  std::size_t operator()(const Remember&) const { return Answer(Remembered{}).index(); }
  std::size_t operator()(const ReadWebhook&) const { return Answer(WebhookRead{}).index(); }
  std::size_t operator()(const PlanWrite&) const { return Answer(Planned{}).index(); }
  std::size_t operator()(const ReadWrite&) const { return Answer(Written{}).index(); }
};

}  // namespace

Result<Done> check_answer(const Answer& answer) {
  if (!std::visit(Requests{may_be_sent}, answer)) {
    return unsound("the worker's answer asks for a malformed request");
  }
  if (const auto* read = std::get_if<WebhookRead>(&answer); read && !sound(*read)) {
    return unsound("the worker's answer tells of too many records, or of one without an id");
  }
  if (const auto* written = std::get_if<Written>(&answer); written && !sound(*written)) {
    return unsound("the worker's answer names a record by an id that none may have");
  }
  return Done{};
}

bool answers(const Step& step, const Answer& answer) {
  if (std::visit(Asked{}, step) != answer.index()) return false;
  if (!std::holds_alternative<PlanWrite>(step)) return std::visit(Requests{only_reads}, answer);
  return std::get<Planned>(answer).requests.size() == 1;
}

}  // namespace crosswalk
