#include "rulebook/read_rulebook.hpp"

#include <array>

#include "codec/json_value.hpp"
#include "units/decimal.hpp"

namespace tenbin {
namespace {

using json::Value;

template <class E>
struct Choice {
  std::string_view name;
  E value;
};

tl::unexpected<Problem> wrong(std::string_view place, std::string_view value,
                              std::string_view allowed) {
  return problem(Code::input_invalid, {{"place", std::string(place)},
                                       {"problem", "rulebook.value"},
                                       {"value", std::string(value)},
                                       {"allowed", std::string(allowed)}});
}

std::string place_of(const Value& object, std::string_view key) {
  return (object.place() == "/" ? "" : object.place()) + "/" + std::string(key);
}

// The member is one of the choices.
template <class E, std::size_t n>
Result<void> read_choice(const Value& object, std::string_view key,
                         const std::array<Choice<E>, n>& choices, E& out) {
  std::string allowed;
  for (const auto& choice : choices)
    allowed += (allowed.empty() ? "" : " | ") + std::string(choice.name);
  const Value* member = object.find(key);
  if (member == nullptr) return wrong(place_of(object, key), "", allowed);
  const auto text = member->text();
  if (!text) return wrong(member->place(), "", allowed);
  for (const auto& choice : choices) {
    if (choice.name == *text) {
      out = choice.value;
      return {};
    }
  }
  return wrong(member->place(), *text, allowed);
}

Result<void> read_boolean(const Value& object, std::string_view key, bool& out) {
  const Value* member = object.find(key);
  if (member == nullptr) return {};
  const auto value = member->boolean();
  if (!value) return wrong(member->place(), "", "true | false");
  out = *value;
  return {};
}

Result<void> read_integer(const Value& object, std::string_view key, std::int64_t least,
                          std::int64_t most, std::int64_t& out) {
  const std::string allowed = std::to_string(least) + " … " + std::to_string(most);
  const Value* member = object.find(key);
  if (member == nullptr) return wrong(place_of(object, key), "", allowed);
  const auto value = member->integer();
  if (!value || *value < least || *value > most) {
    return wrong(member->place(), value ? std::to_string(*value) : "", allowed);
  }
  out = *value;
  return {};
}

Result<std::string> read_text(const Value& object, std::string_view key) {
  const Value* member = object.find(key);
  if (member == nullptr) return wrong(place_of(object, key), "", "\"…\"");
  const auto text = member->text();
  if (!text || text->empty()) return wrong(member->place(), "", "\"…\"");
  return std::string(*text);
}

// An object member with no other keys than those listed.
Result<const Value*> read_object(const Value& object, std::string_view key,
                                 std::initializer_list<std::string_view> keys,
                                 std::string_view allowed) {
  const Value* member = object.find(key);
  if (member == nullptr || !member->object()) return wrong(place_of(object, key), "", allowed);
  TENBIN_TRY(member->only_keys(keys));
  return member;
}

Result<void> read_method(const Value& top, Rulebook& rulebook) {
  constexpr std::array methods{Choice<Method>{"input_share", Method::input_share},
                               Choice<Method>{"conversion_factor", Method::conversion_factor},
                               Choice<Method>{"rolling_average", Method::rolling_average}};
  TENBIN_TRY(read_choice(top, "method", methods, rulebook.method));
  constexpr std::string_view allowed = "\"0.92\": 0 < x ≤ 1";
  const Value* member = top.find("conversion_factor");
  if (member == nullptr) {
    if (rulebook.method == Method::conversion_factor)
      return wrong("/conversion_factor", "", allowed);
    return {};
  }
  const auto text = member->text();
  const auto decimal = text ? parse_decimal(*text, false) : std::nullopt;
  if (!decimal || decimal->places > 9) return wrong(member->place(), text ? *text : "", allowed);
  std::int64_t denominator = 1;
  for (int i = 0; i < decimal->places; ++i) denominator *= 10;
  if (decimal->digits <= 0 || decimal->digits > denominator)
    return wrong(member->place(), *text, allowed);
  rulebook.factor_numerator = static_cast<std::int64_t>(decimal->digits);
  rulebook.factor_denominator = denominator;
  return {};
}

Result<void> read_period(const Value& top, Rulebook& rulebook) {
  const auto period =
      read_object(top, "period", {"months", "starts"}, R"({"months":3,"starts":"2026-04-01"})");
  if (!period) return tl::make_unexpected(period.error());
  constexpr std::string_view allowed_months = "1 | 2 | 3 | 4 | 6 | 12";
  const Value* months = (*period)->find("months");
  const auto value = months != nullptr ? months->integer() : Result<std::int64_t>(0);
  if (!value || *value < 1 || 12 % *value != 0)
    return wrong("/period/months", value ? std::to_string(*value) : "", allowed_months);
  rulebook.period_months = static_cast<int>(*value);
  const auto starts = read_text(**period, "starts");
  if (!starts) return tl::make_unexpected(starts.error());
  const auto date = parse_date(*starts);
  if (!date || date->day() > 28)
    return wrong("/period/starts", *starts, "2026-04-01 (1 ≤ day ≤ 28)");
  rulebook.starts = *date;
  return {};
}

Result<void> read_deficit(const Value& top, Rulebook& rulebook) {
  const auto deficit = read_object(top, "deficit", {"mode", "limit_ppm"}, R"({"mode":"never"})");
  if (!deficit) return tl::make_unexpected(deficit.error());
  constexpr std::array modes{Choice<DeficitMode>{"never", DeficitMode::never},
                             Choice<DeficitMode>{"period_end", DeficitMode::period_end},
                             Choice<DeficitMode>{"overdraw", DeficitMode::overdraw}};
  TENBIN_TRY(read_choice(**deficit, "mode", modes, rulebook.deficit));
  if (rulebook.deficit == DeficitMode::overdraw)
    return read_integer(**deficit, "limit_ppm", 0, 1'000'000, rulebook.overdraw_limit_ppm);
  if ((*deficit)->find("limit_ppm") != nullptr)
    return wrong("/deficit/limit_ppm", "", R"("mode":"overdraw")");
  return {};
}

Result<void> read_carry_over(const Value& top, Rulebook& rulebook) {
  const auto carry =
      read_object(top, "carry_over", {"periods", "cap"}, R"({"periods":4} | {"periods":null})");
  if (!carry) return tl::make_unexpected(carry.error());
  const Value* periods = (*carry)->find("periods");
  if (periods == nullptr) return wrong("/carry_over/periods", "", "0 … 1200 | null");
  if (!periods->is_null()) {
    std::int64_t value = 0;
    TENBIN_TRY(read_integer(**carry, "periods", 0, 1200, value));
    rulebook.carry_over_periods = static_cast<std::int32_t>(value);
  }
  if ((*carry)->find("cap") == nullptr) return {};
  bool cap = false;
  constexpr std::array caps{Choice<bool>{"physical_stock", true}};
  TENBIN_TRY(read_choice(**carry, "cap", caps, cap));
  if (rulebook.account_by != AccountBy::metal_class)
    return wrong("/carry_over/cap", "physical_stock", R"("account_by":"class")");
  rulebook.cap_physical_stock = true;
  return {};
}

Result<void> read_factor(const Value& object, std::string_view key, EmissionFactor& out) {
  constexpr std::string_view allowed = "\"15.1 kgCO2e/kg\"";
  const Value* member = object.find(key);
  const auto text = member != nullptr ? member->text() : Result<std::string_view>("");
  const auto factor = parse_emission_factor(text ? *text : "");
  if (!factor) return wrong(place_of(object, key), text ? *text : "", allowed);
  out = *factor;
  return {};
}

Result<void> read_emissions(const Value& top, Rulebook& rulebook) {
  constexpr std::array mixed{Choice<MixedEmissions>{"weighted", MixedEmissions::weighted},
                             Choice<MixedEmissions>{"worst", MixedEmissions::worst}};
  if (top.find("mixed_emissions") != nullptr)
    TENBIN_TRY(read_choice(top, "mixed_emissions", mixed, rulebook.mixed_emissions));
  const auto factors = read_object(top, "default_factors", {"conventional", "recycled"},
                                   R"({"conventional":"15.1 kgCO2e/kg"})");
  if (!factors) return tl::make_unexpected(factors.error());
  TENBIN_TRY(read_factor(**factors, "conventional", rulebook.conventional_default));
  rulebook.recycled_default = rulebook.conventional_default;
  if ((*factors)->find("recycled") != nullptr)
    TENBIN_TRY(read_factor(**factors, "recycled", rulebook.recycled_default));
  return {};
}

Result<void> read_names(const Value& top, Rulebook& rulebook) {
  auto id = read_text(top, "id");
  if (!id) return tl::make_unexpected(id.error());
  rulebook.id = std::move(*id);
  const auto title = read_object(top, "title", {"ja", "en"}, R"({"ja":"…","en":"…"})");
  if (!title) return tl::make_unexpected(title.error());
  auto ja = read_text(**title, "ja");
  if (!ja) return tl::make_unexpected(ja.error());
  auto en = read_text(**title, "en");
  if (!en) return tl::make_unexpected(en.error());
  rulebook.title_ja = std::move(*ja);
  rulebook.title_en = std::move(*en);
  return {};
}

Result<void> read_rest(const Value& top, Rulebook& rulebook) {
  constexpr std::array events{Choice<InputEvent>{"receipt", InputEvent::receipt},
                              Choice<InputEvent>{"charge", InputEvent::charge}};
  constexpr std::array accounts{
      Choice<AccountBy>{"class", AccountBy::metal_class},
      Choice<AccountBy>{"power_source", AccountBy::power_source},
      Choice<AccountBy>{"supplier_certificate", AccountBy::supplier_certificate}};
  constexpr std::array verifications{Choice<Verification>{"none", Verification::none},
                                     Choice<Verification>{"period", Verification::period}};
  TENBIN_TRY(read_choice(top, "input_event", events, rulebook.input_event));
  TENBIN_TRY(read_choice(top, "account_by", accounts, rulebook.account_by));
  if (top.find("verification") != nullptr)
    TENBIN_TRY(read_choice(top, "verification", verifications, rulebook.verification));
  TENBIN_TRY(read_boolean(top, "partial_share", rulebook.partial_share));
  TENBIN_TRY(read_boolean(top, "cross_site_transfer", rulebook.cross_site_transfer));
  if (top.find("share_step_ppm") != nullptr) {
    std::int64_t step = 1;
    TENBIN_TRY(read_integer(top, "share_step_ppm", 1, 1'000'000, step));
    rulebook.share_step_ppm = static_cast<std::int32_t>(step);
  }
  return {};
}

}  // namespace

Result<Rulebook> read_rulebook(std::string_view text) {
  const auto parsed = json::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const Value& top = *parsed;
  if (!top.object()) return wrong("/", "", "{…}");
  TENBIN_TRY(
      top.only_keys({"id", "title", "method", "conversion_factor", "input_event", "period",
                     "deficit", "carry_over", "account_by", "mixed_emissions", "partial_share",
                     "share_step_ppm", "cross_site_transfer", "default_factors", "verification"}));
  Rulebook rulebook;
  TENBIN_TRY(read_names(top, rulebook));
  TENBIN_TRY(read_method(top, rulebook));
  TENBIN_TRY(read_rest(top, rulebook));
  TENBIN_TRY(read_period(top, rulebook));
  TENBIN_TRY(read_deficit(top, rulebook));
  TENBIN_TRY(read_carry_over(top, rulebook));
  TENBIN_TRY(read_emissions(top, rulebook));
  return rulebook;
}

}  // namespace tenbin
