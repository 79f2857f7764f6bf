// One writer, many who post and read.
#include "desk/desk.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <future>
#include <stdexcept>
#include <thread>

#include "service/files.hpp"
#include "store/temporary_folder.hpp"

namespace tenbin::desk {
namespace {

class DeskTest : public testing::Test {
 protected:
  DeskTest() : book_(folder_.file("mill.tenbin")) {
    const auto rules = read_file(TENBIN_SOURCE_DIR "/rules/free-credit.json");
    EXPECT_TRUE(Ledger::create(book_, {*rules, "", tlog::KeyPair::from_seed({})}, outside()));
    open();
  }
  static Outside outside() {
    return {[] { return Instant{}; },
            [](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), 7); }};
  }
  void open(Limits limits = {}) {
    desk_.reset();
    auto opened = Desk::open(book_, {}, outside(), limits);
    ASSERT_TRUE(opened);
    desk_ = std::move(*opened);
  }
  static std::string customer(const std::string& id) {
    return R"({"customer":")" + id + R"(","do":"add_customer"})";
  }
  Posted post(std::vector<std::string> commands) {
    std::promise<Posted> posted;
    EXPECT_TRUE(desk_->post({std::move(commands), "test"},
                            [&](Posted done) { posted.set_value(std::move(done)); }));
    return posted.get_future().get();
  }
  std::uint64_t size() const {
    return desk_->read([](const State& state) { return state.size(); });
  }

  store::TemporaryFolder folder_;
  std::string book_;
  std::unique_ptr<Desk> desk_;
};

TEST_F(DeskTest, WhoHasAnAnswerReadsWhatItSays) {
  const Posted posted = post({customer("C-1")});
  ASSERT_EQ(posted.refusal(), nullptr);
  EXPECT_EQ(posted.answers.front().seq, 1U);
  EXPECT_EQ(posted.size, 1U);
  EXPECT_EQ(size(), 1U);
  EXPECT_EQ(desk_->read_ledger([](const Ledger& ledger) { return ledger.book().tip(); })->size, 1U);
}

TEST_F(DeskTest, SeveralAreAllOrNothing) {
  const Posted posted = post({customer("C-1"), customer("C-2"), customer("C-1")});
  ASSERT_NE(posted.refusal(), nullptr);
  EXPECT_EQ(posted.refusal()->code, Code::id_duplicate);
  EXPECT_EQ(posted.answers.size(), 3U);
  EXPECT_EQ(size(), 0U);
  EXPECT_EQ(post({customer("C-1"), customer("C-2")}).refusal(), nullptr);
  EXPECT_EQ(size(), 2U);
}

TEST_F(DeskTest, ARefusalDoesNotTakeOthersOfItsBatchAlong) {
  std::vector<std::future<Posted>> waiting;
  for (const char* id : {"C-1", "C-1", "C-2", "C-2", "C-3"}) {
    auto promise = std::make_shared<std::promise<Posted>>();
    waiting.push_back(promise->get_future());
    ASSERT_TRUE(desk_->post({{customer(id)}, "test"},
                            [promise](Posted done) { promise->set_value(std::move(done)); }));
  }
  int refused = 0;
  for (auto& each : waiting) refused += each.get().refusal() == nullptr ? 0 : 1;
  EXPECT_EQ(refused, 2);
  EXPECT_EQ(size(), 3U);
}

TEST_F(DeskTest, ManyThreadsPostAndRead) {
  constexpr int threads = 8;
  constexpr int each = 100;
  std::atomic<int> accepted = 0;
  {
    std::vector<std::jthread> running;
    for (int t = 0; t < threads; ++t)
      running.emplace_back([&, t] {
        for (int i = 0; i < each; ++i) {
          const Posted posted = post({customer("C-" + std::to_string(t * each + i))});
          if (posted.refusal() == nullptr && !posted.trouble && size() >= posted.answers[0].seq)
            ++accepted;
        }
      });
  }
  EXPECT_EQ(accepted, threads * each);
  EXPECT_EQ(size(), static_cast<std::uint64_t>(threads * each));
  desk_.reset();
  EXPECT_EQ(Ledger::open_to_read(book_)->size(), static_cast<std::uint64_t>(threads * each));
}

