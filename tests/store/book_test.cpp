#include "store/book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "store/checksum_vfs.hpp"
#include "store/sqlite.hpp"
#include "temporary_folder.hpp"

namespace tenbin::store {
namespace {

namespace fs = std::filesystem;

class BookTest : public testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string path_ = folder_.file("mill.tenbin");
};

std::string lines(std::uint64_t first, std::uint32_t count) {
  std::string text;
  for (std::uint64_t seq = first; seq < first + count; ++seq)
    text += "{\"seq\":" + std::to_string(seq) + "}\n";
  return text;
}

void put(Book& book, std::uint32_t count) {
  std::uint64_t first = book.tip()->size + 1;
  std::string records = lines(first, count);
  std::string frontier = "frontier after " + std::to_string(first + count - 1);
  ASSERT_TRUE(book.append({first, count, records, frontier}));
}

std::string read_all(const Book& book, std::uint64_t from, std::uint64_t to) {
  std::string all;
  std::uint64_t next = from;
  auto read =
      book.read(from, to, [&](std::uint64_t first, std::uint32_t count, std::string_view records) {
        EXPECT_EQ(first, next);
        next += count;
        all += records;
        return true;
      });
  EXPECT_TRUE(read);
  return all;
}

TEST_F(BookTest, KeepsWhatItWasGiven) {
  {
    Result<Book> book = Book::create(path_, {{"origin", "mill.example"}});
    ASSERT_TRUE(book);
    put(*book, 3);
    put(*book, 1);
    put(*book, 5);
    Result<Book> reader = Book::open_to_read(path_);
    ASSERT_TRUE(reader);
    EXPECT_EQ(reader->tip()->size, 9U);
  }
  Result<Book> book = Book::open_to_read(path_);
  ASSERT_TRUE(book);
  EXPECT_EQ(*book->meta("origin"), "mill.example");
  EXPECT_EQ(book->tip()->size, 9U);
  EXPECT_EQ(book->tip()->frontier, "frontier after 9");
  EXPECT_EQ(read_all(*book, 1, 100), lines(1, 9));
  for (std::uint64_t from = 1; from <= 9; ++from)
    for (std::uint64_t to = from; to <= 9; ++to)
      EXPECT_EQ(read_all(*book, from, to), lines(from, static_cast<std::uint32_t>(to - from + 1)));
  EXPECT_EQ(*book->record(4), "{\"seq\":4}\n");
  EXPECT_EQ(book->record(10).error().code, Code::reference_unknown);
  EXPECT_TRUE(book->check_pages());
}

std::string sha_like(char c) {
  return std::string(32, c);
}

TEST_F(BookTest, KeepsDocumentsForEver) {
  const std::string first = sha_like('b'), second = sha_like('a');
  {
    Result<Book> book = Book::create(path_, {});
    ASSERT_TRUE(book);
    EXPECT_FALSE(*book->document(first));
    const Document both[] = {{first, "what was issued"}, {second, ""}};
    ASSERT_TRUE(book->append({1, 1, "{}\n", "f", both}));
    ASSERT_TRUE(book->append({2, 1, "{}\n", "f", {both, 1}}));  // it is there already
    ASSERT_TRUE(book->backup_to(folder_.file("copy.tenbin")));
  }
  Result<Book> book = Book::open_to_read(folder_.file("copy.tenbin"));
  ASSERT_TRUE(book);
  EXPECT_EQ(*book->document(first), "what was issued");
  EXPECT_EQ(*book->document(second), "");
  EXPECT_FALSE(*book->document(sha_like('c')));
  std::string order;
  EXPECT_TRUE(book->read_documents([&](std::string_view digest, std::string_view) {
    order += digest.front();
    return true;
  }));
  EXPECT_EQ(order, "ab");
}

// As the version before documents made it.
void make_version_1(const std::string& path) {
  auto file = Connection::open(path, path, SQLITE_OPEN_READWRITE, checksum_vfs({}));
  ASSERT_TRUE(file);
  EXPECT_TRUE((*file)->run("DROP TABLE documents; PRAGMA user_version = 1; VACUUM"));
}

TEST_F(BookTest, ABookOfVersion1IsReadAsItIsAndBroughtUpToDateByAWriter) {
  {
    Result<Book> book = Book::create(path_, {{"origin", "mill.example"}});
    ASSERT_TRUE(book);
    put(*book, 3);
  }
  make_version_1(path_);
  {
    Result<Book> book = Book::open_to_read(path_);
    ASSERT_TRUE(book);
    EXPECT_EQ(read_all(*book, 1, 3), lines(1, 3));
    EXPECT_FALSE(*book->document(sha_like('a')));
    EXPECT_TRUE(book->read_documents([](std::string_view, std::string_view) { return false; }));
    EXPECT_TRUE(book->backup_to(folder_.file("copy.tenbin")));
  }
  for (const std::string& path : {path_, folder_.file("copy.tenbin")}) {
    Result<Book> book = Book::open_to_write(path, {}, "test");
    ASSERT_TRUE(book);
    const std::string digest = sha_like('a');
    const Document document{digest, "text"};
    ASSERT_TRUE(book->append({4, 1, "{\"seq\":4}\n", "f", {&document, 1}}));
    EXPECT_EQ(read_all(*book, 1, 4), lines(1, 4));
    EXPECT_EQ(*book->document(digest), "text");
    EXPECT_TRUE(book->check_pages());
    EXPECT_TRUE(Book::open_to_read(path));
  }
}

TEST_F(BookTest, IsOneFileWhenClosed) {
  {
    Result<Book> book = Book::create(path_, {});
    ASSERT_TRUE(book);
    put(*book, 2);
    EXPECT_EQ(*book->set_bulk(true), true);
    put(*book, 2);
  }
  auto files = fs::directory_iterator(folder_.path());
  EXPECT_EQ(std::distance(fs::begin(files), fs::end(files)), 1);
  EXPECT_EQ(Book::open_to_read(path_)->tip()->size, 4U);
}

TEST_F(BookTest, MissingAndExistingBooks) {
  EXPECT_EQ(Book::open_to_read(path_).error().code, Code::book_missing);
  EXPECT_EQ(Book::open_to_write(path_, {}, "test").error().code, Code::book_missing);
  EXPECT_FALSE(fs::exists(path_ + "-lock"));
  ASSERT_TRUE(Book::create(path_, {}));
  EXPECT_EQ(Book::create(path_, {}).error().code, Code::book_exists);
  std::string nowhere = folder_.file("none/mill.tenbin");
  EXPECT_EQ(Book::create(nowhere, {}).error().code, Code::file_unwritable);
}

TEST_F(BookTest, ASecondWriterIsToldWhoHoldsTheBook) {
  Result<Book> book = Book::create(path_, {}, "import of April");
  ASSERT_TRUE(book);
  Result<Book> second = Book::open_to_write(path_, std::chrono::milliseconds(20), "second");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::book_busy);
  EXPECT_EQ(second.error().facts[1], (Fact{"who", "import of April"}));
  EXPECT_EQ(second.error().facts[2], (Fact{"pid", std::to_string(getpid())}));
  EXPECT_EQ(second.error().facts[3].value.size(), 20U);
}

