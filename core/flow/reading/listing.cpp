#include "flow/reading/listing.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk {
namespace {

// Bounds of one walk: a listing longer than this, or one that must begin anew again and again,
// is not a listing.
constexpr std::uint32_t pages_limit = 200'000;
constexpr std::uint32_t restarts_limit = 3;

// Pages without records have nothing by which a circle is seen. A vendor filters what it lists
// after it has cut the pages, so some follow one another; never so many.
constexpr std::uint32_t empty_pages_limit = 1000;

// A walk that rested for longer goes on only if it had walked for longer still.
constexpr Duration rest_limit{3'600'000};

// What an export makes.
bool may_be_hidden_at_first(RecordKind kind) {
  return kind == RecordKind::candidate || kind == RecordKind::application ||
         kind == RecordKind::stage;
}

}  // namespace

Listing::Listing(Context& context, const ObjectSpec& object, Cursor cursor, std::vector<Ride> rides,
                 ReadMode mode, Nudge nudge, std::function<void(ListingEnd)> end)
    : context_(context),
      object_(object),
      cursor_(std::move(cursor)),
      rides_(std::move(rides)),
      mode_(mode),
      nudge_(std::move(nudge)),
      end_(std::move(end)) {}

void Listing::begin() {
  cursor_.object = object_.name;
  // What was decided under another policy must be decided again from the first page.
  const bool same_policy = mode_ != ReadMode::full || cursor_.policy == context_.policy_version;
  const bool resumable = cursor_.reading && cursor_.mode == mode_ && cursor_.next && same_policy;
  if (resumable && (cursor_.anew || !stale())) return fetch(*cursor_.next);
  cursor_.anew = resumable;
  plan();
}

// What changed since on the pages behind would wait for the walk after this one, and pages that are
// counted have moved. A walk begins anew once at most, and not when it has walked for longer than
// it rested: one which takes longer than a vendor is ever well still comes to its end.
bool Listing::stale() const {
  const Duration rested = context_.vendor.peer_now() - cursor_.paged_at;
  return rested > std::max(rest_limit, cursor_.paged_at - cursor_.until);
}

void Listing::plan() {
  cursor_.reading = true;
  cursor_.mode = mode_;
  // The links of a walk die with it; one of another walk would be taken for this one's.
  cursor_.next.reset();
  if (mode_ == ReadMode::full) cursor_.policy = context_.policy_version;
  cursor_.mark = context_.mark;
  cursor_.pages = 0;
  cursor_.until = context_.vendor.peer_now();
  cursor_.from = mode_ == ReadMode::delta ? cursor_.position - overlap() : Instant{};
  PlanRead step{.object = object_.name,
                .mode = mode_,
                .from = cursor_.from,
                .until = cursor_.until,
                .ids = {},
                .now = context_.desk.now()};
  context_.desk.ask_step(std::move(step), [self = shared_from_this()](auto answer) {
    Answer* given = std::get_if<Answer>(&answer);
    Planned* planned = given ? std::get_if<Planned>(given) : nullptr;
    if (planned == nullptr || planned->requests.size() != 1) {
      const auto* failure = std::get_if<StepFailure>(&answer);
      return self->stop("reading " + self->object_.name + " cannot be planned" +
                        (failure ? ": " + to_string(failure->error) : ""));
    }
    self->fetch(std::move(planned->requests.front()));
  });
}

// What was made here shows late and bears the time it was made at: no window may begin after that
// before it has had its time to show.
Duration Listing::overlap() const {
  const Duration overlap = context_.setup.options.overlap;
  const bool ours =
      may_be_hidden_at_first(object_.kind) || std::ranges::any_of(rides_, [](const Ride& ride) {
        return may_be_hidden_at_first(ride.object->kind);
      });
  return ours ? overlap + context_.setup.plan.writes.readable_within : overlap;
}

void Listing::fetch(PlannedRequest request) {
  auto page = std::make_shared<Page>();
  page->asked = request;
  pages_.push_back(page);
  // Nobody owns it but what it waits for, so a flow that ends takes it along.
  auto reading = std::make_shared<VendorPage>(
      context_, object_, mode_, std::move(request),
      [self = shared_from_this(), page](const PageRead& cut) { self->hear_cut(page, cut); },
      [self = shared_from_this(), page](PageEnd end) { self->hear_end(page, std::move(end)); });
  reading->begin(!rides_.empty());
}

void Listing::hear_cut(std::shared_ptr<Page> page, const PageRead& cut) {
  if (ended_ || !is_open(page)) return;
  page->next = cut.next;
  page->last = !cut.next.has_value();
  const bool leads_back =
      cut.items == 0 && cut.next && cut.next->http.target == page->asked.http.target;
  if (leads_back || (cut.items != 0 && !digests_.insert(cut.page_digest).second)) {
    return stop("the vendor repeats a page of " + object_.name +
                "; nothing is taken as absent and the next round begins anew");
  }
  empty_ = cut.items == 0 ? empty_ + 1 : 0;
  if (cursor_.pages + pages_.size() > pages_limit || empty_ > empty_pages_limit) {
    return stop("the vendor lists " + object_.name + " without end");
  }
  next_ = cut.next;
  fetch_next();
}

void Listing::fetch_next() {
  if (!next_ || ended_ || pages_.size() >= context_.setup.options.pages_in_flight) return;
  fetch(*std::exchange(next_, std::nullopt));
}

void Listing::hear_end(std::shared_ptr<Page> page, PageEnd end) {
  if (ended_ || !is_open(page)) return;
  page->end = std::move(end);
  map_rides(std::move(page), 0);
}

