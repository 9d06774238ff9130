// A walk that was broken off. Where it stopped is kept, so that a vendor who is unwell every day is
// read to the end all the same; but what happened meanwhile on the pages behind would wait for the
// walk after this one, so a short walk that rested for long begins anew.

#include <gtest/gtest.h>

#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

// Three pages of candidates, of which the vendor gives those before `pages`.
struct Broken : PaperTenant {
  Broken() {
    for (int i = 1; i <= 9; ++i) {
      vendor.write("candidates", "C" + std::to_string(i), {.name = "Ana"}, setup.start - 24h);
    }
    meddle = [this](Peer peer, const HttpRequest& request, HttpResponse reply) {
      for (int page = pages; peer == Peer::vendor && page < 3; ++page) {
        const std::string broken = "/candidates?page=" + std::to_string(page);
        if (request.target == broken) reply.status = 503;
      }
      if (peer == Peer::vendor && request.target == "/candidates?" && reply.status == 200) ++begun;
      return std::optional(std::move(reply));
    };
  }

  // The vendor tells nobody that it was changed.
  void change_silently() { vendor.objects["candidates"]["C1"].name = "Anja"; }
  bool knows_of_it() {
    const sim::Entity* person = at_linkedin(EntityKind::candidate, "C1");
    return person != nullptr && person->content.find("Anja") != std::string::npos;
  }

  int pages = 1;
  int begun = 0;  // Walks from the first page on.
};

TEST(Rested, AShortWalkThatRestedForHoursBeginsAnew) {
  Broken tenant;
  tenant.sync(true);
  ASSERT_EQ(tenant.begun, 1);
  tenant.run->advance(9h);
  tenant.change_silently();
  tenant.pages = 3;
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(tenant.begun, 2);
  EXPECT_TRUE(tenant.knows_of_it());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 9u);
}

TEST(Rested, SoItDoesAfterARestart) {
  Broken tenant;
  tenant.sync(true);
  tenant.run->advance(9h);
  tenant.change_silently();
  tenant.pages = 3;
  tenant.restart_with({});
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_TRUE(tenant.knows_of_it());
}

TEST(Rested, AfterAShortRestItGoesOnWhereItStopped) {
  Broken tenant;
  tenant.sync(true);
  tenant.pages = 3;
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(tenant.begun, 1);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 9u);
}

// It walked for longer than it rested: begun anew, it might never end.
TEST(Rested, AWalkThatIsBrokenOffAgainAndAgainStillEnds) {
  Broken tenant;
  tenant.sync(true);
  tenant.run->advance(50min);
  tenant.pages = 2;
  tenant.sync(true);
  tenant.run->advance(70min);
  tenant.pages = 3;
  const Cursor& cursor = tenant.store.cursors.at("candidates");
  ASSERT_GE(cursor.paged_at - cursor.until, 50min);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_LE(tenant.begun, 2);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 9u);
}

// A vendor that is well for less time than it is ill would otherwise never be read whole.
TEST(Rested, AWalkBeginsAnewOnce) {
  Broken tenant;
  tenant.sync(true);
  for (tenant.pages = 1; tenant.pages < 3; ++tenant.pages) {
    tenant.run->advance(9h);
    tenant.restart_with({});
    tenant.sync(true);
  }
  tenant.run->advance(9h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(tenant.begun, 2);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 9u);
}

}  // namespace
}  // namespace crosswalk
