#pragma once
// The naive second model of Tenbin: brute force, from the contract alone.
//
// It keeps the list of what was accepted and computes every figure from it each time: every day of
// every open period, before and after each posting. It is slow and meant to be obviously right; the
// engine is compared with it (diff.py, tests/property).
#include <optional>
#include <string>
#include <vector>

#include "book.hpp"

namespace tenbin_model {

class Model {
 public:
  /// Throws Refusal input.invalid when the rulebook is none.
  explicit Model(const Json& rulebook);

  /// {"status":"accepted|repeated|rejected", "seq", "certificate", "accounts", "error", "facts"}.
  Json apply(const Json& command);
  /// The same from a line of text; malformed JSON is input.invalid.
  Json apply_line(const std::string& line);

  /// tenbin/balance/1 of contract section 8; `as_of` a date as text.
  Json balance(const std::optional<std::string>& as_of = std::nullopt) const;
  /// tenbin/footprint/1; throws Refusal when the site or the period is unknown.
  Json footprint(const std::string& site, const std::string& period) const;
  /// The allocate commands of a plan; throws Refusal when it prints none for a reason.
  std::vector<Json> plan(const Json& request) const;

  const Book& book() const { return book_; }

 private:
  struct Remembered {
    Json content, outcome;
  };

  Book book_;
  std::int64_t seq_ = 0;
  std::map<std::string, Remembered> by_command_id_;
};

}  // namespace tenbin_model
