#include "generate.hpp"

#include <algorithm>

#include "generate_parts.hpp"
#include "model.hpp"
#include "report.hpp"

namespace tenbin_model {
namespace {

using Texts = std::vector<std::string>;

/// A world being played. The model is asked only whether a command was accepted, so that later
/// commands can speak of what exists.
class Play {
 public:
  explicit Play(std::uint64_t seed)
      : random_(seed), rulebook_(random_rulebook(random_)), model_(rulebook_) {
    scale_ = random_.pick(std::vector<std::int64_t>{40, 3000, 250000, 5000000});
    start_ = model_.book().rules.starts;
    days_ = model_.book().rules.period_start(4) - start_;
    today_ = start_;
  }

  Stream play(int steps) {
    set_up();
    for (int step = 0; step < steps; ++step) {
      today_ = std::min(today_ + random_.between(0, std::max<std::int64_t>(2 * days_ / steps, 1)),
                        start_ + days_ - 1);
      if (!follow_up_.empty() && random_.chance(60)) {
        const Json command = follow_up_.back();
        follow_up_.pop_back();
        say(command);
      } else if (!said_with_id_.empty() && random_.chance(4)) {
        say_again();
      } else {
        say(dressed(next()));
      }
    }
    return {rulebook_, commands_};
  }

 private:
  void set_up() {
    sites_ = random_.chance(50) ? Texts{"HQ"} : Texts{"HQ", "W2"};
    for (const auto& site : sites_) say({{"do", "add_site"}, {"site", site}});
    for (const char* id : {"S-1", "S-2"}) say({{"do", "add_supplier"}, {"supplier", id}});
    for (const char* id : {"C-1", "C-2"}) say({{"do", "add_customer"}, {"customer", id}});
    say({{"do", "add_product"}, {"product", "EX-1"}});
    say({{"do", "add_product"}, {"product", "EX-2"}, {"allocatable", true}});
    say({{"do", "add_product"}, {"product", "DROSS"}, {"allocatable", false}});
    for (std::int64_t n = random_.between(2, 4); n > 0; --n) say(paper());
  }

  /// A command with what any command may carry, or with a mistake.
  Json dressed(Json command) {
    if (random_.chance(8)) command["command_id"] = "k" + std::to_string(++counter_);
    if (random_.chance(3)) command["note"] = "n" + std::to_string(random_.between(0, 1));
    return random_.chance(7) ? spoil(random_, command) : command;
  }

  void say(const Json& command) {
    commands_.push_back(command);
    const Json outcome = model_.apply(command);
    if (outcome["status"] == "rejected") return learn(command, outcome);
    if (outcome["status"] != "accepted") return;
    const std::string what = command["do"];
    if (command.contains("command_id")) said_with_id_.push_back(command);
    if (what == "register_supplier_certificate") papers_.push_back(command);
    if (what == "receive") receipts_.push_back(command);
    if (what == "ship") lines_.push_back(command);
    if (what == "allocate") allocations_.push_back(command);
    if (what == "allocate" && random_.chance(30)) press(command);
    if (what == "close_period" && random_.chance(80)) follow_up_.push_back(adjustment());
    if (what == "back_receipt") entries_.push_back(outcome["seq"]);
    if (what == "issue_certificate") certificates_.push_back(command);
    if (what == "issue_certificate" || what == "replace_certificate") {
      if (random_.chance(70)) follow_up_.push_back(attestation(command["certificate"]));
    }
    if (what == "release" && random_.chance(80)) {
      std::erase_if(allocations_,
                    [&](const Json& one) { return one["allocation"] == command["allocation"]; });
    }
    if (what == "receive" || what == "charge" || what == "produce" || what == "ship") {
      entries_.push_back(outcome["seq"]);
    }
  }

  /// After a refusal for the balance: what just fits, and one gram more.
  void learn(const Json& command, const Json& outcome) {
    if (outcome["error"] != "balance.insufficient" || !outcome["facts"].contains("have_kg")) return;
    const auto have = parse_mass(outcome["facts"]["have_kg"].get<std::string>() + " kg", true);
    Json again = command;
    again.erase("share");
    again.erase("command_id");
    again["mass"] = write_mass(random_, have + 1);
    if (have > 0 && random_.chance(70)) {
      again["mass"] = write_mass(random_, have);
      follow_up_.push_back(again);
      again["mass"] = write_mass(random_, have + 1);
    }
    if (random_.chance(have > 0 ? 50 : 5)) follow_up_.push_back(again);
  }

