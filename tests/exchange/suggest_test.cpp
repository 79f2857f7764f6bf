#include "exchange/suggest.hpp"

#include <gtest/gtest.h>

namespace tenbin::exchange {
namespace {

TEST(Suggest, look_alikes_come_first) {
  const KnownCodes codes({"S-012", "S-013", "C-0101"});
  EXPECT_EQ(codes.suggest("S-0l2")->code, "S-012");
  EXPECT_TRUE(codes.suggest("S-0l2")->look_alike);
  EXPECT_TRUE(codes.suggest("s-O12")->look_alike);
  EXPECT_TRUE(codes.suggest("S012")->look_alike);
  EXPECT_EQ(codes.suggest("C-0110")->code, "C-0101");
  EXPECT_FALSE(codes.suggest("C-0110")->look_alike);
  EXPECT_FALSE(codes.suggest("X-999"));
}

TEST(Suggest, distances) {
  EXPECT_EQ(edit_distance("abc", "abc", 2), 0u);
  EXPECT_EQ(edit_distance("abc", "acb", 2), 1u);
  EXPECT_EQ(edit_distance("abc", "abxd", 2), 2u);
  EXPECT_EQ(edit_distance("abc", "xyz", 2), 3u);
}

}  // namespace
}  // namespace tenbin::exchange
