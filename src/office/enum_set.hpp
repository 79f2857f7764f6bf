#pragma once
// A set of values of a small enum whose names are in EnumNames (domain/kinds.hpp). As text it is
// the names in the order of the enum, with spaces between.
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kinds.hpp"

namespace tenbin::office {

template <class E>
class EnumSet {
 public:
  static constexpr std::size_t size_of_enum = EnumNames<E>::names.size();
  static_assert(size_of_enum < 64);

  constexpr EnumSet() = default;
  constexpr EnumSet(std::initializer_list<E> values) {
    for (E value : values) add(value);
  }
  static constexpr EnumSet all() {
    EnumSet every;
    every.bits_ = (std::uint64_t{1} << size_of_enum) - 1;
    return every;
  }

  constexpr void add(E value) { bits_ |= bit(value); }
  constexpr bool has(E value) const { return (bits_ & bit(value)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr EnumSet operator|(EnumSet other) const { return EnumSet(bits_ | other.bits_); }
  constexpr EnumSet operator&(EnumSet other) const { return EnumSet(bits_ & other.bits_); }
  constexpr bool operator==(const EnumSet&) const = default;

  std::vector<E> values() const {
    std::vector<E> found;
    for (std::size_t i = 0; i < size_of_enum; ++i)
      if (has(static_cast<E>(i))) found.push_back(static_cast<E>(i));
    return found;
  }

 private:
  explicit constexpr EnumSet(std::uint64_t bits) : bits_(bits) {}
  static constexpr std::uint64_t bit(E value) {
    return std::uint64_t{1} << static_cast<unsigned>(value);
  }
  std::uint64_t bits_ = 0;
};

template <class E>
std::string to_text(const EnumSet<E>& set) {
  std::string text;
  for (E value : set.values()) {
    if (!text.empty()) text += ' ';
    text += name_of(value);
  }
  return text;
}

// Nothing when a name is not one of the enum's.
template <class E>
std::optional<EnumSet<E>> set_of_text(std::string_view text) {
  EnumSet<E> set;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    const auto value = value_named<E>(text.substr(0, end));
    if (!value) return std::nullopt;
    set.add(*value);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return set;
}

}  // namespace tenbin::office
