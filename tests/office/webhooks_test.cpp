#include "office/webhooks.hpp"

#include "fixture.hpp"

namespace tenbin::office {
namespace {

class WebhooksTest : public OfficeTest {
 protected:
  WebhooksTest() { admin_ = add("kanri", {Role::admin}); }

  std::int64_t hook(EventTypes events, std::int64_t since = 0) {
    const auto made = webhooks().add({"https://hooks.mill.jp/in", events, false, since}, admin_);
    EXPECT_TRUE(made) << code(made);
    return made ? made->about.id : 0;
  }
  static Event closed(std::int64_t seq) {
    return {EventType::period_closed, R"({"site":"HQ"})", seq, {}};
  }
  void publish(std::vector<Event> events) {
    Announced announced;
    announced.events = std::move(events);
    const auto done = announcements().publish(announced);
    EXPECT_TRUE(done) << code(done);
  }
  std::size_t due() { return webhooks().due(10)->size(); }
  Delivery newest() { return webhooks().deliveries({}, {})->items.at(0); }

  Announcements announcements() { return Announcements(*office_); }
  Webhooks webhooks() { return Webhooks(*office_); }

  Person admin_;
};

// The vector of the reference implementations, github.com/standard-webhooks/standard-webhooks.
TEST_F(WebhooksTest, SignsAsThePublishedVector) {
  EXPECT_EQ(
      webhook_signature(*from_base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_F(WebhooksTest, TheSecretIsShownOnceAndKeptSealed) {
  const auto made =
      webhooks().add({"https://hooks.mill.jp/in", {EventType::period_closed}, false, 0}, admin_);
  ASSERT_TRUE(made) << code(made);
  ASSERT_TRUE(made->secret.starts_with("whsec_"));
  const std::string key = *from_base64(made->secret.substr(6));
  EXPECT_EQ(key.size(), 32U);
  publish({closed(1)});
  EXPECT_EQ(webhooks().due(10)->at(0).key, key);
  office_.reset();
  EXPECT_EQ(bytes_of(path_).find(key), std::string::npos);
  EXPECT_EQ(bytes_of(path_).find(made->secret.substr(6)), std::string::npos);
}

TEST_F(WebhooksTest, WhatCannotBeRegistered) {
  for (const std::string url :
       {"", "ftp://mill.jp", "https://", "https://a@mill.jp/", "https://mill.jp/ x",
        "https://mill.jp/\r\nHost: other", "https://mill.jp/#x", "https://鋳造.jp/"})
    EXPECT_EQ(code(webhooks().add({url, EventTypes::all(), false, 0}, admin_)), "input.invalid")
        << url;
  const std::string longest = "https://mill.jp/" + std::string(500, 'x');
  EXPECT_EQ(code(webhooks().add({longest, EventTypes::all(), false, 0}, admin_)), "input.invalid");
  EXPECT_EQ(code(webhooks().add({"https://mill.jp/", {}, false, 0}, admin_)), "input.invalid");
  for (std::int64_t count = 0; count < most_webhooks; ++count) hook(EventTypes::all());
  EXPECT_EQ(code(webhooks().add({"https://mill.jp/", EventTypes::all(), false, 0}, admin_)),
            "webhook.full");
  EXPECT_EQ(code(webhooks().pause(999, true)), "reference.unknown");
  EXPECT_EQ(code(webhooks().remove(999)), "reference.unknown");
  EXPECT_EQ(code(webhooks().resend(999)), "reference.unknown");
}

TEST_F(WebhooksTest, EachGetsWhatItAskedForFromThenOnAndOnce) {
  const std::int64_t late = hook({EventType::period_closed}, 7);
  const std::int64_t other = hook({EventType::certificate_issued});
  publish({closed(7)});
  EXPECT_EQ(due(), 0U);
  publish({closed(8)});
  ASSERT_EQ(due(), 1U);
  const Due first = webhooks().due(10)->at(0);
  EXPECT_EQ(first.webhook, late);
  EXPECT_EQ(first.body, R"({"data":{"site":"HQ"},"timestamp":")" + format_instant(outside().now()) +
                            R"(","type":"period.closed"})");
  const auto failing = [](std::string cause) {
    return Event{EventType::certificate_issued, "{}", {}, std::move(cause)};
  };
  publish({failing("a"), failing("a"), failing("b")});
  publish({failing("a")});
  EXPECT_EQ(webhooks().deliveries({}, {{}, other})->items.size(), 2U);
  ASSERT_TRUE(webhooks().pause(late, true));
  EXPECT_EQ(due(), 2U);  // of the other
  publish({closed(9)});
  ASSERT_TRUE(webhooks().pause(late, false));
  EXPECT_EQ(webhooks().deliveries({}, {{}, late})->items.size(), 1U);
  ASSERT_TRUE(webhooks().remove(other));
  EXPECT_EQ(webhooks().deliveries({}, {})->items.size(), 1U);
  EXPECT_EQ(webhooks().all()->size(), 1U);
}

TEST_F(WebhooksTest, SixTriesThenADeadLetterThatCanBeSentAgain) {
  hook({EventType::period_closed});
  publish({closed(1)});
  for (const std::int64_t pause : {30 * second, 5 * minute, hour, 6 * hour, 24 * hour}) {
    ASSERT_EQ(due(), 1U);
    ASSERT_TRUE(webhooks().settle(newest().id, false, "timed_out"));
    EXPECT_EQ(newest().next, (Instant{clock_ + pause}));
    pass(pause - 1);
    EXPECT_EQ(due(), 0U);
    office_ = open();  // a restart loses nothing
    pass(1);
  }
  ASSERT_TRUE(webhooks().settle(newest().id, false, "503"));
  const Delivery dead = newest();
  EXPECT_EQ(dead.state, DeliveryState::dead);
  EXPECT_EQ(dead.tries, 6);
  EXPECT_EQ(dead.outcome, "503");
  pass(1000 * day);
  EXPECT_EQ(due(), 0U);
  EXPECT_EQ(webhooks().all()->at(0).dead, 1);
  ASSERT_TRUE(webhooks().resend(dead.id));
  ASSERT_EQ(due(), 1U);
  EXPECT_EQ(webhooks().due(10)->at(0).event, dead.event);  // receivers know it again
  ASSERT_TRUE(webhooks().settle(dead.id, true, "204"));
  EXPECT_EQ(newest().state, DeliveryState::delivered);
  EXPECT_EQ(webhooks().deliveries({}, {DeliveryState::dead, 0})->items.size(), 0U);
  pass(91 * day);
  ASSERT_TRUE(announcements().sweep());
  EXPECT_EQ(webhooks().deliveries({}, {})->items.size(), 0U);
}

TEST_F(WebhooksTest, LettersAndWhatWasLookedAtArePublishedTogether) {
  EXPECT_FALSE(announcements().wanted()->any());
  ASSERT_TRUE(office_->set_setting("customer_mail", "on"));
  EXPECT_TRUE(announcements().wanted()->letters);
  EXPECT_EQ(code(office_->set_setting("customer_mail", "yes")), "input.invalid");
  EXPECT_EQ(code(office_->set_setting("balance_low_kg", "ten")), "input.invalid");
  Announced announced;
  announced.letters.push_back({0, "ono@osaka.example", "件名", "本文\n"});
  announced.watched = {{"book", "12"}, {"x", "y"}};
  ASSERT_TRUE(announcements().publish(announced));
  office_ = open();
  const auto letter = announcements().next_letter();
  ASSERT_TRUE(letter && *letter);
  EXPECT_EQ((*letter)->subject, "件名");
  ASSERT_TRUE(announcements().forget_letter((*letter)->id));
  EXPECT_FALSE(announcements().next_letter()->has_value());
  announced = {};
  announced.watched = {{"x", ""}};
  ASSERT_TRUE(announcements().publish(announced));
  EXPECT_EQ(*announcements().watched(), (Watched{{"book", "12"}}));
}

}  // namespace
}  // namespace tenbin::office
