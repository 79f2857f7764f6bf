#include "paper/job.hpp"

#include "base/check.hpp"

namespace tenbin::paper {

std::string check_code(std::string_view digest_hex) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  TENBIN_CHECK(digest_hex.size() >= 10);
  std::string code;
  // 10 hex digits are 40 bits: eight groups of five.
  const std::uint64_t bits = std::stoull(std::string(digest_hex.substr(0, 10)), nullptr, 16);
  for (int shift = 35; shift >= 0; shift -= 5) code.push_back(alphabet[bits >> shift & 31]);
  return code;
}

std::string count_of_lines(const Job& job, std::size_t count) {
  return count == 1 ? std::string(job.label("figure.line"))
                    : job.sentence("figure.lines", {{"n", std::to_string(count)}});
}

std::string joined(const Job& job, const std::vector<std::string>& texts, std::size_t most) {
  const bool ja = job.language == Language::ja;
  std::string all;
  for (std::size_t i = 0; i < texts.size() && i < most; ++i) {
    if (i > 0) all += ja ? "、" : ", ";
    all += texts[i];
  }
  if (texts.size() > most) {
    all += " " + job.sentence("more", {{"n", std::to_string(texts.size() - most)}});
  }
  return all;
}

}  // namespace tenbin::paper
