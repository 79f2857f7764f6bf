#pragma once
// What a plan is asked for (contract section 8, `plan`):
//   {"site","period","strategy":"concentrate","order":["product:EX-1","customer:C-2"],["date"]}
//   {"site","period","strategy":"even",["share"],["date"]}
// Strict: any other key, a wrong type or value is input.invalid with its place, a share without %
// is unit.missing.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "units/date.hpp"
#include "units/share.hpp"

namespace tenbin {

enum class Strategy : std::uint8_t { concentrate, even };

// One entry of the order, such as "product:EX-1".
struct OrderEntry {
  enum class Kind : std::uint8_t { product, customer };
  Kind kind = Kind::product;
  std::string id;
};

struct PlanRequest {
  std::string site;
  Date period;  // its first day
  std::optional<Date> date;
  Strategy strategy = Strategy::even;
  std::vector<OrderEntry> order;  // concentrate
  std::optional<Share> share;     // even
};

Result<PlanRequest> read_plan_request(std::string_view json);

}  // namespace tenbin
