#include <array>

#include "language/tables/tables.hpp"

namespace crosswalk::sim::language {
namespace {

struct Product {
  std::string_view word;
  bool TenantSpec::*place;
};
constexpr std::array<Product, 4> products{{{"export", &TenantSpec::exports},
                                           {"hooks", &TenantSpec::hooks},
                                           {"access", &TenantSpec::access},
                                           {"onboarding", &TenantSpec::onboarding}}};

// Which products a tenant has is a list of words outside and a flag for each inside.
Word<TenantSpec> products_word() {
  const Value<std::vector<std::string>> words =
      list_of(one_word("product", {"sync", "export", "hooks", "access", "onboarding"}), 5);
  Word<TenantSpec> made{.key = "products",
                        .help = "What the tenant has bought; sync is always there.",
                        .type = words.type,
                        .schema = words.schema};
  made.read = [words](const Node& node, const Reader& reader, TenantSpec& into) -> Problem {
    std::vector<std::string> read;
    if (auto wrong = words.read(node, reader, read)) return wrong;
    for (const Product& each : products) {
      into.*each.place = std::ranges::find(read, each.word) != read.end();
    }
    return std::nullopt;
  };
  made.write = [](const TenantSpec& said, const TenantSpec&) {
    Node node = list();
    node.items.push_back(scalar("sync"));
    for (const Product& each : products) {
      if (said.*each.place) node.items.push_back(scalar(std::string(each.word)));
    }
    return node;
  };
  made.differs = [](const TenantSpec& said, const TenantSpec& usual) {
    return std::ranges::any_of(
        products, [&](const Product& each) { return said.*each.place != usual.*each.place; });
  };
  return made;
}

// {"3001": "urn:li:person:..."}: ids are numbers inside.
Value<std::map<Id, std::string>> member_urns() {
  using Members = std::map<Id, std::string>;
  const auto texts = named_texts("who at LinkedIn a user is, \"3001\": \"urn:li:person:anna\"");
  Value<Members> value;
  value.type = texts.type;
  value.schema = texts.schema;
  value.read = [texts](const Node& node, const Reader& reader, Members& into) -> Problem {
    std::map<std::string, std::string> read;
    if (auto wrong = texts.read(node, reader, read)) return wrong;
    Members members;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      Id id = 0;
      const Value<std::uint64_t> number = whole(1, 1'000'000'000'000);
      if (auto wrong = number.read(node.keys[i], reader, id)) return wrong;
      members[id] = read[node.keys[i].text];
    }
    into = std::move(members);
    return std::nullopt;
  };
  value.write = [](const Members& said, const Members&) {
    Node node = map();
    for (const auto& [id, urn] : said) put(node, std::to_string(id), scalar(urn));
    return node;
  };
  return value;
}

Known listed(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

}  // namespace

const Section<TenantPolicy>& policy_section() {
  using P = TenantPolicy;
  static const Section<P> section{
      "policy",
      "What a tenant lets out, in LinkedIn's words.",
      {word<P>("availability", &P::availability,
               one_word("availability", {"PRIVATE_TO_ATS_INTEGRATION", "PUBLIC"}),
               "Who at LinkedIn sees its jobs."),
       word<P>("private_candidates", &P::private_candidates, flag(),
               "Sent although the vendor marks them private."),
       word<P>("confidential_jobs", &P::confidential_jobs, flag(), "Sent although confidential."),
       word<P>("private_notes", &P::private_notes, flag(),
               "Sent although only some users of the vendor see them."),
       word<P>("was_wider", &P::was_wider, flag(), "More was let out at some time."),
       word<P>("without_history", &P::without_history, flag(),
               "The vendor tells no history, as v1 and Gem do not; they need not say so."),
       word<P>("linkedin_from_answers", &P::linkedin_from_answers, flag(),
               "A LinkedIn address may come from an application's answer."),
       word<P>("export_email", &P::export_email, flag(),
               "An exported member's address may enter the vendor's system."),
       word<P>("export_profile_url", &P::export_profile_url, flag(),
               "An exported member's profile may enter the vendor's system."),
       word<P>("members", &P::members, member_urns(),
               "Who at LinkedIn the vendor's users are, by user id."),
       word<P>("withheld_departments", &P::withheld_departments,
               list_of(text("a department's name", 200), 100),
               "Their jobs, and the applications for them, stay away."),
       word<P>("withheld_fields", &P::withheld_fields,
               list_of(one_word("field that can be withheld", listed(withholdable_fields())), 50),
               "LinkedIn fields that stay empty."),
       word<P>("withheld_kinds", &P::withheld_kinds,
               list_of(one_word("kind that can be withheld", listed(withholdable_kinds())), 50),
               "Kinds that stay away.")}};
  return section;
}

const Section<TenantSpec>& tenant_section() {
  using T = TenantSpec;
  static const Section<T> section = [] {
    Section<T> made{"tenant",
                    "One customer; all words of `world` may be said here, too.",
                    {word<T>("name", &T::name, text("a name of a-z, 0-9 and -", 40),
                             "How steps and expectations call it."),
                     products_word(),
                     word<T>("policy", &T::policy, inside(policy_section()), "What it lets out.")}};
    for (const Word<T>& each : world_section().words) made.words.push_back(each);
    return made;
  }();
  return section;
}

const Known& vendor_words() {
  static const Known words{"greenhouse", "greenhouse-v1", "gem"};
  return words;
}

std::string_view peer_of(std::string_view vendor) { return vendor.substr(0, vendor.find('-')); }

bool calls_hooks(std::string_view vendor) { return peer_of(vendor) == "greenhouse"; }

}  // namespace crosswalk::sim::language
