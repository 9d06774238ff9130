#include "linkedin/elements.hpp"

#include <algorithm>
#include <utility>

#include "linkedin/fields/rules.hpp"

namespace crosswalk::sim::linkedin {
namespace {

using simdjson::ondemand::object;

class ElementReader {
 public:
  ElementReader(const Call& call, const LinkedInOptions& options)
      : now_(call.now),
        options_(options),
        schema_(schema_of(EntityKind::job)),
        reader_(EntityKind::job, options, call.generation),
        generation_(call.generation) {}

  bool read_body(simdjson::ondemand::document& document) {
    object body;
    if (document.get_object().get(body)) return false;
    bool found = false;
    for (auto member : body) {
      std::string_view name;
      simdjson::ondemand::array list;
      if (member.unescaped_key().get(name) || found || name != "elements") return false;
      if (member.value().get_array().get(list)) return false;
      found = true;
      for (auto each : list) {
        object element;
        if (elements.size() > batch_entities_max) return true;
        if (each.get_object().get(element) || !read_element(element)) return false;
      }
    }
    return found && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }

  std::vector<Element> elements;

 private:
  bool read_element(object element) {
    draft_.begin(schema_);
    if (!reader_.read(element, draft_)) return false;
    check(EntityKind::job, draft_, false, now_, options_, generation_, reader_.complaints);
    const auto text = [&](std::string_view name) { return draft_.text(schema_, name); };
    Element& out = elements.emplace_back();
    out.organization = text("integrationContext");
    if (out.organization.empty()) out.organization = text("company");
    if (!out.organization.empty() && !is_organization(out.organization)) {
      const std::string_view name = schema_.fields.front().shown(generation_);
      reader_.complaints.push_back({std::string(name), "value is not an organization"});
    }
    out.job = text("externalJobPostingId");
    out.operation = text("jobPostingOperationType");
    std::string& state = draft_.values[*schema_.place_of("state")];
    if (state.empty()) state = out.operation == "CLOSE" ? "\"CLOSED\"" : "\"LISTED\"";
    out.content = draft_.content(schema_);
    if (!options_.accept_unknown_fields) {
      for (const std::string& name : reader_.unknown) {
        reader_.complaints.push_back({name, "unrecognized field found but not allowed"});
      }
    }
    out.complaints = std::exchange(reader_.complaints, {});
    out.unknown = std::exchange(reader_.unknown, {});
    return true;
  }

  Instant now_;
  const LinkedInOptions& options_;
  const Schema& schema_;
  EntityReader reader_;
  Generation generation_;
  Draft draft_;
};

}  // namespace

std::optional<std::vector<Element>> read_elements(const Call& call, Peer& peer) {
  simdjson::ondemand::document document;
  if (peer.body.open(call.body).get(document)) return std::nullopt;
  ElementReader reader(call, peer.options);
  if (!reader.read_body(document)) return std::nullopt;
  return std::move(reader.elements);
}

bool mixes_operations(const std::vector<Element>& elements) {
  return std::ranges::any_of(
      elements, [&](const Element& each) { return each.operation != elements.front().operation; });
}

bool out_of_reach(const LinkedInApp& app, const std::vector<Element>& elements) {
  return std::ranges::any_of(elements, [&](const Element& each) {
    return !each.organization.empty() && !may_reach(app, each.organization);
  });
}

}  // namespace crosswalk::sim::linkedin
