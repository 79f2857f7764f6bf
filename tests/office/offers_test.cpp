// Proposals and shared certificates: links and PINs, who gets in and when no longer.
#include "fixture.hpp"

namespace tenbin::office {
namespace {

class Offers : public OfficeTest {
 protected:
  Offers() { sales_ = add("eigyo", {Role::sales}); }

  Result<MadeProposal> propose(std::int64_t kg = 5) {
    return office_->make_proposal({"HQ", *parse_date("2026-07-01"), "C-1", "七月のご提案", "本文",
                                   "[]", Mass::of_kg(kg), 14, 10},
                                  sales_);
  }
  static std::string other_than(const std::string& pin) { return pin == "0000" ? "0001" : "0000"; }

  Person sales_;
};

TEST_F(Offers, AProposalOpensByItsLinkAndPin) {
  const auto made = propose();
  ASSERT_TRUE(made) << code(made);
  EXPECT_EQ(made->pin.size(), 4U);
  EXPECT_TRUE(office_->proposal_stands(made->token));
  EXPECT_EQ(code(office_->proposal_stands("nonsense")), "proposal.expired");
  EXPECT_EQ(code(office_->open_proposal("nonsense", made->pin, true)), "proposal.expired");
  EXPECT_EQ(code(office_->open_proposal(made->token, other_than(made->pin), true)), "proposal.pin");
  EXPECT_TRUE(office_->open_proposal(made->token, made->pin, true));
  EXPECT_TRUE(office_->open_proposal(made->token, made->pin, false));
  EXPECT_EQ(office_->proposals({}, {})->items.at(0).seen, 1);
  for (const char* ending : {"", "-wal"}) {
    const std::string bytes = bytes_of(path_ + ending);
    EXPECT_EQ(bytes.find(made->token), std::string::npos);
    EXPECT_EQ(bytes.find(*from_base64url(made->token)), std::string::npos);
  }
}

TEST_F(Offers, FiveWrongPinsLockForAQuarterOfAnHour) {
  const auto made = propose();
  const auto another = propose();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(code(office_->open_proposal(made->token, other_than(made->pin), true)),
              "proposal.pin");
  office_ = open();  // it is not forgotten
  const auto locked = office_->open_proposal(made->token, made->pin, true);
  EXPECT_EQ(code(locked), "login.too_many");
  EXPECT_EQ(fact(locked, "seconds"), "900");
  EXPECT_TRUE(office_->open_proposal(another->token, another->pin, true));
  pass(15 * minute - 1);
  EXPECT_EQ(code(office_->open_proposal(made->token, made->pin, true)), "login.too_many");
  pass(1);
  EXPECT_EQ(code(office_->open_proposal(made->token, other_than(made->pin), true)), "proposal.pin");
  EXPECT_TRUE(office_->open_proposal(made->token, made->pin, true));
}

TEST_F(Offers, AnAcceptanceReservesOnce) {
  const auto made = propose();
  const auto accepted = office_->accept_proposal(made->about.id, {"小野", "お願いします", "[1]"});
  ASSERT_TRUE(accepted) << code(accepted);
  EXPECT_EQ(accepted->state, ProposalState::accepted);
  const auto held = office_->reservation(accepted->reservation.value_or(0));
  ASSERT_TRUE(held);
  EXPECT_EQ(held->made_by, "eigyo");
  EXPECT_EQ(held->about.proposal, made->about.id);
  EXPECT_EQ(held->about.rows, "[1]");
  EXPECT_EQ(held->expires.ms, clock_ + 10 * day);
  EXPECT_EQ(code(office_->accept_proposal(made->about.id, {"小野", "", "[]"})), "proposal.decided");
  EXPECT_EQ(code(office_->withdraw_proposal(made->about.id)), "proposal.decided");
  EXPECT_EQ(office_->open_proposal(made->token, made->pin, true)->accepted_by, "小野");
  EXPECT_EQ(office_->reservations({}, {})->items.size(), 1U);
}

TEST_F(Offers, AProposalEnds) {
  const auto late = propose();
  const auto withdrawn = propose();
  EXPECT_EQ(code(office_->withdraw_proposal(withdrawn->about.id, "kanri")), "reference.unknown");
  EXPECT_TRUE(office_->withdraw_proposal(withdrawn->about.id, "eigyo"));
  EXPECT_EQ(code(office_->withdraw_proposal(withdrawn->about.id)), "proposal.decided");
  EXPECT_EQ(code(office_->proposal_stands(withdrawn->token)), "proposal.expired");
  EXPECT_EQ(code(office_->accept_proposal(withdrawn->about.id, {"x", "", "[]"})),
            "proposal.expired");
  pass(14 * day);
  EXPECT_EQ(code(office_->proposal_stands(late->token)), "proposal.expired");
  EXPECT_EQ(code(office_->accept_proposal(late->about.id, {"x", "", "[]"})), "proposal.expired");
  EXPECT_EQ(office_->proposals({}, {.state = ProposalState::expired})->items.size(), 1U);
  EXPECT_EQ(office_->proposals({}, {.state = ProposalState::open})->items.size(), 0U);
  EXPECT_EQ(office_->proposals({}, {.customer = "C-1", .made_by = "eigyo"})->items.size(), 2U);
  EXPECT_TRUE(office_->withdraw_proposal(late->about.id));
}

TEST_F(Offers, TheCapBindsProposalsToo) {
  ASSERT_TRUE(office_->set_setting("sales_cap_kg", "8"));
  EXPECT_EQ(code(propose(9)), "reservation.cap");
  const auto first = propose();
  const auto second = propose();
  EXPECT_TRUE(office_->accept_proposal(first->about.id, {"x", "", "[]"}));
  EXPECT_EQ(code(office_->accept_proposal(second->about.id, {"x", "", "[]"})), "reservation.cap");
  EXPECT_EQ(office_->open_proposal(second->token, second->pin, true)->state, ProposalState::open);
}

TEST_F(Offers, WhatIsNoProposalAndNoAcceptance) {
  NewProposal wanted{"HQ", *parse_date("2026-07-01"), "C-1", "", "", "[]", Mass::of_kg(1), 14, 14};
  EXPECT_EQ(code(office_->make_proposal(wanted, sales_)), "input.invalid");
  wanted.title = "x";
  wanted.hold_days = 0;
  EXPECT_EQ(code(office_->make_proposal(wanted, sales_)), "input.invalid");
  wanted.hold_days = 1;
  wanted.message = std::string(5000, 'x');
  EXPECT_EQ(code(office_->make_proposal(wanted, sales_)), "input.invalid");
  EXPECT_EQ(code(office_->accept_proposal(propose()->about.id, {"", "", "[]"})), "input.invalid");
}

TEST_F(Offers, AShareIsSeenUntilItEnds) {
  const auto forever =
      office_->make_share({"MB-1", 1, "C-1", {ShareField::lines, ShareField::orders}, {}}, sales_);
  const auto short_lived = office_->make_share({"MB-1", 2, "C-2", {}, 3}, sales_);
  ASSERT_TRUE(forever && short_lived);
  EXPECT_EQ(code(office_->make_share({"MB-1", 2, "C-2", {}, 0}, sales_)), "input.invalid");
  EXPECT_EQ(office_->look_at_share(short_lived->token)->about.revision, 2);
  pass(3 * day);
  EXPECT_EQ(code(office_->look_at_share(short_lived->token)), "share.expired");
  EXPECT_EQ(code(office_->look_at_share("nonsense")), "share.expired");
  EXPECT_TRUE(office_->look_at_share(forever->token));
  EXPECT_TRUE(office_->look_at_share(forever->token));
  const auto mine = office_->shares({}, "C-1")->items;
  ASSERT_EQ(mine.size(), 1U);
  EXPECT_EQ(mine[0].views, 2);
  EXPECT_EQ(to_text(mine[0].about.fields), "orders lines");
  EXPECT_EQ(office_->shares({}, "C-2")->items.at(0).state, ShareState::expired);
  EXPECT_EQ(code(office_->revoke_share(forever->about.id, "C-2")), "reference.unknown");
  EXPECT_EQ(office_->revoke_share(forever->about.id, "C-1")->state, ShareState::revoked);
  EXPECT_EQ(code(office_->look_at_share(forever->token)), "share.expired");
  EXPECT_EQ(bytes_of(path_ + "-wal").find(forever->token), std::string::npos);
}

}  // namespace
}  // namespace tenbin::office