  /// After an allocation: postings that would lower what it stands on.
  void press(const Json& allocation) {
    const Line& line = *model_.book().line(allocation["shipment"], allocation["line"]);
    Json late = {{"do", "receive"},         {"receipt", id("R")}, {"date", format_date(line.date)},
                 {"site", line.site},       {"supplier", "S-1"},  {"material", "ingot"},
                 {"class", "conventional"}, {"mass", mass()}};
    if (random_.chance(60)) follow_up_.push_back(late);
    if (random_.chance(60)) follow_up_.push_back(reverse());
    if (random_.chance(30)) follow_up_.push_back(charge());
  }

  /// A command under an id that was accepted: the same, the same in other words, or another.
  void say_again() {
    Json command = random_.pick(said_with_id_);
    if (random_.chance(30)) {
      command["note"] = "changed";
    } else if (command.contains("mass") && random_.chance(60)) {
      command["mass"] = write_mass(random_, parse_mass(command["mass"], false));
    }
    say(command);
  }

  Json next() {
    if (model_.book().rules.charges && random_.chance(15)) return charge();
    const auto dice = random_.between(1, 100);
    if (dice <= 18) return receipt();
    if (dice <= 26) return model_.book().rules.charges || random_.chance(8) ? charge() : run();
    if (dice <= 36) return run();
    if (dice <= 49) return line();
    if (dice <= 70) return allocation();
    if (dice <= 75) return sites_.size() > 1 || random_.chance(5) ? transfer() : allocation();
    if (dice <= 78) return release();
    if (dice <= 82) return back();
    if (dice <= 90) return allocations_.empty() && random_.chance(90) ? receipt() : certificate();
    if (dice <= 93) return random_.chance(50) ? reverse() : adjustment();
    if (dice <= 97) return close();
    if (dice <= 98) return paper();
    if (random_.chance(30)) return attestation(any("certificate", certificates_));
    return small_talk();
  }

  std::string id(const char* prefix) {
    if (random_.chance(2) && counter_ > 0) {
      return prefix + std::to_string(random_.between(1, counter_));
    }
    return prefix + std::to_string(++counter_);
  }
  std::string site() { return random_.pick(sites_); }
  std::int64_t day() {
    if (random_.chance(55)) return std::max(start_, today_ - random_.between(0, 3));
    if (random_.chance(97)) return std::max(start_, today_ - random_.between(0, days_ / 2));
    return start_ + random_.between(-2, days_ + 20);
  }
  std::string date() { return format_date(day()); }
  std::int64_t grams() { return random_.between(1, random_.chance(5) ? 10 * scale_ : scale_); }
  std::string mass() {
    if (random_.chance(2)) return std::to_string(random_.between(1, 9)) + ".5 lb";
    return write_mass(random_, grams());
  }
  std::string any(const char* field, const std::vector<Json>& list) {
    if (list.empty() || random_.chance(2)) return "NOPE";
    return random_.pick(list)[field];
  }

  Json paper() {
    Json c = {{"do", "register_supplier_certificate"},
              {"supplier_certificate", id("SC-")},
              {"supplier", random_.chance(75) ? "S-1" : "S-2"},
              {"valid_from", "2026-01-01"},
              {"valid_to", random_.chance(80) ? "2027-12-31" : format_date(start_ + days_ / 2)},
              {"smelter", "Example Smelter"},
              {"country", "NO"},
              {"power_source", random_.pick(Texts{"hydro", "hydro", "solar", "wind"})},
              {"mass", write_mass(random_, random_.between(scale_, 40 * scale_))},
              {"emission_factor",
               random_.pick(Texts{"4.0 kgCO2e/kg", "3.999999 kgCO2e/kg", "5.1 kgCO2e/kg",
                                  "0 kgCO2e/kg", "-0.5 kgCO2e/kg", "20 kgCO2e/kg"})},
              {"emission_boundary", "cradle-to-gate"},
              {"chain_model", "segregated"}};
    if (random_.chance(40)) {
      c["renewable_share"] = random_.pick(Texts{"80 %", "33.3333 %", "99.9999 %", "50 %", "100 %"});
    }
    if (random_.chance(4)) c["power_source"] = random_.pick(Texts{"nuclear", "grid", "fossil"});
    if (random_.chance(4)) c["chain_model"] = "book_and_claim";
    return c;
  }

