// When the book was last backed up and checked: kept over a restart; a note that is none counts as
// none.
#include "office/upkeep.hpp"

#include "fixture.hpp"

namespace tenbin::office {
namespace {

class UpkeepNotes : public OfficeTest {};

TEST_F(UpkeepNotes, AreKept) {
  EXPECT_FALSE(last_upkeep(*office_, Upkeep::backup)->has_value());
  ASSERT_TRUE(note_upkeep(*office_, Upkeep::backup, {{86'400'123}, 17}));
  office_ = open();
  const auto done = last_upkeep(*office_, Upkeep::backup);
  ASSERT_TRUE(done && *done);
  EXPECT_EQ((*done)->at.ms, 86'400'123);
  EXPECT_EQ((*done)->records, 17U);
  EXPECT_FALSE(last_upkeep(*office_, Upkeep::check)->has_value());
}

TEST_F(UpkeepNotes, NonsenseIsNone) {
  for (const char* note : {"", "17", "yesterday 17", "1970-01-02 17"}) {
    ASSERT_TRUE(office_->set_setting("upkeep.check", note));
    EXPECT_FALSE(last_upkeep(*office_, Upkeep::check)->has_value()) << note;
  }
}

}  // namespace
}  // namespace tenbin::office
