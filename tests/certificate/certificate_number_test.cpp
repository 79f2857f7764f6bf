#include "domain/certificate_number.hpp"

#include <gtest/gtest.h>

namespace tenbin::certificate {
namespace {

TEST(Damm, PublishedExample) {
  EXPECT_EQ(damm_digit("572"), 4);
  EXPECT_EQ(damm_digit("5724"), 0);
}

TEST(Damm, NumberOfTheYear) {
  EXPECT_EQ(certificate_number(2026, 123), "MB-2026-000123-8");
  EXPECT_EQ(number_form(certificate_number(2026, 1)), NumberForm::own);
  EXPECT_EQ(number_form(certificate_number(2031, 1'234'567)), NumberForm::own);
}

TEST(Damm, FindsEveryWrongDigitAndEverySwapOfNeighbours) {
  const std::string number = certificate_number(2026, 123'456);
  for (std::size_t i = 3; i < number.size(); ++i) {
    if (number[i] == '-') continue;
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = number;
      wrong[i] = digit;
      EXPECT_EQ(number_form(wrong) == NumberForm::own, digit == number[i]) << wrong;
    }
    if (i + 1 < number.size() && number[i + 1] != '-' && number[i] != number[i + 1]) {
      std::string swapped = number;
      std::swap(swapped[i], swapped[i + 1]);
      EXPECT_EQ(number_form(swapped), NumberForm::wrong_digit) << swapped;
    }
  }
}

TEST(Damm, LeavesNumbersOfTheIssuerAlone) {
  for (const char* number : {"", "MB-", "CERT-7", "MB-26-1", "MB-2026-00012-8", "MB-2026-00a123-8",
                             "MB-2026-000123-x", "XX-2026-000123-8"}) {
    EXPECT_EQ(number_form(number), NumberForm::foreign) << number;
  }
}

}  // namespace
}  // namespace tenbin::certificate
