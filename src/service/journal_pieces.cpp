#include "service/journal_pieces.hpp"

#include "service/journal_lines.hpp"
#include "tlog/merkle.hpp"

namespace tenbin {
namespace {

// One is read, one is waiting, one is decided on.
constexpr std::size_t pieces = 3;

void fill(JournalPiece& piece, std::uint64_t first_seq, std::string_view records, bool hash) {
  piece.first_seq = first_seq;
  piece.text.assign(records).append(read_ahead, ' ');
  piece.lines.clear();
  for_each_line(std::string_view(piece.text).substr(0, records.size()), [&](std::string_view line) {
    piece.lines.push_back(line);
    return true;
  });
  piece.reader.read_records(piece.lines, piece.records);
  piece.leaves.clear();
  if (!hash) return;
  piece.leaves.resize(piece.lines.size());
  tlog::leaf_hashes(piece.lines, piece.leaves.data());
}

}  // namespace

JournalPieces::JournalPieces(const store::Book& book, std::uint64_t from_seq, std::uint64_t to_seq,
                             Leaves leaves)
    : empty_(pieces), full_(pieces) {
  for (std::size_t i = 0; i < pieces; ++i) empty_.put(std::make_unique<JournalPiece>());
  done_ = std::async(std::launch::async, [this, &book, from_seq, to_seq, leaves] {
    auto done = read(book, from_seq, to_seq, leaves);
    full_.close();
    return done;
  });
}

JournalPieces::~JournalPieces() {
  empty_.close();
  full_.close();
  if (done_.valid()) done_.wait();
}

Result<void> JournalPieces::read(const store::Book& book, std::uint64_t from_seq,
                                 std::uint64_t to_seq, Leaves leaves) {
  return book.read(from_seq, to_seq,
                   [&](std::uint64_t first_seq, std::uint32_t, std::string_view records) {
                     auto piece = empty_.take();
                     if (!piece) return false;
                     fill(**piece, first_seq, records, leaves == Leaves::hash);
                     return full_.put(std::move(*piece));
                   });
}

Result<const JournalPiece*> JournalPieces::next() {
  if (current_) empty_.put(std::move(current_));
  auto piece = full_.take();
  if (piece) {
    current_ = std::move(*piece);
    return current_.get();
  }
  if (done_.valid()) TENBIN_TRY(done_.get());
  return nullptr;
}

}  // namespace tenbin
