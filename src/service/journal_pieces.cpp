#include "service/journal_pieces.hpp"

#include "service/journal_lines.hpp"
#include "tlog/merkle.hpp"

namespace tenbin {
namespace {

void fill(JournalPiece& piece, std::string_view records, Leaves leaves) {
  piece.text.assign(records).append(read_ahead, ' ');
  piece.lines.clear();
  for_each_line(std::string_view(piece.text).substr(0, records.size()), [&](std::string_view line) {
    piece.lines.push_back(line);
    return true;
  });
  piece.reader.read_records(piece.lines, piece.records);
  piece.leaves.clear();
  if (leaves == Leaves::skip) return;
  piece.leaves.resize(piece.lines.size());
  tlog::leaf_hashes(piece.lines, piece.leaves.data());
}

}  // namespace

JournalPieces::Read read_journal(const store::Book& book, std::uint64_t from_seq,
                                 std::uint64_t to_seq, Leaves leaves) {
  return [&book, from_seq, to_seq, leaves](JournalPieces& ahead) {
    return book.read(from_seq, to_seq, [&](std::uint64_t, std::uint32_t, std::string_view records) {
      auto piece = ahead.take_empty();
      if (!piece) return false;
      fill(*piece, records, leaves);
      return ahead.put_full(std::move(piece));
    });
  };
}

}  // namespace tenbin
