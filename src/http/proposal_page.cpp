#include "http/proposal_page.hpp"

#include <fmt/core.h>

#include "certificate/wording.hpp"
#include "http/parameters.hpp"
#include "http/public_html.hpp"
#include "message/message.hpp"

namespace tenbin::http {
namespace {

using certificate::show_date;
using certificate::show_percent;
using certificate::show_t;

std::string both(std::string_view key) {
  return Page::both("proposal." + std::string(key));
}

std::string alert(std::string_view html) {
  return fmt::format("<div class=\"wrong\" role=\"alert\"><p>{}</p></div>", html);
}

// A name in both languages, once where they are the same.
std::string names(const certificate::Text& text) {
  if (text.en.empty() || text.en == text.ja) return escaped(text.ja);
  if (text.ja.empty()) return escaped(text.en);
  return fmt::format("{} <span class=\"en\" lang=\"en\">{}</span>", escaped(text.ja),
                     escaped(text.en));
}

std::string dated(std::string_view key, Date date) {
  return Page::both("proposal." + std::string(key), {{"date", show_date(Language::ja, date)}},
                    {{"date", show_date(Language::en, date)}});
}

void write_rows(Page& page, const ShownProposal& shown) {
  page.table(message(Language::ja, "public.proposal.shipment") + " / " +
             message(Language::en, "public.proposal.shipment"));
  for (const std::string_view key : {"shipment", "product"})
    page.raw("<th scope=\"col\">").raw(both(key)).raw("</th>");
  for (const std::string_view key : {"mass", "allocated", "share"})
    page.raw("<th scope=\"col\" class=\"number\">").raw(both(key)).raw("</th>");
  page.raw("</tr></thead><tbody>");
  for (std::size_t i = 0; i < shown.rows.size(); ++i) {
    const OfferedRow& row = shown.rows[i];
    page.raw("<tr>").text("td", fmt::format("{}-{}", escaped(row.shipment), row.line));
    page.text("td", names(shown.products[i]));
    page.text("td", show_t(row.mass) + " t", "number");
    page.text("td", show_t(row.allocated) + " t", "number");
    page.text("td", show_percent(row.share) + " %", "number").raw("</tr>");
  }
  page.raw("</tbody></table></div>");
}

void write_form(Page& page, const ShownProposal& shown) {
  const std::string days = std::to_string(shown.proposal.about.hold_days);
  page.text("h2", both("accept.title"));
  page.text("p", Page::both("proposal.accept.means", {{"days", days}}));
  page.raw(fmt::format(
      "<form action=\"/p/{}/accept\" method=\"post\"><input type=\"hidden\" name=\"pin\" "
      "value=\"{}\"><label for=\"n\">{}</label><input id=\"n\" name=\"name\" maxlength=\"60\" "
      "autocomplete=\"name\" required><label for=\"c\">{}</label><textarea id=\"c\" "
      "name=\"comment\" maxlength=\"600\"></textarea><button>{}</button></form>",
      escaped(shown.token), escaped(shown.pin), both("name"), both("comment"), both("accept")));
}

void write_accepted(Page& page, const office::Proposal& proposal) {
  page.raw("<div class=\"state live\">").text("h2", both("accepted"));
  const Date day = day_in_japan(proposal.accepted.value_or(proposal.made));
  page.text("p",
            Page::both("proposal.accepted.by",
                       {{"name", proposal.accepted_by}, {"date", show_date(Language::ja, day)}},
                       {{"name", proposal.accepted_by}, {"date", show_date(Language::en, day)}}));
  page.raw("</div>");
}

}  // namespace

std::string proposal_page(const ShownProposal& shown) {
  const office::Proposal& proposal = shown.proposal;
  const bool open = proposal.state == office::ProposalState::open;
  Page page = Page::in_both(proposal.about.title, "proposal.site");
  page.raw(shown.notice).text("h1", escaped(proposal.about.title));
  if (!open) write_accepted(page, proposal);
  page.raw("<dl>");
  const auto fact = [&](std::string_view key, const std::string& html) {
    page.text("dt", both(key)).text("dd", html);
  };
  fact("to", names(shown.customer));
  fact("from", names(shown.site));
  page.text("dt", both("period"));
  page.text("dd", escaped(show_date(Language::ja, shown.from) + " – " +
                          show_date(Language::ja, shown.to)));
  fact("allocated", show_t(proposal.about.mass) + " t");
  if (open)
    page.text("dt", both("until")).text("dd", dated("until.date", day_in_japan(proposal.expires)));
  page.raw("</dl>");
  if (!proposal.about.message.empty()) page.text("p", escaped(proposal.about.message), "message");
  write_rows(page, shown);
  page.text("p", both("not"), "not");
  if (open) write_form(page, shown);
  return page.end();
}

std::string pin_page(std::string_view token, std::string_view notice) {
  Page page = Page::in_both("提案 / Proposal", "proposal.site");
  page.raw(notice).text("h1", both("pin.title"));
  page.raw(
      fmt::format("<form action=\"/p/{}\" method=\"post\"><label for=\"p\">{}</label>"
                  "<input id=\"p\" name=\"pin\" inputmode=\"numeric\" autocomplete=\"off\" "
                  "maxlength=\"8\" required><p class=\"hint\">{}</p><button>{}</button></form>",
                  escaped(token), both("pin"), both("pin.hint"), both("pin.show")));
  return page.end();
}

std::string proposal_ended_page() {
  Page page = Page::in_both("提案 / Proposal", "proposal.site");
  page.raw("<div class=\"state revoked\">").text("h1", both("ended")).raw("</div>");
  page.text("p", both("ended.what"));
  return page.end();
}

std::string wrong_pin() {
  return alert(both("pin.wrong"));
}

std::string pins_locked(std::int64_t seconds) {
  return alert(
      Page::both("proposal.pin.locked", {{"minutes", std::to_string((seconds + 59) / 60)}}));
}

std::string fits_no_longer(Mass wanted, Mass left) {
  return alert(Page::both("proposal.fits_no_longer",
                          {{"want_t", show_t(wanted)}, {"left_t", show_t(left)}}));
}

std::string not_accepted(std::string_view why) {
  return alert(Page::both("proposal.not_accepted." + std::string(why)));
}

}  // namespace tenbin::http
