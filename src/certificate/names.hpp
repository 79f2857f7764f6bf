#pragma once
// The words that stand in the JSON for our enumerations.
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/check.hpp"
#include "certificate/content.hpp"

namespace tenbin::certificate {

template <class E>
struct Names;

template <class E, std::size_t n>
using NameTable = std::array<std::pair<E, std::string_view>, n>;

template <>
struct Names<Language> {
  static constexpr NameTable<Language, 2> table{{{Language::ja, "ja"}, {Language::en, "en"}}};
};
template <>
struct Names<Honorific> {
  static constexpr NameTable<Honorific, 2> table{
      {{Honorific::firm, "firm"}, {Honorific::person, "person"}}};
};
template <>
struct Names<Method> {
  static constexpr NameTable<Method, 3> table{{{Method::input_share, "input_share"},
                                               {Method::conversion_factor, "conversion_factor"},
                                               {Method::rolling_average, "rolling_average"}}};
};
template <>
struct Names<VerificationKind> {
  static constexpr NameTable<VerificationKind, 2> table{
      {{VerificationKind::verification, "verification"},
       {VerificationKind::validation, "validation"}}};
};
template <>
struct Names<VerificationLevel> {
  static constexpr NameTable<VerificationLevel, 2> table{
      {{VerificationLevel::limited, "limited"}, {VerificationLevel::reasonable, "reasonable"}}};
};
template <>
struct Names<MixedEmissions> {
  static constexpr NameTable<MixedEmissions, 2> table{
      {{MixedEmissions::weighted, "weighted"}, {MixedEmissions::worst, "worst"}}};
};

template <class E>
std::string_view name_of(E value) {
  for (const auto& [each, name] : Names<E>::table) {
    if (each == value) return name;
  }
  TENBIN_CHECK(false);
  return {};
}

template <class E>
std::optional<E> named(std::string_view name) {
  for (const auto& [each, text] : Names<E>::table) {
    if (text == name) return each;
  }
  return std::nullopt;
}

}  // namespace tenbin::certificate
