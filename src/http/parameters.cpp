#include "http/parameters.hpp"

#include <algorithm>
#include <charconv>

#include "engine/lookup.hpp"

namespace tenbin::http {

Date day_in_japan(Instant at) {
  constexpr std::int64_t hour_ms = 3'600'000;
  return Date::of_days(static_cast<std::int32_t>((at.ms + 9 * hour_ms) / (24 * hour_ms)));
}

Date today(const Outside& outside) {
  return day_in_japan(outside.now());
}

tl::unexpected<Problem> not_one_of(std::string_view field, std::string_view value,
                                   std::string_view allowed) {
  return problem(Code::input_invalid, {{"field", std::string(field)},
                                       {"value", std::string(value)},
                                       {"allowed", std::string(allowed)}});
}

std::string text_or_empty(const json::Value& body, std::string_view key) {
  const json::Value* const found = body.find(key);
  return std::string(found == nullptr ? "" : found->text().value_or(""));
}

Result<bool> flag_of(const json::Value& body, std::string_view key) {
  return body.find(key) == nullptr ? Result<bool>(false) : body.boolean_of(key);
}

std::vector<Fact> facts_of_command(const json::Value& command) {
  std::vector<Fact> facts;
  for (const json::Value* object : {&command, command.find("outcome")}) {
    const auto members = object == nullptr ? nullptr : object->object().value_or(nullptr);
    if (members == nullptr) continue;
    for (const json::Member& member : *members) {
      if (const auto text = member.value.text()) {
        if (const auto mass = parse_mass(*text))
          facts.push_back({member.key + "_kg", format_kg(mass->mass)});
        facts.push_back({member.key, std::string(*text)});
      } else if (const auto number = member.value.integer()) {
        facts.push_back({member.key, std::to_string(*number)});
      }
    }
  }
  return facts;
}

Result<std::optional<Date>> date_parameter(const Call& call, std::string_view name) {
  const std::string_view text = call.request.parameter(name);
  if (text.empty()) return std::optional<Date>{};
  const auto date = parse_date(text);
  if (!date)
    return problem(
        Code::input_invalid,
        {{"field", std::string(name)}, {"problem", "date.format"}, {"value", std::string(text)}});
  return std::optional<Date>(*date);
}

Result<std::size_t> limit_parameter(const Call& call) {
  const std::string_view text = call.request.parameter("limit");
  if (text.empty()) return 100;
  std::size_t limit = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (bad != std::errc{} || end != text.data() + text.size() || limit < 1 || limit > 500)
    return problem(
        Code::input_invalid,
        {{"field", "limit"}, {"problem", "integer.range"}, {"value", std::string(text)}});
  return limit;
}

Result<Index> optional_site(const State& state, const Call& call) {
  const std::string_view text = call.request.parameter("site");
  if (text.empty()) return no_index;
  const Index found = find_site(state, text);
  if (found == no_index)
    return problem(Code::reference_unknown, {{"kind", "site"}, {"id", std::string(text)}});
  return found;
}

Result<std::optional<std::int32_t>> period_parameter(const State& state, const Call& call) {
  const auto date = date_parameter(call, "period");
  if (!date) return tl::make_unexpected(date.error());
  if (!*date) return std::optional<std::int32_t>{};
  const Rulebook& rules = state.rulebook;
  if (**date < rules.starts || rules.first_day(rules.period_of(**date)) != **date)
    return problem(Code::period_unknown, {{"period", format_date(**date)},
                                          {"date", format_date(**date)},
                                          {"starts", format_date(rules.starts)}});
  return std::optional(rules.period_of(**date));
}

Result<SitePeriodChosen> site_and_period(const State& state, const Call& call) {
  auto site = optional_site(state, call);
  if (!site) return tl::make_unexpected(site.error());
  if (*site == no_index) {
    if (state.sites.empty())
      return problem(Code::reference_unknown, {{"kind", "site"}, {"id", ""}});
    site = 0;
  }
  const auto period = period_parameter(state, call);
  if (!period) return tl::make_unexpected(period.error());
  return SitePeriodChosen{*site, period->value_or(std::max(0, state.sites[*site].last_period()))};
}

}  // namespace tenbin::http
