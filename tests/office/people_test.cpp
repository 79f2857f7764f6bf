#include "fixture.hpp"

namespace tenbin::office {
namespace {

TEST_F(OfficeTest, TheSetUpLinkIsMadeOnceAndUsedOnce) {
  EXPECT_TRUE(*office_->needs_setup());
  const auto token = office_->setup_token();
  ASSERT_TRUE(token && *token);
  EXPECT_EQ((*token)->size(), 43U);
  EXPECT_FALSE(*office_->setup_token());
  office_ = open();
  EXPECT_FALSE(*office_->setup_token());  // it is good over a restart
  const NewPerson sato{"Sato", "佐藤 花子", good_password, {}, {}, Language::ja};
  EXPECT_EQ(code(office_->set_up("wrong", sato)), "setup.token_invalid");
  EXPECT_EQ(code(office_->set_up("", sato)), "setup.token_invalid");
  NewPerson short_password = sato;
  short_password.password = "short";
  EXPECT_EQ(code(office_->set_up(**token, short_password)), "password.weak");
  NewPerson clerk = sato;
  clerk.roles = {Role::clerk};
  EXPECT_EQ(code(office_->set_up(**token, clerk)), "input.invalid");
  const auto made = office_->set_up(**token, sato);
  ASSERT_TRUE(made) << code(made);
  EXPECT_EQ(made->login, "sato");
  EXPECT_EQ(made->roles, (Roles{Role::manager, Role::admin}));  // a firm of one person
  EXPECT_TRUE(made->rights().has(Right::close));
  EXPECT_TRUE(made->rights().has(Right::manage_people));
  EXPECT_FALSE(*office_->needs_setup());
  EXPECT_EQ(code(office_->set_up(**token, sato)), "setup.closed");
  EXPECT_EQ(code(office_->new_setup_token()), "setup.closed");
  EXPECT_FALSE(*office_->setup_token());
  EXPECT_TRUE(office_->login("SATO", good_password, {}, here));
}

TEST_F(OfficeTest, ALostSetUpLinkIsReplaced) {
  const std::string first = **office_->setup_token();
  const std::string second = *office_->new_setup_token();
  const NewPerson admin{"it", "IT", good_password, {Role::admin}, {}, Language::en};
  EXPECT_EQ(code(office_->set_up(first, admin)), "setup.token_invalid");
  const auto made = office_->set_up(second, admin);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->roles, Roles{Role::admin});
}

TEST_F(OfficeTest, WithoutATokenNobodySetsUp) {
  EXPECT_EQ(code(office_->set_up("", {"sato", "x", good_password, {}, {}, {}})),
            "setup.token_invalid");
}

TEST_F(OfficeTest, PeopleAreAddedReadAndListed) {
  const auto made =
      office_->add_person({"Kato", "加藤", good_password, {Role::clerk, Role::sales}, {}, {}});
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->has_password);
  EXPECT_FALSE(made->has_totp);
  add("abe", {Role::verifier});
  const auto customer =
      office_->add_person({"ono@osaka.example", "小野", {}, {Role::customer}, "C-1", Language::en});
  ASSERT_TRUE(customer) << code(customer);
  EXPECT_FALSE(customer->has_password);
  EXPECT_EQ(customer->customer, "C-1");
  const auto kato = office_->person("KATO");
  ASSERT_TRUE(kato);
  EXPECT_EQ(kato->name, "加藤");
  EXPECT_EQ(kato->roles, (Roles{Role::clerk, Role::sales}));
  EXPECT_EQ(kato->language, Language::ja);
  EXPECT_EQ(code(office_->person("nobody")), "reference.unknown");
  std::string logins;
  const auto all = office_->people();
  for (const Person& person : *all) logins += person.login + " ";
  EXPECT_EQ(logins, "abe kato ono@osaka.example ");
  EXPECT_EQ(code(office_->login("ono@osaka.example", "", {}, here)), "login.failed");
}

TEST_F(OfficeTest, WhatAPersonMayNotBe) {
  add("kato", {Role::clerk});
  struct Case {
    NewPerson person;
    const char *code, *field;
  };
  const Roles clerk{Role::clerk}, customer{Role::customer};
  const Case cases[] = {
      {{"kato", "x", good_password, clerk, {}, {}}, "person.exists", ""},
      {{"KATO", "x", good_password, clerk, {}, {}}, "person.exists", ""},
      {{"", "x", good_password, clerk, {}, {}}, "input.invalid", "login"},
      {{"a b", "x", good_password, clerk, {}, {}}, "input.invalid", "login"},
      {{"加藤", "x", good_password, clerk, {}, {}}, "input.invalid", "login"},
      {{std::string(129, 'a'), "x", good_password, clerk, {}, {}}, "input.invalid", "login"},
      {{"a", "", good_password, clerk, {}, {}}, "input.invalid", "name"},
      {{"a", "two\nlines", good_password, clerk, {}, {}}, "input.invalid", "name"},
      {{"a", "\xFF", good_password, clerk, {}, {}}, "input.invalid", "name"},
      {{"a", "x", good_password, {}, {}, {}}, "input.invalid", "roles"},
      {{"a", "x", good_password, {Role::customer, Role::admin}, "C-1", {}},
       "input.invalid",
       "roles"},
      {{"a", "x", good_password, customer, {}, {}}, "input.invalid", "customer"},
      {{"a", "x", good_password, clerk, "C-1", {}}, "input.invalid", "customer"},
      {{"a", "x", {}, clerk, {}, {}}, "password.weak", ""},
      {{"abcdefghij", "x", "ABCDEFGHIJ", clerk, {}, {}}, "password.weak", ""},
  };
  for (const Case& row : cases) {
    const auto refused = office_->add_person(row.person);
    ASSERT_FALSE(refused) << row.person.login;
    EXPECT_EQ(code(refused), row.code) << row.person.login;
    EXPECT_EQ(fact(refused, "field"), row.field) << row.person.login;
  }
  EXPECT_EQ(office_->people()->size(), 1U);
}

