#include "flow/lanes/lanes.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace crosswalk {
namespace {

constexpr std::array child_kinds = {RecordKind::stage, RecordKind::candidate_note,
                                    RecordKind::application_note, RecordKind::feedback};

}  // namespace

Lanes::Lanes(Context& context, std::function<void()> committed) : committed_(std::move(committed)) {
  using enum Lane::Purpose;
  for (const RecordKind kind : child_kinds) add(context, kind, withdraw, {});
  for (const auto kind : {RecordKind::application, RecordKind::candidate, RecordKind::job}) {
    add(context, kind, withdraw, {});
  }
  const std::size_t resyncs = lanes_.size();
  add(context, RecordKind::job, resync, {});
  add(context, RecordKind::job, write, [this, resyncs] { return pressing(resyncs, resyncs + 1); });
  add(context, RecordKind::candidate, write, {});
  add(context, RecordKind::application, write, {});
  const std::size_t children = lanes_.size();
  for (const RecordKind kind : child_kinds) {
    add(context, kind, write, [this, children] { return pressing(0, children); });
  }
  add(context, RecordKind::job, tasks, {});
}

void Lanes::add(Context& context, RecordKind kind, Lane::Purpose purpose,
                std::function<bool()> gives_way) {
  lanes_.push_back(
      std::make_unique<Lane>(context, kind, purpose, committed_, std::move(gives_way)));
}

bool Lanes::pressing(std::size_t first, std::size_t last) const {
  for (std::size_t at = first; at < last; ++at) {
    if (!lanes_[at]->idle()) return true;
  }
  return false;
}

void Lanes::nudge() {
  for (const auto& lane : lanes_) lane->nudge();
}

void Lanes::release() {
  for (const auto& lane : lanes_) lane->release();
}

void Lanes::resume() {
  for (const auto& lane : lanes_) lane->resume();
}

bool Lanes::idle() const {
  return std::ranges::all_of(lanes_, [](const auto& lane) { return lane->idle(); });
}

bool Lanes::stopped() const {
  return std::ranges::any_of(lanes_,
                             [](const auto& lane) { return lane->shut() || lane->resting(); });
}

std::optional<Instant> Lanes::resting() const {
  std::optional<Instant> first;
  for (const auto& lane : lanes_) {
    const std::optional<Instant> rest = lane->resting();
    if (rest && (!first || *rest < *first)) first = rest;
  }
  return first;
}

std::optional<Limited> Lanes::limited() const {
  std::optional<Limited> first;
  for (const auto& lane : lanes_) {
    const std::optional<Limited> told = lane->limited();
    if (!told && !lane->idle() && !lane->gave_way()) return std::nullopt;
    if (told && (!first || told->pause.until < first->pause.until)) first = told;
  }
  return first;
}

}  // namespace crosswalk
