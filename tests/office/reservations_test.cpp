// Reservations: what is kept, who finds it, when it ends, and what sales may hold together.
#include "fixture.hpp"

namespace tenbin::office {
namespace {

class Reservations : public OfficeTest {
 protected:
  Reservations() {
    manager_ = add("kanri", {Role::manager});
    sales_ = add("eigyo", {Role::sales});
  }

  Result<Reservation> hold(const Person& by, std::int64_t kg, std::int64_t days = 14) {
    return office_->add_reservation(
        {"HQ", *parse_date("2026-07-01"), "C-1", Mass::of_kg(kg), "[]", "", days, {}}, by);
  }
  std::size_t count(const ReservationFilter& filter) {
    return office_->reservations({}, filter)->items.size();
  }

  Person manager_;
  Person sales_;
};

TEST_F(Reservations, AreFoundByWhoMayAndWhatIsAsked) {
  const auto mine = hold(sales_, 3);
  ASSERT_TRUE(mine) << code(mine);
  EXPECT_EQ(mine->expires.ms, clock_ + 14 * day);
  ASSERT_TRUE(hold(manager_, 5));
  EXPECT_EQ(count({}), 2U);
  EXPECT_EQ(count({.made_by = "eigyo"}), 1U);
  EXPECT_EQ(count({.site = "XX"}), 0U);
  EXPECT_EQ(count({.period = parse_date("2026-07-01")}), 2U);
  EXPECT_EQ(count({.period = parse_date("2026-10-01")}), 0U);
  EXPECT_EQ(code(office_->reservation(mine->id, "kanri")), "reference.unknown");
  EXPECT_EQ(office_->reservation(mine->id, "eigyo")->about.mass, Mass::of_kg(3));
  PageRequest page;
  page.limit = 1;
  const auto first = office_->reservations(page, {});
  page.before = first->next;
  EXPECT_EQ(office_->reservations(page, {})->items.at(0).id, mine->id);
  EXPECT_FALSE(office_->reservations(page, {})->next);
}

TEST_F(Reservations, ExpireByTheClockAndWaitToBeEnded) {
  const auto made = hold(sales_, 3, 2);
  ASSERT_TRUE(office_->extend_reservation(made->id, 1));
  pass(3 * day - 1);
  EXPECT_EQ(office_->reservation(made->id)->state, ReservationState::open);
  EXPECT_EQ(count({.state = ReservationState::open}), 1U);
  pass(1);
  EXPECT_EQ(office_->reservation(made->id)->state, ReservationState::expired);
  EXPECT_EQ(count({.state = ReservationState::open}), 0U);
  EXPECT_EQ(count({.state = ReservationState::expired}), 1U);
  EXPECT_EQ(office_->waiting_reservations("HQ")->size(), 1U);
  const auto late = office_->extend_reservation(made->id, 1);
  EXPECT_EQ(code(late), "reservation.decided");
  EXPECT_EQ(fact(late, "state"), "expired");
  EXPECT_EQ(office_->end_reservation(made->id, ReservationState::allocated)->state,
            ReservationState::allocated);
  EXPECT_TRUE(office_->waiting_reservations("HQ")->empty());
  EXPECT_EQ(count({.state = ReservationState::allocated}), 1U);
  EXPECT_EQ(code(office_->end_reservation(made->id, ReservationState::released)),
            "reservation.decided");
}

TEST_F(Reservations, BelongToWhoMadeThem) {
  const auto made = hold(manager_, 3);
  EXPECT_EQ(code(office_->extend_reservation(made->id, 1, "eigyo")), "reference.unknown");
  EXPECT_EQ(code(office_->end_reservation(made->id, ReservationState::released, "eigyo")),
            "reference.unknown");
  EXPECT_TRUE(office_->end_reservation(made->id, ReservationState::released, "kanri"));
  EXPECT_EQ(code(office_->extend_reservation(99, 1)), "reference.unknown");
}

TEST_F(Reservations, SalesHoldNoMoreThanTheCap) {
  ASSERT_TRUE(hold(sales_, 100));  // no cap
  ASSERT_TRUE(office_->set_setting("sales_cap_kg", "110.5"));
  const auto over = hold(sales_, 11);
  EXPECT_EQ(code(over), "reservation.cap");
  EXPECT_EQ(fact(over, "cap_kg"), "110.500");
  EXPECT_EQ(fact(over, "want_kg"), "111.000");
  EXPECT_TRUE(hold(sales_, 10));
  EXPECT_TRUE(hold(manager_, 1000));
  EXPECT_TRUE(hold(add("ryoho", {Role::sales, Role::manager}), 1000));
  pass(15 * day);  // what has expired holds nothing
  EXPECT_TRUE(hold(sales_, 110));
  ASSERT_TRUE(office_->set_setting("sales_cap_kg", ""));
  EXPECT_TRUE(hold(sales_, 110));
  EXPECT_EQ(code(office_->set_setting("sales_cap_kg", "much")), "input.invalid");
}

TEST_F(Reservations, WhatIsNone) {
  EXPECT_EQ(code(hold(sales_, 1, 0)), "input.invalid");
  EXPECT_EQ(code(hold(sales_, 1, 366)), "input.invalid");
  const auto made = hold(sales_, 1, 300);
  EXPECT_EQ(code(office_->extend_reservation(made->id, 100)), "input.invalid");
  NewReservation wordy{"HQ", *parse_date("2026-07-01"), "C-1", Mass::of_kg(1), "[]", "", 1, {}};
  wordy.note = std::string(3000, 'x');
  EXPECT_EQ(code(office_->add_reservation(wordy, sales_)), "input.invalid");
}

}  // namespace
}  // namespace tenbin::office
