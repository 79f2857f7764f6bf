#include "codec/json_locate.hpp"

#include <algorithm>

namespace tenbin::json {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Recursive descent over RFC 8259; every function answers whether it could read on from at_.
class Scanner {
 public:
  Scanner(std::string_view text, std::size_t depth) : text_(text), depth_(depth) {}

  bool document() {
    if (!value()) return false;
    space();
    return at_ == text_.size();
  }
  std::size_t at() const { return at_; }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void space() { at_ = std::min(text_.find_first_not_of(" \t\n\r", at_), text_.size()); }
  bool word(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [this](char c) { return take(c); });
  }
  bool digits() {
    if (!is_digit(peek())) return false;
    while (is_digit(peek())) ++at_;
    return true;
  }

  bool value() {
    space();
    switch (peek()) {
      case '{':
        return nested('}', [this] { return member(); });
      case '[':
        return nested(']', [this] { return value(); });
      case '"':
        return string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  template <class Item>
  bool nested(char closing, Item item) {
    if (depth_ == 0) return false;
    --depth_;
    ++at_;
    space();
    if (!take(closing)) {
      do {
        if (!item()) return false;
        space();
      } while (take(','));
      if (!take(closing)) return false;
    }
    ++depth_;
    return true;
  }

  bool member() {
    space();
    if (!string()) return false;
    space();
    return take(':') && value();
  }

  bool string() {
    if (!take('"')) return false;
    while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x20) {
      if (take('"')) return true;
      if (take('\\')) {
        if (!escape()) return false;
      } else {
        ++at_;
      }
    }
    return false;
  }

  bool escape() {
    if (!take('u')) {
      const bool known = std::string_view("\"\\/bfnrt").find(peek()) != std::string_view::npos;
      if (known) ++at_;
      return known;
    }
    for (int i = 0; i < 4; ++i, ++at_) {
      if (!is_hex(peek())) return false;
    }
    return true;
  }

  bool number() {
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (!take('e') && !take('E')) return true;
    if (!take('+')) take('-');
    return digits();
  }

  std::string_view text_;
  std::size_t depth_;
  std::size_t at_ = 0;
};

// The value of "\u" and its four hex digits at `at`; 0 when there is none.
unsigned escaped_unit(std::string_view text, std::size_t at) {
  if (text.size() < at + 6 || text.substr(at, 2) != "\\u") return 0;
  const std::string_view hex = text.substr(at + 2, 4);
  if (!std::all_of(hex.begin(), hex.end(), is_hex)) return 0;
  return static_cast<unsigned>(std::stoul(std::string(hex), nullptr, 16));
}

}  // namespace

std::optional<std::size_t> find_error(std::string_view text, std::size_t depth) {
  Scanner scanner(text, depth);
  if (scanner.document()) return std::nullopt;
  return scanner.at();
}

std::optional<std::size_t> find_lone_surrogate(std::string_view text) {
  for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
    const unsigned unit = escaped_unit(text, at);
    if (unit < 0xD800 || unit > 0xDFFF) {
      at += 2;
      continue;
    }
    const unsigned next = escaped_unit(text, at + 6);
    if (unit > 0xDBFF || next < 0xDC00 || next > 0xDFFF) return at;
    at += 12;
  }
  return std::nullopt;
}

std::string line_and_column(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  return std::to_string(line) + ":" + std::to_string(offset - start + 1);
}

}  // namespace tenbin::json
