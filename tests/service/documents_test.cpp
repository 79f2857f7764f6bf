// Documents of certificates: in the book with the record that names them, and audited with it.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "codec/command_reader.hpp"
#include "engine/attest.hpp"
#include "service/audit.hpp"
#include "service/ledger.hpp"

namespace tenbin {
namespace {

class DocumentsTest : public testing::Test {
 protected:
  DocumentsTest() {
    std::string name = (std::filesystem::temp_directory_path() / "tenbin-life-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    path_ = (folder_ / "mill.tenbin").string();
    std::ifstream rules(TENBIN_SOURCE_DIR "/rules/free-credit.json");
    const std::string rulebook{std::istreambuf_iterator<char>(rules), {}};
    auto made = Ledger::create(path_, {rulebook, "", tlog::KeyPair::from_seed({})}, outside());
    EXPECT_TRUE(made);
    ledger_ = std::make_unique<Ledger>(std::move(*made));
    std::ifstream mill(TENBIN_SOURCE_DIR "/examples/small/mill.jsonl");
    for (std::string line; std::getline(mill, line);) EXPECT_EQ(say(line), "");
    EXPECT_EQ(say(R"({"do":"allocate","allocation":"A","date":"2026-07-30","shipment":"S-1",)"
                  R"("line":1,"mass":"1 t"})"),
              "");
    EXPECT_EQ(say(R"({"do":"issue_certificate","certificate":"K","customer":"C-0102",)"
                  R"("date":"2026-07-31","allocations":["A"]})"),
              "");
  }
  ~DocumentsTest() override {
    ledger_.reset();
    std::filesystem::remove_all(folder_);
  }

  static Outside outside() {
    return {[] { return Instant{}; },
            [](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), 7); }};
  }

  // The code of the refusal, empty when there is none.
  std::string say(std::string line) {
    const std::size_t size = line.size();
    line.resize(size + read_ahead);
    answer_ = ledger_->submit(std::string_view(line).substr(0, size), "test");
    const bool accepted = answer_.status == Answer::Status::accepted;
    return accepted ? "" : std::string(code_text(answer_.problem.code));
  }
  std::string attest(const tlog::Hash& digest, int revision = 1) {
    return say(R"({"do":"attest_certificate","certificate":"K","revision":)" +
               std::to_string(revision) + R"(,"digest":")" + to_hex(digest) + R"("})");
  }
  void reopen() {
    ledger_.reset();
    ledger_ =
        std::make_unique<Ledger>(std::move(*Ledger::open_to_write(path_, {}, "test", outside())));
  }
  std::optional<AuditFinding> finding() const {
    return audit_book(ledger_->book(), {}).value().finding;
  }

