#include "tlog/checkpoint.hpp"

#include <optional>

#include "tlog/text_lines.hpp"

namespace tenbin::tlog {

std::string format_checkpoint(const Checkpoint& checkpoint) {
  std::string text = checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' +
                     to_base64(checkpoint.root) + '\n';
  for (const std::string& line : checkpoint.extensions) text += line + '\n';
  return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::optional<std::string_view> line = take_line(text);
    if (!line) return invalid_line(lines.size() + 1, "checkpoint.no_newline");
    if (line->empty()) return invalid_line(lines.size() + 1, "checkpoint.empty_line");
    lines.push_back(*line);
  }
  if (lines.size() < 3) return invalid_line(lines.size() + 1, "checkpoint.too_short");
  Checkpoint checkpoint{.origin = std::string(lines[0])};
  const std::optional<std::uint64_t> size = parse_decimal(lines[1], max_leaves);
  if (!size) return invalid_line(2, "checkpoint.size");
  checkpoint.size = *size;
  const std::optional<Hash> root = parse_hash(lines[2]);
  if (!root) return invalid_line(3, "checkpoint.root");
  checkpoint.root = *root;
  checkpoint.extensions.assign(lines.begin() + 3, lines.end());
  return checkpoint;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const KeyPair& key) {
  Note note{format_checkpoint(checkpoint), {}};
  sign_note(note, checkpoint.origin, key);
  return format_note(note);
}

Result<Checkpoint> open_checkpoint(std::string_view signed_note, const VerifierKey& log) {
  const Result<Note> note = parse_note(signed_note);
  if (!note) return tl::make_unexpected(note.error());
  const auto names = verify_note(*note, {&log, 1});
  if (!names) return tl::make_unexpected(names.error());
  Result<Checkpoint> checkpoint = parse_checkpoint(note->text);
  if (checkpoint && checkpoint->origin != log.name) {
    return problem(Code::verification_failed,
                   {{"problem", "checkpoint.origin"}, {"key", log.name}});
  }
  return checkpoint;
}

}  // namespace tenbin::tlog
