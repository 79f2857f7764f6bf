#include "http/lists.hpp"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <unordered_map>

#include "base/encoding.hpp"
#include "codec/json_writer.hpp"
#include "credential/web.hpp"
#include "engine/lookup.hpp"
#include "http/list_files.hpp"
#include "http/list_since.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "service/approval_note.hpp"

namespace tenbin::http {
namespace {

constexpr std::string_view all_filters[] = {"site",    "period",   "customer",
                                            "product", "supplier", "certificate",
                                            "open",    "q",        "updated_since"};

std::string etag_of(const Call& call, std::uint64_t size) {
  const std::string customer = call.own_customer().value_or("");
  return '"' + std::to_string(size) + "-" + std::string(format_name(format_of(call.request))) +
         (customer.empty() ? "" : "-" + to_base64url(as_bytes(customer))) + '"';
}

void write_cell(json::Writer& json, const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::null:
      json.null();
      return;
    case Cell::Kind::text:
    case Cell::Kind::figure:
      json.string(cell.text);
      return;
    case Cell::Kind::number:
      json.integer(cell.number);
      return;
    case Cell::Kind::truth:
      json.boolean(cell.number != 0);
      return;
    case Cell::Kind::accounts:
      json.begin_array();
      for (const AccountMass& each : cell.accounts) {
        json.begin_object().key("account").string(each.account);
        json.key("mass_kg").string(format_kg(each.mass)).end_object();
      }
      json.end_array();
  }
}

std::string json_of(const ListPage& page) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("items").begin_array();
  for (Row row : page.rows) {
    std::sort(row.begin(), row.end(),
              [](const auto& a, const auto& b) { return json::key_less(a.first, b.first); });
    json.begin_object();
    for (const auto& [key, cell] : row) write_cell(json.key(key), cell);
    json.end_object();
  }
  json.end_array().key("next");
  page.next ? json.string(cursor_of(*page.next)) : json.null();
  json.end_object();
  return body;
}

// The address of the page that follows.
std::string next_address(const Call& call, std::size_t next) {
  std::string address = call.request.path + "?cursor=" + cursor_of(next);
  for (const auto& [name, value] : call.request.query) {
    if (name != "cursor")
      address += "&" + credential::percent_encode(name) + "=" + credential::percent_encode(value);
  }
  return address;
}

Result<Index> named(const Call& call, const State& state, std::string_view parameter,
                    Index (*find)(const State&, std::string_view)) {
  const std::string_view text = call.request.parameter(parameter);
  if (text.empty()) return no_index;
  const Index found = find(state, text);
  if (found == no_index)
    return problem(Code::reference_unknown,
                   {{"kind", std::string(parameter)}, {"id", std::string(text)}});
  return found;
}

Result<ListQuery> query_of(const State& state, const Call& call) {
  ListQuery query;
  for (const auto& [name, find, into] :
       {std::tuple{"site", &find_site, &query.site},
        std::tuple{"customer", &find_customer, &query.customer},
        std::tuple{"product", &find_product, &query.product},
        std::tuple{"supplier", &find_supplier, &query.supplier},
        std::tuple{"certificate", &find_certificate, &query.certificate}}) {
    const auto found = named(call, state, name, find);
    if (!found) return tl::make_unexpected(found.error());
    *into = *found;
  }
  if (const auto own = call.own_customer()) {
    query.own_customer = find_customer(state, *own);
    // Not in this book: nothing is theirs.
    if (query.own_customer == no_index) query.own_customer = no_index - 1;
  }
  const auto period = period_parameter(state, call);
  if (!period) return tl::make_unexpected(period.error());
  query.period = *period;
  const std::string_view open = call.request.parameter("open");
  if (!open.empty() && open != "true") return not_one_of("open", open, "true");
  query.open = !open.empty();
  query.q = lower(call.request.parameter("q"));
  return query;
}

// The events of records that are few, read once.
struct Kept {
  std::mutex mutex;
  std::unordered_map<std::uint32_t, json::Value> events;
};

Result<json::Value> event_of(const Ledger& ledger, std::uint32_t seq) {
  const auto record = parsed_record(ledger, seq);
  if (!record) return record;
  return *record->find("event");
}

