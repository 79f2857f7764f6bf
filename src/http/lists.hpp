#pragma once
// GET /api/v1/receipts and its like: one page of a list, newest first, as JSON, CSV or a workbook.
//
// Parameters: limit (1 to 500, else 100, of a file 50,000), cursor (of the page before), and of
// site, period, customer, product, supplier, certificate, open and q those that the list knows.
// open=true: only what still waits for the step after it. Answer {"items":[…],"next":"…"|null};
// with "Accept: text/csv" or that of a workbook the same rows as a file (list_files.hpp), where the
// header Link names the page that follows. ETag is the size of the book, so a page that nothing was
// posted behind is 304.
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "codec/json_value.hpp"
#include "engine/state.hpp"
#include "http/site.hpp"

namespace tenbin::http {

struct AccountMass {
  std::string_view account;
  Mass mass;
};
// A number that is written in quotes in JSON and without them in CSV: masses and factors.
struct Figure {
  std::string text;
};
struct Cell {
  enum class Kind : std::uint8_t { null, text, figure, number, truth, accounts };
  Cell() = default;  // null
  Cell(std::string value) : kind(Kind::text), text(std::move(value)) {}
  Cell(Figure figure) : kind(Kind::figure), text(std::move(figure.text)) {}
  Cell(std::int64_t value) : kind(Kind::number), number(value) {}
  Cell(bool value) : kind(Kind::truth), number(value ? 1 : 0) {}
  Cell(std::vector<AccountMass> parts) : kind(Kind::accounts), accounts(std::move(parts)) {}

  Kind kind = Kind::null;
  std::string text;
  std::int64_t number = 0;
  std::vector<AccountMass> accounts;
};
// In the order of the columns of CSV.
using Row = std::vector<std::pair<std::string_view, Cell>>;

// What a page is asked for; no_index and nothing: all.
struct ListQuery {
  Index site = no_index;
  Index customer = no_index;
  Index product = no_index;
  Index supplier = no_index;
  Index certificate = no_index;
  bool open = false;
  Index own_customer = no_index;  // of a caller who sees only what is that customer's
  std::optional<std::int32_t> period;
  std::string q;  // in lower case

  bool wants_site(Index of) const { return site == no_index || of == site; }
  bool wants_product(Index of) const { return product == no_index || of == product; }
  bool wants_supplier(Index of) const { return supplier == no_index || of == supplier; }
  bool wants_certificate(Index of) const { return certificate == no_index || of == certificate; }
  bool wants_customer(Index of) const {
    return (customer == no_index || of == customer) &&
           (own_customer == no_index || of == own_customer);
  }
  bool wants_date(const State& state, Date date) const {
    return !period || state.rulebook.period_of(date) == *period;
  }
  // Whether one of the texts has q in it.
  bool wants_text(std::initializer_list<std::string_view> texts) const;
};

// The event of a record, by seq; kept once read, where `kept` says so.
using EventOf = std::function<const json::Value*(std::uint32_t seq)>;

struct List {
  std::string_view path;
  office::Right right;
  std::string_view filters;  // "site period q"
  std::size_t (*size)(const State& state);
  // Whether the entry at a position is asked for; looks at the state alone.
  bool (*wants)(const State& state, const ListQuery& query, std::size_t at);
  Row (*row)(const State& state, std::size_t at);
  // Where the rows take texts from a record: its seq, and what it gives. `is_small`: these records
  // are few and are kept, and q looks into what they gave.
  std::uint32_t (*seq)(const State& state, std::size_t at) = nullptr;
  void (*complete)(Row& row, const json::Value& event) = nullptr;
  bool is_small = false;
};

// What the book itself decides, what it produces, and who it deals with.
std::vector<List> posting_lists();
std::vector<List> document_lists();
std::vector<List> master_lists();

// A page of rows that were found otherwise.
struct ListPage {
  std::vector<Row> rows;
  std::optional<std::size_t> next;  // the position that the next page begins below
};
Reply page_reply(const Call& call, const ListPage& page);

// The cursor of the page that begins below that position.
std::string cursor_of(std::size_t at);
// The position below which the page begins; `otherwise` without a cursor.
Result<std::size_t> cursor_parameter(const Call& call, std::size_t otherwise);
// 304 when the caller has what the book of that size gives; else nothing.
std::optional<Reply> unchanged(const Call& call, std::uint64_t size);
void put_etag(Reply& reply, const Call& call, std::uint64_t size);
// input.invalid for a filter that the list does not know.
Result<void> check_filters(const Call& call, std::string_view filters);

// A record of the journal as JSON, with its event. book.corrupt.
Result<json::Value> parsed_record(const Ledger& ledger, std::uint32_t seq);

// The login of who approved what the record says; empty where nobody did.
std::string approver_of(const json::Value& record);

std::string lower(std::string_view text);

}  // namespace tenbin::http
