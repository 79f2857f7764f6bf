#include "sample/mill.hpp"

#include <algorithm>

#include "sample/names.hpp"
#include "units/share.hpp"

namespace tenbin::sample {
namespace {

constexpr Date usual_first_day = Date::of(2026, 4, 1);
constexpr std::uint64_t days_max = 3'653;  // ten years
constexpr std::uint64_t commands_a_day = 2'500;
constexpr int months_a_quarter = 3;

constexpr std::size_t open_lines_max = 256;  // a line is allocated soon after it left, or never
constexpr std::size_t fresh_max = 64;
constexpr std::size_t unbacked_max = 64;
constexpr std::size_t certificate_lines = 12;

constexpr Mass paper_mass = Mass::of_kg(20'000'000);

struct Source {
  std::string_view smelter, country, power_source, factor;
  Share share;
};
constexpr std::array<Source, 2> sources{
    {{"Mihon Fjord", "NO", "hydro", "4.0 kgCO2e/kg", Share::whole()},
     {"Mihon Desert", "AE", "solar", "4.8 kgCO2e/kg", Share::of_ppm(800'000)}}};

// Keeps at most `most` of them: a new one takes the place of any.
template <class T>
void keep(std::vector<T>& all, const T& one, std::size_t most, Prng& prng) {
  if (all.size() < most)
    all.push_back(one);
  else
    all[prng.below(most)] = one;
}

template <class T>
T take_out(std::vector<T>& all, std::size_t index) {
  T one = all[index];
  all[index] = all.back();
  all.pop_back();
  return one;
}

constexpr std::uint32_t month_of(Date date) {
  return static_cast<std::uint32_t>(date.year() % 100) * 100 + date.month();
}

}  // namespace

Mill::Mill(std::uint64_t commands, std::uint64_t seed)
    : Mill(commands, seed,
           {usual_first_day, std::clamp<std::uint64_t>(commands / commands_a_day, 1, days_max),
            true}) {}

Mill::Mill(std::uint64_t commands, std::uint64_t seed, const Course& course)
    : lines_(commands),
      prng_(seed),
      commands_(commands),
      course_(course),
      quarter_(course.first_day),
      date_(course.first_day),
      month_(month_of(course.first_day)) {}

bool Mill::next(std::string& out, std::size_t bytes) {
  lines_.out().clear();
  if (lines_.lines() == 0) masters();
  while (!lines_.full() && lines_.out().size() < bytes) {
    move_on();
    step();
  }
  std::swap(out, lines_.out());
  return !out.empty();
}

void Mill::move_on() {
  __extension__ using Wide = unsigned __int128;
  const auto day = static_cast<std::int32_t>(Wide{lines_.lines()} * course_.days / commands_);
  if (course_.first_day.plus_days(day) == date_) return;
  date_ = course_.first_day.plus_days(day);
  if (month_of(date_) != month_) {
    month_ = month_of(date_);
    counters_ = {};
  }
  while (date_ >= quarter_.plus_months(months_a_quarter)) close_quarter();
}

void Mill::close_quarter() {
  for (std::size_t i = 0; i < site_count; ++i) {
    lines_.begin("close_period").text("site", site_ids[i]).date("period", quarter_);
    lines_.date("date", date_).end();
    sites_[i].balance = {};
    sites_[i].lines_left = 0;
  }
  quarter_ = quarter_.plus_months(months_a_quarter);
  fresh_.clear();
  unbacked_.clear();
  for (std::size_t source = 0; source < source_count; ++source) register_paper(source);
}

void Mill::register_paper(std::size_t source) {
  const Source& from = sources[source];
  papers_[source] = {new_id(Counter::paper), paper_mass};
  lines_.begin("register_supplier_certificate").id("supplier_certificate", papers_[source].id);
  lines_.text("supplier", supplier_ids[source]).date("valid_from", quarter_);
  lines_.date("valid_to", quarter_.plus_months(months_a_quarter).plus_days(-1));
  lines_.text("smelter", from.smelter).text("country", from.country);
  lines_.text("power_source", from.power_source);
  lines_.text("renewable_share", format_percent(from.share) + " %");
  lines_.mass("mass", paper_mass).text("emission_factor", from.factor);
  lines_.text("emission_boundary", "cradle-to-gate").text("chain_model", "segregated").end();
}

// Of a thousand commands. What does not fit just now is a run or a line instead.
void Mill::step() {
  const std::uint64_t draw = prng_.below(1'000);
  if (draw < 120) return receive();
  if (draw < 340) return produce();
  if (draw < 745) return ship();
  if (draw < 960) return allocate();
  if (draw < 970) return certify();
  if (draw < 985) return reverse();
  if (draw < 990) return reverse_line();
  back_receipt();
}

// 2 % of the postings are late by up to three weeks, within the quarter.
Date Mill::posting_date() {
  if (!prng_.chance(2)) return date_;
  return std::max(quarter_, date_.plus_days(-static_cast<std::int32_t>(prng_.between(1, 21))));
}

SampleId Mill::new_id(Counter counter) {
  constexpr std::string_view letters = "RPSAC";
  const auto index = static_cast<std::size_t>(counter);
  return {letters[index], month_, ++counters_[index]};
}

Mass Mill::about(std::int64_t least_kg, std::int64_t most_kg) {
  return Mass::of_kg(prng_.between(least_kg, most_kg));
}

void Mill::receive() {
  const std::size_t site = prng_.below(site_count);
  const Date date = posting_date();
  const Mass mass = about(18'000, 25'500);
  const std::uint64_t draw = prng_.below(100);
  const bool renewable = draw < 42;
  const bool backed = draw < 40;
  const std::size_t source = draw % source_count;
  if (backed && papers_[source].left < mass) register_paper(source);

  Change change{0, mass.grams(), 0};
  if (backed) change.backed_g = part_of(mass, sources[source].share).grams();
  if (!sites_[site].balance.fits(day_of(date), today(), change)) return produce();
  sites_[site].balance.post(day_of(date), change);

  const SampleId id = new_id(Counter::receipt);
  lines_.begin("receive").id("receipt", id).date("date", date).text("site", site_ids[site]);
  lines_.text("supplier", supplier_ids[renewable ? source : 2 + source]);
  lines_.text("material", draw < 88 ? "billet" : draw < 97 ? "external_scrap" : "alloying");
  lines_.text("class", renewable   ? "renewable"
                       : draw < 88 ? "conventional"
                       : draw < 97 ? "recycled"
                                   : "unknown");
  lines_.mass("mass", mass);
  if (backed) lines_.id("supplier_certificate", papers_[source].id);
  lines_.id("lot", {'L', month_, id.number / 3}).id("delivery_note", {'D', month_, id.number});
  const std::uint64_t seq = lines_.end();
  if (backed) papers_[source].left -= mass;
  if (renewable && !backed)
    keep(unbacked_, {id, source, site, day_of(date), mass}, unbacked_max, prng_);
  else
    keep(fresh_, {seq, site, day_of(date), change}, fresh_max, prng_);
}

void Mill::back_receipt() {
  if (unbacked_.empty()) return ship();
  const Unbacked receipt = take_out(unbacked_, prng_.below(unbacked_.size()));
  Paper& paper = papers_[receipt.source];
  if (paper.left < receipt.mass) register_paper(receipt.source);
  paper.left -= receipt.mass;
  const Share share = sources[receipt.source].share;
  sites_[receipt.site].balance.post(receipt.day, {part_of(receipt.mass, share).grams(), 0, 0});
  lines_.begin("back_receipt").id("receipt", receipt.receipt);
  lines_.id("supplier_certificate", paper.id).end();
}

void Mill::produce() {
  const std::size_t site = prng_.below(site_count);
  const std::size_t product = prng_.below(product_count);
  const Date date = posting_date();
  const Mass output = about(8'000, 15'000);
  const Change change{0, 0, is_allocatable(product) ? output.grams() : 0};
  sites_[site].balance.post(day_of(date), change);
  lines_.begin("produce").id("run", new_id(Counter::run)).date("date", date);
  lines_.text("site", site_ids[site]).text("product", product_ids[product]);
  lines_.mass("output", output).mass("input", output + about(600, 1'800));
  lines_.mass("internal_scrap", about(400, 600)).mass("loss", about(20, 200));
  keep(fresh_, {lines_.end(), site, day_of(date), change}, fresh_max, prng_);
}

void Mill::ship() {
  const std::size_t index = prng_.below(site_count);
  Site& site = sites_[index];
  if (site.lines_left == 0) {
    site.shipment = new_id(Counter::shipment);
    site.customer = prng_.below(customer_count);
    site.line = 0;
    site.lines_left = 1 + prng_.below(4);
  }
  --site.lines_left;
  const std::size_t product = prng_.below(product_count);
  OpenLine line{site.shipment,  ++site.line,          index, site.customer,
                posting_date(), about(2'000, 10'000), 0};
  lines_.begin("ship").id("shipment", line.shipment).number("line", line.line);
  lines_.date("date", line.date).text("site", site_ids[index]);
  lines_.text("customer", customer_ids[site.customer]).text("product", product_ids[product]);
  lines_.mass("mass", line.mass).id("order", {'B', month_, site.shipment.number / 2});
  line.seq = lines_.end();
  if (is_allocatable(product)) keep(open_lines_, line, open_lines_max, prng_);
}

// The largest of a few usual shares that leaves half of what could be had.
void Mill::allocate() {
  if (open_lines_.empty()) return ship();
  const std::size_t at = prng_.below(open_lines_.size());
  const OpenLine line = open_lines_[at];
  SiteBalance& balance = sites_[line.site].balance;
  const Date date = std::max(line.date, posting_date());
  const Mass room = balance.room(day_of(date), today());
  constexpr std::array<std::int32_t, 5> shares_ppm{1'000'000, 800'000, 500'000, 300'000, 125'000};
  for (std::size_t i = prng_.below(shares_ppm.size()); i < shares_ppm.size(); ++i) {
    const Share share = Share::of_ppm(shares_ppm[i]);
    const Mass mass = part_of(line.mass, share);
    if (mass.grams() > room.grams() / 2) continue;
    balance.allocate(day_of(date), mass);
    const SampleId id = new_id(Counter::allocation);
    lines_.begin("allocate").id("allocation", id).date("date", date);
    lines_.id("shipment", line.shipment).number("line", line.line);
    lines_.text("share", format_percent(share) + " %").end();
    take_out(open_lines_, at);
    auto& uncertified = uncertified_[line.customer];
    if (uncertified.size() == certificate_lines) uncertified.erase(uncertified.begin());
    uncertified.push_back(id);
    return;
  }
  ship();
}

void Mill::certify() {
  const std::size_t customer = prng_.below(customer_count);
  if (!course_.certifies || uncertified_[customer].empty()) return ship();
  lines_.begin("issue_certificate").text("customer", customer_ids[customer]).date("date", date_);
  lines_.ids("allocations", uncertified_[customer]).end();
  uncertified_[customer].clear();
}

void Mill::reverse() {
  if (fresh_.empty()) return ship();
  const Fresh entry = take_out(fresh_, prng_.below(fresh_.size()));
  const Change back{-entry.change.backed_g, -entry.change.input_g, -entry.change.output_g};
  SiteBalance& balance = sites_[entry.site].balance;
  if (!balance.fits(entry.day, today(), back)) return ship();
  balance.post(entry.day, back);
  lines_.begin("reverse").number("entry", entry.seq).date("date", date_);
  lines_.text("reason", "誤入力の取消").end();
}

void Mill::reverse_line() {
  if (open_lines_.empty()) return ship();
  const std::size_t at = prng_.below(open_lines_.size());
  if (open_lines_[at].date < quarter_) return ship();
  lines_.begin("reverse").number("entry", take_out(open_lines_, at).seq).date("date", date_);
  lines_.text("reason", "出荷の取消").end();
}

}  // namespace tenbin::sample
