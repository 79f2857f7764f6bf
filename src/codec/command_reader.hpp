#pragma once
// Reads the command language (contract section 6) and the records of the journal (section 9).
// Strict: unknown and repeated fields, wrong types, malformed JSON and anything behind the object
// are input.invalid with the facts "field" and "problem"; a quantity without its unit is
// unit.missing, which ranks behind them.
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "domain/commands.hpp"
#include "units/instant.hpp"

namespace tenbin {

// How many bytes behind the text handed to read() must be readable (simdjson reads ahead; it never
// uses them).
inline constexpr std::size_t read_ahead = 64;

// What a record says besides its event.
struct RecordHead {
  std::uint64_t seq = 0;
  Instant at;
  Text actor;
  Text salt;  // 32 hex digits
};
struct Record {
  RecordHead head;
  Envelope event;
};

// Keeps its buffers between calls: one a thread. The texts of what it answers live until its next
// call, and as long as the text that was read.
class CommandReader {
 public:
  CommandReader();
  ~CommandReader();
  CommandReader(const CommandReader&) = delete;
  CommandReader& operator=(const CommandReader&) = delete;

  Result<Envelope> read(std::string_view line);
  // The outcome is skipped: whoever trusts nothing decides again and compares the bytes.
  Result<Record> read_record(std::string_view line);
  // Many at once, so that they can be decided on while the next ones are read. `out` is made as
  // long as `lines`.
  void read_many(std::span<const std::string_view> lines, std::vector<Result<Envelope>>& out);
  void read_records(std::span<const std::string_view> lines, std::vector<Result<Record>>& out);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace tenbin
