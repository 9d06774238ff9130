// Manifests and configuration are written by people. Whatever YAML would quietly turn into
// something else - NO into false, the second of two keys into the only one - is kept as text or
// refused with its place.

#include "base/text/yaml.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

YamlNode parsed_yaml(std::string_view text) {
  auto node = parse_yaml(text, "acme.yaml");
  EXPECT_TRUE(node) << (node ? "" : to_string(node.error()));
  return node ? *std::move(node) : YamlNode{};
}

Error yaml_refusal(std::string_view text) {
  auto node = parse_yaml(text, "acme.yaml");
  EXPECT_FALSE(node) << text;
  return node ? Error{} : node.error();
}

TEST(ParseYaml, RemembersWhereEverythingStands) {
  const YamlNode root = parsed_yaml("connector: acme\nobjects:\n  job: [a, 'b']\n");
  EXPECT_EQ(root.kind, YamlNode::Kind::map);
  const YamlNode* objects = root.find("objects");
  ASSERT_NE(objects, nullptr);
  EXPECT_EQ(place_of(objects->keys[0], "f"), "f:3:3");
  const YamlNode* job = objects->find("job");
  ASSERT_NE(job, nullptr);
  EXPECT_EQ(job->kind, YamlNode::Kind::list);
  EXPECT_EQ(place_of(*job, "f"), "f:3:8");
  ASSERT_EQ(job->items.size(), 2U);
  EXPECT_EQ(job->items[1].text, "b");
  EXPECT_EQ(place_of(job->items[1], "f"), "f:3:12");
}

TEST(ParseYaml, EveryScalarStaysWhatWasWritten) {
  const YamlNode root =
      parsed_yaml("a: NO\nb: yes\nc: 1.10\nd: 007\ne: 2026-02-03\nf: 'x'\ng: |\n  t\n");
  EXPECT_EQ(root.find("a")->text, "NO");
  EXPECT_EQ(root.find("b")->text, "yes");
  EXPECT_EQ(root.find("c")->text, "1.10");
  EXPECT_EQ(root.find("d")->text, "007");
  EXPECT_EQ(root.find("e")->text, "2026-02-03");
  EXPECT_FALSE(root.find("a")->quoted);
  EXPECT_TRUE(root.find("f")->quoted);
  EXPECT_TRUE(root.find("g")->quoted);
  EXPECT_EQ(root.find("g")->text, "t\n");
}

TEST(ParseYaml, NothingWrittenIsNull) {
  EXPECT_EQ(parsed_yaml("").kind, YamlNode::Kind::null);
  EXPECT_EQ(parsed_yaml("# only a remark\n").kind, YamlNode::Kind::null);
  EXPECT_EQ(parsed_yaml("a:\n").find("a")->kind, YamlNode::Kind::null);
  EXPECT_EQ(parsed_yaml("a: ''\n").find("a")->kind, YamlNode::Kind::scalar);
}

TEST(ParseYaml, ADuplicateKeyIsRefusedWithItsPlace) {
  const Error error = yaml_refusal("a: 1\nb:\n  x: 1\n  y: 2\n  x: 3\n");
  EXPECT_EQ(error.code, ErrorCode::invalid_input);
  EXPECT_EQ(error.where, "acme.yaml:5:3");
  EXPECT_EQ(yaml_refusal("{a: 1, \"a\": 2}").where, "acme.yaml:1:8");
  parsed_yaml("a: {x: 1}\nb: {x: 2}\n");
}

TEST(ParseYaml, AliasesAnchorsAndTagsAreRefusedWithTheirPlace) {
  EXPECT_EQ(yaml_refusal("a: &x 1\n").where.substr(0, 12), "acme.yaml:1:");
  EXPECT_NE(yaml_refusal("a: &x 1\nb: *x\n").what.find("anchors"), std::string::npos);
  EXPECT_EQ(yaml_refusal("ok: 1\na: !!int 1\n").where.substr(0, 12), "acme.yaml:2:");
  EXPECT_NE(yaml_refusal("a: !secret x\n").what.find("tags"), std::string::npos);
  EXPECT_NE(yaml_refusal("a: !!map {b: 1}\n").what.find("tags"), std::string::npos);
  EXPECT_NE(yaml_refusal("a: !!seq [b]\n").what.find("tags"), std::string::npos);
  yaml_refusal("a: *nowhere\n");
}

