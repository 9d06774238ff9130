// links: simulator_linkedin
// The spellings of a key in both protocols and the two parts of a tunnelled request. A key that
// reads must read the same when it is echoed in any order; what a query's key is written as must
// read back.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "linkedin/rest/envelope.hpp"
#include "linkedin/rest/keys.hpp"

namespace {

using namespace crosswalk::sim;
using namespace crosswalk::sim::linkedin;

constexpr KeyForm note{"externalNoteId", "externalCandidateId"};

std::optional<EntityKey> read_new(std::string_view text) {
  auto parts = read_parts(text, Protocol::two);
  return parts ? to_key(note, *std::move(parts)) : std::nullopt;
}

void try_new_syntax(std::string_view text) {
  if (const auto key = read_new(text)) {
    for (const KeyEcho order : {KeyEcho::as_sent, KeyEcho::sorted, KeyEcho::reversed}) {
      const auto again = read_new(echoed(*key, order));
      if (!again || !same(*key, *again)) std::abort();
    }
  }
  const auto query = read_query(text);
  auto parts = query ? read_batch_parts(*query, text, Protocol::two) : std::nullopt;
  const auto keys = parts ? to_keys(note, *std::move(parts)) : std::nullopt;
  if (!keys) return;
  for (const EntityKey& key : *keys) {
    const auto again = read_new(key.text);
    if (!again || !same(key, *again)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_new_syntax(text);
  for (const EntityKind kind : {EntityKind::candidate, EntityKind::application}) {
    if (const auto key = read_key(kind, text)) {
      for (const KeyEcho order : {KeyEcho::as_sent, KeyEcho::sorted, KeyEcho::reversed}) {
        const auto again = read_key(kind, echoed(*key, order));
        if (!again || !same(*key, *again)) std::abort();
      }
    }
    const auto query = read_query(text);
    const auto keys = query ? read_batch_keys(kind, *query) : std::nullopt;
    if (!keys) continue;
    for (const EntityKey& key : *keys) {
      const auto again = read_key(kind, key.text);
      if (!again || !same(key, *again)) std::abort();
    }
  }
  const std::size_t line = text.find('\n');
  if (line != std::string_view::npos) {
    const std::string_view body = text.substr(line + 1);
    const auto parts = read_multipart(text.substr(0, line), body);
    if (parts && parts->query.size() + parts->body.size() > body.size()) std::abort();
  }
  return 0;
}