  Json receipt() {
    Json c = {{"do", "receive"},   {"receipt", id("R")},  {"date", date()},       {"site", site()},
              {"supplier", "S-1"}, {"material", "ingot"}, {"class", "renewable"}, {"mass", mass()}};
    if (random_.chance(35)) {
      c["class"] = random_.pick(Texts{"conventional", "conventional", "recycled", "unknown"});
      if (random_.chance(30)) c["emission_factor"] = "8.25 kgCO2e/kg";
    } else if (random_.chance(88) && !papers_.empty()) {
      const Json& paper = random_.pick(papers_);
      c["supplier_certificate"] = paper["supplier_certificate"];
      if (random_.chance(95)) c["supplier"] = paper["supplier"];
    } else if (random_.chance(30)) {
      c["emission_factor"] = "3.5 kgCO2e/kg";
    }
    if (random_.chance(8)) c["material"] = "internal_scrap";
    if (random_.chance(5)) c["material"] = "external_scrap";
    return c;
  }

  Json release() {
    return {{"do", "release"}, {"allocation", any("allocation", allocations_)}, {"reason", "x"}};
  }

  Json back() {
    Json c = {{"do", "back_receipt"},
              {"receipt", any("receipt", receipts_)},
              {"supplier_certificate", any("supplier_certificate", papers_)}};
    for (const Receipt& receipt : model_.book().receipts) {
      const bool waits = receipt.certificate.empty() && receipt.metal_class == "renewable";
      if (waits && !receipt.reversed && random_.chance(50)) c["receipt"] = receipt.id;
    }
    return c;
  }

  Json charge() {
    Json c = {{"do", "charge"}, {"charge", id("H")}, {"date", date()},
              {"site", site()}, {"receipt", "NOPE"}, {"mass", mass()}};
    if (receipts_.empty()) return c;
    const Json& receipt = random_.pick(receipts_);
    c["receipt"] = receipt["receipt"];
    if (random_.chance(95)) c["site"] = receipt["site"];
    if (random_.chance(60)) c["mass"] = receipt["mass"];
    return c;
  }

  Json run() {
    Json c = {{"do", "produce"}, {"run", id("P")},    {"date", date()},
              {"site", site()},  {"product", "EX-1"}, {"output", write_mass(random_, 2 * grams())}};
    if (random_.chance(10)) c["product"] = "DROSS";
    if (random_.chance(20)) c["input"] = "0 t";
    return c;
  }

  Json line() {
    Json c = {{"do", "ship"},
              {"shipment", id("L")},
              {"line", random_.between(1, 2)},
              {"date", date()},
              {"site", site()},
              {"customer", random_.pick(Texts{"C-1", "C-2"})},
              {"product", random_.pick(Texts{"EX-1", "EX-2"})},
              {"mass", write_mass(random_, 1 + grams() / 2)}};
    if (random_.chance(5)) c["product"] = "DROSS";
    return c;
  }

  std::string share() {
    const auto step = model_.book().rules.share_step_ppm;
    if (random_.chance(40)) return "100 %";
    if (random_.chance(10)) return format_share(random_.between(1, 1000000));
    return format_share(random_.between(1, 1000000 / step) * step);
  }

  std::string account(const std::string& site) {
    const auto known = model_.book().accounts(site);
    Texts names;
    for (const auto& [name, first] : known) names.push_back(name);
    for (const auto& paper : papers_) {
      names.push_back(model_.book().account_name(
          site, *model_.book().supplier_certificate(paper["supplier_certificate"])));
    }
    if (names.empty() || random_.chance(3)) return site + "/recycled";
    return random_.pick(names);
  }

