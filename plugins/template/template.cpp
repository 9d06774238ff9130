#include "sdk/export.hpp"

namespace crosswalk {
namespace {

// Some accounts give a person's name only as "Family, Given", which the closed language of the
// manifest cannot cut. Nothing is guessed where there is no comma.
class Template : public Connector {
 public:
  Result<Done> amend_record(const Inputs& inputs, RecordEditor& record) const override {
    if (!record.text(Field::candidate_first_name).empty()) return Done{};
    const auto shown = inputs.first("/display_name");
    const auto comma = shown ? shown->find(", ") : std::string_view::npos;
    if (comma == std::string_view::npos) return Done{};
    record.set(Field::candidate_last_name, std::string(shown->substr(0, comma)));
    record.set(Field::candidate_first_name, std::string(shown->substr(comma + 2)));
    record.doubt(Field::candidate_first_name, "cut from the display name at the comma");
    return Done{};
  }
};

}  // namespace
}  // namespace crosswalk

CROSSWALK_CONNECTOR(crosswalk::Template)
