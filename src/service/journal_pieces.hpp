#pragma once
// The journal in pieces, read and hashed ahead on a thread of its own while the piece before is
// decided on: opening a book and `check` are work for two cores.
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "codec/command_reader.hpp"
#include "service/channel.hpp"
#include "store/book.hpp"
#include "tlog/sha256.hpp"

namespace tenbin {

struct JournalPiece {
  std::uint64_t first_seq = 0;
  std::vector<std::string_view> lines;  // without their '\n'
  std::vector<Result<Record>> records;  // of each line; what it says is not yet trusted
  std::vector<tlog::Hash> leaves;       // of each line, where they were asked for

  std::string text;  // what all of this points into
  CommandReader reader;
};

class JournalPieces {
 public:
  enum class Leaves : std::uint8_t { skip, hash };

  // Of the records of `from_seq` to `to_seq`. The book is this object's until it goes.
  JournalPieces(const store::Book& book, std::uint64_t from_seq, std::uint64_t to_seq,
                Leaves leaves);
  ~JournalPieces();
  JournalPieces(const JournalPieces&) = delete;
  JournalPieces& operator=(const JournalPieces&) = delete;

  // The next piece, which lives until the next call; nullptr after the last one. Problems as of
  // store::Book::read.
  Result<const JournalPiece*> next();

 private:
  using PiecePtr = std::unique_ptr<JournalPiece>;

  Result<void> read(const store::Book& book, std::uint64_t from_seq, std::uint64_t to_seq,
                    Leaves leaves);

  Channel<PiecePtr> empty_;
  Channel<PiecePtr> full_;
  PiecePtr current_;
  std::future<Result<void>> done_;
};

}  // namespace tenbin
