#pragma once
// A small mill: one site HQ, one customer C-1, C-2 and products EX-1, EX-2, DROSS (not
// allocatable), one-month periods from 2026-04-01, driven by the command language.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "codec/command_reader.hpp"
#include "engine/engine.hpp"
#include "planner/plan.hpp"
#include "planner/plan_commands.hpp"
#include "rulebook/read_rulebook.hpp"

namespace tenbin::test {

struct Rules {
  std::string method = "input_share";
  std::string deficit = R"({"mode":"never"})";
  std::string account_by = "class";
  std::string more{};  // such as ,"share_step_ppm":10000
};

class Mill {
 public:
  explicit Mill(const Rules& rules = {}) : state_(rulebook(rules)) {
    must(R"({"do":"add_site","site":"HQ"})");
    must(R"({"do":"add_supplier","supplier":"S-1"})");
    for (const auto* id : {"C-1", "C-2"})
      must(fmt::format(R"({{"do":"add_customer","customer":"{}"}})", id));
    for (const auto* id : {"EX-1", "EX-2"})
      must(fmt::format(R"({{"do":"add_product","product":"{}"}})", id));
    must(R"({"do":"add_product","product":"DROSS","allocatable":false})");
    paper("HY", "hydro");
    paper("SO", "solar");
  }

  const State& state() const { return state_; }

  // Decides and applies; answers the code of the refusal, "" when accepted.
  std::string say(std::string_view command) {
    std::string line(command);
    line.resize(line.size() + read_ahead);
    const auto envelope = reader_->read(std::string_view(line).substr(0, command.size()));
    if (!envelope) return std::string(code_text(envelope.error().code));
    const auto decision = decide(state_, *envelope);
    if (!decision) return std::string(code_text(decision.error().code));
    apply(state_, *envelope, std::get<Event>(*decision));
    return "";
  }
  void must(std::string_view command) { ASSERT_EQ(say(command), "") << command; }

  // Answers the refusal: metal that is no renewable metal can lower what follows.
  std::string receive(std::string_view id, std::string_view date, std::string_view mass,
                      std::string_view paper = "") {
    const std::string of =
        paper.empty() ? R"("class":"conventional")"
                      : fmt::format(R"("class":"renewable","supplier_certificate":"{}")", paper);
    return say(fmt::format(R"({{"do":"receive","receipt":"{}","date":"{}","site":"HQ",)"
                           R"("supplier":"S-1","material":"ingot","mass":"{}",{}}})",
                           id, date, mass, of));
  }
  void produce(std::string_view id, std::string_view date, std::string_view output) {
    must(fmt::format(R"({{"do":"produce","run":"{}","date":"{}","site":"HQ",)"
                     R"("product":"EX-1","output":"{}"}})",
                     id, date, output));
  }
  void ship(std::string_view id, int line, std::string_view date, std::string_view mass,
            std::string_view customer = "C-1", std::string_view product = "EX-1") {
    must(fmt::format(R"({{"do":"ship","shipment":"{}","line":{},"date":"{}","site":"HQ",)"
                     R"("customer":"{}","product":"{}","mass":"{}"}})",
                     id, line, date, customer, product, mass));
  }

  Result<Plan> plan(std::string_view request) const {
    const auto read = read_plan_request(request);
    if (!read) return tl::make_unexpected(read.error());
    return make_plan(state_, *read);
  }
  // "A/1 50 % 25000.000" for each planned line.
  std::string planned(std::string_view request) const {
    const auto made = plan(request);
    if (!made) return std::string(code_text(made.error().code));
    std::string out;
    for (const auto& one : made->allocations) {
      const Line& line = state_.lines[one.line];
      out +=
          fmt::format("{}/{} {} {}\n", state_.texts.get(line.shipment), line.number,
                      one.share ? format_percent(*one.share) + " %" : "mass", format_kg(one.mass));
    }
    return out;
  }
  std::string commands(const Plan& plan) const { return plan_commands(state_, plan); }

 private:
  static Rulebook rulebook(const Rules& rules) {
    const auto read = read_rulebook(fmt::format(
        R"({{"id":"t","title":{{"ja":"試験","en":"test"}},"method":"{}","conversion_factor":"0.9",)"
        R"("input_event":"receipt","period":{{"months":1,"starts":"2026-04-01"}},"deficit":{},)"
        R"("carry_over":{{"periods":1}},"account_by":"{}","default_factors":)"
        R"({{"conventional":"10 kgCO2e/kg","recycled":"0.5 kgCO2e/kg"}}{}}})",
        rules.method, rules.deficit, rules.account_by, rules.more));
    TENBIN_CHECK(read.has_value());
    return *read;
  }
  void paper(std::string_view id, std::string_view source) {
    must(fmt::format(
        R"({{"do":"register_supplier_certificate","supplier_certificate":"{}","supplier":"S-1",)"
        R"("valid_from":"2026-04-01","valid_to":"2026-12-31","smelter":"Example Smelter",)"
        R"("country":"NO","power_source":"{}","mass":"100000 t",)"
        R"("emission_factor":"4 kgCO2e/kg","emission_boundary":"cradle-to-gate",)"
        R"("chain_model":"segregated"}})",
        id, source));
  }

  State state_;
  std::unique_ptr<CommandReader> reader_ = std::make_unique<CommandReader>();
};

// A request for the site HQ and April.
inline std::string april(std::string_view rest) {
  return fmt::format(R"({{"site":"HQ","period":"2026-04-01",{}}})", rest);
}

}  // namespace tenbin::test
