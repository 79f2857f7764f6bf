// Certificates issued, replaced, revoked, drafted and printed again, without a command line.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

#include "press/certificate_files.hpp"
#include "press/certificate_keys_file.hpp"
#include "press/draft.hpp"
#include "press/issue.hpp"
#include "press/log_key_file.hpp"
#include "press/replace.hpp"
#include "press/reprint.hpp"
#include "service/files.hpp"
#include "store/temporary_folder.hpp"

namespace tenbin::press {
namespace {

// The small mill; A-1 lies on the shipment of the English customer C-0102, A-2 on that of C-0101.
class PressTest : public testing::Test {
 protected:
  PressTest() : book_(folder_.file("mill.tenbin")) {
    const tlog::KeyPair key = tlog::KeyPair::from_seed({});
    EXPECT_TRUE(write_file(log_key_path_of(book_), tlog::format_key_file(key), false, 0600));
    const auto rules = read_file(TENBIN_SOURCE_DIR "/rules/free-credit.json");
    ledger_.emplace(*Ledger::create(book_, {*rules, "", key}, outside()));
    std::ifstream mill(TENBIN_SOURCE_DIR "/examples/small/mill.jsonl");
    for (std::string line; std::getline(mill, line);) say(line);
    say(R"({"do":"allocate","allocation":"A-1","date":"2026-07-30","shipment":"S-1","line":1,)"
        R"("mass":"1 t"})");
    say(R"({"do":"allocate","allocation":"A-2","date":"2026-07-30","shipment":"S-2","line":1,)"
        R"("mass":"2 t"})");
    EXPECT_TRUE(ledger_->commit());
    size_ = ledger_->size();
  }

  static Outside outside() {
    return {[] { return Instant{}; },
            [](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), 7); }};
  }
  void say(const std::string& command) {
    EXPECT_EQ(ledger_->submit_text(command, "test").status, Answer::Status::accepted) << command;
  }
  // What is on disk and nothing else.
  Ledger* open_again() {
    ledger_.reset();
    return &ledger_.emplace(*Ledger::open_to_write(book_, {}, "test", outside()));
  }
  Result<Press> press() const {
    return Press::make(*ledger_, {book_, log_key_path_of(book_), "", outside().fill_random});
  }
  static IssueRequest request(const std::string& customer, const std::string& allocation) {
    IssueRequest wanted;
    wanted.customer = customer;
    wanted.allocations = {allocation};
    wanted.date = "2026-07-31";
    return wanted;
  }
  // A-1 as the certificate K, on disk.
  Batch issue_k(Press& printer) {
    IssueRequest wanted = request("C-0102", "A-1");
    wanted.number = "K";
    auto batch = issue(*ledger_, printer, wanted, "test");
    EXPECT_TRUE(batch && ledger_->commit());
    return *batch;
  }
  static IssueAllRequest all_of_july() {
    return {*parse_date("2026-07-01"), *parse_date("2026-07-31"), "2026-07-31", {}, false};
  }

  store::TemporaryFolder folder_;
  std::string book_;
  std::optional<Ledger> ledger_;
  std::uint64_t size_ = 0;
};

TEST_F(PressTest, WhatIsIssuedIsInMemoryUntilItIsCommitted) {
  auto printer = press();
  ASSERT_TRUE(printer);
  const auto batch = issue(*ledger_, *printer, request("C-0101", "A-2"), "test");
  ASSERT_TRUE(batch);
  ASSERT_EQ(batch->issued.size(), 1U);
  ASSERT_EQ(batch->files.size(), 1U);
  EXPECT_TRUE(batch->held_back.empty());
  const Issued& issued = batch->issued.front();
  EXPECT_EQ(issued.customer, "C-0101");
  EXPECT_EQ(issued.revision, 1);
  EXPECT_EQ(format_kg(issued.allocated), "2000.000");
  EXPECT_EQ(batch->files.front().stem, issued.number);
  EXPECT_TRUE(batch->files.front().pdf.starts_with("%PDF-"));
  EXPECT_NE(batch->files.front().json.find("\"proof\""), std::string::npos);
  EXPECT_EQ(ledger_->size(), size_ + 2);  // the certificate and its document
  EXPECT_EQ(open_again()->size(), size_);
}

TEST_F(PressTest, ARefusalNamesWhatIsWrong) {
  auto printer = press();
  ASSERT_TRUE(printer);
  const auto nobody = issue(*ledger_, *printer, request("C-9", "A-2"), "test");
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error(),
            (Problem{Code::reference_unknown, {{"kind", "customer"}, {"id", "C-9"}}}));
  const auto nothing = issue(*ledger_, *printer, request("C-0101", "A-9"), "test");
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, Code::reference_unknown);
  EXPECT_EQ(reprint(*ledger_, *printer, "K").error(),
            (Problem{Code::reference_unknown, {{"kind", "certificate"}, {"id", "K"}}}));
  EXPECT_EQ(ledger_->size(), size_);
}

