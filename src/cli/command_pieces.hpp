#pragma once
// A large file of commands, in pieces of whole lines that are read and parsed ahead on a thread of
// its own, while the piece before is decided on.
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "codec/command_reader.hpp"
#include "service/channel.hpp"

namespace tenbin::cli {

// A line that is no command is blank: nothing stands in it but white space.
bool is_blank(std::string_view line);
// The first line of `text`, without its end ("\n" or "\r\n"), which are taken off the text.
std::string_view take_line(std::string_view& text);

// A certificate may name a million allocations on one line. Longer lines end the run:
// input.invalid.
inline constexpr std::size_t line_bytes_max = std::size_t{256} << 20;

struct CommandPiece {
  std::vector<std::uint64_t> numbers;      // of the lines that are not blank, from 1
  std::vector<Result<Envelope>> commands;  // of the same lines

  std::string text;      // what all of this points into
  std::size_t size = 0;  // of the text, without what is readable behind it
  std::vector<std::string_view> lines;
  CommandReader reader;
};

class CommandPieces {
 public:
  // Of the open file, which is this object's until it goes. `path` is for messages.
  CommandPieces(int file, std::string path);
  ~CommandPieces();
  CommandPieces(const CommandPieces&) = delete;
  CommandPieces& operator=(const CommandPieces&) = delete;

  // The next piece, which lives until the next call; nullptr after the last one. file.unreadable,
  // input.invalid (a line is too long).
  Result<const CommandPiece*> next();

 private:
  using PiecePtr = std::unique_ptr<CommandPiece>;

  Result<void> read(int file, const std::string& path);

  Channel<PiecePtr> empty_;
  Channel<PiecePtr> full_;
  PiecePtr current_;
  std::future<Result<void>> done_;
};

}  // namespace tenbin::cli
