// The parts under the office, against their standards.
#include "office/secrets.hpp"

#include <gtest/gtest.h>

#include "office/attempts.hpp"
#include "office/password.hpp"
#include "office/totp.hpp"

namespace tenbin::office {
namespace {

const std::string rfc_secret = "12345678901234567890";

// RFC 6238 appendix B, the rows of SHA-1.
TEST(Totp, vectors_of_the_rfc) {
  const std::pair<std::int64_t, const char*> rows[] = {
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : rows)
    EXPECT_EQ(totp_code(rfc_secret, seconds / 30, 8), code) << seconds;
}

// RFC 4226 appendix D.
TEST(Totp, vectors_of_hotp) {
  const char* codes[] = {"755224", "287082", "359152", "969429", "338314",
                         "254676", "287922", "162583", "399871", "520489"};
  for (std::int64_t step = 0; step < 10; ++step)
    EXPECT_EQ(totp_code(rfc_secret, step), codes[step]);
}

TEST(Totp, one_step_early_or_late_and_never_again) {
  const Instant now{1111111111'000};
  const std::int64_t step = now.ms / step_milliseconds;
  for (std::int64_t by = -3; by <= 3; ++by) {
    const auto found = totp_match(rfc_secret, totp_code(rfc_secret, step + by), now, 0);
    EXPECT_EQ(found.has_value(), by >= -1 && by <= 1) << by;
    if (found) {
      EXPECT_EQ(*found, step + by);
    }
  }
  EXPECT_FALSE(totp_match(rfc_secret, totp_code(rfc_secret, step), now, step));
  EXPECT_FALSE(totp_match(rfc_secret, totp_code(rfc_secret, step - 1), now, step));
  EXPECT_TRUE(totp_match(rfc_secret, totp_code(rfc_secret, step + 1), now, step));
  EXPECT_FALSE(totp_match(rfc_secret, "", now, 0));
  EXPECT_FALSE(totp_match(rfc_secret, totp_code(rfc_secret, step, 8), now, 0));
}

// RFC 4648 section 10, without its padding.
TEST(Totp, base32_of_the_rfc) {
  const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                      {"f", "MY"},
                                                      {"fo", "MZXQ"},
                                                      {"foo", "MZXW6"},
                                                      {"foob", "MZXW6YQ"},
                                                      {"fooba", "MZXW6YTB"},
                                                      {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : rows) EXPECT_EQ(base32(bytes), text);
}

TEST(Totp, the_address_for_the_app) {
  EXPECT_EQ(totp_address("foobar", "sato+x@mill.example"),
            "otpauth://totp/Tenbin:sato%2Bx%40mill.example?secret=MZXW6YTBOI&issuer=Tenbin");
}

constexpr PasswordCost cheap{1, std::size_t{8} << 10};

TEST(Password, a_hash_is_verified_by_libsodium_and_carries_its_cost) {
  const Salt salt{1, 2, 3};
  const std::string hash = hash_password("correct horse 7", salt, cheap);
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$AQIDAAAAAAAAAAAAAAAAAA$")) << hash;
  EXPECT_TRUE(password_matches(hash, "correct horse 7"));
  EXPECT_FALSE(password_matches(hash, "correct horse 8"));
  EXPECT_FALSE(password_matches(hash, ""));
  EXPECT_FALSE(password_matches("nonsense", "correct horse 7"));
  EXPECT_FALSE(needs_rehash(hash, cheap));
  EXPECT_TRUE(needs_rehash(hash, {2, cheap.memory}));
  EXPECT_TRUE(needs_rehash(hash, {}));
  EXPECT_NE(hash, hash_password("correct horse 7", Salt{4}, cheap));
}

TEST(Password, the_usual_cost_is_64_mib) {
  const std::string hash = hash_password("correct horse 7", Salt{}, {});
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
  EXPECT_TRUE(password_matches(hash, "correct horse 7"));
}

TEST(Password, form) {
  EXPECT_TRUE(check_password_form("sato", "ten charac"));
  EXPECT_TRUE(check_password_form("sato", "天秤は釣り合うと止まる"));  // characters, not bytes
  const auto weak = [](std::string_view login, std::string_view password) {
    const auto refused = check_password_form(login, password);
    return refused ? Problem{} : refused.error();
  };
  EXPECT_EQ(weak("sato", "nine char"), (Problem{Code::password_weak, {{"least", "10"}}}));
  EXPECT_EQ(weak("sato", "天秤は釣り合う"), (Problem{Code::password_weak, {{"least", "10"}}}));
  EXPECT_EQ(weak("sato.hanako", "Sato.Hanako"),
            (Problem{Code::password_weak, {{"login", "sato.hanako"}}}));
  EXPECT_EQ(weak("sato", std::string(1025, 'a')).code, Code::input_invalid);
  EXPECT_EQ(weak("sato", "abcdefghij\xFF").code, Code::input_invalid);
}

TEST(Secrets, what_is_sealed_opens_with_its_key_alone) {
  const Random32 key{1}, other{2};
  const std::string sealed = seal(key, Nonce{3}, "the secret");
  EXPECT_EQ(sealed.find("the secret"), std::string::npos);
  EXPECT_EQ(unseal(key, sealed), "the secret");
  EXPECT_FALSE(unseal(other, sealed));
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(unseal(key, changed)) << at;
    EXPECT_FALSE(unseal(key, sealed.substr(0, at))) << at;
  }
}

TEST(Attempts, five_of_a_login_in_fifteen_minutes) {
  Attempts attempts;
  for (std::int64_t at = 0; at < 5; ++at)
    EXPECT_TRUE(attempts.begin("sato", "a" + std::to_string(at), {at * 60'000}));
  const auto refused = attempts.begin("sato", "b", {5 * 60'000});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Problem{Code::login_too_many, {{"seconds", "600"}}}));
  EXPECT_TRUE(attempts.begin("suzuki", "b", {5 * 60'000}));
  EXPECT_FALSE(attempts.begin("sato", "b", {15 * 60'000 - 1}));
  EXPECT_TRUE(attempts.begin("sato", "b", {15 * 60'000}));
  EXPECT_FALSE(attempts.begin("sato", "b", {15 * 60'000}));  // the second is a minute younger
}

TEST(Attempts, twenty_of_an_address) {
  Attempts attempts;
  for (int at = 0; at < 20; ++at)
    EXPECT_TRUE(attempts.begin("person" + std::to_string(at), "a", {0}));
  EXPECT_FALSE(attempts.begin("another", "a", {0}));
  EXPECT_TRUE(attempts.begin("another", "b", {0}));
}

TEST(Attempts, what_was_no_failure_does_not_count) {
  Attempts attempts;
  for (int at = 0; at < 100; ++at) {
    ASSERT_TRUE(attempts.begin("sato", "a", {at}));
    attempts.forget("sato", "a", {at});
  }
  for (int at = 0; at < 4; ++at) ASSERT_TRUE(attempts.begin("sato", "a", {at}));
  ASSERT_TRUE(attempts.begin("sato", "a", {9}));
  attempts.succeed("sato", "a", {9});
  for (int at = 0; at < 5; ++at) EXPECT_TRUE(attempts.begin("sato", "b", {at}));
  EXPECT_FALSE(attempts.begin("sato", "b", {9}));
}

// A flood of names is forgotten, not kept for ever, and those who are refused stay refused.
TEST(Attempts, many_names) {
  Attempts attempts;
  for (int at = 0; at < 5000; ++at)
    EXPECT_TRUE(attempts.begin("n" + std::to_string(at), "a" + std::to_string(at), {0}));
  for (int at = 0; at < 5; ++at) EXPECT_TRUE(attempts.begin("sato", "b", {1'000'000}));
  for (int at = 0; at < 2000; ++at)
    EXPECT_TRUE(attempts.begin("m" + std::to_string(at), "c" + std::to_string(at), {1'000'001}));
  EXPECT_FALSE(attempts.begin("sato", "b", {1'000'002}));
}

}  // namespace
}  // namespace tenbin::office
