#include "codec/field_reader.hpp"

#include <algorithm>

#include "base/encoding.hpp"

namespace tenbin::codec {
namespace {

bool has_control_character(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  }
  return false;
}

// A quantity: a text, or a bare number, which lacks its unit.
Reading read_quantity(ondemand::value value, std::string_view& out) {
  ondemand::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return Wrong{"json"};
  if (type == ondemand::json_type::number) {
    // double: only to know that it is a well-formed number; its value is never used.
    double ignored = 0;
    if (value.get_double().get(ignored) != simdjson::SUCCESS) return Wrong{"json"};
    return Wrong{"unit", true};
  }
  return read_string(value, out);
}

Reading wrong_of(const Problem& problem) {
  if (problem.code == Code::unit_missing) return Wrong{"unit", true};
  for (const Fact& fact : problem.facts) {
    if (fact.name == "problem") return Wrong{fact.value};
  }
  return Wrong{"value"};
}

Reading read_ordinal(ondemand::value value, std::int32_t& out) {
  std::int64_t number = 0;
  if (value.get_int64().get(number) != simdjson::SUCCESS || number < 1 || number > INT32_MAX)
    return Wrong{"positive_integer"};
  out = static_cast<std::int32_t>(number);
  return std::nullopt;
}

Reading read_mass(ondemand::value value, Mass& out, std::int64_t* residue) {
  std::string_view text;
  if (auto wrong = read_quantity(value, text)) return wrong;
  const auto parsed = parse_mass(text);
  if (!parsed) return wrong_of(parsed.error());
  out = parsed->mass;
  *residue = parsed->residue_e8_g;
  return std::nullopt;
}

}  // namespace

// A text without escapes is taken from where it stands: simdjson has checked the whole line for
// UTF-8 and control characters before it hands out the first value. Others are unescaped into the
// parser's memory.
Reading read_string(ondemand::value value, std::string_view& out) {
  std::string_view token = value.raw_json_token();
  if (token.empty() || token.front() != '"') return Wrong{"text"};
  while (token.back() != '"') token.remove_suffix(1);  // the white space behind it
  if (token.size() >= 2 && token.find('\\') == std::string_view::npos) {
    out = token.substr(1, token.size() - 2);
    return std::nullopt;
  }
  if (value.get_string().get(out) != simdjson::SUCCESS) return Wrong{"text"};
  return std::nullopt;
}

Reading read_value(ondemand::value value, Text& out) {
  if (auto wrong = read_string(value, out)) return wrong;
  if (out.size() > text_length_max) return Wrong{"length"};
  return std::nullopt;
}

Reading read_value(ondemand::value value, Id& out) {
  if (auto wrong = read_string(value, out.text)) return wrong;
  if (out.text.empty()) return Wrong{"empty"};
  if (out.text.size() > id_length_max) return Wrong{"length"};
  if (has_control_character(out.text)) return Wrong{"control"};
  return std::nullopt;
}

Reading read_value(ondemand::value value, Date& out) {
  std::string_view text;
  if (auto wrong = read_string(value, text)) return wrong;
  const auto date = parse_date(text);
  if (!date) return Wrong{"date"};
  out = *date;
  return std::nullopt;
}

Reading read_value(ondemand::value value, Mass& out, std::int64_t* residue) {
  if (auto wrong = read_mass(value, out, residue)) return wrong;
  if (out == Mass()) return Wrong{"zero"};
  return std::nullopt;
}

Reading read_value(ondemand::value value, MassOrZero& out, std::int64_t* residue) {
  return read_mass(value, out.mass, residue);
}

Reading read_value(ondemand::value value, Share& out) {
  std::string_view text;
  if (auto wrong = read_quantity(value, text)) return wrong;
  const auto parsed = parse_share(text);
  if (!parsed) return wrong_of(parsed.error());
  out = *parsed;
  return std::nullopt;
}

Reading read_value(ondemand::value value, EmissionFactor& out) {
  std::string_view text;
  if (auto wrong = read_quantity(value, text)) return wrong;
  const auto parsed = parse_emission_factor(text);
  if (!parsed) return wrong_of(parsed.error());
  out = *parsed;
  return std::nullopt;
}

Reading read_value(ondemand::value value, bool& out) {
  if (value.get_bool().get(out) != simdjson::SUCCESS) return Wrong{"boolean"};
  return std::nullopt;
}

Reading read_value(ondemand::value value, Seq& out) {
  std::int64_t number = 0;
  if (value.get_int64().get(number) != simdjson::SUCCESS || number < 1)
    return Wrong{"positive_integer"};
  out.value = static_cast<std::uint64_t>(number);
  return std::nullopt;
}

Reading read_value(ondemand::value value, LineNumber& out) {
  return read_ordinal(value, out.value);
}

Reading read_value(ondemand::value value, Revision& out) {
  return read_ordinal(value, out.value);
}

Reading read_value(ondemand::value value, Digest& out) {
  std::string_view text;
  if (auto wrong = read_string(value, text)) return wrong;
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != out.bytes.size()) return Wrong{"digest"};
  std::copy(bytes->begin(), bytes->end(), out.bytes.begin());
  return std::nullopt;
}

Reading read_value(ondemand::value value, IdList& out) {
  ondemand::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return Wrong{"list_of_texts"};
  out.clear();
  for (auto element : array) {
    ondemand::value item;
    Id id;
    if (element.get(item) != simdjson::SUCCESS) return Wrong{"json"};
    if (auto wrong = read_value(item, id)) return wrong;
    out.push_back(id.text);
    if (out.size() > list_length_max) return Wrong{"length"};
  }
  return std::nullopt;
}

}  // namespace tenbin::codec
