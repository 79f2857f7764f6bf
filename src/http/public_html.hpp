#pragma once
// The HTML that all pages for strangers are made of (public_page.hpp says what they are): one head,
// one style sheet, and texts of the catalogue under "public.", escaped.
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "domain/kinds.hpp"
#include "net/message.hpp"

namespace tenbin::http {

// What stands between tags or in a quoted attribute.
std::string escaped(std::string_view text);

class Page {
 public:
  // `head`: the text in the head. With a link to the same page in the other language.
  Page(Language language, std::string_view title, std::string_view head = "site");
  // In Japanese and English at once, for pages that no link leads back to.
  static Page in_both(std::string_view title, std::string_view head);

  std::string say(std::string_view key, const std::vector<Fact>& facts = {}) const;
  // In both languages, Japanese first; dates and the like may differ.
  static std::string both(std::string_view key, const std::vector<Fact>& facts = {});
  static std::string both(std::string_view key, const std::vector<Fact>& ja,
                          const std::vector<Fact>& en);
  Page& raw(std::string_view html);
  Page& text(std::string_view tag, std::string_view html, std::string_view kind = "");
  Page& fact(std::string_view name, std::string_view value);
  // Up to the heads of the columns. It scrolls by itself where it is too wide, also by keyboard,
  // and so has a name, escaped.
  Page& table(std::string_view name);
  // `footer`: the text under it.
  std::string end(std::string_view footer = "footer");
  Language language() const { return language_; }

 private:
  Page() = default;
  void begin(std::string_view title, std::string_view head);

  Language language_ = Language::ja;
  bool both_ = false;
  std::string out_;
};

net::Reply html_reply(std::string page, unsigned status = 200);
// The same with a policy that lets a page do nothing but send its own form.
net::Reply form_reply(std::string page, unsigned status = 200);

// The style sheet of all, and where it lies.
std::string_view public_style();
const std::string& public_style_path();

}  // namespace tenbin::http
