#include "http/customer_letters.hpp"

#include <algorithm>

#include "engine/attest.hpp"
#include "http/public_facts.hpp"
#include "message/message.hpp"
#include "service/attesting.hpp"
#include "service/certificate_records.hpp"

namespace tenbin::http {
namespace {

using office::EventType;

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

// What a letter is about, read while the ledger is held.
struct Matter {
  std::string customer;
  CertificateContent content;
  std::optional<correction::Notice> notice;
};

Result<std::optional<Matter>> matter_of(const Ledger& ledger, const CertificateNews& news) {
  const State& state = ledger.state();
  const Certificate& certificate = state.certificates[news.certificate];
  const bool revoked = news.type == EventType::certificate_revoked;
  if (certificate.revision != news.revision || certificate.revoked != revoked) return std::nullopt;
  const Index said = find_attestation(state, news.certificate, news.revision);
  if (said == no_index) return std::nullopt;
  auto content = attested_content(ledger, said);
  if (!content) return tl::make_unexpected(content.error());
  Matter matter;
  matter.customer = state.texts.get(state.customers[certificate.customer].id);
  matter.content = *std::move(content);
  if (news.type != EventType::certificate_issued) {
    auto notice = notice_of(ledger, news.certificate);
    if (!notice) return tl::make_unexpected(notice.error());
    matter.notice = *std::move(notice);
  }
  return matter;
}

// "2026年7月分", or the first and the last day of what was shipped.
std::string span_of(Language language, const CertificateContent& content) {
  if (content.lines.empty()) return {};
  const auto [first, last] =
      std::minmax_element(content.lines.begin(), content.lines.end(),
                          [](const auto& a, const auto& b) { return a.date < b.date; });
  const Date from = first->date;
  const Date to = last->date;
  if (from.year() == to.year() && from.month() == to.month())
    return message(
        language, "mail.certificate.month",
        {{"year", std::to_string(from.year())}, {"month", std::to_string(from.month())}});
  return message(language, "mail.certificate.days",
                 {{"from", format_date(from)}, {"to", format_date(to)}});
}

office::QueuedLetter letter_to(const office::Person& person, const Matter& matter, EventType type,
                               std::string_view address) {
  const Language language = person.language;
  const CertificateContent& content = matter.content;
  const Mass allocated = matter.notice && matter.notice->after
                             ? matter.notice->after->totals.allocated
                             : content.totals.allocated;
  const std::vector<Fact> facts = {{"certificate", content.number},
                                   {"customer", content.recipient.name.in(language)},
                                   {"span", span_of(language, content)},
                                   {"allocated_kg", format_kg(allocated)},
                                   {"mass_kg", format_kg(content.totals.mass)}};
  const auto say = [&](std::string_view key) {
    return message(language, "mail.certificate." + std::string(key), facts);
  };
  const std::string_view what = name_of(type).substr(std::string_view("certificate.").size());
  office::QueuedLetter letter;
  letter.to = person.email;
  letter.subject = say("subject." + std::string(what));
  letter.text = matter.notice ? correction::letter(language, *matter.notice)
                              : say("to") + "\n\n" + say("issued") + "\n" + say("masses") + "\n";
  letter.text += "\n" + say("where") + "\n" + std::string(address) +
                 "/portal?lang=" + std::string(name_of(language)) + "\n";
  if (!matter.notice) letter.text += "\n" + content.issuer.name.in(language) + "\n";
  return letter;
}

}  // namespace

Result<std::optional<correction::Notice>> notice_of(const Ledger& ledger, Index index) {
  const State& state = ledger.state();
  const Certificate& certificate = state.certificates[index];
  const std::int32_t before = certificate.revision - (certificate.revoked ? 0 : 1);
  const Index was = find_attestation(state, index, before);
  if (was == no_index) return std::nullopt;
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
  auto document = certificate_document(ledger, index);
  if (!document) return tl::make_unexpected(document.error());
  notice.after = std::move(document->content);
  return notice;
}

Result<std::vector<office::QueuedLetter>> letters_about(const desk::Desk& desk,
                                                        const std::vector<office::Person>& people,
                                                        const CertificateNews& news,
                                                        std::string_view address) {
  const auto matter =
      desk.read_ledger([&](const Ledger& ledger) { return matter_of(ledger, news); });
  if (!matter) return tl::make_unexpected(matter.error());
  std::vector<office::QueuedLetter> letters;
  if (!*matter) return letters;
  for (const office::Person& each : people) {
    if (each.active && each.customer == (*matter)->customer && !each.email.empty())
      letters.push_back(letter_to(each, **matter, news.type, address));
  }
  return letters;
}

}  // namespace tenbin::http
