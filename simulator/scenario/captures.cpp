#include "scenario/captures.hpp"

#include <optional>
#include <utility>

namespace crosswalk::sim {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Fills texts in place and keeps the first problem.
class Filling {
 public:
  explicit Filling(const Captures& captures) : captures_(captures) {}

  void text(std::string& text) {
    std::size_t at = text.find('$');
    while (at != std::string::npos) {
      std::size_t end = at + 1;
      while (end < text.size() && is_name_character(text[end])) ++end;
      if (end == at + 1) {
        at = text.find('$', end);
        continue;
      }
      const std::vector<std::string>* const values = find(text.substr(at + 1, end - at - 1));
      if (values == nullptr) return;
      if (values->size() != 1) {
        return fail(
            "stands for " + std::to_string(values->size()) +
                " values where one is needed; keep what falls on one record, and of several "
                "tenants say `tenant: NAME` in the step that keeps it",
            text.substr(at, end - at));
      }
      text.replace(at, end - at, values->front());
      at = text.find('$', at + values->front().size());
    }
  }

  void texts(std::vector<std::string>& all) {
    std::vector<std::string> filled;
    for (std::string& each : all) {
      const bool whole = each.size() > 1 && each.front() == '$' &&
                         std::string_view(each).substr(1).find_first_of("$/") == std::string::npos;
      if (!whole) {
        text(each);
        filled.push_back(std::move(each));
      } else if (const auto* values = find(each.substr(1))) {
        if (values->empty())
          fail("stands for nobody: the step that kept it fell on no record", each);
        filled.insert(filled.end(), values->begin(), values->end());
      }
    }
    all = std::move(filled);
  }

  void pairs(auto& all) {
    for (auto& [name, value] : all) text(value);
  }

  std::optional<Error> problem;

 private:
  const std::vector<std::string>* find(const std::string& name) {
    const auto found = captures_.find(name);
    if (found != captures_.end()) return &found->second;
    fail("was captured by no step before this one", "$" + name);
    return nullptr;
  }
  void fail(std::string what, std::string where) {
    if (!problem) problem = Error{ErrorCode::invalid_input, std::move(what), std::move(where)};
  }

  const Captures& captures_;
};

void fill(Expectations& expect, Filling& filling) {
  for (RecordExpectation& each : expect.linkedin_records) {
    filling.text(each.id);
    filling.pairs(each.fields);
  }
  for (VendorExpectation& each : expect.vendor_records) {
    filling.text(each.id);
    filling.pairs(each.fields);
  }
  filling.texts(expect.told);
  filling.texts(expect.not_told);
}

struct Fill {
  Filling& filling;

  void operator()(VendorStep& step) const {
    filling.texts(step.ids);
    filling.pairs(step.fields);
  }
  void operator()(ExportStep& step) const {
    for (std::string* each :
         {&step.member, &step.job, &step.first_name, &step.last_name, &step.email}) {
      filling.text(*each);
    }
  }
  void operator()(LeaveStep& step) const { filling.text(step.member); }
  void operator()(EraseStep& step) const {
    for (std::string* each : {&step.candidate, &step.email, &step.member}) filling.text(*each);
  }
  void operator()(ResyncStep& step) const { filling.texts(step.jobs); }
  void operator()(SetStep& step) const { filling.pairs(step.values); }
  void operator()(ExpectStep& step) const { fill(step.expect, filling); }
  void operator()(auto&) const {}
};

}  // namespace

Result<Step> filled_in(const Step& step, const Captures& captures) {
  Filling filling(captures);
  Step filled = step;
  std::visit(Fill{filling}, filled.what);
  if (filling.problem) return *std::move(filling.problem);
  return filled;
}

Result<Expectations> filled_in(const Expectations& expect, const Captures& captures) {
  Filling filling(captures);
  Expectations filled = expect;
  fill(filled, filling);
  if (filling.problem) return *std::move(filling.problem);
  return filled;
}

}  // namespace crosswalk::sim
