#pragma once

/// \file
/// One page of the vendor's, from the request to mapped records: fetched, cut, its needs fetched,
/// mapped. A later try mends what it can mend; a connector that dies of the page is tried once
/// more and then shown halves of it, until the one item it dies of is found and held.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "flow/context.hpp"

namespace crosswalk {

/// How a page ended.
struct PageEnd {
  enum class Kind : std::uint8_t {
    mapped,   ///< `page` is whole: records, held items, skipped ones.
    gone,     ///< 404 or 410: by id, that is an answer.
    expired,  ///< The next link is dead; begin the listing anew.
    later,    ///< The vendor has trouble; nothing was learnt.
    stop      ///< A person is needed; `why` says for what.
  };
  Kind kind = Kind::later;
  std::string why;             ///< For a person, without personal data.
  PageRead page;               ///< With `mapped` only.
  std::uint64_t question = 0;  ///< Of Freshness: when it was asked for.
  /// Of a page that was told to keep it, with `mapped` only: what it was mapped from.
  HttpResponse reply;
  std::vector<JoinReply> joins;
};

/// Keeps itself alive while effects are in flight; holds one page and what it needs.
class VendorPage : public std::enable_shared_from_this<VendorPage> {
 public:
  /// `cut` runs as soon as the next link is known, before the needs are fetched; `end` runs once.
  VendorPage(Context& context, const ObjectSpec& object, ReadMode mode, PlannedRequest request,
             std::function<void(const PageRead&)> cut, std::function<void(PageEnd)> end);

  /// Runs once; `end` runs once, later. `keep_reply`: others will map the same reply.
  void begin(bool keep_reply = false);

  /// In place of begin(): maps what another page was mapped from, under the name `step_object`.
  /// Asks anew only where that cannot be read.
  void begin_with(HttpResponse reply, std::vector<JoinReply> joins, std::string step_object);

 private:
  // Part of a page; the default is all of it.
  struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = UINT32_MAX;
  };

  void fetch();
  void hear_reply(Result<HttpResponse> reply);
  void map(Range range);
  void hear_step(Range range, std::variant<Answer, StepFailure> answer);
  void hear_failure(Range range, const StepFailure& failure);
  void cut_only();  // Learns the ids without mapping, once mapping has killed two workers.
  void hear_page(Range range, PageRead page);
  // Joins: everything asked for at once, then the same range again.
  void fetch_needs(Range range, std::vector<Need> needs);
  void fetch_need(Range range, Need need, std::uint32_t attempts);
  void retry(std::string why);  // The same request later, or `later` when it was too often.
  void finish(PageEnd::Kind kind, std::string why = {});

  Context& context_;
  const ObjectSpec& object_;
  ReadMode mode_;
  PlannedRequest request_;
  std::function<void(const PageRead&)> cut_;
  std::function<void(PageEnd)> end_;
  std::string step_object_;  // What the engine calls it.
  bool keep_reply_ = false;

  std::uint64_t question_ = 0;
  HttpResponse reply_;
  std::vector<JoinReply> joins_;
  PageRead page_;            // What is mapped so far.
  std::vector<Range> open_;  // Ranges still to be mapped, the last one first.
  bool whole_tried_twice_ = false;
  bool cut_told_ = false;
  bool ended_ = false;
  std::uint32_t attempts_ = 0;
  std::uint32_t unreadable_ = 0;
  std::uint32_t needs_open_ = 0;
  std::uint32_t needs_asked_ = 0;
};

}  // namespace crosswalk
