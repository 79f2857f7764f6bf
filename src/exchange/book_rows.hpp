#pragma once
// What the book has of a row: its entry by the row's number, in the newest revision, and whether
// the content is the same. Private to exchange.
#include <string>

#include "codec/command_reader.hpp"
#include "exchange/import_rows.hpp"
#include "service/ledger.hpp"

namespace tenbin::exchange {

struct BookRow {
  bool known = false;
  bool live = false;      // not reversed
  std::uint64_t seq = 0;  // of the newest revision
  std::string next_id;    // the number that a re-entry takes: "R-1#2"
};

class BookRows {
 public:
  BookRows(const Ledger& ledger, Kind kind);

  BookRow find(const ImportedRow& row) const;
  // Whether the command (canonical JSON) says the same as the record at `seq`, numbers of revisions
  // aside.
  Result<bool> same_content(const std::string& command, std::uint64_t seq);
  // The command with its number replaced.
  Result<std::string> with_id(const std::string& command, std::string_view id);

 private:
  Result<std::string> content_of(std::string_view line, bool is_record);
  BookRow find_id(std::string_view id) const;

  const Ledger& ledger_;
  Kind kind_;
  CommandReader reader_;
};

}  // namespace tenbin::exchange
