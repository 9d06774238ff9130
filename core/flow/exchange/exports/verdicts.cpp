#include <algorithm>
#include <utility>

#include "flow/exchange/exports/exporting.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

// LinkedIn keeps an export for a day; nobody waits longer for what it led to.
constexpr Duration waits_at_most{std::chrono::hours{24}};

constexpr Duration look_min{5'000};
constexpr Duration look_max{60'000};
constexpr int looks_within_patience = 6;

constexpr Duration gate_pause{60'000};
constexpr std::string_view gate_words =
    "an export waits, a day at most, because nothing may be sent to LinkedIn; end the cause that "
    "is named beside this";

}  // namespace

void Exporting::keep(std::function<void()> then) {
  AdvanceNotice verb{notice_.ref, write_progress(progress_), context_.desk.now()};
  context_.desk.ask_store(std::move(verb), [then = std::move(then)](StoreAnswer) { then(); });
}

void Exporting::later(Instant at) {
  const bool intends = progress_.stage != ExportStage::nothing;
  end_(NoticeLater{write_progress(progress_), at, intends});
}

void Exporting::refuse(std::string_view word) {
  end_(NoticeOver{NoticeEnd::refused, std::string(word)});
}

void Exporting::refuse_with_alarm(std::string_view word, std::string sentence) {
  context_.alarm(std::move(sentence));
  refuse(word);
}

void Exporting::decline(std::string_view word) {
  if (progress_.stage == ExportStage::nothing || progress_.candidate.empty()) return refuse(word);
  refuse_with_alarm(word,
                    "an export was refused (" + std::string(word) +
                        ") after its candidate was made in the ATS; look there whether it should "
                        "stay");
}

void Exporting::over() { end_(NoticeOver{NoticeEnd::created, {}}); }

void Exporting::wait() {
  const Instant now = context_.desk.now();
  if (now - notice_.received > waits_at_most) return give_up();
  later(now + std::clamp(patience() / looks_within_patience, look_min, look_max));
}

// Whoever is being connected exports early; the word is given once nothing is left to fetch.
void Exporting::wait_at_gate() {
  const Instant now = context_.desk.now();
  const bool expired = push_.expires && *push_.expires <= context_.linkedin.peer_now();
  if (expired || now - notice_.received > waits_at_most) return decline("not_enabled");
  if (context_.closing_passes()) return later(now + look_min);
  context_.alarm(std::string(gate_words));
  later(now + gate_pause);
}

void Exporting::calm_gate() { context_.calm(std::string(gate_words)); }

void Exporting::fail() {
  if (++progress_.failures >= attempts_max) return give_up();
  later(next_look(context_.desk.now(), progress_.failures, context_.setup.seed ^ notice_.ref));
}

void Exporting::give_up() {
  switch (progress_.stage) {
    case ExportStage::nothing:
      return refuse_with_alarm("gave_up",
                               "an export was given up: LinkedIn or the ATS could not be asked");
    case ExportStage::creating_candidate:
    case ExportStage::creating_application:
      return refuse_with_alarm("create_unsure",
                               "an export was given up half-way; look in the ATS whether its "
                               "candidate and application are there");
    case ExportStage::reading_back:
      return over();
  }
}

}  // namespace crosswalk
