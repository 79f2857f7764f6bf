#include "store/book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tenbin::store {
namespace {

namespace fs = std::filesystem;

class BookTest : public testing::Test {
 protected:
  BookTest() {
    std::string name = (fs::temp_directory_path() / "tenbin-store-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    path_ = folder_ / "mill.tenbin";
  }
  ~BookTest() override { fs::remove_all(folder_); }

  fs::path folder_;
  std::string path_;
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

}  // namespace
}  // namespace tenbin::store
