#pragma once

/// \file
/// A manifest with a webhook and writes, to vary line by line.

#include <string>

#include "unit/mapping/fixtures.hpp"

namespace crosswalk::testing {

inline std::string webhook_section() {
  return "webhook:\n"
         "  signature: { header: X-Proof, prefix: \"sha256=\", secrets: [key] }\n"
         "  id: X-Delivery\n"
         "  action: /event\n"
         "  events:\n"
         "    person.deleted:\n"
         "      - { gone: candidate, id: /data/person }\n"
         "      - { gone: application, id: \"/data/applications[]\" }\n"
         "    person.merged:\n"
         "      - { gone: candidate, id: /data/loser }\n"
         "      - { changed: candidate, id: [/data/winner, /data/other/winner] }\n"
         "    person.joined: { gone: candidate, id: /data/loser, into: /data/winner }\n"
         "    job.edited: { changed: job, id: /data/job }\n";
}

inline std::string writes_section() {
  return "writes:\n"
         "  readable_within_s: 60\n"
         "  create_candidate:\n"
         "    request: POST /people\n"
         "    headers: { On-Behalf-Of: \"{region}\", X-Fixed: word }\n"
         "    body:\n"
         "      first_name: \"{first_name}\"\n"
         "      title: \"{title|headline}\"\n"
         "      emails: [ { value: \"{email}\", type: personal } ]\n"
         "      tags: [LinkedIn, \"{marker}\"]\n"
         "      prospect: false\n"
         "      quoted: \"false\"\n"
         "    reply: { candidate: [/id, /person/id] }\n"
         "  create_application:\n"
         "    request: POST /people/{candidate}/applications\n"
         "    body: { job_id: \"{job:number}\" }\n"
         "    reply: { application: /id }\n"
         "  find_created:\n"
         "    request: GET /people?created_after={since}&tag={marker}\n"
         "    next: link\n"
         "    match: { \"/tags[]\": \"{marker}\" }\n"
         "    reply: { candidate: /id, application: \"/application_ids[]\" }\n";
}

/// One object, and what is given behind it.
inline std::string with_exchange(const std::string& sections) {
  return candidates("", "") + sections;
}

/// `text` with its first `from` made `to`.
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// The values of an export of an invented person.
inline WriteValues ida() {
  WriteValues values;
  values.marker = "cw-1";
  values.job = "9";
  values.since = from_ms(1'700'000'000'000);
  values.person = {{"first_name", "Ida"}, {"last_name", "Berg"}, {"headline", "Welder at sea"}};
  return values;
}

}  // namespace crosswalk::testing
