#include "http/public_html.hpp"

#include <fmt/core.h>

#include "embedded/public_files.hpp"
#include "message/message.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::http {
namespace {

std::string said(Language language, std::string_view key, const std::vector<Fact>& facts) {
  return escaped(message(language, "public." + std::string(key), facts));
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

Page::Page(Language language, std::string_view title, std::string_view head) : language_(language) {
  begin(title, head);
}

Page Page::in_both(std::string_view title, std::string_view head) {
  Page page;
  page.both_ = true;
  page.begin(title, head);
  return page;
}

void Page::begin(std::string_view title, std::string_view head) {
  const bool ja = language_ == Language::ja;
  const std::string other = both_ ? ""
                                  : fmt::format("<a href=\"?lang={0}\" lang=\"{0}\">{1}</a>",
                                                ja ? "en" : "ja", ja ? "English" : "日本語");
  out_ = fmt::format(
      "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
      "<meta name=\"robots\" content=\"noindex\"><title>{}</title>"
      "<link rel=\"stylesheet\" href=\"{}\"></head><body><header><span>{}</span>{}</header><main>",
      ja ? "ja" : "en", escaped(title), public_style_path(), both_ ? both(head) : say(head), other);
}

Page& Page::table(std::string_view name) {
  return raw(
      fmt::format("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{}\"><table>"
                  "<thead><tr>",
                  name));
}

std::string Page::say(std::string_view key, const std::vector<Fact>& facts) const {
  return said(language_, key, facts);
}

std::string Page::both(std::string_view key, const std::vector<Fact>& facts) {
  return both(key, facts, facts);
}

std::string Page::both(std::string_view key, const std::vector<Fact>& ja,
                       const std::vector<Fact>& en) {
  return fmt::format("{} <span class=\"en\" lang=\"en\">{}</span>", said(Language::ja, key, ja),
                     said(Language::en, key, en));
}

Page& Page::raw(std::string_view html) {
  out_ += html;
  return *this;
}

Page& Page::text(std::string_view tag, std::string_view html, std::string_view kind) {
  const std::string named = kind.empty() ? "" : fmt::format(" class=\"{}\"", kind);
  out_ += fmt::format("<{0}{1}>{2}</{0}>", tag, named, html);
  return *this;
}

Page& Page::fact(std::string_view name, std::string_view value) {
  if (!value.empty()) out_ += fmt::format("<dt>{}</dt><dd>{}</dd>", name, escaped(value));
  return *this;
}

std::string Page::end(std::string_view footer) {
  out_ += fmt::format("</main><footer>{}</footer></body></html>",
                      both_ ? both(footer) : say(footer));
  return std::move(out_);
}

net::Reply html_reply(std::string page, unsigned status) {
  return {status, "text/html; charset=utf-8", std::move(page)};
}

net::Reply form_reply(std::string page, unsigned status) {
  net::Reply reply = html_reply(std::move(page), status);
  reply.headers = {{"Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                    "frame-ancestors 'none'"}};
  return reply;
}

std::string_view public_style() {
  return embedded::public_files()[0].bytes;
}

const std::string& public_style_path() {
  static const std::string path =
      "/public." + to_hex(tlog::sha256(as_bytes(public_style()))).substr(0, 12) + ".css";
  return path;
}

}  // namespace tenbin::http
