#include "flow/exchange/exports/job_check.hpp"

#include <memory>
#include <utility>

#include "flow/exchange/exports/person_search.hpp"
#include "flow/reading/named_read.hpp"

namespace crosswalk {
namespace {

// What travels along one question.
struct Question {
  Context& context;
  const Neighbours& neighbours;
  std::string job;
  std::function<void(JobVerdict)> then;
  std::string state{};  // As the vendor says it; empty where it was not asked.

  void refuse(std::string_view word) const { then({true, std::string(word)}); }
  void try_later() const { then({false, {}}); }
};

std::string_view refusal_of(const std::optional<EntityRow>& row) {
  if (!row) return "job_unknown";
  switch (row->state) {
    case EntityState::ready:
    case EntityState::waiting:
    case EntityState::task:
    case EntityState::sent:
      return {};
    case EntityState::withdrawing:
    case EntityState::withdrawn:
      return gone_from_vendor(*row) ? "job_closed" : "job_withheld";
    case EntityState::held:
    case EntityState::withheld:
    case EntityState::restricted:
      break;
  }
  return "job_withheld";
}

void look_up(const std::shared_ptr<Question>& asked,
             std::function<void(const std::optional<EntityRow>&)> then) {
  LookUp verb{{{RecordKind::job, asked->job}}};
  asked->context.desk.ask_store(std::move(verb), [then = std::move(then)](StoreAnswer answer) {
    const Rows* rows = std::get_if<Rows>(&answer);
    CROSSWALK_CHECK(rows != nullptr && rows->rows.size() == 1);
    then(rows->rows.front());
  });
}

void judge_again(const std::shared_ptr<Question>& asked) {
  look_up(asked, [asked](const std::optional<EntityRow>& row) {
    const std::string_view refusal = refusal_of(row);
    if (refusal.empty() && asked->state == "closed") return asked->refuse("job_closed");
    asked->refuse(refusal);
  });
}

// It left without our hearing of it: whoever reads next asks for it again.
void hear_gone(const std::shared_ptr<Question>& asked) {
  AskRereads verb{{{RecordKind::job, asked->job}}};
  asked->context.desk.ask_store(std::move(verb),
                                [asked](StoreAnswer) { asked->refuse("job_closed"); });
}

void hear_read(const std::shared_ptr<Question>& asked, const NamedEnd& end) {
  if (!end.unknown.empty()) return asked->try_later();
  if (!end.gone.empty()) return hear_gone(asked);
  judge_again(asked);
}

void ask_vendor(const std::shared_ptr<Question>& asked, const ObjectSpec& object) {
  auto reading = std::make_shared<NamedRead>(
      asked->context, object, std::vector<std::string>{asked->job}, false, asked->neighbours.nudge,
      [asked](const NamedEnd& end) { hear_read(asked, end); });
  reading->watch([asked](const Record& record) {
    if (record.key != RecordKey{RecordKind::job, asked->job}) return;
    const std::string* state = record.text(Field::job_state);
    asked->state = state == nullptr ? std::string() : *state;
  });
  reading->begin();
}

}  // namespace

void check_job(Context& context, const Neighbours& neighbours, const std::string& job,
               std::function<void(JobVerdict)> then) {
  auto asked = std::make_shared<Question>(Question{context, neighbours, job, std::move(then)});
  if (job.empty() || job.size() > record_id_bytes_max) return asked->refuse("job_unknown");
  look_up(asked, [asked](const std::optional<EntityRow>& row) {
    const std::string_view refusal = refusal_of(row);
    const ObjectSpec* object = by_id_object(asked->context.setup.plan, RecordKind::job);
    if (!refusal.empty() || object == nullptr) return asked->refuse(refusal);
    ask_vendor(asked, *object);
  });
}

}  // namespace crosswalk
