// links: crosswalk::mapping
// What a vendor answers to a create and to the search for one. The reply decides whether a person
// is written again, so whatever the bytes: a usable id, nothing found, or an error.

#include "mapping/exchange/exchange.hpp"
#include "small_connector.hpp"

namespace {

constexpr const char* section = R"(writes:
  create_candidate:
    request: POST /people
    body: { name: "{first_name}", tags: ["{marker}"] }
    reply: { candidate: [/id, /person/id], application: "/applications[]/id" }
  create_application:
    request: POST /people/{candidate}/applications
    body: { job: "{job:number}" }
    reply: { application: /id }
  find_created:
    request: GET /people?tag={marker}
    items: /people
    next: { url: /next }
    match: { "/tags[]": "{marker}" }
    reply: { candidate: /id }
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk;
  static Mapper mapper = fuzz::small_connector(section);
  const std::string body = fuzz::body_of(data, size);
  WriteValues values;
  values.marker = "m";
  values.job = "9";
  for (const char* candidate : {"", "7"}) {
    values.candidate = candidate;
    for (const WriteStep step :
         {WriteStep::find_created, WriteStep::create_candidate, WriteStep::create_application}) {
      const Result<Written> written = mapper.read_write({step, values, {200, {}, body}});
      if (!written) continue;
      CROSSWALK_CHECK(written->candidate.empty() || is_usable_id(written->candidate));
      CROSSWALK_CHECK(written->application.empty() || is_usable_id(written->application));
      CROSSWALK_CHECK(step == WriteStep::find_created || step == WriteStep::create_application ||
                      !written->candidate.empty());
    }
  }
  return 0;
}
