#pragma once
// The words that stand in the JSON for the enumerations of a certificate; those of the commands
// have theirs in domain/kinds.hpp.
#include "certificate/content.hpp"
#include "domain/kinds.hpp"

namespace tenbin {

template <>
struct EnumNames<certificate::Honorific> {
  static constexpr std::array<std::string_view, 2> names{"firm", "person"};
};
template <>
struct EnumNames<certificate::Method> {
  static constexpr std::array<std::string_view, 3> names{"input_share", "conversion_factor",
                                                         "rolling_average"};
};
template <>
struct EnumNames<certificate::Approval> {
  static constexpr std::array<std::string_view, 2> names{"two_people", "one_person"};
};
template <>
struct EnumNames<certificate::MixedEmissions> {
  static constexpr std::array<std::string_view, 2> names{"weighted", "worst"};
};

}  // namespace tenbin
