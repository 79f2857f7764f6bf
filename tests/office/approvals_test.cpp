// Four eyes, the access log, and the settings.
#include "fixture.hpp"

namespace tenbin::office {
namespace {

class Approvals : public OfficeTest {
 protected:
  Approvals()
      : clerk_(add("kato", {Role::clerk})),
        manager_(add("abe", {Role::manager})),
        other_(add("sato", {Role::manager})) {}
  static NewApproval close(const std::string& commands = R"([{"do":"close_period"}])") {
    return {"close", commands, "2026-07 締め"};
  }
  Approval ask(const Person& by, const NewApproval& request = close()) {
    auto made = office_->ask_approval(request, by);
    EXPECT_TRUE(made) << code(made);
    return *made;
  }
  Person clerk_, manager_, other_;
};

TEST_F(Approvals, OneAsksAnotherApproves) {
  const Approval asked = ask(clerk_);
  EXPECT_EQ(asked.state, ApprovalState::open);
  EXPECT_EQ(asked.requested_by, "kato");
  EXPECT_EQ(asked.requested_at, Instant{clock_});
  EXPECT_EQ(asked.decided_by, "");
  pass(hour);
  const auto decided = office_->decide_approval(asked.id, true, manager_, "");
  ASSERT_TRUE(decided) << code(decided);
  office_ = open();
  const auto kept = office_->approval(asked.id);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->state, ApprovalState::approved);
  EXPECT_EQ(kept->decided_by, "abe");
  EXPECT_EQ(kept->decided_at, Instant{clock_});
  EXPECT_EQ(kept->request.kind, "close");
  EXPECT_EQ(kept->request.commands, R"([{"do":"close_period"}])");
  EXPECT_EQ(kept->request.summary, "2026-07 締め");
  EXPECT_FALSE(kept->self_approved);
}

TEST_F(Approvals, WhoMayNotDecide) {
  const Approval asked = ask(manager_);
  EXPECT_EQ(code(office_->decide_approval(asked.id, true, clerk_, "")), "right.missing");
  EXPECT_EQ(code(office_->decide_approval(asked.id, true, manager_, "")), "approval.same_person");
  EXPECT_EQ(code(office_->decide_approval(asked.id, false, manager_, "no")),
            "approval.same_person");
  EXPECT_EQ(code(office_->decide_approval(999, true, manager_, "")), "reference.unknown");
  EXPECT_EQ(code(office_->approval(999)), "reference.unknown");
  EXPECT_EQ(office_->approval(asked.id)->state, ApprovalState::open);
}

TEST_F(Approvals, ARejectionHasAReason) {
  const Approval asked = ask(clerk_);
  EXPECT_EQ(code(office_->decide_approval(asked.id, false, manager_, "")), "input.invalid");
  const auto rejected = office_->decide_approval(asked.id, false, manager_, "歩留まりを確認");
  ASSERT_TRUE(rejected);
  EXPECT_EQ(rejected->state, ApprovalState::rejected);
  EXPECT_EQ(rejected->comment, "歩留まりを確認");
  const auto again = office_->decide_approval(asked.id, true, other_, "");
  EXPECT_EQ(code(again), "approval.decided");
  EXPECT_EQ(fact(again, "state"), "rejected");
  EXPECT_EQ(code(office_->withdraw_approval(asked.id, clerk_)), "approval.decided");
}

TEST_F(Approvals, ARequestIsWithdrawnByWhoMadeIt) {
  const Approval asked = ask(clerk_);
  EXPECT_EQ(code(office_->withdraw_approval(asked.id, manager_)), "approval.not_own");
  EXPECT_EQ(code(office_->withdraw_approval(999, manager_)), "reference.unknown");
  EXPECT_EQ(office_->withdraw_approval(asked.id, clerk_)->state, ApprovalState::withdrawn);
  EXPECT_EQ(code(office_->decide_approval(asked.id, true, manager_, "")), "approval.decided");
}

TEST_F(Approvals, AFirmOfOneApprovesItselfAndItIsSaid) {
  ASSERT_TRUE(office_->set_setting("self_approval", "on"));
  EXPECT_TRUE(office_->decide_approval(ask(manager_).id, true, manager_, "")->self_approved);
  EXPECT_FALSE(office_->decide_approval(ask(clerk_).id, true, manager_, "")->self_approved);
  EXPECT_FALSE(office_->decide_approval(ask(manager_).id, false, manager_, "no")->self_approved);
  ASSERT_TRUE(office_->set_setting("self_approval", "off"));
  EXPECT_EQ(code(office_->decide_approval(ask(manager_).id, true, manager_, "")),
            "approval.same_person");
}

TEST_F(Approvals, WhatIsAskedTwiceIsAskedOnce) {
  const Approval asked = ask(clerk_);
  EXPECT_EQ(ask(clerk_).id, asked.id);
  EXPECT_NE(ask(manager_).id, asked.id);
  EXPECT_NE(ask(clerk_, close("[]")).id, asked.id);
  ASSERT_TRUE(office_->decide_approval(asked.id, true, manager_, ""));
  EXPECT_FALSE(*office_->asked_before(close(), clerk_));
  NewApproval once = close();
  once.once = true;
  EXPECT_EQ((*office_->asked_before(once, clerk_))->id, asked.id);
  EXPECT_EQ(ask(clerk_, once).state, ApprovalState::approved);
  EXPECT_EQ(ask(clerk_).state, ApprovalState::open);
}

TEST_F(Approvals, WhoMayDecideIsKnownBeforeItIsDecided) {
  const Approval asked = ask(manager_);
  EXPECT_EQ(code(office_->approval_to_decide(asked.id, clerk_)), "right.missing");
  EXPECT_EQ(code(office_->approval_to_decide(asked.id, manager_)), "approval.same_person");
  EXPECT_EQ(code(office_->approval_to_decide(999, other_)), "reference.unknown");
  EXPECT_EQ(office_->approval_to_decide(asked.id, other_)->state, ApprovalState::open);
  ASSERT_TRUE(office_->decide_approval(asked.id, true, other_, ""));
  EXPECT_EQ(code(office_->approval_to_decide(asked.id, other_)), "approval.decided");
}

TEST_F(Approvals, WhatOnePersonDidAloneIsKept) {
  const auto kept = office_->keep_self_approval(close(), manager_);
  ASSERT_TRUE(kept) << code(kept);
  EXPECT_EQ(kept->state, ApprovalState::approved);
  EXPECT_EQ(kept->decided_by, "abe");
  EXPECT_TRUE(kept->self_approved);
  EXPECT_TRUE(office_->approval(kept->id)->self_approved);
  NewApproval once = close();
  once.once = true;
  EXPECT_EQ(office_->keep_self_approval(once, manager_)->id, kept->id);
  EXPECT_NE(office_->keep_self_approval(close(), manager_)->id, kept->id);
  const Approval open = ask(other_);
  EXPECT_EQ(office_->keep_self_approval(close(), other_)->id, open.id);
  EXPECT_EQ(code(office_->keep_self_approval({"", "[]", "x"}, manager_)), "input.invalid");
}

TEST_F(OfficeTest, AFirstPersonWhoIsAllOfTheFirmMayApproveAlone) {
  add("sole", {Role::manager, Role::admin});
  EXPECT_EQ(*office_->setting("self_approval", "off"), "on");
  ASSERT_TRUE(office_->set_setting("self_approval", "off"));
  add("second", {Role::manager, Role::admin});
  EXPECT_EQ(*office_->setting("self_approval"), "off");
}

TEST_F(OfficeTest, AFirstPersonOfAFirmOfSeveralDoesNot) {
  add("sole", {Role::manager});
  add("second", {Role::manager, Role::admin});
  EXPECT_EQ(*office_->setting("self_approval", "off"), "off");
}

TEST_F(Approvals, AreListedNewestFirst) {
  for (int times = 0; times < 5; ++times)
    ask(times == 2 ? other_ : clerk_, close(std::to_string(times)));
  ASSERT_TRUE(office_->decide_approval(2, true, manager_, ""));
  std::string seen;
  PageRequest page{2, {}};
  for (;;) {
    const auto found = office_->approvals(page, ApprovalState::open);
    ASSERT_TRUE(found);
    for (const Approval& approval : found->items) seen += std::to_string(approval.id) + " ";
    seen += "| ";
    if (!found->next) break;
    page.before = found->next;
  }
  EXPECT_EQ(seen, "5 4 | 3 1 | ");
  EXPECT_EQ(office_->approvals({}, {})->items.size(), 5U);
  EXPECT_EQ(office_->approvals({}, ApprovalState::approved)->items.at(0).id, 2);
  EXPECT_EQ(office_->approvals({}, {}, "kato")->items.size(), 4U);
  EXPECT_EQ(office_->approvals({}, ApprovalState::open, "sato")->items.at(0).id, 3);
  EXPECT_EQ(code(office_->ask_approval({"", "[]", "x"}, clerk_)), "input.invalid");
}

TEST_F(OfficeTest, TheAccessLogIsReadBackwards) {
  for (int at = 1; at <= 7; ++at) {
    const std::optional<std::int64_t> token =
        at == 3 ? std::optional<std::int64_t>(12) : std::nullopt;
    ASSERT_TRUE(office_->record_access({at % 2 == 0 ? "abe" : "kato", token, "GET /api/v1/balance",
                                        here, "r" + std::to_string(at), 200 + at}));
    pass(second);
  }
  const auto first = office_->accesses({3, {}});
  ASSERT_EQ(first->items.size(), 3U);
  EXPECT_EQ(first->items[0].access.request, "r7");
  EXPECT_EQ(first->items[0].access.status, 207);
  EXPECT_EQ(first->items[0].access.what, "GET /api/v1/balance");
  EXPECT_EQ(first->items[0].access.address, here);
  EXPECT_EQ(first->items[0].at, Instant{clock_ - second});
  EXPECT_FALSE(first->items[0].access.token);
  const auto last = office_->accesses({100, first->next});
  ASSERT_EQ(last->items.size(), 4U);
  EXPECT_EQ(last->items[0].access.request, "r4");
  EXPECT_EQ(last->items[1].access.token, 12);
  EXPECT_FALSE(last->next);
  EXPECT_EQ(office_->accesses({}, "ABE")->items.size(), 3U);
  EXPECT_EQ(office_->accesses({}, "nobody")->items.size(), 0U);
  EXPECT_EQ(office_->accesses({0, {}})->items.size(), 1U);  // at least one
}

TEST_F(OfficeTest, TheLastThatACustomerDidOfAKind) {
  ASSERT_TRUE(office_->add_person({"buyer", "x", good_password, {Role::customer}, "C-1", {}}));
  ASSERT_TRUE(office_->add_person({"other", "x", good_password, {Role::customer}, "C-2", {}}));
  const auto asked = [&](const std::string& who, const std::string& what) {
    ASSERT_TRUE(office_->record_access({who, {}, what, here, "r", 200}));
    pass(second);
  };
  const Instant start{clock_};
  asked("buyer", "pack C-1 7");
  asked("buyer", "pack C-1 8");
  asked("buyer", "pack C-10 9");
  asked("other", "pack C-1 9");
  asked("kato", "pack C-1 9");
  const auto last = [&](std::string_view customer, Instant until) {
    const auto found = office_->last_access(customer, "pack C-1 ", until);
    return *found ? (*found)->access.what : std::string("none");
  };
  EXPECT_EQ(last("C-1", Instant{clock_}), "pack C-1 8");
  EXPECT_EQ(last("C-1", start), "pack C-1 7");
  EXPECT_EQ(last("C-1", Instant{start.ms - 1}), "none");
  EXPECT_EQ(last("C-9", Instant{clock_}), "none");
}

TEST_F(OfficeTest, ALineOfTheAccessLogIsCutWhereAStrangerWritesABook) {
  ASSERT_TRUE(office_->record_access({{}, {}, std::string(100'000, 'a'), here, "r", 404}));
  EXPECT_EQ(office_->accesses({})->items[0].access.what.size(), 1000U);
}

TEST_F(OfficeTest, SettingsAreKept) {
  EXPECT_EQ(*office_->setting("proposal_cap_kg"), "");
  EXPECT_EQ(*office_->setting("proposal_cap_kg", "0.000"), "0.000");
  ASSERT_TRUE(office_->set_setting("proposal_cap_kg", "40000.000"));
  ASSERT_TRUE(office_->set_setting("proposal_cap_kg", "30000.000"));
  ASSERT_TRUE(office_->set_setting("language", "en"));
  office_ = open();
  EXPECT_EQ(*office_->setting("proposal_cap_kg", "0.000"), "30000.000");
  const std::map<std::string, std::string> wanted = {{"language", "en"},
                                                     {"proposal_cap_kg", "30000.000"}};
  EXPECT_EQ(*office_->settings(), wanted);
  for (const auto& [key, value] :
       std::map<std::string, std::string>{{"", "x"},
                                          {"Key", "x"},
                                          {"self_approval", "yes"},
                                          {"language", "fr"},
                                          {"text", "\xFF"},
                                          {"long", std::string(1001, 'a')},
                                          {std::string(65, 'k'), "x"}})
    EXPECT_EQ(code(office_->set_setting(key, value)), "input.invalid") << key;
}

}  // namespace
}  // namespace tenbin::office
