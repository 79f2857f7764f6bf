#include "history.hpp"

#include <algorithm>

namespace tenbin_model {
namespace {

std::int64_t default_factor(const Rulebook& rules, const std::string& metal_class) {
  return metal_class == "recycled" ? rules.recycled : rules.conventional;
}

/// `mass` of a receipt as input on `date`.
Input input_of(const Book& book, const Receipt& receipt, std::int64_t date, std::int64_t mass) {
  Input input{.date = date, .account = {}};
  if (!receipt.certificate.empty()) {
    const SupplierCertificate& paper = *book.supplier_certificate(receipt.certificate);
    input.account = book.account_name(receipt.site, paper);
    input.backed = floor_product(mass, paper.share_ppm, 1000000);
    input.backed_factor = paper.factor;
    input.rest_factor = book.rules.conventional;
  } else if (receipt.metal_class == "renewable") {
    input.unbacked = mass;
    input.rest_factor = book.rules.conventional;
  } else {
    input.rest_factor = receipt.factor.value_or(default_factor(book.rules, receipt.metal_class));
  }
  input.rest = mass - input.backed;
  return input;
}

std::int64_t entitlement(const Rulebook& rules, std::int64_t r, std::int64_t o, std::int64_t t) {
  if (rules.method == "rolling_average") return 0;
  if (rules.method == "input_share") return t == 0 ? 0 : floor_product(r, o, t);
  return floor_of(mpq_class(big(r) * rules.conversion_factor)).get_si();
}

/// One number a day, summed up over the days of the period.
using Days = std::vector<std::int64_t>;

struct Span {
  std::int64_t first, last, until;  // days; nothing after `until` is counted

  Span(const Rulebook& rules, std::int64_t period, const AsOf& as_of)
      : first(rules.period_start(period)),
        last(rules.period_last_day(period)),
        until(as_of ? std::min(*as_of, last) : last) {}
  bool holds(std::int64_t date) const { return first <= date && date <= until; }
  Days days() const { return Days(static_cast<std::size_t>(last - first + 1), 0); }
  std::int64_t& at(Days& days, std::int64_t date) const {
    return days[static_cast<std::size_t>(date - first)];
  }
};

void sum_up(Days& days) {
  for (std::size_t day = 1; day < days.size(); ++day) days[day] += days[day - 1];
}

/// The allocations that draw on the account in the span, in the order of date, then seq.
struct DatedDraw {
  std::int64_t date, seq;
  std::string allocation;
  std::int64_t mass;
};

std::vector<DatedDraw> draws_in(const Book& book, const std::string& account, const Span& span) {
  std::vector<DatedDraw> draws;
  for (const auto& allocation : book.allocations) {
    if (allocation.released || !span.holds(allocation.date)) continue;
    for (const auto& draw : allocation.draws) {
      if (draw.account != account) continue;
      draws.push_back({allocation.date, allocation.seq, allocation.id, draw.mass});
    }
  }
  std::sort(draws.begin(), draws.end(), [](const DatedDraw& a, const DatedDraw& b) {
    return std::pair(a.date, a.seq) < std::pair(b.date, b.seq);
  });
  return draws;
}

/// Credits of earlier periods that are left, by period, or a debt.
struct Carried {
  std::vector<std::int64_t> vintages;
  std::int64_t debt = 0;

