#include "http/upload_page.hpp"

#include <fmt/core.h>

#include "certificate/wording.hpp"
#include "http/parameters.hpp"
#include "http/public_html.hpp"
#include "message/message.hpp"

namespace tenbin::http {
namespace {

using certificate::show_date;
using certificate::show_t;

std::string say(const Page& page, std::string_view key, const std::vector<Fact>& facts = {}) {
  return page.say("upload." + std::string(key), facts);
}

std::string name_in(Language language, const certificate::Text& text) {
  return escaped(text.in(language).empty() ? text.ja : text.in(language));
}

void write_heads(Page& page, std::string_view name, std::initializer_list<std::string_view> keys) {
  page.table(say(page, name));
  for (const std::string_view key : keys)
    page.raw("<th scope=\"col\">").raw(say(page, key)).raw("</th>");
  page.raw("</tr></thead><tbody>");
}

void write_receipts(Page& page, const std::vector<AskedReceipt>& receipts) {
  if (receipts.empty()) return;
  page.text("h2", say(page, "receipts"));
  write_heads(page, "receipts", {"receipt", "delivery_note", "date", "mass"});
  for (const AskedReceipt& each : receipts) {
    page.raw("<tr>").text("td", escaped(each.receipt)).text("td", escaped(each.delivery_note));
    page.text("td", escaped(show_date(page.language(), each.date)));
    page.text("td", show_t(each.mass) + " t", "number").raw("</tr>");
  }
  page.raw("</tbody></table></div>");
}

void write_came(Page& page, const std::vector<office::Upload>& came) {
  if (came.empty()) return;
  page.text("h2", say(page, "came"));
  write_heads(page, "came", {"file", "number", "state"});
  for (const office::Upload& each : came) {
    page.raw("<tr>").text("td", escaped(each.file)).text("td", escaped(each.number));
    page.text("td", say(page, "state." + std::string(name_of(each.state)))).raw("</tr>");
  }
  page.raw("</tbody></table></div>");
}

void write_field(Page& page, std::string_view key, std::string_view attributes,
                 std::string_view value) {
  page.raw(
      fmt::format("<label for=\"{0}\">{1}</label><input id=\"{0}\" name=\"{0}\" {2} "
                  "value=\"{3}\">",
                  key, say(page, key), attributes, escaped(value)));
}

void write_form(Page& page, const ShownUpload& shown) {
  page.text("h2", say(page, "form"));
  page.raw(
      fmt::format("<form action=\"/u/{}?lang={}\" method=\"post\" enctype=\"multipart/form-data\">"
                  "<label for=\"file\">{}</label><input id=\"file\" name=\"file\" type=\"file\" "
                  "accept=\".pdf,.png,.jpg,.jpeg\" aria-describedby=\"kinds\" required>"
                  "<p class=\"hint\" id=\"kinds\">{}</p>",
                  escaped(shown.token), page.language() == Language::ja ? "ja" : "en",
                  say(page, "file"), say(page, "file.hint")));
  write_field(page, "number", "maxlength=\"60\" autocomplete=\"off\" required",
              shown.filled.number);
  write_field(page, "from", "type=\"date\" required", shown.filled.from);
  write_field(page, "to", "type=\"date\" required", shown.filled.to);
  write_field(page, "mass_t", "inputmode=\"decimal\" maxlength=\"30\" autocomplete=\"off\"",
              shown.filled.mass);
  page.raw(fmt::format("<button>{}</button></form>", say(page, "send")));
}

void write_said(Page& page, const ShownUpload& shown) {
  if (shown.said.empty()) return;
  const bool thanks = shown.said == "thanks";
  page.raw(thanks ? "<div class=\"state live\" role=\"status\">"
                  : "<div class=\"wrong\" role=\"alert\">");
  page.text("p", say(page, shown.said)).raw("</div>");
}

}  // namespace

std::string upload_page(Language language, const ShownUpload& shown) {
  const office::NewUploadLink& about = shown.link.about;
  Page page(language, message(language, "public.upload.title"), "upload.site");
  write_said(page, shown);
  page.text("h1", say(page, "title")).raw("<dl>");
  const auto fact = [&](std::string_view key, const std::string& html) {
    page.text("dt", say(page, key)).text("dd", html);
  };
  fact("by", name_in(language, shown.site));
  fact("for", name_in(language, shown.supplier));
  fact("until", escaped(show_date(language, day_in_japan(shown.link.expires))));
  page.raw("</dl>");
  if (!about.note.empty()) page.text("p", escaped(about.note), "message");
  page.text("p", say(page, "what"));
  write_receipts(page, shown.receipts);
  write_came(page, shown.came);
  const bool full = shown.link.uploads >= office::most_uploads;
  if (full)
    page.text("p", say(page, "wrong.full"));
  else
    write_form(page, shown);
  return page.end();
}

std::string upload_ended_page(Language language) {
  Page page(language, message(language, "public.upload.ended"), "upload.site");
  page.raw("<div class=\"state revoked\">").text("h1", say(page, "ended")).raw("</div>");
  page.text("p", say(page, "ended.what"));
  return page.end();
}

}  // namespace tenbin::http
