#pragma once

/// \file
/// A vendor made of a folder under fixtures/: its page is what the vendor lists of that one kind of
/// record, the replies beside it are what is fetched for it, and of everything else there is none.
/// Which request means which file is read from the connector's manifest. What the folder holds is
/// handed in as texts.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "cassette/fixture/routes.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// By the file's name: "case.json", "page-1.json", "page-1.headers", "join-posts-1.json", ...
using FixtureTexts = std::map<std::string, std::string>;

class FixtureVendor {
 public:
  /// A reply of the case's, an empty list for any other read the manifest knows, the page's items
  /// of these ids for a read by id, a token for whoever asks for one, 404 for the rest. What was
  /// asked once has the same answer ever after. Links lead back to where the client asked.
  HttpResponse answer(const HttpRequest& request, Instant now);

  const std::string& object() const { return object_; }
  /// Of the case, by name; a tenant of another setting would ask otherwise.
  const std::map<std::string, std::string>& settings() const { return settings_; }
  /// Replies of the case that nobody has asked for yet.
  std::vector<std::string> unasked() const;

 private:
  friend Result<FixtureVendor> fixture_vendor(FixtureTexts, std::string_view);

  /// Requests that are answered by one row of files.
  struct Source {
    std::string files;  ///< "page", "join-posts"; numbered from 1, but for a lookup's.
    FixtureRoute route;
    std::map<std::string, int> numbers;  ///< Of the requests so far, by target.
  };

  HttpResponse reply_of(Source& source, const HttpRequest& request, bool first);
  HttpResponse by_id(const FixtureRoute& route, const HttpRequest& request) const;
  HttpResponse file(const std::string& name, const HttpRequest& request);

  FixtureTexts texts_;
  FixtureRoutes routes_;
  std::vector<Source> sources_;
  std::map<std::string, bool> asked_;
  std::string object_, links_from_;
  std::map<std::string, std::string> settings_;
};

/// invalid_input, with the file's name, for a case.json that cannot be read, an object or mode the
/// manifest does not have, or a reply that nothing could ask for.
Result<FixtureVendor> fixture_vendor(FixtureTexts texts, std::string_view manifest);

}  // namespace crosswalk::sim