  std::int64_t sum() const {
    std::int64_t total = -debt;
    for (const auto mass : vintages) total += mass;
    return total;
  }
  /// Takes up to `mass` from the oldest vintages; returns what it could not take.
  template <class Taken>
  std::int64_t take_oldest(std::int64_t mass, Taken taken) {
    for (std::size_t v = 0; v < vintages.size(); ++v) {
      const std::int64_t part = std::min(mass, vintages[v]);
      if (part > 0) taken(static_cast<std::int64_t>(v), part);
      vintages[v] -= part;
      mass -= part;
    }
    return mass;
  }
};

/// Spends the period's allocations and leaves in `carried` what there is at its end.
void spend(const std::vector<DatedDraw>& draws, std::int64_t own, Carried& carried,
           std::vector<Use>& uses) {
  for (const DatedDraw& draw : draws) {
    const auto use = [&](std::int64_t vintage, std::int64_t mass) {
      uses.push_back({draw.allocation, vintage, mass});
    };
    const auto this_period = static_cast<std::int64_t>(carried.vintages.size());
    const std::int64_t rest = carried.take_oldest(draw.mass, use);
    const std::int64_t from_own = std::min(rest, std::max<std::int64_t>(own, 0));
    if (from_own > 0) use(this_period, from_own);
    if (rest > from_own) use(-1, rest - from_own);
    own -= rest;
  }
  if (own < 0) own = -carried.take_oldest(-own, [](std::int64_t, std::int64_t) {});
  carried.vintages.push_back(std::max<std::int64_t>(own, 0));
  carried.debt = std::max<std::int64_t>(-own, 0);
}

/// Lets expire what the rulebook does not carry on; returns how much.
std::int64_t expire(const Book& book, std::int64_t period, const Close* close, Carried& carried) {
  const std::int64_t before = carried.sum();
  const auto& periods = book.rules.carry_periods;
  for (std::int64_t v = 0; periods && v <= period; ++v) {
    if (v + *periods <= period) carried.vintages[static_cast<std::size_t>(v)] = 0;
  }
  if (close != nullptr && book.rules.cap) {
    const std::int64_t above = carried.sum() - *close->physical_stock;
    if (above > 0) carried.take_oldest(above, [](std::int64_t, std::int64_t) {});
  }
  return before - carried.sum();
}

AccountPeriod one_period(const Book& book, const std::string& site, const std::string& account,
                         const std::vector<Input>& inputs, const SitePeriod& sums, const Span& span,
                         Carried& carried) {
  AccountPeriod result;
  result.opening = carried.sum();
  Days input = span.days(), allocated = span.days(), transferred = span.days();
  Days adjusted = span.days();
  for (const Input& one : inputs) {
    if (one.account == account && span.holds(one.date)) span.at(input, one.date) += one.backed;
  }
  const std::vector<DatedDraw> draws = draws_in(book, account, span);
  for (const DatedDraw& draw : draws) span.at(allocated, draw.date) += draw.mass;
  for (const Transfer& transfer : book.transfers) {
    if (!span.holds(transfer.date)) continue;
    if (transfer.from == site && transfer.from_account == account) {
      span.at(transferred, transfer.date) -= transfer.mass;
    }
    if (transfer.to == site && transfer.to_account == account) {
      span.at(transferred, transfer.date) += transfer.mass;
    }
  }
  for (const Adjustment& adjustment : book.adjustments) {
    if (!span.holds(adjustment.date) || adjustment.site != site) continue;
    if (adjustment.account == account) span.at(adjusted, adjustment.date) += adjustment.taken;
  }
  for (Days* days : {&input, &allocated, &transferred, &adjusted}) sum_up(*days);
  for (std::size_t day = 0; day < input.size(); ++day) {
    result.entitlement =
        entitlement(book.rules, input[day], sums.day_output[day], sums.day_total_input[day]);
    result.day_balance.push_back(result.opening + result.entitlement - allocated[day] +
                                 transferred[day] - adjusted[day]);
  }
  result.input = input.back();
  result.allocated = allocated.back();
  result.transferred = transferred.back();
  result.adjusted = adjusted.back();
  result.balance = result.day_balance.back();
  spend(draws, result.entitlement + result.transferred - result.adjusted - carried.debt, carried,
        result.uses);
  return result;
}

}  // namespace

std::vector<Input> inputs_of(const Book& book, const std::string& site) {
  std::vector<Input> inputs;
  for (const Receipt& receipt : book.receipts) {
    if (receipt.reversed || receipt.site != site || receipt.material == "internal_scrap") continue;
    if (!book.rules.charges) {
      inputs.push_back(input_of(book, receipt, receipt.date, receipt.mass));
      continue;
    }
    for (const Charge& charge : book.charges) {
      if (charge.reversed || charge.receipt != receipt.id) continue;
      inputs.push_back(input_of(book, receipt, charge.date, charge.mass));
    }
  }
  return inputs;
}

bool is_closed(const Book& book, const std::string& site, std::int64_t period, const AsOf& as_of) {
  const Close* close = book.close(site, period);
  return close != nullptr && (!as_of || close->date <= *as_of);
}

std::vector<SitePeriod> site_history(const Book& book, const std::string& site, std::int64_t count,
                                     const AsOf& as_of) {
  const std::vector<Input> inputs = inputs_of(book, site);
  std::vector<SitePeriod> history;
  for (std::int64_t period = 0; period < count; ++period) {
    const Span span(book.rules, period, as_of);
    SitePeriod sums;
    sums.day_total_input = sums.day_output = span.days();
    for (const Input& input : inputs) {
      if (!span.holds(input.date)) continue;
      span.at(sums.day_total_input, input.date) += input.backed + input.rest;
      sums.unbacked += input.unbacked;
    }
    for (const Run& run : book.runs) {
      if (run.reversed || run.site != site || !span.holds(run.date)) continue;
      if (book.products.at(run.product)) span.at(sums.day_output, run.date) += run.output;
    }
    sum_up(sums.day_total_input);
    sum_up(sums.day_output);
    sums.total_input = sums.day_total_input.back();
    sums.output = sums.day_output.back();
    history.push_back(sums);
  }
  return history;
}

std::vector<AccountPeriod> account_history(const Book& book, const std::string& site,
                                           const std::string& account, std::int64_t count,
                                           const AsOf& as_of) {
  const std::vector<Input> inputs = inputs_of(book, site);
  const std::vector<SitePeriod> sums = site_history(book, site, count, as_of);
  std::vector<AccountPeriod> history;
  Carried carried;
  for (std::int64_t period = 0; period < count; ++period) {
    const Span span(book.rules, period, as_of);
    AccountPeriod one = one_period(book, site, account, inputs,
                                   sums[static_cast<std::size_t>(period)], span, carried);
    const bool closed = is_closed(book, site, period, as_of);
    const Close* close = closed ? book.close(site, period) : nullptr;
    const std::int64_t expired = expire(book, period, close, carried);
    if (closed) {
      one.expired = expired;
      one.balance -= expired;
    }
    history.push_back(one);
  }
  return history;
}

}  // namespace tenbin_model
