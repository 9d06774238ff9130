#pragma once

/// \file
/// What leaves a conversation for a cassette: credentials and personal data are replaced here,
/// before anything is written. What is kept must be known by its name to be an id, a time, a number
/// or a word of the customer's set-up, must look it, and is looked through again for addresses,
/// telephone numbers and secrets; all else becomes a stand-in, the same for the same everywhere, so
/// joins and paging still work.

#include <set>
#include <string>
#include <string_view>

#include "base/text/json.hpp"
#include "cassette/scrub/meaning.hpp"
#include "cassette/scrub/resource.hpp"
#include "cassette/scrub/standins.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// What stands for the recorded peer's origin in a cassette; replay puts its own there.
inline constexpr std::string_view peer_marker = "https://peer.cassette.test";

class Scrubber {
 public:
  /// `salt` as of StandIns; `peer` is the origin that links of the peer's own lead to.
  Scrubber(std::string_view salt, std::string peer);

  std::string salt_name() { return stand_ins_.salt_name(); }

  /// From now on no text that is scrubbed holds it, wherever it stands. Of fewer than six bytes
  /// nobody is proven, and words would be hit: these are replaced under a secret's name alone.
  void remember(std::string_view secret);

  /// The resource of a request, and its target, to be written down.
  std::string resource(const HttpRequest& request);
  std::string target(std::string_view target);

  /// Those header fields of a reply that matter to a client and say what they may, in order.
  Headers headers(const Headers& headers);

  /// JSON member by member, a form parameter by parameter. Any other body is not kept: a stand-in
  /// that is no JSON either. `collection` says what a list is of: "users", "departments".
  std::string body(std::string_view content_type, std::string_view collection,
                   std::string_view body);

 private:
  struct Frame {
    Meaning around = Meaning::none;  ///< Of the member this lies in.
    Around about = Around::plain;
  };

  void learn_names(const Json& json, Around about);
  void scrub(Json& json, std::string_view name, Frame frame);
  void scrub_member(std::string& name, Json& value, Frame frame);
  std::string text(std::string_view name, Frame frame, const std::string& value);
  Json number(Meaning meaning, Frame frame, const Json& value);
  std::string treat(Meaning meaning, std::string_view value);
  std::string kept(Meaning meaning, std::string_view value);
  std::string word(std::string_view value);
  std::string id(std::string_view value);
  std::string renamed(std::string_view id);
  std::string key(std::string_view name);
  std::string shaped(std::string_view value);
  std::string person(std::string_view value);
  std::string url(std::string_view value);
  std::string address(std::string_view value);
  Rewrite rewriting(std::string_view target);
  std::string parameter(std::string_view name, std::string_view value, bool grants);
  std::string segment(std::string_view before, std::string_view value);
  std::string field(std::string_view name, std::string_view value);
  std::string sift(std::string text);
  std::string without_secrets(std::string text, bool json = false);
  std::string form(std::string_view body);

  StandIns stand_ins_;
  std::string peer_;
  std::set<std::string, std::less<>> secrets_;
  std::set<std::string, std::less<>> renamed_;  ///< Ids that might tell something.
  std::set<std::string, std::less<>> names_;    ///< Of people, squeezed: no key may be one.
};

}  // namespace crosswalk::sim
