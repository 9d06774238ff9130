#include "flow/exchange/exports/progress.hpp"

#include "base/text/json.hpp"

namespace crosswalk {

std::string write_progress(const ExportProgress& progress) {
  Json json = Json::object();
  json.set("stage", static_cast<std::uint32_t>(progress.stage));
  json.set("failures", progress.failures);
  if (progress.stage == ExportStage::nothing) return write_json(json);
  json.set("member", progress.member);
  json.set("job", progress.job);
  json.set("candidate", progress.candidate);
  json.set("application", progress.application);
  json.set("since", to_ms(progress.since));
  json.set("last", to_ms(progress.last));
  json.set("refused", progress.refused);
  json.set("unsure", progress.unsure);
  return write_json(json);
}

std::optional<ExportProgress> read_progress(std::string_view text) {
  ExportProgress progress;
  if (text.empty()) return progress;
  const Result<Json> json = parse_json(text);
  if (!json) return std::nullopt;
  const auto number = [&json](std::string_view name) {
    const Json* member = json->find(name);
    const std::int64_t* value = member == nullptr ? nullptr : member->integer();
    return value == nullptr ? std::int64_t{-1} : *value;
  };
  const std::int64_t stage = number("stage"), failures = number("failures");
  if (stage < 0 || stage > static_cast<int>(ExportStage::reading_back)) return std::nullopt;
  if (failures < 0 || failures > UINT32_MAX) return std::nullopt;
  progress.stage = static_cast<ExportStage>(stage);
  progress.failures = static_cast<std::uint32_t>(failures);
  if (progress.stage == ExportStage::nothing) return progress;
  progress.member = json->text_of("member");
  progress.job = json->text_of("job");
  progress.candidate = json->text_of("candidate");
  progress.application = json->text_of("application");
  if (number("since") < 0 || number("last") < 0) return std::nullopt;
  progress.since = from_ms(number("since"));
  progress.last = from_ms(number("last"));
  const auto flag = [&json](std::string_view name, bool otherwise) {
    const Json* member = json->find(name);
    return member == nullptr || member->flag() == nullptr ? otherwise : *member->flag();
  };
  progress.refused = flag("refused", false);
  progress.unsure = flag("unsure", true);
  const bool nobody = progress.candidate.empty() && stage > 1;
  if (progress.member.empty() || progress.job.empty() || nobody) return std::nullopt;
  return progress;
}

}  // namespace crosswalk
