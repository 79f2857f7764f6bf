#include "service/statements.hpp"

#include <algorithm>

#include "codec/command_reader.hpp"
#include "codec/json_writer.hpp"
#include "credential/web.hpp"
#include "engine/lookup.hpp"
#include "report/verification_scope.hpp"
#include "service/certify.hpp"
#include "service/log_reading.hpp"

namespace tenbin {
namespace {

std::string command_of(const credential::Statement& statement, std::string_view digest) {
  const certificate::Verification& said = statement.said;
  std::string text;
  json::Writer writer(text);
  writer.begin_object().key("criteria").string(said.criteria);
  writer.key("date").string(format_date(said.date)).key("digest").string(digest);
  writer.key("do").string("record_verification").key("from").string(format_date(said.scope.from));
  writer.key("kind").string(name_of(said.kind)).key("level").string(name_of(said.level));
  writer.key("site").string(statement.site).key("statement").string(said.statement);
  writer.key("to").string(format_date(said.scope.to)).key("verifier").string(said.verifier);
  writer.end_object();
  return text;
}

// The seq of the record that has this statement; nothing when none has.
std::optional<std::uint64_t> find_statement(const State& state, const tlog::Hash& digest) {
  const auto found =
      std::find_if(state.verifications.begin(), state.verifications.end(),
                   [&](const VerificationEntry& entry) { return entry.digest == digest; });
  if (found == state.verifications.end()) return std::nullopt;
  return found->seq;
}

Result<bool> is_same_log(const Ledger& ledger, const credential::Statement& statement) {
  const auto frontier = frontier_at(ledger.book(), static_cast<std::uint64_t>(statement.log_size));
  if (!frontier) return tl::make_unexpected(frontier.error());
  return to_hex(frontier->root()) == statement.log_root;
}

bool has_accounts(const State& state, Index site, const std::vector<std::string>& accounts) {
  return std::all_of(accounts.begin(), accounts.end(), [&](const std::string& id) {
    const Index account = find_account(state, id);
    return account != no_index && state.accounts[account].site == site;
  });
}

bool are_whole_periods(const Rulebook& rulebook, certificate::Period days) {
  return days.from >= rulebook.starts &&
         rulebook.first_day(rulebook.period_of(days.from)) == days.from &&
         rulebook.last_day(rulebook.period_of(days.to)) == days.to;
}

// Periods close in their order, so the last one tells of all.
Result<void> check_closed(const State& state, const credential::Statement& statement) {
  const std::int32_t period = state.rulebook.period_of(statement.said.scope.to);
  if (was_closed(state, find_site(state, statement.site), period,
                 static_cast<std::uint64_t>(statement.log_size)))
    return {};
  return tl::make_unexpected(period_not_closed(statement.site, state.rulebook.first_day(period)));
}

}  // namespace

Problem period_not_closed(std::string_view site, Date period) {
  return {Code::period_not_closed, {{"period", format_date(period)}, {"site", std::string(site)}}};
}

Result<void> check_recordable(const credential::Statement& statement) {
  std::string text = command_of(statement, std::string(64, '0'));
  const std::size_t size = text.size();
  text.append(read_ahead, ' ');
  CommandReader reader;
  const auto read = reader.read(std::string_view(text).substr(0, size));
  if (!read) return tl::make_unexpected(read.error());
  return {};
}

Result<std::string> wrong_for_book(const Ledger& ledger, const credential::Statement& statement) {
  const State& state = ledger.state();
  const auto origin = ledger.book().meta("origin");
  if (!origin) return tl::make_unexpected(origin.error());
  if (statement.log_origin != *origin) return "log_origin";
  if (static_cast<std::uint64_t>(statement.log_size) > ledger.size()) return "log_size";
  const auto same_log = is_same_log(ledger, statement);
  if (!same_log) return tl::make_unexpected(same_log.error());
  if (!*same_log) return "log_root";
  const auto web = web_of_book(ledger.book());
  if (!web) return tl::make_unexpected(web.error());
  if (statement.book_issuer && *statement.book_issuer != credential::did_of(*web))
    return "book_issuer";
  const auto rulebook = ledger.book().meta("rulebook");
  if (!rulebook) return tl::make_unexpected(rulebook.error());
  if (statement.rulebook_id != state.rulebook.id ||
      statement.rulebook_sha256 != to_hex(tlog::sha256(as_bytes(*rulebook))))
    return "rulebook";
  const Index site = find_site(state, statement.site);
  if (site == no_index) return "site";
  if (!has_accounts(state, site, statement.accounts)) return "accounts";
  return are_whole_periods(state.rulebook, statement.said.scope) ? "" : "period";
}

Result<StatementRecord> record_statement(Ledger& ledger, const std::string& text,
                                         const credential::VerifierKeys& keys,
                                         std::string_view actor) {
  StatementRecord made;
  made.check = credential::check_statement(text, keys);
  if (made.check.result != credential::CheckResult::passed) return made;
  const auto statement = credential::read_statement(text);
  TENBIN_CHECK(statement);
  const auto wrong = wrong_for_book(ledger, statement->content);
  if (!wrong) return tl::make_unexpected(wrong.error());
  if (!wrong->empty()) {
    made.check.result = credential::CheckResult::failed;
    made.check.reason = *wrong == "period" ? "not_of_periods" : "another_book " + *wrong;
    return made;
  }
  TENBIN_TRY(check_closed(ledger.state(), statement->content));
  const tlog::Hash digest = ledger.put_document(text);
  if (const auto seq = find_statement(ledger.state(), digest)) {
    made.repeated = true;
    made.seq = *seq;
    return made;
  }
  std::string command = command_of(statement->content, statement->digest);
  const Answer answer = ledger.submit_text(std::move(command), actor);
  if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
  made.seq = answer.seq;
  return made;
}

Result<std::uint64_t> seen_by_verifier(const Ledger& ledger, const VerificationEntry& entry) {
  if (!entry.has_document()) return seen_before(entry);
  const auto text = ledger.document(entry.digest);
  if (!text) return tl::make_unexpected(text.error());
  const auto statement = credential::read_statement(*text);
  if (!statement) return tl::make_unexpected(statement.error());
  return static_cast<std::uint64_t>(statement->content.log_size);
}

Result<std::optional<std::string>> cited_statement(const Ledger& ledger,
                                                   const CertificateContent& content) {
  if (!content.verification || content.verification->digest.empty())
    return std::optional<std::string>();
  const auto bytes = from_hex(content.verification->digest);
  TENBIN_CHECK(bytes && bytes->size() == tlog::Hash{}.size());
  tlog::Hash digest{};
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  auto text = ledger.document(digest);
  if (!text) return tl::make_unexpected(text.error());
  return std::optional(*std::move(text));
}

}  // namespace tenbin
