#include "correction/assess.hpp"

#include <algorithm>
#include <map>

#include "correction/shortage.hpp"
#include "engine/balance.hpp"
#include "engine/lookup.hpp"

namespace tenbin::correction {
namespace {

Figures figures_of(const AccountBalance& row) {
  return {row.entitlement, row.allocated, row.balance};
}

bool same(const Figures& a, const Figures& b) {
  return a.entitlement == b.entitlement && a.allocated == b.allocated && a.balance == b.balance;
}

std::vector<Difference> differences_of(const State& before, const State& after) {
  using Key = std::tuple<std::string, Date, std::string>;
  std::map<Key, std::pair<Figures, Figures>> rows;
  const auto collect = [&](const State& state, auto member) {
    for (const PeriodBalance& period : balance_report(state, {})) {
      for (const AccountBalance& account : period.accounts)
        rows[{period.site, period.from, account.account}].*member = figures_of(account);
    }
  };
  collect(before, &std::pair<Figures, Figures>::first);
  collect(after, &std::pair<Figures, Figures>::second);
  std::vector<Difference> differences;
  for (const auto& [key, figures] : rows) {
    const auto& [site, period, account] = key;
    if (!same(figures.first, figures.second))
      differences.push_back({site, period, account, figures.first, figures.second});
  }
  return differences;
}

// In another state, where the account may be missing.
Index same_account(const State& from, Index account, const State& to) {
  return find_account(to, from.texts.get(from.accounts[account].name));
}

class Assessor {
 public:
  Assessor(const State& book, const WhatIf& right, const Change& change)
      : book_(book), right_(right.state), adjusted_(right.adjusted), change_(change) {}

  Assessment assess(int deadline_days) {
    out_.differences = differences_of(book_, right_);
    out_.deadline = Date::of_days(change_.date.days() + deadline_days);
    find_losses();
    find_drops();
    find_hits();
    return std::move(out_);
  }

 private:
  std::int32_t entry_period() const { return book_.rulebook.period_of(change_.entry_date); }
  std::int32_t last_period() const;
  Mass total_of(const State& state, Index account) const;
  Pool pool_of(const Loss& loss) const;
  void find_losses();
  void split(Loss& loss) const;
  Trial trial() const;
  std::optional<Mass> metal_for(const Loss& loss) const;
  void find_drops();
  void find_hits();

