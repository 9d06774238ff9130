// graft MUTANTS.yaml ROOT FILE OUT: writes FILE with every mistake of the catalogue that belongs in
// it, each behind its switch. A mistake whose place has moved is an error: it would test nothing.

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "mutants/catalogue.hpp"

namespace {

using namespace crosswalk;

int failed(const mutants::Mutant& mutant, const std::string& why) {
  std::fprintf(stderr, "mutants.yaml:%d: %s: the text to find stands %s in %s\n", mutant.line,
               mutant.id.c_str(), why.c_str(), mutant.file.c_str());
  return 1;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
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
    const mutants::Mutant& mutant = (*all)[number];
    if (mutant.file != name) continue;
    const std::size_t at = original.find(mutant.find);
    if (at == std::string::npos) return failed(mutant, "nowhere");
    if (original.find(mutant.find, at + 1) != std::string::npos) return failed(mutant, "twice");
    const std::size_t now = text.find(mutant.find);
    if (now == std::string::npos) return failed(mutant, "where another mutant lies,");
    std::string put = mutant.put;
    replace_all(put, "MUTANT", "(::crosswalk::mutants::on == " + std::to_string(number) + ")");
    text.replace(now, mutant.find.size(), put);
  }
  // Mistakes of manifests are made where manifests are read.
  if (name == "core/mapping/manifest/manifest.cpp") {
    replace_all(text, "parse_documents(yaml, file);",
                "parse_documents(::crosswalk::mutants::manifest(yaml), file);");
  }
  std::ofstream(out) << "#include \"mutants/switch.hpp\"\n#line 1 \"" << root << "/" << name
                     << "\"\n"
                     << text;
  return 0;
}
