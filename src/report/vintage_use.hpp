#pragma once
// Which vintage each allocation of an account used in a period (contract section 4): oldest vintage
// first, own credits last, in the order of allocation date, then seq; what is beyond all of them is
// debt.
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/state.hpp"

namespace tenbin {

struct VintagePiece {
  std::optional<std::int32_t> vintage;  // nothing: debt
  Mass mass;
};

class VintageUse {
 public:
  VintageUse(const State& state, Index account, std::int32_t period);

  // The pieces of one part (a position in state.parts) of a live allocation dated in the period.
  std::vector<VintagePiece> pieces_of(Index part) const;
  // Those of `mass` more, allocated behind all that is, after `before` more.
  std::vector<VintagePiece> pieces_of_next(Mass before, Mass mass) const;
  // What was allocated from the period's own credits.
  Mass from_own() const;

 private:
  struct Range {
    Mass from;
    Mass to;
  };
  std::vector<VintagePiece> pieces(Range range) const;
  std::vector<VintagePiece> supply_;  // in the order of use
  std::unordered_map<Index, Range> ranges_;
  std::int32_t period_;
  Mass allocated_;
};

}  // namespace tenbin