TEST_F(PressTest, ItIsPrintedAgainFromTheBook) {
  auto printer = press();
  ASSERT_TRUE(printer);
  const Batch batch = issue_k(*printer);
  open_again();
  const auto again = reprint(*ledger_, *printer, "K");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->stem, "K");
  EXPECT_EQ(again->json, batch.files.front().json);
  EXPECT_EQ(again->jwt, batch.files.front().jwt);
  EXPECT_EQ(again->pdf, batch.files.front().pdf);
  const auto both = reprint(*ledger_, *printer, "K", paper::Languages::both);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->json, again->json);
  EXPECT_NE(both->pdf, again->pdf);
}

TEST_F(PressTest, AReplacementIsTheNextRevision) {
  auto printer = press();
  ASSERT_TRUE(printer);
  issue_k(*printer);
  const auto batch = replace(*ledger_, *printer, {"K", {"A-1"}, "2026-08-01", "x", false}, "test");
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->issued.front().number, "K");
  EXPECT_EQ(batch->issued.front().revision, 2);
  EXPECT_EQ(batch->files.front().stem, "K.r2");
  EXPECT_NE(batch->files.front().json.find(R"("language":"en")"), std::string::npos);
  const auto unknown =
      replace(*ledger_, *printer, {"L", {"A-1"}, "2026-08-01", "x", false}, "test");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Code::reference_unknown);
}

TEST_F(PressTest, ARevokedOneIsNotPrinted) {
  auto printer = press();
  ASSERT_TRUE(printer);
  issue_k(*printer);
  ASSERT_TRUE(post_revoke(*ledger_, {"K", "2026-08-01", "x", "error"}, "test"));
  EXPECT_EQ(reprint(*ledger_, *printer, "K").error().code, Code::certificate_not_live);
  EXPECT_EQ(
      replace(*ledger_, *printer, {"K", {"A-1"}, "2026-08-01", "x", false}, "test").error().code,
      Code::certificate_not_live);
  EXPECT_NE(ledger_->record(ledger_->size())->find("class:error"), std::string::npos);
}

TEST_F(PressTest, AllAreIssuedAndSomeHeldBack) {
  say(R"({"do":"add_customer","customer":"C-0103","name_ja":"𓀀","name_en":"Mihon 3"})");
  say(R"({"do":"ship","shipment":"S-3","line":1,"date":"2026-07-25","site":"HQ",)"
      R"("customer":"C-0103","product":"EX-6063-01","mass":"1 t"})");
  say(R"({"do":"allocate","allocation":"A-3","date":"2026-07-30","shipment":"S-3","line":1,)"
      R"("mass":"1 t"})");
  ASSERT_TRUE(ledger_->commit());
  auto printer = press();
  ASSERT_TRUE(printer);
  Batch all;
  int opened = 0;
  const IssueSteps steps{[&](Ledger& ledger, const Batch& batch) {
                           all = batch;
                           return ledger.commit();
                         },
                         [&]() -> Result<Ledger*> {
                           ++opened;
                           return open_again();
                         },
                         [](std::size_t, std::size_t) { return true; }};
  ASSERT_TRUE(issue_all(*ledger_, *printer, all_of_july(), "test", steps));
  ASSERT_EQ(all.issued.size(), 2U);
  EXPECT_EQ(all.issued.front().customer, "C-0101");
  EXPECT_EQ(all.files.size(), 2U);
  ASSERT_EQ(all.held_back.size(), 1U);
  EXPECT_EQ(all.held_back.front().customer, "C-0103");
  EXPECT_EQ(all.held_back.front().problem.code, Code::certificate_glyph_missing);
  EXPECT_EQ(opened, 1);
  EXPECT_EQ(open_again()->state().certificates.size(), 2U);
}

TEST_F(PressTest, OnlyTheChosenOnesAreIssued) {
  auto printer = press();
  ASSERT_TRUE(printer);
  IssueAllRequest some = all_of_july();
  std::vector<std::string> issued;
  const IssueSteps steps{[&](Ledger& ledger, const Batch& batch) {
                           for (const Issued& each : batch.issued) issued.push_back(each.customer);
                           return ledger.commit();
                         },
                         [&]() -> Result<Ledger*> { return open_again(); },
                         [](std::size_t, std::size_t) { return true; }};
  some.customers = {"C-0101", "C-404"};
  EXPECT_EQ(issue_all(*ledger_, *printer, some, "test", steps).error().code,
            Code::reference_unknown);
  some.customers = {"C-0102", "C-0102"};
  const auto alone = request_for(*ledger_, some, "C-0102");
  ASSERT_TRUE(alone);
  EXPECT_FALSE(alone->allocations.empty());
  ASSERT_TRUE(issue_all(*ledger_, *printer, some, "test", steps));
  EXPECT_EQ(issued, (std::vector<std::string>{"C-0102"}));
  EXPECT_EQ(request_for(*ledger_, some, "C-0102").error().code, Code::certificate_empty);
  EXPECT_EQ(request_for(*ledger_, some, "C-404").error().code, Code::reference_unknown);
  EXPECT_TRUE(request_for(*ledger_, some, "C-0101"));  // still waits
}

