#pragma once
// A large file of commands, in pieces of whole lines that are read and parsed ahead while the piece
// before is decided on.
#include <string>
#include <string_view>
#include <vector>

#include "codec/command_reader.hpp"
#include "service/read_ahead.hpp"

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

using CommandPieces = ReadAhead<CommandPiece>;

// For CommandPieces: the lines of the open file, which is the other thread's until the pieces go.
// `path` is for messages. file.unreadable, input.invalid (a line is too long).
CommandPieces::Read read_commands(int file, std::string path);

}  // namespace tenbin::cli