void Listing::map_rides(std::shared_ptr<Page> page, std::size_t place) {
  if (ended_ || !is_open(page)) return;
  if (place == rides_.size() || page->end.kind != PageEnd::Kind::mapped) {
    page->mapped = true;
    page->end.reply = {};
    page->end.joins.clear();
    return commit_head();
  }
  const ObjectSpec& rider = *rides_[place].object;
  // What was read for the group serves its riders; joins are each one's own.
  std::vector<JoinReply> joins = page->end.joins;
  std::erase_if(joins, [](const JoinReply& each) { return !each.join.starts_with("group:"); });
  auto reading = std::make_shared<VendorPage>(
      context_, rider, mode_, page->asked, [](const PageRead&) {},
      [self = shared_from_this(), page, place](PageEnd end) {
        if (end.kind == PageEnd::Kind::mapped) {
          page->ridden.push_back(std::move(end.page));
        } else {
          page->end.kind = end.kind;
          page->end.why = std::move(end.why);
        }
        self->map_rides(page, place + 1);
      });
  reading->begin_with(page->end.reply, std::move(joins),
                      rider_step(object_.name, !object_.group_read.empty(), rider.name));
}

void Listing::commit_head() {
  if (committing_ || ended_ || pages_.empty() || !pages_.front()->mapped) return;
  const std::shared_ptr<Page> page = pages_.front();
  switch (page->end.kind) {
    case PageEnd::Kind::mapped:
      break;
    case PageEnd::Kind::expired:
      return begin_anew();
    case PageEnd::Kind::later:
      return finish(false);
    case PageEnd::Kind::gone:
    case PageEnd::Kind::stop:
      return stop(page->end.why.empty() ? "the vendor has no " + object_.name + " at all"
                                        : page->end.why);
  }
  committing_ = true;
  page->whole = page->last && page->end.page.complete;
  context_.report.activity =
      "reading " + object_.name + ", page " + std::to_string(cursor_.pages + 1);
  if (rides_.empty()) return commit_own(page, moved_past(*page));
  commit_own(page, cursor_);
}

// How things stand once all of the page is in the store.
Cursor Listing::moved_past(const Page& page) const {
  Cursor moved = cursor_;
  ++moved.pages;
  moved.paged_at = context_.vendor.peer_now();
  moved.next = page.next;
  if (page.last) moved.reading = moved.anew = false;
  if (page.whole) moved.position = moved.until;
  return moved;
}

// Parents before what rides with them: who is shared again, or could be read again, decides about
// its children, and they stand on this page alone. Until they are in the store, too, the cursor
// stays, so that after a crash the page is read again.
void Listing::commit_own(std::shared_ptr<Page> page, Cursor cursor) {
  const bool over = rides_.empty();
  auto self = shared_from_this();
  commit_page(context_, object_, std::move(page->end.page),
              {.cursor = cursor,
               .reread_done = {},
               .question = page->end.question,
               .named = {},
               .doubted = {},
               .done =
                   [self, page, cursor, over](bool news) {
                     if (news) self->nudge_(self->object_.kind);
                     if (!over) return self->commit_rides(page, 0);
                     self->hear_committed(page, cursor);
                   },
               .refused = [self](std::string why) { self->stop(std::move(why)); }});
}

void Listing::commit_rides(std::shared_ptr<Page> page, std::size_t place) {
  if (ended_) return;
  if (place == rides_.size()) return move_cursor(std::move(page));
  Ride& ride = rides_[place];
  ride.cursor.object = ride.object->name;
  ride.cursor.mark = cursor_.mark;
  // Of a group only some are seen; it says nothing of who lists them.
  const bool lists = object_.group_read.empty();
  auto self = shared_from_this();
  commit_page(context_, *ride.object, std::move(page->ridden[place]),
              {.cursor = lists ? ride.cursor : Cursor{},
               .reread_done = {},
               .question = page->end.question,
               .named = {},
               .doubted = {},
               .done =
                   [self, page, place](bool news) {
                     if (news) self->nudge_(self->rides_[place].object->kind);
                     self->commit_rides(page, place + 1);
                   },
               .refused = [self](std::string why) { self->stop(std::move(why)); }});
}

void Listing::move_cursor(std::shared_ptr<Page> page) {
  CommitPage verb;
  verb.cursor = moved_past(*page);
  verb.mark = context_.mark;
  verb.kind = object_.kind;
  const Cursor moved = verb.cursor;
  context_.desk.ask_store(std::move(verb),
                          [self = shared_from_this(), page, moved](const StoreAnswer&) {
                            self->hear_committed(page, moved);
                          });
}

void Listing::hear_committed(const std::shared_ptr<Page>& page, const Cursor& moved) {
  committing_ = false;
  if (ended_) return;
  cursor_ = moved;  // Ours only once the store has it.
  pages_.pop_front();
  if (page->last) return finish(page->whole);
  fetch_next();
  commit_head();
}

bool Listing::is_open(const std::shared_ptr<Page>& page) const {
  return std::ranges::find(pages_, page) != pages_.end();
}

// A dead next link says nothing of the records: the walk begins again under a new mark's rules,
// so that what was seen before stays seen.
void Listing::begin_anew() {
  if (++restarts_ > restarts_limit) {
    return stop("the vendor's next links for " + object_.name + " die before they can be used");
  }
  pages_.clear();
  digests_.clear();
  next_.reset();
  cursor_.next.reset();
  plan();
}

void Listing::stop(std::string why) {
  if (ended_) return;
  cursor_.reading = false;
  cursor_.next.reset();
  if (mode_ == ReadMode::full) cursor_.policy = 0;  // Half of it is no listing under any policy.
  ended_ = true;
  context_.alarm(why);
  end_({false, cursor_, std::move(why)});
}

void Listing::finish(bool complete) {
  if (std::exchange(ended_, true)) return;
  end_({complete, cursor_, {}});
}

}  // namespace crosswalk
