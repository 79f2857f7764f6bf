#pragma once
// Near misses of codes: S-0l2 for S-012.
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tenbin::exchange {

struct Suggestion {
  std::string code;
  // Only glyphs that look alike (l I 1, O 0), width, case or hyphens differ: surely the same thing.
  // Else the two are one or two edits apart, which codes of a series are too (S-012, S-013).
  bool look_alike = false;
};

// The codes of one sort that a book knows.
class KnownCodes {
 public:
  explicit KnownCodes(std::vector<std::string> codes);
  bool has(std::string_view code) const { return set_.contains(std::string(code)); }
  std::optional<Suggestion> suggest(std::string_view code) const;

 private:
  std::vector<std::string> codes_;
  std::unordered_set<std::string> set_;
  std::unordered_map<std::string, std::string> by_look_;
};

// Insertions, deletions, replacements and swaps of neighbours that lead from a to b; more than
// `limit` is limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace tenbin::exchange
