#pragma once
// Rows of a recognised table as commands of the language (contract section 6), one a row.
//
// A row gives a command, or the problems that keep it from being one, each with its cell. Notices
// do not. Nothing is decided here that needs the book: whether a row is new, the same or changed,
// and what a reversal reverses, is for who calls; what the book knows of codes comes in as
// KnownCodes.
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "exchange/recognise.hpp"
#include "exchange/suggest.hpp"
#include "table/table.hpp"
#include "units/date.hpp"
#include "units/mass.hpp"

namespace tenbin::exchange {

// What is wrong with, or worth saying of, a row: the facts "row" and, where a cell is meant,
// "column" are in it.
struct Fault {
  Problem problem;
  std::optional<std::uint32_t> place;  // the column of the sheet
  std::string typed = {};              // what stands in that cell, as one would type it
};

// A row of 返品 or 取消. It takes back the whole line it names; a return of less must be shipped
// again.
struct Reversal {
  std::string shipment;
  std::int64_t line = 1;
  Date date;
  std::string reason;  // "返品: 備考"
  bool is_return = false;
  std::optional<Mass> mass;  // what the row says is coming back
};

struct KeptText {
  std::string heading;
  std::string text;
};

struct ImportedRow {
  std::uint32_t number = 0;  // in the sheet
  std::string key;           // "R2607-031", "S2607-001/1"; empty where it could not be read
  std::string command;       // canonical JSON; empty when there are problems, or a reversal
  std::optional<Reversal> reverses;
  Mass mass;  // received, made, shipped or certified: for control totals
  std::uint32_t repeats =
      0;  // the row before this one with the same key and content: to be left out
  std::string new_supplier;  // that the book does not know; empty: none
  std::vector<Fault> problems;
  std::vector<Fault> notices;
  std::vector<KeptText> beside;  // kept out of the journal: addresses, names of persons
};

// Codes that a book knows. A sort without a list is not checked.
struct KnownThings {
  std::optional<KnownCodes> sites;
  std::optional<KnownCodes> suppliers;
  std::optional<KnownCodes> customers;
  std::optional<KnownCodes> products;
  std::optional<KnownCodes> supplier_certificates;
};

struct ImportOptions {
  std::string default_site;  // for an empty 事業所コード
  std::string default_unit;  // for a mass whose cell, unit column and heading name none
  KnownThings known;
};

struct ImportSummary {
  std::size_t rows = 0;  // handed over
  std::size_t with_problems = 0;
  Mass mass;  // of the rows that are commands and not repeated
  // There is no table of suppliers: codes that the book does not know, and that are not just
  // mistyped ones, are to be added (add_supplier) before the commands. Rows with problems name
  // none: what is mistyped elsewhere may be mistyped there.
  std::set<std::string> unknown_suppliers;
  std::vector<Fault> notices;  // total rows passed over
};

// Returns whether it wants more.
using ImportSink = std::function<bool(ImportedRow&&)>;

// Streams the rows behind the headings. Rows of blanks, repeated headings and total rows (合計) are
// passed over.
Result<ImportSummary> import_rows(const table::Table& table, const FoundTable& found,
                                  const ImportOptions& options, const ImportSink& sink);

}  // namespace tenbin::exchange
