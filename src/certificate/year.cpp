#include "certificate/year.hpp"

#include <map>

namespace tenbin::certificate {
namespace {

constexpr int months_of_year = 12;

std::vector<Line> lines_between(const std::vector<Line>& lines, Date from, Date after) {
  std::vector<Line> found;
  for (const Line& line : lines) {
    if (line.date >= from && line.date < after) found.push_back(line);
  }
  return found;
}

}  // namespace

Year year_of(const std::vector<Content>& certificates, Date from) {
  const Date after = from.plus_months(months_of_year);
  Year year;
  year.from = from;
  year.to = after.plus_days(-1);
  std::map<std::string, std::vector<Line>> by_product;
  for (const Content& content : certificates) {
    std::vector<Line> lines = lines_between(content.lines, from, after);
    if (lines.empty()) continue;
    year.certificates.push_back({content.number, content.revision, content.issued_on,
                                 totals_of(lines), content.verification.has_value()});
    for (Line& line : lines) {
      by_product[line.product].push_back(line);
      year.lines.push_back(std::move(line));
      year.certificate_of_line.push_back(content.number);
    }
  }
  for (int month = 0; month < months_of_year; ++month) {
    const Date first = from.plus_months(month);
    year.months.push_back(
        {first, totals_of(lines_between(year.lines, first, from.plus_months(month + 1)))});
  }
  for (const auto& [product, lines] : by_product)
    year.products.push_back({product, lines.front().name, totals_of(lines)});
  year.totals = totals_of(year.lines);
  return year;
}

}  // namespace tenbin::certificate
