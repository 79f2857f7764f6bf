#include "http/import_reading.hpp"

#include <algorithm>

#include "http/parameters.hpp"
#include "table/text.hpp"

namespace tenbin::http {
namespace {

using exchange::Kind;
using exchange::Naming;
using table::Encoding;

constexpr std::size_t longest_name = 200;

Result<Encoding> encoding_named(std::string_view name) {
  for (const Encoding each : {Encoding::utf8, Encoding::utf16le, Encoding::cp932, Encoding::euc_jp,
                              Encoding::iso_2022_jp})
    if (table::encoding_name(each) == name) return each;
  return not_one_of("encoding", name, "utf8, utf16le, cp932, euc_jp, iso_2022_jp");
}

bool is_column(std::string_view key) {
  for (const exchange::KindInfo& kind : exchange::all_kinds())
    for (const exchange::Column& column : kind.columns)
      if (column.key == key) return true;
  return false;
}

Result<Naming> naming_in(const json::Value& columns) {
  const auto list = columns.array();
  if (!list) return tl::make_unexpected(list.error());
  Naming naming;
  for (const json::Value& each : **list) {
    TENBIN_TRY(each.only_keys({"heading", "key"}));
    const auto heading = each.text_of("heading");
    if (!heading) return tl::make_unexpected(heading.error());
    const auto key = each.at("key");
    if (!key) return tl::make_unexpected(key.error());
    std::string named;
    if (!(*key)->is_null()) {
      const auto text = (*key)->text();
      if (!text) return tl::make_unexpected(text.error());
      if (!is_column(*text)) return json::invalid_at((*key)->place(), "unknown_value");
      named = *text;
    }
    naming[table::fold(*heading)] = std::move(named);
  }
  return naming;
}

Result<Naming> parse_naming(std::string_view kept) {
  const auto columns = json::parse(kept);
  if (!columns) return tl::make_unexpected(columns.error());
  const auto members = columns->object();
  if (!members) return tl::make_unexpected(members.error());
  Naming naming;
  for (const json::Member& each : **members)
    naming[each.key] = std::string(each.value.text().value_or(""));
  return naming;
}

std::string write_naming(const Naming& naming) {
  json::Object members;
  for (const auto& [heading, key] : naming) members.push_back({heading, json::Value(key, "")});
  std::sort(members.begin(), members.end(), [](const json::Member& a, const json::Member& b) {
    return json::key_less(a.key, b.key);
  });
  return json::write_canonical(json::Value(std::move(members), "/"));
}

void write_key(json::Writer& json, const exchange::Column* column) {
  column == nullptr ? json.null() : json.string(column->key);
}

void write_kind(json::Writer& json, std::optional<Kind> kind) {
  kind ? json.string(exchange::info(*kind).name) : json.null();
}

}  // namespace

Result<std::optional<Kind>> kind_named(std::string_view name) {
  if (name.empty()) return std::optional<Kind>();
  const auto kind = exchange::parse_kind(name);
  if (!kind)
    return problem(Code::input_invalid,
                   {{"field", "kind"}, {"problem", "list"}, {"value", std::string(name)}});
  return kind;
}

Result<Said> said_in(const json::Value& body, const Said& before) {
  TENBIN_TRY(body.only_keys({"encoding", "kind", "columns", "form"}));
  Said said = before;
  if (body.find("encoding") != nullptr) {
    const auto name = body.text_of("encoding");
    if (!name) return tl::make_unexpected(name.error());
    const auto encoding = encoding_named(*name);
    if (!encoding) return tl::make_unexpected(encoding.error());
    said = {*encoding, before.kind, {}, {}};  // the headings are others now
  }
  if (body.find("kind") != nullptr) {
    const auto name = body.text_of("kind");
    if (!name) return tl::make_unexpected(name.error());
    const auto kind = kind_named(*name);
    if (!kind) return tl::make_unexpected(kind.error());
    said.kind = *kind;
  }
  if (const json::Value* const columns = body.find("columns"); columns != nullptr) {
    auto naming = naming_in(*columns);
    if (!naming) return tl::make_unexpected(naming.error());
    said.naming = *std::move(naming);
    said.form.clear();
  }
  if (body.find("form") != nullptr) {
    const auto form = body.text_of("form");
    if (!form) return tl::make_unexpected(form.error());
    if (form->size() > longest_name) return json::invalid_at("/form", "too_long");
    said.form = table::trim(*form);
  }
  return said;
}

Result<std::unique_ptr<table::Table>> table_of(const std::string& bytes, const Said& said) {
  table::ReadOptions options;
  options.encoding = said.encoding;
  return table::open_table(bytes, options);
}

Result<void> find_form(office::Office& office, const table::Table& table, Said& said) {
  if (said.naming) return {};
  const auto head = exchange::read_head(table, table::preferred_sheet(table.sheets()));
  if (!head) return {};  // who reads the table says so
  for (const exchange::HeadRow& row : *head) {
    if (row.cells.size() < 2) continue;
    const auto form = office.import_form(exchange::fingerprint_of(row));
    if (!form) return tl::make_unexpected(form.error());
    if (!*form) continue;
    const auto kind = exchange::parse_kind((*form)->kind);
    if (said.kind && said.kind != kind) continue;
    auto naming = parse_naming((*form)->columns);
    if (!naming) return tl::make_unexpected(naming.error());
    said = {said.encoding, kind, *std::move(naming), (*form)->name};
    return {};
  }
  return {};
}

Result<void> keep_form(office::Office& office, const table::Table& table, const Said& said) {
  if (said.form.empty() || !said.naming) return {};
  const auto reading = exchange::reading_of(table, said.kind, *said.naming);
  if (!reading) return tl::make_unexpected(reading.error());
  return office.keep_import_form({reading->fingerprint, said.form,
                                  std::string(exchange::info(reading->kind.value()).name),
                                  write_naming(*said.naming)});
}

Result<std::string> reading_answer(const std::string& bytes, const Said& said) {
  const auto table = table_of(bytes, said);
  if (!table && table.error().code != Code::import_encoding_unclear)
    return tl::make_unexpected(table.error());
  exchange::Reading reading;
  reading.kind = said.kind;
  if (table) {
    auto read = exchange::reading_of(**table, said.kind, said.naming.value_or(Naming{}));
    if (!read) return tl::make_unexpected(read.error());
    reading = *std::move(read);
  }
  const bool is_text = !table || (*table)->encoding() != Encoding::automatic;
  std::string body;
  json::Writer json(body);
  json.begin_object().key("encoding");
  write_encoding(json, table ? (*table)->encoding() : Encoding::automatic);
  json.key("form").string(said.form).key("headings").begin_array();
  for (const exchange::Heading& each : reading.headings) {
    json.begin_object().key("heading").string(each.text).key("key");
    write_key(json, each.column);
    json.key("sample").string(each.sample).key("suggestion");
    write_key(json, each.suggestion);
    json.end_object();
  }
  json.end_array().key("kind");
  write_kind(json, reading.kind);
  json.key("looks_like");
  write_kind(json, reading.looks_like);
  json.key("samples").begin_array();
  const auto samples = is_text ? exchange::samples_of(bytes) : std::vector<exchange::Sample>();
  for (const exchange::Sample& each : samples) {
    json.begin_object().key("encoding").string(table::encoding_name(each.encoding));
    json.key("text").string(each.text).end_object();
  }
  json.end_array().end_object();
  return body;
}

void write_encoding(json::Writer& json, Encoding encoding) {
  encoding == Encoding::automatic ? json.null() : json.string(table::encoding_name(encoding));
}

}  // namespace tenbin::http
