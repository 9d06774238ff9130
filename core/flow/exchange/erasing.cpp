#include "flow/exchange/erasing.hpp"

#include <algorithm>
#include <utility>

#include "base/text/counted.hpp"
#include "privacy/identity.hpp"

namespace crosswalk {

namespace {

// LinkedIn may need a while until a deletion shows; then it is deleted again, at growing distances.
constexpr Duration shown_pause = std::chrono::minutes{1};
constexpr Duration shown_pause_max = std::chrono::hours{1};

Duration pause_after(std::uint32_t times) {
  constexpr std::uint32_t doublings_max = 6;
  return std::min(shown_pause * (1U << std::min(times, doublings_max)), shown_pause_max);
}

std::vector<std::string> words_of(const Suppressed& done, const std::string& asked) {
  std::vector<std::string> words;
  words.push_back("erasure " + (done.erasure.empty() ? asked : done.erasure) + ": suppressed" +
                  (done.repeated ? ", as asked for before; " : "; ") +
                  counted(done.candidates, "candidate") + " known, " +
                  counted(done.records, "record") + " to leave LinkedIn");
  if (!done.found) {
    words.emplace_back(
        "nobody was found here by that, and LinkedIn was not asked: check how it is written, or "
        "sync first, or name the candidate by its id. Whoever comes by it is held");
  }
  return words;
}

}  // namespace

Erasing::Erasing(Context& context, std::function<void()> nudge, std::function<void()> read_soon)
    : context_(context), nudge_(std::move(nudge)), read_soon_(std::move(read_soon)) {}

void Erasing::erase(const EraseAsked& asked) {
  const std::string& key = context_.setup.digest_key;
  Suppress verb{
      .erasure = asked.erasure, .candidates = {}, .identities = {}, .at = context_.desk.now()};
  if (!asked.candidate.empty()) {
    verb.candidates.push_back(asked.candidate);
    verb.identities.push_back(candidate_identity(asked.candidate, key));
  }
  if (!asked.email.empty()) verb.identities.push_back(email_identity(asked.email, key));
  if (!asked.member.empty()) verb.identities.push_back(member_identity(asked.member, key));
  ++context_.revisions;
  // Behind the gate: what a page looked up before must not be written after.
  context_.gate.enter([this, ticket = asked.ticket, verb = std::move(verb)]() mutable {
    const std::string erasure = verb.erasure;
    context_.desk.ask_store(std::move(verb), [this, ticket, erasure](StoreAnswer answer) {
      const Suppressed* done = std::get_if<Suppressed>(&answer);
      CROSSWALK_CHECK(done != nullptr);
      if (!done->repeated) ++context_.report.exchange.erasures_requested;
      ++context_.revisions;
      context_.answer({.ticket = ticket,
                       .error = {},
                       .words = words_of(*done, erasure),
                       .erasure = done->erasure.empty() ? erasure : done->erasure});
      none_open_ = false;
      nudge_();
      look();
    });
    context_.gate.leave();
  });
}

// Behind the gate: a page that looked before must not settle the reading this asks for.
void Erasing::release(const ReleaseAsked& asked) {
  context_.gate.enter([this, candidate = asked.candidate, ticket = asked.ticket] {
    context_.desk.ask_store(ReleasePerson{candidate}, [this, ticket](StoreAnswer answer) {
      const PersonReleased* done = std::get_if<PersonReleased>(&answer);
      CROSSWALK_CHECK(done != nullptr);
      Told told{.ticket = ticket, .error = {}, .words = {}};
      // Whoever asks once, without a daemon, has gone before a reading would end.
      const bool at_once = done->known && context_.setup.options.polls;
      if (done->known) {
        told.words.emplace_back(at_once ? "released; the record is read again now"
                                        : "released; the record is read again with the next sync");
      } else {
        told.error = Error{ErrorCode::invalid_input,
                           "no candidate with this id is held as erased_before; crosswalk explain "
                           "says where it stands",
                           "candidate"};
      }
      context_.answer(std::move(told));
      if (at_once) read_soon_();
    });
    context_.gate.leave();
  });
}

void Erasing::look() {
  if (none_open_) return;
  if (looking_) {
    look_again_ = true;
    return;
  }
  looking_ = true;
  look_again_ = false;
  context_.desk.ask_store(TakeErasures{}, [this](StoreAnswer answer) {
    Erasures* taken = std::get_if<Erasures>(&answer);
    CROSSWALK_CHECK(taken != nullptr);
    none_open_ = taken->cases.empty();
    cases_ = std::move(taken->cases);
    const Instant now = context_.desk.now();
    std::erase_if(cases_, [&](const Erasures::Case& open) {
      const auto shown = shown_.find(open.erasure);
      return open.leaving != 0 || (shown != shown_.end() && shown->second.look_at > now);
    });
    next();
  });
}

void Erasing::next() {
  if (cases_.empty()) {
    looking_ = false;
    if (look_again_) look();
    return;
  }
  Erasures::Case open = std::move(cases_.back());
  cases_.pop_back();
  verify(std::move(open));
}

void Erasing::verify(Erasures::Case open) {
  std::ranges::sort(open.gone);
  ask_batch(std::make_shared<Erasures::Case>(std::move(open)), 0);
}

// Reading by id exists for candidates and applications; what hung on them goes with them.
void Erasing::ask_batch(std::shared_ptr<Erasures::Case> open, std::size_t first) {
  if (first == open->gone.size()) return close(*open);
  const RecordKind kind = open->gone[first].kind;
  std::vector<EntityName> names;
  for (std::size_t at = first; at < open->gone.size() && names.size() < batch_entities_max; ++at) {
    if (open->gone[at].kind != kind) break;
    names.push_back({open->gone[at].id});
  }
  HttpRequest request = read_request(context_.setup.dialect, context_.setup.target, kind, names);
  context_.linkedin.ask(std::move(request), [this, open, first, names](Result<HttpResponse> reply) {
    hear_batch(open, first, names, std::move(reply));
  });
}

// No answer proves nothing: the case stays open and is looked at with the next round.
void Erasing::hear_batch(std::shared_ptr<Erasures::Case> open, std::size_t first,
                         const std::vector<EntityName>& names, Result<HttpResponse> reply) {
  const RecordKind kind = open->gone[first].kind;
  const BatchReply read =
      reply ? read_entities(context_.setup.dialect, kind, names, *reply) : BatchReply{};
  if (!read.readable) return next();
  std::vector<std::string> there;
  for (const EntityStatus& entity : read.entities) {
    if (entity.status >= 200 && entity.status <= 299) there.push_back(entity.id);
    if (entity.status != 404 && entity.status != 410 && there.empty()) return next();
  }
  if (!there.empty()) return hear_shown(open->erasure, kind, std::move(there));
  ask_batch(std::move(open), first + names.size());
}

std::optional<Instant> Erasing::due() const {
  std::optional<Instant> first;
  for (const auto& [erasure, shown] : shown_) {
    if (!first || shown.look_at < *first) first = shown.look_at;
  }
  return first;
}

void Erasing::hear_shown(const std::string& erasure, RecordKind kind,
                         std::vector<std::string> ids) {
  Shown& shown = shown_[erasure];
  shown.look_at = context_.desk.now() + pause_after(shown.times);
  context_.desk.at(shown.look_at, [this] { look(); });
  if (shown.times++ == 0) return next();
  withdraw_again(kind, std::move(ids));
}

void Erasing::withdraw_again(RecordKind kind, std::vector<std::string> ids) {
  context_.alarm("LinkedIn still holds records that it said were deleted; they are deleted again");
  ++context_.revisions;
  Mark verb{
      .kind = kind, .ids = std::move(ids), .state = EntityState::withdrawing, .reason = "erased"};
  context_.desk.ask_store(std::move(verb), [this](const StoreAnswer&) {
    nudge_();
    next();
  });
}

void Erasing::close(const Erasures::Case& open) {
  shown_.erase(open.erasure);
  const CloseErasure verb{open.erasure, context_.desk.now()};
  context_.desk.ask_store(verb, [this, found = open.found](const StoreAnswer&) {
    ExchangeReport& report = context_.report.exchange;
    ++(found ? report.erasures_confirmed : report.erasures_of_nobody);
    next();
  });
}

}  // namespace crosswalk
