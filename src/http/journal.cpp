// GET /api/v1/journal: who posted what and when, newest first, each with a sentence. The parameter
// q is looked for in the text of the records; where little is found a page ends before it is full.
#include "http/lists.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "message/message.hpp"
#include "service/journal_lines.hpp"

namespace tenbin::http {
namespace {

constexpr std::uint64_t piece = 500;         // records that are read at once
constexpr std::uint64_t most_read = 10'000;  // records that a page looks at

Result<Row> row_of(std::string_view record, std::uint64_t seq) {
  const auto parsed = json::parse(record);
  const json::Value* const event = parsed ? parsed->find("event") : nullptr;
  if (event == nullptr)
    return problem(Code::book_corrupt, {{"seq", std::to_string(seq)}, {"place", "record"}});
  const std::string what(event->text_of("do").value_or(""));
  const std::vector<Fact> facts = facts_of_command(*event);
  const std::string approver = approver_of(*parsed);
  return Row{{"seq", static_cast<std::int64_t>(seq)},
             {"at", std::string(parsed->text_of("at").value_or(""))},
             {"actor", std::string(parsed->text_of("actor").value_or(""))},
             {"approved_by", approver.empty() ? Cell() : Cell(approver)},
             {"do", what},
             {"summary_ja", message(Language::ja, "journal." + what, facts)},
             {"summary_en", message(Language::en, "journal." + what, facts)}};
}

// The records from `first` to `last`, oldest first.
Result<std::vector<std::string>> records(const Ledger& ledger, std::uint64_t first,
                                         std::uint64_t last) {
  std::vector<std::string> found;
  for (std::uint64_t seq = first; seq <= last; ++seq) {
    auto record = ledger.record(seq);
    if (!record) return tl::make_unexpected(record.error());
    found.push_back(*std::move(record));
  }
  return found;
}

Result<ListPage> journal_page(const Ledger& ledger, std::uint64_t before, std::size_t limit,
                              const std::string& q) {
  ListPage page;
  std::uint64_t last = std::min<std::uint64_t>(before, ledger.size() + 1) - 1;
  const std::uint64_t end = last > most_read ? last - most_read : 0;
  while (last > end) {
    const std::uint64_t wanted = q.empty() ? limit - page.rows.size() : piece;
    const std::uint64_t first = last - std::min(last - end, std::max<std::uint64_t>(wanted, 1)) + 1;
    const auto lines = records(ledger, first, last);
    if (!lines) return tl::make_unexpected(lines.error());
    for (; last >= first; --last) {
      const std::string& line = (*lines)[last - first];
      if (!q.empty() && lower(line).find(q) == std::string::npos) continue;
      if (page.rows.size() == limit) {
        page.next = last + 1;
        return page;
      }
      auto row = row_of(line, last);
      if (!row) return tl::make_unexpected(row.error());
      page.rows.push_back(*std::move(row));
    }
    if (q.empty() && page.rows.size() == limit) break;
  }
  if (last > 0) page.next = last + 1;
  return page;
}

Reply journal(const Site& site, const Call& call) {
  if (const auto known = check_filters(call, "q"); !known)
    return problem_reply(call, known.error());
  const auto limit = limit_parameter(call);
  if (!limit) return problem_reply(call, limit.error());
  const auto before = cursor_parameter(call, SIZE_MAX);
  if (!before) return problem_reply(call, before.error());
  return site.desk.read_ledger([&](const Ledger& ledger) -> Reply {
    if (auto same = unchanged(call, ledger.size())) return *std::move(same);
    const auto page = journal_page(ledger, std::max<std::size_t>(*before, 1), *limit,
                                   lower(call.request.parameter("q")));
    if (!page) return problem_reply(call, page.error());
    Reply reply = page_reply(call, *page);
    put_etag(reply, call, ledger.size());
    return reply;
  });
}

}  // namespace

void add_journal(Router& router, Site& site) {
  router.add({"GET", "/api/v1/journal", office::Right::see_journal, Place::worker,
              [&site](const Call& call) { return journal(site, call); }});
}

}  // namespace tenbin::http
