#include "faults/arrival.hpp"

#include <algorithm>

namespace crosswalk::sim {

std::size_t bytes_before_cut(std::size_t size, double part) {
  if (size == 0) return 0;
  const double wanted = std::clamp(part, 0.0, 1.0) * static_cast<double>(size);
  return std::min(static_cast<std::size_t>(wanted), size - 1);
}

Received received(Arrival arrival, Duration patience) {
  const Duration end = arrival.after + arrival.over;
  switch (arrival.harm) {
    case Harm::stall:
      return {std::nullopt, patience};
    case Harm::reset_before:
    case Harm::reset_in_headers:
    case Harm::reset_in_body:
    case Harm::truncate:
    case Harm::bad_chunking:
      return {std::nullopt, std::min(end, patience)};
    case Harm::wrong_length: {
      std::string& body = arrival.reply.body;
      body.resize(body.size() - std::min<std::size_t>(arrival.short_by, body.size()));
      break;
    }
    case Harm::none:
    case Harm::slow_headers:
    case Harm::slow_body:
      break;
  }
  if (end >= patience) return {std::nullopt, patience};
  return {std::move(arrival.reply), end};
}

}  // namespace crosswalk::sim
