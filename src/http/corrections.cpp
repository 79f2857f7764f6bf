// GET /api/v1/certificates/{number}/correction: what its customer has to know once a certificate
// was replaced or revoked: what it said before, what it says now, why, what to state anew, and the
// notice of correction to keep.
#include "correction/letters.hpp"

#include "codec/json_writer.hpp"
#include "http/certificates.hpp"
#include "http/customer_letters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "message/message.hpp"

namespace tenbin::http {
namespace {

// request.not_found where there is none.
Result<correction::Notice> notice_for(const Ledger& ledger, const Call& call) {
  const auto index = certificate_of(ledger.state(), call);
  if (!index) return tl::make_unexpected(index.error());
  auto notice = notice_of(ledger, *index);
  if (!notice) return tl::make_unexpected(notice.error());
  if (!*notice) return problem(Code::request_not_found, {{"path", call.request.path}});
  return **std::move(notice);
}

void write_said(json::Writer& json, const CertificateContent& content) {
  const certificate::Totals& totals = content.totals;
  json.begin_object().key("allocated_kg").string(format_kg(totals.allocated));
  json.key("mass_kg").string(format_kg(totals.mass)).key("revision").integer(content.revision);
  json.key("share_ppm").integer(totals.share.ppm()).key("with_allocation_kgco2e");
  totals.with_allocation ? json.string(*totals.with_allocation) : json.null();
  json.key("without_allocation_kgco2e");
  totals.without_allocation ? json.string(*totals.without_allocation) : json.null();
  json.end_object();
}

Reply correction(const Site& site, const Call& call) {
  const auto notice =
      site.desk.read_ledger([&](const Ledger& ledger) { return notice_for(ledger, call); });
  if (!notice) return problem_reply(call, notice.error());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("after");
  notice->after ? write_said(json, *notice->after) : void(json.null());
  json.key("before");
  write_said(json, notice->before);
  json.key("certificate").string(notice->before.number);
  json.key("date").string(format_date(notice->date)).key("letter").begin_object();
  for (const Language language : {Language::en, Language::ja})
    json.key(name_of(language)).string(correction::letter(language, *notice));
  json.end_object().key("reason").string(notice->reason).key("restate");
  json.string(
      message(call.language, notice->after ? "letter.restate.replaced" : "letter.restate.revoked"));
  json.end_object();
  return json_reply(std::move(body));
}

}  // namespace

void add_corrections(Router& router, Site& site) {
  router.add({"GET", "/api/v1/certificates/{number}/correction", office::Right::see_certificates,
              Place::worker, [&site](const Call& call) { return correction(site, call); }});
}

}  // namespace tenbin::http
