#pragma once
// The texts of the journal's records, by seq and by the command that they hold.
#include <string>

#include "codec/command_reader.hpp"
#include "service/ledger.hpp"

namespace tenbin {

// The record at `seq`, on disk or not, handed to `look`; its texts live as long as the call.
template <class F>
Result<void> look_at_record(const Ledger& ledger, std::uint64_t seq, F look) {
  auto line = ledger.record(seq);
  if (!line) return tl::make_unexpected(line.error());
  const std::size_t size = line->size();
  line->append(read_ahead, ' ');
  CommandReader reader;
  const auto record = reader.read_record(std::string_view(*line).substr(0, size));
  if (!record) return tl::make_unexpected(record.error());
  look(*record);
  return {};
}

// Records that are on disk.
class Records {
 public:
  explicit Records(const Ledger& ledger) : ledger_(ledger) {}

  // Calls use(command) with the command C of the record; the texts live as long as the call.
  // book.corrupt when the record holds another command.
  template <class C, class Use>
  Result<void> with(std::uint64_t seq, Use&& use) {
    const auto record = read(seq);
    if (!record) return tl::make_unexpected(record.error());
    const C* command = std::get_if<C>(&record->event.command);
    if (command == nullptr)
      return problem(Code::book_corrupt, {{"seq", std::to_string(seq)}, {"place", "record"}});
    use(*command);
    return {};
  }

  // Until the next call.
  Result<Record> read(std::uint64_t seq) {
    const auto line = ledger_.book().record(seq);
    if (!line) return tl::make_unexpected(line.error());
    text_.assign(*line).append(read_ahead, ' ');
    return reader_.read_record(std::string_view(text_).substr(0, line->size() - 1));
  }

 private:
  const Ledger& ledger_;
  CommandReader reader_;
  std::string text_;
};

}  // namespace tenbin
