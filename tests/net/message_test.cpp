// Requests as data, routes, settings: what of the server needs no socket. The sockets: tests/http.
#include <gtest/gtest.h>

#include "http/kept_pages.hpp"
#include "http/lookups.hpp"
#include "http/replies.hpp"
#include "http/router.hpp"
#include "http/settings.hpp"
#include "net/message.hpp"

namespace tenbin {
namespace {

TEST(Query, IsDecoded) {
  const auto query = net::parse_query("a=1&b=%E6%9C%88+x&&c&a=2&d=%zz");
  EXPECT_EQ(query.at("a"), "1");
  EXPECT_EQ(query.at("b"), "月 x");
  EXPECT_EQ(query.at("c"), "");
  EXPECT_EQ(query.at("d"), "%zz");
  EXPECT_EQ(query.size(), 4U);
  EXPECT_EQ(net::decode_percent("a+%2F%"), "a+/%");
}

TEST(Request, FindsItsCookie) {
  net::Request request;
  request.headers = {{"cookie", "x=1; tenbin_session=abc; tenbin_sessions=no"}};
  EXPECT_EQ(request.cookie("tenbin_session"), "abc");
  EXPECT_EQ(request.cookie("session"), "");
}

TEST(Router, FindsRoutesPartsAndMethods) {
  http::Router router;
  const auto answer = http::Answering([](const http::Call&) { return net::Reply{}; });
  router.add({"GET", "/a/{id}", http::Anyone{}, http::Place::network, answer});
  router.add({"POST", "/a/{id}", http::Anyone{}, http::Place::network, answer, 10});
  router.add({"GET", "/a/{id}/b", http::SignedIn{}, http::Place::network, answer});
  router.add({"GET", "/{path*}", http::Anyone{}, http::Place::network, answer});
  const auto found = router.find("GET", "/a/x%2Fy");
  ASSERT_NE(found.route, nullptr);
  ASSERT_EQ(found.parts.size(), 1U);
  EXPECT_EQ(found.parts[0].first, "id");
  EXPECT_EQ(found.parts[0].second, "x/y");
  EXPECT_EQ(router.find("HEAD", "/a/1").route, found.route);
  EXPECT_EQ(router.find("POST", "/a/1").route->body, 10U);
  const auto other = router.find("PUT", "/a/1");
  EXPECT_EQ(other.route, nullptr);
  EXPECT_EQ(other.allowed, "GET, POST");
  EXPECT_EQ(router.find("GET", "/a/1/b").route->pattern, "/a/{id}/b");
  EXPECT_EQ(router.find("GET", "/").route->pattern, "/{path*}");
  EXPECT_EQ(router.find("GET", "/x/y/z").parts[0].second, "x/y/z");
}

TEST(Language, IsTheFirstOneThatIsSpoken) {
  net::Request request;
  EXPECT_EQ(http::language_of(request), Language::ja);
  request.headers = {{"accept-language", "de, en-GB;q=0.8, ja"}};
  EXPECT_EQ(http::language_of(request), Language::en);
  request.query = {{"lang", "ja"}};
  EXPECT_EQ(http::language_of(request), Language::ja);
}

TEST(Problem, BecomesAReplyOfRfc9457) {
  net::Request request;
  request.path = "/api/v1/commands";
  request.id = "r-1";
  const auto reply = http::problem_reply(
      request, Language::en,
      {Code::balance_insufficient, {{"have_kg", "1.000"}, {"want_kg", "2.000"}}});
  EXPECT_EQ(reply.status, 409U);
  EXPECT_EQ(reply.type, "application/problem+json");
  EXPECT_NE(reply.body.find(R"("code":"balance.insufficient")"), std::string::npos);
  EXPECT_NE(reply.body.find(R"("facts":{"have_kg":"1.000","want_kg":"2.000"})"), std::string::npos);
  EXPECT_EQ(http::status_of(Code::request_busy), 503U);
  EXPECT_EQ(http::status_of(Code::login_failed), 401U);
  EXPECT_EQ(http::status_of(Code::right_missing), 403U);
}

TEST(Lookups, AreLimitedByAddress) {
  http::Lookups lookups;
  Instant now{1'000'000};
  for (int i = 0; i < http::Lookups::burst; ++i) EXPECT_EQ(lookups.wait_of("a", now), 0);
  EXPECT_EQ(lookups.wait_of("a", now), 2);
  EXPECT_EQ(lookups.wait_of("b", now), 0);
  now.ms += http::Lookups::refill_ms;
  EXPECT_EQ(lookups.wait_of("a", now), 0);
  EXPECT_GT(lookups.wait_of("a", now), 0);
}

TEST(KeptPages, ServeTheirMomentAlone) {
  http::KeptPages kept;
  const http::KeptPages::Name name{Language::ja, PublicName{1}};
  const http::KeptPages::Moment now{7, Instant{60'000}};
  EXPECT_EQ(kept.find(now, name), nullptr);
  kept.keep(now, name, std::make_shared<const std::string>("page"));
  ASSERT_NE(kept.find({7, Instant{119'999}}, name), nullptr);
  EXPECT_EQ(*kept.find(now, name), "page");
  EXPECT_EQ(kept.find(now, {Language::en, name.certificate}), nullptr);
  EXPECT_EQ(kept.find(now, {Language::ja, PublicName{2}}), nullptr);
  EXPECT_EQ(kept.find({8, Instant{60'000}}, name), nullptr);   // the book grew
  EXPECT_EQ(kept.find({7, Instant{120'000}}, name), nullptr);  // the minute is over
  kept.keep({8, Instant{60'000}}, {Language::en, name.certificate}, nullptr);
  EXPECT_EQ(kept.find(now, name), nullptr);
}

TEST(Settings, OptionThenEnvironmentThenFile) {
  const auto environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "TENBIN_THREADS") return "3";
    if (name == "TENBIN_LISTEN") return "[::1]:1";
    return std::nullopt;
  };
  const auto settings = http::read_settings({{"listen", "127.0.0.1:2"}}, environment,
                                            "listen = \"127.0.0.1:3\"\nthreads = 5\nworkers = 7\n"
                                            "mcp = \"on\"\n");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->listen, "127.0.0.1:2");
  EXPECT_EQ(settings->threads, 3U);
  EXPECT_EQ(settings->workers, 7U);
  EXPECT_TRUE(settings->mcp);
  const auto none = [](const std::string&) { return std::optional<std::string>(); };
  for (const char* file : {"threads = 0", "threads = \"x\"", "colour = 1", "listen = [1]", "= 1",
                           "tls_key = \"a\"", "proxy = \"nginx\"", "mcp = \"yes\""}) {
    const auto refused = http::read_settings({}, none, file);
    ASSERT_FALSE(refused) << file;
    EXPECT_EQ(refused.error().code, Code::setting_invalid) << file;
  }
}

}  // namespace
}  // namespace tenbin
