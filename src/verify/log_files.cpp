#include "verify/log_files.hpp"

#include <algorithm>

#include "codec/command_reader.hpp"
#include "tlog/log_proof.hpp"

namespace tenbin::verify {
namespace {

using credential::Check;
using credential::CheckResult;
using credential::LogFindings;

Check log_check(CheckResult result, std::string reason) {
  return {"log", result, std::move(reason)};
}

// The record of another certificate, or of another document of this one, proves nothing.
bool attests(std::string line, const credential::Report& report) {
  const std::size_t size = line.size();
  line.append(read_ahead, ' ');
  CommandReader reader;
  const auto record = reader.read_record(std::string_view(line).substr(0, size));
  if (!record) return false;
  const auto* command = std::get_if<AttestCertificate>(&record->event.command);
  const auto& content = report.document->content;
  const bool other_key = command != nullptr && command->key &&
                         !report.method.ends_with("#" + std::string(command->key->text));
  return command != nullptr && !other_key && command->certificate.text == content.number &&
         command->revision.value == static_cast<std::int64_t>(content.revision) &&
         to_hex(command->digest.bytes) == report.digest;
}

// When the quorum was reached: one witness alone cannot move it.
std::optional<Instant> quorum_time(const tlog::Policy& policy, const tlog::Proven& proven) {
  std::vector<tlog::Cosignature> seen = proven.cosignatures;
  std::sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
  constexpr std::uint64_t last_second = 253'402'300'799;  // 9999-12-31T23:59:59Z
  for (std::size_t count = 1; count <= seen.size(); ++count) {
    if (!tlog::quorum_satisfied(policy, {seen.data(), count})) continue;
    const std::uint64_t time = std::min(seen[count - 1].time, last_second);
    return Instant{static_cast<std::int64_t>(time) * 1000};
  }
  return std::nullopt;
}

std::string text_of(const Problem& problem) {
  std::string reason = "log_refused";
  for (const Fact& fact : problem.facts) reason += " " + fact.value;
  return reason;
}

}  // namespace

LogFindings find_in_log(const LogFiles& files, const credential::Report& report) {
  LogFindings found;
  if (!files.proof || !files.record || !report.document) return found;
  std::string line = *files.record;
  if (line.ends_with('\n')) line.pop_back();
  if (!attests(line, report)) {
    found.log = log_check(CheckResult::failed, "another_record");
    return found;
  }
  const auto proof = tlog::parse_log_proof(*files.proof);
  if (!proof) {
    found.log = log_check(CheckResult::failed, text_of(proof.error()));
    return found;
  }
  if (!files.policy) {
    found.log = log_check(CheckResult::not_checked, "no_log_given");
    return found;
  }
  const auto proven = tlog::verify_log_proof(*proof, tlog::leaf_hash(line), *files.policy);
  if (!proven) {
    found.log = log_check(CheckResult::failed, text_of(proven.error()));
    return found;
  }
  if (proven->checkpoint.origin != report.document->envelope.log_origin) {
    found.log = log_check(CheckResult::failed, "another_log");
    return found;
  }
  found.log = log_check(CheckResult::passed, "size " + std::to_string(proven->checkpoint.size));
  if (!files.asks_witnesses) return found;
  const std::string count = std::to_string(proven->cosignatures.size());
  found.witnesses = {"witnesses", proven->quorum ? CheckResult::passed : CheckResult::failed,
                     (proven->quorum ? "cosigned " : "no_quorum ") + count};
  if (proven->quorum) found.logged_at = quorum_time(*files.policy, *proven);
  return found;
}

}  // namespace tenbin::verify
