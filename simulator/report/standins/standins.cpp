#include "report/standins/standins.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "report/standins/patterns.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t phrase_max = 200;

bool begins_name(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  return word.size() > 2 && ((first >= 'A' && first <= 'Z') || first >= 0x80);
}

// "us" is a country and a word; "Us" is no word, and what is longer is rarely one.
bool is_everyday(std::string_view value) {
  return value.size() < 6 &&
         std::ranges::all_of(value, [](char c) { return c >= 'a' && c <= 'z'; });
}

struct Pair {
  std::string_view name;
  std::size_t begin = 0, end = 0;  ///< Of the value.
  bool form = false, header = false;
};

// The pair whose '=' or ':' stands at `at`; its name begins at `from` or later.
std::optional<Pair> pair_at(std::string_view text, std::size_t from, std::size_t at) {
  if (text[at] != '=' && text[at] != ':') return std::nullopt;
  const bool form = text[at] == '=';
  const bool quoted = !form && at > from && text[at - 1] == '"';
  const std::size_t stop = quoted ? at - 1 : at;
  std::size_t begin = stop;
  while (begin > from &&
         (is_word_char(text[begin - 1]) || text[begin - 1] == '_' || text[begin - 1] == '-')) {
    --begin;
  }
  Pair out{text.substr(begin, stop - begin), at + 1, 0, form, !form && !quoted};
  while (!form && out.begin < text.size() && text[out.begin] == ' ') ++out.begin;
  if (quoted && out.begin < text.size() && text[out.begin] == '"') ++out.begin;
  const std::string_view ends = form ? "& \r\n\t\"'" : quoted ? "\"\r\n" : "\r\n";
  out.end = std::min(text.find_first_of(ends, out.begin), text.size());
  if (out.end == out.begin || out.name.empty()) return std::nullopt;
  return out;
}

}  // namespace

void NumberedStandIns::remember(std::string_view value, Personal kind) {
  if (value.size() < 2) return;
  if (!known_.try_emplace(std::string(value), Known{kind, 0}).second) return;
  // What people are, and what is said of them, is made of everybody's words.
  if (kind == Personal::work || kind == Personal::text) return;
  remember_phrase(value, value);
  if (kind != Personal::person || value.find(' ') == std::string_view::npos) return;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find(' ', at), value.size());
    const std::string_view word = value.substr(at, end - at);
    if (!word.empty() && begins_name(word)) remember(word, kind);
    at = end + 1;
  }
}

void NumberedStandIns::remember_phrase(std::string_view value, std::string_view whole) {
  while (!value.empty() && !is_word_char(value.front())) value.remove_prefix(1);
  if (value.size() < 2 || value.size() > phrase_max || is_everyday(value)) return;
  std::vector<Phrase>& all = phrases_[std::string(value.substr(0, word_size(value)))];
  const auto place = std::ranges::upper_bound(all, value.size(), std::greater<>{},
                                              [](const Phrase& each) { return each.looks.size(); });
  all.insert(place, {std::string(value), std::string(whole)});
}

std::string NumberedStandIns::stand_in(std::string_view value, Personal kind) {
  Known& known = known_.try_emplace(std::string(value), Known{kind, 0}).first->second;
  if (known.number == 0) known.number = ++numbers_[known.kind];
  return std::string(word_of(known.kind)) + "-" + std::to_string(known.number);
}

// Pairs of a form or a query, header lines, and members of a JSON text that nothing opened; all
// else is free text.
std::string NumberedStandIns::in_plain(std::string_view text, std::string_view root) {
  std::string out;
  std::size_t shown = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto pair = pair_at(text, shown, at);
    if (!pair) continue;
    const auto kind = pair->header
                          ? personal_name(pair->name)
                          : personal_field(std::vector{std::string(root), std::string(pair->name)});
    if (!kind || (pair->header && *kind != Personal::secret)) continue;
    out += in_free_text(text.substr(shown, pair->begin - shown));
    const std::string_view value = text.substr(pair->begin, pair->end - pair->begin);
    out += stand_in(percent_decoded(value, pair->form), *kind);
    shown = pair->end;
    at = pair->end - 1;
  }
  return out + in_free_text(text.substr(shown));
}

std::string NumberedStandIns::in_free_text(std::string_view text) {
  static constexpr std::string_view ends = " \t\r\n\"'<>(){}[],;|&=?";
  std::string out;
  std::size_t at = 0;
  std::string pending;
  // What has no blanks in it is looked at by its looks, all between by names, which may have.
  const auto flush = [&] {
    out += in_names(pending);
    pending.clear();
  };
  while (at < text.size()) {
    const bool begins = at == 0 || !is_word_char(text[at - 1]);
    std::size_t scheme = 0;
    const std::size_t phone = begins ? phone_size(text.substr(at)) : 0;
    const std::size_t given = begins ? credentials_size(text.substr(at), scheme) : 0;
    if (phone > 0 || given > 0) {
      flush();
      out += text.substr(at, scheme);
      const std::size_t size = std::max(phone, given);
      out += stand_in(text.substr(at + scheme, size - scheme),
                      phone > 0 ? Personal::phone : Personal::secret);
      at += size;
      continue;
    }
    if (ends.find(text[at]) != std::string_view::npos) {
      pending += text[at++];
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(ends, at), text.size());
    const std::string_view run = text.substr(at, end - at);
    std::string shown = in_run(run);
    if (shown == run) {
      pending += run;
    } else {
      flush();
      out += shown;
    }
    at = end;
  }
  flush();
  return out;
}

std::string NumberedStandIns::in_run(std::string_view run) {
  if (run.find('%') != std::string_view::npos) {
    const std::string plain = percent_decoded(run, false);
    if (plain != run) {
      std::string shown = in_free_text(plain);
      return shown == plain ? std::string(run) : shown;
    }
  }
  const auto found = find_personal(run);
  if (!found) return std::string(run);
  return in_names(run.substr(0, found->begin)) +
         stand_in(run.substr(found->begin, found->size), found->kind) +
         in_run(run.substr(found->begin + found->size));
}

std::string NumberedStandIns::in_names(std::string_view text) {
  if (phrases_.empty()) return std::string(text);
  std::string out, word;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + word_size(text.substr(at));
    word.assign(text.substr(at, end - at));
    const auto known = word.empty() ? phrases_.end() : phrases_.find(word);
    const Phrase* best = nullptr;
    if (known != phrases_.end()) {
      for (const Phrase& each : known->second) {
        const std::size_t stop = at + each.looks.size();
        if (word_size(text.substr(std::min(stop, text.size()))) == 0 &&
            text.substr(at).starts_with(each.looks)) {
          best = &each;
          break;
        }
      }
    }
    if (best != nullptr) {
      out += stand_in(best->value, Personal::person);
      at += best->looks.size();
    } else {
      end = std::max(end, at + std::max<std::size_t>(sign_size(text.substr(at)), 1));
      out += text.substr(at, end - at);
      at = end;
    }
  }
  return out;
}

}  // namespace crosswalk::sim