  Json allocation() {
    Json c = {{"do", "allocate"},
              {"allocation", id("A")},
              {"date", date()},
              {"shipment", "NOPE"},
              {"line", 1}};
    std::string where = site();
    if (!lines_.empty()) {
      // Recent lines more often than old ones, which have their allocations.
      const auto last = static_cast<std::int64_t>(lines_.size()) - 1;
      const auto place =
          random_.between(random_.chance(70) ? std::max<std::int64_t>(last - 5, 0) : 0, last);
      Json line = lines_[static_cast<std::size_t>(place)];
      for (const Json& other : lines_) {
        const Line* real = model_.book().line(line["shipment"], line["line"]);
        if (real != nullptr && model_.book().allocated_on(*real) < real->mass) break;
        if (random_.chance(30)) line = other;
      }
      c["shipment"] = line["shipment"];
      c["line"] = line["line"];
      where = line["site"];
      const auto shipped = parse_date(line["date"]);
      const std::int64_t when = random_.chance(60) ? today_ : day();
      if (random_.chance(90)) c["date"] = format_date(std::max(when, shipped));
      if (random_.chance(25)) c["mass"] = line["mass"];
    }
    if (random_.chance(25)) {
      for (const auto& [name, first] : model_.book().accounts(where)) {
        const std::int64_t left = last_balance(model_.book(), where, name);
        if (left > 0) c["mass"] = write_mass(random_, left);
      }
    }
    if (!c.contains("mass")) {
      if (random_.chance(60)) {
        c["share"] = share();
      } else {
        c["mass"] = mass();
      }
    }
    const bool may_owe = model_.book().rules.deficit != "never";
    if (random_.chance(may_owe ? 45 : 20)) c["account"] = account(where);
    return c;
  }

  Json transfer() {
    const std::string from = site();
    const std::string to = random_.chance(95) ? sites_.back() : from;
    const bool turned = from == to && sites_.size() > 1;
    return {{"do", "transfer"},
            {"transfer", id("X")},
            {"date", date()},
            {"from", from},
            {"to", turned ? sites_.front() : to},
            {"account", account(from)},
            {"mass", mass()}};
  }

  /// Only the allocations of lines of that customer.
  void keep_only(Json& list, const std::string& customer) {
    Json kept = Json::array();
    for (const Json& id : list) {
      const Allocation* one = model_.book().allocation(id);
      if (one == nullptr) continue;
      if (model_.book().line(one->shipment, one->line)->customer == customer) kept.push_back(id);
    }
    list = kept;
  }

  Json certificate() {
    const auto dice = random_.between(1, 100);
    if (dice <= 15) {
      return {{"do", "revoke_certificate"},
              {"certificate", any("certificate", certificates_)},
              {"date", date()},
              {"reason", "x"}};
    }
    Json list = Json::array();
    for (std::int64_t n = random_.between(1, 3); n > 0; --n) {
      const std::string one = any("allocation", allocations_);
      if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(one);
    }
    std::string customer = random_.pick(Texts{"C-1", "C-2"});
    const Allocation* first = list.empty() ? nullptr : model_.book().allocation(list[0]);
    if (first != nullptr && random_.chance(95)) {
      customer = model_.book().line(first->shipment, first->line)->customer;
      if (random_.chance(70)) keep_only(list, customer);
    }
    if (dice <= 35) {
      return {{"do", "replace_certificate"},
              {"certificate", any("certificate", certificates_)},
              {"date", date()},
              {"reason", "x"},
              {"allocations", list}};
    }
    Json c = {{"do", "issue_certificate"},
              {"customer", customer},
              {"date", date()},
              {"certificate", id("K")}};
    if (dice <= 60) {
      c["from"] = format_date(day() - random_.between(0, 30));
      c["to"] = format_date(day() + random_.between(0, 10));
    } else {
      c["allocations"] = list;
    }
    return c;
  }

  Json attestation(const std::string& number) {
    const Certificate* found = model_.book().certificate(number);
    const std::int64_t revision = found == nullptr ? 1 : found->revision;
    Json c = {{"do", "attest_certificate"},
              {"certificate", number},
              {"revision", random_.chance(85) ? revision : random_.between(1, 3)},
              {"digest", random_.pick(document_digests())}};
    if (random_.chance(50)) c["key"] = key();
    return c;
  }

