#pragma once
// The syntax of a PDF file (ISO 32000-1, 7.3 and 7.5): numbered objects one after another, a table
// of where they stand, the trailer. What the objects mean is decided by whoever writes them.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "units/date.hpp"

namespace tenbin::paper {

class PdfFile {
 public:
  PdfFile();

  // The number of an object that is written later, exactly once.
  int reserve();
  void write(int number, std::string_view body);
  int add(std::string_view body);
  // `entries` of its dictionary without /Length; the bytes as they are.
  int add_stream(std::string_view entries, std::string_view bytes);
  // Every object has been written. `identifier`: 32 hex digits.
  std::string finish(int catalogue, int information, std::string_view identifier);

 private:
  std::string out_;
  std::vector<std::size_t> places_;  // by number - 1; 0 until it is written
};

// "12 0 R"
std::string reference(int number);
// A text string of UTF-8, as UTF-16BE in hex (7.9.2.2).
std::string text_string(std::string_view text);
// "(D:20260810000000Z)" (7.9.4)
std::string date_string(Date date);
// Appends the UTF-16BE of UTF-8 as hex digits.
void append_utf16(std::string& out, std::string_view text);
void append_hex(std::string& out, std::uint16_t value);
// Appends a number with at most three decimals, without exponent.
void append_number(std::string& out, double value);

}  // namespace tenbin::paper
