#include <algorithm>
#include <array>

#include "mapping/map/transforms.hpp"

namespace crosswalk {
namespace {

// ISO 3166-1: two letters and three, one country after the other.
constexpr std::string_view codes =
    "AFAFGAXALAALALBDZDZAASASMADANDAOAGOAIAIAAQATAAGATGARARGAMARMAWABWAUAUSATAUTAZAZEBSBHSBHBHR"
    "BDBGDBBBRBBYBLRBEBELBZBLZBJBENBMBMUBTBTNBOBOLBQBESBABIHBWBWABVBVTBRBRAIOIOTBNBRNBGBGRBFBFA"
    "BIBDICVCPVKHKHMCMCMRCACANKYCYMCFCAFTDTCDCLCHLCNCHNCXCXRCCCCKCOCOLKMCOMCGCOGCDCODCKCOKCRCRI"
    "CICIVHRHRVCUCUBCWCUWCYCYPCZCZEDKDNKDJDJIDMDMADODOMECECUEGEGYSVSLVGQGNQERERIEEESTSZSWZETETH"
    "FKFLKFOFROFJFJIFIFINFRFRAGFGUFPFPYFTFATFGAGABGMGMBGEGEODEDEUGHGHAGIGIBGRGRCGLGRLGDGRDGPGLP"
    "GUGUMGTGTMGGGGYGNGINGWGNBGYGUYHTHTIHMHMDVAVATHNHNDHKHKGHUHUNISISLININDIDIDNIRIRNIQIRQIEIRL"
    "IMIMNILISRITITAJMJAMJPJPNJEJEYJOJORKZKAZKEKENKIKIRKPPRKKRKORKWKWTKGKGZLALAOLVLVALBLBNLSLSO"
    "LRLBRLYLBYLILIELTLTULULUXMOMACMGMDGMWMWIMYMYSMVMDVMLMLIMTMLTMHMHLMQMTQMRMRTMUMUSYTMYTMXMEX"
    "FMFSMMDMDAMCMCOMNMNGMEMNEMSMSRMAMARMZMOZMMMMRNANAMNRNRUNPNPLNLNLDNCNCLNZNZLNINICNENERNGNGA"
    "NUNIUNFNFKMKMKDMPMNPNONOROMOMNPKPAKPWPLWPSPSEPAPANPGPNGPYPRYPEPERPHPHLPNPCNPLPOLPTPRTPRPRI"
    "QAQATREREUROROURURUSRWRWABLBLMSHSHNKNKNALCLCAMFMAFPMSPMVCVCTWSWSMSMSMRSTSTPSASAUSNSENRSSRB"
    "SCSYCSLSLESGSGPSXSXMSKSVKSISVNSBSLBSOSOMZAZAFGSSGSSSSSDESESPLKLKASDSDNSRSURSJSJMSESWECHCHE"
    "SYSYRTWTWNTJTJKTZTZATHTHATLTLSTGTGOTKTKLTOTONTTTTOTNTUNTRTURTMTKMTCTCATVTUVUGUGAUAUKRAEARE"
    "GBGBRUSUSAUMUMIUYURYUZUZBVUVUTVEVENVNVNMVGVGBVIVIRWFWLFEHESHYEYEMZMZMBZWZWE";

struct CountryName {
  std::string_view name;
  std::string_view code;
};

// Names that vendors' free-text fields really hold; sorted.
constexpr auto names = std::to_array<CountryName>({
    {"argentina", "ar"},      {"australia", "au"},     {"austria", "at"},
    {"belgium", "be"},        {"brazil", "br"},        {"bulgaria", "bg"},
    {"canada", "ca"},         {"chile", "cl"},         {"china", "cn"},
    {"colombia", "co"},       {"croatia", "hr"},       {"czech republic", "cz"},
    {"czechia", "cz"},        {"denmark", "dk"},       {"egypt", "eg"},
    {"england", "gb"},        {"estonia", "ee"},       {"finland", "fi"},
    {"france", "fr"},         {"germany", "de"},       {"great britain", "gb"},
    {"greece", "gr"},         {"hong kong", "hk"},     {"hungary", "hu"},
    {"iceland", "is"},        {"india", "in"},         {"indonesia", "id"},
    {"ireland", "ie"},        {"israel", "il"},        {"italy", "it"},
    {"japan", "jp"},          {"kenya", "ke"},         {"latvia", "lv"},
    {"lithuania", "lt"},      {"luxembourg", "lu"},    {"malaysia", "my"},
    {"mexico", "mx"},         {"morocco", "ma"},       {"netherlands", "nl"},
    {"new zealand", "nz"},    {"nigeria", "ng"},       {"norway", "no"},
    {"pakistan", "pk"},       {"peru", "pe"},          {"philippines", "ph"},
    {"poland", "pl"},         {"portugal", "pt"},      {"romania", "ro"},
    {"russia", "ru"},         {"saudi arabia", "sa"},  {"scotland", "gb"},
    {"serbia", "rs"},         {"singapore", "sg"},     {"slovakia", "sk"},
    {"slovenia", "si"},       {"south africa", "za"},  {"south korea", "kr"},
    {"spain", "es"},          {"sweden", "se"},        {"switzerland", "ch"},
    {"taiwan", "tw"},         {"thailand", "th"},      {"the netherlands", "nl"},
    {"turkey", "tr"},         {"ukraine", "ua"},       {"united arab emirates", "ae"},
    {"united kingdom", "gb"}, {"united states", "us"}, {"united states of america", "us"},
    {"uruguay", "uy"},        {"usa", "us"},           {"vietnam", "vn"},
    {"wales", "gb"},
});

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

std::string each(std::string_view text, char (*change)(char)) {
  std::string changed(text);
  std::ranges::transform(changed, changed.begin(), change);
  return changed;
}

}  // namespace

std::optional<std::string> country(std::string_view text) {
  text = trim(text);
  if (text.size() == 2 || text.size() == 3) {
    const std::string wanted = each(text, upper);
    for (std::size_t at = 0; at < codes.size(); at += 5) {
      const std::string_view row = codes.substr(at, 5);
      if (row.substr(0, 2) == wanted || row.substr(2) == wanted) {
        return each(row.substr(0, 2), lower);
      }
    }
  }
  const std::string wanted = each(text, lower);
  const auto found = std::ranges::lower_bound(names, wanted, {}, &CountryName::name);
  if (found == names.end() || found->name != wanted) return std::nullopt;
  return std::string(found->code);
}

}  // namespace crosswalk
