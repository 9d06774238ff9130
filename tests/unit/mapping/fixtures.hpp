#pragma once

/// \file
/// What the mapping's tests share: a small manifest to vary, replies in one line, and records
/// in a form that reads well in a failure.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/text/dates.hpp"
#include "mapping/read/reader.hpp"
#include "sdk/record.hpp"

namespace crosswalk::testing {

inline std::string file_text(const std::string& path) {
  std::ifstream file(std::string(CROSSWALK_SOURCE_DIR "/") + path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The head every manifest needs; `rest` begins at column 1.
inline std::string manifest(const std::string& rest) {
  return "manifest: 1\n"
         "connector: acme\n"
         "version: 1.0.0\n"
         "title: Acme\n"
         "settings:\n"
         "  key: { help: The key, secret: true, required: true }\n"
         "  region: { help: Where, words: [eu, us], default: eu }\n"
         "hosts:\n"
         "  api: https://api.acme.test\n"
         "  files: https://files.acme.test\n"
         "auth:\n"
         "  basic: { user: key }\n" +
         rest;
}

/// One object of candidates whose map is `map`, each line indented by six.
inline std::string candidates(const std::string& map, const std::string& more = {}) {
  return manifest(
      "objects:\n"
      "  people:\n"
      "    kind: candidate\n"
      "    full: GET /people\n"
      "    by_id: GET /people?ids={ids}\n"
      "    batch: 2\n"
      "    next: link\n"
      "    complete: when next is absent\n" +
      more + "    map:\n      id: /id\n" + map);
}

inline Plan compiled(const std::string& yaml, const Settings& settings = {}) {
  Result<Plan> plan = compile_manifest(yaml, "connector.yaml", settings);
  EXPECT_TRUE(plan) << to_string(plan.error());
  return plan ? *std::move(plan) : Plan();
}

inline Mapper mapper_of(const std::string& yaml, const Hooks* hooks = nullptr,
                        const Settings& settings = {}) {
  return Mapper(compiled(yaml, settings), hooks);
}

inline ReadPage page_of(std::string object, std::string body, ReadMode mode = ReadMode::full) {
  ReadPage page;
  page.object = std::move(object);
  page.mode = mode;
  page.reply.status = 200;
  page.reply.body = std::move(body);
  return page;
}

inline JoinReply join_reply(std::string join, std::string body, std::string link = {}) {
  JoinReply reply{std::move(join), {200, {}, std::move(body)}};
  if (!link.empty()) reply.reply.headers.emplace_back("Link", "<" + link + ">; rel=\"next\"");
  return reply;
}

inline std::vector<MappedRecord> records_of(const PageRead& page) {
  Result<std::vector<MappedRecord>> records = decode_mapped(page.mapped);
  EXPECT_TRUE(records) << to_string(records.error());
  return records ? *std::move(records) : std::vector<MappedRecord>();
}

inline std::string text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* ms = std::get_if<std::int64_t>(&value)) return format_instant(from_ms(*ms));
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  std::string text = "[";
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& each : *texts) text += (text.size() > 1 ? "|" : "") + each;
  } else if (const auto* rows = std::get_if<std::vector<Row>>(&value)) {
    for (const Row& row : *rows) {
      if (text.size() > 1) text += '|';
      for (const auto& [name, cell] : row) text += name + "=" + cell + ";";
    }
  }
  return text + "]";
}

/// The field as text; "-" when the record lacks it.
inline std::string field(const Record& record, Field which) {
  const Value* value = record.find(which);
  return value == nullptr ? "-" : text_of(*value);
}

/// "field:code" of each finding, in order.
inline std::string doubts(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    if (!text.empty()) text += ' ';
    text += std::string(spec_of(finding.field).name) + ":" + std::string(name_of(finding.code));
  }
  return text;
}

/// Maps one item of `yaml`'s object "people".
inline MappedRecord one_record(const std::string& yaml, const std::string& item,
                               const Settings& settings = {}) {
  Mapper mapper = mapper_of(yaml, nullptr, settings);
  Result<PageRead> page = mapper.read_page(page_of("people", "[" + item + "]"));
  EXPECT_TRUE(page) << to_string(page.error());
  if (!page) return {};
  std::vector<MappedRecord> records = records_of(*page);
  EXPECT_EQ(records.size(), 1u);
  return records.empty() ? MappedRecord() : std::move(records.front());
}

}  // namespace crosswalk::testing
