#include "tlog/vkey.hpp"

#include <algorithm>
#include <optional>

#include "tlog/sha256.hpp"
#include "tlog/utf8.hpp"

namespace tenbin::tlog {
namespace {

tl::unexpected<Problem> invalid_vkey(std::string what) {
  return problem(Code::key_invalid, {{"problem", std::move(what)}});
}

std::string typed(SignatureType type, const PublicKey& key) {
  std::string bytes(1, static_cast<char>(type));
  return bytes.append(key.begin(), key.end());
}

}  // namespace

bool valid_key_name(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const std::optional<char32_t> c = take_code_point(name);
    if (!c || *c < 0x20 || *c == '+' || is_unicode_space(*c)) return false;
  }
  return true;
}

std::uint32_t key_id(SignatureType type, std::string_view name, const PublicKey& key) {
  const std::string message = std::string(name) + '\n' + typed(type, key);
  const Hash hash = sha256(as_bytes(message));
  return key_id_of({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string key_id_bytes(std::uint32_t id) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(id >> shift));
  return bytes;
}

std::uint32_t key_id_of(std::string_view bytes) {
  std::uint32_t id = 0;
  for (const std::uint8_t byte : as_bytes(bytes.substr(0, key_id_size))) id = id << 8 | byte;
  return id;
}

std::string format_typed_vkey(SignatureType type, const NamedKey& key) {
  return key.name + '+' + to_hex(as_bytes(key_id_bytes(key_id(type, key.name, key.key)))) + '+' +
         to_base64(as_bytes(typed(type, key.key)));
}

Result<NamedKey> parse_typed_vkey(SignatureType type, std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return invalid_vkey("vkey.malformed");
  NamedKey key;
  key.name = text.substr(0, first);
  const std::optional<std::string> id = from_hex(text.substr(first + 1, second - first - 1));
  const std::optional<std::string> bytes = from_base64(text.substr(second + 1));
  if (!valid_key_name(key.name)) return invalid_vkey("vkey.name");
  if (!id || id->size() != key_id_size || !bytes || bytes->empty()) {
    return invalid_vkey("vkey.malformed");
  }
  if (bytes->size() != 1 + key.key.size() || (*bytes)[0] != static_cast<char>(type)) {
    return invalid_vkey(type == SignatureType::ed25519 ? "vkey.other_kind" : "vkey.no_cosigner");
  }
  std::copy(bytes->begin() + 1, bytes->end(), key.key.begin());
  if (key_id_of(*id) != key_id(type, key.name, key.key)) return invalid_vkey("vkey.id");
  return key;
}

}  // namespace tenbin::tlog
