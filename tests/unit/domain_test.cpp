#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "domain/certificate_number.hpp"

namespace tenbin {
namespace {

TEST(CertificateNumber, has_the_digit_of_damm) {
  EXPECT_EQ(damm_digit("572"), 4);  // the worked example of the method
  EXPECT_EQ(damm_digit(""), 0);
  for (const std::uint32_t serial : {1u, 42u, 999'999u, 1'000'000u, 4'294'967'295u}) {
    const std::string number = certificate_number(2026, serial);
    EXPECT_EQ(number_form(number), NumberForm::own) << number;
  }
  EXPECT_EQ(certificate_number(2026, 1).substr(0, 15), "MB-2026-000001-");
}

TEST(CertificateNumber, finds_every_wrong_digit_and_every_swap) {
  const std::string number = certificate_number(2026, 918'273);
  for (std::size_t i = 3; i < number.size(); ++i) {
    if (number[i] == '-') continue;
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = number;
      wrong[i] = digit;
      EXPECT_EQ(number_form(wrong), digit == number[i] ? NumberForm::own : NumberForm::wrong_digit);
    }
    if (i + 1 == number.size() || number[i + 1] == '-' || number[i] == number[i + 1]) continue;
    std::string swapped = number;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_EQ(number_form(swapped), NumberForm::wrong_digit) << swapped;
  }
}

TEST(CertificateNumber, another_form_is_the_mills_own) {
  for (const char* number :
       {"", "MB", "MB-2026", "C-17", "MB-2026-000001", "MB-2026-00001-4", "mb-2026-000001-4",
        "MB-2026-00000x-4", "MB-20X6-000001-4", "MB-2026-000001-x", "MB-2026-000001 4",
        "MB-2026_000001-4", "MB-2026-000001--", "MB-2026-000001-４"})
    EXPECT_EQ(number_form(number), NumberForm::foreign) << number;
}

}  // namespace
}  // namespace tenbin
