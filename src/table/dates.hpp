#pragma once
// The dates of cells: 2026-07-01, 2026/7/1, 2026.7.1, 2026年7月1日, 20260701, R8.7.1,
// 令和8年7月1日, H31.4.30, 平成元年1月8日, a day number of the workbook. A time of day and a
// weekday "(水)" behind it are left out. What could be two days is refused and the answer says
// both.
#include "table/table.hpp"
#include "units/date.hpp"

namespace tenbin::table {

// For a column of dates: there a bare 46204 is a day number. Problems: cell.date_unclear (read,
// first, second) for 8/7/1, cell.date_impossible (read, and write where one day is meant) for
// 2026-02-30 and H31.5.1, cell.date_unreadable (read), cell.error_value.
Result<Date> read_date(const Cell& cell, bool since_1904);

}  // namespace tenbin::table
