// GET /api/v1/certificates/{number}/correction: what its customer has to know once a certificate
// was replaced or revoked: what it said before, what it says now, why, what to state anew, and the
// notice of correction to keep.
#include "correction/letters.hpp"

#include "codec/json_writer.hpp"
#include "engine/attest.hpp"
#include "http/certificates.hpp"
#include "http/public_facts.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "message/message.hpp"
#include "service/attesting.hpp"
#include "service/certificate_records.hpp"

namespace tenbin::http {
namespace {

// Of the record that replaced or revoked it.
Result<std::string> reason_at(const Ledger& ledger, std::uint64_t seq) {
  std::string reason;
  TENBIN_TRY(look_at_record(ledger, seq, [&](const Record& record) {
    const auto& command = record.event.command;
    if (const auto* const replaced = std::get_if<ReplaceCertificate>(&command))
      reason = replaced->reason;
    if (const auto* const revoked = std::get_if<RevokeCertificate>(&command))
      reason = revoked->reason;
  }));
  return reason;
}

// The newest revision against the one before it, or a revoked one against nothing.
// request.not_found of a first revision in force, and where an older one was never attested.
Result<correction::Notice> notice_of(const Ledger& ledger, const Call& call) {
  const State& state = ledger.state();
  const auto index = certificate_of(state, call);
  if (!index) return tl::make_unexpected(index.error());
  const Certificate& certificate = state.certificates[*index];
  const std::int32_t before = certificate.revision - (certificate.revoked ? 0 : 1);
  const Index was = find_attestation(state, *index, before);
  if (was == no_index) return problem(Code::request_not_found, {{"path", call.request.path}});
  correction::Notice notice;
  auto content = attested_content(ledger, was);
  if (!content) return tl::make_unexpected(content.error());
  notice.before = *std::move(content);
  auto reason = reason_at(ledger, certificate.revoked ? certificate.revoked_by : certificate.seq);
  if (!reason) return tl::make_unexpected(reason.error());
  notice.reason = *std::move(reason);
  if (certificate.revoked) {
    const auto revocation = revocation_of(ledger, certificate);
    if (!revocation) return tl::make_unexpected(revocation.error());
    notice.date = revocation->on;
    return notice;
  }
  notice.date = certificate.date;
  auto document = certificate_document(ledger, *index);
  if (!document) return tl::make_unexpected(document.error());
  notice.after = std::move(document->content);
  return notice;
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
      site.desk.read_ledger([&](const Ledger& ledger) { return notice_of(ledger, call); });
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
