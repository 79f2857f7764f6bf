#pragma once
// The keys of a book on one sheet of paper (SVG, A4), to be locked away: each line of the key files
// as a QR code and as text. Whoever has it can sign as the mill does.
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "domain/kinds.hpp"

namespace tenbin::cli {

struct KeyLine {
  std::string file;  // its name, without folders
  std::string text;  // as it stands in the file, without its '\n'
};

struct KeyPaper {
  std::string origin;  // of the book's log
  std::string made;    // day
  std::vector<KeyLine> lines;
};

// The newest lines first on the sheet, as many as it has room for: `most_lines`.
inline constexpr std::size_t most_lines = 6;
std::string format_key_paper(const KeyPaper& paper, Language language);

}  // namespace tenbin::cli
