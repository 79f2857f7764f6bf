#pragma once
// Text tables: CSV (RFC 4180), TSV and what a spreadsheet puts on the clipboard.
//
// Fields in double quotes may hold delimiters, line ends and doubled quotes; CRLF, LF and CR end a
// record. A quote inside an unquoted field is kept. A first line "sep=;" names the delimiter. One
// leading ' in front of = + - @ is taken off again: our own export puts it there (write_csv.hpp).
#include <string_view>

#include "table/table.hpp"

namespace tenbin::table {

// Tab, comma or semicolon: which of them is most frequent outside quotes at the head of the text.
char sniff_delimiter(std::string_view text);

// `text` is valid UTF-8. table.malformed for a quote that is never closed (fact "row").
Result<void> read_delimited(std::string_view text, char delimiter, const Limits& limits,
                            const RowSink& sink);

}  // namespace tenbin::table
