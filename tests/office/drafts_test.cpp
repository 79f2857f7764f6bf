#include "office/drafts.hpp"

#include "fixture.hpp"

namespace tenbin::office {
namespace {

using DraftsTest = OfficeTest;

TEST_F(DraftsTest, EachSavingGoesOnFromTheOneBefore) {
  const Person kato = add("kato", {Role::sales});
  Drafts drafts(*office_);
  EXPECT_FALSE(drafts.find(kato, "simulator")->has_value());
  const auto first = drafts.save(kato, "simulator", "{}", {});
  ASSERT_TRUE(first) << code(first);
  EXPECT_EQ(code(drafts.save(kato, "simulator", "{}", {})), "draft.match_missing");
  const auto second = drafts.save(kato, "simulator", R"({"a":1})", first->saved);
  ASSERT_TRUE(second) << code(second);
  EXPECT_GT(second->saved.ms, first->saved.ms);  // in the same millisecond, too
  const auto late = drafts.save(kato, "simulator", "{}", first->saved);
  EXPECT_EQ(code(late), "draft.stale");
  EXPECT_EQ(fact(late, "saved_at"), format_instant(second->saved));
  office_ = open();
  EXPECT_EQ(Drafts(*office_).find(kato, "simulator")->value().body, R"({"a":1})");
}

TEST_F(DraftsTest, ADraftIsOfItsPersonAndCanBeForgotten) {
  const Person kato = add("kato", {Role::sales});
  const Person sato = add("sato", {Role::sales});
  Drafts drafts(*office_);
  const auto saved = drafts.save(kato, "k", "{}", {});
  ASSERT_TRUE(saved);
  EXPECT_FALSE(drafts.find(sato, "k")->has_value());
  ASSERT_TRUE(drafts.forget(sato, "k"));
  EXPECT_TRUE(drafts.find(kato, "k")->has_value());
  ASSERT_TRUE(drafts.forget(kato, "k"));
  EXPECT_EQ(code(drafts.save(kato, "k", "{}", saved->saved)), "draft.stale");
  EXPECT_EQ(code(drafts.save(kato, "", "{}", {})), "input.invalid");
  EXPECT_EQ(code(drafts.save(kato, std::string(201, 'k'), "{}", {})), "input.invalid");
}

TEST_F(DraftsTest, OldOnesGoAndThoseBeyondTheMost) {
  const Person kato = add("kato", {Role::sales});
  Drafts drafts(*office_);
  ASSERT_TRUE(drafts.save(kato, "old", "{}", {}));
  pass(draft_days * day);
  ASSERT_TRUE(drafts.save(kato, "0", "{}", {}));
  EXPECT_FALSE(drafts.find(kato, "old")->has_value());
  for (std::int64_t at = 1; at <= most_drafts; ++at) {
    pass(second);
    ASSERT_TRUE(drafts.save(kato, std::to_string(at), "{}", {}));
  }
  EXPECT_FALSE(drafts.find(kato, "0")->has_value());
  EXPECT_TRUE(drafts.find(kato, "1")->has_value());
}

}  // namespace
}  // namespace tenbin::office
