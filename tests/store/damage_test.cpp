// Every kind of harm from outside: changed bits, SQL of other programs, cut files.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <memory>

#include "crash_vfs.hpp"
#include "store/book.hpp"
#include "store/checksum_vfs.hpp"
#include "temporary_folder.hpp"

namespace tenbin::store {
namespace {

// In memory where there is such a place: thousands of books are opened, none must last.
std::filesystem::path quick_place() {
  const std::filesystem::path memory = "/dev/shm";
  return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
}

class DamageTest : public testing::Test {
 protected:
  DamageTest() : path_(folder_.file("mill.tenbin")) {
    Result<Book> book = Book::create(path_, {{"origin", "mill.example"}});
    EXPECT_TRUE(book);
    for (std::uint64_t first = 1; first < 600; first += 100) {
      std::string records;
      for (std::uint64_t seq = first; seq < first + 100; ++seq)
        records += "{\"pad\":\"" + std::string(seq % 400, 'x') + "\"}\n";
      EXPECT_TRUE(book->append({first, 100, records, "frontier"}));
    }
    const Document document{"0123456789abcdef0123456789abcdef", "what was issued"};
    EXPECT_TRUE(book->append({601, 1, "{}\n", "frontier", {&document, 1}}));
    EXPECT_TRUE(book->put_snapshot(500, std::string(100'000, 's')));
  }

  std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& content) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << content;
  }
  Result<void> examine() const {
    Result<Book> book = Book::open_to_read(path_);
    if (!book) return tl::make_unexpected(book.error());
    return book->check_pages();
  }
  void expect_found(std::size_t at, int bit) const {
    auto flip = [&] {
      std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
      auto offset = static_cast<std::streamoff>(at);
      file.seekg(offset);
      char byte = static_cast<char>(file.get() ^ 1 << bit);
      file.seekp(offset);
      file.put(byte);
    };
    flip();
    Result<void> found = examine();
    flip();
    ASSERT_FALSE(found) << "byte " << at << " bit " << bit;
    ASSERT_EQ(found.error().code, Code::book_corrupt) << "byte " << at << " bit " << bit;
  }

  TemporaryFolder folder_{quick_place()};
  std::string path_;
};

TEST_F(DamageTest, OneFlippedBitAnywhereIsFound) {
  const std::size_t size = bytes().size();
  ASSERT_EQ(size % page_size, 0U);
  ASSERT_TRUE(examine());
  for (std::size_t at = 0; at < 100; ++at)  // SQLite's header, every bit
    for (int bit = 0; bit < 8; ++bit) expect_found(at, bit);
  for (std::size_t page = 0; page < size; page += page_size)
    for (int at : {0, 3, 511, 8000, page_size - 9, page_size - 8, page_size - 1})
      expect_found(page + static_cast<std::size_t>(at), at % 8);
  crash::Random random(7);
  for (int times = 0; times < 500; ++times)
    expect_found(random.below(size), static_cast<int>(random.below(8)));
  EXPECT_TRUE(examine());
}

TEST_F(DamageTest, TheDamagedPageIsNamed) {
  std::string content = bytes();
  content[3 * page_size + 5000] ^= 1;
  write(content);
  Result<void> found = examine();
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().facts[1], (Fact{"place", "page 4"}));
}

TEST_F(DamageTest, CutSwappedOrLengthenedFilesAreFound) {
  const std::string whole = bytes();
  auto expect_corrupt = [&](const std::string& content) {
    write(content);
    Result<void> found = examine();
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, Code::book_corrupt);
  };
  expect_corrupt(whole.substr(0, whole.size() - page_size));
  expect_corrupt(whole.substr(0, whole.size() - 1));
  expect_corrupt(whole + "x");
  expect_corrupt(whole + whole.substr(whole.size() - page_size));
  expect_corrupt("this is no book, whatever its name says\n");
  std::string swapped = whole;
  std::swap_ranges(swapped.begin() + 3 * page_size, swapped.begin() + 4 * page_size,
                   swapped.begin() + 4 * page_size);
  expect_corrupt(swapped);
  write(whole);
  EXPECT_TRUE(examine());
}

TEST_F(DamageTest, OtherProgramsSqlIsRefused) {
  sqlite3* plain = nullptr;
  ASSERT_EQ(sqlite3_open_v2(path_.c_str(), &plain, SQLITE_OPEN_READWRITE, nullptr), SQLITE_OK);
  const char* const attempts[] = {
      "UPDATE journal SET records = x'0A' WHERE first_seq = 1",
      "UPDATE journal SET first_seq = 10000 WHERE first_seq = 501",
      "DELETE FROM journal",
      "DELETE FROM journal WHERE first_seq = 501",
      "INSERT INTO journal VALUES (700, 1, x'', x'0A')",
      "INSERT INTO journal VALUES (501, 1, x'', x'0A')",
      "INSERT OR REPLACE INTO journal VALUES (501, 1, x'', x'0A')",
      "INSERT OR IGNORE INTO journal VALUES (603, 1, x'', x'0A')",
      "INSERT INTO journal (count, frontier, records) VALUES (1, x'', x'0A')",
      "INSERT INTO journal VALUES (602, 0, x'', x'0A')",
      "INSERT INTO journal VALUES (602, 'one', x'', x'0A')",
      "UPDATE documents SET bytes = x'0A'",
      "DELETE FROM documents",
      "INSERT INTO documents VALUES (CAST('0123456789abcdef0123456789abcdef' AS BLOB), x'0A')",
      ("INSERT OR REPLACE INTO documents"
       " VALUES (CAST('0123456789abcdef0123456789abcdef' AS BLOB), x'0A')"),
      "INSERT INTO documents VALUES (x'00', x'0A')",
      "UPDATE meta SET value = 'other'",
      "DELETE FROM meta",
      "INSERT INTO meta VALUES ('more', 'text')",
      "INSERT OR REPLACE INTO meta VALUES ('origin', 'other')",
  };
  for (const char* sql : attempts)
    EXPECT_EQ(sqlite3_exec(plain, sql, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT) << sql;
  sqlite3_close(plain);
  EXPECT_TRUE(examine());
}

TEST_F(DamageTest, WhatAnotherProgramWroteIsFound) {
  sqlite3* plain = nullptr;
  ASSERT_EQ(sqlite3_open_v2(path_.c_str(), &plain, SQLITE_OPEN_READWRITE, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(plain, "DROP TRIGGER journal_no_delete", nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(plain);
  EXPECT_EQ(examine().error().code, Code::book_corrupt);
}

}  // namespace
}  // namespace tenbin::store
