#pragma once
// Parameters of a query or a body, and what of the book they name.
#include <optional>
#include <string_view>

#include "codec/json_value.hpp"
#include "engine/state.hpp"
#include "http/call.hpp"
#include "units/outside.hpp"

namespace tenbin::http {

Date day_in_japan(Instant at);
// The same of now.
Date today(const Outside& outside);

// input.invalid: a field is none of the values that it may have.
tl::unexpected<Problem> not_one_of(std::string_view field, std::string_view value,
                                   std::string_view allowed);

// A text of the body; empty when it is not there.
std::string text_or_empty(const json::Value& body, std::string_view key);

// false when it is not there; input.invalid when it is neither true nor false.
Result<bool> flag_of(const json::Value& body, std::string_view key);

// What a sentence about a command may name: its fields and those of its outcome.
std::vector<Fact> facts_of_command(const json::Value& command);

// Nothing when it is not given; input.invalid {place, value}.
Result<std::optional<Date>> date_parameter(const Call& call, std::string_view name);
// The parameter "limit", 1 to 500; 100 when it is not given.
Result<std::size_t> limit_parameter(const Call& call);

// The parameter "site": no_index when it is not given. reference.unknown {kind, id}.
Result<Index> optional_site(const State& state, const Call& call);

// The parameter "period", the first day of a period of the rulebook, as its number; nothing when it
// is not given. period.unknown, input.invalid.
Result<std::optional<std::int32_t>> period_parameter(const State& state, const Call& call);

struct SitePeriodChosen {
  Index site = no_index;
  std::int32_t period = 0;
};
// "site" and "period" (its first day). Not given: the first site of the book, and the last period
// of it with a posting. reference.unknown, period.unknown, input.invalid.
Result<SitePeriodChosen> site_and_period(const State& state, const Call& call);

}  // namespace tenbin::http
