#pragma once

// A reader of XML as strict as a machine that collects reports: well-formed, or an error. No
// entities but the five, no processing but the declaration.

#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::sim::xml {

struct Node {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::vector<Node> children;
  std::string text;
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  /// The root; `error` is set, and the root empty, for what is not well-formed.
  Node read() {
    if (text_.starts_with("<?xml ")) at_ = text_.find("?>") + 2;
    blanks();
    Node root = element();
    blanks();
    if (error.empty() && at_ != text_.size()) fail("text after the root");
    return error.empty() ? root : Node{};
  }

  std::string error;

 private:
  void fail(const std::string& why) {
    if (error.empty()) error = why + " at byte " + std::to_string(at_);
  }
  bool more() const { return error.empty() && at_ < text_.size(); }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  void blanks() {
    while (more() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }
  std::string word() {
    const std::size_t begin = at_;
    while (more() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                      text_[at_] == '-' || text_[at_] == '_')) {
      ++at_;
    }
    if (at_ == begin) fail("a name is missing");
    return std::string(text_.substr(begin, at_ - begin));
  }
  std::string reference() {
    const std::size_t end = text_.find(';', at_);
    if (end == std::string_view::npos || end - at_ > 8) return fail("a bare &"), "";
    const std::string name(text_.substr(at_, end - at_));
    at_ = end + 1;
    static const std::map<std::string, std::string> known = {
        {"&amp", "&"}, {"&lt", "<"},   {"&gt", ">"},  {"&quot", "\""},
        {"&#39", "'"}, {"&#10", "\n"}, {"&#9", "\t"}, {"&apos", "'"}};
    const auto found = known.find(name);
    if (found == known.end()) return fail("the entity " + name), "";
    return found->second;
  }
  // Up to `end`, which stays; control characters and bare ends of a CDATA section are refused.
  std::string characters(char end) {
    std::string out;
    while (more() && text_[at_] != end) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte == '&') {
        out += reference();
        continue;
      }
      if (byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') fail("a control character");
      if (byte == '<') fail("a bare <");
      if (text_.substr(at_).starts_with("]]>")) fail("a bare ]]>");
      out += text_[at_++];
    }
    return out;
  }
  Node element() {
    Node out;
    if (!take("<")) return fail("an element is missing"), out;
    out.name = word();
    while (more()) {
      blanks();
      if (take("/>")) return out;
      if (take(">")) break;
      const std::string name = word();
      if (!take("=\"")) return fail("an attribute without value"), out;
      if (!out.attributes.emplace(name, characters('"')).second) fail("an attribute twice");
      take("\"");
    }
    while (more()) {
      out.text += characters('<');
      if (take("</")) {
        if (word() != out.name) fail("the wrong end tag");
        if (!take(">")) fail("an open end tag");
        return out;
      }
      out.children.push_back(element());
    }
    fail("the end is missing");
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace crosswalk::sim::xml
