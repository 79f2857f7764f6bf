// What is thrown between a request and its answer, on whatever thread, is answered all the same.
#include "http/dispatcher.hpp"

#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

#include "codec/json_value.hpp"
#include "http/replies.hpp"
#include "service/files.hpp"
#include "store/temporary_folder.hpp"

namespace tenbin::http {
namespace {

constexpr const char* password = "kagi wo kakete oku 2026";

[[noreturn]] void fail() {
  throw std::length_error("too much");
}

class DispatcherTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto rules = read_file(TENBIN_SOURCE_DIR "/rules/free-credit.json");
    const std::string book = folder_.file("mill.tenbin");
    ASSERT_TRUE(Ledger::create(book, {*rules, "", tlog::KeyPair::from_seed({})}, outside_));
    auto desk = desk::Desk::open(book, {}, outside_);
    ASSERT_TRUE(desk);
    desk_ = std::move(*desk);
    auto office = office::Office::open(book + "-office", outside_);
    ASSERT_TRUE(office);
    office_ = std::move(*office);
    office::NewPerson clerk;
    clerk.login = clerk.name = "clerk";
    clerk.password = password;
    clerk.roles = {office::Role::clerk};
    ASSERT_TRUE(office_->add_person(clerk));
    const auto signed_in = office_->login("clerk", password, "", "127.0.0.1");
    ASSERT_TRUE(signed_in);
    cookie_ = "tenbin_session=" + signed_in->token;
    site_.emplace(*desk_, *office_, outside_, metrics_, "", nullptr, &jobs_);
  }

  // A handler that posts a work to the desk.
  void add(std::string_view path, const desk::Work& work,
           const std::function<Reply(const Call&, Result<void>)>& reply) {
    router_.add({"POST", path, SignedIn{}, Place::worker,
                 AnsweringLater([this, work, reply](const std::shared_ptr<const Call>& call,
                                                    const Respond& respond) {
                   ASSERT_TRUE(desk_->post(work, [call, respond, reply](Result<void> done) {
                     respond(reply(*call, std::move(done)));
                   }));
                 }),
                 0, true});
  }

  void begin() {
    dispatcher_.emplace(std::move(router_), *site_, 1U, [this](const std::string& line) {
      const std::lock_guard lock(mutex_);
      log_ += line + "\n";
    });
  }
  Reply ask(const std::string& method, const std::string& path, const std::string& prefer = "") {
    net::Request request;
    request.method = method;
    request.path = path;
    request.id = "r-7";
    request.headers = {{"cookie", cookie_}, {"x-tenbin", "1"}, {"accept-language", "en"}};
    if (!prefer.empty()) request.headers.emplace_back("prefer", prefer);
    std::promise<Reply> answered;
    (*dispatcher_)(std::move(request), [&](Reply reply) { answered.set_value(std::move(reply)); });
    return answered.get_future().get();
  }
  void expect_failed(const Reply& reply, const std::string& said) {
    EXPECT_EQ(reply.status, 500U);
    const auto body = json::parse(reply.body);
    ASSERT_TRUE(body);
    EXPECT_EQ(*body->text_of("code"), "request.failed");
    EXPECT_EQ(*body->text_of("request_id"), "r-7");
    const std::string detail(*body->text_of("detail"));
    EXPECT_NE(detail.find(said), std::string::npos) << detail;
    EXPECT_NE(detail.find("r-7"), std::string::npos) << detail;
    const std::lock_guard lock(mutex_);
    EXPECT_NE(log_.find("\"id\":\"r-7\""), std::string::npos) << log_;
    EXPECT_NE(log_.find("\"status\":500"), std::string::npos) << log_;
  }

  const Outside outside_{[] { return Instant{}; },
                         [](std::span<std::uint8_t> bytes) {
                           static std::uint8_t next = 1;
                           for (std::uint8_t& byte : bytes) byte = next++;
                         }};
  store::TemporaryFolder folder_;
  std::unique_ptr<desk::Desk> desk_;
  std::unique_ptr<office::Office> office_;
  Metrics metrics_;
  Jobs jobs_{outside_};
  std::optional<Site> site_;
  Router router_;
  std::string cookie_;
  std::mutex mutex_;
  std::string log_;
  std::optional<Dispatcher> dispatcher_;
};

TEST_F(DispatcherTest, AHandlerThatThrows) {
  router_.add(
      {"POST", "/api/now", SignedIn{}, Place::worker, [](const Call&) -> Reply { fail(); }});
  router_.add({"POST", "/api/later", SignedIn{}, Place::worker,
               AnsweringLater([](const auto&, const Respond&) { fail(); })});
  router_.add({"GET", "/page", Anyone{}, Place::network, [](const Call&) -> Reply { fail(); }});
  begin();
  expect_failed(ask("POST", "/api/now"), "whether it was posted");
  expect_failed(ask("POST", "/api/later"), "whether it was posted");
  const Reply page = ask("GET", "/page");
  EXPECT_EQ(page.status, 500U);
  EXPECT_NE(page.body.find("r-7"), std::string::npos) << page.body;
}

TEST_F(DispatcherTest, AWorkThatThrowsHasPostedNothing) {
  add(
      "/api/work",
      [](Ledger& ledger) -> Result<void> {
        ledger.submit_text(R"({"customer":"C-1","do":"add_customer"})", "clerk");
        fail();
      },
      [](const Call& call, const Result<void>& done) {
        return done ? Reply{204} : problem_reply(call, done.error());
      });
  begin();
  expect_failed(ask("POST", "/api/work"), "nothing was posted");
  EXPECT_EQ(desk_->size(), 0U);
}

TEST_F(DispatcherTest, ACallbackThatThrowsIsAnsweredAndEndsItsJob) {
  add(
      "/api/work", [](Ledger&) { return Result<void>(); },
      [](const Call&, const Result<void>&) -> Reply { fail(); });
  router_.add({"GET", "/api/v1/jobs/{job}", SignedIn{}, Place::worker,
               [this](const Call& call) { return jobs_.state(call); }});
  router_.add({"GET", "/api/v1/jobs/{job}/result", SignedIn{}, Place::worker,
               [this](const Call& call) { return jobs_.result(call); }});
  begin();
  expect_failed(ask("POST", "/api/work"), "whether it was posted");
  const Reply taken = ask("POST", "/api/work", "respond-async");
  ASSERT_EQ(taken.status, 202U);
  jobs_.finish();  // waits until it has ended
  const std::string job(net::find_header(taken.headers, "Location"));
  EXPECT_NE(ask("GET", job).body.find("\"state\":\"failed\""), std::string::npos);
  expect_failed(ask("GET", job + "/result"), "whether it was posted");
}

}  // namespace
}  // namespace tenbin::http
