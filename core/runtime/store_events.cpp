#include "runtime/store_events.hpp"

#include <algorithm>
#include <utility>

#include "runtime/log.hpp"

namespace crosswalk {
namespace {

class LoggedStore final : public Store {
 public:
  LoggedStore(std::string tenant, std::unique_ptr<Store> store)
      : tenant_(std::move(tenant)), store_(std::move(store)) {}

  Result<StoreAnswer> carry_out(const StoreVerb& verb) override {
    Result<StoreAnswer> answer = store_->carry_out(verb);
    if (!answer) return answer;
    std::visit([&](const auto& each) { tell(each, *answer); }, verb);
    return answer;
  }

 private:
  template <class Verb>
  void tell(const Verb&, const StoreAnswer&) {}

  void tell(const KeepNotice& verb, const StoreAnswer& answer) {
    const NoticeKept* kept = std::get_if<NoticeKept>(&answer);
    if (kept == nullptr || !kept->fresh) return;
    log(LogLevel::info, "push_kept",
        {{"tenant", tenant_},
         {"from", verb.source == NoticeSource::linkedin ? "linkedin" : "vendor"}});
  }

  void tell(const SettleNotice& verb, const StoreAnswer&) {
    switch (verb.end) {
      case NoticeEnd::created:
        return log(LogLevel::info, "export_created", {{"tenant", tenant_}});
      case NoticeEnd::refused:
        return log(LogLevel::warning, "export_refused",
                   {{"tenant", tenant_}, {"reason", verb.reason}});
      case NoticeEnd::dropped:
        return log(LogLevel::warning, "push_dropped",
                   {{"tenant", tenant_}, {"reason", verb.reason}});
      case NoticeEnd::done:
        return;
    }
  }

  void tell(const Resend&, const StoreAnswer& answer) {
    const Resent* resent = std::get_if<Resent>(&answer);
    if (resent == nullptr) return;
    log(LogLevel::info, "jobs_resent",
        {{"tenant", tenant_},
         {"jobs", std::int64_t{resent->jobs}},
         {"unknown", static_cast<std::int64_t>(resent->unknown.size())}});
  }

  void tell(const Suppress&, const StoreAnswer& answer) {
    const Suppressed* suppressed = std::get_if<Suppressed>(&answer);
    if (suppressed == nullptr || suppressed->repeated) return;
    log(LogLevel::info, "erasure_begun",
        {{"tenant", tenant_},
         {"case", suppressed->erasure},
         {"records", std::int64_t{suppressed->records}}});
  }

  // A case about nobody here ends as well, and is confirmed by nobody.
  void tell(const CloseErasure& verb, const StoreAnswer&) {
    const auto answer = store_->carry_out(TakeErasures{.also = verb.erasure});
    const Erasures* all = answer ? std::get_if<Erasures>(&*answer) : nullptr;
    if (all == nullptr) return;
    const auto ended = std::ranges::find(all->cases, verb.erasure, &Erasures::Case::erasure);
    if (ended == all->cases.end()) return;
    const bool confirmed = ended->standing == ErasureStanding::confirmed;
    log(LogLevel::info, confirmed ? "erasure_confirmed" : "erasure_not_found",
        {{"tenant", tenant_}, {"case", verb.erasure}});
  }

  std::string tenant_;
  std::unique_ptr<Store> store_;
};

}  // namespace

std::unique_ptr<Store> logged_store(std::string tenant, std::unique_ptr<Store> store) {
  return std::make_unique<LoggedStore>(std::move(tenant), std::move(store));
}

}  // namespace crosswalk
