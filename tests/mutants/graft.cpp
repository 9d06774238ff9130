// graft MUTANTS.yaml ROOT FILE OUT: writes FILE with every mistake of the catalogue that belongs in
// it, each behind its switch. A mistake whose place has moved is an error: it would test nothing.

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "mutants/catalogue.hpp"

namespace {

using namespace crosswalk;

bool failed(const mutants::Place& place, const std::string& why) {
  std::fprintf(
      stderr,
      "mutants.yaml:%d: the text to find stands %s in %s; give the mistake its place anew\n",
      place.line, why.c_str(), place.file.c_str());
  return false;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

// Makes the mistake in `text`, which others were made in before.
bool put_in(const mutants::Place& place, std::size_t number, const std::string& original,
            std::string& text) {
  const std::size_t at = original.find(place.find);
  if (at == std::string::npos) return failed(place, "nowhere");
  if (original.find(place.find, at + 1) != std::string::npos) return failed(place, "twice");
  const std::size_t now = text.find(place.find);
  if (now == std::string::npos) return failed(place, "where another mutant lies,");
  std::string put = place.put;
  replace_all(put, "MUTANT", "(::crosswalk::mutants::on == " + std::to_string(number) + ")");
  text.replace(now, place.find.size(), put);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const std::string root = argv[2], name = argv[3], out = argv[4];
  const auto all = mutants::read_catalogue(argv[1]);
  if (!all) {
    std::fprintf(stderr, "%s\n", to_string(all.error()).c_str());
    return 1;
  }
  std::ifstream file(root + "/" + name);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string original = text;
  for (std::size_t number = 0; number < all->size(); ++number) {
    for (const mutants::Place& place : (*all)[number].places) {
      if (place.file == name && !put_in(place, number, original, text)) return 1;
    }
  }
  // Mistakes of manifests are made where manifests are read.
  if (name == "core/mapping/manifest/manifest.cpp") {
    const std::string reading = "parse_documents(yaml, file);";
    if (text.find(reading) == std::string::npos) {
      std::fprintf(stderr, "%s: does not say %s any more; adapt graft.cpp\n", name.c_str(),
                   reading.c_str());
      return 1;
    }
    replace_all(text, reading, "parse_documents(::crosswalk::mutants::manifest(yaml), file);");
  }
  std::ofstream(out) << "#include \"mutants/switch.hpp\"\n#line 1 \"" << root << "/" << name
                     << "\"\n"
                     << text;
  return 0;
}
