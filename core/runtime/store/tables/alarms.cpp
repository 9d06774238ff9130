#include "runtime/store/tables/alarms.hpp"

namespace crosswalk::store {

Alarms::Alarms(Database& database)
    : clear_(database, "DELETE FROM alarm"),
      add_(database, "INSERT INTO alarm(words) VALUES(?1)"),
      all_(database, "SELECT words FROM alarm ORDER BY ref") {}

void Alarms::put(const std::vector<std::string>& alarms) {
  clear_.run();
  for (const std::string& words : alarms) add_.bind(1, words).run();
}

std::vector<std::string> Alarms::all() {
  std::vector<std::string> alarms;
  while (all_.step()) alarms.emplace_back(all_.text(0));
  return alarms;
}

}  // namespace crosswalk::store
