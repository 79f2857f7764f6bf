#include "cli/tables.hpp"

#include <algorithm>

#include "message/message.hpp"
#include "units/decimal.hpp"

namespace tenbin::cli {
namespace {

// The ranges that UAX #11 calls wide or full-width and that appear in our texts: Hangul, kana,
// ideographs, full-width forms.
bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
}

std::string label(Language language, std::string_view key) {
  return message(language, "cli." + std::string(key));
}

std::string status_word(Language language, bool closed) {
  return word(language, "status", closed ? "closed" : "open");
}

std::string input_share(const PeriodBalance& period, const AccountBalance& account) {
  return format_percent_short(share_of(account.renewable_input, period.total_input)) + " %";
}

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    width += is_wide(c) ? std::size_t{2} : std::size_t{1};
    i += length;
  }
  return width;
}

Table& Table::column(std::string heading, Align align) {
  headings_.push_back(std::move(heading));
  aligns_.push_back(align);
  return *this;
}

Table& Table::row(std::vector<std::string> cells) {
  cells.resize(headings_.size());
  rows_.push_back(std::move(cells));
  return *this;
}

std::string Table::text() const {
  std::vector<std::size_t> widths(headings_.size());
  const auto widen = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], width_of(cells[i]));
  };
  widen(headings_);
  for (const auto& cells : rows_) widen(cells);
  std::string out;
  const auto print = [&](const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string space(widths[i] - width_of(cells[i]), ' ');
      if (i > 0) line += "  ";
      line += aligns_[i] == Align::right ? space + cells[i] : cells[i] + space;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  };
  print(headings_);
  std::size_t total = widths.empty() ? 0 : 2 * (widths.size() - 1);
  for (const std::size_t width : widths) total += width;
  for (std::size_t i = 0; i < total; ++i) out += "─";
  out += "\n";
  for (const auto& cells : rows_) print(cells);
  return out;
}

std::string show_t(Mass mass) {
  std::string text = format_t(mass);
  const std::size_t first = text.front() == '-' ? 1 : 0;
  for (std::size_t at = text.find('.'); at > first + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

namespace {

bool has_adjustments(const std::vector<PeriodBalance>& periods, const std::string& site) {
  for (const PeriodBalance& period : periods) {
    if (period.site != site) continue;
    for (const AccountBalance& account : period.accounts) {
      if (account.adjusted > Mass()) return true;
    }
  }
  return false;
}

}  // namespace

std::string balance_table(Language language, const std::vector<PeriodBalance>& periods) {
  if (periods.empty()) return label(language, "balance.empty") + "\n";
  std::string out;
  for (std::size_t i = 0; i < periods.size();) {
    const std::string& site = periods[i].site;
    Table table;
    const bool adjusted = has_adjustments(periods, site);
    for (const std::string_view key : {"period", "status", "account"})
      table.column(label(language, "balance." + std::string(key)), Table::Align::left);
    std::vector<std::string_view> columns = {"opening",     "renewable_input", "total_input",
                                             "input_share", "output",          "entitlement",
                                             "allocated",   "transferred"};
    if (adjusted) columns.push_back("adjusted");
    for (const std::string_view key : {"expired", "balance", "certified"}) columns.push_back(key);
    for (const std::string_view key : columns)
      table.column(label(language, "balance." + std::string(key)), Table::Align::right);
    for (; i < periods.size() && periods[i].site == site; ++i) {
      const PeriodBalance& period = periods[i];
      const std::string span = format_date(period.from) + "–" + format_date(period.to).substr(5);
      if (period.accounts.empty())
        table.row({span, status_word(language, period.closed), "", "", "",
                   show_t(period.total_input), "", show_t(period.output)});
      for (const AccountBalance& account : period.accounts) {
        std::vector<std::string> row = {span,
                                        status_word(language, period.closed),
                                        account.account,
                                        show_t(account.opening),
                                        show_t(account.renewable_input),
                                        show_t(period.total_input),
                                        input_share(period, account),
                                        show_t(period.output),
                                        show_t(account.entitlement),
                                        show_t(account.allocated),
                                        show_t(account.transferred)};
        if (adjusted) row.push_back(show_t(account.adjusted));
        for (const Mass mass : {account.expired, account.balance, account.certified})
          row.push_back(show_t(mass));
        table.row(std::move(row));
      }
    }
    out += message(language, "cli.balance.title", {{"site", site}}) + "\n" + table.text();
  }
  return out + label(language, "unit_note") + "\n";
}

std::string footprint_table(Language language, const Footprint& footprint) {
  const auto intensity = [](const std::optional<Exact>& value) {
    return value ? format_intensity(*value) + " kgCO2e/kg" : std::string("–");
  };
  const auto emissions = [](const std::optional<Exact>& value) {
    return value ? format_emissions_kg(*value) : std::string("–");
  };
  std::string out = message(language, "cli.footprint.title",
                            {{"site", footprint.site}, {"period", format_date(footprint.period)}}) +
                    "\n";
  Table totals;
  totals.column("", Table::Align::left).column("", Table::Align::right);
  totals.row(
      {label(language, "footprint.physical"), format_emissions_kg(footprint.physical) + " kgCO2e"});
  totals.row({label(language, "footprint.credit"), intensity(footprint.credit_intensity)});
  totals.row({label(language, "footprint.residual"), intensity(footprint.residual_intensity)});
  totals.row({label(language, "footprint.average"), intensity(footprint.average_intensity)});
  totals.row({label(language, "footprint.unallocated"),
              emissions(footprint.unallocated_effect) + " kgCO2e"});
  out += totals.text();
  Table table;
  table.column(label(language, "footprint.shipment"), Table::Align::left);
  for (const std::string_view key : {"line", "mass", "share", "with", "without"})
    table.column(label(language, "footprint." + std::string(key)), Table::Align::right);
  for (const LineFootprint& line : footprint.lines) {
    table.row({line.shipment, std::to_string(line.number), show_t(line.mass),
               line.share ? format_percent_short(*line.share) + " %" : "–",
               emissions(line.with_allocation), emissions(line.without_allocation)});
  }
  return out + "\n" + table.text();
}

}  // namespace tenbin::cli
