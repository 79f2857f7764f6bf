// Papers of suppliers: who gets in by a link and when no longer, what is taken, how it ends.
#include "fixture.hpp"

namespace tenbin::office {
namespace {

class Uploads : public OfficeTest {
 protected:
  Uploads() { buyer_ = add("choutatsu", {Role::procurement}); }

  Result<MadeUploadLink> link(std::int64_t days = 30) {
    return office_->make_upload_link({"S-1", {"R-1", "R 2"}, "至急", days}, buyer_);
  }
  static NewUpload paper(std::string number = "SC-1", std::string_view bytes = "%PDF-1") {
    return {"a.pdf",
            bytes,
            std::move(number),
            *parse_date("2026-07-01"),
            *parse_date("2026-09-30"),
            Mass::of_kg(5)};
  }

  Person buyer_;
};

TEST_F(Uploads, ALinkOpensUntilItExpiresOrIsRevoked) {
  for (const std::int64_t days : {0, 91}) EXPECT_EQ(code(link(days)), "input.invalid");
  const auto made = link(1);
  ASSERT_TRUE(made) << code(made);
  const auto found = office_->upload_link_of(made->token);
  ASSERT_TRUE(found) << code(found);
  EXPECT_EQ(found->about.receipts, (std::vector<std::string>{"R-1", "R 2"}));
  EXPECT_EQ(code(office_->upload_link_of("nonsense")), "upload.expired");
  const auto other = link();
  EXPECT_EQ(office_->revoke_upload_link(other->about.id)->state, ShareState::revoked);
  EXPECT_EQ(code(office_->upload_link_of(other->token)), "upload.expired");
  EXPECT_EQ(code(office_->add_upload(other->token, paper())), "upload.expired");
  EXPECT_EQ(code(office_->revoke_upload_link(99)), "reference.unknown");
  pass(24 * 60 * minute - 1);
  EXPECT_TRUE(office_->upload_link_of(made->token));
  pass(1);
  EXPECT_EQ(code(office_->upload_link_of(made->token)), "upload.expired");
  EXPECT_EQ(office_->upload_links({}, "S-1")->items.back().state, ShareState::expired);
  for (const char* ending : {"", "-wal"})
    EXPECT_EQ(bytes_of(path_ + ending).find(made->token), std::string::npos);
}

TEST_F(Uploads, APaperComesOnceAndTwentyAtMost) {
  const auto made = link();
  EXPECT_EQ(code(office_->add_upload(made->token, paper(""))), "input.invalid");
  EXPECT_EQ(code(office_->add_upload(made->token, paper("SC-1", "<html>"))), "upload.kind");
  const std::string large = "%PDF-" + std::string(largest_upload, 'x');
  EXPECT_EQ(code(office_->add_upload(made->token, paper("SC-1", large))), "upload.kind");
  const auto first = office_->add_upload(made->token, paper());
  ASSERT_TRUE(first) << code(first);
  EXPECT_EQ(office_->add_upload(made->token, paper())->id, first->id);
  EXPECT_EQ(*office_->upload_bytes(first->id), "%PDF-1");
  EXPECT_EQ(first->mass, Mass::of_kg(5));
  for (int i = 1; i < most_uploads; ++i)
    EXPECT_TRUE(office_->add_upload(made->token, paper(std::to_string(i))));
  EXPECT_EQ(code(office_->add_upload(made->token, paper("more"))), "upload.full");
  EXPECT_EQ(office_->uploads({5, {}}, {"S-1", UploadState::received, made->about.id})->items.size(),
            5U);
  EXPECT_TRUE(office_->uploads({}, {"S-2"})->items.empty());
  EXPECT_EQ(code(office_->upload(99)), "reference.unknown");
  EXPECT_EQ(code(office_->upload_bytes(99)), "reference.unknown");
}

TEST_F(Uploads, WhatIsInTheBookIsAccepted) {
  const auto made = link();
  const auto first = office_->add_upload(made->token, paper());
  EXPECT_EQ(code(office_->reject_upload(first->id, "", buyer_)), "input.invalid");
  const auto rejected = office_->reject_upload(first->id, "期間", buyer_);
  ASSERT_TRUE(rejected) << code(rejected);
  EXPECT_EQ(rejected->reason, "期間");
  EXPECT_EQ(code(office_->reject_upload(first->id, "また", buyer_)), "upload.decided");
  const auto accepted = office_->accept_upload(first->id, "SC-9", buyer_);
  ASSERT_TRUE(accepted) << code(accepted);
  EXPECT_EQ(accepted->state, UploadState::accepted);
  EXPECT_EQ(accepted->certificate, "SC-9");
  EXPECT_EQ(accepted->reason, "");
  UploadFilter filter;
  filter.certificate = "SC-9";
  EXPECT_EQ(office_->uploads({}, filter)->items.size(), 1U);
  filter.certificate = "SC-1";
  EXPECT_TRUE(office_->uploads({}, filter)->items.empty());
}

TEST(Files, AreWhatTheirFirstBytesSay) {
  EXPECT_EQ(kind_of_file(as_bytes("%PDF-1.4")), UploadKind::pdf);
  EXPECT_EQ(kind_of_file(as_bytes("\x89PNG\r\n\x1A\nx")), UploadKind::png);
  EXPECT_EQ(kind_of_file(as_bytes("\xFF\xD8\xFF\xE0")), UploadKind::jpeg);
  for (const char* other : {"", "%PDF", "\x89PNG", "GIF89a", " %PDF-1.4"})
    EXPECT_FALSE(kind_of_file(as_bytes(other))) << other;
}

}  // namespace
}  // namespace tenbin::office
