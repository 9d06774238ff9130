#include "world/growth/invent.hpp"

namespace crosswalk::sim {
namespace {

constexpr Name west_first[] = {{"Zoë", "zoe"},
                               {"André", "andre"},
                               {"Søren", "soren"},
                               {"Łucja", "lucja"},
                               {"José", "jose"},
                               {"Björk", "bjork"},
                               {"Chloé", "chloe"},
                               {"Jürgen", "jurgen"},
                               {"Siobhán", "siobhan"},
                               {"Ağça", "agca"},
                               {"Nuño", "nuno"},
                               {"Anne-Lise", "anne-lise"},
                               {"Mary Jane", "mary.jane"},
                               {"Tomáš", "tomas"},
                               {"Ingrid", "ingrid"},
                               {"Đặng", "dang"},
                               {"Oisín", "oisin"},
                               {"Renée", "renee"},
                               {"Þóra", "thora"},
                               {"Marek", "marek"}};
constexpr Name west_last[] = {{"O'Brannigan", "obrannigan"},
                              {"Fjeldgård", "fjeldgard"},
                              {"Quillington", "quillington"},
                              {"Żurawski", "zurawski"},
                              {"da Corveira", "dacorveira"},
                              {"Ostermühl", "ostermuhl"},
                              {"Březinský", "brezinsky"},
                              {"Lagerström-Wik", "lagerstrom-wik"},
                              {"Tremblanc", "tremblanc"},
                              {"Karaçelik", "karacelik"},
                              {"van der Molenhof", "vandermolenhof"},
                              {"Wrenfield", "wrenfield"},
                              {"Ibarrondo", "ibarrondo"},
                              {"Nguyễnhoa", "nguyenhoa"},
                              {"Æbelholt", "aebelholt"},
                              {"Großmannshof", "grossmannshof"},
                              {"MacAllorby", "macallorby"},
                              {"Pálffyné", "palffyne"}};
constexpr Name east_first[] = {{"Юлия", "yuliya"},       {"Тимофей", "timofey"},
                               {"Аграфена", "agrafena"}, {"Мирослав", "miroslav"},
                               {"Їжакія", "yizhakiya"},  {"Глеб", "gleb"},
                               {"Снежана", "snezhana"},  {"Богдан", "bohdan"}};
constexpr Name east_last[] = {{"Лесогорова", "lesogorova"}, {"Дубровин", "dubrovin"},
                              {"Ясеницкий", "yasenitsky"},  {"Ковыльный", "kovylny"},
                              {"Щедрович", "shchedrovich"}, {"Подснежникова", "podsnezhnikova"}};
constexpr Name arabic_first[] = {{"ليلى", "layla"},   {"سامر", "samer"}, {"نور", "nour"},
                                 {"هيثم", "haytham"}, {"رنا", "rana"},   {"زياد", "ziad"}};
constexpr Name arabic_last[] = {{"النخلاوي", "nakhlawi"},
                                {"البحري", "bahri"},
                                {"الزيتوني", "zaytouni"},
                                {"القمراوي", "qamrawi"},
                                {"الواديني", "wadini"}};
constexpr Name han_first[] = {{"晓云", "xiaoyun"}, {"子涵", "zihan"},   {"思远", "siyuan"},
                              {"雨桐", "yutong"},  {"明杰", "mingjie"}, {"さくら", "sakura"}};
constexpr Name han_last[] = {{"欧阳", "ouyang"},
                             {"林", "lin"},
                             {"慕容", "murong"},
                             {"鶴見川", "tsurumigawa"},
                             {"黄", "huang"}};
constexpr Name hangul_first[] = {{"하늘", "haneul"},
                                 {"서준", "seojun"},
                                 {"민들레", "mindeulle"},
                                 {"지우", "jiwoo"},
                                 {"새벽", "saebyeok"}};
constexpr Name hangul_last[] = {
    {"남궁", "namgung"}, {"솔", "sol"}, {"황보", "hwangbo"}, {"제갈", "jegal"}};
constexpr Name devanagari_first[] = {{"अनन्या", "ananya"},
                                     {"विहान", "vihaan"},
                                     {"मीरा", "meera"},
                                     {"कबीर", "kabir"},
                                     {"ईशा", "isha"}};
constexpr Name devanagari_last[] = {{"नदीवाल", "nadiwal"},
                                    {"पर्वतकर", "parvatkar"},
                                    {"चंदनशिव", "chandanshiv"},
                                    {"मेघवंशी", "meghwanshi"}};
constexpr Name plain_first[] = {{"Ada", "ada"},   {"Miles", "miles"},  {"Hazel", "hazel"},
                                {"Otto", "otto"}, {"Priya", "priya"},  {"Ruben", "ruben"},
                                {"Tess", "tess"}, {"Victor", "victor"}};
constexpr Name plain_last[] = {{"Fernhollow", "fernhollow"},       {"Copperdale", "copperdale"},
                               {"Marchbanksley", "marchbanksley"}, {"Stillwaterby", "stillwaterby"},
                               {"Rookhampton", "rookhampton"},     {"Silverlock", "silverlock"}};

constexpr Culture all_cultures[] = {
    {west_first, west_last}, {plain_first, plain_last},   {west_first, west_last},
    {east_first, east_last}, {arabic_first, arabic_last}, {plain_first, plain_last},
    {han_first, han_last},   {hangul_first, hangul_last}, {devanagari_first, devanagari_last}};

constexpr Text all_professions[] = {"Welder",
                                    "Data Engineer",
                                    "Staff Nurse",
                                    "Crane Operator",
                                    "Pastry Chef",
                                    "Tax Adviser",
                                    "Embedded Developer",
                                    "Warehouse Lead",
                                    "Account Manager",
                                    "Marine Biologist",
                                    "Night Auditor",
                                    "Bicycle Mechanic",
                                    "UX Researcher",
                                    "Tram Driver",
                                    "Procurement Officer",
                                    "Lab Technician",
                                    "Payroll Clerk",
                                    "Site Reliability Engineer",
                                    "Optometrist",
                                    "Sound Designer"};
constexpr Text all_cities[] = {"Leeds, United Kingdom", "Berlin, Germany",  "Łódź, Poland",
                               "Madrid, Spain",         "Austin, Texas",    "Toronto, Canada",
                               "Zürich, Switzerland",   "Bengaluru, India", "São Paulo, Brazil",
                               "Osaka, Japan",          "Cork, Ireland"};
constexpr Text all_departments[] = {"Engineering", "Operations", "Finance & Legal",
                                    "Care",        "Research",   "Kitchen",
                                    "Logistics",   "People",     "Sales"};
constexpr Text all_plan[] = {"Application Review", "Phone Screen",    "Trial Day",
                             "Face to Face",       "Reference Check", "Offer"};

constexpr Text company_heads[] = {"Nordlicht", "Harbourfinch", "Tallgrass", "Kestrelby",
                                  "Brånevik",  "Quartzmere",   "Oakentide", "Lumenhall",
                                  "Vellichor", "Petrichorn"};
constexpr Text company_tails[] = {"Marine", "Foundry",       "Analytics", "& Daughters",
                                  "Health", "Robotics GmbH", "Catering",  "Freight",
                                  "Studio", "Optics"};
constexpr Text streets[] = {"Elm Row",      "Quay Lane", "Tannery Yard", "Lindenweg",
                            "Rue du Puits", "Mill Brow", "Calle Ancha",  "Foundry Walk"};
constexpr Text duties[] = {
    "plan the week together with the shift lead and keep the board up to date",
    "look after tools &amp; materials, and say early when something runs short",
    "write down what was learned so that the next person finds it",
    "welcome newcomers &ndash; nobody here starts alone",
    "keep an eye on safety, quality and the time of others",
    "answer questions from customers in a calm and friendly way"};
constexpr Text wishes[] = {
    "You have done this for a while, or something close enough, and can show it.",
    "You like to finish what you began, and to hand it over well.",
    "You speak up when a rule makes no sense&nbsp;&ndash; and suggest a better one.",
    "A certificate is welcome; curiosity counts for more.",
    "You work well with people of every background."};

}  // namespace

std::span<const Culture> cultures() { return all_cultures; }
std::span<const Text> professions() { return all_professions; }
std::span<const Text> cities() { return all_cities; }
std::span<const Text> department_names() { return all_departments; }
std::span<const Text> plan_names() { return all_plan; }

std::string company(Draw& draw) {
  std::string name(draw.pick(company_heads));
  name += ' ';
  name += draw.pick(company_tails);
  return name;
}

std::string telephone(Draw& draw) {
  const auto digits = [&](std::uint64_t count) {
    std::string text;
    while (count-- > 0) text += static_cast<char>('0' + draw.below(10));
    return text;
  };
  // Ofcom, the North American plan, ARCEP and the Bundesnetzagentur each keep such a range.
  switch (draw.below(4)) {
    case 0:
      return "+44 7700 900" + digits(3);
    case 1:
      return "+1 (202) 555-01" + digits(2);
    case 2:
      return "+33 6 39 98 " + digits(2) + " " + digits(2);
    default:
      return "+49 30 23125-" + digits(3);
  }
}

std::string street_address(Draw& draw) {
  std::string text = std::to_string(1 + draw.below(140));
  text += ' ';
  text += draw.pick(streets);
  text += '\n';
  text += draw.pick(cities());
  return text;
}

std::string advertisement(Draw& draw, std::string_view title, std::string_view city, bool brief) {
  std::string text = "<p>";
  text += title;
  if (brief) return text += " wanted. Ask us.</p>";
  text += " wanted in <strong>";
  text += city.empty() ? "any place you like" : city;
  text += "</strong>. We are a team of forty and need one more pair of hands.</p><ul>";
  const std::uint64_t first = draw.below(std::size(duties));
  for (std::uint64_t at = 0; at < 3; ++at) {
    text += "<li>";
    text += duties[(first + at) % std::size(duties)];
    text += "</li>";
  }
  text += "</ul><p>";
  text += draw.pick(wishes);
  text +=
      "</p><p>Pay &amp; hours are agreed at the first talk; &quot;part-time&quot; is a full "
      "answer here.</p>";
  return text;
}

}  // namespace crosswalk::sim
