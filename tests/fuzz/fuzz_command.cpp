// depends: engine
// Lines of commands, each refused or applied to a small book; what was applied holds (TENBIN_CHECK
// inside the engine), has an outcome that is JSON, and makes a state that its archive gives back.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "codec/command_reader.hpp"
#include "codec/command_writer.hpp"
#include "codec/json_value.hpp"
#include "engine/engine.hpp"
#include "engine/state_archive.hpp"
#include "rulebook/read_rulebook.hpp"

using namespace tenbin;

namespace {

constexpr std::string_view rules =
    R"({"id":"t","title":{"ja":"t","en":"t"},"method":"input_share","input_event":"receipt",)"
    R"("period":{"months":1,"starts":"2026-04-01"},"deficit":{"mode":"never"},)"
    R"("carry_over":{"periods":1},"account_by":"class","cross_site_transfer":true,)"
    R"("default_factors":{"conventional":"10 kgCO2e/kg","recycled":"0.5 kgCO2e/kg"}})";

constexpr std::string_view book =
    R"({"do":"add_site","site":"HQ"})"
    "\n"
    R"({"do":"add_site","site":"OKA"})"
    "\n"
    R"({"do":"add_supplier","supplier":"S"})"
    "\n"
    R"({"do":"add_customer","customer":"C-1"})"
    "\n"
    R"({"do":"add_product","product":"EX-1"})"
    "\n"
    R"({"do":"register_supplier_certificate","supplier_certificate":"P","supplier":"S",)"
    R"("valid_from":"2026-04-01","valid_to":"2026-12-31","smelter":"Example Smelter",)"
    R"("country":"NO","power_source":"hydro","mass":"100 t",)"
    R"("emission_factor":"4 kgCO2e/kg","emission_boundary":"cradle-to-gate",)"
    R"("chain_model":"segregated"})"
    "\n"
    R"({"do":"receive","receipt":"R","date":"2026-04-03","site":"HQ","supplier":"S",)"
    R"("material":"ingot","mass":"60 kg","class":"renewable","supplier_certificate":"P"})"
    "\n"
    R"({"do":"produce","run":"P","date":"2026-04-05","site":"HQ","product":"EX-1",)"
    R"("output":"60 kg"})"
    "\n"
    R"({"do":"ship","shipment":"A","line":1,"date":"2026-04-06","site":"HQ",)"
    R"("customer":"C-1","product":"EX-1","mass":"50 kg"})"
    "\n"
    R"({"do":"allocate","allocation":"A-1","date":"2026-04-07","shipment":"A","line":1,)"
    R"("mass":"10 kg"})"
    "\n";

// Answers whether the line was accepted.
bool take(State& state, CommandReader& reader, std::string_view command) {
  std::string line(command);
  line.resize(line.size() + read_ahead);
  const auto envelope = reader.read(std::string_view(line).substr(0, command.size()));
  if (!envelope) {
    const Code code = envelope.error().code;
    TENBIN_CHECK(code == Code::input_invalid || code == Code::unit_missing);
    return false;
  }
  const auto decision = decide(state, *envelope);
  if (!decision || !std::holds_alternative<Event>(*decision)) return false;
  const Event& event = std::get<Event>(*decision);
  const std::string outcome = outcome_of(state, event);
  TENBIN_CHECK(outcome.empty() || json::parse(outcome).has_value());
  std::string content;
  append_content(content, *envelope);
  TENBIN_CHECK(json::parse(content).has_value());
  const std::uint64_t before = state.size();
  apply(state, *envelope, event);
  TENBIN_CHECK(state.size() == before + 1);
  return true;
}

std::size_t take_lines(State& state, CommandReader& reader, std::string_view lines) {
  std::size_t accepted = 0;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    if (take(state, reader, lines.substr(0, end))) ++accepted;
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return accepted;
}

State small_book(CommandReader& reader) {
  State state(*read_rulebook(rules));
  TENBIN_CHECK(take_lines(state, reader, book) == 10);
  return state;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static CommandReader reader;
  static const State state = small_book(reader);
  State after = state;
  const std::string_view lines(reinterpret_cast<const char*>(data), size);
  if (take_lines(after, reader, lines) == 0) return 0;
  std::string bytes;
  save_state(after, bytes);
  State loaded(after.rulebook);
  TENBIN_CHECK(load_state(bytes, loaded) && loaded == after);
  return 0;
}
