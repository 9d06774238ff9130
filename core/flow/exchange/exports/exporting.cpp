#include "flow/exchange/exports/exporting.hpp"

#include <algorithm>
#include <utility>

#include "flow/exchange/exports/person_search.hpp"
#include "privacy/export_rules.hpp"

namespace crosswalk {
namespace {

// Between two looks while LinkedIn serves no version that we speak; a new life looks at once.
constexpr Duration sunset_pause{std::chrono::minutes{30}};

}  // namespace

Exporting::Exporting(Context& context, const Neighbours& neighbours, Notice notice, Push push,
                     std::function<bool(const std::string&)> claim, OnVerdict end)
    : context_(context),
      neighbours_(neighbours),
      notice_(std::move(notice)),
      push_(std::move(push)),
      claim_(std::move(claim)),
      end_(std::move(end)) {}

void Exporting::begin() {
  std::optional<ExportProgress> kept = read_progress(notice_.progress);
  if (!kept) {
    return refuse_with_alarm("create_unsure",
                             "how far an export had come cannot be read any more; look in the ATS "
                             "whether its candidate is there");
  }
  progress_ = *std::move(kept);
  switch (progress_.stage) {
    case ExportStage::nothing:
      return fetch();
    case ExportStage::creating_candidate:
      return look_for_created();
    case ExportStage::creating_application:
      return look_for_application();
    case ExportStage::reading_back:
      return read_candidate();
  }
}

// Nothing is created on the word of an earlier look: whoever opted out since is not there any more.
void Exporting::fetch() {
  if (!context_.setup.plan.writes.export_candidates) return refuse("no_connector");
  if (!context_.report.closed.empty()) return wait_at_gate();
  calm_gate();
  if (push_.expires && *push_.expires <= context_.linkedin.peer_now()) return decline("expired");
  const Instant now = context_.desk.now();
  const Instant earliest = context_.linkedin_budget.earliest(now, 0, Share::resync);
  if (earliest > now) return later(earliest);
  context_.linkedin_budget.spend(now, 0, Share::resync);
  HttpRequest request = export_request(context_.setup.dialect, context_.setup.target, push_.id);
  context_.linkedin.ask(std::move(request),
                        [self = shared_from_this()](Result<HttpResponse> reply) {
                          self->hear_fetched(std::move(reply));
                        });
}

void Exporting::hear_fetched(Result<HttpResponse> reply) {
  // That says nothing of the export, which is there for a day.
  if (context_.linkedin.closed()) return later(context_.desk.now() + sunset_pause);
  if (!reply) {
    if (reply.error().code == ErrorCode::refused) {
      context_.alarm("LinkedIn cannot be asked for exports: " + to_string(reply.error()));
    }
    return fail();
  }
  context_.linkedin_budget.observe(*reply, context_.desk.now());
  ExportReply read = read_export(context_.setup.dialect, context_.setup.target, *reply);
  const int status = reply->status;
  if (status == 401 || status == 403) {
    context_.alarm("LinkedIn refuses to hand exports over with status " + std::to_string(status) +
                   "; check what the application may do");
    return fail();
  }
  if (status == 404 || status == 410) return decline("not_available");
  if (!read.readable) return fail();
  if (!read.found) return decline("not_available");
  judge(std::move(read));
}

void Exporting::judge(ExportReply reply) {
  const bool another = !progress_.member.empty() && progress_.member != reply.person.member;
  if (!reply.ours || another) {
    return refuse_with_alarm("wrong_context",
                             "LinkedIn answered for an export of this customer with one of another "
                             "organization; nothing of it was kept");
  }
  person_ = std::move(reply.person);
  if (person_.member.empty()) return decline("no_member");
  const auto person = values().person;
  const bool named =
      std::ranges::any_of(person, [](const auto& each) { return each.first == "last_name"; });
  if (!named) return decline("no_last_name");
  if (!claim_(person_.member)) return end_(NoticeBehind{person_.member});
  progress_.member = person_.member;
  progress_.job = std::move(reply.job);
  check_job(context_, neighbours_, progress_.job,
            [self = shared_from_this()](const JobVerdict& verdict) { self->hear_job(verdict); });
}

void Exporting::hear_job(const JobVerdict& verdict) {
  if (!verdict.known) return fail();
  if (!verdict.refusal.empty()) return decline(verdict.refusal);
  FindPerson verb{identities_of(person_, context_.setup.digest_key)};
  context_.desk.ask_store(std::move(verb), [self = shared_from_this()](StoreAnswer answer) {
    PersonFound* found = std::get_if<PersonFound>(&answer);
    CROSSWALK_CHECK(found != nullptr);
    self->hear_person(std::move(*found));
  });
}

void Exporting::hear_person(PersonFound found) {
  if (found.erased) return decline("erased");
  if (!progress_.candidate.empty()) {
    // One that its marker found is not linked yet.
    if (progress_.stage == ExportStage::creating_application) return find_application();
    return link([self = shared_from_this()] { self->find_application(); });
  }
  LookUp verb;
  for (const auto& match : found.matches) {
    verb.keys.push_back({RecordKind::candidate, match.candidate});
  }
  auto heard = [self = shared_from_this(), matches = std::move(found)](StoreAnswer answer) {
    const Rows* rows = std::get_if<Rows>(&answer);
    CROSSWALK_CHECK(rows != nullptr);
    self->decide(judge_person(matches, *rows, self->person_.member));
  };
  context_.desk.ask_store(std::move(verb), std::move(heard));
}

void Exporting::decide(const PersonVerdict& person) {
  if (person.restricted) {
    return refuse_with_alarm("ambiguous",
                             "an exported member is a candidate whom the ATS's listing lacks, with "
                             "many others; once a person has said whether they are gone, see the "
                             "alarm about missing candidates, the recruiter can export again");
  }
  if (person.ambiguous && person.gone) {
    return refuse_with_alarm("ambiguous",
                             "an exported member was a candidate that the ATS has no more, merged "
                             "or deleted; give the candidate who stays the member's address and "
                             "name, or add it in the ATS by hand");
  }
  if (person.ambiguous) {
    return refuse_with_alarm("ambiguous",
                             "an exported member could be more than one candidate of the ATS; "
                             "somebody must merge them or say which one it is");
  }
  if (person.candidate.empty()) return intend_candidate();
  progress_.candidate = person.candidate;
  link([self = shared_from_this()] { self->find_application(); });
}

}  // namespace crosswalk
