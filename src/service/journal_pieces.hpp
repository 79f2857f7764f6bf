#pragma once
// The journal in pieces, read, parsed and hashed ahead while the piece before is decided on:
// opening a book and `check` are work for two cores.
#include <string>
#include <string_view>
#include <vector>

#include "codec/command_reader.hpp"
#include "service/read_ahead.hpp"
#include "store/book.hpp"
#include "tlog/sha256.hpp"

namespace tenbin {

struct JournalPiece {
  std::vector<std::string_view> lines;  // without their '\n'
  std::vector<Result<Record>> records;  // of each line; what it says is not yet trusted
  std::vector<tlog::Hash> leaves;       // of each line, where they were asked for

  std::string text;  // what all of this points into
  CommandReader reader;
};
using JournalPieces = ReadAhead<JournalPiece>;

enum class Leaves : std::uint8_t { skip, hash };

// For JournalPieces: the records of `from_seq` to `to_seq`. The book is the other thread's until
// the pieces go. Problems as of store::Book::read.
JournalPieces::Read read_journal(const store::Book& book, std::uint64_t from_seq,
                                 std::uint64_t to_seq, Leaves leaves);

}  // namespace tenbin
