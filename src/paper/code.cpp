#include "paper/job.hpp"

namespace tenbin::paper {

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