TEST(ParseYaml, AKeyMustBeAWord) {
  yaml_refusal("? [a, b]\n: 1\n");
  yaml_refusal("? {a: b}\n: 1\n");
  yaml_refusal("~: 1\n");
  yaml_refusal("a: {: 1}\n");
}

TEST(ParseYaml, OneDocumentAndNoMore) {
  parsed_yaml("---\na: 1\n");
  yaml_refusal("a: 1\n---\nb: 2\n");
}

TEST(ParseYaml, SixtyFourLevelsAreEnough) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_TRUE(parse_yaml(nested(64), "f"));
  EXPECT_FALSE(parse_yaml(nested(65), "f"));
  EXPECT_FALSE(parse_yaml(std::string(100'000, '['), "f"));
}

TEST(ParseYaml, BrokenTextIsRefusedWithItsPlace) {
  EXPECT_EQ(yaml_refusal("a: [1\nb: 2\n").where.substr(0, 10), "acme.yaml:");
  EXPECT_EQ(yaml_refusal("a: 'open\nb: 1\n").where, "acme.yaml:1:4");
  yaml_refusal("ë: 'it''s open\n");
  yaml_refusal("a: \"open\\\"\n");
  EXPECT_EQ(parsed_yaml("\xEF\xBB\xBFë: 'it''s'\n").find("ë")->text, "it's");
  EXPECT_EQ(parsed_yaml("a: \"x\\\"y\"\n").find("a")->text, "x\"y");
  yaml_refusal("a: b: c\n");
  yaml_refusal("\tx: 1\n");
  yaml_refusal("a: \xFF\n");
  yaml_refusal(std::string("a: b\0c\n", 7));
  yaml_refusal("\x01");
}

TEST(ParseYaml, ALargerDocumentThanAllowedIsRefusedUnread) {
  EXPECT_TRUE(parse_yaml("a: 1", "f", 4));
  EXPECT_FALSE(parse_yaml("a: 12", "f", 4));
}

TEST(NearestWord, IsOfferedOnlyWhenItIsNear) {
  const std::vector<std::string_view> known = {"first_name", "last_name", "emails"};
  EXPECT_EQ(nearest_word("fist_name", known), "first_name");
  EXPECT_EQ(nearest_word("email", known), "emails");
  EXPECT_EQ(nearest_word("eemails", known), "emails");
  EXPECT_EQ(nearest_word("meails", known), "emails");
  EXPECT_EQ(nearest_word("emaisl", known), "emails");
  EXPECT_EQ(nearest_word("exails", known), "emails");
  EXPECT_EQ(nearest_word("xxails", known), "emails");
  EXPECT_EQ(nearest_word("xxxils", known), std::nullopt);
  EXPECT_EQ(nearest_word("emailsxy", known), "emails");
  EXPECT_EQ(nearest_word("emailsxyz", known), "emails");
  EXPECT_EQ(nearest_word("emailsvxyz", known), std::nullopt);
  EXPECT_EQ(nearest_word("ab", {"ac", "ad"}), "ac");
  EXPECT_EQ(nearest_word("ab", {"cd"}), std::nullopt);
  EXPECT_EQ(nearest_word("department", known), std::nullopt);
  EXPECT_EQ(nearest_word("", known), std::nullopt);
  EXPECT_EQ(nearest_word(std::string(5000, 'x'), known), std::nullopt);
}

TEST(UnknownKey, NamesThePlaceAndWhatWasMeant) {
  const YamlNode root = parsed_yaml("\n  emial: x\n");
  const Error near = unknown_key(root.keys[0], "acme.yaml", {"email", "phone"});
  EXPECT_EQ(near.where, "acme.yaml:2:3");
  EXPECT_EQ(near.what, "unknown key 'emial'; did you mean 'email'?");
  const Error far = unknown_key(root.keys[0], "acme.yaml", {"phone", "title"});
  EXPECT_EQ(far.what, "unknown key 'emial'; known here: phone, title");
}

}  // namespace
}  // namespace crosswalk
