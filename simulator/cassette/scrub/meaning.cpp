#include "cassette/scrub/meaning.hpp"

#include <algorithm>
#include <span>
#include <string>

#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view ids[] = {
    "id", "ids", "uuid", "guid", "urn", "version", "etag", "integrationcontext", "organization"};
constexpr std::string_view times[] = {"created",   "updated", "lastmodified", "timestamp", "date",
                                      "expiresin", "expires", "lastactivity", "from",      "until",
                                      "since",     "start",   "end"};
constexpr std::string_view words[] = {"status",
                                      "state",
                                      "type",
                                      "kind",
                                      "visibility",
                                      "availability",
                                      "rating",
                                      "candidaterating",
                                      "candidateattributerating",
                                      "overallrecommendation",
                                      "action",
                                      "key",
                                      "category",
                                      "stage",
                                      "stagename",
                                      "priority",
                                      "currency",
                                      "language",
                                      "locale",
                                      "scope",
                                      "scopes",
                                      "tokentype",
                                      "error",
                                      "errorcode",
                                      "code",
                                      "field",
                                      "reason",
                                      "reasoncode",
                                      "level",
                                      "format",
                                      "method",
                                      "operation",
                                      "sourcename",
                                      "source",
                                      "dispositionreason",
                                      "jobname",
                                      "atsjobpostingname",
                                      "externaljobpostingname",
                                      "companyjobcode",
                                      "requisitionid",
                                      "question",
                                      "attribute",
                                      "result",
                                      "countrycode",
                                      "listingtype",
                                      "jobpostingoperationtype",
                                      "employmentstatus",
                                      "experiencelevel",
                                      "workplacetypes",
                                      "integrationtype",
                                      "publicname",
                                      "granttype",
                                      "sort",
                                      "order",
                                      "orderby",
                                      "fields",
                                      "expand",
                                      "include",
                                      "internal",
                                      "live",
                                      "active",
                                      "apiversion",
                                      "pagesize",
                                      "perpage",
                                      "limit",
                                      "count",
                                      "offset",
                                      "page",
                                      "skipcount",
                                      "rejectionreasonname",
                                      "dataprovider"};
constexpr std::string_view labels[] = {"name", "title", "label", "displayname", "location"};
constexpr std::string_view values[] = {"value", "values", "number", "items"};
constexpr std::string_view people[] = {
    "firstname", "lastname",   "middlename",    "preferredname", "fullname",      "nickname",
    "givenname", "familyname", "maidenname",    "surname",       "legalname",     "formattedname",
    "username",  "login",      "middleinitial", "initials",      "author",        "owner",
    "creator",   "recruiter",  "coordinator",   "interviewer",   "candidatename", "referrer",
    "first",     "last"};
constexpr std::string_view urls[] = {"linkedin",
                                     "twitter",
                                     "github",
                                     "facebook",
                                     "instagram",
                                     "skype",
                                     "href",
                                     "link",
                                     "links",
                                     "website",
                                     "websites",
                                     "photo",
                                     "avatar",
                                     "image",
                                     "picture",
                                     "resume",
                                     "websiteaddresses",
                                     "socialmediaaddresses",
                                     "socialmedia",
                                     "attachments",
                                     "attachment"};
constexpr std::string_view addresses[] = {
    "address",        "addresses", "street",  "line1",    "line2",     "city",
    "postalcode",     "zip",       "zipcode", "latitude", "longitude", "locationaddress",
    "geographicarea", "lat",       "lng",     "lon",      "geo",       "coordinates"};
constexpr std::string_view births[] = {"dateofbirth", "birthdate", "birthday", "dob"};
constexpr std::string_view sensitives[] = {"gender",
                                           "sex",
                                           "ethnicity",
                                           "race",
                                           "religion",
                                           "disability",
                                           "veteran",
                                           "age",
                                           "nationality",
                                           "maritalstatus",
                                           "salary",
                                           "compensation",
                                           "ssn",
                                           "taxid",
                                           "passport",
                                           "nationalid",
                                           "employeeid",
                                           "pronouns",
                                           "socialsecuritynumber",
                                           "demographicanswers",
                                           "timezone",
                                           "ipaddress",
                                           "ip"};
