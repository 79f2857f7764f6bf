#include "tlog/note.hpp"

#include <algorithm>
#include <optional>

#include "base/check.hpp"
#include "tlog/text_lines.hpp"
#include "tlog/utf8.hpp"

namespace tenbin::tlog {
namespace {

constexpr std::string_view dash = "\u2014 ";

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// Valid UTF-8 without control characters below U+0020 other than newline.
Result<void> check_characters(std::string_view text) {
  std::size_t line = 1;
  for (std::string_view rest = text; !rest.empty();) {
    const std::optional<char32_t> c = take_code_point(rest);
    if (!c) return invalid_line(line, "note.utf8");
    if (*c == '\n') {
      ++line;
    } else if (*c < 0x20) {
      return invalid_line(line, "note.control_character");
    }
  }
  return {};
}

bool valid_note_text(std::string_view text) {
  return text.ends_with('\n') && check_characters(text).has_value();
}

}  // namespace

std::optional<NoteSignature> parse_signature_line(std::string_view line) {
  if (!line.starts_with(dash)) return std::nullopt;
  line.remove_prefix(dash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, space);
  const std::optional<std::string> blob = from_base64(line.substr(space + 1));
  if (!valid_key_name(name) || !blob || blob->size() <= key_id_size) return std::nullopt;
  return NoteSignature{std::string(name), key_id_of(*blob), blob->substr(key_id_size)};
}

std::string format_signature_line(const NoteSignature& signature) {
  std::string line(dash);
  line.append(signature.name).append(" ");
  return line.append(to_base64(as_bytes(key_id_bytes(signature.id) + signature.bytes)));
}

std::uint32_t VerifierKey::id() const {
  return key_id(SignatureType::ed25519, name, key);
}

std::string format_vkey(const VerifierKey& key) {
  return format_typed_vkey(SignatureType::ed25519, {key.name, key.key});
}

Result<VerifierKey> parse_vkey(std::string_view text) {
  auto key = parse_typed_vkey(SignatureType::ed25519, text);
  if (!key) return tl::make_unexpected(std::move(key.error()));
  return VerifierKey{std::move(key->name), key->key};
}

std::string format_note(const Note& note) {
  std::string text = note.text + '\n';
  for (const NoteSignature& signature : note.signatures) {
    text.append(format_signature_line(signature)).append("\n");
  }
  return text;
}

Result<Note> parse_note(std::string_view text) {
  if (text.size() > max_note_size) return invalid_line(1, "note.too_large");
  TENBIN_TRY(check_characters(text));
  if (!text.ends_with('\n')) return invalid_line(lines_of(text) + 1, "note.no_newline");
  const std::size_t gap = text.rfind("\n\n");
  if (gap == std::string_view::npos) return invalid_line(lines_of(text) + 1, "note.no_blank_line");
  Note note{std::string(text.substr(0, gap + 1)), {}};
  std::string_view rest = text.substr(gap + 2);
  std::size_t line = lines_of(note.text) + 2;
  if (rest.empty()) return invalid_line(line, "note.no_signature");
  for (; !rest.empty(); ++line) {
    const std::size_t end = rest.find('\n');
    std::optional<NoteSignature> signature = parse_signature_line(rest.substr(0, end));
    if (!signature) return invalid_line(line, "note.signature_line");
    if (note.signatures.size() == max_note_signatures) {
      return invalid_line(line, "note.too_many_signatures");
    }
    note.signatures.push_back(std::move(*signature));
    rest.remove_prefix(end + 1);
  }
  return note;
}

void sign_note(Note& note, std::string_view name, const KeyPair& key) {
  TENBIN_CHECK(valid_key_name(name));
  TENBIN_CHECK(valid_note_text(note.text));
  const VerifierKey verifier{std::string(name), key.public_key()};
  const Signature signature = key.sign(as_bytes(note.text));
  note.signatures.push_back(
      {verifier.name, verifier.id(), std::string(signature.begin(), signature.end())});
}

Result<std::vector<std::string>> verify_note(const Note& note, std::span<const VerifierKey> keys) {
  std::vector<std::string> names;
  for (const NoteSignature& signature : note.signatures) {
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const VerifierKey& k) {
      return k.name == signature.name && k.id() == signature.id;
    });
    if (key == keys.end()) continue;
    if (!verify_signature(key->key, as_bytes(note.text), as_bytes(signature.bytes))) {
      return problem(Code::verification_failed,
                     {{"problem", "note.signature_wrong"}, {"key", key->name}});
    }
    names.push_back(key->name);
  }
  if (names.empty()) {
    return problem(Code::verification_failed, {{"problem", "note.no_known_key"}});
  }
  return names;
}

}  // namespace tenbin::tlog
