#include <algorithm>

#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {

NoticeKept keep_notice(Tables& tables, const KeepNotice& verb) {
  return {tables.notices.keep(verb)};
}

crosswalk::Notices take_notices(Tables& tables, const TakeNotices& verb) {
  return {tables.notices.waiting(std::min(verb.limit, work_items_max), verb.now)};
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
