// The page in a real browser. At stake: that it is drawn at all, at the width of a desk and of a
// telephone, that it never scrolls sideways, that every word has contrast enough by day and by
// night, that whatever scrolls can be reached by keyboard, that its own policy lets its script run
// and nothing else, and that it prints. Without Chromium these tests are skipped and say so.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <zlib.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text/json.hpp"
#include "report/report.hpp"
#include "unit/sim_instrument/report/sample.hpp"

namespace crosswalk::sim {
namespace {

namespace fs = std::filesystem;

std::string browser() {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
      if (access((folder + "/" + name).c_str(), X_OK) == 0) return folder + "/" + name;
    }
  }
  return "";
}

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(bytes.at(at + i));
  return out;
}

/// A screenshot, as far as the tests look at it.
struct Picture {
  std::uint32_t width = 0, height = 0;
  double drawn = 0;  ///< Part of the filtered bytes that are not 0: on a plain page nearly none.
};

Picture picture_of(const std::string& png) {
  Picture out;
  if (png.size() < 33 || !png.starts_with("\x89PNG")) return out;
  out.width = big_endian(png, 16);
  out.height = big_endian(png, 20);
  std::string packed;
  for (std::size_t at = 8; at + 12 <= png.size();) {
    const std::size_t size = big_endian(png, at);
    if (png.compare(at + 4, 4, "IDAT") == 0) packed += png.substr(at + 8, size);
    at += size + 12;
  }
  std::string raw((std::size_t{out.width} * 4 + 1) * out.height, '\0');
  auto size = static_cast<uLongf>(raw.size());
  if (uncompress(reinterpret_cast<Bytef*>(raw.data()), &size,
                 reinterpret_cast<const Bytef*>(packed.data()),
                 static_cast<uLong>(packed.size())) != Z_OK) {
    return {};
  }
  std::size_t drawn = 0;
  for (std::size_t at = 0; at < size; ++at) drawn += raw[at] != 0 ? 1U : 0U;
  out.drawn = static_cast<double>(drawn) / static_cast<double>(size);
  return out;
}

/// Opens everything in the page and looks at it as a person would who has only eyes and keys.
constexpr std::string_view examiner = R"js(
const frame = document.getElementById("page");
frame.onload = () => {
  const doc = frame.contentDocument, view = frame.contentWindow, found = {};
  found.script_ran = [...doc.querySelectorAll(".copy")].every((each) => !each.hidden);
  found.narrow = doc.scrollingElement.scrollWidth;
  for (const each of doc.querySelectorAll("details")) each.open = true;
  found.wide = doc.scrollingElement.scrollWidth;
  found.viewport = doc.documentElement.clientWidth;
  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, below) => ({
    r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a),
    b: top.b * top.a + below.b * (1 - top.a), a: 1,
  });
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.push(parse(view.getComputedStyle(at).backgroundColor));
      if (layers.at(-1).a === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const pale = new Map(), stuck = [];
  let texts = 0;
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("svg, script, title")) continue;
    if (!element.checkVisibility()) continue;
    const style = view.getComputedStyle(element), below = ground(element);
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) {
      opacity *= Number(view.getComputedStyle(at).opacity);
    }
    const ink = parse(style.color);
    const seen = over({ ...ink, a: ink.a * opacity }, below);
    const [a, b] = [light(seen), light(below)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    ++texts;
    if (contrast < 4.5) pale.set(element.className + "/" + element.tagName, contrast);
  }
  for (const each of doc.querySelectorAll("body *")) {
    const style = view.getComputedStyle(each);
    const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY) &&
      (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
    if (scrolls && each.tabIndex < 0) stuck.push(each.className + "/" + each.tagName);
  }
  // Words over words: a cell's text that reaches into the cell beside it.
  const covered = new Set();
  const extent = (element) => {
    const range = doc.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  for (const row of doc.querySelectorAll("table tr")) {
    const cells = [...row.cells].filter((each) => each.textContent.trim());
    const places = cells.map(extent);
    for (let a = 0; a < places.length; ++a) {
      for (let b = a + 1; b < places.length; ++b) {
        const across = Math.min(places[a].right, places[b].right) - Math.max(places[a].left, places[b].left);
        const down = Math.min(places[a].bottom, places[b].bottom) - Math.max(places[a].top, places[b].top);
        if (across > 1 && down > 3) covered.add(cells[a].textContent + " and " + cells[b].textContent);
      }
    }
  }
  found.covered = [...covered].slice(0, 5).join(", ");
  const search = doc.querySelector(".filter:not([hidden]) input[type=search]");
  if (search) {
    search.value = "429";
    search.dispatchEvent(new view.Event("input"));
    const list = search.closest(".filter").nextElementSibling;
    found.shown = list.querySelectorAll("li.call:not([hidden])").length;
    found.calls = list.querySelectorAll("li.call").length;
  }
  found.dark = view.matchMedia("(prefers-color-scheme: dark)").matches;
  found.texts = texts;
  found.pale = [...pale].map(([what, how]) => `${what} ${how.toFixed(2)}`).join(", ");
  found.stuck = [...new Set(stuck)].join(", ");
  document.documentElement.dataset.found = encodeURIComponent(JSON.stringify(found));
};
frame.srcdoc = page;
)js";

