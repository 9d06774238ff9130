#include <algorithm>
#include <utility>

#include "base/text/digest.hpp"
#include "flow/exchange/exports/exporting.hpp"
#include "privacy/export_rules.hpp"

namespace crosswalk {
namespace {

// A request whose answer was lost may still be on its way; after this it has come or never will.
constexpr Duration drain{60'000};

// Clocks of a vendor's machines differ among themselves.
constexpr Duration clock_margin{120'000};

// The vendor tells its time in whole seconds, and what is made of it may go back by one.
constexpr Duration tick{1'000};

constexpr std::size_t marker_digits = 16;

std::string marker_of(const std::string& request, std::string_view key) {
  const Sha256 digest = hmac_sha256(key, "export marker\n" + request);
  return "crosswalk-" + to_hex(bytes_of(digest)).substr(0, marker_digits);
}

}  // namespace

WriteValues Exporting::values() const {
  const ExportedMember member{
      .first_name = person_.first_name,
      .last_name = person_.last_name,
      .headline = person_.headline,
      .company = person_.employers.empty() ? std::string() : person_.employers.front(),
      .title = person_.title,
      .location = person_.location,
      .email = person_.emails.empty() ? std::string() : person_.emails.front(),
      .profile_url = person_.profile_url};
  return {.marker = marker_of(push_.id, context_.setup.digest_key),
          .candidate = progress_.candidate,
          .job = progress_.job,
          .since = progress_.since - clock_margin,
          .person = admitted(member, context_.setup.grants)};
}

Duration Exporting::patience() const { return drain + context_.setup.plan.writes.readable_within; }

void Exporting::intend_candidate() {
  const bool again = progress_.stage == ExportStage::creating_candidate;
  if (again) ++progress_.failures;
  progress_.stage = ExportStage::creating_candidate;
  progress_.last = vendor_now();
  progress_.unsure = true;
  if (!again) progress_.since = progress_.last;
  write_once(WriteStep::create_candidate, &Exporting::hear_created);
}

// Much may happen while the intent is on its way into the store.
void Exporting::write_once(WriteStep step, void (Exporting::*heard)(const WriteEnd&)) {
  keep([self = shared_from_this(), step, heard] {
    self->unless_erased([self, step, heard] {
      if (!self->context_.report.closed.empty()) return self->wait_at_gate();
      ask_vendor_to_write(self->context_, step, self->values(),
                          [self, heard](const WriteEnd& end) { (self.get()->*heard)(end); });
    });
  });
}

void Exporting::unless_erased(std::function<void()> then) {
  ExportedProfile whom = person_;
  whom.member = progress_.member;
  FindPerson verb{identities_of(whom, context_.setup.digest_key)};
  context_.desk.ask_store(std::move(verb),
                          [self = shared_from_this(), then = std::move(then)](StoreAnswer answer) {
                            const PersonFound* found = std::get_if<PersonFound>(&answer);
                            CROSSWALK_CHECK(found != nullptr);
                            found->erased ? self->decline("erased") : then();
                          });
}

// A request may stand in a queue of ours long after its intent, and a life may end meanwhile.
void Exporting::settle_last() {
  progress_.last = vendor_now();
  progress_.unsure = false;
}

void Exporting::hear_created(const WriteEnd& end) {
  switch (end.kind) {
    case WriteEnd::Kind::over:
      if (end.written.candidate.empty()) return wait();
      return take_candidate(end.written.candidate, end.written.application);
    case WriteEnd::Kind::unknown:
      progress_.last = vendor_now();
      return wait();
    case WriteEnd::Kind::not_now:
      if (!end.why.empty()) context_.alarm(end.why);
      return fail();
    case WriteEnd::Kind::no_route:
      return refuse("no_connector");
    case WriteEnd::Kind::refused:
      return refuse_with_alarm("vendor_refused", end.why);
  }
}

// Only a look that began when an earlier attempt must have become visible proves that there is
// none.
void Exporting::look_for_created() {
  ask_vendor_to_write(context_, WriteStep::find_created, values(),
                      [self = shared_from_this(), asked = vendor_now()](const WriteEnd& end) {
                        self->hear_looked(asked, end);
                      });
}

void Exporting::hear_looked(Instant asked, const WriteEnd& end) {
  switch (end.kind) {
    case WriteEnd::Kind::over:
      if (!end.written.candidate.empty()) {
        return take_found(end.written.candidate, end.written.application);
      }
      if (progress_.unsure) {
        settle_last();
        return wait();
      }
      return asked >= progress_.last + patience() ? fetch() : wait();
    case WriteEnd::Kind::no_route:
      return refuse_with_alarm("create_unsure",
                               "the ATS did not answer a create and cannot be asked whether it "
                               "took place; look there for the exported candidate");
    case WriteEnd::Kind::unknown:
    case WriteEnd::Kind::not_now:
    case WriteEnd::Kind::refused:
      break;
  }
  if (!end.why.empty()) context_.alarm(end.why);
  fail();
}

// The look-up may come hours after the checks; an application is made on fresh ones alone.
void Exporting::take_found(std::string candidate, std::string application) {
  if (context_.setup.plan.writes.creates_application) {
    return take_candidate(std::move(candidate), std::move(application));
  }
  progress_.candidate = std::move(candidate);
  fetch();
}

void Exporting::take_candidate(std::string candidate, std::string application) {
  const bool applied_too = context_.setup.plan.writes.creates_application;
  progress_.candidate = std::move(candidate);
  if (applied_too) progress_.application = std::move(application);
  link([self = shared_from_this(), applied_too] {
    applied_too ? self->begin_reading_back() : self->find_application();
  });
}

void Exporting::find_application() {
  with_application([self = shared_from_this()](const std::string& application) {
    self->progress_.application = application;
    application.empty() ? self->intend_application() : self->begin_reading_back();
  });
}

void Exporting::intend_application() {
  const bool again = progress_.stage == ExportStage::creating_application;
  if (again) ++progress_.failures;
  progress_.stage = ExportStage::creating_application;
  progress_.last = vendor_now();
  if (progress_.since == Instant{}) progress_.since = progress_.last;
  progress_.refused = false;
  progress_.unsure = true;
  write_once(WriteStep::create_application, &Exporting::hear_applied);
}

// Refused may mean that the person has applied already, unknown to us yet.
void Exporting::hear_applied(const WriteEnd& end) {
  switch (end.kind) {
    case WriteEnd::Kind::over:
      progress_.application = end.written.application;
      return begin_reading_back();
    case WriteEnd::Kind::not_now:
      if (!end.why.empty()) context_.alarm(end.why);
      return fail();
    case WriteEnd::Kind::no_route:
      return refuse("no_connector");
    case WriteEnd::Kind::refused:
      context_.alarm(end.why);
      progress_.refused = true;
      settle_last();
      return look_for_application();
    case WriteEnd::Kind::unknown:
      progress_.last = vendor_now();
      return look_for_application();
  }
}

void Exporting::look_for_application() {
  with_application([self = shared_from_this()](const std::string& application) {
    ExportProgress& progress = self->progress_;
    progress.application = application;
    if (!application.empty()) return self->begin_reading_back();
    if (progress.unsure && self->context_.vendor.heard()) self->settle_last();
    const Instant read =
        progress.unsure ? Instant{} : self->neighbours_.read_until(RecordKind::application);
    if (progress.refused && read > progress.last + tick) return self->refuse("vendor_refused");
    if (!progress.refused && read >= progress.last + self->patience()) return self->fetch();
    self->neighbours_.read_soon();
    self->wait();
  });
}

}  // namespace crosswalk
