// A vendor's page, and a join's reply to it. Whatever the bytes: refused, or cut into items each
// of which became a record, was held, skipped, or waits for more; and what was mapped decodes.
// links: crosswalk::mapping

#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "mapping/read/reader.hpp"

namespace {

using namespace crosswalk;

constexpr std::string_view manifest = R"(manifest: 1
connector: fuzz
version: 1.0.0
title: Fuzz
settings: { key: { help: K, secret: true } }
hosts: { api: https://api.fuzz.test }
auth: { basic: { user: key } }
objects:
  people:
    kind: candidate
    full: GET /p
    by_id: GET /p?i={ids}
    next: link
    complete: when next is absent
    skip_when: [ { /gone: true } ]
    joins:
      jobs: { list: "GET /j?i={ids}", by: /id, key: /person, newest: /at, next: link }
    map:
      id: /id
      first_name: { from: /name, split_name: first }
      emails: { from: "/mails[type=work]/value", trim: true, keep: valid }
      phones: { rows: { number: { from: "/phones[]/n", as: phone }, extension: "/phones[]/x" } }
      created_at: { min: [ /a, "/times[]" ] }
      company: { from: /html, html_to_text: true }
      title: { first: [ "join:jobs[live=true]/title", "join:jobs/other[]/title" ] }
      private: /private
  bare:
    kind: application
    full: GET /b
    items: /data/rows
    next: { cursor: /next, into: c }
    map: { id: /id, job: /job, candidate: "/who[]", status: /s }
)";

void hold(const Result<PageRead>& page) {
  if (!page) return;
  const Result<std::vector<MappedRecord>> records = decode_mapped(page->mapped);
  CROSSWALK_CHECK(records.has_value());
  CROSSWALK_CHECK(page->ids.size() == page->items);
  if (!page->needs.empty()) return;
  CROSSWALK_CHECK(records->size() + page->held.size() + page->skipped == page->items);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static Mapper mapper(*compile_manifest(manifest, "fuzz.yaml", {}), nullptr);
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  ReadPage ask;
  ask.object = "bare";
  ask.reply = {200, {}, text};
  ask.asked = "/b?c=1";
  hold(mapper.read_page(ask));
  ask.object = "people";
  const Result<PageRead> page = mapper.read_page(ask);
  hold(page);
  if (!page) return 0;
  for (const Need& need : page->needs) ask.joins.push_back({need.join, {200, {}, text}});
  hold(mapper.read_page(ask));
  return 0;
}
