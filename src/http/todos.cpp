#include "http/todos.hpp"

#include <algorithm>
#include <map>

#include "http/offered.hpp"
#include "http/parameters.hpp"

namespace tenbin::http {
namespace {

using office::Right;

// A supplier's certificate of which less than this part is left is nearly used up.
constexpr std::int64_t nearly_used_up = 10;
constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::int64_t ending_days = 3;  // a reservation that ends so soon is near its end
constexpr std::int64_t backup_soon_days = 1;
constexpr std::int64_t backup_late_days = 7;
constexpr office::PageRequest as_many_as_counted{500, std::nullopt};

struct Reader {
  const State& state;
  Index site;
  const Call& call;
  Instant now;
  std::int32_t open_period = state.sites[site].open_period;

  std::string href(std::string_view page, std::int32_t period, std::string_view more = {}) const {
    return std::string(page) + "?site=" + std::string(state.texts.get(state.sites[site].id)) +
           "&period=" + format_date(state.rulebook.first_day(period)) + std::string(more);
  }
};

// Counts what waits, and remembers the oldest period that has some.
struct Tally {
  std::int64_t count = 0;
  Mass mass;
  std::optional<std::int32_t> oldest = {};

  void add(Mass more, std::int32_t period) {
    ++count;
    mass += more;
    oldest = std::min(oldest.value_or(period), period);
  }
};

using Todos = std::vector<Todo>;

void add(Todos& todos, const Reader& reader, const Tally& tally, std::string_view code,
         std::string_view page, Urgency urgency, std::string_view more = {}) {
  if (tally.count == 0) return;
  todos.push_back({code,
                   reader.href(page, tally.oldest.value_or(reader.open_period), more),
                   tally.count,
                   tally.mass,
                   {},
                   urgency});
}

void add_papers(Todos& todos, const Reader& reader, Date today) {
  const State& state = reader.state;
  Tally unbacked;
  for (const Receipt& each : state.receipts) {
    const bool waits = each.site == reader.site && each.metal_class == MetalClass::renewable &&
                       each.supplier_certificate == no_index && !each.reversed;
    const std::int32_t period = waits ? state.rulebook.period_of(each.date) : -1;
    if (waits && period >= reader.open_period) unbacked.add(each.mass, period);
  }
  add(todos, reader, unbacked, "unbacked", "/procurement", Urgency::soon);
  Tally low;
  for (const SupplierCertificate& each : state.supplier_certificates) {
    const Mass left = each.mass - each.used;
    if (each.valid_to >= today && left.grams() < each.mass.grams() / nearly_used_up)
      low.add(left, reader.open_period);
  }
  add(todos, reader, low, "supplier_certificates_low", "/procurement", Urgency::other);
}

void add_periods(Todos& todos, const Reader& reader, Date today) {
  const State& state = reader.state;
  Todo close{"close", reader.href("/balance", reader.open_period)};
  for (std::int32_t period = reader.open_period;
       period <= state.sites[reader.site].last_period() && state.rulebook.last_day(period) < today;
       ++period)
    ++close.count;
  if (close.count > 0) todos.push_back(std::move(close));
}

void add_uncertified(Todos& todos, const Reader& reader) {
  const State& state = reader.state;
  Tally waiting;
  for (const Allocation& each : state.allocations) {
    const bool waits = !each.released && !each.written_off && each.certificate == no_index;
    if (waits && state.lines[each.line].site == reader.site)
      waiting.add(each.mass, state.rulebook.period_of(each.date));
  }
  add(todos, reader, waiting, "uncertified", "/certificates", Urgency::other);
}

void add_reservations(Todos& todos, const Reader& reader, const Holds& waiting) {
  const std::string_view owner = owner_for(reader.call);
  Tally expired;
  Tally ending;
  std::int64_t days = ending_days;
  for (const office::Reservation& each : waiting) {
    if (!owner.empty() && each.made_by != owner) continue;
    const std::int32_t period = reader.state.rulebook.period_of(each.about.period);
    const std::int64_t left = (each.expires.ms - reader.now.ms) / day_ms;
    if (each.state == office::ReservationState::expired) {
      expired.add(each.about.mass, period);
    } else if (left < ending_days) {
      ending.add(each.about.mass, period);
      days = std::min(days, left);
    }
  }
  add(todos, reader, expired, "reservations_expired", "/reservations", Urgency::late);
  add(todos, reader, ending, "reservations_ending", "/reservations", Urgency::soon);
  if (ending.count > 0) todos.back().days = days;
}

// Without a backup that is young enough a broken disk would take what was posted since.
void add_backup(Todos& todos, const Reader& reader, const std::optional<office::UpkeepDone>& last) {
  const std::string href = reader.href("/system", reader.open_period);
  if (!last) return todos.push_back({"backup_never", href, 1, {}, {}, Urgency::late});
  const std::int64_t days = (reader.now.ms - last->at.ms) / day_ms;
  if (days < backup_soon_days) return;
  const Urgency urgency = days < backup_late_days ? Urgency::soon : Urgency::late;
  todos.push_back({"backup_old", href, 1, {}, days, urgency});
}

// Files that the reader handed in and did not confirm.
void add_imports(Todos& todos, const Reader& reader, const std::vector<ImportDraft>& drafts) {
  for (const ImportDraft& each : drafts) {
    const bool wrong = each.wrong_rows > 0;
    todos.push_back({wrong ? "import_errors" : "import_unconfirmed",
                     reader.href("/imports", reader.open_period, "&import=" + each.id),
                     wrong ? each.wrong_rows : 1,
                     {},
                     {},
                     wrong ? Urgency::late : Urgency::soon});
  }
}

void add_count(Todos& todos, const Reader& reader, std::int64_t count, std::string_view code,
               std::string_view page) {
  if (count > 0)
    todos.push_back({code, reader.href(page, reader.open_period), count, {}, {}, Urgency::soon});
}

// Requests that wait for this reader: nobody approves their own, but in a firm of one person.
Result<std::int64_t> approvals_for(office::Office& office, std::string_view login) {
  const auto alone = office.setting("self_approval", "off");
  if (!alone) return tl::make_unexpected(alone.error());
  const auto open = office.approvals(as_many_as_counted, office::ApprovalState::open);
  if (!open) return tl::make_unexpected(open.error());
  return std::count_if(open->items.begin(), open->items.end(), [&](const office::Approval& each) {
    return *alone == "on" || each.requested_by != login;
  });
}

}  // namespace

Result<Waiting> waiting_at(const Site& site, const Call& call, std::string_view name) {
  auto reservations = site.office.waiting_reservations(name);
  if (!reservations) return tl::make_unexpected(reservations.error());
  Waiting waiting{*std::move(reservations)};
  if (call.may(Right::post_receipts)) {
    office::UploadFilter filter;
    filter.state = office::UploadState::received;
    const auto uploads = site.office.uploads(as_many_as_counted, filter);
    if (!uploads) return tl::make_unexpected(uploads.error());
    waiting.uploads = static_cast<std::int64_t>(uploads->items.size());
  }
  if (call.may(Right::approve)) {
    const auto approvals = approvals_for(site.office, call.person->login);
    if (!approvals) return tl::make_unexpected(approvals.error());
    waiting.approvals = *approvals;
  }
  if (call.may(Right::see_system)) {
    const auto backup = last_upkeep(site.office, office::Upkeep::backup);
    if (!backup) return tl::make_unexpected(backup.error());
    waiting.backup = *backup;
  }
  if (call.may(Right::import_files) && site.import_drafts)
    waiting.imports = site.import_drafts(call.person->login);
  return waiting;
}

std::vector<Todo> todos_of(const State& state, Index site, const Call& call, Instant now,
                           const Waiting& waiting) {
  const Reader reader{state, site, call, now};
  const Date day = day_in_japan(now);
  Todos todos;
  add_imports(todos, reader, waiting.imports);
  if (call.may(Right::post_receipts)) add_papers(todos, reader, day);
  add_count(todos, reader, waiting.uploads, "uploads_received", "/procurement");
  add_count(todos, reader, waiting.approvals, "approvals_waiting", "/approvals");
  if (call.may(Right::reserve)) add_reservations(todos, reader, waiting.reservations);
  if (call.may(Right::issue)) add_uncertified(todos, reader);
  if (call.may(Right::draft_close)) add_periods(todos, reader, day);
  if (call.may(Right::see_system)) add_backup(todos, reader, waiting.backup);
  std::multimap<Urgency, Todo> sorted;  // which keeps the order of those that are alike
  for (Todo& each : todos) sorted.emplace(each.urgency, std::move(each));
  todos.clear();
  for (auto& [urgency, each] : sorted) todos.push_back(std::move(each));
  return todos;
}

void write_todos(json::Writer& json, const std::vector<Todo>& todos) {
  json.key("todos").begin_array();
  for (const Todo& each : todos) {
    json.begin_object().key("code").string(each.code).key("count").integer(each.count);
    if (each.days) json.key("days").integer(*each.days);
    json.key("href").string(each.href);
    if (each.mass) json.key("mass_kg").string(format_kg(*each.mass));
    json.key("urgency").string(name_of(each.urgency)).end_object();
  }
  json.end_array();
}

}  // namespace tenbin::http