  std::string key() { return "z6Mk" + std::string(43, 'e') + random_.pick(Texts{"2", "3", "4"}); }

  Json statement() {
    Json c = {{"do", "record_verification"},
              {"site", site()},
              {"from", "2026-04-01"},
              {"to", "2026-06-30"},
              {"verifier", "Example Assurance"},
              {"kind", "verification"},
              {"level", "limited"},
              {"criteria", "x"},
              {"statement", "x"},
              {"date", date()}};
    if (random_.chance(30)) c["digest"] = random_.pick(document_digests());
    return c;
  }

  Json reverse() {
    const std::int64_t entry = entries_.empty()     ? 1
                               : random_.chance(95) ? random_.pick(entries_)
                                                    : random_.between(1, 30);
    return {{"do", "reverse"}, {"entry", entry}, {"date", date()}, {"reason", "x"}};
  }

  Json adjustment() {
    const std::string where = site();
    Json c = {{"do", "adjust"},
              {"adjustment", id("J")},
              {"date", random_.chance(70) ? format_date(today_) : date()},
              {"entry", entries_.empty() ? Json(1) : Json(random_.pick(entries_))},
              {"account", account(where)},
              {"mass", random_.chance(50) ? write_mass(random_, 1 + grams() / 20) : mass()},
              {"reason", "x"},
              {"approver", "y"}};
    // Early entries are closed sooner.
    if (!entries_.empty() && random_.chance(50))
      c["entry"] = entries_[static_cast<std::size_t>(
          random_.between(0, static_cast<std::int64_t>(entries_.size()) / 4))];
    if (random_.chance(35)) {
      c["allocations"] = Json::array();
      const std::string one = any("allocation", allocations_);
      c["allocations"].push_back(one);
      const Allocation* found = model_.book().allocation(one);
      if (found != nullptr && !found->draws.empty() && random_.chance(90)) {
        c["account"] = found->draws[0].account;
      }
      if (random_.chance(20)) c["allocations"].push_back(any("allocation", allocations_));
    }
    return c;
  }

  Json close() {
    const std::string where = site();
    const Rulebook& rules = model_.book().rules;
    std::int64_t period = 0;
    while (model_.book().close(where, period) != nullptr) ++period;
    if (rules.period_last_day(period) > today_ + 5 && random_.chance(85)) return allocation();
    if (random_.chance(10)) period = std::max<std::int64_t>(0, period + random_.between(-1, 1));
    std::int64_t date = rules.period_last_day(period) + random_.between(0, 20);
    if (random_.chance(5)) date -= 25;
    Json c = {{"do", "close_period"},
              {"site", where},
              {"period", format_date(rules.period_start(period) + (random_.chance(3) ? 1 : 0))},
              {"date", format_date(date)}};
    if (rules.cap || random_.chance(10)) {
      c["physical_stock"] = write_mass(random_, random_.chance(20) ? 0 : grams());
    }
    if (random_.chance(40)) c["force_majeure"] = "outage";
    return c;
  }

  Json small_talk() {
    switch (random_.between(0, 4)) {
      case 0:
        return statement();
      case 4:
        return {{"do", "register_key"},
                {"key", random_.chance(10) ? "z6MkNone" : key()},
                {"reason", "x"},
                {"compromised", random_.chance(30)}};
      case 1:
        return {{"do", "add_customer"}, {"customer", random_.pick(Texts{"C-1", "C-3"})}};
      case 2:
        return {{"do", "add_product"}, {"product", random_.pick(Texts{"EX-1", "EX-9"})}};
      default:
        return {{"do", "make_gold"}};
    }
  }

  Random random_;
  Json rulebook_;
  Model model_;
  std::int64_t scale_ = 0, start_ = 0, days_ = 0, today_ = 0, counter_ = 0;
  Texts sites_;
  std::vector<Json> papers_, receipts_, lines_, allocations_, certificates_, said_with_id_;
  std::vector<Json> follow_up_, commands_;
  std::vector<std::int64_t> entries_;
};

}  // namespace

Stream generate(std::uint64_t seed, int steps) {
  return Play(seed).play(steps);
}

}  // namespace tenbin_model
