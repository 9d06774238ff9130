#include "golden/golden_case.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "base/text/dates.hpp"
#include "base/text/json.hpp"
#include "mapping/manifest/overlay.hpp"
#include "mapping/read/reader.hpp"

namespace crosswalk::golden {
namespace {

namespace fs = std::filesystem;

constexpr int rounds_max = 10;

HttpResponse reply_of(const fs::path& body) {
  HttpResponse reply{.status = 200, .headers = {}, .body = read_text(body)};
  fs::path headers = body;
  headers.replace_extension(".headers");
  if (!fs::exists(headers)) return reply;
  std::ifstream lines(headers);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos) {
      reply.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
  }
  return reply;
}

Json json_of(const Row& row) {
  Json object = Json::object();
  for (const auto& [name, text] : row) object.set(name, text);
  return object;
}

Json json_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* ms = std::get_if<std::int64_t>(&value)) return format_instant(from_ms(*ms));
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  Json list = Json::list();
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& text : *texts) list.push(text);
  } else {
    for (const Row& row : *std::get_if<std::vector<Row>>(&value)) list.push(json_of(row));
  }
  return list;
}

Json json_of(const PlannedRequest& request) {
  return request.host + ":" + request.http.origin + request.http.target;
}

Json json_of(const MappedRecord& mapped) {
  Json record = Json::object();
  record.set("kind", name_of(mapped.record.key.kind));
  record.set("id", mapped.record.key.id);
  if (!mapped.record.parents.empty()) {
    Json parents = Json::list();
    for (const RecordKey& parent : mapped.record.parents) {
      parents.push(std::string(name_of(parent.kind)) + " " + parent.id);
    }
    record.set("parents", std::move(parents));
  }
  Json fields = Json::object();
  for (const FieldValue& field : mapped.record.fields) {
    fields.set(std::string(spec_of(field.field).name), json_of(field.value));
  }
  record.set("fields", std::move(fields));
  if (mapped.findings.empty()) return record;
  Json findings = Json::list();
  for (const Finding& finding : mapped.findings) {
    findings.push(std::string(spec_of(finding.field).name) + ": " +
                  std::string(name_of(finding.code)) +
                  (finding.detail.empty() ? "" : " " + finding.detail));
  }
  record.set("findings", std::move(findings));
  return record;
}

Json object_of(Json::Members members) { return Json(std::move(members)); }

Json refusal(const Error& error) { return object_of({{"refused", to_string(error)}}); }

constexpr ReadMode modes[] = {ReadMode::full, ReadMode::delta, ReadMode::by_id};
std::string_view name_of_mode(ReadMode mode) { return name_of(mode); }

struct Setting {
  std::string object;
  ReadMode mode = ReadMode::full;
  Settings settings;
};

Error wrong_case(std::string what) {
  return {ErrorCode::invalid_input, std::move(what), "case.json"};
}

Result<Setting> setting_of(const fs::path& folder) {
  const Result<Json> json = parse_json(read_text(folder / "case.json"));
  if (!json) return json.error();
  if (json->members() == nullptr) return wrong_case("it must be an object");
  Setting setting;
  for (const auto& [name, value] : *json->members()) {
    if (name == "settings" && value.members() != nullptr) {
      for (const auto& [key, word] : *value.members()) {
        if (word.text() == nullptr) return wrong_case("settings are texts");
        setting.settings[key] = *word.text();
      }
    } else if (name == "object" && value.text() != nullptr) {
      setting.object = *value.text();
    } else if (name == "mode" && value.text() != nullptr) {
      const auto mode = std::ranges::find(modes, *value.text(), name_of_mode);
      if (mode == std::end(modes)) return wrong_case("mode is full, delta or by_id");
      setting.mode = *mode;
    } else {
      return wrong_case("it holds object, mode and settings");
    }
  }
  return setting;
}

Result<Done> remember_lookups(Mapper& mapper, const fs::path& folder) {
  for (const LookupSpec& lookup : mapper.plan().lookups) {
    const fs::path body = folder / ("lookup-" + lookup.name + ".json");
    ReadLookup ask{lookup.name, {200, {}, "[]"}, {}, {}};
    if (fs::exists(body)) ask.reply = reply_of(body);
    Result<LookupRead> read = mapper.read_lookup(ask);
    if (!read) return std::move(read).error();
    Result<Done> kept = mapper.remember({lookup.name, read->entries});
    if (!kept) return kept;
  }
  return Done{};
}

// "join-posts-1": the N-th reply of a join. The re-read of a group is called "group:jobs".
std::string name_of_reply(std::string join, int number) {
  std::ranges::replace(join, ':', '-');
  return "join-" + join + "-" + std::to_string(number);
}

// Answers every need with the next file of its join, round by round.
Result<PageRead> converse(Mapper& mapper, ReadPage& ask, const fs::path& folder, Json& asked) {
  std::map<std::string, int> answered;
  for (int round = 0; round < rounds_max; ++round) {
    Result<PageRead> page = mapper.read_page(ask);
    if (!page || page->needs.empty()) return page;
    for (const Need& need : page->needs) {
      asked.push(object_of({{"join", need.join}, {"request", json_of(need.request)}}));
      const int number = ++answered[need.join];
      const fs::path body = folder / (name_of_reply(need.join, number) + ".json");
      if (!fs::exists(body)) {
        return Error{ErrorCode::internal, "the case lacks " + body.filename().string(), {}};
      }
      ask.joins.push_back({need.join, reply_of(body)});
    }
  }
  return Error{ErrorCode::internal, "the page goes on asking", {}};
}

