#include "server/console/browse.hpp"

#include <algorithm>
#include <array>

#include "base/text/dates.hpp"
#include "server/console/lines.hpp"
#include "world/fields.hpp"

namespace crosswalk::sim {
namespace {

// By the enumerations' order, as Choice::words are.
std::size_t chosen(const Note& row, std::string_view name) {
  return name == "type" ? static_cast<std::size_t>(row.type)
                        : static_cast<std::size_t>(row.visibility);
}
std::size_t chosen(const Scorecard& row, std::string_view) {
  return static_cast<std::size_t>(row.rating);
}
template <class T>
std::size_t chosen(const T&, std::string_view) {
  return 0;
}

template <class T>
Json fields_of(const T& row) {
  Json fields = Json::object();
  for (const Member<T>& member : members_of(&row)) {
    const std::string name(member.name);
    if (const auto* text = std::get_if<Text T::*>(&member.place)) {
      fields.set(name, row.*(*text));
    } else if (const auto* flag = std::get_if<bool T::*>(&member.place)) {
      fields.set(name, row.*(*flag));
    } else if (const auto* id = std::get_if<Id T::*>(&member.place)) {
      fields.set(name, row.*(*id));
    } else {
      const auto& words = std::get<Choice<T>>(member.place).words;
      fields.set(name, words[std::min(chosen(row, member.name), words.size() - 1)]);
    }
  }
  return fields;
}

/// What a record belongs to or has.
class Relations {
 public:
  explicit Relations(const World& world) : world_(world) {}

  template <class T>
  void add(Kind kind, const T* row) {
    if (row == nullptr || ++counts_[static_cast<std::size_t>(kind)] > page_items_max) return;
    Json one = to_json(line_of(world_, *row));
    one.set("kind", word_of(kind));
    list_.push(std::move(one));
  }
  template <class T>
  void add_all(Kind kind, const std::vector<const T*>& rows) {
    for (const T* const row : rows) add(kind, row);
  }
  Json take() { return std::move(list_); }

 private:
  const World& world_;
  std::array<std::size_t, 16> counts_{};
  Json list_ = Json::list();
};

void relate(const World& world, const Job& row, Relations& to) {
  to.add(Kind::department, world.find<Department>(row.department_id));
  to.add(Kind::user, world.find<User>(row.recruiter_id));
  to.add_all(Kind::job_post, world.posts_of(row));
  for (const Id id : row.stage_ids) to.add(Kind::job_stage, world.find<JobStage>(id));
  // Only as many as are shown: a job may have all the applications there are.
  std::size_t shown = 0;
  for (auto id = row.application_ids.rbegin(); id != row.application_ids.rend(); ++id) {
    const Application* const application = world.find<Application>(*id);
    if (application == nullptr) continue;
    if (++shown > page_items_max) break;
    to.add(Kind::application, application);
  }
}

void relate(const World& world, const Candidate& row, Relations& to) {
  to.add_all(Kind::application, world.applications_of(row));
  to.add_all(Kind::note, world.notes_of(row));
}

void relate(const World& world, const Application& row, Relations& to) {
  to.add(Kind::candidate, world.find<Candidate>(row.candidate_id));
  to.add(Kind::job, world.find<Job>(row.job_id));
  to.add(Kind::source, world.find<Source>(row.source_id));
  to.add_all(Kind::application_stage, world.stages_of(row));
  to.add(Kind::rejection_detail, world.find<RejectionDetail>(row.rejection_id));
  to.add_all(Kind::scorecard, world.scorecards_of(row));
}

void relate(const World& world, const Note& row, Relations& to) {
  to.add(Kind::candidate, world.find<Candidate>(row.candidate_id));
  to.add(Kind::application, world.find<Application>(row.application_id));
  to.add(Kind::user, world.find<User>(row.user_id));
}

void relate(const World& world, const Scorecard& row, Relations& to) {
  to.add(Kind::application, world.find<Application>(row.application_id));
  to.add(Kind::user, world.find<User>(row.interviewer_id));
  to.add_all(Kind::scorecard_attribute, world.attributes_of(row));
}

void relate(const World& world, const JobPost& row, Relations& to) {
  to.add(Kind::job, world.find<Job>(row.job_id));
}

template <class T>
void relate(const World&, const T&, Relations&) {}

Json departure_of(const World& world, Kind kind, Id id) {
  static constexpr std::array<std::string_view, 3> ways{"deleted", "anonymised", "merged"};
  Json gone = Json::object();
  const auto& stones = world.tombstones();
  const auto stone = std::find_if(stones.rbegin(), stones.rend(), [&](const Tombstone& each) {
    return each.kind == kind && each.id == id;
  });
  if (stone == stones.rend()) return gone;
  gone.set("how", ways[static_cast<std::size_t>(stone->how)]);
  gone.set("at", format_instant(stone->at));
  if (stone->into != 0) gone.set("into", stone->into);
  return gone;
}

template <class T>
void list_rows(const World& world, const std::string& wanted, Id before, Json& page) {
  const Table<T>& table = world.all<T>();
  std::size_t at = table.rows();
  if (before != 0) at = before <= table.first_id() ? 0 : std::min(at, before - table.first_id());
  Json items = Json::list();
  std::size_t found = 0;
  std::size_t searched = 0;
  for (; at > 0 && found < page_items_max && searched < searched_max; --at) {
    const T& row = table.row(at - 1);
    ++searched;
    if (row.gone) continue;
    const Line line = line_of(world, row);
    if (!matches(line, wanted)) continue;
    items.push(to_json(line));
    ++found;
  }
  page.set("total", std::uint64_t{table.size()});
  page.set("items", std::move(items));
  page.set("searched", std::uint64_t{searched});
  if (at > 0) page.set("next", std::uint64_t{table.first_id() + at});
}

}  // namespace

Json list_records(const World& world, Kind kind, std::string_view search, Id before) {
  Json page = Json::object();
  page.set("kind", word_of(kind));
  const std::string wanted = lower_case(search);
  with_row_type(kind, [&]<class T>(const T*) {
    list_rows<T>(world, wanted, before, page);
    return true;
  });
  return page;
}

Json show_record(const World& world, Kind kind, Id id) {
  Json shown;
  with_row_type(kind, [&]<class T>(const T*) {
    const T* const row = world.all<T>().ever(id);
    if (row == nullptr) return false;
    shown.set("kind", word_of(kind));
    shown.set("id", id);
    if (row->gone) {
      shown.set("gone", departure_of(world, kind, id));
      return true;
    }
    Relations relations(world);
    relate(world, *row, relations);
    shown.set("line", to_json(line_of(world, *row)));
    shown.set("created_at", format_instant(row->created_at));
    if constexpr (Editable<T>) shown.set("fields", fields_of(*row));
    shown.set("belongs", relations.take());
    return true;
  });
  return shown;
}

}  // namespace crosswalk::sim
