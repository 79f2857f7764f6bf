// Certificates that a customer shares by a link: made, listed and revoked by the customer alone,
// and the page behind the link, which shows what they chose.
#include "engine/lookup.hpp"
#include "http/lookups.hpp"
#include "http/offered.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/public_facts.hpp"
#include "http/public_html.hpp"
#include "http/public_page.hpp"
#include "http/replies.hpp"
#include "service/attesting.hpp"

namespace tenbin::http {
namespace {

using office::Right;
using office::Share;
using office::ShareField;

constexpr std::uint64_t small_body = 16U << 10;

void write_share(json::Writer& json, const Share& each, std::string_view token) {
  json.begin_object().key("certificate").string(each.about.certificate).key("expires_at");
  each.expires ? json.string(format_instant(*each.expires)) : json.null();
  json.key("fields").begin_array();
  for (const ShareField field : each.about.fields.values()) json.string(name_of(field));
  json.end_array().key("made_at").string(format_instant(each.made));
  json.key("share").string(std::to_string(each.id)).key("state").string(name_of(each.state));
  json.key("url");
  token.empty() ? json.null() : json.string("/s/" + std::string(token));
  json.key("views").integer(each.views).end_object();
}

Reply one_share(const Call& call, const Result<Share>& found, std::string_view token = {}) {
  if (!found) return problem_reply(call, found.error());
  std::string body;
  json::Writer json(body);
  write_share(json, *found, token);
  return json_reply(std::move(body), token.empty() ? 200 : 201);
}

// A certificate is its customer's to show, and nobody else's.
Result<std::string> customer_of(const Call& call) {
  auto own = call.own_customer();
  if (!own || own->empty()) return problem(Code::right_missing);
  return *std::move(own);
}

Result<office::NewShare> read_wanted(const State& state, const Call& call,
                                     const std::string& customer) {
  const std::string_view number = call.part("number");
  const Index index = find_certificate(state, number);
  if (index == no_index ||
      state.texts.get(state.customers[state.certificates[index].customer].id) != customer)
    return problem(Code::reference_unknown, {{"kind", "certificate"}, {"id", std::string(number)}});
  const Certificate& certificate = state.certificates[index];
  if (certificate.revoked)
    return problem(Code::certificate_not_live, {{"certificate", std::string(number)}});
  const auto body = json::parse(call.request.body);
  if (!body) return tl::make_unexpected(body.error());
  TENBIN_TRY(body->only_keys({"fields", "days"}));
  office::NewShare wanted{std::string(number), certificate.revision, customer, {}, {}};
  const auto fields = body->array_of("fields");
  if (!fields) return tl::make_unexpected(fields.error());
  for (const json::Value& each : **fields) {
    const auto name = each.text();
    if (!name) return tl::make_unexpected(name.error());
    const auto field = value_named<ShareField>(*name);
    if (!field) return not_one_of("fields", *name, to_text(office::ShareFields::all()));
    wanted.fields.add(*field);
  }
  const json::Value* const days = body->find("days");
  if (days == nullptr || days->is_null()) return wanted;
  const auto number_of_days = days->integer();
  if (!number_of_days) return tl::make_unexpected(number_of_days.error());
  wanted.days = *number_of_days;
  return wanted;
}

Reply make(const Site& site, const Call& call) {
  const auto customer = customer_of(call);
  if (!customer) return problem_reply(call, customer.error());
  const auto wanted =
      site.desk.read([&](const State& state) { return read_wanted(state, call, *customer); });
  if (!wanted) return problem_reply(call, wanted.error());
  const auto made = site.office.make_share(*wanted, *call.person);
  if (!made) return problem_reply(call, made.error());
  return one_share(call, made->about, made->token);
}

Reply list(const Site& site, const Call& call) {
  const auto customer = customer_of(call);
  if (!customer) return problem_reply(call, customer.error());
  const auto page = page_parameters(call);
  if (!page) return problem_reply(call, page.error());
  const auto found = site.office.shares(*page, *customer);
  if (!found) return problem_reply(call, found.error());
  return json_reply(page_json(
      *found, [](json::Writer& json, const Share& each) { write_share(json, each, {}); }));
}

Reply revoke(const Site& site, const Call& call) {
  const auto customer = customer_of(call);
  if (!customer) return problem_reply(call, customer.error());
  const auto id = id_of(call, "share");
  if (!id) return problem_reply(call, id.error());
  return one_share(call, site.office.revoke_share(*id, *customer));
}

// ---- the page
Result<SharedCertificate> shared_certificate(const Ledger& ledger, const Share& share,
                                             const Outside& outside) {
  const State& state = ledger.state();
  const Index index = find_certificate(state, share.about.certificate);
  if (index == no_index) return problem(Code::share_expired);  // of another book
  const Certificate& certificate = state.certificates[index];
  SharedCertificate shared;
  shared.fields = share.about.fields;
  shared.newer = certificate.revision > share.about.revision;
  PublicCertificate& page = shared.certificate;
  page.number = share.about.certificate;
  page.revision = page.latest = certificate.revision;
  page.as_of = moment(outside.now());
  if (certificate.revoked) {
    TENBIN_TRY(mark_revoked(ledger, certificate, page));
    return shared;
  }
  auto document = certificate_document(ledger, index);  // as it was issued
  if (!document) return tl::make_unexpected(document.error());
  page.content = std::move(document->content);
  return shared;
}

class SharePages {
 public:
  explicit SharePages(Site& site) : site_(site) {}

  Reply show(const Call& call) {
    const std::int64_t wait = lookups_.wait_of(call.request.address, site_.outside.now());
    if (wait > 0) return wait_reply(call, wait);
    const auto share = site_.office.look_at_share(call.part("token"));
    if (!share) return refused(call, share.error());
    const auto shared = site_.desk.read_ledger(
        [&](const Ledger& ledger) { return shared_certificate(ledger, *share, site_.outside); });
    if (!shared) return refused(call, shared.error());
    return form_reply(shared_page(call.language, *shared));
  }

 private:
  static Reply refused(const Call& call, const Problem& problem) {
    if (problem.code != Code::share_expired) return problem_reply(call, problem);
    return form_reply(share_ended_page(call.language), status_of(problem.code));
  }

  Site& site_;
  Lookups lookups_;
};

}  // namespace

void add_shares(Router& router, Site& site) {
  router.add({"POST", "/api/v1/certificates/{number}/shares", Right::see_certificates,
              Place::worker, [&site](const Call& call) { return make(site, call); }, small_body});
  router.add({"GET", "/api/v1/shares", Right::see_certificates, Place::worker,
              [&site](const Call& call) { return list(site, call); }});
  router.add({"DELETE", "/api/v1/shares/{share}", Right::see_certificates, Place::worker,
              [&site](const Call& call) { return revoke(site, call); }});
  const auto pages = std::make_shared<SharePages>(site);
  router.add({"GET", "/s/{token}", Anyone{}, Place::worker,
              [pages](const Call& call) { return pages->show(call); }});
}

}  // namespace tenbin::http
