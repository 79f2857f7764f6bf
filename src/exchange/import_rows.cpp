#include "exchange/import_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "codec/json_writer.hpp"
#include "exchange/row_reader.hpp"
#include "service/approval_note.hpp"
#include "table/cells.hpp"
#include "table/text.hpp"

namespace tenbin::exchange {
namespace {

// The command language takes texts of 4,000 bytes; what does not fit is kept beside the command.
constexpr std::size_t longest_note = 3'900;

// FNV-1a: tells rows without a number apart, it need not resist anyone.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

std::string to_json(const Fields& fields) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  for (const auto& [name, value] : fields) {
    writer.key(name);
    if (value.raw) {
      writer.raw(value.text);
    } else {
      writer.string(value.text);
    }
  }
  writer.end_object();
  return out;
}

bool is_total_row(const table::Row& row) {
  constexpr std::array<std::string_view, 8> words = {"合計", "総合計", "小計",  "総計",
                                                     "計",   "累計",   "total", "subtotal"};
  for (const table::Cell& cell : row.cells) {
    const std::string folded = table::fold(cell.text);
    if (folded.empty()) continue;
    return std::find(words.begin(), words.end(), folded) != words.end();
  }
  return false;
}

bool is_blank_row(const table::Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const table::Cell& cell) { return table::trim(cell.text).empty(); });
}

class Importer {
 public:
  Importer(const Recognised& columns, const ImportOptions& options, ImportSummary& summary)
      : columns_(columns),
        kind_(info(columns.kind)),
        options_(options),
        summary_(summary),
        reader_(columns, options) {
    for (const FoundColumn& found : columns.columns)
      if (found.column != nullptr)
        headings_.push_back(
            {found.place, table::fold(found.heading), table::fold(found.column->key)});
  }

  // The keys below the headings, or the headings once more at the head of a printed page.
  bool is_heading_row(const table::Row& row) const {
    bool alike = false;
    for (const HeadingTexts& heading : headings_) {
      const table::Cell* const cell = row.at(heading.place);
      if (cell == nullptr) continue;
      const std::string folded = table::fold(cell->text);
      if (folded != heading.heading && folded != heading.key) return false;
      alike = true;
    }
    return alike;
  }

  // Nothing for a row that is passed over.
  std::optional<ImportedRow> import(const table::Row& row) {
    if (row.number <= columns_.heading_row || is_blank_row(row) || is_heading_row(row))
      return std::nullopt;
    if (is_total_row(row)) {
      reader_.add(summary_.notices, Problem{Code::row_total_skipped, {}}, nullptr, row.number);
      return std::nullopt;
    }
    ImportedRow out;
    out.number = row.number;
    RowContent content = reader_.read(row, out);
    complete(content, out);
    if (content.reversal_type.empty()) {
      make_command(content, out);
    } else {
      make_reversal(content, out);
    }
    find_repetition(content, out);
    if (!out.problems.empty()) out.command.clear();
    for (Fault& fault : out.problems)
      if (const table::Cell* const cell = fault.place ? row.at(*fault.place) : nullptr)
        fault.typed = table::typed_text(*cell);
    count(out);
    return out;
  }

 private:
  void missing(ImportedRow& out, std::string_view key) {
    const FoundColumn* const found = reader_.column(key);
    if (found != nullptr)
      return reader_.add(out.problems, Problem{Code::cell_required, {}}, found, out.number);
    for (const Column& column : kind_.columns)
      if (column.key == key)
        out.problems.push_back({Problem{Code::cell_required,
                                        {{"row", std::to_string(out.number)},
                                         {"column", std::string(column.heading)}}},
                                std::nullopt});
  }

  // Defaults, and what the command needs though the sheet has no column for it.
  void complete(RowContent& content, ImportedRow& out) {
    for (const Column& column : kind_.columns) {
      if (column.reference == Reference::site && !content.fields.contains("site")) {
        if (options_.default_site.empty()) {
          missing(out, column.key);
        } else {
          content.fields["site"] = {options_.default_site, false};
        }
      }
      if (column.need == Need::wanted && reader_.column(column.key) == nullptr)
        missing(out, column.key);
    }
    if (columns_.kind == Kind::shipments && !content.fields.contains("line"))
      content.fields["line"] = {"1", true};
    content.fields["do"] = {std::string(kind_.command), false};
  }

