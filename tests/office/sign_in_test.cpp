#include <chrono>
#include <thread>

#include "fixture.hpp"
#include "office/totp.hpp"

namespace tenbin::office {
namespace {

TEST_F(OfficeTest, AWrongLoginAndAWrongPasswordGetTheSameAnswer) {
  add("kato", {Role::clerk});
  const auto wrong = office_->login("kato", "wrong password", {}, here);
  const auto nobody = office_->login("nobody", good_password, {}, here);
  const auto malformed = office_->login("'; DROP TABLE people", good_password, {}, here);
  EXPECT_EQ(code(wrong), "login.failed");
  EXPECT_EQ(wrong.error(), nobody.error());
  EXPECT_EQ(wrong.error(), malformed.error());
  EXPECT_TRUE(office_->login("kato", good_password, {}, here));
}

// By the least of several times, so that a busy machine does not decide.
TEST_F(OfficeTest, AnUnknownLoginTakesAsLong) {
  office_ = open({2, std::size_t{16} << 20});
  add("kato", {Role::clerk});
  const auto least = [&](const std::string& login) {
    auto best = std::chrono::nanoseconds::max();
    for (int times = 0; times < 4; ++times) {
      const auto begin = std::chrono::steady_clock::now();
      EXPECT_EQ(code(office_->login(login, "wrong password", {}, here)), "login.failed");
      best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - begin);
    }
    return best;
  };
  const auto known = least("kato"), unknown = least("nobody");
  EXPECT_LT(unknown, 2 * known);
  EXPECT_LT(known, 2 * unknown);
}

TEST_F(OfficeTest, AfterFiveFailuresALoginWaits) {
  add("kato", {Role::clerk});
  for (int times = 0; times < 5; ++times)
    EXPECT_EQ(code(office_->login("kato", "wrong password", {}, here)), "login.failed");
  pass(5 * minute);
  const auto refused = office_->login("KATO", good_password, {}, "198.51.100.7");
  EXPECT_EQ(code(refused), "login.too_many");
  EXPECT_EQ(fact(refused, "seconds"), "600");
  pass(10 * minute);
  EXPECT_TRUE(office_->login("kato", good_password, {}, here));
  // Those who do not exist wait as well.
  for (int times = 0; times < 5; ++times)
    EXPECT_EQ(code(office_->login("nobody", "wrong password", {}, here)), "login.failed");
  EXPECT_EQ(code(office_->login("nobody", "wrong password", {}, here)), "login.too_many");
}

TEST_F(OfficeTest, AfterTwentyFailuresAnAddressWaits) {
  add("kato", {Role::clerk});
  for (int times = 0; times < 20; ++times)
    EXPECT_EQ(code(office_->login("n" + std::to_string(times), "wrong password", {}, here)),
              "login.failed");
  EXPECT_EQ(code(office_->login("kato", good_password, {}, here)), "login.too_many");
  EXPECT_TRUE(office_->login("kato", good_password, {}, "198.51.100.7"));
}

TEST_F(OfficeTest, SuccessesDoNotCount) {
  add("kato", {Role::clerk});
  for (int times = 0; times < 30; ++times) session("kato");
  for (int times = 0; times < 4; ++times)
    EXPECT_EQ(code(office_->login("kato", "wrong password", {}, here)), "login.failed");
  session("kato");
  EXPECT_EQ(code(office_->login("kato", "wrong password", {}, here)), "login.failed");
}

TEST_F(OfficeTest, ASessionEndsWhenIdleAndAfterAWeek) {
  add("kato", {Role::clerk});
  const std::string token = session("kato");
  EXPECT_EQ(office_->person_of_session(token)->login, "kato");
  EXPECT_EQ(code(office_->person_of_session("unknown")), "session.expired");
  EXPECT_EQ(code(office_->person_of_session("")), "session.expired");
  pass(12 * hour - 1);
  EXPECT_TRUE(office_->person_of_session(token));
  pass(12 * hour);
  EXPECT_EQ(code(office_->person_of_session(token)), "session.expired");

  const std::string used = session("kato");
  for (int times = 0; times < 7 * 24 - 1; ++times) {
    pass(hour);
    ASSERT_TRUE(office_->person_of_session(used)) << times;
  }
  pass(hour);
  EXPECT_EQ(code(office_->person_of_session(used)), "session.expired");
}

TEST_F(OfficeTest, LastSeenIsWrittenOnceAMinuteAtMost) {
  add("kato", {Role::clerk});
  const std::string token = session("kato");
  pass(minute - 1);
  EXPECT_TRUE(office_->person_of_session(token));  // not written
  pass(12 * hour - minute + 1);
  EXPECT_EQ(code(office_->person_of_session(token)), "session.expired");
  const std::string second_token = session("kato");
  pass(minute);
  EXPECT_TRUE(office_->person_of_session(second_token));  // written
  pass(12 * hour - 1);
  EXPECT_TRUE(office_->person_of_session(second_token));
}

TEST_F(OfficeTest, LogoutEndsOneSessionOrAll) {
  add("kato", {Role::clerk});
  add("abe", {Role::clerk});
  const std::string one = session("kato"), two = session("kato"), three = session("kato"),
                    other = session("abe");
  EXPECT_TRUE(office_->logout(one));
  EXPECT_TRUE(office_->logout(one));
  EXPECT_TRUE(office_->logout("unknown"));
  EXPECT_EQ(code(office_->person_of_session(one)), "session.expired");
  EXPECT_TRUE(office_->person_of_session(two));
  EXPECT_TRUE(office_->logout_everywhere("kato"));
  EXPECT_EQ(code(office_->person_of_session(two)), "session.expired");
  EXPECT_EQ(code(office_->person_of_session(three)), "session.expired");
  EXPECT_TRUE(office_->person_of_session(other));
  EXPECT_EQ(code(office_->logout_everywhere("nobody")), "reference.unknown");
}

class SecondFactor : public OfficeTest {
 protected:
  SecondFactor() { add("kato", {Role::clerk}); }