bool has_text(const Row& row, const std::string& q) {
  return q.empty() || std::any_of(row.begin(), row.end(), [&](const auto& field) {
           return field.second.kind == Cell::Kind::text &&
                  lower(field.second.text).find(q) != std::string::npos;
         });
}

// All rows of a small list, those that the book has gained since included.
Result<ListPage> small_page(const List& list, const Site& site, const ListQuery& query,
                            const std::optional<Since>& since, std::size_t before,
                            std::size_t limit, Kept& kept) {
  return site.desk.read_ledger([&](const Ledger& ledger) -> Result<ListPage> {
    const State& state = ledger.state();
    const std::lock_guard lock(kept.mutex);
    const std::size_t size = list.size(state);
    for (std::size_t at = kept.events.size(); at < size; ++at) {
      const std::uint32_t seq = list.seq(state, at);
      auto event = event_of(ledger, seq);
      if (!event) return tl::make_unexpected(event.error());
      kept.events.emplace(seq, *std::move(event));
    }
    ListPage page;
    for (std::size_t at = std::min(before, size); at-- > 0;) {
      if (!list.wants(state, query, at) || (since && list.seq(state, at) < since->first)) continue;
      Row row = list.row(state, at);
      list.complete(row, kept.events.at(list.seq(state, at)));
      if (!has_text(row, query.q)) continue;
      if (page.rows.size() == limit) {
        page.next = at + 1;
        break;
      }
      page.rows.push_back(std::move(row));
    }
    return page;
  });
}

ListPage page_of(const List& list, const State& state, const ListQuery& query,
                 const std::optional<Since>& since, std::size_t before, std::size_t limit,
                 std::vector<std::uint32_t>& seqs) {
  ListPage page;
  for (std::size_t at = std::min(before, list.size(state)); at-- > 0;) {
    if (!list.wants(state, query, at)) continue;
    Row row = list.row(state, at);
    if (since && !changed_since(*since, row)) continue;
    if (page.rows.size() == limit) {
      page.next = at + 1;
      break;
    }
    page.rows.push_back(std::move(row));
    if (list.complete != nullptr) seqs.push_back(list.seq(state, at));
  }
  return page;
}

// What the records at `seqs` give to the rows; read in the order of the journal.
Result<void> complete(const List& list, const Site& site, const std::vector<std::uint32_t>& seqs,
                      ListPage& page, Kept& kept) {
  constexpr std::size_t most_kept = 20'000;
  if (seqs.empty()) return {};  // the ledger is for one reader at a time
  return site.desk.read_ledger([&](const Ledger& ledger) -> Result<void> {
    const std::lock_guard lock(kept.mutex);
    if (kept.events.size() > most_kept) kept.events.clear();
    for (std::size_t i = seqs.size(); i-- > 0;) {
      auto found = kept.events.find(seqs[i]);
      if (found == kept.events.end()) {
        auto event = event_of(ledger, seqs[i]);
        if (!event) return tl::make_unexpected(event.error());
        found = kept.events.emplace(seqs[i], *std::move(event)).first;
      }
      list.complete(page.rows[i], found->second);
    }
    return {};
  });
}