TEST_F(DeskTest, WorkIsKeptOrForgotten) {
  const auto work = [&](bool fails) {
    std::promise<Result<void>> promise;
    EXPECT_TRUE(desk_->post(
        [fails](Ledger& ledger) -> Result<void> {
          EXPECT_EQ(ledger.submit_text(customer("C-9"), "test").status, Answer::Status::accepted);
          if (fails) return problem(Code::certificate_glyph_missing);
          return {};
        },
        [&](Result<void> done) { promise.set_value(std::move(done)); }));
    return promise.get_future().get();
  };
  EXPECT_EQ(work(true).error().code, Code::certificate_glyph_missing);
  EXPECT_EQ(size(), 0U);
  EXPECT_TRUE(work(false));
  EXPECT_EQ(size(), 1U);
}

TEST_F(DeskTest, WhatAWorkThrowsIsItsRefusal) {
  std::promise<Result<void>> promise;
  ASSERT_TRUE(desk_->post(
      [](Ledger& ledger) -> Result<void> {
        ledger.submit_text(customer("C-1"), "test");
        throw std::length_error("too much");
      },
      [&](Result<void> done) { promise.set_value(std::move(done)); }));
  EXPECT_EQ(promise.get_future().get().error(),
            (Problem{Code::request_failed, {{"posted", "nothing"}}}));
  EXPECT_EQ(post({customer("C-1")}).size, 1U);
  EXPECT_TRUE(desk_->is_well());
}

TEST_F(DeskTest, WhatACallbackThrowsHarmsNoOther) {
  const auto fails = [](const auto&) { throw std::length_error("too much"); };
  ASSERT_TRUE(desk_->post({{customer("C-1")}, "test"}, fails));
  ASSERT_TRUE(desk_->post([](Ledger&) { return Result<void>(); }, fails));
  EXPECT_EQ(post({customer("C-2")}).size, 2U);
}

TEST_F(DeskTest, AFullQueueTakesNothing) {
  open({.queue = 2});
  std::promise<void> go;
  const std::shared_future<void> gate = go.get_future().share();
  std::atomic<int> done = 0;
  std::promise<void> begun;
  ASSERT_TRUE(desk_->post(
      [&](Ledger&) -> Result<void> {
        begun.set_value();
        gate.wait();
        return {};
      },
      [&](const Result<void>&) { ++done; }));
  begun.get_future().wait();
  const auto count = [&](const Posted&) { ++done; };
  EXPECT_TRUE(desk_->post({{customer("C-1")}, "test"}, count));
  EXPECT_TRUE(desk_->post({{customer("C-2")}, "test"}, count));
  EXPECT_FALSE(desk_->post({{customer("C-3")}, "test"}, count));
  EXPECT_EQ(desk_->waiting(), 2U);
  go.set_value();
  desk_.reset();  // answers what it has taken
  EXPECT_EQ(done, 3);
}

TEST_F(DeskTest, FinishedHasAnsweredAllAndTakesNothing) {
  std::atomic<int> answered = 0;
  for (const char* id : {"C-1", "C-2", "C-3"})
    EXPECT_TRUE(desk_->post({{customer(id)}, "test"}, [&](const Posted&) { ++answered; }));
  desk_->finish();
  EXPECT_EQ(answered, 3);
  EXPECT_FALSE(desk_->post({{customer("C-4")}, "test"}, [](const Posted&) {}));
  EXPECT_EQ(size(), 3U);  // reading goes on
  desk_->finish();
}

TEST_F(DeskTest, HoldsTheBooksLock) {
  const auto second = Desk::open(book_, {}, outside());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::book_busy);
}

}  // namespace
}  // namespace tenbin::desk
