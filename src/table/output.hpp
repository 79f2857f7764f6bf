#pragma once
// Tables to be written: columns, and cells that say what they are.
#include <cstdint>
#include <string>
#include <vector>

namespace tenbin::table {

enum class OutKind : std::uint8_t { text, number, date };

struct OutCell {
  OutKind kind = OutKind::text;
  std::string text;     // number: "25.004"; date: "2026-07-21"; empty: an empty cell
  bool marked = false;  // coloured: something is wrong with it
  // "=A3+B3": the cell computes it; `text` is what it comes to, for readers that do not compute.
  std::string formula = {};
};

struct OutColumn {
  std::string heading;
  std::string key;  // the heading in the second row, where the sheet has one
  OutKind kind = OutKind::text;
  bool required = false;             // coloured, with * behind the heading
  std::vector<std::string> choices;  // offered as a list in the cells
  std::string note;                  // a comment on the heading
  std::string name = {};             // of its cells, for formulas: "months_mass_t"; empty: none
};

}  // namespace tenbin::table
