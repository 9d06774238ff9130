#pragma once

/// \file
/// Where stores wait for the disk: one thread for all tenants of an installation, so that flows go
/// on encoding and reading meanwhile. Each tenant's verbs keep their order.

#include <functional>
#include <memory>
#include <mutex>

#include <boost/asio/thread_pool.hpp>

#include "flow/store_port.hpp"

namespace crosswalk {

class StoreThread {
 public:
  StoreThread() : pool_(1) {}
  /// Carries out what was queued, then ends.
  ~StoreThread() { pool_.join(); }
  StoreThread(const StoreThread&) = delete;
  StoreThread& operator=(const StoreThread&) = delete;

  /// Runs `work` on the thread, after everything given before. [any thread]
  void run(std::function<void()> work);

 private:
  boost::asio::thread_pool pool_;
};

/// A store that two threads may ask: the store thread for the flow, the loop for a person's
/// question. One waits for the other, a verb at most.
class SharedStore final : public Store {
 public:
  explicit SharedStore(std::unique_ptr<Store> store) : store_(std::move(store)) {}
  Result<StoreAnswer> carry_out(const StoreVerb& verb) override;

 private:
  std::mutex busy_;
  std::unique_ptr<Store> store_;
};

}  // namespace crosswalk
