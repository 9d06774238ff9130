#include "mapping/objects/families.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

constexpr std::size_t by_id = 2;

const ObjectProgram* find(const MappingProgram& program, std::string_view name) {
  const auto found = std::ranges::find(program.objects, name, &ObjectProgram::name);
  return found == program.objects.end() ? nullptr : &*found;
}

bool is_listed(const ObjectProgram& object) {
  return !object.regroup && object.rides.empty() && object.reads[0].has_value();
}

}  // namespace

void begin_ride(ManifestReading& reading, const YamlNode& rides, const MappingProgram& program,
                ObjectProgram& object) {
  Words known;
  for (const ObjectProgram& other : program.objects) {
    if (is_listed(other) && !other.id_path.empty()) known.push_back(other.name);
  }
  const std::size_t at = reading.word(rides, known, "an object above that is listed");
  if (!reading.ok()) return;
  const ObjectProgram* ridden = find(program, known[at]);
  object.rides = ridden->name;
  object.envelope = ridden->envelope;
  object.paging = ridden->paging;
}

void end_ride(ManifestReading& reading, const YamlNode& node, const MappingProgram& program,
              ObjectProgram& object) {
  if (object.rides.empty() || !reading.ok()) return;
  const ObjectProgram* ridden = find(program, object.rides);
  object.ridden = reading.slot(node, ridden->id_path, object.shape);
  if (object.kind < ridden->kind) {
    reading.fail(node, "what rides is read after what it rides on, so its kind cannot come before");
  }
}

void read_asked_by(ManifestReading& reading, const YamlNode& node, ObjectProgram& object) {
  const YamlNode* asked_by = node.find("asked_by");
  if (asked_by == nullptr || !reading.ok()) return;
  Words parents;
  for (const RecordKind kind : parents_of(object.kind)) parents.push_back(name_of(kind));
  const std::size_t at = reading.word(*asked_by, parents, "a kind of its parents");
  if (!reading.ok()) return;
  if (!object.reads[by_id]) return reading.fail(*asked_by, "'asked_by' belongs to 'by_id'");
  object.asked_by = parents_of(object.kind)[at];
  const Field field = parent_field(object.kind, *object.asked_by);
  const auto output = std::ranges::find(object.outputs, field, &Output::field);
  if (output == object.outputs.end() || !output->plain) {
    return reading.fail(*asked_by, "the map must take the field '" + std::string(parents[at]) +
                                       "' from a path of the item itself");
  }
  object.asked = output->expr.source.slot;
}

void read_regroup(ManifestReading& reading, const YamlNode& node, const MappingProgram& program,
                  ObjectProgram& object) {
  const YamlNode* by = reading.required(node, "group_by");
  const YamlNode* target = reading.required(node, "group_read");
  if (by == nullptr || target == nullptr) return;
  object.id.push_back({reading.slot(*by, object.shape), {}});
  Words known;
  for (const ObjectProgram& other : program.objects) {
    const bool plain = !other.id_path.empty() && other.each_node == KeyTable::none;
    if (!other.regroup && other.reads[by_id] && (plain || other.asked_by)) {
      known.push_back(other.name);
    }
  }
  const std::size_t at = reading.word(*target, known, "an object above that is read by_id");
  if (!reading.ok()) return;
  const ObjectProgram* found = find(program, known[at]);
  object.regroup = static_cast<std::uint16_t>(found - program.objects.data());
  object.fetched = *object.regroup;
  object.kind = found->kind;
  object.lookups = found->lookups;
  const Paging::Kind paging = found->paging.kind;
  if (found->asked_by && paging != Paging::Kind::none && paging != Paging::Kind::link &&
      paging != Paging::Kind::url) {
    reading.fail(*target,
                 "what hangs on several parents is read in groups where the reply names "
                 "the next page: by link or url");
  }
  if (object.reads[0] || object.reads[by_id]) {
    reading.fail(node, "an object with group_read is read by 'delta' only");
  }
}

void add_riding_groups(MappingProgram& program) {
  const std::size_t count = program.objects.size();
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count && program.objects[i].regroup; ++j) {
      const std::string& fetched = program.objects[program.objects[i].fetched].name;
      const ObjectProgram& rider = program.objects[j];
      if (rider.rides != fetched) continue;
      ObjectProgram group = program.objects[i];
      group.name = rider_step(group.name, true, rider.name);
      group.kind = rider.kind;
      group.lookups = rider.lookups;
      group.regroup = static_cast<std::uint16_t>(j);
      program.objects.push_back(std::move(group));
    }
  }
}

}  // namespace crosswalk