class Browser : public testing::Test {
 protected:
  void SetUp() override {
    program_ = browser();
    if (program_.empty()) {
      GTEST_SKIP() << "there is no chromium, chromium-browser or google-chrome on PATH; ./dev test "
                      "installs the package chromium";
    }
    std::string form = (fs::temp_directory_path() / "crosswalk-report-XXXXXX").string();
    ASSERT_NE(mkdtemp(form.data()), nullptr);
    folder_ = form;
  }
  void TearDown() override {
    const char* const keep = std::getenv("CROSSWALK_KEEP_SCREENSHOTS");
    if (keep != nullptr && !folder_.empty()) {
      fs::create_directories(keep);
      for (const auto& each : fs::directory_iterator(folder_)) {
        const std::string ending = each.path().extension();
        if (ending == ".png" || ending == ".pdf" || ending == ".html") {
          fs::copy_file(each, fs::path(keep) / each.path().filename(),
                        fs::copy_options::overwrite_existing);
        }
      }
    }
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  fs::path put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  /// Runs the browser on a file; what it printed. Its log is in log().
  std::string run(const std::string& options, const fs::path& file) const {
    const std::string line =
        "HOME='" + folder_.string() + "' timeout 60 '" + program_ +
        "' --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars "
        "--no-first-run --enable-logging=stderr --user-data-dir='" +
        (folder_ / "profile").string() + "' " + options + " 'file://" + file.string() + "' >'" +
        (folder_ / "out").string() + "' 2>'" + (folder_ / "log").string() + "'";
    const int status = std::system(line.c_str());
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << log();
    return read(folder_ / "out");
  }

  std::string log() const { return read(folder_ / "log"); }

  /// The lines of the log that the page caused: errors, and what its policy refused.
  std::string console() const {
    std::istringstream all(log());
    std::string out;
    for (std::string line; std::getline(all, line);) {
      if (line.find("CONSOLE") != std::string::npos) out += line + '\n';
    }
    return out;
  }

  /// A page in a frame of that width, as the examiner sees it.
  fs::path framed(const std::string& page, int width, const std::string& name) const {
    std::string text = write_json(Json(page));
    for (std::size_t at = text.find("</"); at != std::string::npos; at = text.find("</", at + 3)) {
      text.replace(at, 2, "<\\/");
    }
    return put(name,
               "<!doctype html><meta charset=utf-8><body style=\"margin:0;overflow:hidden\">"
               "<iframe id=page style=\"border:0;width:" +
                   std::to_string(width) + "px;height:2400px\"></iframe><script>const page = " +
                   text + ";\n" + std::string(examiner) + "</script>");
  }

  Json examined(const std::string& page, int width, const std::string& options) const {
    const std::string dom =
        run("--dump-dom --virtual-time-budget=20000 --window-size=1400,2400 " + options,
            framed(page, width, "framed.html"));
    const std::string_view mark = "data-found=\"";
    const std::size_t begin = dom.find(mark);
    if (begin == std::string::npos) {
      ADD_FAILURE() << "the examiner did not come to an end\n" << log();
      return {};
    }
    const std::size_t from = begin + mark.size();
    const std::string found = dom.substr(from, dom.find('"', from) - from);
    std::string plain;
    for (std::size_t at = 0; at < found.size(); ++at) {
      if (found[at] != '%') {
        plain += found[at];
        continue;
      }
      plain += static_cast<char>(std::stoi(found.substr(at + 1, 2), nullptr, 16));
      at += 2;
    }
    const auto parsed = parse_json(plain);
    EXPECT_TRUE(parsed) << plain;
    return parsed ? *parsed : Json{};
  }

  std::string program_;
  fs::path folder_;
};

const std::string& report() {
  static const std::string text = write_html(sample::all());
  return text;
}

void expect_readable(const Json& found, int width) {
  EXPECT_EQ(found.integer_of("viewport"), width);
  EXPECT_LE(found.integer_of("narrow"), width) << "the page scrolls sideways";
  EXPECT_LE(found.integer_of("wide"), width) << "with everything open the page scrolls sideways";
  EXPECT_EQ(found.text_of("pale"), "") << "too little contrast";
  EXPECT_EQ(found.text_of("covered"), "") << "words lie over words";
  EXPECT_EQ(found.text_of("stuck"), "") << "scrolls and cannot be reached by keyboard";
  EXPECT_GT(found.integer_of("texts"), 1'000);
  EXPECT_TRUE(*found.find("script_ran")->flag());
  EXPECT_GT(found.integer_of("shown"), 0);
  EXPECT_LT(found.integer_of("shown"), found.integer_of("calls"));
}

TEST_F(Browser, ReadsAtADeskAndOnATelephone) {
  for (const int width : {1'280, 390}) expect_readable(examined(report(), width, ""), width);
}

TEST_F(Browser, ReadsAtNight) {
  const Json found = examined(report(), 390, "--blink-settings=preferredColorScheme=0");
  EXPECT_TRUE(*found.find("dark")->flag());
  expect_readable(found, 390);
}

TEST_F(Browser, DrawsAndComplainsOfNothing) {
  const fs::path page = put("report.html", write_html({sample::failed()}));
  for (const int width : {1'280, 390}) {
    const std::string name = "report-" + std::to_string(width) + ".png";
    const std::string shot = "--screenshot='" + (folder_ / name).string() + "' ";
    if (width >= 500) {
      run(shot + "--window-size=1280,2400", page);
      EXPECT_EQ(console(), "");
    } else {  // No window is as narrow.
      run(shot + "--virtual-time-budget=5000 --window-size=500,2400",
          framed(read(page), width, "narrow.html"));
    }
    const Picture picture = picture_of(read(folder_ / name));
    EXPECT_EQ(picture.width, width >= 500 ? 1'280U : 500U);
    EXPECT_EQ(picture.height, 2'400U);
    EXPECT_GT(picture.drawn, 0.02);
  }
}

TEST_F(Browser, ABlankPageAndAScriptOfSomebodyElseAreNoticed) {
  std::string page = write_html({sample::passed()});
  page.insert(page.find("</body>"), "<script>console.log('not ours')</script>");
  run("--dump-dom", put("foreign.html", page));
  EXPECT_NE(console().find("Content Security Policy"), std::string::npos) << log();
  EXPECT_EQ(console().find("not ours\""), std::string::npos);
  run("--screenshot='" + (folder_ / "blank.png").string() + "' --window-size=1280,2400",
      put("blank.html", "<!doctype html><body style='background:#f6f7f9'>"));
  EXPECT_LT(picture_of(read(folder_ / "blank.png")).drawn, 0.01);
}

TEST_F(Browser, APageThatIsTooWideOrTooPaleIsNoticed) {
  std::string page = write_html({sample::passed()});
  page.insert(page.find("</main>"),
              "<p style='width:600px;color:#aaa;background:#fff'>wide</p>"
              "<table><tr style='display:flex'><td style='width:1%;padding:0;white-space:nowrap'>"
              "over and over</td><td>the next</td>"
              "</tr></table><div style='overflow:auto;height:9px'>a<br>b</div>");
  const Json found = examined(page, 390, "");
  EXPECT_GT(found.integer_of("wide"), 390);
  EXPECT_NE(found.text_of("pale"), "");
  EXPECT_NE(found.text_of("covered"), "");
  EXPECT_NE(found.text_of("stuck"), "");
}

TEST_F(Browser, PrintsWithItsPartsOpen) {
  const auto pages = [&](const std::string& text, const std::string& name) {
    run("--no-pdf-header-footer --print-to-pdf='" + (folder_ / name).string() + "'",
        put("print.html", text));
    const std::string pdf = read(folder_ / name);
    EXPECT_TRUE(pdf.starts_with("%PDF-"));
    constexpr std::string_view mark = "/Type /Page";
    std::size_t out = 0;
    for (std::size_t at = pdf.find(mark); at != std::string::npos; at = pdf.find(mark, at + 1)) {
      out += pdf[at + mark.size()] != 's' ? 1U : 0U;
    }
    return out;
  };
  std::string page = write_html({sample::failed()});
  const std::size_t open = pages(page, "report.pdf");
  EXPECT_GE(open, 3U);
  EXPECT_LE(open, 40U);
  // The same without what opens parts on paper: were it not at work, both would be as long.
  for (const std::string_view part : {"details.part::details-content", "beforeprint"}) {
    page.replace(page.find(part), part.size(), std::string(part.size(), 'x'));
  }
  for (std::size_t at = page.find("<details class=\"part\" open"); at != std::string::npos;
       at = page.find("<details class=\"part\" open", at)) {
    page.replace(at, 26, "<details class=\"part\"     ");
  }
  EXPECT_LT(pages(page, "closed.pdf"), open);
}

}  // namespace
}  // namespace crosswalk::sim
