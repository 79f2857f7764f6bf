#pragma once
// Writes command lines (contract section 6) and counts them. Lines beyond the wanted number are
// left out, so whoever writes may post several commands without looking at the count.
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "units/date.hpp"
#include "units/mass.hpp"

namespace tenbin::sample {

// "R2604-000123": the kind, year and month of posting, and a number within the month.
struct SampleId {
  char kind = 'X';
  std::uint32_t month = 0;  // year × 100 + month, two digits each
  std::uint32_t number = 0;
};

class LineWriter {
 public:
  explicit LineWriter(std::uint64_t lines_max) : lines_max_(lines_max) {}

  LineWriter& begin(std::string_view command) {
    line_start_ = out_.size();
    out_ += "{\"do\":\"";
    out_ += command;
    out_ += '"';
    return *this;
  }
  // `value` holds nothing that JSON would escape.
  LineWriter& text(std::string_view name, std::string_view value) {
    key(name);
    out_ += '"';
    out_ += value;
    out_ += '"';
    return *this;
  }
  LineWriter& number(std::string_view name, std::uint64_t value) {
    key(name);
    digits(value, 1);
    return *this;
  }
  LineWriter& flag(std::string_view name, bool value) {
    key(name);
    out_ += value ? "true" : "false";
    return *this;
  }
  LineWriter& id(std::string_view name, const SampleId& value) {
    key(name);
    quoted_id(value);
    return *this;
  }
  template <class Ids>
  LineWriter& ids(std::string_view name, const Ids& values) {
    key(name);
    char before = '[';
    for (const SampleId& value : values) {
      out_ += before;
      quoted_id(value);
      before = ',';
    }
    out_ += ']';
    return *this;
  }
  LineWriter& date(std::string_view name, Date value) {
    key(name);
    out_ += '"';
    append_date(out_, value);
    out_ += '"';
    return *this;
  }
  // In tonnes with three decimals; `value` is whole kilograms.
  LineWriter& mass(std::string_view name, Mass value) {
    key(name);
    const auto kg = static_cast<std::uint64_t>(value.grams() / 1000);
    out_ += '"';
    digits(kg / 1000, 1);
    out_ += '.';
    digits(kg % 1000, 3);
    out_ += " t\"";
    return *this;
  }
  // Answers the seq that the command gets in a new book.
  std::uint64_t end() {
    if (full()) {
      out_.resize(line_start_);
      return lines_max_;
    }
    out_ += "}\n";
    return ++lines_;
  }

  std::uint64_t lines() const { return lines_; }
  bool full() const { return lines_ == lines_max_; }
  std::string& out() { return out_; }

 private:
  void key(std::string_view name) {
    out_ += ",\"";
    out_ += name;
    out_ += "\":";
  }
  void quoted_id(const SampleId& value) {
    out_ += '"';
    out_ += value.kind;
    digits(value.month, 4);
    out_ += '-';
    digits(value.number, 6);
    out_ += '"';
  }
  void digits(std::uint64_t value, std::size_t least) {
    char text[20];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    const auto count = static_cast<std::size_t>(end - text);
    if (count < least) out_.append(least - count, '0');
    out_.append(text, count);
  }

  std::string out_;
  std::size_t line_start_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t lines_max_;
};

}  // namespace tenbin::sample
