#pragma once
// What a customer's certificates say together of twelve months, for a report: by month, by product,
// and as an index. A line counts in the month of its shipment. Nothing is rounded here that is not
// rounded on the certificates themselves: every figure is a sum of printed ones.
#include <string>
#include <vector>

#include "certificate/content.hpp"

namespace tenbin::certificate {

struct MonthOfYear {
  Date first;  // its first day
  Totals totals;
};

struct ProductOfYear {
  std::string product;
  Text name;
  Totals totals;
};

struct CertificateOfYear {
  std::string number;
  std::uint32_t revision = 1;
  Date issued_on;
  Totals totals;  // of its lines in these months
  bool verified = false;
};

struct Year {
  Date from;
  Date to;
  std::vector<MonthOfYear> months;  // twelve
  std::vector<ProductOfYear> products;
  std::vector<CertificateOfYear> certificates;  // those with a line in it, in the given order
  std::vector<Line> lines;                      // by shipment, in the order of the certificates
  std::vector<std::string> certificate_of_line;
  Totals totals;
};

// `from`: the first day of a month. The contents are the current revisions of live certificates.
Year year_of(const std::vector<Content>& certificates, Date from);

}  // namespace tenbin::certificate
