// GET /api/v1/imports: what was imported, newest first, and whether it can be undone. All of it is
// in the book, those of `tenbin import` too; only the file's name is kept by the office.
#include "exchange/batches.hpp"
#include "exchange/kinds.hpp"
#include "http/import_answer.hpp"
#include "http/lists.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"

namespace tenbin::http {
namespace {

using exchange::Batch;

// Records that a page looks at: beyond them it ends before it is full.
constexpr std::size_t most_looked_at = 200'000;

// By the last of its commands: before it others may stand, such as for suppliers that are new.
std::string_view kind_of(std::string_view command) {
  for (const exchange::KindInfo& kind : exchange::all_kinds())
    if (kind.command == command) return kind.name;
  return exchange::info(exchange::Kind::shipments).name;  // a return, which alone is a reversal
}

Result<Row> row_of(const Ledger& ledger, const Batch& batch) {
  const State& state = ledger.state();
  const std::uint32_t seq = state.commands[batch.last].seq;
  const auto record = parsed_record(ledger, seq);
  if (!record) return tl::make_unexpected(record.error());
  return Row{{"batch", batch.name},
             {"file", {}},
             {"kind", std::string(kind_of(record->find("event")->text_of("do").value_or("")))},
             {"at", std::string(record->text_of("at").value_or(""))},
             {"actor", std::string(record->text_of("actor").value_or(""))},
             {"records", static_cast<std::int64_t>(batch.records())},
             {"state", std::string(name_of(exchange::state_of(state, batch)))}};
}

Result<ListPage> page_of(const Ledger& ledger, const std::vector<Batch>& batches,
                         std::size_t before, std::size_t limit) {
  ListPage page;
  std::size_t looked_at = 0;
  for (std::size_t at = std::min(before, batches.size()); at-- > 0;) {
    if (page.rows.size() == limit || looked_at > most_looked_at) {
      page.next = at + 1;
      break;
    }
    auto row = row_of(ledger, batches[at]);
    if (!row) return tl::make_unexpected(row.error());
    page.rows.push_back(*std::move(row));
    looked_at += batches[at].records();
  }
  return page;
}

Reply answer(const Site& site, const Call& call, exchange::Batches& batches) {
  const auto limit = limit_parameter(call);
  if (!limit) return problem_reply(call, limit.error());
  const auto before = cursor_parameter(call, SIZE_MAX);
  if (!before) return problem_reply(call, before.error());
  auto page = site.desk.read_ledger([&](const Ledger& ledger) {  // one at a time: `batches` too
    return page_of(ledger, batches.of(ledger.state()), *before, *limit);
  });
  if (!page) return problem_reply(call, page.error());
  for (Row& row : page->rows) {
    const auto file = site.office.imported_file(row[0].second.text);
    if (!file) return problem_reply(call, file.error());
    if (*file) row[1].second = **file;
  }
  return page_reply(call, *page);
}

}  // namespace

void add_import_list(Router& router, Site& site) {
  router.add({"GET", "/api/v1/imports", office::Right::import_files, Place::worker,
              Answering([&site, batches = std::make_shared<exchange::Batches>()](const Call& call) {
                return answer(site, call, *batches);
              }),
              0});
}

}  // namespace tenbin::http
