#include <algorithm>

#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::size_t longest_key = 64;
constexpr std::size_t longest_value = 1000;

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= longest_key &&
         std::all_of(key.begin(), key.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
         });
}

bool is_value(std::string_view key, std::string_view value) {
  if (key == "self_approval" || key == "customer_mail") return value == "on" || value == "off";
  if (key == "language") return value_named<Language>(value).has_value();
  if (key == "sales_cap_kg" || key == "balance_low_kg")
    return value.empty() || parse_mass(std::string(value) + " kg");
  return value.size() <= longest_value && characters(value).has_value();
}

}  // namespace

Result<std::string> Office::read_setting(std::string_view key, std::string_view otherwise) {
  std::string value(otherwise);
  TENBIN_TRY(first(database_->query("SELECT value FROM settings WHERE key = ?1", key),
                   [&](const Query& row) { value = row.text(0); }));
  return value;
}

Result<std::string> Office::setting(std::string_view key, std::string_view otherwise) {
  std::lock_guard lock(mutex_);
  return read_setting(key, otherwise);
}

Result<std::map<std::string, std::string>> Office::settings() {
  std::lock_guard lock(mutex_);
  std::map<std::string, std::string> all;
  TENBIN_TRY(each(database_->query("SELECT key, value FROM settings"),
                  [&](const Query& row) { all.emplace(row.text(0), row.text(1)); }));
  return all;
}

Result<void> Office::set_setting(std::string_view key, std::string_view value) {
  return set_settings({{key, value}});
}

Result<void> Office::set_settings(
    const std::vector<std::pair<std::string_view, std::string_view>>& all) {
  for (const auto& [key, value] : all) {
    if (!is_key(key) || !is_value(key, value)) return invalid(key, "office.setting");
  }
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return tl::make_unexpected(transaction.error());
  for (const auto& [key, value] : all) {
    TENBIN_TRY(
        database_->run("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)", key, value));
  }
  return transaction->commit();
}

}  // namespace tenbin::office