constexpr std::string_view secrets[] = {
    "token",           "secret",    "password", "passwd",     "authorization", "assertion",
    "clientassertion", "signature", "sig",      "hmac",       "privatekey",    "session",
    "sessionid",       "sid",       "cookie",   "csrf",       "jwt",           "bearer",
    "clientid",        "apikey",    "xapikey",  "accesskey",  "credential",    "credentials",
    "codeverifier",    "nonce",     "usercode", "devicecode", "authcode",      "authorizationcode",
    "passcode",        "otp",       "pin"};
constexpr std::string_view cursors[] = {
    "cursor",    "after",         "before",       "pagetoken",
    "nexttoken", "nextpagetoken", "continuation", "continuationtoken",
    "skiptoken", "synctoken",     "next",         "prev",
    "previous"};
constexpr std::string_view texts[] = {"body",
                                      "note",
                                      "notes",
                                      "comment",
                                      "comments",
                                      "content",
                                      "description",
                                      "summary",
                                      "headline",
                                      "message",
                                      "subject",
                                      "answer",
                                      "answers",
                                      "text",
                                      "tags",
                                      "company",
                                      "currentcompanyname",
                                      "currentjobtitle",
                                      "companyname",
                                      "employers",
                                      "publicnotes",
                                      "privatenotes",
                                      "internalcontent",
                                      "q",
                                      "query",
                                      "search",
                                      "term",
                                      "keywords",
                                      "filter",
                                      "errordescription",
                                      "detail",
                                      "details"};

struct Row {
  Meaning meaning;
  Words names;
};

constexpr Row table[] = {
    {Meaning::secret, secrets}, {Meaning::birth, births},  {Meaning::sensitive, sensitives},
    {Meaning::cursor, cursors}, {Meaning::person, people}, {Meaning::address, addresses},
    {Meaning::url, urls},       {Meaning::text, texts},    {Meaning::word, words},
    {Meaning::label, labels},   {Meaning::value, values},  {Meaning::id, ids},
    {Meaning::time, times}};

bool holds(Words names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// Names that are put together tell by how they end.
Meaning by_ending(std::string_view name, bool separated_at) {
  const auto ends = [&](std::string_view end) { return name.ends_with(end); };
  const auto has = [&](std::string_view part) { return name.find(part) != std::string_view::npos; };
  if (ends("pagetoken") || ends("cursor")) return Meaning::cursor;
  if (ends("secret") || ends("password") || ends("token") || ends("apikey") || ends("assertion")) {
    return Meaning::secret;
  }
  for (const std::string_view part : {"phone", "mobile", "whatsapp", "fax", "telefon"}) {
    if (has(part)) return Meaning::phone;
  }
  if (name == "tel" || name == "cell" || name == "sms" || name == "handy") return Meaning::phone;
  if (separated_at) return Meaning::time;
  if (has("email")) return Meaning::email;
  if (has("birth")) return Meaning::birth;
  if (ends("firstname") || ends("lastname") || ends("fullname")) return Meaning::person;
  if (ends("url") || ends("uri") || ends("urls") || ends("website")) return Meaning::url;
  if (ends("notes") || ends("comments")) return Meaning::text;
  if (ends("date") || ends("time")) return Meaning::time;
  return Meaning::none;
}

}  // namespace

Meaning meaning_of(std::string_view name) {
  const std::string plain = squeezed(name);
  for (const Row& row : table) {
    if (holds(row.names, plain)) return row.meaning;
  }
  const Meaning ending = by_ending(plain, ends_apart(name, "at"));
  if (ending != Meaning::none) return ending;
  for (const std::string_view id : {"id", "ids", "urn", "urns"}) {
    if (ends_apart(name, id)) return Meaning::id;
  }
  return Meaning::none;
}

bool asks_for_a_grant(const Parameters& parameters) {
  constexpr std::string_view told[] = {"responsetype", "redirecturi",     "granttype", "clientid",
                                       "codeverifier", "clientassertion", "code"};
  return std::ranges::any_of(
      parameters, [&](const auto& parameter) { return holds(told, squeezed(parameter.first)); });
}

Meaning meaning_of_parameter(std::string_view name, bool grants) {
  // Of "ids[0].dataProvider" the last part tells, of "created_at[gte]" the first.
  if (const std::size_t last = name.rfind("]."); last != std::string_view::npos) {
    name.remove_prefix(last + 2);
  }
  name = name.substr(0, name.find('['));
  const std::string plain = squeezed(name);
  if (plain == "code" || (grants && plain == "state")) return Meaning::secret;
  return meaning_of(name);
}

}  // namespace crosswalk::sim
