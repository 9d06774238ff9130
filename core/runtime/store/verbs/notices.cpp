#include <algorithm>

#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {

NoticeKept keep_notice(Tables& tables, const KeepNotice& verb) {
  return {tables.notices.keep(verb)};
}

crosswalk::Notices take_notices(Tables& tables, const TakeNotices& verb) {
  const std::uint32_t limit = std::min(verb.limit, work_items_max);
  crosswalk::Notices taken;
  std::vector<Notice>& all = taken.notices;
  if (verb.begun) tables.notices.begun(NoticeSource::linkedin, all);
  tables.notices.waiting(NoticeSource::linkedin, limit, verb.now, all);
  tables.notices.waiting(NoticeSource::vendor, limit, verb.now, all);
  std::ranges::sort(all, {}, &Notice::ref);
  const auto again = std::ranges::unique(all, {}, &Notice::ref);
  all.erase(again.begin(), again.end());
  return taken;
}

NoticeAdvanced advance_notice(Tables& tables, const AdvanceNotice& verb) {
  tables.notices.advance(verb);
  return {};
}

NoticeSettled settle_notice(Tables& tables, const SettleNotice& verb) {
  tables.notices.settle(verb);
  return {};
}

}  // namespace crosswalk::store
