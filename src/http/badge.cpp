#include "http/badge.hpp"

#include <fmt/core.h>

#include "certificate/wording.hpp"
#include "claim/claim.hpp"
#include "credential/web.hpp"
#include "engine/attest.hpp"
#include "http/certificates.hpp"
#include "http/entrance.hpp"
#include "http/parameters.hpp"
#include "http/public_facts.hpp"
#include "http/public_html.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "service/certify.hpp"

namespace tenbin::http {
namespace {

constexpr int first_size = 17;
constexpr int second_size = 13;

// At most, whatever font the reader has: a letter of ASCII takes 0.62 of its size, all else 1.
int width_of(std::string_view text, int size) {
  int hundredths = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) hundredths += 62;
    if (byte >= 0xC0) hundredths += 100;
  }
  return hundredths * size / 100;
}

std::string line(int y, int size, std::string_view weight, std::string_view text) {
  return fmt::format("<text x=\"16\" y=\"{}\" font-size=\"{}\" font-weight=\"{}\">{}</text>", y,
                     size, weight, escaped(text));
}

// The picture around what may be a link.
std::string drawing(const Badge& badge, std::string_view before, std::string_view after) {
  const std::string sentence = badge_sentence(badge);
  const std::size_t bracket =
      std::min(sentence.find(badge.language == Language::ja ? "（" : "("), sentence.size());
  const std::string_view claim = std::string_view(sentence).substr(0, bracket);
  const std::string_view method = std::string_view(sentence).substr(bracket);
  const int width = 32 + std::max(width_of(claim, first_size), width_of(method, second_size));
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"{}\" role=\"img\" aria-label=\"{}\" "
      "width=\"{}\" height=\"68\" viewBox=\"0 0 {} 68\">",
      name_of(badge.language), escaped(sentence), width, width);
  out += before;
  out += fmt::format(
      "<title>{}</title><rect x=\".5\" y=\".5\" width=\"{}\" height=\"67\" rx=\"6\" fill=\"#fff\" "
      "stroke=\"#1a3a5c\"/><g fill=\"#1a3a5c\" font-family=\"sans-serif\">",
      escaped(sentence), width - 1);
  out += line(30, first_size, "bold", claim) + line(52, second_size, "normal", method);
  return out.append("</g>").append(after).append("</svg>");
}

// Where the server's own pages are found from outside.
Result<std::string> web_of(const Site& site, const Ledger& ledger) {
  auto web = web_of_book(ledger.book());
  if (web && *web == credential::no_web && site.entrance != nullptr) return site.entrance->address;
  return web;
}

// certificate.not_live. input.invalid where the issuer's own number says what no badge may say.
Result<Badge> badge_of(const Site& site, const Ledger& ledger, const Call& call) {
  const State& state = ledger.state();
  const auto index = certificate_of(state, call);
  if (!index) return tl::make_unexpected(index.error());
  const Certificate& certificate = state.certificates[*index];
  const std::string number(state.texts.get(certificate.number));
  if (certificate.revoked) return problem(Code::certificate_not_live, {{"certificate", number}});
  const auto web = web_of(site, ledger);
  if (!web) return tl::make_unexpected(web.error());
  Badge badge{certificate.language, {}, number, {}};
  if (const std::string_view name = call.request.parameter("language"); !name.empty()) {
    const auto language = value_named<Language>(name);
    if (!language) return not_one_of("language", name, "ja en");
    badge.language = *language;
  }
  const Index attested = find_attestation(state, *index, certificate.revision);
  badge.url = *web + (attested == no_index ? "/c/" + credential::percent_encode(number)
                                           : public_path(state, attested));
  auto document = certificate_document(ledger, *index);
  if (!document) return tl::make_unexpected(document.error());
  badge.share = document->content.totals.share;
  const auto findings = claim::lint(badge_sentence(badge), badge.language);
  if (!findings) return tl::make_unexpected(findings.error());
  if (!findings->empty()) return json::invalid_at("/certificate", "badge.wording");
  return badge;
}

Reply badge_file(const Site& site, const Call& call, bool as_html) {
  const auto badge =
      site.desk.read_ledger([&](const Ledger& ledger) { return badge_of(site, ledger, call); });
  if (!badge) return problem_reply(call, badge.error());
  const std::string name = fmt::format("{}.{}.", badge->number, name_of(badge->language));
  return as_html ? file_reply(badge_html(*badge), "text/html; charset=utf-8", name + "html")
                 : file_reply(badge_svg(*badge), "image/svg+xml", name + "svg");
}

}  // namespace

std::string badge_sentence(const Badge& badge) {
  return certificate::sentence(
      badge.language, "claim.c3",
      {{"P", certificate::show_percent(badge.share)}, {"N", badge.number}});
}

std::string badge_svg(const Badge& badge) {
  return drawing(badge, fmt::format("<a href=\"{}\">", escaped(badge.url)), "</a>");
}

std::string badge_html(const Badge& badge) {
  return fmt::format("<a href=\"{}\">{}</a>\n", escaped(badge.url), drawing(badge, "", ""));
}

void add_badges(Router& router, Site& site) {
  router.add({"GET", "/api/v1/certificates/{number}/badge.svg", office::Right::see_certificates,
              Place::worker, [&site](const Call& call) { return badge_file(site, call, false); }});
  router.add({"GET", "/api/v1/certificates/{number}/badge.html", office::Right::see_certificates,
              Place::worker, [&site](const Call& call) { return badge_file(site, call, true); }});
}

}  // namespace tenbin::http
