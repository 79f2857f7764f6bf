#pragma once
// One value of a command, by the C++ type of its member (domain/field.hpp). Private to codec.
#include <simdjson.h>

#include <optional>
#include <string>

#include "base/problem.hpp"
#include "domain/field.hpp"

namespace tenbin::codec {

namespace ondemand = simdjson::ondemand;

inline constexpr std::size_t id_length_max = 200;
inline constexpr std::size_t text_length_max = 4000;
inline constexpr std::size_t list_length_max = 1'000'000;

// What is wrong with a value: its name for the catalogue ("problem.<name>"), or that its unit is
// missing.
struct Wrong {
  std::string problem;
  bool unit_missing = false;
};
using Reading = std::optional<Wrong>;  // nothing: all is well

Reading read_value(ondemand::value value, Text& out);
Reading read_value(ondemand::value value, Id& out);
Reading read_value(ondemand::value value, Date& out);
Reading read_value(ondemand::value value, Mass& out, std::int64_t* residue);
Reading read_value(ondemand::value value, MassOrZero& out, std::int64_t* residue);
Reading read_value(ondemand::value value, Share& out);
Reading read_value(ondemand::value value, EmissionFactor& out);
Reading read_value(ondemand::value value, bool& out);
Reading read_value(ondemand::value value, Seq& out);
Reading read_value(ondemand::value value, LineNumber& out);
Reading read_value(ondemand::value value, Revision& out);
Reading read_value(ondemand::value value, Digest& out);
Reading read_value(ondemand::value value, IdList& out);

// The text of a string value; wrong when it is none.
Reading read_string(ondemand::value value, std::string_view& out);

template <class E>
requires std::is_enum_v<E> Reading read_value(ondemand::value value, E& out) {
  std::string_view text;
  if (auto wrong = read_string(value, text)) return wrong;
  const auto found = value_named<E>(text);
  if (!found) return Wrong{"list"};
  out = *found;
  return std::nullopt;
}

}  // namespace tenbin::codec
