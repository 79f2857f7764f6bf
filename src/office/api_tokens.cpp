#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::string_view prefix = "tenbin_";  // so that a scanner for leaked secrets finds it
constexpr std::int64_t minute = 60'000;
constexpr std::int64_t longest = std::int64_t{3} * 366 * 24 * 60 * minute;

constexpr const char* columns =
    "t.id, t.name, p.login, t.scopes, t.made, t.expires, t.used, t.revoked IS NOT NULL";
constexpr int column_count = 8;

ApiToken token_of(const Query& row) {
  ApiToken token;
  token.id = row.number(0);
  token.name = row.text(1);
  token.owner = row.text(2);
  token.scopes = set_of_text<Scope>(row.text(3)).value_or(Scopes{});
  token.made = {row.number(4)};
  token.expires = {row.number(5)};
  token.used = instant_if(row, 6);
  token.revoked = row.number(7) != 0;
  return token;
}

std::string select(std::string_view more, std::string_view rest) {
  return std::string("SELECT ") + columns + std::string(more) +
         " FROM api_tokens t JOIN people p ON p.id = t.person " + std::string(rest);
}

}  // namespace

Result<MadeToken> Office::make_api_token(std::string_view owner, std::string_view name,
                                         Scopes scopes, Instant expires) {
  TENBIN_TRY(check_name("name", name));
  if (scopes.empty()) return invalid("scopes", "office.scopes");
  std::lock_guard lock(mutex_);
  const Instant made = now();
  if (expires <= made || expires.ms - made.ms > longest)
    return invalid("expires", "office.expires");
  Result<Person> person = read_person(owner);
  if (!person) return problem_of(person);
  std::string token = std::string(prefix) + secret_text(random<32>());
  TENBIN_TRY(
      database_->run("INSERT INTO api_tokens (hash, person, name, scopes, made, expires)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                     secret_hash(token), person->id, name, to_text(scopes), made.ms, expires.ms));
  ApiToken about{
      database_->last_id(), std::string(name), person->login, scopes, made, expires, {}, false};
  return MadeToken{std::move(token), std::move(about)};
}

Result<Bearer> Office::bearer(std::string_view token) {
  if (!token.starts_with(prefix)) return problem(Code::token_invalid);
  std::lock_guard lock(mutex_);
  const Instant at = now();
  Bearer bearer;
  Result<bool> there = first(
      database_->query(
          select(std::string(", ") + person_columns,
                 "WHERE t.hash = ?1 AND t.revoked IS NULL AND t.expires > ?2 AND p.active = 1"),
          secret_hash(token), at.ms),
      [&](const Query& row) {
        bearer.token = token_of(row);
        bearer.owner = person_of(row, column_count);
      });
  if (!there) return problem_of(there);
  if (!*there) return problem(Code::token_invalid);
  bearer.rights = rights_of(bearer.token.scopes) & bearer.owner.rights();
  if (!bearer.token.used || at.ms - bearer.token.used->ms >= minute) {
    TENBIN_TRY(database_->run_unsynced("UPDATE api_tokens SET used = ?2 WHERE id = ?1",
                                       bearer.token.id, at.ms));
    bearer.token.used = at;
  }
  return bearer;
}

Result<std::vector<ApiToken>> Office::api_tokens(std::string_view owner) {
  std::lock_guard lock(mutex_);
  std::vector<ApiToken> tokens;
  TENBIN_TRY(each(database_->query(select("", "WHERE ?1 = '' OR p.login = ?1 ORDER BY t.id DESC"),
                                   lower_case(owner)),
                  [&](const Query& row) { tokens.push_back(token_of(row)); }));
  return tokens;
}

Result<void> Office::revoke_api_token(std::int64_t id) {
  std::lock_guard lock(mutex_);
  Result<int> changed = database_->run(
      "UPDATE api_tokens SET revoked = coalesce(revoked, ?2) WHERE id = ?1", id, now().ms);
  if (!changed) return problem_of(changed);
  if (*changed == 0) return unknown("api_token", std::to_string(id));
  return {};
}

}  // namespace tenbin::office