  // What the app shows `by` steps from now.
  std::string shown(int by = 0) {
    return totp_code(secret_, clock_.load() / step_milliseconds + by);
  }
  void begin() {
    const auto offer = office_->begin_totp("kato");
    ASSERT_TRUE(offer) << code(offer);
    secret_ = from_base32(offer->secret);
    EXPECT_EQ(offer->address,
              "otpauth://totp/Tenbin:kato?secret=" + offer->secret + "&issuer=Tenbin");
  }
  auto login(const std::string& shown_code) {
    return office_->login("kato", good_password, shown_code, here);
  }
  std::string secret_;
};

TEST_F(SecondFactor, IsInForceOnceConfirmedAndGoneOnceRemoved) {
  EXPECT_EQ(code(office_->confirm_totp("kato", "123456")), "totp.invalid");  // nothing begun
  begin();
  EXPECT_TRUE(login({}));  // not confirmed yet
  EXPECT_EQ(code(office_->confirm_totp("kato", "000000")), "totp.invalid");
  ASSERT_TRUE(office_->confirm_totp("kato", shown()));
  EXPECT_TRUE(office_->person("kato")->has_totp);
  EXPECT_EQ(code(login({})), "totp.needed");
  EXPECT_EQ(code(login(shown())), "totp.invalid");  // used to confirm
  pass(30 * second);
  EXPECT_TRUE(login(shown()));
  EXPECT_EQ(code(login(shown())), "totp.invalid");  // once
  EXPECT_TRUE(login(shown(1)));                     // one step early
  EXPECT_EQ(code(login(shown(2))), "totp.invalid");
  EXPECT_EQ(code(office_->login("kato", "wrong password", shown(1), here)), "login.failed");
  office_ = open();
  pass(90 * second);
  EXPECT_TRUE(login(shown(-1)));
  ASSERT_TRUE(office_->remove_totp("kato"));
  EXPECT_FALSE(office_->person("kato")->has_totp);
  EXPECT_TRUE(login({}));
  EXPECT_EQ(code(office_->begin_totp("nobody")), "reference.unknown");
  EXPECT_EQ(code(office_->confirm_totp("nobody", "123456")), "reference.unknown");
  EXPECT_EQ(code(office_->remove_totp("nobody")), "reference.unknown");
}

TEST_F(SecondFactor, AnotherOneIsBegunWhileTheFirstHolds) {
  begin();
  ASSERT_TRUE(office_->confirm_totp("kato", shown()));
  const std::string first = secret_;
  begin();
  EXPECT_NE(secret_, first);
  pass(minute);
  EXPECT_EQ(code(login(shown())), "totp.invalid");
  secret_ = first;
  EXPECT_TRUE(login(shown()));
}

TEST_F(SecondFactor, WrongCodesCountAndAskingDoesNot) {
  begin();
  ASSERT_TRUE(office_->confirm_totp("kato", shown()));
  pass(minute);
  for (int times = 0; times < 30; ++times) EXPECT_EQ(code(login({})), "totp.needed");
  for (int times = 0; times < 5; ++times) EXPECT_EQ(code(login("0000000")), "totp.invalid");
  EXPECT_EQ(code(login(shown())), "login.too_many");
}

TEST_F(SecondFactor, WithoutTheKeyOfTheFileNoCodeIsRight) {
  begin();
  ASSERT_TRUE(office_->confirm_totp("kato", shown()));
  pass(minute);
  std::filesystem::remove(path_ + "-key");
  EXPECT_EQ(code(login(shown())), "totp.invalid");
  std::ofstream(path_ + "-key") << "short";
  EXPECT_EQ(code(login(shown())), "file.unreadable");
  ASSERT_TRUE(office_->remove_totp("kato"));
  EXPECT_TRUE(login({}));
}

TEST_F(OfficeTest, AHashOfAnotherCostIsMadeAnewAtTheNextLogin) {
  add("kato", {Role::clerk});
  const PasswordCost dearer{2, std::size_t{16} << 10};
  office_ = open(dearer);
  EXPECT_EQ(bytes_of(path_).find("$argon2id$v=19$m=16,t=2,p=1$"), std::string::npos);
  EXPECT_EQ(code(office_->login("kato", "wrong password", {}, here)), "login.failed");
  session("kato");
  office_.reset();  // all is in the one file
  const std::string bytes = bytes_of(path_);
  EXPECT_NE(bytes.find("$argon2id$v=19$m=16,t=2,p=1$"), std::string::npos);
  EXPECT_EQ(bytes.find("$argon2id$v=19$m=8,t=1,p=1$"), std::string::npos);
  office_ = open(dearer);
  session("kato");
}

// Eight threads, each a person who comes and goes; every one sees only itself.
TEST_F(OfficeTest, ManyAtOnce) {
  for (int at = 0; at < 8; ++at) add("p" + std::to_string(at), {Role::clerk});
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int at = 0; at < 8; ++at) {
    threads.emplace_back([&, login = "p" + std::to_string(at)] {
      for (int times = 0; times < 20; ++times) {
        auto signed_in = office_->login(login, good_password, {}, login);
        auto refused = office_->login(login, "wrong password", {}, login);
        auto person = office_->person_of_session(signed_in ? signed_in->token : "");
        auto logged = office_->record_access({login, {}, "GET /", login, "r", 200});
        if (!person || person->login != login || refused || !logged) ++wrong;
        auto out = office_->logout(signed_in ? signed_in->token : "");
        if (!out || office_->person_of_session(signed_in->token)) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(office_->accesses({500, {}})->items.size(), 160U);
}

// Guesses at the same time count as well.
TEST_F(OfficeTest, GuessesAtOnceAreCounted) {
  add("kato", {Role::clerk});
  std::vector<std::thread> threads;
  std::atomic<int> failed{0}, refused{0};
  for (int at = 0; at < 16; ++at) {
    threads.emplace_back([&] {
      auto answer = office_->login("kato", "wrong password", {}, here);
      ++(answer.error().code == Code::login_failed ? failed : refused);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 5);
  EXPECT_EQ(refused, 11);
}

}  // namespace
}  // namespace tenbin::office
