#pragma once

/// \file
/// A manifest, compiled: what the host must know of a connector without running it. The daemon
/// reads the names, hosts, recipe and modes; the mapping engine reads the rest, which stays
/// behind `program`.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "sdk/fields.hpp"

namespace crosswalk {

/// One configuration key a connector declares. Secrets are given by reference only.
struct SettingSpec {
  std::string name;
  std::string help;
  std::string fallback;            ///< Used when the tenant says nothing; empty with `required`.
  std::vector<std::string> words;  ///< Allowed values; empty allows any text.
  bool secret = false;
  bool required = false;
};

/// Where a connector may send requests.
struct HostSpec {
  std::string name;
  std::string origin;  ///< "https://host[:port]"; a tenant may override it.
};

/// How a token or a header is made of the tenant's secrets.
enum class AuthKind : std::uint8_t { basic, oauth2_client_credentials, headers };

struct AuthSpec {
  AuthKind kind = AuthKind::basic;
  std::string user;        ///< The secret (or setting) that is the user name or client id.
  std::string password;    ///< The secret that is the password or client secret; may be empty.
  std::string token_host;  ///< OAuth only.
  std::string token_target;
  std::vector<std::pair<std::string, std::string>> form;  ///< (name, value or {setting}).
  bool client_in_header = true;  ///< Client id and secret as HTTP Basic, else in the form.
  std::vector<std::pair<std::string, std::string>> headers;  ///< (name, the setting it carries).
};

/// Rate limits as the vendor's headers tell them.
struct RateSpec {
  std::string limit_header;
  std::string remaining_header;
  std::string reset_header;
  Duration window{10'000};  ///< Assumed until a header says otherwise.
  std::uint32_t assumed_limit = 50;
  std::uint32_t in_flight = 4;  ///< Requests at once, at most.
};

struct ObjectSpec {
  std::string name;
  RecordKind kind = RecordKind::job;
  bool full = false;
  bool delta = false;
  bool by_id = false;
  std::uint32_t by_id_batch = 1;
  std::vector<std::string> lookups;  ///< Whose change re-reads this object.
  std::vector<std::string> scopes;   ///< What the vendor must grant for it.
  /// The object whose listing shows these records too: its pages are read once and mapped for
  /// both. Empty: it has a listing of its own.
  std::string rides;
  /// by_id asks by the ids of the records' parents of this kind, and gets all that hang on each.
  std::optional<RecordKind> asked_by;
  std::string group_read;  ///< Its items name what changed; the pages are those of this object.
  bool complete = false;   ///< The end of a listing is evidence that it showed everything.
};

/// The name by which the engine maps a page of `listing` for `rider`; `groups` says whether the
/// listing only names what changed.
std::string rider_step(const std::string& listing, bool groups, const std::string& rider);

struct LookupSpec {
  std::string name;
};

/// How a vendor's push is proven: HMAC-SHA-256 over the raw body, its digest in a header.
struct WebhookSpec {
  std::string signature_header;
  std::string signature_prefix;      ///< Before the hex digest: "sha256 ".
  std::vector<std::string> secrets;  ///< Settings, all secret; any may sign, so that one can be
                                     ///< replaced while the other is live.
  std::string id_header;             ///< Unique per delivery; empty: the digest of the body is.
};

/// What the manifest's `writes` says the host must know.
struct WriteSpec {
  bool export_candidates = false;    ///< 1-Click Exports can be taken in.
  bool creates_application = false;  ///< create_candidate makes the application too.
  Duration readable_within{0};       ///< After a create; until then "not there" means nothing.
};

struct MappingProgram;  // mapping/manifest/program.hpp

struct Plan {
  std::string connector;
  std::string version;
  std::string title;
  std::vector<SettingSpec> settings;
  std::vector<HostSpec> hosts;
  AuthSpec auth;
  RateSpec rate;
  std::vector<ObjectSpec> objects;  ///< In the order a first load reads them: parents first.
  std::vector<LookupSpec> lookups;
  std::vector<std::string> hooks;  ///< Those the manifest names.
  std::optional<WebhookSpec> webhook;
  WriteSpec writes;
  std::shared_ptr<const MappingProgram> program;
};

/// Settings of one tenant, by name.
using Settings = std::map<std::string, std::string>;

inline constexpr std::size_t manifest_bytes_max = 1024 * 1024;

/// Compiles the manifest of one tenant. `settings` choose between variants and fill `{name}`
/// in requests; defaults come from the manifest. A mistake is invalid_input with
/// "file:line:column", what was expected and the nearest known word. `file` only names it.
Result<Plan> compile_manifest(std::string_view yaml, std::string_view file,
                              const Settings& settings);

/// Whether records of the kind can carry the field: an object maps it, or a hook may add it. The
/// kind's id always counts.
bool can_carry(const Plan& plan, RecordKind kind, Field field);

/// Checks a tenant's settings against what the manifest declares: unknown, missing, not a word.
Result<Settings> complete_settings(const Plan& plan, const Settings& given);

}  // namespace crosswalk
