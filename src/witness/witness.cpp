#include "witness/witness.hpp"

#include <algorithm>

#include "tlog/witness_text.hpp"

namespace tenbin::witness {
namespace {

constexpr const char* text_type = "text/plain; charset=utf-8";

std::string hash_of(std::string_view origin) {
  return to_hex(tlog::sha256(as_bytes(origin)));
}

Answer refusal(unsigned status, std::string_view why) {
  return {status, text_type, std::string(why) + "\n"};
}

// The lines that the log's keys have signed, without those of others.
tlog::Note signed_by(const tlog::Note& note, const std::vector<tlog::VerifierKey>& keys) {
  tlog::Note kept{note.text, {}};
  for (const tlog::NoteSignature& signature : note.signatures) {
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const tlog::VerifierKey& key) {
      return key.name == signature.name && key.id() == signature.id;
    });
    if (known) kept.signatures.push_back(signature);
  }
  return kept;
}

}  // namespace

Result<Witness> Witness::open(LogFolder& folder, Setup setup) {
  Witness witness(folder, std::move(setup));
  for (const tlog::VerifierKey& key : witness.setup_.logs) {
    Log& log = witness.logs_[key.name];
    log.keys.push_back(key);
    log.file = hash_of(key.name) + ".checkpoint";
    log.latest = {key.name, 0, tlog::sha256({}), {}};
  }
  for (auto& [origin, log] : witness.logs_) TENBIN_TRY(witness.remember(log));
  return witness;
}

// Our own cosignature says that this is what we have seen; the log's keys may have changed since.
Result<void> Witness::remember(Log& log) const {
  const auto text = folder_->read(log.file);
  if (!text) return tl::make_unexpected(text.error());
  if (!*text) return {};
  const auto damaged = [&] { return problem(Code::witness_state, {{"path", log.file}}); };
  const auto note = tlog::parse_note(**text);
  if (!note) return damaged();
  const tlog::CosignerKey ours = key();
  const auto cosigned = tlog::verify_cosignatures(*note, {&ours, 1});
  auto checkpoint = tlog::parse_checkpoint(note->text);
  if (!cosigned || cosigned->empty() || !checkpoint || checkpoint->origin != log.latest.origin)
    return damaged();
  log.latest = std::move(*checkpoint);
  log.note = **text;
  return {};
}

Answer Witness::add_checkpoint(std::string_view body) {
  const auto request = tlog::parse_add_checkpoint(body);
  if (!request) return refusal(400, "malformed request");
  const auto note = tlog::parse_note(request->checkpoint);
  if (!note) return refusal(400, "malformed note");
  const auto checkpoint = tlog::parse_checkpoint(note->text);
  if (!checkpoint) return refusal(400, "malformed checkpoint");
  const auto known = logs_.find(checkpoint->origin);
  if (known == logs_.end()) return refusal(404, "unknown log");
  Log& log = known->second;
  if (!tlog::verify_note(*note, log.keys)) return refusal(403, "not signed by a known key");
  if (request->old_size > checkpoint->size) return refusal(400, "old size above the new");
  if (request->old_size != log.latest.size)
    return {409, "text/x.tlog.size", tlog::format_known_size(log.latest.size)};
  if (!tlog::verify_consistency(log.latest.size, checkpoint->size, log.latest.root,
                                checkpoint->root, request->proof) ||
      (checkpoint->size == 0 && checkpoint->root != tlog::sha256({})))
    return refusal(422, "not consistent with what was seen before");
  return cosign(log, *note, *checkpoint);
}

Answer Witness::cosign(Log& log, const tlog::Note& note, const tlog::Checkpoint& checkpoint) {
  const auto seconds =
      static_cast<std::uint64_t>(std::max<std::int64_t>(setup_.now().ms, 0)) / 1000;
  const tlog::NoteSignature line = tlog::cosign(note.text, setup_.name, setup_.key, seconds);
  tlog::Note seen = signed_by(note, log.keys);
  seen.signatures.push_back(line);
  std::string text = tlog::format_note(seen);
  if (!replace_file(*folder_, log.file, text)) return refusal(500, "the disk failed");
  log.latest = checkpoint;
  log.note = std::move(text);
  return {200, text_type, tlog::format_signature_lines({&line, 1})};
}

Answer Witness::checkpoint(std::string_view origin_hash) const {
  for (const auto& [origin, log] : logs_) {
    if (!log.note.empty() && hash_of(origin) == origin_hash) return {200, text_type, log.note};
  }
  return refusal(404, "no checkpoint of such a log");
}

}  // namespace tenbin::witness
