#include "flow/reading/named_read.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace crosswalk {
namespace {

// Of one batch; what hangs on fifty parents never filled a tenth of it.
constexpr std::uint32_t pages_limit = 1000;

// What a whole listing could find absent.
bool may_be_missed(const std::optional<EntityRow>& row) {
  if (!row || row->wanted == 0) return false;  // Linked to a member, but never read.
  switch (row->state) {
    case EntityState::withdrawing:
    case EntityState::withdrawn:
      return false;
    case EntityState::ready:
    case EntityState::waiting:
    case EntityState::task:
      return true;
    default:
      return row->sent > 0;
  }
}

}  // namespace

NamedRead::NamedRead(Context& context, const ObjectSpec& object, std::vector<std::string> ids,
                     bool rereads, std::function<void()> nudge, std::function<void(NamedEnd)> end)
    : context_(context),
      object_(object),
      ids_(std::move(ids)),
      rereads_(rereads),
      nudge_(std::move(nudge)),
      end_(std::move(end)) {}

void NamedRead::begin() {
  if (object_.asked_by) return find_parents();
  next_batch();
}

void NamedRead::find_parents() {
  FindParents verb{object_.kind, *object_.asked_by, ids_};
  context_.desk.ask_store(std::move(verb), [self = shared_from_this()](StoreAnswer answer) {
    Parents* parents = std::get_if<Parents>(&answer);
    CROSSWALK_CHECK(parents != nullptr && parents->ids.size() == self->ids_.size());
    std::vector<std::pair<std::string, std::string>> found;  // Parent and record.
    for (std::size_t i = 0; i < self->ids_.size(); ++i) {
      if (parents->ids[i].empty()) {
        self->told_.unknown.push_back(std::move(self->ids_[i]));
      } else {
        found.emplace_back(std::move(parents->ids[i]), std::move(self->ids_[i]));
      }
    }
    std::ranges::sort(found);
    self->ids_.clear();
    for (auto& [parent, id] : found) {
      self->parents_.push_back(std::move(parent));
      self->ids_.push_back(std::move(id));
    }
    self->next_batch();
  });
}

std::vector<std::string> NamedRead::take_batch() {
  const std::size_t most = done_ < alone_until_ ? 1 : std::max(1u, object_.by_id_batch);
  const std::vector<std::string>& named = object_.asked_by ? parents_ : ids_;
  std::vector<std::string> asked;
  batch_.clear();
  for (; done_ < ids_.size(); ++done_) {
    const bool fresh = asked.empty() || asked.back() != named[done_];
    if (fresh && asked.size() == most) break;
    if (fresh) asked.push_back(named[done_]);
    batch_.push_back(ids_[done_]);
  }
  asked_ = asked.size();
  return asked;
}

void NamedRead::next_batch() {
  if (context_.vendor.silent()) {
    const auto rest = ids_.begin() + static_cast<std::ptrdiff_t>(done_);
    told_.unknown.insert(told_.unknown.end(), rest, ids_.end());
    done_ = ids_.size();
  }
  if (done_ == ids_.size()) return end_(std::move(told_));
  std::vector<std::string> asked = take_batch();
  listed_.clear();
  records_.clear();
  digests_.clear();
  pages_ = 0;
  PlanRead step{.object = object_.name,
                .mode = ReadMode::by_id,
                .from = {},
                .until = {},
                .ids = std::move(asked),
                .now = context_.desk.now()};
  context_.desk.ask_step(std::move(step), [self = shared_from_this()](auto answer) {
    Answer* given = std::get_if<Answer>(&answer);
    Planned* planned = given ? std::get_if<Planned>(given) : nullptr;
    if (planned == nullptr || planned->requests.size() != 1) return self->settle_batch(false);
    self->fetch(std::move(planned->requests.front()));
  });
}

void NamedRead::fetch(PlannedRequest request) {
  std::string asked = request.http.target;
  auto page = std::make_shared<VendorPage>(
      context_, object_, ReadMode::by_id, std::move(request), [](const PageRead&) {},
      [self = shared_from_this(), asked = std::move(asked)](PageEnd end) {
        self->hear(std::move(end), asked);
      });
  page->begin();
}