TEST_F(BookTest, AWriterWaitsForTheOneBefore) {
  std::optional<Book> book = std::move(*Book::create(path_, {}));
  std::thread closer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    book.reset();
  });
  EXPECT_TRUE(Book::open_to_write(path_, std::chrono::seconds(10), "second"));
  closer.join();
}

TEST_F(BookTest, AKilledWriterBlocksNobodyAndLosesNothing) {
  ASSERT_TRUE(Book::create(path_, {}));
  pid_t child = fork();
  if (child == 0) {
    Result<Book> book = Book::open_to_write(path_, {}, "child");
    for (int times = 0; times < 20; ++times) put(*book, 3);
    _exit(0);  // closes nothing
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(fs::exists(path_ + "-lock"));
  Result<Book> book = Book::open_to_write(path_, {}, "second");
  ASSERT_TRUE(book);
  EXPECT_EQ(book->tip()->size, 60U);
  EXPECT_EQ(read_all(*book, 1, 60), lines(1, 60));
}

TEST_F(BookTest, SnapshotsKeepTheNewestTwoInTheRoomOfThree) {
  Result<Book> book = Book::create(path_, {});
  ASSERT_TRUE(book);
  EXPECT_FALSE(*book->latest_snapshot());
  std::uintmax_t size = 0;
  for (std::uint64_t seq = 1; seq <= 12; ++seq) {
    put(*book, 1);
    std::string bytes(300'000 + seq, static_cast<char>('a' + seq));
    ASSERT_TRUE(book->put_snapshot(seq, bytes));
    EXPECT_EQ((*book->latest_snapshot())->seq, seq);
    EXPECT_EQ((*book->latest_snapshot())->bytes, bytes);
    ASSERT_TRUE(book->check_pages());
    if (seq == 4) size = fs::file_size(path_);
  }
  EXPECT_LE(fs::file_size(path_), size + 16384);
  ASSERT_TRUE(book->put_snapshot(12, "another form of the same state"));
  EXPECT_EQ((*book->latest_snapshot())->bytes, "another form of the same state");
  EXPECT_EQ(*book->set_bulk(true), true);  // no free pages
  ASSERT_TRUE(book->put_snapshot(12, ""));
  EXPECT_EQ((*book->latest_snapshot())->bytes, "");
}

TEST_F(BookTest, BackupIsACompleteCopyWhileOthersWrite) {
  Result<Book> book = Book::create(path_, {{"origin", "mill.example"}});
  ASSERT_TRUE(book);
  put(*book, 500);
  Result<Book> reader = Book::open_to_read(path_);
  ASSERT_TRUE(reader);
  const std::string copy = folder_.file("copy.tenbin");
  std::thread writer([&] {
    for (int times = 0; times < 50; ++times) put(*book, 10);
  });
  auto done = reader->backup_to(copy);
  writer.join();
  ASSERT_TRUE(done) << code_text(done.error().code);
  Result<Book> copied = Book::open_to_write(copy, {}, "test");
  ASSERT_TRUE(copied);
  std::uint64_t size = copied->tip()->size;
  EXPECT_GE(size, 500U);
  EXPECT_EQ(read_all(*copied, 1, size), lines(1, static_cast<std::uint32_t>(size)));
  put(*copied, 1);
  EXPECT_TRUE(copied->check_pages());
  EXPECT_EQ(reader->backup_to(copy).error().code, Code::file_exists);
  EXPECT_EQ(reader->backup_to(folder_.file("none/copy")).error().code, Code::file_unreadable);
}

TEST_F(BookTest, ReadsWhereItMayNotWrite) {
  ASSERT_TRUE(Book::create(path_, {{"origin", "mill.example"}}));
  fs::permissions(path_, fs::perms(0444));
  fs::permissions(folder_.path(), fs::perms(0555));
  pid_t child = fork();
  if (child == 0) {  // as nobody, since root may write everywhere
    if (setuid(65534) != 0) _exit(0);
    Result<Book> book = Book::open_to_read(path_);
    _exit(book && book->meta("origin") == "mill.example" && book->check_pages() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  fs::permissions(folder_.path(), fs::perms(0755));
}

TEST_F(BookTest, ReadersAndABulkWriterShareTheBook) {
  Result<Book> book = Book::create(path_, {});
  ASSERT_TRUE(book);
  put(*book, 10);
  ASSERT_EQ(*book->set_bulk(true), true);
  put(*book, 1000);
  Result<Book> reader = Book::open_to_read(path_);
  ASSERT_TRUE(reader);
  EXPECT_EQ(read_all(*reader, 1, 2000), lines(1, 1010));
  put(*book, 10);
  EXPECT_EQ(reader->tip()->size, 1020U);
  EXPECT_TRUE(book->set_bulk(false));
  put(*book, 1);
  EXPECT_EQ(reader->tip()->size, 1021U);
}

// SQLite leaves out the page of byte 2^30, where its locks are; here that byte comes sooner.
TEST_F(BookTest, ThePageOfTheLocksIsLeftOut) {
  const int usual = sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, 0x20000);
  {
    Result<Book> book = Book::create(path_, {});
    ASSERT_TRUE(book);
    for (int times = 0; times < 10; ++times) put(*book, 3000);
    EXPECT_TRUE(book->check_pages());
    EXPECT_TRUE(book->backup_to(folder_.file("copy.tenbin")));
  }
  EXPECT_GT(fs::file_size(path_), 0x20000U + 16384U);
  EXPECT_TRUE(Book::open_to_read(path_)->check_pages());
  sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, usual);
}

}  // namespace
}  // namespace tenbin::store
