#pragma once
// What the properties are checked on: the naive model or the engine, behind one interface.
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace tenbin_property {

using Json = nlohmann::json;

/// A system under test: one book in memory.
class Sut {
 public:
  virtual ~Sut() = default;

  /// The outcome of `apply --json` (contract section 8), without `line`.
  virtual Json apply(const Json& command) = 0;
  /// tenbin/balance/1; `as_of` a date such as "2026-04-30".
  virtual Json balance(const std::optional<std::string>& as_of) = 0;
  /// tenbin/footprint/1 of a site and the first day of a period.
  virtual Json footprint(const std::string& site, const std::string& period) = 0;
  /// The allocate commands that the plan prints; empty when it prints none.
  virtual std::vector<Json> plan(const Json& request) = 0;
};

/// A fresh book under the rulebook. Each test program links exactly one definition of it.
std::unique_ptr<Sut> make_sut(const Json& rulebook);

}  // namespace tenbin_property
