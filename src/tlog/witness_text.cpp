#include "tlog/witness_text.hpp"

#include "tlog/text_lines.hpp"

namespace tenbin::tlog {
namespace {

constexpr std::string_view old_word = "old ";
constexpr std::size_t max_hashes = 63;

}  // namespace

std::string format_add_checkpoint(const AddCheckpoint& request) {
  std::string text(old_word);
  text.append(std::to_string(request.old_size)) += '\n';
  for (const Hash& hash : request.proof) text.append(to_base64(hash)) += '\n';
  text += '\n';
  return text + request.checkpoint;
}

Result<AddCheckpoint> parse_add_checkpoint(std::string_view text) {
  AddCheckpoint request;
  auto line = take_line(text);
  if (!line || !line->starts_with(old_word)) return invalid_line(1, "add_checkpoint.old");
  const auto size = parse_decimal(line->substr(old_word.size()), max_leaves);
  if (!size) return invalid_line(1, "add_checkpoint.old");
  request.old_size = *size;
  for (std::size_t number = 2;; ++number) {
    line = take_line(text);
    if (!line) return invalid_line(number, "add_checkpoint.no_checkpoint");
    if (line->empty()) break;
    const auto hash = parse_hash(*line);
    if (!hash || request.proof.size() == max_hashes)
      return invalid_line(number, "add_checkpoint.hash");
    request.proof.push_back(*hash);
  }
  request.checkpoint = text;
  return request;
}

std::string format_signature_lines(std::span<const NoteSignature> signatures) {
  std::string text;
  for (const NoteSignature& signature : signatures) text += format_signature_line(signature) + '\n';
  return text;
}

std::optional<std::vector<NoteSignature>> parse_signature_lines(std::string_view text) {
  std::vector<NoteSignature> signatures;
  while (!text.empty()) {
    const auto line = take_line(text);
    if (!line || signatures.size() == max_note_signatures) return std::nullopt;
    auto signature = parse_signature_line(*line);
    if (!signature) return std::nullopt;
    signatures.push_back(std::move(*signature));
  }
  if (signatures.empty()) return std::nullopt;
  return signatures;
}

std::string format_known_size(std::uint64_t size) {
  return std::to_string(size) + '\n';
}

std::optional<std::uint64_t> parse_known_size(std::string_view text) {
  const auto line = take_line(text);
  if (!line || !text.empty()) return std::nullopt;
  return parse_decimal(*line, max_leaves);
}

}  // namespace tenbin::tlog
