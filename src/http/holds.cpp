#include "http/holds.hpp"

#include <algorithm>

#include "engine/lookup.hpp"
#include "http/office_lists.hpp"
#include "planner/plan.hpp"

namespace tenbin::http {
namespace {

// Whether credits of a period serve in another.
bool reaches(const Rulebook& rules, std::int32_t from, std::int32_t to) {
  return from <= to && (!rules.carry_over_periods || to - from <= *rules.carry_over_periods);
}

Room room_of_period(const State& state, Index site, std::int32_t period, const Holds& holds) {
  Room room{available(state, site, state.rulebook.last_day(period)), {}};
  for (const office::Reservation& each : holds) {
    if (reaches(state.rulebook, state.rulebook.period_of(each.about.period), period))
      room.held += each.about.mass;
  }
  return room;
}

// Where an accepted command took credits from, and for whom.
struct Taken {
  Index site = no_index;
  std::int32_t period = 0;
  Index customer = no_index;  // of an allocation
};

class Submission {
 public:
  Submission(Ledger& ledger, office::Office& office, const std::vector<std::int64_t>& turned)
      : ledger_(ledger), office_(office), turned_(turned) {}

  // What the command took, if anything.
  std::optional<Taken> submit(const std::string& command, const std::string& actor,
                              Answer& answer) {
    const State& state = ledger_.state();
    const std::size_t allocations = state.allocations.size();
    const std::size_t transfers = state.transfers.size();
    answer = ledger_.submit_text(command, actor);
    if (answer.status != Answer::Status::accepted) return std::nullopt;
    if (state.allocations.size() > allocations) {
      const Allocation& made = state.allocations.back();
      const Line& line = state.lines[made.line];
      return Taken{line.site, state.rulebook.period_of(made.date), line.customer};
    }
    if (state.transfers.size() > transfers) return taken_by_transfer(command);
    return std::nullopt;
  }

  Result<void> leaves_what_is_held(const Taken& taken) {
    const State& state = ledger_.state();
    auto holds = holds_at(office_, state.texts.get(state.sites[taken.site].id), turned_);
    if (!holds) return tl::make_unexpected(holds.error());
    std::vector<std::string_view> own;
    if (taken.customer != no_index)
      own.push_back(state.texts.get(state.customers[taken.customer].id));
    const Holds others = of_others(*std::move(holds), own);
    if (others.empty()) return {};
    const Room room = room_in(state, taken.site, taken.period, others);
    if (room.held <= room.have) return {};
    return problem(Code::reservation_held,
                   {{"held_kg", format_kg(room.held)}, {"left_kg", format_kg(room.have)}});
  }

  // Of the reservations that are being turned: they wait, and are for what was allocated.
  Result<void> are_turned(const std::vector<Taken>& all) {
    for (const std::int64_t id : turned_) {
      const auto found = office_.reservation(id);
      if (!found) return tl::make_unexpected(found.error());
      const bool waits = found->state == office::ReservationState::open ||
                         found->state == office::ReservationState::expired;
      if (!waits)
        return problem(Code::reservation_decided, {{"reservation", std::to_string(id)},
                                                   {"state", std::string(name_of(found->state))}});
      const State& state = ledger_.state();
      const Index site = find_site(state, found->about.site);
      const Index customer = find_customer(state, found->about.customer);
      if (std::none_of(all.begin(), all.end(), [&](const Taken& taken) {
            return taken.site == site && taken.customer == customer;
          }))
        return problem(Code::input_invalid, {{"field", "reservation"},
                                             {"value", std::to_string(id)},
                                             {"problem", "office.reservation"}});
    }
    return {};
  }

 private:
  // The state keeps no more of a transfer than its name.
  std::optional<Taken> taken_by_transfer(const std::string& command) const {
    const State& state = ledger_.state();
    const auto parsed = json::parse(command);
    if (!parsed) return std::nullopt;
    const auto date = parse_date(text_or_empty(*parsed, "date"));
    const Index from = find_site(state, text_or_empty(*parsed, "from"));
    if (!date || from == no_index) return std::nullopt;  // it was accepted, so both are there
    return Taken{from, state.rulebook.period_of(*date), no_index};
  }