Reply answer(const List& list, const Site& site, const Call& call, Kept& kept) {
  if (const auto known = check_filters(call, std::string(list.filters) + " updated_since"); !known)
    return problem_reply(call, known.error());
  const auto since = since_parameter(site, call);
  if (!since) return problem_reply(call, since.error());
  auto limit = limit_parameter(call);
  if (!limit) return problem_reply(call, limit.error());
  // Who saves a list wants all of it.
  constexpr std::size_t most_in_file = 50'000;
  if (call.request.parameter("limit").empty() && format_of(call.request) != ListFormat::json)
    limit = most_in_file;
  const auto before = cursor_parameter(call, SIZE_MAX);
  if (!before) return problem_reply(call, before.error());
  std::uint64_t size = 0;
  std::optional<ListQuery> asked;
  std::optional<Reply> done;
  ListPage page;
  std::vector<std::uint32_t> seqs;
  site.desk.read([&](const State& state) {
    size = state.size();
    done = unchanged(call, size);
    if (done) return;
    const auto query = query_of(state, call);
    if (!query) {
      done = problem_reply(call, query.error());
    } else if (list.is_small) {
      asked = *query;
    } else {
      page = page_of(list, state, *query, *since, *before, *limit, seqs);
    }
  });
  if (done) return *std::move(done);
  if (asked) {
    auto small = small_page(list, site, *asked, *since, *before, *limit, kept);
    if (!small) return problem_reply(call, small.error());
    page = *std::move(small);
  } else if (const auto whole = complete(list, site, seqs, page, kept); !whole) {
    return problem_reply(call, whole.error());
  }
  Reply reply = page_reply(call, page);
  put_etag(reply, call, size);
  return reply;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool ListQuery::wants_text(std::initializer_list<std::string_view> texts) const {
  const auto same = [](char in_text, char in_q) {
    return (in_text >= 'A' && in_text <= 'Z' ? in_text - 'A' + 'a' : in_text) == in_q;
  };
  return q.empty() || std::any_of(texts.begin(), texts.end(), [&](std::string_view text) {
           return std::search(text.begin(), text.end(), q.begin(), q.end(), same) != text.end();
         });
}

Result<json::Value> parsed_record(const Ledger& ledger, std::uint32_t seq) {
  const auto record = ledger.record(seq);
  if (!record) return tl::make_unexpected(record.error());
  auto parsed = json::parse(*record);
  if (!parsed || parsed->find("event") == nullptr)
    return problem(Code::book_corrupt, {{"seq", std::to_string(seq)}, {"place", "record"}});
  return parsed;
}

std::string approver_of(const json::Value& record) {
  const auto said = approval_of_note(record.find("event")->text_of("note").value_or(""));
  if (!said) return {};
  return said->by.empty() ? std::string(record.text_of("actor").value_or("")) : said->by;
}

Reply page_reply(const Call& call, const ListPage& page) {
  Reply reply;
  if (const ListFormat format = format_of(call.request); format != ListFormat::json) {
    auto file = rows_as_file(format, page.rows);
    if (!file) return problem_reply(call, file.error());
    reply = *std::move(file);
    if (page.next)
      reply.headers.emplace_back("Link", "<" + next_address(call, *page.next) + ">; rel=\"next\"");
  } else {
    reply = json_reply(json_of(page));
  }
  reply.headers.emplace_back("Vary", "Accept, Cookie, Authorization");
  return reply;
}

std::string cursor_of(std::size_t at) {
  return to_base64url(as_bytes(std::to_string(at)));
}

Result<std::size_t> cursor_parameter(const Call& call, std::size_t otherwise) {
  const std::string_view text = call.request.parameter("cursor");
  if (text.empty()) return otherwise;
  const std::string number = from_base64url(text).value_or("");
  std::size_t at = 0;
  const auto [end, bad] = std::from_chars(number.data(), number.data() + number.size(), at);
  if (number.empty() || bad != std::errc{} || end != number.data() + number.size())
    return problem(
        Code::input_invalid,
        {{"field", "cursor"}, {"problem", "integer.range"}, {"value", std::string(text)}});
  return at;
}

std::optional<Reply> unchanged(const Call& call, std::uint64_t size) {
  if (call.request.header("if-none-match") != etag_of(call, size)) return std::nullopt;
  Reply reply{304};
  put_etag(reply, call, size);
  return reply;
}

void put_etag(Reply& reply, const Call& call, std::uint64_t size) {
  if (reply.status != 200 && reply.status != 304) return;
  reply.headers.emplace_back("ETag", etag_of(call, size));
  reply.headers.emplace_back("Cache-Control", "private, no-cache");
}

Result<void> check_filters(const Call& call, std::string_view filters) {
  const std::string known = " " + std::string(filters) + " ";
  for (const std::string_view filter : all_filters) {
    if (call.request.parameter(filter).empty()) continue;
    if (known.find(" " + std::string(filter) + " ") == std::string::npos)
      return problem(Code::input_invalid,
                     {{"field", std::string(filter)}, {"problem", "unknown_field"}});
  }
  return {};
}

void add_lists(Router& router, Site& site) {
  for (const auto& lists : {posting_lists(), document_lists(), master_lists()}) {
    for (const List& list : lists) {
      router.add({"GET", list.path, list.right, Place::worker,
                  [&site, list, kept = std::make_shared<Kept>()](const Call& call) {
                    return answer(list, site, call, *kept);
                  }});
    }
  }
}

}  // namespace tenbin::http
