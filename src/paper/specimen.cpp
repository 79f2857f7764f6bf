#include "paper/specimen.hpp"

namespace tenbin::paper {
namespace {

std::string printable_ascii() {
  std::string text;
  for (char c = '!'; c <= '~'; ++c) {
    text.push_back(c);
    if (c % 16 == 0) text.push_back(' ');
  }
  return text;
}

certificate::PeriodBalance balance() {
  certificate::PeriodBalance balance;
  balance.period = {Date::of(2026, 1, 1), Date::of(2026, 3, 31)};
  balance.tonnage.emplace();
  balance.usable_until = balance.period.to;
  balance.average_per_kg = balance.residual_per_kg = "0.000000";
  return balance;
}

certificate::Line line(const std::string& text) {
  certificate::Line line;
  line.shipment = line.product = line.alloy = line.order = text;
  line.date = Date::of(2026, 1, 1);
  line.mass = Mass::of_grams(1'000'000);
  line.with_allocation = line.without_allocation = "0.000";
  return line;
}

}  // namespace

certificate::Content specimen(Language language, bool verified) {
  const std::string ascii = printable_ascii();
  certificate::Content content;
  content.number = "MB";
  content.issued_on = Date::of(2026, 1, 1);
  content.language = language;
  content.issuer.name = content.recipient.name = {ascii, ascii};
  content.issuer.site = content.issuer.responsible = content.recipient.address = {ascii, ascii};
  content.issuer.corporate_number = content.recipient.corporate_number = "0";
  content.recipient.orders = {"0"};
  content.balances = {balance(), balance()};
  content.balances.back().closed = true;
  content.periods = {content.balances.front().period, content.balances.front().period};
  content.lines = {line(ascii), line(ascii)};
  content.totals = certificate::totals_of(content.lines);
  content.sources.resize(1);
  if (verified) {
    content.verification.emplace();
    content.verification->scope = content.periods.front();
    content.verification->date = content.issued_on;
  }
  return content;
}

}  // namespace tenbin::paper
