#include "passkey/attestation.hpp"

#include <cstdint>

namespace tenbin::passkey {
namespace {

constexpr int deepest = 8;

enum Major : std::uint8_t {
  unsigned_number,
  negative_number,
  bytes,
  text,
  array,
  map,
  tag,
  simple
};

struct Head {
  std::uint8_t major = 0;
  std::uint64_t value = 0;
};

// The head of an item, of a definite length (CTAP2 canonical CBOR); `in` stands behind it.
std::optional<Head> take_head(std::string_view& in) {
  if (in.empty()) return std::nullopt;
  const auto first = static_cast<std::uint8_t>(in.front());
  in.remove_prefix(1);
  Head head{static_cast<std::uint8_t>(first >> 5), first & 0x1FU};
  if (head.value < 24) return head;
  if (head.value > 27) return std::nullopt;
  const std::size_t size = std::size_t{1} << (head.value - 24);
  if (in.size() < size) return std::nullopt;
  head.value = 0;
  for (std::size_t i = 0; i < size; ++i)
    head.value = head.value << 8 | static_cast<std::uint8_t>(in[i]);
  in.remove_prefix(size);
  return head;
}

std::optional<std::string_view> take_string(std::string_view& in, Major major) {
  const auto head = take_head(in);
  if (!head || head->major != major || head->value > in.size()) return std::nullopt;
  const std::string_view taken = in.substr(0, head->value);
  in.remove_prefix(head->value);
  return taken;
}

bool skip(std::string_view& in, int depth) {
  const auto head = take_head(in);
  if (!head || depth > deepest) return false;
  switch (head->major) {
    case bytes:
    case text:
      if (head->value > in.size()) return false;
      in.remove_prefix(head->value);
      return true;
    case array:
    case map: {
      if (head->value > in.size()) return false;
      const std::uint64_t items = head->major == map ? 2 * head->value : head->value;
      for (std::uint64_t i = 0; i < items; ++i)
        if (!skip(in, depth + 1)) return false;
      return true;
    }
    case tag:
      return skip(in, depth + 1);
    default:
      return true;
  }
}

}  // namespace

std::optional<Attestation> take_apart(std::string_view object) {
  const auto head = take_head(object);
  if (!head || head->major != map || head->value != 3) return std::nullopt;
  std::optional<std::string_view> format;
  std::optional<std::string_view> statement;
  std::optional<std::string_view> data;
  for (int i = 0; i < 3; ++i) {
    const auto key = take_string(object, text);
    if (!key) return std::nullopt;
    if (*key == "fmt") {
      format = take_string(object, text);
    } else if (*key == "authData") {
      data = take_string(object, bytes);
    } else if (*key == "attStmt") {
      const std::string_view from = object;
      if (!skip(object, 0)) return std::nullopt;
      statement = from.substr(0, from.size() - object.size());
    }
  }
  if (!format || !statement || !data || !object.empty()) return std::nullopt;
  return Attestation{*format, *statement, *data};
}

}  // namespace tenbin::passkey
