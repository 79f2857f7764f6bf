// depends: exchange table
// Any bytes as a text table: rows and every reading of their cells, then as a table of the mill.
#include <cstdint>

#include "exchange/import_rows.hpp"
#include "table/cells.hpp"
#include "table/dates.hpp"

namespace {

using namespace tenbin;

void read_every_way(const table::Cell& cell) {
  (void)table::read_mass(cell, {"t", true, true});
  (void)table::read_date(cell, false);
  (void)table::read_share(cell);
  (void)table::read_factor(cell);
  (void)table::read_count(cell);
  (void)table::read_code(cell);
  (void)table::read_text(cell);
  (void)table::read_boolean(cell);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto opened = table::open_table(std::string(reinterpret_cast<const char*>(data), size));
  if (!opened) return 0;
  (void)(*opened)->read(0, [](const table::Row& row) {
    for (const table::Cell& cell : row.cells) read_every_way(cell);
    return true;
  });
  const auto found = exchange::find_table(**opened);
  if (found)
    (void)exchange::import_rows(**opened, *found, {}, [](exchange::ImportedRow&&) { return true; });
  return 0;
}