  std::filesystem::path folder_;
  std::string path_;
  std::unique_ptr<Ledger> ledger_;
  Answer answer_;
};

TEST_F(DocumentsTest, GoToDiskWithTheRecordThatNamesThem) {
  const std::string text = "the certificate";
  const tlog::Hash digest = tlog::sha256(as_bytes(text));
  EXPECT_EQ(attest(digest), "reference.unknown");
  EXPECT_EQ(answer_.problem.facts[0], (Fact{"kind", "document"}));
  EXPECT_EQ(ledger_->put_document(text), digest);
  const tlog::Hash unused = ledger_->put_document("nobody names it");
  EXPECT_EQ(attest(digest), "");
  EXPECT_EQ(answer_.outcome, R"({"status_index":0})");
  EXPECT_EQ(attest(digest), "id.duplicate");
  EXPECT_EQ(*ledger_->document(digest), text);
  ASSERT_TRUE(ledger_->commit());
  EXPECT_EQ(*ledger_->document(digest), text);
  reopen();
  EXPECT_EQ(*ledger_->document(digest), text);
  EXPECT_EQ(ledger_->document(unused).error().code, Code::reference_unknown);
  EXPECT_EQ(find_attestation(ledger_->state(), 0, 1), 0U);
  EXPECT_FALSE(is_withdrawn(ledger_->state(), 0));
  EXPECT_FALSE(finding());
}

TEST_F(DocumentsTest, AreForgottenWithWhatWasNotCommitted) {
  ASSERT_TRUE(ledger_->commit());
  const std::uint64_t size = ledger_->size();
  const tlog::Hash digest = ledger_->put_document("the certificate");
  ASSERT_TRUE(ledger_->start_again());  // no record is to be forgotten
  EXPECT_EQ(attest(digest), "reference.unknown");
  ledger_->put_document("the certificate");
  EXPECT_EQ(attest(digest), "");
  ASSERT_TRUE(ledger_->start_again());
  EXPECT_EQ(ledger_->size(), size);
  EXPECT_EQ(ledger_->frontier().size(), size);
  EXPECT_EQ(attest(digest), "reference.unknown");
}

// A ledger that would read it would find what another has committed since.
TEST_F(DocumentsTest, ALedgerWithNothingToForgetDoesNotReadTheBook) {
  auto other = Ledger::open_to_read(path_, outside());
  ASSERT_TRUE(other);
  ASSERT_TRUE(ledger_->commit());
  ASSERT_TRUE(other->start_again());
  EXPECT_EQ(other->size(), 0U);
  const std::string supplier = R"({"do":"add_supplier","supplier":"X"})";
  EXPECT_EQ(other->submit_text(supplier, "test").status, Answer::Status::accepted);
  ASSERT_TRUE(other->start_again());
  EXPECT_EQ(other->size(), ledger_->size());
}

TEST_F(DocumentsTest, AreWrittenBehindToo) {
  const tlog::Hash digest = ledger_->put_document("the certificate");
  EXPECT_EQ(attest(digest), "");
  ASSERT_TRUE(ledger_->commit_behind());
  EXPECT_EQ(say(R"({"do":"replace_certificate","certificate":"K","date":"2026-08-01",)"
                R"("reason":"x","allocations":["A"]})"),
            "");
  EXPECT_TRUE(is_withdrawn(ledger_->state(), 0));
  EXPECT_EQ(attest(digest), "id.duplicate");
  EXPECT_EQ(attest(digest, 3), "reference.unknown");
  EXPECT_EQ(attest(digest, 2), "");  // of the same bytes
  EXPECT_EQ(answer_.outcome, R"({"status_index":1})");
  ASSERT_TRUE(ledger_->commit());
  reopen();
  EXPECT_EQ(*ledger_->document(digest), "the certificate");
  EXPECT_FALSE(finding());
  EXPECT_EQ(say(R"({"do":"revoke_certificate","certificate":"K","date":"2026-08-02",)"
                R"("reason":"x"})"),
            "");
  EXPECT_TRUE(is_withdrawn(ledger_->state(), 1));
}

TEST_F(DocumentsTest, AnAuditMissesWhatIsNotThere) {
  const tlog::Hash digest = ledger_->put_document("the certificate");
  EXPECT_EQ(attest(digest), "");
  // The records go to disk by hand, without the document.
  std::string records;
  std::vector<std::string> lines;
  for (std::uint64_t seq = 1; seq <= ledger_->size(); ++seq) lines.push_back(*ledger_->record(seq));
  tlog::Frontier frontier;
  for (const std::string& line : lines) {
    records += line + "\n";
    const tlog::Hash leaf = tlog::leaf_hash(line);
    frontier.append({&leaf, 1});
  }
  const std::string edge = frontier.serialise();
  const auto size = static_cast<std::uint32_t>(lines.size());
  ASSERT_TRUE(ledger_->book().append({1, size, records, edge}));
  ASSERT_TRUE(finding());
  EXPECT_EQ(finding()->check, "documents");
  EXPECT_EQ(finding()->seq, size);
  EXPECT_EQ(finding()->detail, to_hex(digest));
}

TEST_F(DocumentsTest, AnAuditSeesBytesThatAreNotOfTheirDigest) {
  ASSERT_TRUE(ledger_->commit());
  const std::string digest(32, 'x');
  const store::Document wrong{digest, "not of that digest"};
  tlog::Frontier frontier = ledger_->frontier();
  const std::uint64_t next = ledger_->size() + 1;
  EXPECT_EQ(say(R"({"do":"add_site","site":"W9"})"), "");
  std::string line = *ledger_->record(next);
  const tlog::Hash leaf = tlog::leaf_hash(line);
  frontier.append({&leaf, 1});
  const std::string edge = frontier.serialise();
  line += "\n";
  ASSERT_TRUE(ledger_->book().append({next, 1, line, edge, {&wrong, 1}}));
  ASSERT_TRUE(finding());
  EXPECT_EQ(finding()->check, "documents");
  EXPECT_EQ(finding()->detail, to_hex(as_bytes(digest)));
}

}  // namespace
}  // namespace tenbin
