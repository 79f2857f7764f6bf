#include "tlog/note.hpp"

#include <algorithm>
#include <optional>

#include "base/check.hpp"
#include "tlog/sha256.hpp"
#include "tlog/utf8.hpp"

namespace tenbin::tlog {
namespace {

constexpr char ed25519_type = 0x01;
constexpr std::size_t id_size = 4;
constexpr std::string_view dash = "\u2014 ";

std::string id_bytes(std::uint32_t id) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(id >> shift));
  return bytes;
}

std::uint32_t id_of(Bytes bytes) {
  std::uint32_t id = 0;
  for (const std::uint8_t byte : bytes.first(id_size)) id = id << 8 | byte;
  return id;
}

tl::unexpected<Problem> invalid_vkey(std::string what) {
  return problem(Code::key_invalid, {{"problem", std::move(what)}});
}

tl::unexpected<Problem> invalid_note(std::size_t line, std::string what) {
  return problem(Code::input_invalid,
                 {{"place", std::to_string(line)}, {"problem", std::move(what)}});
}

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// Valid UTF-8 without control characters below U+0020 other than newline.
Result<void> check_characters(std::string_view text) {
  std::size_t line = 1;
  for (std::string_view rest = text; !rest.empty();) {
    const std::optional<char32_t> c = take_code_point(rest);
    if (!c) return invalid_note(line, "note.utf8");
    if (*c == '\n') {
      ++line;
    } else if (*c < 0x20) {
      return invalid_note(line, "note.control_character");
    }
  }
  return {};
}

bool valid_note_text(std::string_view text) {
  return text.ends_with('\n') && check_characters(text).has_value();
}

std::optional<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(dash)) return std::nullopt;
  line.remove_prefix(dash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, space);
  const std::optional<std::string> blob = from_base64(line.substr(space + 1));
  if (!valid_key_name(name) || !blob || blob->size() <= id_size) return std::nullopt;
  return NoteSignature{std::string(name), id_of(as_bytes(*blob)), blob->substr(id_size)};
}

}  // namespace

std::uint32_t VerifierKey::id() const {
  std::string message = name + '\n' + ed25519_type;
  message.append(key.begin(), key.end());
  return id_of(sha256(as_bytes(message)));
}

std::string format_vkey(const VerifierKey& key) {
  std::string typed(1, ed25519_type);
  typed.append(key.key.begin(), key.key.end());
  return key.name + '+' + to_hex(as_bytes(id_bytes(key.id()))) + '+' + to_base64(as_bytes(typed));
}

Result<VerifierKey> parse_vkey(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return invalid_vkey("vkey.malformed");
  VerifierKey key;
  key.name = text.substr(0, first);
  const std::optional<std::string> id = from_hex(text.substr(first + 1, second - first - 1));
  const std::optional<std::string> typed = from_base64(text.substr(second + 1));
  if (!valid_key_name(key.name)) return invalid_vkey("vkey.name");
  if (!id || id->size() != id_size || !typed || typed->empty()) {
    return invalid_vkey("vkey.malformed");
  }
  if (typed->size() != 1 + key.key.size() || (*typed)[0] != ed25519_type) {
    return invalid_vkey("vkey.other_kind");
  }
  std::copy(typed->begin() + 1, typed->end(), key.key.begin());
  if (id_of(as_bytes(*id)) != key.id()) return invalid_vkey("vkey.id");
  return key;
}

bool valid_key_name(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const std::optional<char32_t> c = take_code_point(name);
    if (!c || *c < 0x20 || *c == '+' || is_unicode_space(*c)) return false;
  }
  return true;
}

std::string format_note(const Note& note) {
  std::string text = note.text + '\n';
  for (const NoteSignature& signature : note.signatures) {
    text.append(dash).append(signature.name).append(" ");
    text.append(to_base64(as_bytes(id_bytes(signature.id) + signature.bytes))).append("\n");
  }
  return text;
}

Result<Note> parse_note(std::string_view text) {
  if (text.size() > max_note_size) return invalid_note(1, "note.too_large");
  TENBIN_TRY(check_characters(text));
  if (!text.ends_with('\n')) return invalid_note(lines_of(text) + 1, "note.no_newline");
  const std::size_t gap = text.rfind("\n\n");
  if (gap == std::string_view::npos) return invalid_note(lines_of(text) + 1, "note.no_blank_line");
  Note note{std::string(text.substr(0, gap + 1)), {}};
  std::string_view rest = text.substr(gap + 2);
  std::size_t line = lines_of(note.text) + 2;
  if (rest.empty()) return invalid_note(line, "note.no_signature");
  for (; !rest.empty(); ++line) {
    const std::size_t end = rest.find('\n');
    std::optional<NoteSignature> signature = parse_signature(rest.substr(0, end));
    if (!signature) return invalid_note(line, "note.signature_line");
    if (note.signatures.size() == max_note_signatures) {
      return invalid_note(line, "note.too_many_signatures");
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