  Ledger& ledger_;
  office::Office& office_;
  const std::vector<std::int64_t>& turned_;
};

void refuse(desk::Posted& posted, const Problem& why) {
  posted.answers.back() = Answer();
  posted.answers.back().problem = why;
}

}  // namespace

Result<Holds> holds_at(office::Office& office, std::string_view site,
                       const std::vector<std::int64_t>& but) {
  auto waiting = office.waiting_reservations(site);
  if (!waiting) return waiting;
  std::erase_if(*waiting, [&](const office::Reservation& each) {
    return each.state != office::ReservationState::open ||
           std::find(but.begin(), but.end(), each.id) != but.end();
  });
  return waiting;
}

Holds of_others(Holds holds, const std::vector<std::string_view>& customers) {
  std::erase_if(holds, [&](const office::Reservation& each) {
    return std::find(customers.begin(), customers.end(), each.about.customer) != customers.end();
  });
  return holds;
}

Holds of_others(Holds holds, const State& state, const Simulation& result) {
  std::vector<std::string_view> own;
  for (const SimulatedRow& row : result.rows) {
    if (!row.problem)
      own.push_back(state.texts.get(state.customers[state.lines[row.line].customer].id));
  }
  return of_others(std::move(holds), own);
}

Room room_in(const State& state, Index site, std::int32_t period, const Holds& holds) {
  Room least = room_of_period(state, site, period, holds);
  std::vector<std::int32_t> later;
  for (const office::Reservation& each : holds) {
    const std::int32_t other = state.rulebook.period_of(each.about.period);
    if (other > period && reaches(state.rulebook, period, other)) later.push_back(other);
  }
  std::sort(later.begin(), later.end());
  later.erase(std::unique(later.begin(), later.end()), later.end());
  for (const std::int32_t other : later) {
    const Room room = room_of_period(state, site, other, holds);
    if (room.free() < least.free()) least = room;
  }
  return least;
}

Mass kept_by(const State& state, Index site, std::int32_t period, const Holds& holds) {
  return room_in(state, site, period, {}).have - room_in(state, site, period, holds).free();
}

Mass reserved_in(const State& state, const SitePeriodChosen& chosen, const Holds& waiting) {
  if (chosen.period < state.sites[chosen.site].open_period) return Mass();
  Holds open = waiting;
  std::erase_if(open, [](const office::Reservation& each) {
    return each.state != office::ReservationState::open;
  });
  return kept_by(state, chosen.site, chosen.period, open);
}

Result<void> has_room(office::Office& office, const State& state, const Offered& offered,
                      Mass wanted) {
  const auto holds = holds_at(office, offered.site);
  if (!holds) return tl::make_unexpected(holds.error());
  const Mass free = room_in(state, offered.site_index, offered.period_index, *holds).free();
  if (wanted <= free) return {};
  return problem(Code::reservation_insufficient,
                 {{"have_kg", format_kg(std::max(free, Mass()))}, {"want_kg", format_kg(wanted)}});
}

Submitted submit_beside_holds(Ledger& ledger, office::Office& office,
                              const std::vector<std::string>& commands, const std::string& actor,
                              const std::vector<std::int64_t>& turned) {
  Submitted result;
  desk::Posted& posted = result.posted;
  Submission submission(ledger, office, turned);
  std::vector<Taken> all;
  for (const std::string& command : commands) {
    const auto taken = submission.submit(command, actor, posted.answers.emplace_back());
    if (posted.refusal() != nullptr) break;
    if (posted.answers.back().status == Answer::Status::accepted) result.anything_new = true;
    if (!taken) continue;
    all.push_back(*taken);
    if (const auto left = submission.leaves_what_is_held(*taken); !left) {
      refuse(posted, left.error());
      break;
    }
  }
  if (posted.refusal() == nullptr && result.anything_new) {
    if (const auto done = submission.are_turned(all); !done) refuse(posted, done.error());
  }
  result.to_be_forgotten = posted.refusal() != nullptr && result.anything_new;
  posted.size = ledger.size();
  return result;
}

Result<std::vector<std::int64_t>> turned_parameter(const Call& call) {
  std::vector<std::int64_t> ids;
  std::string_view rest = call.request.parameter("reservation");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const auto id = read_id(rest.substr(0, end));
    if (!id)
      return problem(Code::reference_unknown,
                     {{"kind", "reservation"}, {"id", std::string(rest.substr(0, end))}});
    ids.push_back(*id);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return ids;
}

}  // namespace tenbin::http
