#include "paper/pdf_file.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <charconv>
#include <cmath>

#include "base/check.hpp"

namespace tenbin::paper {

PdfFile::PdfFile() {
  out_.reserve(std::size_t{1} << 17);
  out_ = "%PDF-1.7\n%\xE5\xBF\xA9\xE7\n";  // four bytes above 127: the file is binary
}

int PdfFile::reserve() {
  places_.push_back(0);
  return static_cast<int>(places_.size());
}

void PdfFile::write(int number, std::string_view body) {
  std::size_t& place = places_.at(static_cast<std::size_t>(number - 1));
  TENBIN_CHECK(place == 0);
  place = out_.size();
  out_.append(std::to_string(number)).append(" 0 obj\n").append(body).append("\nendobj\n");
}

int PdfFile::add(std::string_view body) {
  const int number = reserve();
  write(number, body);
  return number;
}

int PdfFile::add_stream(std::string_view entries, std::string_view bytes) {
  std::string body = fmt::format("<<{}/Length {}>>\nstream\n", entries, bytes.size());
  return add(body.append(bytes).append("\nendstream"));
}

std::string PdfFile::finish(int catalogue, int information, std::string_view identifier) {
  const std::size_t table = out_.size();
  out_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", places_.size() + 1);
  for (const std::size_t place : places_) {
    TENBIN_CHECK(place != 0);
    out_ += fmt::format("{:010} 00000 n \n", place);
  }
  out_ += fmt::format(
      "trailer\n<</Size {}/Root {} 0 R/Info {} 0 R/ID[<{}><{}>]>>\nstartxref\n{}\n%%EOF\n",
      places_.size() + 1, catalogue, information, identifier, identifier, table);
  return std::move(out_);
}

std::string reference(int number) {
  return std::to_string(number) + " 0 R";
}

void append_hex(std::string& out, std::uint16_t value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (int shift = 12; shift >= 0; shift -= 4)
    out.push_back(digits[static_cast<std::size_t>(value >> shift & 15)]);
}

void append_utf16(std::string& out, std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    if (c < 0x10000) {
      append_hex(out, static_cast<std::uint16_t>(c));
      continue;
    }
    append_hex(out, static_cast<std::uint16_t>(0xD800 + ((c - 0x10000) >> 10)));
    append_hex(out, static_cast<std::uint16_t>(0xDC00 + ((c - 0x10000) & 0x3FF)));
  }
}

std::string text_string(std::string_view text) {
  std::string out = "<FEFF";
  append_utf16(out, text);
  return out + ">";
}

std::string date_string(Date date) {
  return fmt::format("(D:{:04}{:02}{:02}000000Z)", date.year(), date.month(), date.day());
}

void append_number(std::string& out, double value) {
  long long thousandths = std::llround(value * 1000);
  if (thousandths < 0) {
    out.push_back('-');
    thousandths = -thousandths;
  }
  char digits[24];
  const auto whole = std::to_chars(digits, digits + sizeof digits, thousandths / 1000);
  out.append(digits, whole.ptr);
  int rest = static_cast<int>(thousandths % 1000);
  if (rest == 0) return;
  out.push_back('.');
  for (int place = 100; rest > 0; place /= 10) {
    out.push_back(static_cast<char>('0' + rest / place));
    rest %= place;
  }
}

}  // namespace tenbin::paper
