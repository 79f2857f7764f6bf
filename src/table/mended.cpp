#include "table/mended.hpp"

#include <algorithm>

namespace tenbin::table {
namespace {

using RowMends = std::map<std::uint32_t, std::string>;

Row mended(const Row& row, const RowMends& mends) {
  Row out{row.number, row.since_1904, {}};
  for (const Cell& cell : row.cells)
    if (!mends.contains(cell.column)) out.cells.push_back(cell);
  for (const auto& [column, text] : mends)
    if (!text.empty()) out.cells.push_back({column, CellKind::text, text});
  std::sort(out.cells.begin(), out.cells.end(),
            [](const Cell& a, const Cell& b) { return a.column < b.column; });
  return out;
}

class MendedTable : public Table {
 public:
  MendedTable(std::unique_ptr<Table> table, std::size_t sheet, Mends mends)
      : table_(std::move(table)), sheet_(sheet), mends_(std::move(mends)) {}

  const std::vector<Sheet>& sheets() const override { return table_->sheets(); }
  Encoding encoding() const override { return table_->encoding(); }
  Result<void> read(std::size_t sheet, const RowSink& sink) const override {
    if (sheet != sheet_) return table_->read(sheet, sink);
    return table_->read(sheet, [&](const Row& row) {
      const auto found = mends_.find(row.number);
      return sink(found == mends_.end() ? row : mended(row, found->second));
    });
  }

 private:
  std::unique_ptr<Table> table_;
  std::size_t sheet_;
  Mends mends_;
};

}  // namespace

std::unique_ptr<Table> mend(std::unique_ptr<Table> table, std::size_t sheet, Mends mends) {
  if (mends.empty()) return table;
  return std::make_unique<MendedTable>(std::move(table), sheet, std::move(mends));
}

}  // namespace tenbin::table
