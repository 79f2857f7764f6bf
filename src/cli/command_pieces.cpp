#include "cli/command_pieces.hpp"

#include <unistd.h>

#include <cerrno>

namespace tenbin::cli {
namespace {

constexpr std::size_t piece_bytes = std::size_t{2} << 20;

// `rest` and then what the file has up to a piece; the whole lines of it stay in `piece`, and
// `rest` is what comes after them. False at the end of the file.
Result<bool> read_lines(int file, const std::string& path, CommandPiece& piece, std::string& rest) {
  piece.text = rest;
  bool more = true;
  std::size_t last_end = std::string::npos;
  while (more && last_end == std::string::npos) {
    if (piece.text.size() > line_bytes_max)
      return problem(Code::input_invalid, {{"problem", "length"}, {"field", ""}});
    const std::size_t used = piece.text.size();
    piece.text.resize(used + piece_bytes);
    ssize_t got = 0;
    do {
      got = ::read(file, piece.text.data() + used, piece_bytes);
    } while (got < 0 && errno == EINTR);
    if (got < 0) return problem(Code::file_unreadable, {{"path", path}});
    piece.text.resize(used + static_cast<std::size_t>(got));
    more = got > 0;
    last_end = piece.text.rfind('\n');
  }
  piece.size = more ? last_end + 1 : piece.text.size();
  rest = piece.text.substr(piece.size);
  piece.text.resize(piece.size);
  piece.text.append(read_ahead, ' ');
  return more;
}

void parse(CommandPiece& piece, std::uint64_t& line_number) {
  piece.numbers.clear();
  piece.lines.clear();
  for (std::string_view text(piece.text.data(), piece.size); !text.empty();) {
    const std::string_view line = take_line(text);
    ++line_number;
    if (is_blank(line)) continue;
    piece.numbers.push_back(line_number);
    piece.lines.push_back(line);
  }
  piece.reader.read_many(piece.lines, piece.commands);
}

}  // namespace

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

CommandPieces::Read read_commands(int file, std::string path) {
  return [file, path = std::move(path)](CommandPieces& ahead) -> Result<void> {
    std::string rest;
    std::uint64_t line_number = 0;
    for (bool more = true; more;) {
      auto piece = ahead.take_empty();
      if (!piece) return {};
      const auto read = read_lines(file, path, *piece, rest);
      if (!read) return tl::make_unexpected(read.error());
      more = *read;
      parse(*piece, line_number);
      if (!ahead.put_full(std::move(piece))) return {};
    }
    return {};
  };
}

}  // namespace tenbin::cli
