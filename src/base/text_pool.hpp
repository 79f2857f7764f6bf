#pragma once
// Many short texts in one block of memory, each named by 4 bytes: a million ids cost their letters
// and little else, and a snapshot writes them with one copy. Texts are never removed.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"

namespace tenbin {

struct TextRef {
  std::uint32_t at = 0;
  bool operator==(const TextRef&) const = default;
};

class TextPool {
 public:
  static constexpr std::size_t length_max = 65'535;

  // `text` has at most length_max bytes; all texts together at most 4 GiB.
  TextRef add(std::string_view text) {
    TENBIN_CHECK(text.size() <= length_max && bytes_.size() + text.size() + 2 <= UINT32_MAX);
    const TextRef ref{static_cast<std::uint32_t>(bytes_.size())};
    bytes_.push_back(static_cast<char>(text.size() & 0xFF));
    bytes_.push_back(static_cast<char>(text.size() >> 8));
    bytes_.append(text);
    return ref;
  }
  std::string_view get(TextRef ref) const {
    const char* const start = bytes_.data() + ref.at;
    const std::size_t length = static_cast<std::size_t>(static_cast<std::uint8_t>(start[0])) |
                               static_cast<std::size_t>(static_cast<std::uint8_t>(start[1])) << 8;
    return {start + 2, length};
  }

  const std::string& bytes() const { return bytes_; }
  void set_bytes(std::string bytes) { bytes_ = std::move(bytes); }

 private:
  std::string bytes_;
};

}  // namespace tenbin
