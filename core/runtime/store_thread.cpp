#include "runtime/store_thread.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace crosswalk {

void StoreThread::run(std::function<void()> work) { boost::asio::post(pool_, std::move(work)); }

Result<StoreAnswer> SharedStore::carry_out(const StoreVerb& verb) {
  const std::lock_guard alone(busy_);
  return store_->carry_out(verb);
}

}  // namespace crosswalk
