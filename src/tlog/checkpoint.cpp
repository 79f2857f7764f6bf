#include "tlog/checkpoint.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tenbin::tlog {
namespace {

tl::unexpected<Problem> invalid_checkpoint(std::size_t line, std::string what) {
  return problem(Code::input_invalid,
                 {{"place", std::to_string(line)}, {"problem", std::move(what)}});
}

// Digits without a leading zero, up to max_leaves.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  if (text.empty() || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (size > max_leaves) return std::nullopt;
  return size;
}

}  // namespace

std::string format_checkpoint(const Checkpoint& checkpoint) {
  std::string text = checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' +
                     to_base64(checkpoint.root) + '\n';
  for (const std::string& line : checkpoint.extensions) text += line + '\n';
  return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      return invalid_checkpoint(lines.size() + 1, "checkpoint.no_newline");
    }
    if (end == 0) return invalid_checkpoint(lines.size() + 1, "checkpoint.empty_line");
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (lines.size() < 3) return invalid_checkpoint(lines.size() + 1, "checkpoint.too_short");
  Checkpoint checkpoint{.origin = std::string(lines[0])};
  const std::optional<std::uint64_t> size = parse_size(lines[1]);
  if (!size) return invalid_checkpoint(2, "checkpoint.size");
  checkpoint.size = *size;
  const std::optional<std::string> root = from_base64(lines[2]);
  if (!root || root->size() != checkpoint.root.size()) {
    return invalid_checkpoint(3, "checkpoint.root");
  }
  std::copy(root->begin(), root->end(), checkpoint.root.begin());
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
