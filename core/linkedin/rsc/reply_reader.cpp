#include "linkedin/rsc/reply_reader.hpp"

#include <simdjson.h>

#include <algorithm>

namespace crosswalk {
namespace {

namespace json = simdjson::ondemand;

constexpr std::size_t code_bytes_max = 64;

// A member of another type than the one LinkedIn documents is as good as absent.
bool read_number(json::value& value, std::int64_t& out) {
  json::json_type type{};
  if (value.type().get(type)) return false;
  if (type != json::json_type::number) return true;
  std::int64_t number = 0;
  const auto error = value.get_int64().get(number);
  if (error == simdjson::SUCCESS) out = number;
  return error == simdjson::SUCCESS || error == simdjson::INCORRECT_TYPE ||
         error == simdjson::NUMBER_OUT_OF_RANGE;
}

bool read_text(json::value& value, std::string_view& out) {
  json::json_type type{};
  if (value.type().get(type)) return false;
  if (type != json::json_type::string) return true;
  return value.get_string().get(out) == simdjson::SUCCESS;
}

bool read_status(json::value& value, OutcomeFacts& facts) {
  return read_number(value, facts.status) && read_text(value, facts.word);
}

bool read_facts(json::object& object, OutcomeFacts& facts, bool nested);

// An element's own error: its words count, its status only where the element gave none.
bool read_error(json::value& value, OutcomeFacts& facts) {
  json::json_type type{};
  if (value.type().get(type)) return false;
  json::object object;
  if (type != json::json_type::object) return true;
  if (value.get_object().get(object)) return false;
  OutcomeFacts inner;
  if (!read_facts(object, inner, true)) return false;
  if (facts.status < 0) facts.status = inner.status;
  facts.message = inner.message;
  facts.code = inner.code;
  facts.service_code = inner.service_code;
  return true;
}

bool read_fact(std::string_view name, json::value& value, OutcomeFacts& facts, bool nested) {
  if (name == "status") return read_status(value, facts);
  if (name == "id") return read_text(value, facts.id);
  if (name == "message" || name == "errorMessage") return read_text(value, facts.message);
  if (name == "code") return read_text(value, facts.code);
  if (name == "serviceErrorCode") return read_number(value, facts.service_code);
  if (name == "listingStatus") return read_text(value, facts.listing_status);
  if (name == "error" && !nested) return read_error(value, facts);
  return true;
}

bool read_facts(json::object& object, OutcomeFacts& facts, bool nested) {
  for (auto member : object) {
    json::field field;
    std::string_view name;
    if (std::move(member).get(field)) return false;
    if (field.unescaped_key().get(name)) return false;
    if (!read_fact(name, field.value(), facts, nested)) return false;
  }
  return true;
}

// An outcome is an object; the map of statuses may hold bare numbers.
bool read_outcome(json::value& value, OutcomeFacts& facts) {
  json::json_type type{};
  if (value.type().get(type)) return false;
  if (type == json::json_type::number) return read_number(value, facts.status);
  json::object object;
  if (type != json::json_type::object || value.get_object().get(object)) return false;
  return read_facts(object, facts, false);
}

bool read_map(json::value& value, ReplyPart part, const OutcomeVisit& visit) {
  json::object map;
  if (value.get_object().get(map)) return false;
  std::size_t index = 0;
  for (auto member : map) {
    json::field field;
    std::string_view key;
    OutcomeFacts facts;
    if (std::move(member).get(field) || field.unescaped_key().get(key)) return false;
    if (!read_outcome(field.value(), facts)) return false;
    visit(part, key, index++, facts);
  }
  return true;
}

bool read_list(json::value& value, const OutcomeVisit& visit) {
  json::array list;
  if (value.get_array().get(list)) return false;
  std::size_t index = 0;
  for (auto element : list) {
    json::value item;
    OutcomeFacts facts;
    if (std::move(element).get(item) || !read_outcome(item, facts)) return false;
    visit(ReplyPart::elements, {}, index++, facts);
  }
  return true;
}

// Which of the parts a member of the envelope is; the bit also tells that it came once.
unsigned part_bit(std::string_view name, bool elements) {
  if (elements) return name == "elements" ? 1 : 0;
  if (name == "results") return 2;
  if (name == "errors") return 4;
  return name == "statuses" ? 8 : 0;
}

bool read_part(unsigned bit, json::value& value, const OutcomeVisit& visit) {
  switch (bit) {
    case 1:
      return read_list(value, visit);
    case 2:
      return read_map(value, ReplyPart::results, visit);
    case 4:
      return read_map(value, ReplyPart::errors, visit);
    default:
      return read_map(value, ReplyPart::statuses, visit);
  }
}

bool field_named(const WireKind& wire, std::string_view name) {
  return name == wire.id_name || std::ranges::any_of(wire.fields, [&](const WireField& field) {
           return field.name == name;
         });
}

// "ERROR :: /{field} :: what is wrong with it", possibly with a path below the field.
std::string_view named_field(std::string_view message) {
  constexpr std::string_view lead = "ERROR :: /";
  const auto at = message.find(lead);
  if (at == std::string_view::npos) return {};
  message.remove_prefix(at + lead.size());
  const auto end = message.find(" ::");
  if (end == std::string_view::npos) return {};
  return message.substr(0, std::min(end, message.find('/')));
}

bool code_like(std::string_view code) {
  return !code.empty() && code.size() <= code_bytes_max && std::ranges::all_of(code, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

bool visit_outcomes(std::string_view body, bool elements, const OutcomeVisit& visit) {
  if (body.size() > reply_bytes_max) return false;
  const simdjson::padded_string padded(body);
  json::parser parser;
  json::document document;
  json::object envelope;
  if (parser.iterate(padded).get(document) || document.get_object().get(envelope)) return false;
  unsigned seen = 0;
  for (auto member : envelope) {
    json::field field;
    std::string_view name;
    if (std::move(member).get(field) || field.unescaped_key().get(name)) return false;
    const unsigned bit = part_bit(name, elements);
    if (bit == 0) continue;
    if ((seen & bit) != 0 || !read_part(bit, field.value(), visit)) return false;
    seen |= bit;
  }
  // Nothing may follow: a location after the end is the error that is hoped for.
  const bool ended = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return ended && (elements ? seen == 1 : (seen & 6U) != 0);
}

std::string refusal_detail(const Dialect& dialect, RecordKind kind, const OutcomeFacts& facts) {
  const std::string_view field = named_field(facts.message);
  const bool chosen = kind == RecordKind::job && field == dialect.availability_name;
  if (!field.empty() && (chosen || field_named(dialect.kind(kind), field))) {
    return std::string(field);
  }
  if (code_like(facts.code)) return std::string(facts.code);
  return facts.service_code > 0 ? std::to_string(facts.service_code) : std::string();
}

}  // namespace crosswalk