Json account(const PageRead& page, Json asked) {
  Json account = Json::object();
  account.set("items", page.items);
  account.set("skipped", page.skipped);
  account.set("complete", page.complete);
  if (page.next) account.set("next", json_of(*page.next));
  if (!asked.items()->empty()) account.set("asked", std::move(asked));
  Json held = Json::list();
  for (const HeldItem& item : page.held) {
    held.push(object_of({{"item", item.item}, {"id", item.id}, {"reason", item.reason}}));
  }
  if (!page.held.empty()) account.set("held", std::move(held));
  const Result<std::vector<MappedRecord>> mapped = decode_mapped(page.mapped);
  if (!mapped) return refusal(mapped.error());
  Json records = Json::list();
  for (const MappedRecord& record : *mapped) records.push(json_of(record));
  account.set("records", std::move(records));
  return account;
}

// A manifest that lies over another one is joined to it, as the build does.
std::string manifest_of(const std::string& connector) {
  const fs::path plugins = fs::path(CROSSWALK_SOURCE_DIR) / "plugins";
  const std::string own = read_text(plugins / connector / "connector.yaml");
  const std::string build = read_text(plugins / connector / "CMakeLists.txt");
  const std::size_t over = build.find(" OVER ");
  if (over == std::string::npos) return own;
  const std::string base = build.substr(over + 6, build.find_first_of(" )", over + 6) - over - 6);
  return overlaid(base + "/connector.yaml", read_text(plugins / base / "connector.yaml"),
                  connector + "/connector.yaml", own);
}

Result<Plan> plan_of(const fs::path& folder, const Setting& setting) {
  return compile_manifest(manifest_of(folder.parent_path().filename().string()), "connector.yaml",
                          setting.settings);
}

// The request that fetched the page, where the next one is counted from it.
std::string asked_for(const Mapper& mapper, const Setting& setting) {
  const auto& objects = mapper.plan().objects;
  const auto object = std::ranges::find(objects, setting.object, &ObjectSpec::name);
  PlanRead ask{.object = setting.object, .mode = setting.mode, .ids = {"1"}};
  if (object != objects.end() && !object->rides.empty()) ask.object = object->rides;
  const Result<Planned> planned = mapper.plan_read(ask);
  return planned ? planned->requests.front().http.target : std::string();
}

Json told(const fs::path& folder) {
  const Result<Setting> read = setting_of(folder);
  if (!read) return refusal(read.error());
  const Setting& setting = *read;
  Result<Plan> plan = plan_of(folder, setting);
  if (!plan) return refusal(plan.error());
  Mapper mapper(*std::move(plan), nullptr);
  const Result<Done> remembered = remember_lookups(mapper, folder);
  if (!remembered) return refusal(remembered.error());
  ReadPage ask;
  ask.object = setting.object;
  ask.mode = setting.mode;
  ask.reply = reply_of(folder / "page-1.json");
  ask.asked = asked_for(mapper, setting);
  Json asked = Json::list();
  const Result<PageRead> page = converse(mapper, ask, folder, asked);
  if (page) return account(*page, std::move(asked));
  Json refused = refusal(page.error());
  if (!asked.items()->empty()) refused.set("asked", std::move(asked));
  return refused;
}

}  // namespace

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> cases() {
  std::vector<fs::path> found;
  for (const auto& ats : fs::directory_iterator(CROSSWALK_SOURCE_DIR "/fixtures")) {
    if (!ats.is_directory()) continue;
    for (const auto& folder : fs::directory_iterator(ats)) {
      if (fs::exists(folder.path() / "page-1.json")) found.push_back(folder.path());
    }
  }
  std::ranges::sort(found);
  return found;
}

std::string account_of(const fs::path& folder) { return write_json(told(folder), true) + "\n"; }

std::vector<std::string> mistakes_in(const fs::path& folder) {
  const Result<Setting> setting = setting_of(folder);
  if (!setting) return {to_string(setting.error())};
  const Result<Plan> plan = plan_of(folder, *setting);
  if (!plan) return {to_string(plan.error())};
  const auto object = std::ranges::find(plan->objects, setting->object, &ObjectSpec::name);
  if (object == plan->objects.end()) return {"the manifest has no object " + setting->object};
  std::set<std::string> replies = {"page-1"};
  for (const std::string& lookup : object->lookups) replies.insert("lookup-" + lookup);
  std::map<std::string, int> asked;
  const Json account = told(folder);
  if (const Json* needs = account.find("asked")) {
    for (const Json& need : *needs->items()) {
      const std::string join(need.text_of("join"));
      replies.insert(name_of_reply(join, ++asked[join]));
    }
  }
  std::vector<std::string> mistakes;
  for (const auto& file : fs::directory_iterator(folder)) {
    const fs::path name = file.path().filename();
    const bool ours = name == "NOTE.md" || name == "case.json" || name == "expected.json";
    const bool reply = name.extension() == ".json" || name.extension() == ".headers";
    if (ours || (reply && replies.contains(name.stem().string()))) continue;
    mistakes.push_back("nobody asks for " + name.string());
  }
  return mistakes;
}

}  // namespace crosswalk::golden
