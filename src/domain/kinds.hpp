#pragma once
// The closed lists of the field (contract section 6). The text of a value is its name in the
// command language; labels for people are in i18n under "<list>.<value>".
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tenbin {

enum class Material : std::uint8_t {
  ingot,
  billet,
  slab,
  internal_scrap,
  external_scrap,
  alloying
};
enum class MetalClass : std::uint8_t { renewable, conventional, recycled, unknown };
enum class PowerSource : std::uint8_t {
  hydro,
  solar,
  wind,
  geothermal,
  biomass,
  mixed,
  nuclear,
  fossil,
  grid
};
// Chain-of-custody models of ISO 22095:2020, 3.3.
enum class ChainModel : std::uint8_t {
  identity_preserved,
  segregated,
  controlled_blending,
  mass_balance,
  book_and_claim
};
enum class Language : std::uint8_t { ja, en };
// ISO/IEC 17029: verification confirms the past, validation a plan.
enum class AssuranceKind : std::uint8_t { verification, validation };
enum class AssuranceLevel : std::uint8_t { limited, reasonable };

template <class E>
struct EnumNames;

template <>
struct EnumNames<Material> {
  static constexpr std::array<std::string_view, 6> names{
      "ingot", "billet", "slab", "internal_scrap", "external_scrap", "alloying"};
};
template <>
struct EnumNames<MetalClass> {
  static constexpr std::array<std::string_view, 4> names{"renewable", "conventional", "recycled",
                                                         "unknown"};
};
template <>
struct EnumNames<PowerSource> {
  static constexpr std::array<std::string_view, 9> names{
      "hydro", "solar", "wind", "geothermal", "biomass", "mixed", "nuclear", "fossil", "grid"};
};
template <>
struct EnumNames<ChainModel> {
  static constexpr std::array<std::string_view, 5> names{
      "identity_preserved", "segregated", "controlled_blending", "mass_balance", "book_and_claim"};
};
template <>
struct EnumNames<Language> {
  static constexpr std::array<std::string_view, 2> names{"ja", "en"};
};
template <>
struct EnumNames<AssuranceKind> {
  static constexpr std::array<std::string_view, 2> names{"verification", "validation"};
};
template <>
struct EnumNames<AssuranceLevel> {
  static constexpr std::array<std::string_view, 2> names{"limited", "reasonable"};
};

template <class E>
constexpr std::string_view name_of(E value) {
  return EnumNames<E>::names[static_cast<std::size_t>(value)];
}

template <class E>
constexpr std::optional<E> value_named(std::string_view name) {
  for (std::size_t i = 0; i < EnumNames<E>::names.size(); ++i) {
    if (EnumNames<E>::names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

// Nuclear power is not fossil, and not renewable either; grid power names no source (contract
// section 6).
constexpr bool is_renewable(PowerSource source) {
  return source != PowerSource::nuclear && source != PowerSource::fossil &&
         source != PowerSource::grid;
}

}  // namespace tenbin
