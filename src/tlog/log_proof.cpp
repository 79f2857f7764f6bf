#include "tlog/log_proof.hpp"

#include <algorithm>

#include "tlog/text_lines.hpp"

namespace tenbin::tlog {
namespace {

constexpr std::string_view head = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";
constexpr std::size_t max_hashes = 63;

}  // namespace

std::string format_log_proof(const LogProof& proof) {
  std::string text(head);
  text += '\n';
  if (proof.extra) text.append(extra_word).append(to_base64(as_bytes(*proof.extra))) += '\n';
  text.append(index_word).append(std::to_string(proof.index)) += '\n';
  for (const Hash& hash : proof.hashes) text.append(to_base64(hash)) += '\n';
  text += '\n';
  return text + proof.checkpoint;
}

Result<LogProof> parse_log_proof(std::string_view text) {
  LogProof proof;
  std::size_t number = 1;
  auto line = take_line(text);
  if (line != head) return invalid_line(number, "log_proof.head");
  ++number;
  line = take_line(text);
  if (line && line->starts_with(extra_word)) {
    proof.extra = from_base64(line->substr(extra_word.size()));
    if (!proof.extra || proof.extra->empty()) return invalid_line(number, "log_proof.extra");
    ++number;
    line = take_line(text);
  }
  if (!line || !line->starts_with(index_word)) return invalid_line(number, "log_proof.index");
  const auto index = parse_decimal(line->substr(index_word.size()), max_leaves - 1);
  if (!index) return invalid_line(number, "log_proof.index");
  proof.index = *index;
  for (++number;; ++number) {
    line = take_line(text);
    if (!line) return invalid_line(number, "log_proof.no_checkpoint");
    if (line->empty()) break;
    const auto hash = parse_hash(*line);
    if (!hash || proof.hashes.size() == max_hashes) return invalid_line(number, "log_proof.hash");
    proof.hashes.push_back(*hash);
  }
  if (text.empty() || text.size() > max_note_size)
    return invalid_line(number + 1, "log_proof.no_checkpoint");
  proof.checkpoint = text;
  return proof;
}

Result<Proven> open_by_policy(std::string_view signed_note, const Policy& policy) {
  const Result<Note> note = parse_note(signed_note);
  if (!note) return tl::make_unexpected(note.error());
  std::vector<VerifierKey> logs;
  logs.reserve(policy.logs.size());
  for (const Policy::Log& log : policy.logs) logs.push_back(log.key);
  const auto signers = verify_note(*note, logs);
  if (!signers) return tl::make_unexpected(signers.error());
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return tl::make_unexpected(checkpoint.error());
  if (std::find(signers->begin(), signers->end(), checkpoint->origin) == signers->end()) {
    return problem(Code::verification_failed,
                   {{"problem", "checkpoint.origin"}, {"key", signers->front()}});
  }
  std::vector<CosignerKey> witnesses;
  witnesses.reserve(policy.witnesses.size());
  for (const Policy::Witness& witness : policy.witnesses) witnesses.push_back(witness.key);
  auto cosignatures = verify_cosignatures(*note, witnesses);
  if (!cosignatures) return tl::make_unexpected(cosignatures.error());
  const bool quorum = quorum_satisfied(policy, *cosignatures);
  return Proven{std::move(*checkpoint), std::move(*cosignatures), quorum};
}

Result<Proven> verify_log_proof(const LogProof& proof, const Hash& leaf, const Policy& policy) {
  auto proven = open_by_policy(proof.checkpoint, policy);
  if (!proven) return proven;
  const Checkpoint& checkpoint = proven->checkpoint;
  if (!verify_inclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root))
    return problem(Code::verification_failed, {{"problem", "log_proof.inclusion"}});
  return proven;
}

}  // namespace tenbin::tlog
