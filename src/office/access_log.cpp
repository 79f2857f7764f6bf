#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::size_t longest_text = 1000;  // what a stranger sends fills no disk

std::string_view cut(std::string_view text) {
  return text.substr(0, longest_text);
}

constexpr std::string_view select =
    "SELECT id, at, who, token, what, address, request, status FROM access_log";

AccessEntry entry_of(const Query& row) {
  return {row.number(0),
          {row.number(1)},
          {row.text(2), row.number_if(3), row.text(4), row.text(5), row.text(6), row.number(7)}};
}

}  // namespace

Result<void> Office::record_access(const Access& access) {
  std::lock_guard lock(mutex_);
  TENBIN_TRY(database_->run_unsynced(
      "INSERT INTO access_log (at, who, token, what, address, request, status)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      now().ms, cut(access.who), access.token, cut(access.what), cut(access.address),
      cut(access.request), access.status));
  return {};
}

Result<Page<AccessEntry>> Office::accesses(const PageRequest& page, std::string_view who) {
  std::lock_guard lock(mutex_);
  const std::int64_t wanted = rows_wanted(page);
  std::vector<AccessEntry> entries;
  const std::string sql = std::string(select) + " WHERE id < ?1" +
                          (who.empty() ? " AND ?3 = ''" : " AND who = ?3") +
                          " ORDER BY id DESC LIMIT ?2";
  TENBIN_TRY(each(database_->query(sql, first_id(page), wanted + 1, lower_case(who)),
                  [&](const Query& row) { entries.push_back(entry_of(row)); }));
  return page_of(std::move(entries), wanted, [](const AccessEntry& entry) { return entry.id; });
}

Result<std::optional<AccessEntry>> Office::last_access(std::string_view customer,
                                                       std::string_view what, Instant until) {
  std::lock_guard lock(mutex_);
  std::optional<AccessEntry> found;
  const std::string sql =
      std::string(select) +
      " WHERE who IN (SELECT login FROM people WHERE customer = ?1)"
      " AND substr(what, 1, length(?2)) = ?2 AND at <= ?3 ORDER BY id DESC LIMIT 1";
  TENBIN_TRY(each(database_->query(sql, customer, what, until.ms),
                  [&](const Query& row) { found = entry_of(row); }));
  return found;
}

}  // namespace tenbin::office
