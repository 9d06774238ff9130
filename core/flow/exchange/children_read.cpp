#include "flow/exchange/children_read.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "flow/reading/page_commit.hpp"
#include "flow/reading/vendor_page.hpp"

namespace crosswalk {
namespace {

// Where it has come: objects one after the other, of each the parents batch by batch.
struct Walk {
  Context& context;
  const Neighbours& neighbours;
  RecordKind parent;
  std::vector<std::string> ids;
  std::function<void(bool)> then;
  std::size_t object = 0;
  std::size_t first = 0;
  bool all = true;                       // Could be read so far.
  std::set<std::uint64_t> digests = {};  // Of the batch: its pages with items,
  std::size_t pages = 0;                 // and all of its pages.
};

constexpr std::size_t pages_limit = 1'000;

// A vendor whose pages lead in a circle holds nobody up for ever; the next listing reads the rest.
bool goes_in_circles(Walk& walk, const PageRead& page, const std::string& asked) {
  if (page.items == 0 && page.next && page.next->http.target == asked) return true;
  const bool again = page.items != 0 && !walk.digests.insert(page.page_digest).second;
  return again || ++walk.pages > pages_limit;
}

void next(const std::shared_ptr<Walk>& walk);

void skip(const std::shared_ptr<Walk>& walk) {
  walk->all = false;
  next(walk);
}

void fetch(const std::shared_ptr<Walk>& walk, const ObjectSpec& object, PlannedRequest request) {
  auto hear = [walk, &object, asked = request.http.target](PageEnd end) {
    if (end.kind != PageEnd::Kind::mapped || goes_in_circles(*walk, end.page, asked)) {
      return skip(walk);
    }
    const std::optional<PlannedRequest> more = end.page.next;
    commit_page(walk->context, object, std::move(end.page),
                {.cursor = {},
                 .reread_done = {},
                 .question = end.question,
                 .named = {},
                 .doubted = {},
                 .done =
                     [walk, &object, more](bool news) {
                       if (news) walk->neighbours.nudge();
                       more ? fetch(walk, object, *more) : next(walk);
                     },
                 .refused = [walk](const std::string&) { skip(walk); }});
  };
  auto page = std::make_shared<VendorPage>(
      walk->context, object, ReadMode::by_id, std::move(request), [](const PageRead&) {}, hear);
  page->begin();
}

void next(const std::shared_ptr<Walk>& walk) {
  const auto& objects = walk->context.setup.plan.objects;
  if (walk->first >= walk->ids.size()) {
    ++walk->object;
    walk->first = 0;
  }
  const auto reads = [&walk](const ObjectSpec& each) {
    if (!each.by_id || each.asked_by != walk->parent) return false;
    const bool comparable = walk->neighbours.comparable(each);
    walk->all = walk->all && comparable;
    return comparable;
  };
  while (walk->object < objects.size() && !reads(objects[walk->object])) ++walk->object;
  if (walk->object >= objects.size() || walk->ids.empty()) return walk->then(walk->all);
  const ObjectSpec& object = objects[walk->object];
  const std::size_t count =
      std::min<std::size_t>(std::max(1u, object.by_id_batch), walk->ids.size() - walk->first);
  const auto begin = walk->ids.begin() + static_cast<std::ptrdiff_t>(walk->first);
  PlanRead step{.object = object.name,
                .mode = ReadMode::by_id,
                .from = {},
                .until = {},
                .ids = {begin, begin + static_cast<std::ptrdiff_t>(count)},
                .now = walk->context.desk.now()};
  walk->first += count;
  walk->pages = 0;
  walk->digests.clear();
  walk->context.desk.ask_step(std::move(step), [walk, &object](auto answer) {
    Answer* given = std::get_if<Answer>(&answer);
    Planned* planned = given ? std::get_if<Planned>(given) : nullptr;
    if (planned == nullptr || planned->requests.size() != 1) return skip(walk);
    fetch(walk, object, std::move(planned->requests.front()));
  });
}

}  // namespace

void read_children(Context& context, const Neighbours& neighbours, RecordKind parent,
                   std::vector<std::string> ids, std::function<void(bool all)> then) {
  next(std::make_shared<Walk>(Walk{context, neighbours, parent, std::move(ids), std::move(then)}));
}

}  // namespace crosswalk
