#pragma once
// Lists of a book as rows, for a workbook or a text table.
//
// The six tables of a mill (kinds.hpp) have exactly the columns of their templates, so that an
// export is imported again as `same`; what came by columns without a field is found again in the
// note. What a template cannot hold is not exported: the emission factor of a receipt, and what the
// importer never let into the journal (addresses, names of persons). Reversed entries are left out.
// Beside them: balance, allocations and certificates, to look at. Masses are kg.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/template.hpp"
#include "service/ledger.hpp"
#include "table/output.hpp"

namespace tenbin::exchange {

struct ExportQuery {
  std::string list;                 // one of export_lists()
  std::optional<std::string> site;  // known to the book
  std::optional<Date> period;       // its first day: what is dated in it
};

// The names of the lists: "receipts" … "certificates".
std::vector<std::string> export_lists();
// Whether the rows of a list have a site and a date, by which they can be chosen.
bool is_dated(std::string_view list);

// `text` says "export.…" and "template.…" in the reader's language.
std::vector<table::OutColumn> export_columns(std::string_view list, const Catalogue& text);

using RowOut = std::function<void(std::span<const table::OutCell>)>;

// Hands over the rows in the order of the journal and answers how many. book.corrupt.
Result<std::size_t> export_rows(const Ledger& ledger, const ExportQuery& query,
                                const Catalogue& text, const RowOut& out);

}  // namespace tenbin::exchange
