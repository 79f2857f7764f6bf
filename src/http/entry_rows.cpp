// GET /api/v1/entries/{entry}/row: what was posted, as the row of the table by which it came in,
// for who corrects it. Changed, the row is handed in again: POST /api/v1/imports?corrections=true.
// GET /api/v1/tables/{kind}/row: an empty row of a table, for who types new rows on the screen.
#include "codec/json_writer.hpp"
#include "exchange/entry_row.hpp"
#include "http/import_answer.hpp"
#include "http/office_lists.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"

namespace tenbin::http {
namespace {

void write_cell(json::Writer& json, const exchange::EntryCell& cell) {
  const exchange::Column& column = *cell.column;
  json.begin_object().key("choices").begin_array();
  if (column.list != nullptr)
    for (const table::Choice& choice : column.list->choices) json.string(choice.words.front());
  json.end_array().key("fixed").boolean(cell.fixed);
  json.key("heading").string(column.heading).key("key").string(column.key);
  json.key("required").boolean(column.need != exchange::Need::optional);
  json.key("type").string(exchange::type_name(column.type));
  json.key("value").string(cell.text).end_object();
}

Reply row_reply(const exchange::EntryRow& row) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("cells").begin_array();
  for (const exchange::EntryCell& cell : row.cells) write_cell(json, cell);
  json.end_array().key("kind").string(exchange::info(row.kind).name).end_object();
  return json_reply(std::move(body));
}

Reply row_of(const Site& site, const Call& call) {
  const auto seq = id_of(call, "entry");
  if (!seq) return problem_reply(call, seq.error());
  const auto row = site.desk.read_ledger([&](const Ledger& ledger) {
    return exchange::entry_row(ledger, static_cast<std::uint64_t>(*seq));
  });
  if (!row) return problem_reply(call, row.error());
  const office::Right right = right_of(row->kind);
  if (!call.may(right))
    return problem_reply(call, {Code::right_missing, {{"right", std::string(name_of(right))}}});
  return row_reply(*row);
}

Reply empty_row(const Call& call) {
  const auto kind = exchange::parse_kind(call.part("kind"));
  if (!kind)
    return problem_reply(call, {Code::reference_unknown,
                                {{"kind", "table"}, {"id", std::string(call.part("kind"))}}});
  exchange::EntryRow row{*kind, {}};
  for (const exchange::Column& column : exchange::info(*kind).columns)
    row.cells.push_back({&column, "", false});
  return row_reply(row);
}

}  // namespace

void add_entry_rows(Router& router, Site& site) {
  router.add({"GET", "/api/v1/entries/{entry}/row", office::Right::correct, Place::worker,
              Answering([&site](const Call& call) { return row_of(site, call); }), 0});
  router.add({"GET", "/api/v1/tables/{kind}/row", office::Right::import_files, Place::worker,
              Answering([](const Call& call) { return empty_row(call); }), 0});
}

}  // namespace tenbin::http
