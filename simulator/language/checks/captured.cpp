#include <algorithm>

#include "language/checks/checks.hpp"
#include "language/words/reading.hpp"

namespace crosswalk::sim::language {
namespace {

bool in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Every text of a step in which a captured value may stand; playing puts them in there.
class Collecting {
 public:
  std::vector<std::string> names;

  void operator()(const VendorStep& step) {
    texts(step.ids);
    fields(step.fields);
  }
  void operator()(const ExportStep& step) {
    texts({step.member, step.job, step.first_name, step.last_name, step.email});
  }
  void operator()(const LeaveStep& step) { text(step.member); }
  void operator()(const EraseStep& step) { texts({step.candidate, step.email, step.member}); }
  void operator()(const ResyncStep& step) { texts(step.jobs); }
  void operator()(const SetStep& step) { fields(step.values); }
  void operator()(const ExpectStep& step) { expect(step.expect); }
  template <class Other>
  void operator()(const Other&) {}

  void expect(const Expectations& all) {
    for (const RecordExpectation& each : all.linkedin_records) {
      text(each.id);
      fields(each.fields);
    }
    for (const VendorExpectation& each : all.vendor_records) {
      text(each.id);
      fields(each.fields);
    }
    texts(all.told);
    texts(all.not_told);
  }

 private:
  void text(const std::string& text) { std::ranges::move(captured_in(text), back(names)); }
  void texts(const std::vector<std::string>& all) {
    for (const std::string& each : all) text(each);
  }
  template <class Fields>
  void fields(const Fields& all) {
    for (const auto& [name, value] : all) text(value);
  }
  static std::back_insert_iterator<std::vector<std::string>> back(std::vector<std::string>& all) {
    return std::back_inserter(all);
  }
};

/// Where in the tree a name is used; the tree itself where it was put together of others.
const Node& user_of(const std::string& name, const Node& tree) {
  if (tree.is_scalar()) return tree;
  for (const Node& each : tree.items) {
    const Node& found = user_of(name, each);
    const std::vector<std::string> names = captured_in(found.text);
    if (std::ranges::find(names, name) != names.end()) return found;
  }
  return tree;
}

}  // namespace

std::vector<std::string> captured_in(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t at = text.find('$'); at < text.size(); at = text.find('$', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && in_name(text[end])) ++end;
    if (end > at + 1) names.emplace_back(text.substr(at + 1, end - at - 1));
  }
  return names;
}

std::vector<std::string> captured_in(const Step& step) {
  Collecting collecting;
  std::visit(collecting, step.what);
  return collecting.names;
}

std::vector<std::string> captured_in(const Expectations& expect) {
  Collecting collecting;
  collecting.expect(expect);
  return collecting.names;
}

Problem check_captured(const Checking& all, const std::vector<std::string>& names,
                       const Node& place) {
  for (const std::string& name : names) {
    if (std::ranges::find(all.captured, name, &Kept::name) != all.captured.end()) continue;
    Known known;
    for (const Kept& each : all.captured) known.push_back(each.name);
    return all.reader.unknown(user_of(name, place), "kept value", name, known,
                              "An earlier step keeps one with `as: " + name + "`");
  }
  return std::nullopt;
}

Problem check_kept(const Checking& all, const std::string& id, Kind wanted, const Node& place) {
  if (id.size() < 2 || id.front() != '$') return std::nullopt;
  const std::string name = id.substr(1);
  const auto kept = std::ranges::find(all.captured, name, &Kept::name);
  if (kept == all.captured.end() || kept->kind == wanted) return std::nullopt;
  const std::string needed = with_article(word_of(wanted));
  const Node& user = user_of(name, place);
  if (kept->kind) {
    return all.reader.wrong(user, "`$" + name + "` is of the kind " +
                                      std::string(word_of(*kept->kind)) + ", and this must be " +
                                      needed + "; keep one of those");
  }
  return all.reader.wrong(user, "`$" + name + "` is the request of an export, not the id of " +
                                    needed + "; `vendor` steps keep ids");
}

namespace {

/// The ids that a step names, each with the kind it must be of.
struct IdsOf {
  std::vector<std::pair<std::string, Kind>> all{};

  void operator()(const VendorStep& step) {
    for (const std::string& id : step.ids) all.emplace_back(id, step.kind);
    for (const auto& [field, value] : step.fields) {
      if (field == "job_id") all.emplace_back(value, Kind::job);
      if (field == "candidate_id" || field == "into") all.emplace_back(value, Kind::candidate);
      if (field == "application_id") all.emplace_back(value, Kind::application);
    }
  }
  void operator()(const ExportStep& step) { all.emplace_back(step.job, Kind::job); }
  void operator()(const EraseStep& step) { all.emplace_back(step.candidate, Kind::candidate); }
  void operator()(const ResyncStep& step) {
    for (const std::string& id : step.jobs) all.emplace_back(id, Kind::job);
  }
  template <class Other>
  void operator()(const Other&) {}
};

}  // namespace

Problem check_kept(const Checking& all, const Step& step, const Node& said) {
  IdsOf ids;
  std::visit(ids, step.what);
  for (const auto& [id, kind] : ids.all) {
    if (auto wrong = check_kept(all, id, kind, said)) return wrong;
  }
  return std::nullopt;
}

}  // namespace crosswalk::sim::language
