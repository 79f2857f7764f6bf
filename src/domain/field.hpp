#pragma once
// The fields of a command as data: one table a command, in the order of RFC 8785 (by name), from
// which the codec reads the command language and writes the journal. A field's form follows from
// the C++ type of its member.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kinds.hpp"
#include "units/date.hpp"
#include "units/emission.hpp"
#include "units/mass.hpp"
#include "units/share.hpp"

namespace tenbin {

// Text of a command lives in the bytes it was read from; the engine keeps its own copy of what it
// keeps.
using Text = std::string_view;

// A natural id of the caller's: not empty, at most 200 bytes, no control characters.
struct Id {
  Text text;
  bool operator==(const Id&) const = default;
};
using IdList = std::vector<Text>;

// A seq of the journal; positive.
struct Seq {
  std::uint64_t value = 0;
  bool operator==(const Seq&) const = default;
};
// The number of a shipment's line; positive.
struct LineNumber {
  std::int32_t value = 0;
  bool operator==(const LineNumber&) const = default;
};
// The revision of a certificate; positive.
struct Revision {
  std::int32_t value = 0;
  bool operator==(const Revision&) const = default;
};
// A SHA-256: 64 lower-case hex digits in a command.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};
  bool operator==(const Digest&) const = default;
};
// A mass that may be zero (input, internal scrap, loss, physical stock).
struct MassOrZero {
  Mass mass;
  bool operator==(const MassOrZero&) const = default;
};

enum class Need : std::uint8_t { required, optional };

template <class C, class T>
struct Field {
  std::string_view name;
  T C::*member;
  Need need;
};

template <class C, class T>
constexpr Field<C, T> required(std::string_view name, T C::*member) {
  return {name, member, Need::required};
}
template <class C, class T>
constexpr Field<C, T> optional(std::string_view name, T C::*member) {
  return {name, member, Need::optional};
}

// Calls visit(field) for each field of command type C.
template <class C, class Visit>
constexpr void each_field(Visit&& visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, C::fields());
}

template <class C>
constexpr std::size_t field_count() {
  return std::tuple_size_v<decltype(C::fields())>;
}

}  // namespace tenbin
