#pragma once

/// \file
/// Lets one user of the store at a time look and then write, in order of arrival. Who enters
/// runs at once or when the one before has left; leaving is the user's own duty.

#include <deque>
#include <functional>
#include <utility>

namespace crosswalk {

/// Not a lock: nobody blocks, everything happens on the flow's one thread. It orders sequences
/// of effects that must not mix.
class Gate {
 public:
  /// Runs `turn` when nobody is inside. It stays inside until leave().
  void enter(std::function<void()> turn) {
    if (inside_) return turns_.push_back(std::move(turn));
    inside_ = true;
    turn();
  }

  /// Lets the next one in.
  void leave() {
    inside_ = false;
    if (turns_.empty()) return;
    auto next = std::move(turns_.front());
    turns_.pop_front();
    inside_ = true;
    next();
  }

 private:
  bool inside_ = false;
  std::deque<std::function<void()>> turns_;
};

}  // namespace crosswalk
