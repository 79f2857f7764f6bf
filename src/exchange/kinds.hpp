#pragma once
// The six tables that a mill hands in (design/ux.md section 3), as data: headings in both
// languages, what stands under them, and which field of the command language a column becomes. What
// has no field goes into the command's note, so that nothing is lost; only what tells of a person
// (a mill's contact at a customer) is kept out of the journal, which forgets nothing, and handed
// over beside the command.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "table/cells.hpp"

namespace tenbin::exchange {

enum class Kind : std::uint8_t {
  receipts,
  production,
  shipments,
  customers,
  products,
  supplier_certificates
};

enum class ColumnType : std::uint8_t {
  code,  // a number or code: kept as it is, checked against the known ones if it refers to one
  text,
  date,
  mass,
  mass_or_zero,
  unit,
  share,   // percent
  factor,  // tCO2e/t
  count,   // whole number
  choice,
  boolean
};

enum class Need : std::uint8_t {
  optional,
  required,  // marked * in the template
  wanted,    // not marked, but the command cannot do without: an empty cell is cell.required
};

// What a code refers to.
enum class Reference : std::uint8_t {
  none,
  site,
  supplier,
  customer,
  product,
  supplier_certificate
};

// A closed list of values: what people write, and what the command language calls it.
struct CodeList {
  std::string_view name;  // of the list, as headings have it: 材料区分
  std::span<const table::Choice> choices;
};

struct Column {
  std::string_view heading;  // ja: 受入番号
  std::string_view key;      // en: receipt_no
  ColumnType type = ColumnType::text;
  Need need = Need::optional;
  std::string_view field = {};  // of the command; empty: into the note
  std::span<const std::string_view> aliases = {};
  const CodeList* list = nullptr;
  Reference reference = Reference::none;
  bool personal = false;  // never into the journal
};

struct KindInfo {
  Kind kind;
  std::string_view name;     // as --as takes it: "receipts"
  std::string_view heading;  // 受入
  std::string_view command;  // "receive"
  std::span<const Column> columns;
  std::span<const std::string_view> example;  // one row, in the order of the columns
};

std::span<const KindInfo> all_kinds();
const KindInfo& info(Kind kind);
// "receipts", "受入" …; nothing for what is none.
std::optional<Kind> parse_kind(std::string_view text);

// Every list, for the sheet コード表.
std::span<const CodeList* const> all_code_lists();

}  // namespace tenbin::exchange
