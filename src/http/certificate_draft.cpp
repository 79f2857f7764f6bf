// What a certificate would say and look like before it is issued, for a look at each of those that
// wait: its claim and what was checked on it, and its pages marked 見本. Both are made in a
// ledger that is thrown away, of the allocations that issuing would take.
#include <algorithm>

#include "certificate/wording.hpp"
#include "claim/claim.hpp"
#include "codec/json_writer.hpp"
#include "http/certificates.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "press/draft.hpp"

namespace tenbin::http {
namespace {

// The body's {"customer","date","from","to","language"?,"page"?}, in a ledger of its own.
struct Draft {
  Ledger trial;
  press::IssueRequest request;
  std::size_t page = 1;
};

Result<Draft> draft_of(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return tl::make_unexpected(body.error());
  TENBIN_TRY(body->only_keys({"customer", "date", "from", "language", "page", "to"}));
  auto period = read_issue_period(*body);
  if (!period) return tl::make_unexpected(period.error());
  if (body->find("language") != nullptr) {
    const std::string name = text_or_empty(*body, "language");
    period->language = value_named<Language>(name);
    if (!period->language) return not_one_of("language", name, "ja en");
  }
  std::size_t page = 1;
  if (body->find("page") != nullptr) {
    const auto number = body->integer_of("page");
    if (!number) return tl::make_unexpected(number.error());
    page = *number < 1 ? 0 : static_cast<std::size_t>(*number);
  }
  auto trial = site.desk.trial();
  if (!trial) return tl::make_unexpected(trial.error());
  auto request = press::request_for(*trial, *period, text_or_empty(*body, "customer"));
  if (!request) return tl::make_unexpected(request.error());
  return Draft{*std::move(trial), *std::move(request), page};
}

// What a claim must have: the linter finds nothing against the sentence, and the paper shows the
// footprint without the allocation and the period that it is of.
void write_checks(json::Writer& json, const CertificateContent& content,
                  const std::vector<claim::Finding>& findings) {
  const auto is_free_of = [&](claim::Kind kind) {
    return std::none_of(findings.begin(), findings.end(),
                        [&](const claim::Finding& each) { return each.kind == kind; });
  };
  json.key("checks").begin_object();
  json.key("equivalent").boolean(is_free_of(claim::Kind::equivalent_missing));
  json.key("method").boolean(is_free_of(claim::Kind::method_missing));
  json.key("period").boolean(!content.periods.empty());
  json.key("residual").boolean(content.totals.without_allocation_per_kg.has_value());
  json.key("wording").boolean(findings.empty()).end_object();
}

Result<std::string> facts_of(const CertificateContent& content) {
  const Language language = content.language;
  const certificate::Claims claims = certificate::claims_of(content);
  const std::string& claim = claims.allocation.text.in(language);
  const auto findings = claim::lint(claim, language);
  if (!findings) return tl::make_unexpected(findings.error());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("allocated_kg").string(format_kg(content.totals.allocated));
  write_checks(json, content, *findings);
  json.key("claim").string(claim).key("code").string(claims.allocation.code);
  json.key("language").string(name_of(language));
  json.key("mass_kg").string(format_kg(content.totals.mass));
  json.key("physical").string(claims.physical.text.in(language));
  json.key("share_ppm").integer(content.totals.share.ppm()).key("unverified");
  claims.unverified ? json.string(claims.unverified->text.in(language)) : json.null();
  json.key("verifier");
  content.verification ? json.string(content.verification->verifier) : json.null();
  json.end_object();
  return body;
}

Reply facts(const Site& site, const Call& call) {
  auto draft = draft_of(site, call);
  if (!draft) return problem_reply(call, draft.error());
  const auto content = press::draft_content(draft->trial, draft->request, call.actor());
  if (!content) return problem_reply(call, content.error());
  auto body = facts_of(*content);
  return body ? json_reply(*std::move(body)) : problem_reply(call, body.error());
}

Reply page(const Site& site, const Call& call) {
  auto draft = draft_of(site, call);
  if (!draft) return problem_reply(call, draft.error());
  auto sheet = press::draft_page(draft->trial, draft->request, call.actor(), draft->page);
  if (!sheet) return problem_reply(call, sheet.error());
  Reply reply{200, "image/png", std::move(sheet->png)};
  reply.headers.emplace_back("Page-Count", std::to_string(sheet->pages));
  return reply;
}

}  // namespace

void add_certificate_draft(Router& router, Site& site) {
  constexpr std::uint64_t body = std::uint64_t{1} << 16;
  router.add({"POST", "/api/v1/certificates/draft", office::Right::issue, Place::worker,
              [&site](const Call& call) { return facts(site, call); }, body});
  router.add({"POST", "/api/v1/certificates/draft/page", office::Right::issue, Place::worker,
              [&site](const Call& call) { return page(site, call); }, body});
}

}  // namespace tenbin::http