// Pages without records have nothing by which a circle is seen, but the shortest one.
bool NamedRead::goes_in_circles(const PageRead& page, const std::string& asked) {
  const bool leads_back = page.items == 0 && page.next && page.next->http.target == asked;
  const bool again = page.items != 0 && !digests_.insert(page.page_digest).second;
  return leads_back || again || ++pages_ > pages_limit;
}

void NamedRead::hear(PageEnd end, const std::string& asked) {
  question_ = end.question;
  if (end.kind == PageEnd::Kind::mapped) {
    if (!goes_in_circles(end.page, asked)) return look_for_missing(std::move(end.page));
    end = {PageEnd::Kind::stop,
           "the vendor repeats a page of " + object_.name +
               " that was asked for by id; nothing is taken as gone",
           {},
           end.question,
           {},
           {}};
  }
  if (!end.why.empty() && end.kind == PageEnd::Kind::stop) context_.alarm(end.why);
  // Of one id, "not there" is an answer; of several it is one about the route, and of a later page
  // about a link that has died: neither proves anything.
  const bool gone = end.kind == PageEnd::Kind::gone && pages_ == 0;
  if (gone && asked_ == 1) return look_for_missing(PageRead{});
  if (gone && asked_ > 1) {
    alone_until_ = done_;
    done_ -= batch_.size();
    batch_.clear();
    return next_batch();
  }
  settle_batch(false);
}

// Of a record read again because of its parent, that it is gone is only a suspicion; the listing
// that may prove it must not be forgotten once the reread is settled.
void NamedRead::look_for_missing(PageRead page) {
  listed_.insert(page.ids.begin(), page.ids.end());
  Result<std::vector<MappedRecord>> mapped = decode_mapped(page.mapped);
  if (!mapped) return settle_batch(false);
  for (const MappedRecord& record : *mapped) {
    records_.insert(record.record.key.id);
    if (watch_) watch_(record.record);
  }
  for (const HeldItem& item : page.held) records_.insert(item.id);
  listed_.insert(records_.begin(), records_.end());
  LookUp missing;
  for (const std::string& id : batch_) {
    if (rereads_ && !page.next && !listed_.contains(id)) missing.keys.push_back({object_.kind, id});
  }
  if (missing.keys.empty()) return commit(std::move(page), false);
  auto heard = [self = shared_from_this(), held = std::move(page)](StoreAnswer answer) mutable {
    const Rows* rows = std::get_if<Rows>(&answer);
    CROSSWALK_CHECK(rows != nullptr);
    self->commit(std::move(held), std::ranges::any_of(rows->rows, may_be_missed));
  };
  context_.desk.ask_store(std::move(missing), std::move(heard));
}

void NamedRead::commit(PageRead page, bool doubted) {
  told_.doubted = told_.doubted || doubted;
  auto self = shared_from_this();
  std::optional<PlannedRequest> next = page.next;
  commit_page(context_, object_, std::move(page),
              {.cursor = {},
               .reread_done = rereads_ && !next ? batch_ : std::vector<std::string>{},
               .question = question_,
               .named = batch_,
               .doubted = doubted ? object_.name : std::string(),
               .done =
                   [self, next](bool news) {
                     if (news) self->nudge_();
                     if (next) return self->fetch(*next);
                     self->settle_batch(true);
                   },
               .refused =
                   [self](std::string why) {
                     self->context_.alarm(std::move(why));
                     self->settle_batch(false);
                   }});
}

void NamedRead::settle_batch(bool known) {
  for (std::string& id : batch_) {
    if (!known) {
      told_.unknown.push_back(std::move(id));
    } else if (records_.contains(id)) {
      told_.present.push_back(std::move(id));
    } else if (listed_.contains(id)) {
      told_.skipped.push_back(std::move(id));
    } else {
      told_.gone.push_back(std::move(id));
    }
  }
  batch_.clear();
  next_batch();
}

}  // namespace crosswalk
