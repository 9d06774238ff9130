#include "flow/reading/listing.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk {
namespace {

// Bounds of one walk: a listing longer than this, or one that must begin anew again and again,
// is not a listing.
constexpr std::uint32_t pages_limit = 200'000;
constexpr std::uint32_t restarts_limit = 3;

}  // namespace

Listing::Listing(Context& context, const ObjectSpec& object, Cursor cursor, ReadMode mode,
                 Nudge nudge, std::function<void(ListingEnd)> end)
    : context_(context),
      object_(object),
      cursor_(std::move(cursor)),
      mode_(mode),
      nudge_(std::move(nudge)),
      end_(std::move(end)) {}

void Listing::begin() {
  cursor_.object = object_.name;
  // What was decided under another policy must be decided again from the first page.
  const bool same_policy = mode_ != ReadMode::full || cursor_.policy == context_.policy_version;
  if (cursor_.reading && cursor_.mode == mode_ && cursor_.next && same_policy) {
    return fetch(*cursor_.next);
  }
  plan();
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
  cursor_.from =
      mode_ == ReadMode::delta ? cursor_.position - context_.setup.options.overlap : Instant{};
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

void Listing::fetch(PlannedRequest request) {
  auto page = std::make_shared<Page>();
  pages_.push_back(page);
  // Nobody owns it but what it waits for, so a flow that ends takes it along.
  auto reading = std::make_shared<VendorPage>(
      context_, object_, mode_, std::move(request),
      [self = shared_from_this(), page](const PageRead& cut) { self->hear_cut(page, cut); },
      [self = shared_from_this(), page](PageEnd end) { self->hear_end(page, std::move(end)); });
  reading->begin();
}

void Listing::hear_cut(std::shared_ptr<Page> page, const PageRead& cut) {
  if (ended_ || !is_open(page)) return;
  page->next = cut.next;
  page->last = !cut.next.has_value();
  if (cut.items != 0 && !digests_.insert(cut.page_digest).second) {
    return stop("the vendor repeats a page of " + object_.name +
                "; nothing is taken as absent and the next round begins anew");
  }
  if (cursor_.pages + pages_.size() > pages_limit) {
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
  page->mapped = true;
  page->end = std::move(end);
  commit_head();
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
  Cursor moved = cursor_;  // Ours only once the store has it.
  ++moved.pages;
  moved.next = page->next;
  const bool whole = page->last && page->end.page.complete;
  if (page->last) moved.reading = false;
  if (whole) moved.position = moved.until;
  context_.report.activity = "reading " + object_.name + ", page " + std::to_string(moved.pages);
  committing_ = true;
  auto self = shared_from_this();
  commit_page(context_, object_, std::move(page->end.page),
              {.cursor = moved,
               .reread_done = {},
               .done =
                   [self, page, whole, moved](bool news) {
                     self->cursor_ = moved;
                     self->hear_committed(page, whole, news);
                   },
               .refused = [self](std::string why) { self->stop(std::move(why)); }});
}

void Listing::hear_committed(const std::shared_ptr<Page>& page, bool whole, bool news) {
  committing_ = false;
  if (news) nudge_();
  if (ended_) return;
  pages_.pop_front();
  if (page->last) return finish(whole);
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
