// API tokens, and links for customers.
#include "fixture.hpp"

namespace tenbin::office {
namespace {

class ApiTokens : public OfficeTest {
 protected:
  Result<MadeToken> make(const std::string& owner, Scopes scopes, std::int64_t lasts = day) {
    return office_->make_api_token(owner, "core system", scopes, {clock_.load() + lasts});
  }
};

TEST_F(ApiTokens, ATokenHasTheRightsOfItsScopesAsFarAsItsOwnerHasThem) {
  add("kato", {Role::clerk});
  const auto made = make("Kato", {Scope::read, Scope::import, Scope::issue});
  ASSERT_TRUE(made) << code(made);
  EXPECT_TRUE(made->token.starts_with("tenbin_"));
  EXPECT_EQ(made->token.size(), 50U);
  const auto bearer = office_->bearer(made->token);
  ASSERT_TRUE(bearer) << code(bearer);
  EXPECT_EQ(bearer->owner.login, "kato");
  EXPECT_EQ(bearer->token.id, made->about.id);
  EXPECT_EQ(bearer->token.name, "core system");
  EXPECT_TRUE(bearer->rights.has(Right::post_receipts));
  EXPECT_TRUE(bearer->rights.has(Right::see_balance));
  EXPECT_FALSE(bearer->rights.has(Right::issue));        // the owner may not
  EXPECT_FALSE(bearer->rights.has(Right::see_journal));  // the owner may not
  EXPECT_FALSE(bearer->rights.has(Right::make_tokens));  // no scope has it
  add("it", {Role::admin});
  ASSERT_TRUE(office_->change_person("kato", {{}, Roles{Role::manager}, {}, {}, {}}));
  EXPECT_TRUE(office_->bearer(made->token)->rights.has(Right::issue));
}

TEST_F(ApiTokens, WhatIsNoToken) {
  add("kato", {Role::clerk});
  const auto made = make("kato", {Scope::read});
  EXPECT_EQ(code(office_->bearer("")), "token.invalid");
  EXPECT_EQ(code(office_->bearer("tenbin_")), "token.invalid");
  EXPECT_EQ(code(office_->bearer(made->token + "x")), "token.invalid");
  EXPECT_EQ(code(office_->bearer(made->token.substr(7))), "token.invalid");
  EXPECT_EQ(code(office_->bearer(session("kato"))), "token.invalid");
  EXPECT_EQ(code(office_->person_of_session(made->token)), "session.expired");
  EXPECT_EQ(code(make("nobody", {Scope::read})), "reference.unknown");
  EXPECT_EQ(code(make("kato", {})), "input.invalid");
  EXPECT_EQ(code(make("kato", {Scope::read}, 0)), "input.invalid");
  EXPECT_EQ(code(make("kato", {Scope::read}, 4 * 366 * day)), "input.invalid");
  EXPECT_EQ(code(office_->make_api_token("kato", "", {Scope::read}, {clock_ + day})),
            "input.invalid");
}

TEST_F(ApiTokens, EndByTimeByHandAndWithTheirOwner) {
  add("it", {Role::admin});
  add("kato", {Role::clerk});
  const auto short_one = make("kato", {Scope::read}, hour), revoked = make("kato", {Scope::read}),
             orphan = make("kato", {Scope::read});
  pass(hour - 1);
  EXPECT_TRUE(office_->bearer(short_one->token));
  pass(1);
  EXPECT_EQ(code(office_->bearer(short_one->token)), "token.invalid");
  EXPECT_TRUE(office_->revoke_api_token(revoked->about.id));
  EXPECT_TRUE(office_->revoke_api_token(revoked->about.id));
  EXPECT_EQ(code(office_->bearer(revoked->token)), "token.invalid");
  EXPECT_EQ(code(office_->revoke_api_token(999)), "reference.unknown");
  EXPECT_TRUE(office_->bearer(orphan->token));
  ASSERT_TRUE(office_->change_person("kato", {{}, {}, {}, {}, false}));
  EXPECT_EQ(code(office_->bearer(orphan->token)), "token.invalid");
}

TEST_F(ApiTokens, AreListedWithTheirLastUse) {
  add("kato", {Role::clerk});
  add("abe", {Role::verifier});
  const auto one = make("kato", {Scope::read, Scope::import}), two = make("abe", {Scope::verify});
  const std::int64_t used = clock_;
  EXPECT_TRUE(office_->bearer(one->token));
  pass(minute - 1);
  EXPECT_TRUE(office_->bearer(one->token));  // written once a minute at most
  ASSERT_TRUE(office_->revoke_api_token(two->about.id));
  const auto all = office_->api_tokens({});
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ(all->at(0).owner, "abe");
  EXPECT_TRUE(all->at(0).revoked);
  EXPECT_FALSE(all->at(0).used);
  EXPECT_EQ(all->at(1).scopes, (Scopes{Scope::read, Scope::import}));
  EXPECT_EQ(all->at(1).used, Instant{used});
  EXPECT_EQ(all->at(1).expires, Instant{used + day});
  EXPECT_FALSE(all->at(1).revoked);
  EXPECT_EQ(office_->api_tokens("KATO")->size(), 1U);
  EXPECT_EQ(office_->api_tokens("nobody")->size(), 0U);
}

TEST_F(OfficeTest, ALinkLetsACustomerInOnce) {
  const auto link = office_->invite({"C-1", "Ono@Osaka.example", "portal"});
  ASSERT_TRUE(link) << code(link);
  pass(15 * minute - 1);
  const auto entered = office_->enter(*link, here);
  ASSERT_TRUE(entered) << code(entered);
  EXPECT_EQ(entered->purpose, "portal");
  const Person& person = entered->signed_in.person;
  EXPECT_EQ(person.login, "ono@osaka.example");
  EXPECT_EQ(person.roles, Roles{Role::customer});
  EXPECT_EQ(person.customer, "C-1");
  EXPECT_FALSE(person.has_password);
  EXPECT_EQ(office_->person_of_session(entered->signed_in.token)->id, person.id);
  EXPECT_EQ(code(office_->enter(*link, here)), "link.expired");
  // The second link finds the same person.
  const auto again = office_->enter(*office_->invite({"C-1", "ono@osaka.example", "x"}), here);
  EXPECT_EQ(again->signed_in.person.id, person.id);
  EXPECT_EQ(office_->people()->size(), 1U);
}

TEST_F(OfficeTest, ALinkThatIsNoLongerGood) {
  const std::string late = *office_->invite({"C-1", "ono@osaka.example", "portal"});
  pass(15 * minute);
  EXPECT_EQ(code(office_->enter(late, here)), "link.expired");
  EXPECT_EQ(code(office_->enter("unknown", here)), "link.expired");
  const std::string long_one = *office_->invite({"C-1", "ono@osaka.example", "portal", 20'160});
  pass(14 * day - 1);
  EXPECT_TRUE(office_->enter(long_one, here));
}

TEST_F(OfficeTest, ALinkOpensNobodyElsesAccount) {
  add("it@mill.example", {Role::admin});
  EXPECT_EQ(code(office_->enter(*office_->invite({"C-1", "it@mill.example", "x"}), here)),
            "link.expired");
  ASSERT_TRUE(office_->enter(*office_->invite({"C-1", "ono@osaka.example", "x"}), here));
  EXPECT_EQ(code(office_->enter(*office_->invite({"C-2", "ono@osaka.example", "x"}), here)),
            "link.expired");
  ASSERT_TRUE(office_->change_person("ono@osaka.example", {{}, {}, {}, {}, false}));
  EXPECT_EQ(code(office_->enter(*office_->invite({"C-1", "ono@osaka.example", "x"}), here)),
            "link.expired");
}

TEST_F(OfficeTest, WhomNoLinkIsMadeFor) {
  for (const char* email : {"", "ono", "@osaka.example", "ono@", "a@b@c", "o no@osaka.example"})
    EXPECT_EQ(code(office_->invite({"C-1", email, "x"})), "input.invalid") << email;
  EXPECT_EQ(code(office_->invite({"", "ono@osaka.example", "x"})), "input.invalid");
  EXPECT_EQ(code(office_->invite({"C-1", "ono@osaka.example", "x", 0})), "input.invalid");
  EXPECT_EQ(code(office_->invite({"C-1", "ono@osaka.example", "x", 20'161})), "input.invalid");
}

TEST_F(OfficeTest, ANewCustomerReadsTheLanguageOfTheHouse) {
  ASSERT_TRUE(office_->set_setting("language", "en"));
  const auto entered = office_->enter(*office_->invite({"C-1", "a@b.example", "x"}), here);
  EXPECT_EQ(entered->signed_in.person.language, Language::en);
}

}  // namespace
}  // namespace tenbin::office
