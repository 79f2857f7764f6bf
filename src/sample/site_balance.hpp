#pragma once
// What one site's only account (`account_by` = class) may still give in the current quarter, by the
// rule of contract section 4, but without what earlier quarters carried in: less than the engine
// would allow, so what fits here fits there.
#include "engine/running_total.hpp"
#include "units/mass.hpp"

namespace tenbin::sample {

// What a posting adds on its day; negative where it takes back.
struct Change {
  std::int64_t backed_g = 0;
  std::int64_t input_g = 0;
  std::int64_t output_g = 0;
};

class SiteBalance {
 public:
  // Whether no day from `day` to `today` would fall below 0.
  bool fits(std::int32_t day, std::int32_t today, const Change& change) const;
  void post(std::int32_t day, const Change& change);
  // What an allocation dated `day` could take.
  Mass room(std::int32_t day, std::int32_t today) const;
  void allocate(std::int32_t day, Mass mass) { allocated_.add(day, mass.grams()); }

 private:
  std::int64_t left_g(std::int32_t day, const Change& change) const;

  RunningTotal backed_;
  RunningTotal input_;
  RunningTotal output_;
  RunningTotal allocated_;
};

}  // namespace tenbin::sample
