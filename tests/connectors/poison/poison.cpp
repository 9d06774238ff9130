// One bad item in a good page, for whoever has to find it.

#include <cstdlib>

#include "sdk/export.hpp"

namespace {

using namespace crosswalk;

class Poison : public Connector {
 public:
  Result<Done> amend_record(const Inputs&, RecordEditor& record) const override {
    if (record.text(Field::candidate_last_name) == "Poison") std::abort();
    return Done{};
  }
};

}  // namespace

CROSSWALK_CONNECTOR(Poison)
