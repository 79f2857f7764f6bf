#include "table/delimited.hpp"

#include <algorithm>
#include <array>

#include "table/archive.hpp"

namespace tenbin::table {
namespace {

constexpr std::size_t sniffed_bytes = 64 * 1024;

bool is_formula_start(char c) {
  return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

class RecordReader {
 public:
  RecordReader(std::string_view text, char delimiter, const Limits& limits)
      : text_(text), delimiter_(delimiter), limits_(limits) {}

  bool at_end() const { return at_ >= text_.size(); }

  // The next record into row(), empty fields left out.
  Result<void> next() {
    row_.cells.clear();
    spans_.clear();
    unquoted_.clear();
    ++row_.number;
    for (std::uint32_t column = 0;; ++column) {
      if (column >= limits_.columns) return too_large("columns", limits_.columns);
      TENBIN_TRY(read_field(column));
      if (unquoted_.size() > limits_.row_bytes) return too_large("row_bytes", limits_.row_bytes);
      if (at_end()) break;
      const char c = text_[at_++];
      if (c == delimiter_) continue;
      if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
      break;
    }
    for (const Span& span : spans_) {
      const std::string_view from = span.copied ? std::string_view(unquoted_) : text_;
      add(span.column, from.substr(span.begin, span.length));
    }
    return {};
  }
  const Row& row() const { return row_; }

 private:
  struct Span {
    std::uint32_t column;
    bool copied;
    std::size_t begin;
    std::size_t length;
  };

  bool ends_field(char c) const { return c == delimiter_ || c == '\n' || c == '\r'; }

  std::size_t field_end(std::size_t from) const {
    while (from < text_.size() && !ends_field(text_[from])) ++from;
    return from;
  }

  Result<void> read_field(std::uint32_t column) {
    if (!at_end() && text_[at_] == '"') return read_quoted(column);
    const std::size_t stop = field_end(at_);
    if (stop > at_) spans_.push_back({column, false, at_, stop - at_});
    at_ = stop;
    return {};
  }

  Result<void> read_quoted(std::uint32_t column) {
    const std::size_t begin = unquoted_.size();
    for (++at_;;) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos)
        return malformed("row " + std::to_string(row_.number), "a quote is never closed");
      unquoted_.append(text_.substr(at_, quote - at_));
      at_ = quote + 1;
      if (at_end() || text_[at_] != '"') break;
      unquoted_ += '"';
      ++at_;
    }
    const std::size_t stop = field_end(at_);  // text behind the closing quote belongs to the field
    unquoted_.append(text_.substr(at_, stop - at_));
    at_ = stop;
    spans_.push_back({column, true, begin, unquoted_.size() - begin});
    return {};
  }

  void add(std::uint32_t column, std::string_view text) {
    if (text.size() > 1 && text[0] == '\'' && is_formula_start(text[1])) text.remove_prefix(1);
    if (!text.empty()) row_.cells.push_back({column, CellKind::text, text});
  }

  std::string_view text_;
  char delimiter_;
  const Limits& limits_;
  std::size_t at_ = 0;
  Row row_;
  std::vector<Span> spans_;
  std::string unquoted_;  // the quoted fields of this record
};

// "sep=;" on the first line; 0 if there is none.
char declared_delimiter(std::string_view text) {
  if (!text.starts_with("sep=") || text.size() < 5) return 0;
  return text.size() == 5 || text[5] == '\r' || text[5] == '\n' ? text[4] : '\0';
}

}  // namespace

char sniff_delimiter(std::string_view text) {
  if (const char declared = declared_delimiter(text); declared != 0) return declared;
  constexpr std::array<char, 3> candidates = {',', '\t', ';'};
  std::array<std::size_t, 3> counts = {};
  bool quoted = false;
  for (const char c : text.substr(0, sniffed_bytes)) {
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; i < candidates.size() && !quoted; ++i)
      if (c == candidates[i]) ++counts[i];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return candidates[static_cast<std::size_t>(most - counts.begin())];
}

Result<void> read_delimited(std::string_view text, char delimiter, const Limits& limits,
                            const RowSink& sink) {
  RecordReader reader(text, delimiter, limits);
  if (declared_delimiter(text) == delimiter) TENBIN_TRY(reader.next());
  while (!reader.at_end()) {
    TENBIN_TRY(reader.next());
    if (reader.row().number > limits.rows) return too_large("rows", limits.rows);
    if (!reader.row().cells.empty() && !sink(reader.row())) break;
  }
  return {};
}

}  // namespace tenbin::table
