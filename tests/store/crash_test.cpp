// A scripted life of a book, crashed at every operation on its disk and in every way, and refused
// the disk at every operation. After it: what was acknowledged is there, what was not is whole or
// absent.
#include <gtest/gtest.h>

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "crash_vfs.hpp"
#include "store/book.hpp"

namespace tenbin::store {
namespace {

using crash::Disk;
using crash::disk;
using crash::Random;
using crash::Unsynced;

const std::string path = "mill.tenbin";
const Meta meta = {{"origin", "mill.example"}, {"rulebook", "{}"}};

std::string line(std::uint64_t seq) {
  // Of many lengths, so that records cross sectors and pages.
  return "{\"seq\":" + std::to_string(seq) + ",\"pad\":\"" + std::string(seq * 37 % 611, 'x') +
         "\"}\n";
}

std::string lines(std::uint64_t first, std::uint64_t count) {
  std::string text;
  for (std::uint64_t seq = first; seq < first + count; ++seq) text += line(seq);
  return text;
}

std::string frontier(std::uint64_t size) {
  return "after " + std::to_string(size);
}

// Of the document that is written with the records up to `size`.
std::string document_digest(std::uint64_t size) {
  std::string digest = std::to_string(size);
  return digest.insert(0, 32 - digest.size(), '0');
}

std::string snapshot_bytes(std::uint64_t seq) {
  return std::string(20'000 + seq * 100, static_cast<char>('a' + seq % 26));
}

std::string say(const Problem& problem) {
  std::string text(code_text(problem.code));
  for (const Fact& fact : problem.facts) text += " " + fact.name + "=" + fact.value;
  return text;
}

// What the world was told.
struct Told {
  bool created = false;
  std::uint64_t size = 0;
  std::uint64_t tried = 0;  // of the last append, told or not
  std::uint64_t snapshot = 0;
  std::vector<std::uint64_t> documents;  // each with the records up to there
};

// The life of one book. Each step may be tried again after it failed.
class Life {
 public:
  using Step = Result<void> (Life::*)();

  static std::vector<Step> script() {
    return {&Life::create,   &Life::one,      &Life::three,   &Life::many,  &Life::two,
            &Life::snapshot, &Life::one,      &Life::check,   &Life::three, &Life::reopen,
            &Life::one,      &Life::many,     &Life::check,   &Life::one,   &Life::snapshot,
            &Life::bulk_on,  &Life::many,     &Life::two,     &Life::many,  &Life::bulk_off,
            &Life::one,      &Life::snapshot, &Life::bulk_on, &Life::many,  &Life::reopen,
            &Life::three,    &Life::close};
  }

  // True when every step was answered well.
  bool run() {
    for (Step step : script())
      if (!(this->*step)()) return false;
    return true;
  }

  Result<void> create() {
    Result<Book> made = Book::create(path, meta, "test", crash::vfs_name);
    if (!made) return tl::make_unexpected(made.error());
    told.created = true;
    book.emplace(std::move(*made));
    return {};
  }
  Result<void> reopen() {
    book.reset();
    bulk = false;
    Result<Book> made = Book::open_to_write(path, {}, "test", crash::vfs_name);
    if (!made) return tl::make_unexpected(made.error());
    book.emplace(std::move(*made));
    return {};
  }
  Result<void> append(std::uint32_t count) {
    std::string records = lines(told.size + 1, count);
    std::string edge = frontier(told.size + count);
    told.tried = told.size + count;
    const std::string digest = document_digest(told.tried);
    const Document document{digest, records};
    const std::size_t documents = count == 2 ? 1 : 0;
    TENBIN_TRY(book->append({told.size + 1, count, records, edge, {&document, documents}}));
    told.size += count;
    if (documents > 0) told.documents.push_back(told.size);
    return {};
  }
  Result<void> one() { return append(1); }
  Result<void> two() { return append(2); }  // and a document of the same bytes
  Result<void> three() { return append(3); }
  Result<void> many() { return append(150); }
  Result<void> snapshot() {
    TENBIN_TRY(book->put_snapshot(told.size, snapshot_bytes(told.size)));
    told.snapshot = told.size;
    return {};
  }
  Result<void> check() { return book->check_pages(); }
  Result<void> bulk_on() {
    bulk = true;
    return switched(book->set_bulk(true));
  }
  Result<void> bulk_off() {
    TENBIN_TRY(switched(book->set_bulk(false)));
    bulk = false;
    return {};
  }
  Result<void> close() {
    book.reset();
    return {};
  }

  Told told;
  std::optional<Book> book;
  bool bulk = false;

 private:
  static Result<void> switched(const Result<bool>& done) {
    if (!done) return tl::make_unexpected(done.error());
    EXPECT_TRUE(*done);
    return {};
  }
};

void expect_records(const Book& book, std::uint64_t size) {
  std::string all;
  auto read = book.read(1, size + 10, [&](std::uint64_t, std::uint32_t, std::string_view records) {
    all += records;
    return true;
  });
  ASSERT_TRUE(read) << say(read.error());
  ASSERT_EQ(all, lines(1, size));
  auto documents = book.read_documents([&](std::string_view digest, std::string_view bytes) {
    const std::uint64_t last = std::stoull(std::string(digest));
    EXPECT_LE(last, size);
    EXPECT_EQ(bytes, lines(last - 1, 2));
    return true;
  });
  ASSERT_TRUE(documents) << say(documents.error());
}

void expect_kept(const Told& told) {
  Result<Book> book = Book::open_to_write(path, {}, "test", crash::vfs_name);
  if (!book && !told.created) {
    ASSERT_EQ(book.error().code, Code::book_missing);
    book = Book::create(path, meta, "test", crash::vfs_name);
  }
  ASSERT_TRUE(book) << say(book.error());
  std::uint64_t size = book->tip()->size;
  ASSERT_TRUE(size == told.size || size == told.tried) << size << " told " << told.size;
  ASSERT_EQ(book->tip()->frontier, size > 0 ? frontier(size) : "");
  ASSERT_EQ(*book->meta("origin"), "mill.example");
  ASSERT_EQ(*book->meta("rulebook"), "{}");
  expect_records(*book, size);
  for (const std::uint64_t last : told.documents) {
    ASSERT_TRUE(book->document(document_digest(last)).value()) << last;
  }
  auto snapshot = book->latest_snapshot();
  ASSERT_TRUE(snapshot);
  ASSERT_GE(*snapshot ? (*snapshot)->seq : 0, told.snapshot);
  if (*snapshot) {
    ASSERT_EQ((*snapshot)->bytes, snapshot_bytes((*snapshot)->seq));
  }
  auto checked = book->check_pages();
  ASSERT_TRUE(checked) << say(checked.error());
  ASSERT_TRUE(book->append({size + 1, 1, line(size + 1), frontier(size + 1)}));
  expect_records(*book, size + 1);
}

class CrashTest : public testing::Test {
 protected:
  CrashTest() {
    crash::register_vfs();
    disk() = Disk();
  }
  ~CrashTest() override { disk() = Disk(); }

  static std::uint64_t operations_of_a_life() {
    disk() = Disk();
    Life life;
    EXPECT_TRUE(life.run());
    std::uint64_t operations = disk().operations;
    expect_kept(life.told);
    return operations;
  }

  static Told live_until(std::uint64_t operation) {
    disk() = Disk();
    disk().crash_at = operation;
    Life life;
    life.run();
    Told told = life.told;
    life.book.reset();
    return told;
  }
};

// Under sanitizers a case takes seven times as long: there ./test tries every
// TENBIN_CRASH_EVERY-th, and all of them without.
std::uint64_t every() {
  const char* text = std::getenv("TENBIN_CRASH_EVERY");
  return text == nullptr ? 1 : std::max(1ULL, std::strtoull(text, nullptr, 10));
}

TEST_F(CrashTest, AtEveryOperationInEveryWay) {
  std::uint64_t operations = operations_of_a_life();
  EXPECT_GT(operations, 200U);
  std::uint64_t cases = 0;
  for (std::uint64_t at = 1; at <= operations; at += every()) {
    for (std::uint64_t way = 0; way < 5; ++way, ++cases) {
      SCOPED_TRACE("operation " + std::to_string(at) + ", way " + std::to_string(way));
      Told told = live_until(at);
      Random random(at * 100 + way);
      disk().restart(way == 0   ? Unsynced::lost
                     : way == 1 ? Unsynced::kept
                                : Unsynced::torn,
                     random);
      expect_kept(told);
      if (HasFatalFailure()) return;
    }
  }
  RecordProperty("cases", std::to_string(cases));
  std::printf("%llu crashes over %llu operations\n", static_cast<unsigned long long>(cases),
              static_cast<unsigned long long>(operations));
}

TEST_F(CrashTest, AgainWhileRecovering) {
  std::uint64_t operations = operations_of_a_life();
  for (std::uint64_t at = 1; at <= operations; at += 7 * every()) {
    Told told;
    for (std::uint64_t again = 1; again <= 8; ++again) {
      SCOPED_TRACE("operation " + std::to_string(at) + ", then " + std::to_string(again));
      told = live_until(at);
      Random random(at * 100 + again);
      disk().restart(Unsynced::torn, random);
      disk().crash_at = again;
      // Recovery itself, and closing, which brings the WAL home.
      static_cast<void>(Book::open_to_write(path, {}, "test", crash::vfs_name));
      disk().restart(again % 2 == 0 ? Unsynced::lost : Unsynced::torn, random);
      expect_kept(told);
      if (HasFatalFailure()) return;
    }
  }
}

struct Fault {
  int code;
  const char* kind;  // of the operations that it is for
  bool stays;        // until the disk is mended; else it strikes once
};

bool is_allowed(const Problem& problem, const Fault& fault) {
  if (fault.code == SQLITE_FULL) return problem.code == Code::disk_full;
  return problem.code == Code::file_unwritable || problem.code == Code::file_unreadable;
}

// Runs the life with the fault from operation `at` on; after a step that failed, reads, mends the
// disk and tries that step again.
void live_with(std::uint64_t at, const Fault& fault) {
  disk() = Disk();
  bool struck = false;
  disk().fault = [&, at](const crash::Operation& operation) {
    bool now = operation.number >= at && operation.kind == fault.kind && (fault.stays || !struck);
    struck = struck || now;
    return now ? fault.code : SQLITE_OK;
  };
  Life life;
  std::size_t step_number = 0;
  for (Life::Step step : Life::script()) {
    SCOPED_TRACE("step " + std::to_string(step_number++));
    Result<void> done = (life.*step)();
    if (done) continue;
    ASSERT_TRUE(struck);
    ASSERT_TRUE(is_allowed(done.error(), fault)) << code_text(done.error().code);
    // In bulk mode the journal must be played back before anything is read.
    if (life.book && !life.bulk) expect_records(*life.book, life.told.size);
    disk().fault = nullptr;
    done = (life.*step)();
    ASSERT_TRUE(done) << say(done.error());
  }
  disk().fault = nullptr;
  Random random(at);
  disk().restart(at % 2 == 0 ? Unsynced::lost : Unsynced::torn, random);
  expect_kept(life.told);
}

// By number, from the first.
std::vector<std::string> kinds_of_a_life() {
  disk() = Disk();
  std::vector<std::string> kinds;
  disk().fault = [&](const crash::Operation& operation) {
    if (operation.kind != "read") kinds.push_back(operation.kind);
    return SQLITE_OK;
  };
  EXPECT_TRUE(Life().run());
  return kinds;
}

TEST_F(CrashTest, AFaultAtEveryOperation) {
  const Fault faults[] = {
      {SQLITE_FULL, "write", false},
      {SQLITE_FULL, "write", true},
      {SQLITE_IOERR_WRITE, "write", false},
      {SQLITE_IOERR_WRITE, "write", true},
      {SQLITE_IOERR_FSYNC, "sync", false},
      {SQLITE_IOERR_FSYNC, "sync", true},
      {SQLITE_IOERR_TRUNCATE, "truncate", false},
      {SQLITE_IOERR_DELETE, "delete", false},
      {SQLITE_CANTOPEN, "open", false},
  };
  const std::vector<std::string> kinds = kinds_of_a_life();
  for (const Fault& fault : faults) {
    for (std::size_t at = 0; at < kinds.size(); at += every()) {
      if (kinds[at] != fault.kind) continue;  // it would strike at the next of its kind
      SCOPED_TRACE(std::string(fault.kind) + " at " + std::to_string(at + 1) + " with " +
                   std::to_string(fault.code) + (fault.stays ? " that stays" : ""));
      live_with(at + 1, fault);
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace tenbin::store
