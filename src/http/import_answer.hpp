#pragma once
// What a table that was handed in would do, as it is answered (schema Import): counts, the effect
// on the balance, and each problem with what stands in its cell, so that it can be mended in place.
#include <string>
#include <vector>

#include "exchange/importer.hpp"
#include "exchange/mended_cells.hpp"
#include "http/site.hpp"

namespace tenbin::http {

// A table tried on a copy of the book.
struct TriedImport {
  exchange::FoundTable found;
  table::Encoding encoding;
  std::string form;  // by which its headings were understood; empty: none
  exchange::ImportPlan plan;
  Mass before;  // what is left of all accounts
  Mass after;
};

std::string answer_of(const Call& call, std::string_view id, std::string_view file,
                      const TriedImport& tried, const std::vector<exchange::MendedCell>& mended);

// GET /api/v1/entries/{entry}/row, the other way round: a posted entry as a row of its table; and
// GET /api/v1/tables/{kind}/row, an empty one to be filled in.
void add_entry_rows(Router& router, Site& site);

// GET /api/v1/imports: those that were confirmed.
void add_import_list(Router& router, Site& site);

// What posting the rows of a table needs.
office::Right right_of(exchange::Kind kind);

}  // namespace tenbin::http
