#include "tlog/cosignature.hpp"

#include <algorithm>
#include <optional>

#include "base/check.hpp"

namespace tenbin::tlog {
namespace {

constexpr std::size_t time_size = 8;
constexpr std::uint64_t max_time = (std::uint64_t{1} << 63) - 1;

std::string message_of(std::uint64_t time, std::string_view text) {
  return "cosignature/v1\ntime " + std::to_string(time) + '\n' + std::string(text);
}

// The time, when the signature holds.
std::optional<std::uint64_t> time_of(const NoteSignature& signature, std::string_view text,
                                     const PublicKey& key) {
  const Bytes bytes = as_bytes(signature.bytes);
  if (bytes.size() != time_size + sizeof(Signature)) return std::nullopt;
  std::uint64_t time = 0;
  for (const std::uint8_t byte : bytes.first(time_size)) time = time << 8 | byte;
  if (time > max_time) return std::nullopt;
  if (!verify_signature(key, as_bytes(message_of(time, text)), bytes.subspan(time_size)))
    return std::nullopt;
  return time;
}

}  // namespace

std::uint32_t CosignerKey::id() const {
  return key_id(SignatureType::cosignature, name, key);
}

std::string format_cosigner_vkey(const CosignerKey& key) {
  return format_typed_vkey(SignatureType::cosignature, {key.name, key.key});
}

Result<CosignerKey> parse_cosigner_vkey(std::string_view text) {
  auto key = parse_typed_vkey(SignatureType::cosignature, text);
  if (!key) return tl::make_unexpected(std::move(key.error()));
  return CosignerKey{std::move(key->name), key->key};
}

NoteSignature cosign(std::string_view checkpoint_text, std::string_view name, const KeyPair& key,
                     std::uint64_t time) {
  TENBIN_CHECK(valid_key_name(name));
  TENBIN_CHECK(time <= max_time);
  const std::string message = message_of(time, checkpoint_text);
  const Signature signature = key.sign(as_bytes(message));
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(time >> shift));
  bytes.append(signature.begin(), signature.end());
  const CosignerKey cosigner{std::string(name), key.public_key()};
  return {cosigner.name, cosigner.id(), std::move(bytes)};
}

Result<std::vector<Cosignature>> verify_cosignatures(const Note& note,
                                                     std::span<const CosignerKey> keys) {
  std::vector<Cosignature> found;
  for (const CosignerKey& key : keys) {
    const std::uint32_t id = key.id();
    std::optional<std::uint64_t> first;
    for (const NoteSignature& signature : note.signatures) {
      if (signature.id != id || signature.name != key.name) continue;
      const auto time = time_of(signature, note.text, key.key);
      if (!time) {
        return problem(Code::verification_failed,
                       {{"problem", "cosignature.wrong"}, {"key", key.name}});
      }
      first = std::min(first.value_or(*time), *time);
    }
    if (first) found.push_back({key, *first});
  }
  return found;
}

}  // namespace tenbin::tlog
