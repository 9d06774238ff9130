#include "flow/exchange/exports/job_check.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "flow/exchange/exports/person_search.hpp"
#include "flow/reading/page_commit.hpp"
#include "flow/reading/vendor_page.hpp"

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

void hear_page(const std::shared_ptr<Question>& asked, const ObjectSpec& object, PageEnd end) {
  if (end.kind == PageEnd::Kind::gone) return hear_gone(asked);
  if (end.kind != PageEnd::Kind::mapped) {
    if (!end.why.empty() && end.kind == PageEnd::Kind::stop) asked->context.alarm(end.why);
    return asked->try_later();
  }
  Result<std::vector<MappedRecord>> mapped = decode_mapped(end.page.mapped);
  if (!mapped) return asked->try_later();
  for (const MappedRecord& each : *mapped) {
    if (each.record.key != RecordKey{RecordKind::job, asked->job}) continue;
    const std::string* state = each.record.text(Field::job_state);
    asked->state = state == nullptr ? std::string() : *state;
  }
  const bool listed = std::ranges::find(end.page.ids, asked->job) != end.page.ids.end();
  if (!listed && asked->state.empty()) return hear_gone(asked);
  commit_page(asked->context, object, std::move(end.page),
              {.cursor = {},
               .reread_done = {},
               .question = end.question,
               .named = {asked->job},
               .doubted = {},
               .done =
                   [asked](bool news) {
                     if (news) asked->neighbours.nudge();
                     judge_again(asked);
                   },
               .refused =
                   [asked](std::string why) {
                     asked->context.alarm(std::move(why));
                     asked->try_later();
                   }});
}

void ask_vendor(const std::shared_ptr<Question>& asked, const ObjectSpec& object) {
  PlanRead step{.object = object.name,
                .mode = ReadMode::by_id,
                .from = {},
                .until = {},
                .ids = {asked->job},
                .now = asked->context.desk.now()};
  asked->context.desk.ask_step(std::move(step), [asked, &object](auto answer) {
    Answer* given = std::get_if<Answer>(&answer);
    Planned* planned = given ? std::get_if<Planned>(given) : nullptr;
    if (planned == nullptr || planned->requests.size() != 1) return asked->try_later();
    auto page = std::make_shared<VendorPage>(
        asked->context, object, ReadMode::by_id, std::move(planned->requests.front()),
        [](const PageRead&) {},
        [asked, &object](PageEnd end) { hear_page(asked, object, std::move(end)); });
    page->begin();
  });
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
