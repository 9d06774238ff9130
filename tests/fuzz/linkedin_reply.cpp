// LinkedIn's replies. Whatever the bytes, each entity asked about gets at most one status, in
// the order asked, and nothing kept of a refusal is free text.
// links: crosswalk::linkedin

#include <algorithm>
#include <cstdint>

#include "base/check.hpp"
#include "linkedin/rsc/batches.hpp"

namespace {

using namespace crosswalk;

void hold(const BatchReply& reply, const std::vector<EntityName>& names) {
  CROSSWALK_CHECK(reply.entities.size() == (reply.readable ? names.size() : 0));
  for (std::size_t at = 0; at < reply.entities.size(); ++at) {
    const EntityStatus& entity = reply.entities[at];
    CROSSWALK_CHECK(entity.id == names[at].id);
    CROSSWALK_CHECK(entity.status == 0 || (entity.status >= 100 && entity.status <= 599));
    CROSSWALK_CHECK(entity.task.empty() || entity.status == 202);
    CROSSWALK_CHECK(entity.detail.size() <= 64);
    CROSSWALK_CHECK(std::ranges::none_of(entity.detail,
                                         [](char c) { return c <= ' ' || c > '~' || c == '@'; }));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Dialect v2 = v2_dialect();
  static const Dialect rest = rest_dialect("202603");
  static const std::vector<EntityName> names = {{"C-1", {}}, {"C-2", {}}};
  static const std::vector<EntityName> notes = {{"C-1", "C-9"}, {"C-2", "C-9"}};
  static const std::vector<std::string> tasks = {"urn:li:simpleJobPostingTask:1"};
  static const std::vector<EntityName> task_names = {{tasks[0], {}}};
  const HttpResponse reply{200, {}, std::string(reinterpret_cast<const char*>(bytes), size)};
  hold(read_upserts(v2, RecordKind::job, names, reply), names);
  hold(read_upserts(v2, RecordKind::candidate, names, reply), names);
  hold(read_deletes(v2, RecordKind::application, names, reply), names);
  hold(read_entities(v2, RecordKind::candidate, names, reply), names);
  hold(read_entities(v2, RecordKind::job, names, reply), names);
  hold(read_upserts(v2, RecordKind::candidate_note, notes, reply), notes);
  hold(read_upserts(rest, RecordKind::candidate, names, reply), names);
  hold(read_deletes(rest, RecordKind::candidate_note, notes, reply), notes);
  hold(read_tasks(v2, tasks, reply), task_names);
  return 0;
}
