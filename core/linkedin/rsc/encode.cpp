#include "linkedin/rsc/encode.hpp"

#if defined(__SSE2__)
#define RAPIDJSON_SSE2  // Long descriptions are searched for escapes sixteen bytes at a time.
#endif
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "base/check.hpp"

namespace crosswalk {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

// What one entity takes at most on average; only a first guess of the buffer's size.
constexpr std::size_t entity_bytes_guess = 768;

void put_name(Writer& out, std::string_view name) {
  out.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

void put_text(Writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void put_member(Writer& out, std::string_view name, std::string_view text) {
  put_name(out, name);
  put_text(out, text);
}

std::string_view part(const Row& row, std::string_view name) {
  for (const auto& [key, value] : row) {
    if (key == name) return value;
  }
  return {};
}

void put_rows(Writer& out, const WireField& wire, const std::vector<Row>& rows) {
  out.StartArray();
  for (const Row& row : rows) {
    if (!wire.needs.empty() && part(row, wire.needs).empty()) continue;
    out.StartObject();
    for (const std::string& name : wire.parts) {
      if (const auto value = part(row, name); !value.empty()) put_member(out, name, value);
    }
    out.EndObject();
  }
  out.EndArray();
}

void put_money(Writer& out, std::string_view name, std::string_view amount,
               std::string_view currency) {
  if (amount.empty()) return;
  put_name(out, name);
  out.StartObject();
  put_member(out, "amount", amount);
  if (!currency.empty()) put_member(out, "currencyCode", currency);
  out.EndObject();
}

void put_compensation(Writer& out, const std::vector<Row>& rows) {
  out.StartObject();
  put_name(out, "compensations");
  out.StartArray();
  for (const Row& row : rows) {
    const auto currency = part(row, "currency");
    out.StartObject();
    put_money(out, "amount", part(row, "amount"), currency);
    if (!part(row, "start").empty() || !part(row, "end").empty()) {
      put_name(out, "value");
      out.StartObject();
      put_money(out, "start", part(row, "start"), currency);
      put_money(out, "end", part(row, "end"), currency);
      out.EndObject();
    }
    for (const std::string_view name : {"period", "type"}) {
      if (const auto word = part(row, name); !word.empty()) put_member(out, name, word);
    }
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
}

std::string_view word_for(const WireField& wire, std::string_view text) {
  const auto found = std::ranges::find(
      wire.words, text, [](const auto& pair) { return std::string_view(pair.first); });
  return found == wire.words.end() ? text : std::string_view(found->second);
}

void put_value(Writer& out, const WireField& wire, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    put_text(out, wire.words.empty() ? std::string_view(*text) : word_for(wire, *text));
  } else if (const auto* ms = std::get_if<std::int64_t>(&value)) {
    out.Int64(*ms);
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    out.Bool(*flag);
  } else if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    out.StartArray();
    for (const std::string& item : *texts) put_text(out, item);
    out.EndArray();
  } else if (const auto* rows = std::get_if<std::vector<Row>>(&value)) {
    if (wire.shape == WireShape::compensation)
      put_compensation(out, *rows);
    else
      put_rows(out, wire, *rows);
  }
}

// LinkedIn wants a person by both names or not at all.
void put_person(Writer& out, const WireField& wire, const Record& record) {
  const std::string* first = record.text(wire.field);
  const std::string* last = record.text(wire.second);
  if (first == nullptr || last == nullptr || first->empty() || last->empty()) return;
  put_name(out, wire.name);
  out.StartObject();
  put_member(out, wire.parts.at(0), *first);
  put_member(out, wire.parts.at(1), *last);
  out.EndObject();
}

void put_missing(Writer& out, const WireField& wire, const Record& record) {
  if (wire.always) {
    put_name(out, wire.name);
    out.StartArray();
    out.EndArray();
  } else if (wire.shape == WireShape::id_of_parent) {
    const auto parent = std::ranges::find(record.parents, wire.parent, &RecordKey::kind);
    if (parent != record.parents.end()) put_member(out, wire.name, parent->id);
  }
}

void put_fields(Writer& out, const WireKind& kind, const Record& record) {
  auto next = record.fields.begin();
  for (const WireField& wire : kind.fields) {
    while (next != record.fields.end() && next->field < wire.field) ++next;
    if (wire.shape == WireShape::person) {
      put_person(out, wire, record);
    } else if (next != record.fields.end() && next->field == wire.field) {
      put_name(out, wire.name);
      put_value(out, wire, next->value);
    } else {
      put_missing(out, wire, record);
    }
  }
}

std::string text_of(const rapidjson::StringBuffer& buffer) {
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

std::string_view parent_id(const Record& record) {
  if (!is_child(record.key.kind)) return {};
  const RecordKind kind = parents_of(record.key.kind).front();
  const auto parent = std::ranges::find(record.parents, kind, &RecordKey::kind);
  return parent == record.parents.end() ? std::string_view() : std::string_view(parent->id);
}

KeyWriter keys_of(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind) {
  KeyParts others = dialect.key_constants;
  others.emplace_back(dialect.context_name, target.organization);
  const WireKind& wire = dialect.kind(kind);
  if (!wire.below.empty()) return {dialect.key_syntax, wire.parent_name, {}, others};
  return {dialect.key_syntax, wire.id_name, wire.parent_name, others};
}

std::string encode_elements(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                            std::span<const Record> records) {
  rapidjson::StringBuffer buffer(nullptr, records.size() * entity_bytes_guess);
  Writer out(buffer);
  out.StartObject();
  put_name(out, "elements");
  out.StartArray();
  for (const Record& record : records) {
    CROSSWALK_CHECK(record.key.kind == kind);
    out.StartObject();
    put_member(out, dialect.kind(kind).id_name, record.key.id);
    put_member(out, dialect.job_context_name, target.organization);
    put_member(out, dialect.availability_name, target.availability);
    put_fields(out, dialect.kind(kind), record);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  return text_of(buffer);
}

std::string encode_entities(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                            std::span<const Record> records) {
  rapidjson::StringBuffer buffer(nullptr, records.size() * entity_bytes_guess);
  Writer out(buffer);
  out.StartObject();
  put_name(out, "entities");
  out.StartObject();
  const bool alone = !dialect.kind(kind).below.empty();
  const KeyWriter keys = keys_of(dialect, target, kind);
  std::string key;
  for (const Record& record : records) {
    CROSSWALK_CHECK(record.key.kind == kind);
    key.clear();
    if (alone) {
      key = record.key.id;
    } else {
      keys.append_text(key, record.key.id, parent_id(record));
    }
    put_name(out, key);
    out.StartObject();
    put_fields(out, dialect.kind(kind), record);
    out.EndObject();
  }
  out.EndObject();
  out.EndObject();
  return text_of(buffer);
}

}  // namespace crosswalk
