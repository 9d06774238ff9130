// Reports are written by one program and read by another. Whatever values they hold, what was
// written must be what is read; a seeded walk through made-up documents looks for one that is not.

#include <gtest/gtest.h>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"

namespace crosswalk {
namespace {

class Walk {
 public:
  explicit Walk(std::uint64_t seed) : state_(seed) {}

  std::uint64_t below(std::uint64_t limit) {
    state_ = mix64("step", state_);
    return state_ % limit;
  }

  std::string text() {
    static const std::vector<std::string> pieces{
        "a", "\"", "\\", "/", "\n", "\t", "\x01", "é", "汉", "😀", " ", "null", "\x7f", "{", "]"};
    std::string out;
    for (std::uint64_t count = below(6); count > 0; --count) out += pieces[below(pieces.size())];
    return out;
  }

  Json value(int depth) {
    switch (below(depth > 0 ? 7 : 5)) {
      case 0:
        return Json();
      case 1:
        return Json(below(2) == 0);
      case 2:
        return Json(static_cast<std::int64_t>(below(UINT64_MAX)));
      case 3:
        return Json(static_cast<double>(below(1000)) / 8.0 + 0.5);
      case 4:
        return Json(text());
      case 5: {
        Json list = Json::list();
        for (std::uint64_t count = below(4); count > 0; --count) list.push(value(depth - 1));
        return list;
      }
      default: {
        Json object = Json::object();
        for (std::uint64_t count = below(4); count > 0; --count) {
          object.set(text() + std::to_string(count), value(depth - 1));
        }
        return object;
      }
    }
  }

 private:
  std::uint64_t state_;
};

TEST(JsonWalk, WhatIsWrittenIsWhatIsRead) {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    const Json made = Walk(seed).value(4);
    for (const bool indented : {false, true}) {
      const Result<Json> read = parse_json(write_json(made, indented));
      ASSERT_TRUE(read) << "seed " << seed << ": " << to_string(read.error());
      ASSERT_EQ(*read, made) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace crosswalk
