#include "daemon/terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "runtime/admin/protocol.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t progress_columns = 110;
constexpr std::array<const char*, 7> columns{"read",     "sent",   "unchanged", "held",
                                             "withheld", "erased", "waiting"};

// Ids and words of a daemon may hold anything; a terminal must not obey them.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7f ? '?' : c;
  }
  return out;
}

std::int64_t number_of(const Json& object, std::string_view name) {
  const Json* member = object.find(name);
  const std::int64_t* number = member == nullptr ? nullptr : member->integer();
  return number == nullptr ? 0 : *number;
}

void append_column(std::string& line, std::string_view text, std::size_t width) {
  if (text.size() < width) line.append(width - text.size(), ' ');
  line += text;
}

bool all_zero(const Json& numbers) {
  return std::ranges::all_of(*numbers.members(), [](const auto& member) {
    const std::int64_t* number = member.second.integer();
    return number == nullptr || *number == 0;
  });
}

void append_objects(std::string& out, const Json& objects) {
  std::string head = "  kind            ";
  for (const char* column : columns) append_column(head, column, 11);
  out += head + "\n";
  for (const auto& [kind, numbers] : *objects.members()) {
    if (numbers.members() == nullptr || all_zero(numbers)) continue;
    std::string line = "  " + printable(kind);
    line.append(line.size() < 18 ? 18 - line.size() : 1, ' ');
    for (const char* column : columns) {
      append_column(line, std::to_string(number_of(numbers, column)), 11);
    }
    out += line + "\n";
    const Json* reasons = numbers.find("held_reasons");
    if (reasons == nullptr || reasons->members() == nullptr) continue;
    for (const auto& [reason, count] : *reasons->members()) {
      const std::int64_t* held = count.integer();
      out += "    held " + std::to_string(held == nullptr ? 0 : *held) + ": " + printable(reason) +
             "\n";
    }
  }
}

void append_sentences(std::string& out, const Json* list, std::string_view head) {
  if (list == nullptr || list->items() == nullptr) return;
  for (const Json& sentence : *list->items()) {
    if (sentence.text() != nullptr) out.append(head).append(printable(*sentence.text())) += '\n';
  }
}

// What went the other way, where anything did.
void append_exchange(std::string& out, const Json& tenant) {
  const Json* exports = tenant.find("exports");
  if (exports != nullptr && exports->members() != nullptr && !all_zero(*exports)) {
    out += "  exports: " + std::to_string(number_of(*exports, "received")) + " received, " +
           std::to_string(number_of(*exports, "created")) + " created, " +
           std::to_string(number_of(*exports, "refused")) + " refused\n";
  }
  const Json* erasures = tenant.find("erasures");
  if (erasures != nullptr && erasures->members() != nullptr && !all_zero(*erasures)) {
    out += "  erasures: " + std::to_string(number_of(*erasures, "requested")) + " requested, " +
           std::to_string(number_of(*erasures, "confirmed")) + " confirmed";
    const std::int64_t nobody = number_of(*erasures, "not_found");
    out += nobody == 0 ? "\n" : ", " + std::to_string(nobody) + " of nobody found here\n";
  }
}

}  // namespace

Terminal::Terminal(bool json) : json_(json), watched_(!json && isatty(STDERR_FILENO) == 1) {}

Terminal::~Terminal() { clear_progress(); }

void Terminal::clear_progress() {
  if (!line_shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  line_shown_ = false;
}

void Terminal::progress(std::string_view words) {
  if (!watched_) return;
  clear_progress();
  std::fputs(printable(words.substr(0, progress_columns)).c_str(), stderr);
  std::fflush(stderr);
  line_shown_ = true;
}

void Terminal::result(const Json& value, std::string_view text) {
  clear_progress();
  const std::string json = json_ ? write_json(value) + "\n" : std::string();
  const std::string_view out = json_ ? std::string_view(json) : text;
  std::fwrite(out.data(), 1, out.size(), stdout);
  std::fflush(stdout);
}

void Terminal::notice(std::string_view words) {
  if (!noticed_.emplace(words).second) return;
  clear_progress();
  std::fprintf(stderr, "crosswalk: %s\n", printable(words).c_str());
}

void Terminal::cause(const Error& error) {
  clear_progress();
  std::fprintf(stderr, "crosswalk: %s\n", printable(to_string(error)).c_str());
}

void Terminal::failed(const Error& error) {
  cause(error);
  if (!json_) return;
  Json json = Json::object();
  json.set("error", error_json(error));
  result(json, {});
}

std::string reports_text(const Json& reports) {
  std::string out;
  const Json* tenants = reports.find("tenants");
  if (tenants == nullptr || tenants->items() == nullptr) return out;
  for (const Json& tenant : *tenants->items()) {
    out += "tenant " + printable(tenant.text_of("tenant")) + "\n";
    const Json* objects = tenant.find("objects");
    if (objects != nullptr && objects->members() != nullptr) append_objects(out, *objects);
    append_exchange(out, tenant);
    const Json* drain = tenant.find("drain");
    const auto drain_words = drain == nullptr ? std::string_view{} : drain->text_of("words");
    if (!drain_words.empty()) out.append("  note: ").append(printable(drain_words)) += '\n';
    append_sentences(out, tenant.find("notes"), "  note: ");
  }
  append_sentences(out, reports.find("notes"), "note: ");
  return out;
}

std::string explanation_text(const Json& explanation) {
  std::string out =
      printable(explanation.text_of("kind")) + " " + printable(explanation.text_of("id")) + ": ";
  const auto state = explanation.text_of("state");
  const auto reason = explanation.text_of("reason");
  out += state.empty() ? "unknown" : printable(state);
  if (!reason.empty()) out += " (" + printable(reason) + ")";
  out += "\n" + printable(explanation.text_of("words")) + "\n";
  const auto next = explanation.text_of("next");
  return next.empty() ? out : out + "next: " + printable(next) + "\n";
}

}  // namespace crosswalk
