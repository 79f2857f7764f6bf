#include "http/public_page.hpp"

#include <fmt/core.h>

#include "certificate/check_code.hpp"
#include "certificate/wording.hpp"
#include "http/public_html.hpp"
#include "message/message.hpp"

namespace tenbin::http {
namespace {

using certificate::label;
using certificate::show_date;

std::string days(Language language, const certificate::Period& period) {
  return show_date(language, period.from) + std::string(label(language, "until")) +
         show_date(language, period.to);
}

// The name in the reader's language, or in the other where there is none.
std::string_view name_in(Language language, const certificate::Text& text) {
  const std::string& own = text.in(language);
  if (!own.empty()) return own;
  return language == Language::ja ? text.en : text.ja;
}

std::string verification_of(Language language,
                            const std::optional<certificate::Verification>& verification) {
  if (!verification) return std::string(label(language, "verification.none"));
  const auto kind =
      label(language, "verification.kind." + std::string(name_of(verification->kind)));
  const auto level =
      label(language, "verification.level." + std::string(name_of(verification->level)));
  return fmt::format("{} / {} / {} / {}", verification->verifier, kind, level,
                     days(language, verification->scope));
}

std::string per_kg(Language language, const certificate::Emissions& emissions) {
  if (!emissions) return std::string(label(language, "figure.none"));
  return certificate::show_rounded_up(*emissions, 3) + " " +
         std::string(label(language, "unit.per_kg"));
}

void write_facts(Page& page, const CertificateContent& content) {
  const Language language = page.language();
  std::string products;
  for (std::size_t i = 0; i < content.lines.size() && i < 5; ++i) {
    if (i > 0) products += language == Language::ja ? "、" : ", ";
    const std::string_view name = name_in(language, content.lines[i].name);
    products += name.empty() ? content.lines[i].product : std::string(name);
  }
  if (content.lines.size() > 5) products += " …";
  page.raw("<dl>");
  page.fact(label(language, "number"), content.number);
  page.fact(label(language, "issued_on"), show_date(language, content.issued_on));
  page.fact(label(language, "issuer"), name_in(language, content.issuer.name));
  page.fact(label(language, "site"), name_in(language, content.issuer.site));
  page.fact(label(language, "recipient"), name_in(language, content.recipient.name));
  page.fact(label(language, "products"), products);
  for (const certificate::Period& period : content.periods)
    page.fact(label(language, "period"), days(language, period));
  page.fact(label(language, "figure.with"),
            per_kg(language, content.totals.with_allocation_per_kg));
  page.fact(label(language, "figure.without"),
            per_kg(language, content.totals.without_allocation_per_kg));
  if (content.approval)
    page.fact(label(language, "approval"), certificate::show_approval(language, *content.approval));
  page.fact(label(language, "verification"), verification_of(language, content.verification));
  page.raw("</dl>");
}

using office::ShareField;

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

// What is always shown, and the chosen fields of one value each.
void write_chosen(Page& page, const CertificateContent& content, office::ShareFields fields) {
  const Language language = page.language();
  page.raw("<dl>");
  page.fact(label(language, "number"), content.number);
  page.fact(label(language, "issuer"), name_in(language, content.issuer.name));
  page.fact(label(language, "site"), name_in(language, content.issuer.site));
  page.fact(page.say("share.model"), message(language, "public.share.mass_balance"));
  for (const certificate::Period& period : content.periods)
    page.fact(label(language, "period"), days(language, period));
  page.fact(label(language, "figure.mass"), certificate::show_t(content.totals.mass) + " t");
  page.fact(label(language, "figure.allocated"),
            certificate::show_t(content.totals.allocated) + " t");
  page.fact(page.say("proposal.share"), certificate::show_percent(content.totals.share) + " %");
  if (fields.has(ShareField::addressee))
    page.fact(label(language, "recipient"), name_in(language, content.recipient.name));
  if (fields.has(ShareField::orders))
    page.fact(label(language, "orders"), joined(content.recipient.orders));
  if (fields.has(ShareField::footprint)) {
    page.fact(label(language, "figure.with"),
              per_kg(language, content.totals.with_allocation_per_kg));
    page.fact(label(language, "figure.without"),
              per_kg(language, content.totals.without_allocation_per_kg));
  }
  page.raw("</dl>");
}

void write_lines(Page& page, const std::vector<certificate::Line>& lines) {
  constexpr std::size_t most_lines = 60;  // a page stays under 20 KB
  page.table(page.say("proposal.shipment"));
  for (const std::string_view key : {"shipment", "product", "mass", "allocated"})
    page.raw("<th scope=\"col\">").raw(page.say("proposal." + std::string(key))).raw("</th>");
  page.raw("</tr></thead><tbody>");
  for (std::size_t i = 0; i < lines.size() && i < most_lines; ++i) {
    const certificate::Line& line = lines[i];
    page.raw("<tr>").text("td", fmt::format("{}-{}", escaped(line.shipment), line.line));
    const std::string_view name = name_in(page.language(), line.name);
    page.text("td", escaped(name.empty() ? std::string_view(line.product) : name));
    page.text("td", certificate::show_t(line.mass) + " t", "number");
    page.text("td", certificate::show_t(line.allocated) + " t", "number").raw("</tr>");
  }
  page.raw("</tbody></table></div>");
  if (lines.size() > most_lines)
    page.text("p", page.say("share.more", {{"count", std::to_string(lines.size() - most_lines)}}));
}

void write_notes(Page& page) {
  page.raw("<details><summary>").raw(label(page.language(), "notes")).raw("</summary><ul>");
  for (const std::string_view key : {"note.1", "note.2", "note.3"})
    page.text("li", escaped(label(page.language(), key)));
  page.raw("</ul></details>");
}

void write_checks(Page& page, const PublicCertificate& certificate) {
  page.raw("<details><summary>").raw(page.say("checks")).raw("</summary><ul>");
  if (certificate.content) page.text("li", page.say("check.content"));
  page.text("li", page.say("check.log", {{"entry", std::to_string(certificate.log_entry)},
                                         {"size", std::to_string(certificate.log_size)}}));
  page.text("li",
            page.say("check.state." +
                     std::string(certificate.state == PublicState::live ? "live" : "not_live")));
  page.raw("</ul><p>SHA-256 <code>").raw(certificate.digest_hex).raw("</code></p></details>");
}

void write_state(Page& page, const PublicCertificate& certificate) {
  const bool live = certificate.state == PublicState::live;
  const bool replaced = certificate.state == PublicState::replaced;
  const std::string_view kind = live ? "live" : replaced ? "replaced" : "revoked";
  page.raw(fmt::format("<div class=\"state {}\">", kind));
  page.text("h1", page.say("state." + std::string(kind)));
  page.text("p", page.say("as_of", {{"moment", certificate.as_of},
                                    {"revision", std::to_string(certificate.revision)}}));
  if (certificate.since)
    page.text("p", page.say("since." + std::string(kind),
                            {{"date", show_date(page.language(), *certificate.since)}}));
  if (!certificate.reason_class.empty())
    page.text("p", page.say("reason." + certificate.reason_class));
  page.raw("</div>");
  if (replaced)
    page.raw(
        fmt::format("<p><a href=\"{}\">{}</a></p>", escaped(certificate.latest_path),
                    page.say("to_latest", {{"revision", std::to_string(certificate.latest)}})));
}

}  // namespace

std::string certificate_page(Language language, const PublicCertificate& certificate) {
  Page page(language, certificate.number);
  write_state(page, certificate);
  if (certificate.content) {
    const certificate::Claims claims = certificate::claims_of(*certificate.content);
    page.text("p", escaped(claims.allocation.text.in(language)), "claim");
    page.text("p", escaped(claims.physical.text.in(language)), "not");
    write_facts(page, *certificate.content);
    write_notes(page);
  } else {
    page.raw("<dl>").fact(label(language, "number"), certificate.number).raw("</dl>");
  }
  write_checks(page, certificate);
  page.text("p", page.say("says_server"));
  page.raw(fmt::format("<p><a href=\"/verify.html\">{}</a> <a href=\"{}/json\">JSON</a></p>",
                       page.say("verify_yourself"), escaped(certificate.path)));
  page.text("p", page.say("odd"), "hint");
  return page.end();
}

std::string shared_page(Language language, const SharedCertificate& shared) {
  const PublicCertificate& certificate = shared.certificate;
  Page page(language, certificate.number, "share.site");
  if (shared.newer && certificate.content)
    page.text("p", page.say("share.newer", {{"revision", std::to_string(certificate.revision)}}));
  write_state(page, certificate);
  if (certificate.content) {
    const certificate::Claims claims = certificate::claims_of(*certificate.content);
    page.text("p", escaped(claims.allocation.text.in(language)), "claim");
    page.text("p", escaped(claims.physical.text.in(language)), "not");
    write_chosen(page, *certificate.content, shared.fields);
    if (shared.fields.has(ShareField::lines)) write_lines(page, certificate.content->lines);
    write_notes(page);
  } else {
    page.raw("<dl>").fact(label(language, "number"), certificate.number).raw("</dl>");
  }
  page.text("p", page.say("share.by_customer"), "hint");
  page.raw(fmt::format("<p><a href=\"/check\">{}</a></p>", page.say("share.check")));
  return page.end();
}

std::string share_ended_page(Language language) {
  Page page(language, message(language, "public.share.ended"), "share.site");
  page.raw("<div class=\"state revoked\">").text("h1", page.say("share.ended")).raw("</div>");
  page.text("p", page.say("share.ended.what"));
  page.raw(fmt::format("<p><a href=\"/check\">{}</a></p>", page.say("share.check")));
  return page.end();
}

std::string check_form(Language language, std::string_view number, bool wrong) {
  Page page(language, message(language, "public.form.title"));
  page.text("h1", page.say("form.title"));
  if (wrong)
    page.raw("<div class=\"wrong\" role=\"alert\">").text("p", page.say("wrong")).raw("</div>");
  page.raw(fmt::format(
      "<form action=\"/check\" method=\"get\"><label for=\"n\">{}</label>"
      "<input id=\"n\" name=\"number\" value=\"{}\" autocomplete=\"off\" required>"
      "<label for=\"c\">{}</label><input id=\"c\" name=\"code\" autocomplete=\"off\" "
      "autocapitalize=\"characters\" required><p class=\"hint\">{}</p>"
      "<input type=\"hidden\" name=\"lang\" value=\"{}\"><button>{}</button></form>",
      page.say("form.number"), escaped(number), page.say("form.code"), page.say("form.hint"),
      language == Language::ja ? "ja" : "en", page.say("form.check")));
  page.raw(fmt::format("<p><a href=\"/verify.html\">{}</a></p>", page.say("verify_yourself")));
  return page.end();
}

std::string sentence_page(Language language, std::string_view sentence) {
  Page page(language, message(language, "public.form.title"));
  page.raw("<div class=\"wrong\" role=\"alert\">").text("h1", escaped(sentence)).raw("</div>");
  return page.end();
}

}  // namespace tenbin::http
