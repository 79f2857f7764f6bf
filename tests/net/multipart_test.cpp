// Forms with files: what a browser sends is read, and nothing else, however it is cut or changed.
#include "net/multipart.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/prng.hpp"

namespace tenbin::net {
namespace {

constexpr std::string_view type = "multipart/form-data; boundary=----X1";
const std::string pdf("%PDF-1.7\r\n\0\r\n--\r\n------X\xFF", 25);

std::string part(const std::string& about, const std::string& content) {
  return "------X1\r\nContent-Disposition: form-data; " + about + "\r\n\r\n" + content + "\r\n";
}
std::string form() {
  return part("name=\"number\"", "SC-1") +
         part("name=\"file\"; filename=\"c:\\a.pdf\"\r\nContent-Type: application/pdf", pdf) +
         part("name=\"mass\"", "") + "------X1--\r\n";
}
bool is_form(const std::string& body, std::string_view as = type) {
  return parse_form(as, body).has_value();
}

TEST(Form, OfABrowserIsRead) {
  const std::string body = form();
  const auto parts = parse_form(type, body);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 3U);
  EXPECT_EQ(parts->at(0).name, "number");
  EXPECT_EQ(parts->at(0).content, "SC-1");
  EXPECT_FALSE(parts->at(0).file_name);
  EXPECT_EQ(parts->at(1).file_name, "c:\\a.pdf");
  EXPECT_EQ(parts->at(1).content, pdf);
  EXPECT_EQ(parts->at(2).content, "");
  EXPECT_TRUE(is_form(body, "Multipart/Form-Data;boundary=\"----X1\""));
  EXPECT_TRUE(is_form("------X1--"));
  const std::string none = part("name=\"file\"; filename=\"\"", "") + "------X1--";
  EXPECT_EQ(parse_form(type, none)->at(0).file_name, "");
}

TEST(Form, OfAnotherTypeIsNone) {
  for (const char* as :
       {"", "text/plain", "multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=a b", "multipart/form-data; charset=utf-8; boundary=----X1",
        "multipart/mixed; boundary=----X1", "multipart/form-data; boundary=----X2"})
    EXPECT_FALSE(is_form(form(), as)) << as;
  const std::string longest(70, 'b');
  EXPECT_TRUE(is_form("--" + longest + "--", "multipart/form-data; boundary=" + longest));
  EXPECT_FALSE(is_form("--" + longest + "b--", "multipart/form-data; boundary=" + longest + "b"));
}

TEST(Form, ThatIsNotExactlyThatIsNone) {
  const std::string end = "------X1--";
  for (const char* about :
       {"filename=\"a\"", "name=\"\"", "name=a", "name=\"a", "name=\"a\"; size=\"1\"",
        "name=\"a\"; filename=\"b\"; name=\"c\"", "name=\"a\"\r\nnonsense", "name=\"a\x01\"",
        "name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"", "name=\"a\"\nX: y"})
    EXPECT_FALSE(is_form(part(about, "1") + end)) << about;
  EXPECT_FALSE(is_form(part("name=\"a\"", "1") + part("name=\"a\"", "2") + end));
  EXPECT_FALSE(is_form("preamble\r\n" + form()));
  EXPECT_FALSE(is_form(form() + "epilogue"));
  EXPECT_FALSE(is_form(part("name=\"a\"", "1\r\n------X1 ") + end));
  EXPECT_FALSE(is_form(part("name=\"a\"\r\nX: " + std::string(4096, 'x'), "1") + end));
  std::string many;
  for (int i = 0; i < 20; ++i) many += part("name=\"" + std::to_string(i) + "\"", "");
  EXPECT_TRUE(is_form(many + end));
  EXPECT_FALSE(is_form(many + part("name=\"more\"", "") + end));
}

TEST(Form, CutAnywhereIsNone) {
  const std::string body = form();
  for (std::size_t size = 0; size + 2 < body.size(); ++size)
    EXPECT_FALSE(is_form(body.substr(0, size))) << size;
}

// Whatever comes back lies inside the body.
TEST(Form, ThatIsChangedAnywhereNeverLeavesTheBody) {
  Prng random(4);
  constexpr std::string_view pieces[] = {"\r\n", "--", "------X1", "\"", ";", ":", "\r", "\n", " "};
  for (int round = 0; round < 20'000; ++round) {
    std::string body = form();
    for (std::uint64_t changes = random.below(4); changes-- > 0;) {
      const std::size_t at = random.below(body.size());
      const std::size_t size = random.below(12);
      if (random.below(2) == 0)
        body.erase(at, size);
      else
        body.insert(at, pieces[random.below(std::size(pieces))]);
      if (body.empty()) body = "-";
    }
    const auto parts = parse_form(type, body);
    if (!parts) continue;
    for (const FormPart& each : *parts) {
      EXPECT_FALSE(each.name.empty());
      EXPECT_EQ(each.content.find("\r\n------X1"), std::string_view::npos);
      EXPECT_GE(each.content.data(), body.data());
      EXPECT_LE(each.content.data() + each.content.size(), body.data() + body.size());
    }
  }
}

}  // namespace
}  // namespace tenbin::net