  // What has no field of its own: "備考の文; 品名: 押出用ビレット".
  void add_note(RowContent& content, ImportedRow& out) {
    std::string note = std::move(content.note);
    for (KeptText& kept : content.extra) {
      std::string part = (note.empty() ? "" : "; ") + kept.heading + ": " + kept.text;
      if (note.size() + part.size() > longest_note) {
        out.beside.push_back(std::move(kept));
      } else {
        note += part;
      }
    }
    if (approval_of_note(note))
      reader_.add(out.problems, Problem{Code::cell_note_approval, {{"read", note}}}, nullptr,
                  out.number);
    if (!note.empty()) content.fields["note"] = {std::move(note), false};
  }

  void make_command(RowContent& content, ImportedRow& out) {
    add_note(content, out);
    const std::string key_field(key_name());
    if (!content.fields.contains(key_field) && out.problems.empty())
      make_number(content, out, key_field);
    if (const auto found = content.fields.find(key_field); found != content.fields.end())
      out.key = found->second.text;
    if (columns_.kind == Kind::shipments && !out.key.empty())
      out.key += '/' + content.fields["line"].text;
    out.command = to_json(content.fields);
  }

  std::string_view key_name() const { return kind_.columns.front().field; }

  // 受入番号 and 生産番号 may be missing. The number then follows from the content, so that the
  // same file gives the same numbers again; two like rows of a file are told apart by counting.
  void make_number(RowContent& content, ImportedRow& out, const std::string& field) {
    const std::uint64_t hash = hash_of(to_json(content.fields));
    const std::size_t count = ++made_numbers_[hash];
    std::string number = fmt::format("{}-{:08x}", content.fields["date"].text, hash >> 32);
    if (count > 1) number += fmt::format("-{}", count);
    reader_.add(out.notices, Problem{Code::row_number_made, {{"number", number}}}, nullptr,
                out.number);
    content.fields[field] = {std::move(number), false};
  }

  void make_reversal(RowContent& content, ImportedRow& out) {
    if (content.original.empty()) missing(out, "original_shipment_no");
    if (const auto found = content.fields.find("shipment"); found != content.fields.end())
      out.key = found->second.text + '/' + content.fields["line"].text;
    if (!out.problems.empty() || !content.date) return;
    Reversal reversal;
    reversal.shipment = content.original;
    reversal.line = std::stoll(content.fields["line"].text);
    reversal.date = *content.date;
    reversal.is_return = content.reversal_type == "return";
    reversal.reason = reversal.is_return ? "返品" : "取消";
    if (!content.note.empty()) reversal.reason += ": " + content.note;
    reversal.mass = out.mass;
    out.reverses = std::move(reversal);
  }

  // The same key twice in a file: the same content is left out, another one is a mistake.
  void find_repetition(const RowContent& content, ImportedRow& out) {
    if (out.key.empty()) return;
    const std::uint64_t hash = hash_of(to_json(content.fields) + content.original);
    const auto [first, is_new] = seen_.try_emplace(out.key, Seen{out.number, hash});
    if (is_new) return;
    const Problem repeated{Code::row_repeated, {{"first", std::to_string(first->second.row)}}};
    if (first->second.hash == hash && out.problems.empty()) {
      out.repeats = first->second.row;
      reader_.add(out.notices, repeated, nullptr, out.number);
    } else {
      reader_.add(out.problems, repeated, reader_.column(kind_.columns.front().key), out.number);
    }
  }

  void count(const ImportedRow& out) {
    ++summary_.rows;
    if (!out.problems.empty()) {
      ++summary_.with_problems;
    } else if (!out.new_supplier.empty()) {
      summary_.unknown_suppliers.insert(out.new_supplier);
    }
    const bool counts = out.problems.empty() && out.repeats == 0 && !out.reverses;
    std::int64_t sum = 0;
    if (counts && !__builtin_add_overflow(summary_.mass.grams(), out.mass.grams(), &sum))
      summary_.mass = Mass::of_grams(sum);
  }

  struct HeadingTexts {
    std::uint32_t place;
    std::string heading;  // folded
    std::string key;
  };
  struct Seen {
    std::uint32_t row;
    std::uint64_t hash;
  };

  const Recognised& columns_;
  const KindInfo& kind_;
  const ImportOptions& options_;
  ImportSummary& summary_;
  RowReader reader_;
  std::vector<HeadingTexts> headings_;
  std::unordered_map<std::string, Seen> seen_;
  std::unordered_map<std::uint64_t, std::size_t> made_numbers_;
};

}  // namespace

Result<ImportSummary> import_rows(const table::Table& table, const FoundTable& found,
                                  const ImportOptions& options, const ImportSink& sink) {
  ImportSummary summary;
  Importer importer(found.columns, options, summary);
  TENBIN_TRY(table.read(found.sheet, [&](const table::Row& row) {
    auto imported = importer.import(row);
    return !imported || sink(std::move(*imported));
  }));
  return summary;
}

}  // namespace tenbin::exchange
