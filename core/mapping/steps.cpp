#include "mapping/steps.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t findings_max = 255;
constexpr std::size_t detail_bytes_max = 200;

Error malformed() {
  return {ErrorCode::invalid_input, "the bytes after a record are not its findings", "mapped page"};
}

/// As much of a detail as may travel, cut between code points.
std::string_view short_detail(std::string_view detail) {
  if (detail.size() <= detail_bytes_max) return detail;
  std::size_t size = detail_bytes_max;
  while (size > 0 && (static_cast<unsigned char>(detail[size]) & 0xC0U) == 0x80U) --size;
  return detail.substr(0, size);
}

std::uint8_t take_byte(std::string_view& bytes) {
  const auto byte = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  return byte;
}

bool take_finding(std::string_view& bytes, RecordKind kind, Finding& finding) {
  constexpr std::size_t head_size = 2 + 1 + 1;
  if (bytes.size() < head_size) return false;
  const std::uint8_t low = take_byte(bytes);
  const auto number = static_cast<std::uint16_t>(low | (take_byte(bytes) << 8));
  const std::uint8_t code = take_byte(bytes);
  const std::size_t size = take_byte(bytes);
  const FieldSpec* spec = find_field(number);
  const bool whole_record = number == 0;
  const bool known = (whole_record || (spec != nullptr && spec->kind == kind)) &&
                     code >= static_cast<std::uint8_t>(FindingCode::not_an_email) &&
                     code <= static_cast<std::uint8_t>(FindingCode::from_hook);
  if (!known || size > detail_bytes_max || size > bytes.size()) return false;
  finding.field = whole_record ? Field{} : spec->field;
  finding.code = static_cast<FindingCode>(code);
  finding.detail = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return valid_utf8(finding.detail);
}

bool from_host(const FieldValue& entry) { return spec_of(entry.field).provider == Provider::host; }

}  // namespace

std::string_view name_of(ReadMode mode) {
  switch (mode) {
    case ReadMode::full:
      return "full";
    case ReadMode::delta:
      return "delta";
    case ReadMode::by_id:
      return "by_id";
  }
  return "unknown";
}

std::string_view name_of(ReplyClass meaning) {
  switch (meaning) {
    case ReplyClass::ok:
      return "ok";
    case ReplyClass::credential:
      return "credential";
    case ReplyClass::forbidden:
      return "forbidden";
    case ReplyClass::gone:
      return "gone";
    case ReplyClass::throttled:
      return "throttled";
    case ReplyClass::transient:
      return "transient";
    case ReplyClass::cursor_expired:
      return "cursor_expired";
    case ReplyClass::refused:
      return "refused";
  }
  return "unknown";
}

std::string_view name_of(WriteStep step) {
  switch (step) {
    case WriteStep::find_created:
      return "find_created";
    case WriteStep::create_candidate:
      return "create_candidate";
    case WriteStep::create_application:
      return "create_application";
  }
  return "unknown";
}

void append_findings(const Findings& findings, std::string& mapped) {
  const std::size_t count = std::min(findings.size(), findings_max);
  mapped += static_cast<char>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Finding& finding = findings[i];
    const auto number = static_cast<std::uint16_t>(finding.field);
    const std::string_view detail = short_detail(finding.detail);
    mapped += static_cast<char>(number & 0xFF);
    mapped += static_cast<char>(number >> 8);
    mapped += static_cast<char>(finding.code);
    mapped += static_cast<char>(detail.size());
    mapped += detail;
  }
}

Result<std::vector<MappedRecord>> decode_mapped(std::string_view mapped) {
  std::vector<MappedRecord> records;
  while (!mapped.empty()) {
    Result<Record> record = decode_record(mapped);
    if (!record) return std::move(record).error();
    // What the host alone may say, such as which LinkedIn member a candidate is, is not taken
    // from a connector.
    if (std::ranges::any_of(record->fields, from_host)) {
      return Error{ErrorCode::invalid_input, "a connector gave a field that only the host gives",
                   "mapped page"};
    }
    if (mapped.empty()) return malformed();
    const std::size_t count = take_byte(mapped);
    MappedRecord& made = records.emplace_back(MappedRecord{*std::move(record), {}});
    made.findings.resize(count);
    for (Finding& finding : made.findings) {
      if (!take_finding(mapped, made.record.key.kind, finding)) return malformed();
    }
  }
  return records;
}

}  // namespace crosswalk
