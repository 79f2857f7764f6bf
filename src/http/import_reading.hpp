#pragma once
// How a table that was handed in is read, and what somebody says otherwise: its encoding, its kind,
// which heading is which column (schema ImportReading). A form is a naming of headings that is
// kept, and found again by the headings.
#include <optional>
#include <string>
#include <string_view>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "exchange/reading.hpp"
#include "http/site.hpp"

namespace tenbin::http {

// What is said of a table; what is not said is found out.
struct Said {
  table::Encoding encoding = table::Encoding::automatic;
  std::optional<exchange::Kind> kind;
  std::optional<exchange::Naming> naming;
  std::string form;  // the name under which the naming is kept
};

// `before` with what the body says: {"encoding":"cp932","kind":"receipts","form":"定例 受入",
// "columns":[{"heading":"受入No.","key":"receipt_no"|null}]}. input.invalid.
Result<Said> said_in(const json::Value& body, const Said& before);

// The kind of that name; nothing for an empty one. input.invalid.
Result<std::optional<exchange::Kind>> kind_named(std::string_view name);

// The table as it is said to be read. import.encoding_unclear, table.malformed …
Result<std::unique_ptr<table::Table>> table_of(const std::string& bytes, const Said& said);

// Fills in the form of the table's headings, where one is kept and nothing else is said.
Result<void> find_form(office::Office& office, const table::Table& table, Said& said);
// Keeps what is said under its name, for tables with these headings.
Result<void> keep_form(office::Office& office, const table::Table& table, const Said& said);

// GET /api/v1/imports/{import}/reading, as far as the bytes can be read.
Result<std::string> reading_answer(const std::string& bytes, const Said& said);

// "cp932"; null for a workbook.
void write_encoding(json::Writer& json, table::Encoding encoding);

}  // namespace tenbin::http
