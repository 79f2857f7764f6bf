#pragma once
// What a changed row says otherwise than the book, cell by cell.
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "exchange/kinds.hpp"

namespace tenbin::exchange {

struct ChangedCell {
  const Column* column = nullptr;
  std::string before;  // "18520.000 kg", 再エネ; empty: nothing
  std::string after;
};

// Of a record and a command that the codec wrote, their numbers aside.
Result<std::vector<ChangedCell>> changed_cells(const KindInfo& kind, std::string_view record,
                                               std::string_view command);

}  // namespace tenbin::exchange
