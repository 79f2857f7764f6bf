// GET /api/v1/annual-pack?year=2026[&begins=4][&customer=C-1][&since=…]: a customer's twelve months
// as a ZIP. It reads a ledger of its own, for printing takes longer than a reader may hold the read
// model. `since` makes a pack as if the last download up to then had been the last of all.
#include <algorithm>

#include "annual/annual.hpp"
#include "engine/lookup.hpp"
#include "http/annual_history.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "press/reprint.hpp"
#include "service/certify.hpp"

namespace tenbin::http {
namespace {

Result<std::int64_t> number_parameter(const Call& call, std::string_view name, std::int64_t least,
                                      std::int64_t most, std::optional<std::int64_t> otherwise) {
  const std::string_view text = call.request.parameter(name);
  if (text.empty() && otherwise) return *otherwise;
  const auto value = read_id(text);
  if (value && *value >= least && *value <= most) return *value;
  return not_one_of(name, text, std::to_string(least) + "…" + std::to_string(most));
}

Result<Instant> since_parameter(const Call& call, const Outside& outside) {
  const std::string_view text = call.request.parameter("since");
  if (text.empty()) return outside.now();
  if (const auto since = parse_instant(text)) return *since;
  return not_one_of("since", text, "2026-04-01T00:00:00.000Z");
}

// Whose pack: a customer's own, else the one named.
Result<Index> customer_of(const State& state, const Call& call) {
  const std::string named =
      call.own_customer().value_or(std::string(call.request.parameter("customer")));
  const Index found = find_customer(state, named);
  if (found == no_index)
    return problem(Code::reference_unknown, {{"kind", "customer"}, {"id", named}});
  return found;
}

// Live certificates of the customer that have a line in the twelve months, with their files.
Result<void> add_certificates(const Ledger& ledger, const press::Press& press, Index customer,
                              Date from, std::vector<certificate::Content>& contents,
                              annual::AnnualPack& pack) {
  const State& state = ledger.state();
  for (Index i = 0; i < static_cast<Index>(state.certificates.size()); ++i) {
    const Certificate& each = state.certificates[i];
    if (each.customer != customer || each.revoked) continue;
    auto document = certificate_document(ledger, i);
    if (!document) return tl::make_unexpected(document.error());
    if (certificate::year_of({document->content}, from).certificates.empty()) continue;
    contents.push_back(document->content);
    auto files = press::reprint(ledger, press, *std::move(document));
    if (!files) return tl::make_unexpected(files.error());
    const std::string stem = "certificates/" + press::file_name_of(files->stem);
    pack.certificates.push_back({stem + ".pdf", std::move(files->pdf)});
    pack.certificates.push_back({stem + ".json", std::move(files->json)});
  }
  return {};
}

// The rules that the certificates name, each once.
void add_rulebooks(const std::vector<certificate::Content>& contents, annual::AnnualPack& pack) {
  for (const certificate::Content& content : contents) {
    const auto same = [&](const certificate::RulebookNote& note) {
      return note.title == content.rulebook.title && note.method == content.rulebook.method &&
             note.conversion_factor == content.rulebook.conversion_factor;
    };
    if (std::none_of(pack.rulebooks.begin(), pack.rulebooks.end(), same))
      pack.rulebooks.push_back(content.rulebook);
  }
}

Result<annual::AnnualPack> pack_of(const Site& site, const Call& call, Date from, Instant until) {
  const auto ledger = site.desk.trial();
  if (!ledger) return tl::make_unexpected(ledger.error());
  const State& state = ledger->state();
  const auto customer = customer_of(state, call);
  if (!customer) return tl::make_unexpected(customer.error());
  const auto press =
      press::Press::make(*ledger, {site.desk.path(), site.key_path, "", site.outside.fill_random});
  if (!press) return tl::make_unexpected(press.error());

  annual::AnnualPack pack;
  pack.customer = state.texts.get(state.customers[*customer].id);
  pack.made = today(site.outside);
  pack.records = ledger->size();
  pack.web = web_of_book(ledger->book()).value_or("");
  std::vector<certificate::Content> contents;
  TENBIN_TRY(add_certificates(*ledger, *press, *customer, from, contents, pack));
  if (contents.empty())
    return problem(Code::reference_unknown, {{"kind", "certificate"}, {"id", pack.customer}});
  pack.year = certificate::year_of(contents, from);
  pack.issuer = contents.back().issuer.name;
  pack.recipient = contents.back().recipient.name;
  add_rulebooks(contents, pack);
  auto last = last_download(site.office, pack, until);
  if (!last) return tl::make_unexpected(last.error());
  pack.last = *std::move(last);
  TENBIN_TRY(add_history(*ledger, *customer, pack));
  return pack;
}

Result<Reply> annual_pack(const Site& site, const Call& call) {
  const auto year = number_parameter(call, "year", 2000, 2999, std::nullopt);
  if (!year) return tl::make_unexpected(year.error());
  const auto begins = number_parameter(call, "begins", 1, 12, 4);
  if (!begins) return tl::make_unexpected(begins.error());
  const auto until = since_parameter(call, site.outside);
  if (!until) return tl::make_unexpected(until.error());
  const Date from = Date::of(static_cast<int>(*year), static_cast<unsigned>(*begins), 1);
  const auto pack = pack_of(site, call, from, *until);
  if (!pack) return tl::make_unexpected(pack.error());
  const auto renderer = paper::Renderer::create();
  if (!renderer) return tl::make_unexpected(renderer.error());
  auto zip = annual::write_annual_pack(*renderer, *pack);
  if (!zip) return tl::make_unexpected(zip.error());
  if (call.request.method != "HEAD") TENBIN_TRY(note_download(site.office, call, *pack));
  return file_reply(*std::move(zip), "application/zip",
                    "annual-" + press::file_name_of(pack->customer) + "-" +
                        format_date(from).substr(0, 7) + ".zip");
}

}  // namespace

void add_annual(Router& router, Site& site) {
  router.add({"GET", "/api/v1/annual-pack", office::Right::see_certificates, Place::worker,
              [&site](const Call& call) {
                auto reply = annual_pack(site, call);
                return reply ? *std::move(reply) : problem_reply(call, reply.error());
              },
              0, true});
}

}  // namespace tenbin::http