TEST_F(OfficeTest, KeepsAnAddressAndWhenSomebodySignedInLast) {
  const Person kato = add("kato", {Role::clerk});
  EXPECT_EQ(kato.email, "");
  EXPECT_EQ(kato.signed_in, std::nullopt);
  PersonChange change;
  change.email = "Kato@Mill.example";
  EXPECT_EQ(office_->change_person("kato", change)->email, "kato@mill.example");
  change.email = "kato";
  EXPECT_EQ(fact(office_->change_person("kato", change), "field"), "email");
  session("kato");
  EXPECT_NE(office_->person("kato")->signed_in, std::nullopt);
  change.email = "";
  EXPECT_EQ(office_->change_person("kato", change)->email, "");
}

TEST_F(OfficeTest, AChangeHoldsAtOnce) {
  add("it", {Role::admin});
  add("kato", {Role::clerk});
  const std::string token = session("kato");
  const auto changed =
      office_->change_person("kato", {"加藤", Roles{Role::manager}, {}, Language::en, {}});
  ASSERT_TRUE(changed) << code(changed);
  const auto person = office_->person_of_session(token);
  ASSERT_TRUE(person);
  EXPECT_EQ(person->name, "加藤");
  EXPECT_EQ(person->roles, Roles{Role::manager});
  EXPECT_EQ(person->language, Language::en);
  EXPECT_EQ(code(office_->change_person("kato", {"", {}, {}, {}, {}})), "input.invalid");
  EXPECT_EQ(code(office_->change_person("kato", {{}, Roles{}, {}, {}, {}})), "input.invalid");
  EXPECT_EQ(code(office_->change_person("kato", {{}, {}, "C-1", {}, {}})), "input.invalid");
  EXPECT_EQ(code(office_->change_person("nobody", {})), "reference.unknown");
  ASSERT_TRUE(office_->change_person("kato", {{}, Roles{Role::customer}, "C-1", {}, {}}));
  EXPECT_EQ(office_->person("kato")->customer, "C-1");
}

TEST_F(OfficeTest, WhoIsNotActiveIsOut) {
  add("it", {Role::admin});
  add("kato", {Role::clerk});
  const std::string token = session("kato");
  ASSERT_TRUE(office_->change_person("kato", {{}, {}, {}, {}, false}));
  EXPECT_EQ(code(office_->person_of_session(token)), "session.expired");
  EXPECT_EQ(code(office_->login("kato", good_password, {}, here)), "login.failed");
  ASSERT_TRUE(office_->change_person("kato", {{}, {}, {}, {}, true}));
  EXPECT_EQ(code(office_->person_of_session(token)), "session.expired");
  EXPECT_TRUE(office_->login("kato", good_password, {}, here));
}

TEST_F(OfficeTest, OneAdministratorStays) {
  add("it", {Role::admin});
  EXPECT_EQ(code(office_->change_person("it", {{}, {}, {}, {}, false})), "person.last_admin");
  EXPECT_EQ(code(office_->change_person("it", {{}, Roles{Role::clerk}, {}, {}, {}})),
            "person.last_admin");
  EXPECT_TRUE(office_->change_person("it", {"IT", {}, {}, {}, {}}));
  add("it2", {Role::admin, Role::manager});
  EXPECT_TRUE(office_->change_person("it", {{}, {}, {}, {}, false}));
  EXPECT_EQ(code(office_->change_person("it2", {{}, Roles{Role::manager}, {}, {}, {}})),
            "person.last_admin");
}

TEST_F(OfficeTest, PasswordsAreResetAndChanged) {
  add("kato", {Role::clerk});
  std::string token = session("kato");
  EXPECT_EQ(code(office_->reset_password("kato", "short")), "password.weak");
  EXPECT_EQ(code(office_->reset_password("nobody", good_password)), "reference.unknown");
  ASSERT_TRUE(office_->reset_password("kato", "another password"));
  EXPECT_EQ(code(office_->person_of_session(token)), "session.expired");
  EXPECT_EQ(code(office_->login("kato", good_password, {}, here)), "login.failed");
  EXPECT_TRUE(office_->login("kato", "another password", {}, here));
  EXPECT_EQ(code(office_->change_password("kato", "wrong password", good_password, here)),
            "login.failed");
  EXPECT_EQ(code(office_->change_password("kato", "another password", "kato", here)),
            "password.weak");
  token = office_->login("kato", "another password", {}, here)->token;
  ASSERT_TRUE(office_->change_password("Kato", "another password", good_password, here));
  EXPECT_EQ(code(office_->person_of_session(token)), "session.expired");
  EXPECT_TRUE(office_->login("kato", good_password, {}, here));
}

}  // namespace
}  // namespace tenbin::office
