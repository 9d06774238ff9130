#include "report/words.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>
#include <utility>

#include "base/text/dates.hpp"
#include "base/text/json.hpp"
#include "base/text/yaml.hpp"

namespace crosswalk::sim {
namespace {

// An author may expect somebody whom no wire has seen: what `fields` say is a record's.
void learn_fields(NumberedStandIns& stand_ins, const YamlNode& node) {
  for (std::size_t at = 0; at < node.items.size(); ++at) {
    const YamlNode& each = node.items[at];
    if (node.kind != YamlNode::Kind::map || node.keys[at].text != "fields") {
      learn_fields(stand_ins, each);
      continue;
    }
    Json::Members record;
    for (std::size_t field = 0; field < each.keys.size(); ++field) {
      const std::string& name = each.keys[field].text;
      const std::string& value = each.items[field].text;
      if (name != "name" && !value.empty()) record.emplace_back(name, Json(value));
    }
    stand_ins.learn(write_json(Json::Members{{"candidate", Json(std::move(record))}}), {});
  }
}

std::string written(const char* form, double number, const char* unit) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), form, number, unit);
  return text.data();
}

std::string two(std::int64_t whole, const char* unit, std::int64_t rest, const char* smaller) {
  std::string out = std::to_string(whole) + ' ' + unit;
  if (rest != 0) out += ' ' + std::to_string(rest) + ' ' + smaller;
  return out;
}

// The size of the UTF-8 character at the beginning; 0: there is none.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return 0;
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool surrogate = first == 0xED && second >= 0xA0;
  const bool beyond = first == 0xF4 && second >= 0x90;
  // XML knows no U+FFFE and U+FFFF.
  const bool none = text.substr(0, 2) == "\xEF\xBF" && byte(2) >= 0xBE;
  return overlong || surrogate || beyond || none ? 0 : size;
}

// U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069: a reader would see other words than are
// there.
bool turns_or_ends_a_line(std::string_view character) {
  if (character.size() != 3 || character[0] != '\xE2') return false;
  const auto last = static_cast<unsigned char>(character[2]);
  if (character[1] == '\x80') return last == 0x8E || last == 0x8F || (last >= 0xA8 && last <= 0xAE);
  return character[1] == '\x81' && last >= 0xA6 && last <= 0xA9;
}

}  // namespace

std::string_view word_of(Outcome outcome) {
  static constexpr auto words =
      std::to_array<std::string_view>({"passed", "failed", "broke", "skipped"});
  return words[static_cast<std::size_t>(outcome)];
}

Outcome outcome_of(const History& history) {
  if (!history.skipped.empty()) return Outcome::skipped;
  if (!history.broke.empty()) return Outcome::broke;
  return failed_checks(history) > 0 ? Outcome::failed : Outcome::passed;
}

bool began(const History& history) { return history.start != Instant{}; }

std::size_t failed_checks(const History& history) {
  return static_cast<std::size_t>(
      std::ranges::count_if(history.checks, [](const Check& each) { return !each.good; }));
}

std::string span_words(Duration span) {
  const std::int64_t ms = span.count();
  if (ms < 0) return "-" + span_words(Duration{-(ms + (ms == INT64_MIN ? 1 : 0))});
  if (ms < 1'000) return std::to_string(ms) + " ms";
  if (ms < 60'000) {
    return written(ms % 1'000 == 0 ? "%.0f %s" : "%.1f %s", static_cast<double>(ms / 100) / 10,
                   "s");
  }
  const std::int64_t s = ms / 1'000, min = s / 60, h = min / 60;
  if (h == 0) return two(min, "min", s % 60, "s");
  if (h < 48) return two(h, "h", min % 60, "min");
  return two(h / 24, "d", h % 24, "h");
}

std::string seconds_words(double seconds) {
  if (seconds < 60) return written(seconds < 10 ? "%.2f %s" : "%.1f %s", seconds, "s");
  return span_words(Duration{static_cast<std::int64_t>(std::min(seconds, 1e12) * 1'000)});
}

std::string moment_words(Instant at) {
  const std::string text = format_instant(at);
  return text.substr(0, 10) + ' ' + text.substr(11, 8) + " UTC";
}

std::string clock_words(Instant at) { return format_instant(at).substr(11, 12); }

std::string place_words(const History& history, int line) {
  if (line <= 0) return history.file;
  return history.file + ':' + std::to_string(line);
}

std::string check_words(const Check& check) {
  return check.after.empty() ? check.name : check.name + " after " + check.after;
}

std::vector<std::string> still_struck(const History& history) {
  std::map<std::pair<std::string, std::string>, const Happening*> last;
  if (history.happenings_dropped > 0) return {};
  for (const Happening& each : history.happenings) {
    if (!each.endpoint.empty()) last[{each.tenant, each.endpoint}] = &each;
  }
  std::set<std::string> out;
  for (const auto& [place, each] : last) {
    if (each->status >= 200 && each->status < 400) continue;
    for (const std::string& rule : each->faults) {
      out.insert("fault " + rule + " struck the last " + each->endpoint +
                 " and nothing came through since");
    }
  }
  return {out.begin(), out.end()};
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '\n') {
      out += "\xE2\x90\x8A";
    } else {
      out += c == '\t' ? ' ' : c;
    }
  }
  return out;
}

void learn(NumberedStandIns& stand_ins, const History& history) {
  for (const Happening& each : history.happenings) {
    stand_ins.learn(each.request_body, each.endpoint);
    stand_ins.learn(each.reply_body, each.endpoint);
  }
  const auto played = parse_yaml(history.played, "scenario", history.played.size() + 1);
  if (played) learn_fields(stand_ins, *played);
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    const auto byte = static_cast<unsigned char>(text[0]);
    if (size == 0) {
      out += "\xEF\xBF\xBD";
    } else if (byte == 0x7F) {
      out += "\xE2\x90\xA1";
    } else if (byte < 0x20 && byte != '\n' && byte != '\t') {
      out += "\xE2\x90";
      out += static_cast<char>(0x80 + byte);
    } else if (!turns_or_ends_a_line(text.substr(0, size)) &&
               !(byte == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0)) {
      out += text.substr(0, size);
    } else {
      out += "\xEF\xBF\xBD";
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

std::string marked_up(std::string_view text, bool attribute) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\n':
        out += attribute ? "&#10;" : "\n";
        break;
      case '\t':
        out += attribute ? "&#9;" : "\t";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace crosswalk::sim