  const State& book_;
  const State& right_;
  const std::map<std::string, Mass>& adjusted_;
  const Change& change_;
  Assessment out_;
};

// Credits that the account has at the end of all, or for an entry of a closed period, what the
// site's last closed period carried on.
Mass Assessor::total_of(const State& state, Index account) const {
  if (account == no_index) return Mass();
  if (change_.closed) return opening(state, account, book_.sites[change_.site].open_period).total();
  return balance_of(state, account, last_period());
}

std::int32_t Assessor::last_period() const {
  return std::max({book_.sites[change_.site].last_period(),
                   right_.sites[change_.site].last_period(), entry_period(),
                   book_.rulebook.period_of(change_.date)});
}

void Assessor::find_losses() {
  for (Index account = 0; account < book_.accounts.size(); ++account) {
    if (book_.accounts[account].site != change_.site) continue;
    const Mass had = total_of(book_, account);
    const Mass has = total_of(right_, same_account(book_, account, right_));
    const auto already = adjusted_.find(std::string(book_.texts.get(book_.accounts[account].name)));
    const Mass gone = already == adjusted_.end() ? Mass() : already->second;
    // More credits than thought come in by an ordinary receive.
    if (had <= has || had - has <= gone) continue;
    Loss loss;
    loss.account = account;
    loss.mass = had - has - gone;
    out_.losses.push_back(loss);
  }
  for (Loss& loss : out_.losses) split(loss);
}

// a and b, from the credits that are unused now, and what is missing all the same.
void Assessor::split(Loss& loss) const {
  const std::int32_t now = last_period();
  const Credits left =
      settle(opening(book_, loss.account, now), own_credits(book_, loss.account, now),
             Mass::of_grams(account_period(book_, loss.account, now).allocated.total()), now);
  for (const Vintage& vintage : left.vintages) {
    const bool older = vintage.period < entry_period();
    const bool own = vintage.period == entry_period();
    (older ? loss.carried_over : own ? loss.unallocated : loss.later) += vintage.mass;
  }
  loss.missing = trial().shortage(pool_of(loss), book_);
  loss.renewable_input = metal_for(loss);
}

Pool Assessor::pool_of(const Loss& loss) const {
  return {change_.closed ? loss.account : same_account(book_, loss.account, right_), loss.account};
}

// With the correction made: of an open period's entry the book as it should have been, of a closed
// one's the book as it is, less what is to be taken away.
Trial Assessor::trial() const {
  if (!change_.closed)
    return Trial(right_, book_.rulebook.first_day(book_.sites[change_.site].open_period));
  Trial made(book_, change_.date);
  for (const Loss& loss : out_.losses) made.take(loss.account, loss.mass);
  return made;
}

// How much renewable metal must come into the period of the correction so that its entitlement
// grows by what is missing: rounded up, as a need is.
std::optional<Mass> Assessor::metal_for(const Loss& loss) const {
  if (loss.missing == Mass()) return Mass();
  const State& state = change_.closed ? book_ : right_;
  const Rulebook& rules = state.rulebook;
  const Index account = pool_of(loss).account;
  const std::int32_t period = change_.closed ? rules.period_of(change_.date) : entry_period();
  if (rules.method == Method::rolling_average) return std::nullopt;
  if (rules.method == Method::conversion_factor) {
    return Mass::of_grams(multiply_divide(loss.missing.grams(), rules.factor_denominator,
                                          rules.factor_numerator, Rounding::up));
  }
  const SitePeriod& site = site_period(state, change_.site, period);
  const Int128 input = site.input.total();
  const Int128 output = site.output.total();
  const Int128 backed =
      account == no_index ? 0 : account_period(state, account, period).backed.total();
  const Int128 had =
      account == no_index ? 0 : entitlement_to(state, account, period, end_of_period).grams();
  const Int128 wanted = had + loss.missing.grams();
  // floor((R + x) × O / (T + x)) ≥ wanted
  if (output <= wanted) return std::nullopt;
  const Int128 metal = divide(wanted * input - backed * output, output - wanted, Rounding::up);
  if (metal < 0 || metal > mass_limit_g) return std::nullopt;
  return Mass::of_grams(static_cast<std::int64_t>(metal));
}

void Assessor::find_drops() {
  if (change_.entry.kind == EntryKind::line && !change_.cosmetic) {
    const Index line = change_.entry.index;
    for (Index i = book_.lines[line].last_allocation; i != no_index;
         i = book_.allocations[i].next_of_line) {
      const Allocation& given = book_.allocations[i];
      if (given.released || given.written_off) continue;
      out_.drops.push_back(i);
      out_.states_line = true;
    }
    return;
  }
  std::vector<Pool> pools;
  pools.reserve(out_.losses.size());
  for (const Loss& loss : out_.losses) pools.push_back(pool_of(loss));
  const auto drops = fewest_to_drop(trial(), book_, pools, entry_period());
  out_.d_is_enough = drops.has_value();
  if (!drops) return;
  const State& state = change_.closed ? book_ : right_;
  for (const Index index : *drops)
    out_.drops.push_back(find_allocation(book_, state.texts.get(state.allocations[index].id)));
}

void Assessor::find_hits() {
  std::map<std::string, Hit> hits;
  for (const Index index : out_.drops) {
    const Index certificate = book_.allocations[index].certificate;
    if (certificate == no_index) continue;
    Hit& hit = hits[std::string(book_.texts.get(book_.certificates[certificate].number))];
    hit.certificate = certificate;
    hit.drops.push_back(index);
  }
  for (auto& [number, hit] : hits) {
    for (const Index index : book_.certificates[hit.certificate].allocations) {
      if (std::find(hit.drops.begin(), hit.drops.end(), index) == hit.drops.end())
        hit.keeps.push_back(index);
    }
    out_.hits.push_back(std::move(hit));
  }
}

}  // namespace

Mass Assessment::missing() const {
  Mass sum;
  for (const Loss& loss : losses) sum += loss.missing;
  return sum;
}

Result<Assessment> assess(const Ledger& ledger, const Change& change, int deadline_days) {
  auto right = what_if(ledger, change);
  if (!right) return tl::make_unexpected(right.error());
  Assessment made = Assessor(ledger.state(), *right, change).assess(deadline_days);
  made.conflicts = std::move(right->conflicts);
  return made;
}

}  // namespace tenbin::correction
