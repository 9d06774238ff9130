#include <algorithm>
#include <utility>

#include "flow/exchange/children_read.hpp"
#include "flow/exchange/exports/exporting.hpp"
#include "flow/exchange/exports/person_search.hpp"
#include "flow/reading/named_read.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view not_read_back =
    "a record that an export made in the ATS cannot be read back; the next reading looks for it";

}  // namespace

void Exporting::link(std::function<void()> then) {
  unless_erased([self = shared_from_this(), then = std::move(then)] {
    const std::string& member = self->progress_.member;
    LinkPerson verb{self->progress_.candidate, member,
                    member_identity(member, self->context_.setup.digest_key)};
    self->context_.desk.ask_store(std::move(verb), [then](StoreAnswer) { then(); });
  });
}

void Exporting::with_application(std::function<void(const std::string&)> found) {
  FindApplications verb{progress_.candidate, progress_.job};
  context_.desk.ask_store(std::move(verb), [found = std::move(found)](StoreAnswer answer) {
    const Rows* rows = std::get_if<Rows>(&answer);
    CROSSWALK_CHECK(rows != nullptr);
    const auto there = std::ranges::find_if(rows->rows, [](const std::optional<EntityRow>& row) {
      return row && !gone_from_vendor(*row);
    });
    found(there == rows->rows.end() ? std::string() : (*there)->key.id);
  });
}

void Exporting::begin_reading_back() {
  progress_.stage = ExportStage::reading_back;
  progress_.last = vendor_now();
  AskRereads verb{{{RecordKind::candidate, progress_.candidate}}};
  if (!progress_.application.empty()) {
    verb.keys.push_back({RecordKind::application, progress_.application});
  }
  context_.desk.ask_store(std::move(verb), [self = shared_from_this()](StoreAnswer) {
    self->keep([self] { self->read_candidate(); });
  });
}

void Exporting::read_candidate() {
  read_one(RecordKind::candidate, progress_.candidate, &Exporting::read_application);
}

void Exporting::read_application() {
  const bool by_id = by_id_object(context_.setup.plan, RecordKind::application) != nullptr;
  if (by_id && !progress_.application.empty()) {
    return read_one(RecordKind::application, progress_.application, &Exporting::read_first_stage);
  }
  // Those that stand inside their candidates are asked for by them.
  read_children(context_, neighbours_, RecordKind::candidate, {progress_.candidate},
                [self = shared_from_this()](bool) { self->find_read_application(); });
}

void Exporting::read_first_stage() {
  // What no id reads comes with the next reading.
  const bool by_id = by_id_object(context_.setup.plan, RecordKind::application) != nullptr;
  if (!by_id) neighbours_.read_soon();
  read_children(context_, neighbours_, RecordKind::application, {progress_.application},
                [self = shared_from_this()](bool) { self->over(); });
}

// Until it is in the store, a second export of the person to this job would not find it and would
// make another.
void Exporting::find_read_application() {
  with_application([self = shared_from_this()](const std::string& application) {
    if (!application.empty()) {
      self->progress_.application = application;
      return self->read_first_stage();
    }
    const Instant read = self->neighbours_.read_until(RecordKind::application);
    self->neighbours_.read_soon();
    if (read < self->progress_.last + self->patience()) return self->wait();
    self->context_.alarm(std::string(not_read_back));
    self->over();
  });
}

void Exporting::read_one(RecordKind kind, const std::string& id, void (Exporting::*then)()) {
  const ObjectSpec* object = by_id_object(context_.setup.plan, kind);
  if (object == nullptr) return (this->*then)();
  auto reading = std::make_shared<NamedRead>(
      context_, *object, std::vector<std::string>{id}, true, neighbours_.nudge,
      [self = shared_from_this(), object, then](const NamedEnd& end) {
        if (end.doubted) self->neighbours_.distrust(object->name);
        self->hear_read(end, then);
      });
  reading->begin();
}

// What was made a moment ago may take the vendor its time to show: not there is no answer yet.
void Exporting::hear_read(const NamedEnd& end, void (Exporting::*then)()) {
  if (!end.unknown.empty()) return fail();
  if (!end.gone.empty()) {
    if (vendor_now() < progress_.last + patience()) return wait();
    context_.alarm(std::string(not_read_back));
  }
  (this->*then)();
}

}  // namespace crosswalk
