#include "pack/statement_check.hpp"

#include <algorithm>
#include <set>

#include "base/check.hpp"
#include "base/encoding.hpp"
#include "codec/command_reader.hpp"
#include "credential/statement.hpp"
#include "pack/pack.hpp"
#include "report/verification_scope.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::pack {
namespace {

// Without its digest.
certificate::Verification recorded(const Replay& replay, const VerificationEntry& entry) {
  CommandReader reader;
  // The rest of the journal lies behind the line, as the reader wants it.
  const auto record = reader.read_record(replay.lines[entry.seq - 1]);
  TENBIN_CHECK(record);  // it was replayed
  const auto& said = std::get<RecordVerification>(record->event.command);
  certificate::Verification recorded;
  recorded.verifier = said.verifier;
  recorded.kind = said.kind;
  recorded.level = said.level;
  recorded.criteria = said.criteria;
  recorded.statement = said.statement;
  recorded.scope = {said.from, said.to};
  recorded.date = said.date;
  return recorded;
}

bool is_as_recorded(const Replay& replay, const VerificationEntry& entry,
                    const credential::Statement& statement) {
  const State& state = replay.state;
  return statement.said == recorded(replay, entry) &&
         statement.site == state.texts.get(state.sites[entry.site].id);
}

bool is_of_closed(const State& state, const VerificationEntry& entry,
                  const credential::Statement& statement) {
  return was_closed(state, entry.site, state.rulebook.period_of(entry.to),
                    static_cast<std::uint64_t>(statement.log_size));
}

const File* file_of(const VerificationEntry& entry, const std::vector<const File*>& files) {
  const std::string name = statement_name(entry);
  const auto found =
      std::ranges::find_if(files, [&](const File* file) { return file->name == name; });
  return found == files.end() ? nullptr : *found;
}

bool is_of_journal(const Replay& replay, const PackedPeriod& packed,
                   const credential::Statement& statement) {
  const auto size = static_cast<std::uint64_t>(statement.log_size);
  return statement.log_origin == packed.origin && statement.log_size > 0 &&
         size <= replay.tree.size() && to_hex(replay.tree.root_at(size)) == statement.log_root &&
         to_hex(tlog::sha256(as_bytes(packed.rulebook_json))) == statement.rulebook_sha256;
}

// Empty when it agrees.
std::string wrong_file(const Replay& replay, const PackedPeriod& packed,
                       const VerificationEntry& entry, const std::string& bytes) {
  if (tlog::sha256(as_bytes(bytes)) != entry.digest) return "digest";
  const auto statement = credential::read_statement(bytes);
  if (!statement) return "form";
  if (!statement->signed_by) return "signature";
  if (!is_as_recorded(replay, entry, statement->content)) return "differs";
  if (!is_of_journal(replay, packed, statement->content)) return "other_journal";
  return is_of_closed(replay.state, entry, statement->content) ? "" : "open_period";
}

}  // namespace

std::vector<const VerificationEntry*> statements_of(const Replay& replay, Index site,
                                                    std::int32_t period) {
  const State& state = replay.state;
  const Date first = state.rulebook.first_day(period);
  const Date last = state.rulebook.last_day(period);
  std::vector<const VerificationEntry*> found;
  for (const VerificationEntry& entry : state.verifications) {
    if (entry.has_document() && entry.site == site && entry.from <= last && first <= entry.to)
      found.push_back(&entry);
  }
  return found;
}

std::string statement_name(const VerificationEntry& entry) {
  return std::string(statements_folder) + to_hex(entry.digest) + ".json";
}

std::uint64_t seen_by_verifier(const VerificationEntry& entry,
                               const std::vector<const File*>& files) {
  const File* file = entry.has_document() ? file_of(entry, files) : nullptr;
  if (file == nullptr) return seen_before(entry);
  const auto statement = credential::read_statement(file->bytes);
  return statement ? static_cast<std::uint64_t>(statement->content.log_size) : seen_before(entry);
}

bool may_cite(const Replay& replay, const Certificate& certificate,
              const certificate::Verification& cited, const std::vector<const File*>& files) {
  const State& state = replay.state;
  const Stated stated = stated_by(state, certificate.allocations);
  return std::ranges::any_of(state.verifications, [&](const VerificationEntry& entry) {
    certificate::Verification said = recorded(replay, entry);
    if (entry.has_document()) said.digest = to_hex(entry.digest);
    return said == cited &&
           not_covered(state, stated, entry, seen_by_verifier(entry, files)).empty();
  });
}

std::string wrong_statement(const Replay& replay, const PackedPeriod& packed,
                            const std::vector<const File*>& files) {
  std::set<std::string> rest;
  for (const File* file : files) rest.insert(file->name);
  for (const VerificationEntry* entry : statements_of(replay, packed.site, packed.period)) {
    const std::string name = statement_name(*entry);
    rest.erase(name);
    const File* found = file_of(*entry, files);
    const std::string wrong =
        found == nullptr ? "missing" : wrong_file(replay, packed, *entry, found->bytes);
    if (!wrong.empty()) return wrong + " " + name;
  }
  return rest.empty() ? "" : "not_recorded " + *rest.begin();
}

}  // namespace tenbin::pack
