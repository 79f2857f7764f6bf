#include "paper/artifacts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace tenbin::paper {
namespace {

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Operators of ISO 32000-1, tables 59 and 60.
constexpr std::array<std::string_view, 7> path = {"m", "l", "c", "v", "y", "h", "re"};
constexpr std::array<std::string_view, 10> paint = {"f", "F",  "f*", "S",  "s",
                                                    "B", "B*", "b",  "b*", "n"};

}  // namespace

void MarkArtifacts::handleToken(const QPDFTokenizer::Token& token) {
  pending_ += token.getRawValue();
  if (token.getType() == QPDFTokenizer::tt_word) operate(token.getValue());
}

void MarkArtifacts::operate(const std::string& word) {
  if (word == "BDC" || word == "BMC") ++depth_;
  if (word == "EMC") --depth_;
  const bool draws = word == "BT" || word == "Do" || word == "sh" || is_one_of(word, path);
  if (depth_ == 0 && !marking_ && draws) {
    write("\n/Artifact BMC\n");
    marking_ = true;
    in_text_ = word == "BT";
  }
  write(pending_);
  pending_.clear();
  const bool ends =
      in_text_ ? word == "ET" : word == "Do" || word == "sh" || is_one_of(word, paint);
  if (marking_ && ends) {
    write("\nEMC\n");
    marking_ = in_text_ = false;
  }
}

void MarkArtifacts::handleEOF() {
  write(pending_);
  pending_.clear();
}

}  // namespace tenbin::paper
