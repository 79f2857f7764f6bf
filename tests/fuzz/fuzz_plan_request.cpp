// depends: planner
// A request is refused with its place or gives a plan of the small book below whose every command
// is accepted.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "codec/command_reader.hpp"
#include "engine/engine.hpp"
#include "planner/plan_commands.hpp"
#include "rulebook/read_rulebook.hpp"

using namespace tenbin;

namespace {

constexpr std::string_view rules =
    R"({"id":"t","title":{"ja":"t","en":"t"},"method":"input_share","input_event":"receipt",)"
    R"("period":{"months":1,"starts":"2026-04-01"},"deficit":{"mode":"never"},)"
    R"("carry_over":{"periods":1},"account_by":"class","share_step_ppm":1000,"default_factors":)"
    R"({"conventional":"10 kgCO2e/kg","recycled":"0.5 kgCO2e/kg"}})";

constexpr std::string_view book[] = {
    R"({"do":"add_site","site":"HQ"})",
    R"({"do":"add_supplier","supplier":"S"})",
    R"({"do":"add_customer","customer":"C-1"})",
    R"({"do":"add_product","product":"EX-1"})",
    R"({"do":"register_supplier_certificate","supplier_certificate":"P","supplier":"S",)"
    R"("valid_from":"2026-04-01","valid_to":"2026-12-31","smelter":"Example Smelter",)"
    R"("country":"NO","power_source":"hydro","mass":"100 t","emission_factor":"4 kgCO2e/kg",)"
    R"("emission_boundary":"cradle-to-gate","chain_model":"segregated"})",
    R"({"do":"receive","receipt":"R","date":"2026-04-03","site":"HQ","supplier":"S",)"
    R"("material":"ingot","mass":"60 kg","class":"renewable","supplier_certificate":"P"})",
    R"({"do":"produce","run":"P","date":"2026-04-05","site":"HQ","product":"EX-1",)"
    R"("output":"60 kg"})",
    R"({"do":"ship","shipment":"A","line":1,"date":"2026-04-06","site":"HQ","customer":"C-1",)"
    R"("product":"EX-1","mass":"50 kg"})",
    R"({"do":"ship","shipment":"B","line":1,"date":"2026-04-20","site":"HQ","customer":"C-1",)"
    R"("product":"EX-1","mass":"50 kg"})",
};

void take(State& state, CommandReader& reader, std::string_view command) {
  std::string line(command);
  line.resize(line.size() + read_ahead);
  const auto envelope = reader.read(std::string_view(line).substr(0, command.size()));
  TENBIN_CHECK(envelope.has_value());
  const auto decision = decide(state, *envelope);
  TENBIN_CHECK(decision.has_value());
  apply(state, *envelope, std::get<Event>(*decision));
}

State small_book(CommandReader& reader) {
  State state(*read_rulebook(rules));
  for (const std::string_view command : book) take(state, reader, command);
  return state;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static CommandReader reader;
  static const State state = small_book(reader);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto request = read_plan_request(text);
  if (!request) {
    TENBIN_CHECK(code_exit(request.error().code) == 3);
    return 0;
  }
  const auto plan = make_plan(state, *request);
  if (!plan) return 0;
  TENBIN_CHECK(plan->allocated <= plan->have);
  State after = state;
  const std::string commands = plan_commands(state, *plan);
  for (std::size_t start = 0; start < commands.size();) {
    const std::size_t end = commands.find('\n', start);
    take(after, reader, std::string_view(commands).substr(start, end - start));
    start = end + 1;
  }
  return 0;
}
