#pragma once
// Rows of the office's tables as values.
#include "office/database.hpp"
#include "office/records.hpp"

namespace tenbin::office {

// The columns of a person, wherever they are read: `SELECT <person_columns> FROM people p`.
inline constexpr const char* person_columns =
    "p.id, p.login, p.name, p.roles, coalesce(p.customer, ''), p.language, p.active,"
    " p.password IS NOT NULL, p.totp IS NOT NULL, coalesce(p.email, ''), p.signed_in";
inline constexpr int person_column_count = 11;
Person person_of(const Query& row, int first = 0);

tl::unexpected<Problem> unknown(std::string_view kind, std::string_view id);

// A Result<T> that failed, as the problem of another.
template <class T>
tl::unexpected<Problem> problem_of(Result<T>& failed) {
  return tl::make_unexpected(std::move(failed.error()));
}

// Calls visit(row) for each row of a query.
template <class Visit>
Result<void> each(Result<Query> query, Visit&& visit) {
  if (!query) return problem_of(query);
  for (;;) {
    Result<bool> row = query->step();
    if (!row) return problem_of(row);
    if (!*row) return {};
    visit(*query);
  }
}

// True, and visit(row), where there is a row.
template <class Visit>
Result<bool> first(Result<Query> query, Visit&& visit) {
  if (!query) return problem_of(query);
  Result<bool> row = query->step();
  if (row && *row) visit(*query);
  return row;
}

inline std::optional<Instant> instant_if(const Query& row, int column) {
  const auto ms = row.number_if(column);
  if (!ms) return std::nullopt;
  return Instant{*ms};
}

// At most this many rows a page.
inline constexpr std::int64_t longest_page = 500;
std::int64_t rows_wanted(const PageRequest& page);
std::int64_t first_id(const PageRequest& page);

// Items read with one more than wanted: the last tells only that there are more.
template <class T, class IdOf>
Page<T> page_of(std::vector<T> items, std::int64_t wanted, IdOf&& id_of) {
  Page<T> page{std::move(items), {}};
  if (static_cast<std::int64_t>(page.items.size()) <= wanted) return page;
  page.items.pop_back();
  page.next = id_of(page.items.back());
  return page;
}

}  // namespace tenbin::office
