#pragma once
// What a cell means, read exactly: masses in grams, shares, factors, codes, choices. (Dates:
// dates.hpp; numbers as such: number_text.hpp.)
//
// Every answer is the exact value, or a problem cell.* with the fact "read" (what stands in the
// cell) and how to write it. Who calls knows the row and the heading, and adds them as facts "row"
// and "column". Nothing is guessed: what could mean two things is refused.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "table/table.hpp"
#include "units/mass.hpp"
#include "units/share.hpp"

namespace tenbin::table {

struct Unit {
  std::string_view name;  // t kg g lb st lt, as the command language writes it
  bool was_mt = false;    // written MT: read as t, which the caller says (notice cell.mt_is_tonne)
};
// t トン ㌧ 千kg MT, kg キロ ㎏, g グラム, lb ポンド, st, lt, in any width or case.
// cell.unit_unknown (read).
Result<Unit> read_unit(std::string_view text);

struct MassRules {
  std::string_view unit;  // for a cell that names none: a name of Unit, or empty
  bool may_be_negative = false;
  bool may_be_zero = false;
};
struct MassCell {
  Mass mass;         // without the sign; lb, st and lt rounded down to the gram
  std::string text;  // for the command language: "25.004 t"
  bool negative = false;
  bool was_mt = false;
};
// cell.unit_missing (read, write), cell.unit_conflict (read, unit), cell.mass_too_fine,
// cell.mass_too_large, cell.negative, cell.zero, and those of read_number and read_unit.
Result<MassCell> read_mass(const Cell& cell, const MassRules& rules);

// Percent: "50", "50 %", or 0.5 under a percent format. cell.share_out_of_range,
// cell.number_too_fine.
Result<Share> read_share(const Cell& cell);

// tCO2e/t, the same as kgCO2e/kg: "4.17", perhaps with that unit behind it. At most 6 decimals, may
// be negative. The text for the command language: "4.17 kgCO2e/kg".
Result<std::string> read_factor(const Cell& cell);

// A whole number from 1 to 10^9.
Result<std::int64_t> read_count(const Cell& cell);

// A code, number or name of a thing: NFKC, trimmed, inner white space one space, hyphens alike.
// 000123 stays. cell.code_became_date where the spreadsheet made 1-2 a date.
Result<std::string> read_code(const Cell& cell);

// What to type for the cell to mean the same: 0.5 under a format with % is "50 %", and numbers are
// without the noise of doubles.
std::string typed_text(const Cell& cell);

// Any text: trimmed, line ends as one space. Dates and numbers as they stand.
Result<std::string> read_text(const Cell& cell);

struct Choice {
  std::string_view key;                     // what the answer is
  std::span<const std::string_view> words;  // what may stand in the cell, besides the key
};
// Compared by fold(). cell.not_in_list (read, allowed: the first word of each).
Result<std::string_view> read_choice(const Cell& cell, std::span<const Choice> choices);

// 1 0, TRUE FALSE, はい いいえ, ○ ×, 有効 無効, 対象 対象外, yes no.
Result<bool> read_boolean(const Cell& cell);

}  // namespace tenbin::table
