#include "flow/reading/page_commit.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/text/counted.hpp"

namespace crosswalk {
namespace {

void write(Context& context, const ObjectSpec& object, PageWrites writes,
           const std::shared_ptr<PageCommit>& commit) {
  context.report_of(object.kind).unchanged += writes.unchanged;
  const auto known = [](const EntityWrite& each) { return each.version > 1; };
  if (!writes.unfit.empty() || std::ranges::any_of(writes.writes, known)) ++context.revisions;
  CommitPage verb{
      .cursor = commit->cursor,
      .writes = std::move(writes.writes),
      .seen = std::move(writes.seen),
      .policy = context.policy_version,
      .sourced = object.full || !object.rides.empty(),
      .mark = context.mark,
      .kind = object.kind,
      .reread_done = std::move(commit->reread_done),
      .unfit = std::move(writes.unfit),
      .doubted = std::move(commit->doubted),
      .viewers = std::move(writes.viewers),
      .touched = !commit->cursor.object.empty() && commit->cursor.mode == ReadMode::delta};
  if (!verb.viewers.empty()) context.access_news = true;
  const bool news = !verb.writes.empty() || !verb.unfit.empty();
  context.desk.ask_store(std::move(verb), [&context, &object, commit, news](StoreAnswer answer) {
    const PageCommitted* done = std::get_if<PageCommitted>(&answer);
    CROSSWALK_CHECK(done != nullptr);
    context.report_of(object.kind).read += done->distinct;
    commit->done(news);
  });
  context.gate.leave();
}

// What was read by name since the page was asked for is newer.
void keep_fresh(Context& context, const ObjectSpec& object, TakenPage& page,
                const PageCommit& commit) {
  if (commit.question == 0) return;
  const auto stale = [&](const RecordKey& key) {
    return context.fresh.is_stale(key, commit.question);
  };
  std::erase_if(page.records, [&](const TakenRecord& record) { return stale(record.key); });
  std::erase_if(page.skipped, stale);
  for (const std::string& id : commit.named) {
    context.fresh.note({object.kind, id}, commit.question);
  }
}

}  // namespace

void commit_page(Context& context, const ObjectSpec& object, PageRead page, PageCommit commit) {
  Result<TakenPage> taken = take_page(page, object.kind);
  if (!taken) return commit.refused(to_string(taken.error()));
  if (taken->without_id != 0) {
    context.alarm(counted(taken->without_id, "item") + " of " + object.name +
                  (taken->without_id == 1 ? " carries no id and is left out"
                                          : " carry no id and are left out"));
  }
  context.report_of(object.kind).skipped += page.skipped;
  auto held = std::make_shared<TakenPage>(*std::move(taken));
  auto with = std::make_shared<PageCommit>(std::move(commit));
  context.gate.enter([&context, &object, held, with] {
    keep_fresh(context, object, *held, *with);
    context.desk.ask_store(LookUp{held->keys}, [&context, &object, held, with](StoreAnswer answer) {
      const Rows* rows = std::get_if<Rows>(&answer);
      CROSSWALK_CHECK(rows != nullptr);
      const Judgement by{context.setup.policy, context.setup.digest_key, context.policy_version,
                         context.members.empty() ? nullptr : &context.members,
                         told_beside_jobs(context.setup.target)};
      write(context, object, write_page(std::move(*held), *rows, by), with);
    });
  });
}

}  // namespace crosswalk
