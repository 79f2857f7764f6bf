#pragma once
// A record of the journal as the row of a template. Private to exchange.
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_value.hpp"
#include "exchange/kinds.hpp"
#include "table/output.hpp"

namespace tenbin::exchange {

// The cells of the record's event, in the order of the columns.
Result<std::vector<table::OutCell>> cells_of(const KindInfo& kind, std::string_view record);

}  // namespace tenbin::exchange
