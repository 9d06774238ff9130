#include "flow/reading/vendor_page.hpp"

#include <utility>

#include "sync/retry.hpp"

namespace crosswalk {
namespace {

// Tries before a page is left for the next round, and before a body that cannot be read is
// believed to stay so.
constexpr std::uint32_t attempts_limit = 8;
constexpr std::uint32_t unreadable_limit = 3;

// A connector that keeps asking for more is broken; no documented page needs a tenth of this.
constexpr std::uint32_t needs_limit = 5000;

constexpr std::string_view crashed_reason = "connector_crashed";

bool may_mend(int status) { return status == 408 || status == 429 || status >= 500; }

// Whether the engine can tell what it means.
bool is_answer(int status) { return status == 200 || status == 404 || status == 410; }

}  // namespace

VendorPage::VendorPage(Context& context, const ObjectSpec& object, ReadMode mode,
                       PlannedRequest request, std::function<void(const PageRead&)> cut,
                       std::function<void(PageEnd)> end)
    : context_(context),
      object_(object),
      mode_(mode),
      request_(std::move(request)),
      cut_(std::move(cut)),
      end_(std::move(end)),
      step_object_(object.name) {}

void VendorPage::begin(bool keep_reply) {
  keep_reply_ = keep_reply;
  fetch();
}

void VendorPage::begin_with(HttpResponse reply, std::vector<JoinReply> joins,
                            std::string step_object) {
  step_object_ = std::move(step_object);
  reply_ = std::move(reply);
  joins_ = std::move(joins);
  map({});
}

void VendorPage::fetch() {
  Result<HttpRequest> request = resolve(request_, context_.setup.origins);
  if (!request) return finish(PageEnd::Kind::stop, to_string(request.error()));
  question_ = context_.fresh.ask();
  context_.vendor.ask(*std::move(request), [self = shared_from_this()](Result<HttpResponse> reply) {
    self->hear_reply(std::move(reply));
  });
}

void VendorPage::hear_reply(Result<HttpResponse> reply) {
  if (!reply) {
    if (reply.error().code == ErrorCode::unavailable) return retry(to_string(reply.error()));
    return finish(PageEnd::Kind::stop, to_string(reply.error()));
  }
  reply_ = *std::move(reply);
  joins_.clear();
  page_ = {};
  open_.clear();
  map({});
}

void VendorPage::map(Range range) {
  ReadPage step{.object = step_object_,
                .mode = mode_,
                .reply = reply_,
                .joins = joins_,
                .cut_only = false,
                .first_item = range.first,
                .item_count = range.count,
                .now = context_.desk.now(),
                .asked = request_.http.target};
  context_.desk.ask_step(std::move(step), [self = shared_from_this(), range](auto answer) {
    self->hear_step(range, std::move(answer));
  });
}

void VendorPage::hear_step(Range range, std::variant<Answer, StepFailure> answer) {
  if (const auto* failure = std::get_if<StepFailure>(&answer)) return hear_failure(range, *failure);
  auto* page = std::get_if<PageRead>(&std::get<Answer>(answer));
  if (page == nullptr) return finish(PageEnd::Kind::stop, "the engine answered another question");
  // The page itself was read before anything was asked for it.
  if (page->meaning != ReplyClass::ok && !joins_.empty()) {
    return finish(PageEnd::Kind::stop, "what " + object_.name +
                                           " needs cannot be read: of several "
                                           "ids at once the vendor says that they are not there");
  }
  switch (page->meaning) {
    case ReplyClass::ok:
      return hear_page(range, std::move(*page));
    case ReplyClass::throttled:
    case ReplyClass::transient:
      return retry("the vendor answered " + std::to_string(reply_.status));
    case ReplyClass::gone:
      return finish(PageEnd::Kind::gone);
    case ReplyClass::cursor_expired:
      return finish(PageEnd::Kind::expired);
    case ReplyClass::credential:
      return finish(PageEnd::Kind::stop,
                    "the vendor refuses the credential; check the tenant's secrets");
    case ReplyClass::forbidden:
      return finish(PageEnd::Kind::stop, "the vendor forbids reading " + object_.name +
                                             "; grant the permission it needs");
    case ReplyClass::refused:
      return finish(PageEnd::Kind::stop, "the vendor refuses the request for " + object_.name +
                                             " with status " + std::to_string(reply_.status));
  }
}

void VendorPage::hear_failure(Range range, const StepFailure& failure) {
  if (!failure.died) {
    if (++unreadable_ < unreadable_limit) return retry(to_string(failure.error));
    return finish(PageEnd::Kind::stop,
                  "a page of " + object_.name + " cannot be read: " + to_string(failure.error));
  }
  context_.alarm("the connector died of a page of " + object_.name + ": " +
                 to_string(failure.error));
  if (range.count == UINT32_MAX) {
    if (std::exchange(whole_tried_twice_, true)) return cut_only();
    return map(range);
  }
  if (range.count == 1) {
    page_.held.push_back({range.first, page_.ids[range.first], std::string(crashed_reason)});
    return hear_page({range.first, 1}, PageRead());
  }
  const std::uint32_t half = range.count / 2;
  open_.push_back({range.first + half, range.count - half});
  map({range.first, half});
}

void VendorPage::cut_only() {
  ReadPage step{.object = step_object_,
                .mode = mode_,
                .reply = reply_,
                .joins = {},
                .cut_only = true,
                .first_item = 0,
                .item_count = 0,
                .now = context_.desk.now(),
                .asked = request_.http.target};
  context_.desk.ask_step(std::move(step), [self = shared_from_this()](auto answer) {
    Answer* cut = std::get_if<Answer>(&answer);
    PageRead* page = cut ? std::get_if<PageRead>(cut) : nullptr;
    if (page == nullptr || page->ids.size() != page->items || page->items == 0) {
      return self->finish(PageEnd::Kind::stop, "the connector dies of a page of " +
                                                   self->object_.name +
                                                   " before it can be cut into items");
    }
    const std::uint32_t items = page->items;
    self->page_ = std::move(*page);
    self->map({0, items});
  });
}

// Adds what one range gave. Ranges after a crash know the cut already; only the first answer of
// an unharmed page brings it.
void VendorPage::hear_page(Range range, PageRead page) {
  if (!cut_told_) {
    cut_told_ = true;
    cut_(page_.items != 0 ? page_ : page);
  }
  if (!page.needs.empty()) return fetch_needs(range, std::move(page.needs));
  if (range.count == UINT32_MAX) {
    page_ = std::move(page);
  } else {
    page_.mapped += page.mapped;
    page_.skipped += page.skipped;
    for (HeldItem& item : page.held) page_.held.push_back(std::move(item));
  }
  if (open_.empty()) return finish(PageEnd::Kind::mapped);
  const Range next = open_.back();
  open_.pop_back();
  map(next);
}

void VendorPage::fetch_needs(Range range, std::vector<Need> needs) {
  needs_asked_ += static_cast<std::uint32_t>(needs.size());
  if (needs_asked_ > needs_limit) {
    return finish(PageEnd::Kind::stop, "a page of " + object_.name + " asks for too much more");
  }
  needs_open_ = static_cast<std::uint32_t>(needs.size());
  for (Need& need : needs) fetch_need(range, std::move(need), 0);
}

void VendorPage::fetch_need(Range range, Need need, std::uint32_t attempts) {
  Result<HttpRequest> request = resolve(need.request, context_.setup.origins);
  if (!request) return finish(PageEnd::Kind::stop, to_string(request.error()));
  context_.vendor.ask(*std::move(request), [self = shared_from_this(), range, need,
                                            attempts](Result<HttpResponse> reply) {
    if (self->ended_) return;
    if (reply && is_answer(reply->status)) {
      self->joins_.push_back({need.join, *std::move(reply)});
      if (--self->needs_open_ == 0) self->map(range);
      return;
    }
    const bool mend =
        reply ? may_mend(reply->status) : reply.error().code == ErrorCode::unavailable;
    if (!mend || attempts >= attempts_limit || self->context_.vendor.silent()) {
      const std::string why =
          reply ? "status " + std::to_string(reply->status) : to_string(reply.error());
      return self->finish(
          mend ? PageEnd::Kind::later : PageEnd::Kind::stop,
          "what " + self->object_.name + " needs of " + need.join + " cannot be read: " + why);
    }
    Desk& desk = self->context_.desk;
    desk.at(desk.now() + backoff(attempts + 1, self->context_.setup.seed ^ attempts),
            [self, range, need, attempts] {
              if (!self->ended_) self->fetch_need(range, need, attempts + 1);
            });
  });
}

void VendorPage::retry(std::string why) {
  if (++attempts_ >= attempts_limit || context_.vendor.silent())
    return finish(PageEnd::Kind::later, std::move(why));
  const Duration pause = backoff(attempts_, context_.setup.seed ^ attempts_);
  context_.desk.at(context_.desk.now() + pause, [self = shared_from_this()] { self->fetch(); });
}

void VendorPage::finish(PageEnd::Kind kind, std::string why) {
  if (std::exchange(ended_, true)) return;
  PageEnd end{kind, std::move(why), std::move(page_), question_, {}, {}};
  if (keep_reply_ && kind == PageEnd::Kind::mapped) {
    end.reply = std::move(reply_);
    end.joins = std::move(joins_);
  }
  end_(std::move(end));
}

}  // namespace crosswalk
