// What looks at a whole period or a whole book: plans, footprints, snapshots.
#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "book.hpp"
#include "engine/lookup.hpp"
#include "engine/state_archive.hpp"
#include "planner/plan.hpp"
#include "report/footprint_report.hpp"

namespace tenbin::bench {
namespace {

constexpr std::uint64_t large = 1'000'000;
constexpr int plan_lines = 100'000;

// One period with so many shipment lines of 60 products, and credits for a third of them.
State state_to_plan() {
  State state = empty_state();
  CommandReader reader;
  const auto take = [&](std::string line) {
    const std::size_t size = line.size();
    line.append(read_ahead, ' ');
    post(state, reader, std::string_view(line).substr(0, size));
  };
  const Lines masters = mill_lines(88);  // all the mill's master data
  for (const std::string_view line : masters.lines) take(std::string(line));
  take(R"({"do":"receive","receipt":"R-1","date":"2026-04-01","site":"EAST","supplier":"S-001",)"
       R"("material":"ingot","class":"renewable","mass":"20000 t",)"
       R"("supplier_certificate":"C2604-000001"})");
  take(R"({"do":"receive","receipt":"R-2","date":"2026-04-01","site":"EAST","supplier":"S-003",)"
       R"("material":"ingot","class":"conventional","mass":"40000 t"})");
  take(R"({"do":"produce","run":"P-1","date":"2026-04-01","site":"EAST","product":"EX-001",)"
       R"("output":"500000 t"})");
  for (int i = 0; i < plan_lines; ++i) {
    take(fmt::format(R"({{"do":"ship","shipment":"S-{}","line":1,"date":"2026-04-{:02}",)"
                     R"("site":"EAST","customer":"C-{:03}","product":"EX-{:03}","mass":"{} kg"}})",
                     i, i % 30 + 1, i % 20 + 1, i % 57 + 1, 2'000 + i % 6'000));
  }
  return state;
}

void plan(benchmark::State& run, const char* request_json) {
  static const State state = state_to_plan();
  const auto request = read_plan_request(request_json);
  TENBIN_CHECK(request.has_value());
  for (auto _ : run) {
    auto made = make_plan(state, *request);
    TENBIN_CHECK(made.has_value() && !made->allocations.empty());
    benchmark::DoNotOptimize(made);
  }
  run.SetItemsProcessed(run.iterations() * plan_lines);
}
BENCHMARK_CAPTURE(plan, even, R"({"site":"EAST","period":"2026-04-01","strategy":"even"})")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plan, concentrate,
                  R"({"site":"EAST","period":"2026-04-01","strategy":"concentrate",)"
                  R"("order":["product:EX-003","customer:C-002","customer:C-004"]})")
    ->Unit(benchmark::kMillisecond);

void save_snapshot(benchmark::State& run) {
  const State& state = mill_state(large);
  std::string bytes;
  for (auto _ : run) {
    bytes.clear();
    save_state(state, bytes);
    benchmark::DoNotOptimize(bytes.data());
  }
  run.SetBytesProcessed(run.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(save_snapshot)->Unit(benchmark::kMillisecond);

void load_snapshot(benchmark::State& run) {
  std::string bytes;
  save_state(mill_state(large), bytes);
  for (auto _ : run) {
    State state = empty_state();
    TENBIN_CHECK(load_state(bytes, state));
    benchmark::DoNotOptimize(state);
  }
  run.SetBytesProcessed(run.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(load_snapshot)->Unit(benchmark::kMillisecond);

// A quarter of one site of the large book: about 47,000 lines.
void footprint(benchmark::State& run) {
  const State& state = mill_state(large);
  const Index site = find_site(state, "EAST");
  std::size_t lines = 0;
  for (auto _ : run) {
    const Footprint made = footprint_report(state, site, 3);
    lines = made.lines.size();
    benchmark::DoNotOptimize(made.lines.data());
  }
  run.counters["lines"] = static_cast<double>(lines);
}
BENCHMARK(footprint)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tenbin::bench