// Nothing is committed: what the first batch issued is posted again, so that no number comes twice.
TEST_F(PressTest, ATrialOfManyRepeatsNoNumber) {
  constexpr int many = 130;  // more than are printed together
  for (int i = 0; i < many; ++i) {
    const std::string id = "C-1" + std::to_string(1000 + i);
    const std::string shipment = "S-1" + std::to_string(1000 + i);
    say(R"({"do":"add_customer","customer":")" + id + R"(","name_ja":")" +
        (i == many - 1 ? "𓀀" : id) + R"(","name_en":"Mihon"})");
    say(R"({"do":"ship","shipment":")" + shipment + R"(","line":1,"date":"2026-07-25",)" +
        R"("site":"HQ","customer":")" + id + R"(","product":"EX-6063-01","mass":"100 kg"})");
    say(R"({"do":"allocate","allocation":"A-)" + id + R"(","date":"2026-07-30","shipment":")" +
        shipment + R"(","line":1,"mass":"10 kg"})");
  }
  ASSERT_TRUE(ledger_->commit());
  auto printer = press();
  ASSERT_TRUE(printer);
  std::set<std::string> numbers;
  std::size_t issued = 0;
  IssueSteps steps{[&](Ledger&, const Batch& batch) -> Result<void> {
                     issued += batch.issued.size();
                     for (const Issued& each : batch.issued) numbers.insert(each.number);
                     return {};
                   },
                   [&]() -> Result<Ledger*> {
                     if (const auto done = ledger_->start_again(); !done)
                       return tl::make_unexpected(done.error());
                     return &*ledger_;
                   },
                   [](std::size_t, std::size_t) { return true; }, true};
  ASSERT_TRUE(issue_all(*ledger_, *printer, all_of_july(), "test", steps));
  EXPECT_EQ(issued, many + 1U);  // and the two of the mill
  EXPECT_EQ(numbers.size(), issued);
}

TEST_F(PressTest, NobodyToIssueToIsSaidAndItCanBeStopped) {
  auto printer = press();
  ASSERT_TRUE(printer);
  IssueAllRequest june = all_of_july();
  june.from = june.to = *parse_date("2026-06-30");
  bool go_on = true;
  const IssueSteps steps{[](Ledger& ledger, const Batch&) { return ledger.commit(); },
                         [&]() -> Result<Ledger*> { return open_again(); },
                         [&](std::size_t, std::size_t) { return go_on; }};
  EXPECT_EQ(issue_all(*ledger_, *printer, june, "test", steps).error().code,
            Code::certificate_empty);
  go_on = false;
  EXPECT_EQ(issue_all(*ledger_, *printer, all_of_july(), "test", steps).error().code,
            Code::interrupted);
  EXPECT_EQ(ledger_->size(), size_);
}

TEST_F(PressTest, ADraftNeedsNoKey) {
  std::filesystem::remove(log_key_path_of(book_));
  auto trial = Ledger::open_to_read(book_, outside());
  ASSERT_TRUE(trial);
  const auto made = draft(*trial, request("C-0102", "A-1"), "test");
  ASSERT_TRUE(made);
  EXPECT_NE(made->json.find(R"("draft":true)"), std::string::npos);
  EXPECT_NE(made->json.find("DRAFT"), std::string::npos);
  EXPECT_TRUE(made->pdf.starts_with("%PDF-"));
  EXPECT_EQ(press().error(), (Problem{Code::key_missing, {{"path", log_key_path_of(book_)}}}));
}

TEST_F(PressTest, TheKeysAreThoseOfTheBook) {
  const std::string path = log_key_path_of(book_);
  EXPECT_TRUE(read_log_key(path, ledger_->book()));
  tlog::Seed seed{};
  seed[0] = 1;
  const tlog::KeyPair other = tlog::KeyPair::from_seed(seed);
  ASSERT_TRUE(write_file(path, tlog::format_key_file(other), true));
  EXPECT_EQ(read_log_key(path, ledger_->book()).error().code, Code::key_invalid);
  EXPECT_EQ(press().error().code, Code::key_invalid);
  ASSERT_TRUE(write_file(path, "nonsense", true));
  EXPECT_EQ(read_key(path).error().code, Code::key_invalid);
}

TEST_F(PressTest, FilesStandBesideEachOther) {
  EXPECT_EQ(file_name_of("../a:b"), "_._a_b");
  CertificateFiles files;
  files.stem = "K";
  const std::string folder = folder_.file("out");
  const auto paths = write_all(folder, {&files, 1}, false);
  ASSERT_TRUE(paths);
  EXPECT_TRUE(std::filesystem::exists(paths->front().jwt));
  EXPECT_EQ(check_free(folder, files).error().code, Code::file_exists);
  EXPECT_EQ(write_all(folder, {&files, 1}, false).error().code, Code::file_exists);
  EXPECT_TRUE(write_all(folder, {&files, 1}, true));
}

}  // namespace
}  // namespace tenbin::press
