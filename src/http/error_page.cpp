#include "http/error_page.hpp"

#include <fmt/core.h>

#include "http/public_html.hpp"
#include "http/replies.hpp"
#include "message/message.hpp"
#include "message/sentences.hpp"

namespace tenbin::http {
namespace {

constexpr Code all_codes[] = {
#define TENBIN_CODE(name, text, exit_code) Code::name,
#include "base/codes.def"
#undef TENBIN_CODE
};

// A sentence of the catalogue, escaped, its {places} set apart: an answer has its facts there.
std::string with_places(std::string_view sentence) {
  std::string out;
  for (const char c : escaped(sentence)) {
    if (c == '{') out += "<code>";
    if (c == '{' || c == '}') {
      if (c == '}') out += "</code>";
      continue;
    }
    out.push_back(c);
  }
  return out;
}

// Whether to send it again, and after what.
std::string_view remedy_of(unsigned status) {
  switch (status) {
    case 401:
    case 403:
      return "remedy.right";
    case 404:
      return "remedy.look";
    case 409:
      return "remedy.book";
    case 429:
      return "remedy.wait";
    case 503:
    case 507:
      return "remedy.later";
    case 500:
      return "remedy.admin";
    default:
      return "remedy.mend";
  }
}

std::string said(const Page& page, std::string_view key) {
  return message(page.language(), "public.errors." + std::string(key));
}

void write_code(Page& page, Code code) {
  const std::string_view name = code_text(code);
  page.raw(fmt::format("<section id=\"{0}\"><h2><a href=\"#{0}\"><code>{0}</code></a></h2>", name));
  for (const std::string& sentence : sentences_of(page.language(), code))
    page.text("p", with_places(sentence));
  page.raw("<dl>");
  if (code_exit(code) == 0) {  // the row is taken all the same
    page.fact(page.say("errors.status"), said(page, "notice"));
  } else {
    const unsigned status = status_of(code);
    const std::string title = message(page.language(), "http.status." + std::to_string(status));
    page.fact(page.say("errors.status"), fmt::format("{} {}", status, title));
    page.fact(page.say("errors.remedy"), said(page, remedy_of(status)));
    page.fact(page.say("errors.exit"), std::to_string(code_exit(code)));
  }
  page.raw("</dl></section>");
}

std::string made(Language language) {
  Page page(language, message(language, "public.errors.title"), "errors.head");
  page.text("h1", page.say("errors.title")).text("p", page.say("errors.lead"));
  page.text("p", page.say("errors.places"));
  page.raw(fmt::format("<p><a href=\"/api/docs\">{}</a></p><ul class=\"index\">",
                       page.say("errors.api")));
  for (const Code code : all_codes)
    page.raw(fmt::format("<li><a href=\"#{0}\"><code>{0}</code></a></li>", code_text(code)));
  page.raw("</ul>");
  for (const Code code : all_codes) write_code(page, code);
  return page.end("errors.footer");
}

}  // namespace

const std::string& error_page(Language language) {
  static const std::string ja = made(Language::ja);
  static const std::string en = made(Language::en);
  return language == Language::ja ? ja : en;
}

}  // namespace tenbin::http
