#include "scenario/virtual/fixture_seat.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "cassette/fixture.hpp"
#include "engine/load.hpp"

namespace crosswalk::sim {
namespace {

namespace fs = std::filesystem;

class FixtureSeat : public VendorSeat {
 public:
  FixtureSeat(const Vendor& vendor, FixtureVendor pages)
      : vendor_(vendor), pages_(std::move(pages)) {}

  HttpResponse answer(const HttpRequest& request, Instant now) override {
    return pages_.answer(request, now);
  }
  std::string_view peer() const override {
    return vendor_.connector == "gem" ? "gem" : "greenhouse";
  }
  // What the connector requires and a page cannot tell.
  Settings settings() const override {
    Settings settings(pages_.settings().begin(), pages_.settings().end());
    if (vendor_.word == "greenhouse") {
      settings.emplace("user_id", "1");
    } else {
      if (vendor_.word == "greenhouse-v1") settings.emplace("api_version", "v1");
      settings.emplace("job_board", std::string(vendor_.job_board));
    }
    return settings;
  }
  std::map<std::string, std::string> secrets() const override {
    if (vendor_.word == "greenhouse-v1") return {{"api_key", "fixture-key"}};
    if (vendor_.word == "gem") {
      return {{"api_key", "fixture-key"}, {"application_secret", "fixture-secret"}};
    }
    return {{"client_id", "fixture-client"}, {"client_secret", "fixture-secret"}};
  }
  void set(const Quirks&) override {}
  bool change_secret() override { return false; }

 private:
  const Vendor& vendor_;
  FixtureVendor pages_;
};

fs::path place_of(const std::string& fixture, const std::string& scenario_file) {
  std::error_code failed;
  const fs::path beside = fs::path(scenario_file).parent_path() / fixture;
  return fs::is_directory(beside, failed) ? beside : fs::path(fixture);
}

bool is_page(const fs::path& path) {
  return path.extension() == ".json" || path.extension() == ".headers";
}

FixtureTexts texts_in(const fs::path& folder) {
  FixtureTexts texts;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const fs::path& path = entry.path();
    if (!is_page(path)) continue;
    std::ifstream file(path, std::ios::binary);
    texts[path.filename().string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return texts;
}

}  // namespace

std::string fixture_trouble(const std::string& fixture, const std::string& scenario_file) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(place_of(fixture, scenario_file), failed)) {
    if (is_page(entry.path())) return {};
  }
  return "'" + fixture +
         "' is no folder with a case's pages; name one relative to the scenario's "
         "file, such as ../../../fixtures/greenhouse/candidate-full";
}

Result<std::unique_ptr<VendorSeat>> fixture_seat(const TenantSpec& tenant, const Vendor& vendor,
                                                 const std::string& scenario_file,
                                                 const std::string& connector_file) {
  const fs::path folder = place_of(tenant.fixture, scenario_file);
  FixtureTexts texts = texts_in(folder);
  if (texts.empty()) {
    return Error{ErrorCode::invalid_input, fixture_trouble(tenant.fixture, scenario_file),
                 "fixture"};
  }
  const auto manifest = read_manifest(connector_file);
  if (!manifest) return manifest.error();
  auto pages = fixture_vendor(std::move(texts), *manifest);
  if (!pages) return std::move(pages).error();
  return std::unique_ptr<VendorSeat>(std::make_unique<FixtureSeat>(vendor, *std::move(pages)));
}

}  // namespace crosswalk::sim
