#pragma once
// Text of spreadsheets: which encoding a file is in, and the forms in which Japanese text is
// compared (ICU).
//
// CP932 is the Shift_JIS of Windows (ICU ibm-943_P15A-2003, the same 9,604 two-byte characters as
// glibc's CP932): ① ㈱ 髙, NEC and IBM extensions with both codes of their twins. It has one code
// each for ～ − ∥ ― ¢ £ ¬ ¦ where Unicode has two characters; either of them is written, and the
// one of Windows read.
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "table/table.hpp"

namespace tenbin::table {

void append_utf8(char32_t character, std::string& out);
bool is_valid_utf8(std::string_view text);
// The characters of valid UTF-8.
std::vector<char32_t> characters(std::string_view text);

struct Decoded {
  std::string text;  // valid UTF-8, without a byte order mark
  Encoding encoding = Encoding::utf8;
};

// A byte order mark decides; else what is valid UTF-8 is UTF-8; else what is valid CP932 is CP932,
// unless it reads more naturally as EUC-JP. ISO-2022-JP shows in its escapes. All other is
// import.encoding_unclear (fact "looks_like": an encoding to try, or "unknown"), and so are bytes
// that the wanted encoding does not have.
Result<Decoded> decode(std::string bytes, Encoding wanted = Encoding::automatic);

// "utf8", "utf16le", "cp932", "euc_jp", "iso_2022_jp", "automatic".
std::string_view encoding_name(Encoding encoding);

struct Encoded {
  std::string bytes;
  std::vector<std::string>
      missing;  // characters that CP932 does not have, each once; "?" stands for them
};
Encoded encode_cp932(std::string_view text);

// Unicode NFKC: full-width digits and letters become ASCII, half-width kana full-width, ㎏ kg, ㋿
// 令和.
std::string nfkc(std::string_view text);

// How headings and list values are compared: NFKC, case folded, hyphens alike, without white space
// and without * ※ _ ・ and the like. "受入 番号*" and "受入番号" are the same, "Receipt No" and
// "receipt_no".
std::string fold(std::string_view text);

// Without white space (also the ideographic space) at both ends.
std::string_view trim(std::string_view text);

// Columns of a monospaced font: 2 for a wide or full-width character (East Asian Width), else 1.
std::size_t display_width(std::string_view text);

}  // namespace tenbin::table
