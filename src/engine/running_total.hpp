#pragma once
// A sum over the days of a period, kept to each day: "up to and including d" (contract section 4)
// is one look. Days are numbered from 0 at the first day of the period. Posting on the latest day
// costs O(1), posting on an earlier one O(days between): a backdated posting is a normal case and
// never scans the book.
#include <cstdint>
#include <vector>

#include "base/check.hpp"

namespace tenbin {

class RunningTotal {
 public:
  // The sum up to and including `day`; days after the last posting have what that day had.
  std::int64_t to(std::int32_t day) const {
    if (to_day_.empty() || day < 0) return 0;
    const auto index = static_cast<std::size_t>(day);
    return index < to_day_.size() ? to_day_[index] : to_day_.back();
  }
  std::int64_t total() const { return to_day_.empty() ? 0 : to_day_.back(); }
  // One more than the last day that had a posting.
  std::int32_t days() const { return static_cast<std::int32_t>(to_day_.size()); }

  // A counter-entry adds a negative amount. What does not fit 64 bits was refused before
  // (mass_limit_g).
  void add(std::int32_t day, std::int64_t amount) {
    TENBIN_CHECK(day >= 0);
    const auto index = static_cast<std::size_t>(day);
    if (index >= to_day_.size()) to_day_.resize(index + 1, total());
    for (std::size_t i = index; i < to_day_.size(); ++i) {
      TENBIN_CHECK(!__builtin_add_overflow(to_day_[i], amount, &to_day_[i]));
    }
  }

  const std::vector<std::int64_t>& sums() const { return to_day_; }
  void set_sums(std::vector<std::int64_t> sums) { to_day_ = std::move(sums); }

  bool operator==(const RunningTotal&) const = default;

 private:
  std::vector<std::int64_t> to_day_;
};

}  // namespace tenbin
