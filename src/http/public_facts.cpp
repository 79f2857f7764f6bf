#include "http/public_facts.hpp"

#include "certificate/check_code.hpp"
#include "credential/web.hpp"
#include "http/replies.hpp"
#include "message/message.hpp"
#include "service/certificate_records.hpp"

namespace tenbin::http {

namespace {

// A browser, and not a program that wants JSON.
bool prefers_html(const Call& call) {
  const std::string_view accept = call.request.header("accept");
  return accept.find("text/html") < accept.find("json");
}

}  // namespace

std::string public_path(const State& state, Index attestation) {
  const Attestation& attested = state.attestations[attestation];
  const std::string_view number = state.texts.get(state.certificates[attested.certificate].number);
  return "/c/" + credential::percent_encode(number) + "/" +
         certificate::check_code(to_hex(attested.digest));
}

Result<Revocation> revocation_of(const Ledger& ledger, const Certificate& certificate) {
  Revocation revocation;
  TENBIN_TRY(look_at_record(ledger, certificate.revoked_by, [&](const Record& record) {
    const auto* const revoke = std::get_if<RevokeCertificate>(&record.event.command);
    if (revoke != nullptr) revocation.on = revoke->date;
    constexpr std::string_view mark = "class:";
    const std::string_view note = record.event.note;
    const std::string_view word = note.substr(0, note.find(' '));  // what follows: who approved
    if (word.starts_with(mark)) revocation.reason_class = word.substr(mark.size());
  }));
  return revocation;
}

Result<void> mark_revoked(const Ledger& ledger, const Certificate& certificate,
                          PublicCertificate& page) {
  auto revocation = revocation_of(ledger, certificate);
  if (!revocation) return tl::make_unexpected(revocation.error());
  page.state = PublicState::revoked;
  page.since = revocation->on;
  page.reason_class = std::move(revocation->reason_class);
  return {};
}

std::string moment(Instant now) {
  constexpr std::int64_t japan_ms = 9 * 3'600'000;
  std::string text = format_instant({now.ms + japan_ms}).substr(0, 16);
  text[10] = ' ';
  return text;
}

Reply wait_reply(const Call& call, std::int64_t seconds) {
  const Problem problem{Code::lookup_too_many, {{"seconds", std::to_string(seconds)}}};
  Reply reply = problem_reply(call, problem);
  if (!prefers_html(call)) return reply;
  reply.type = "text/html; charset=utf-8";
  reply.body = sentence_page(call.language, sentence_of(call.language, problem));
  return reply;
}

}  // namespace tenbin::http
