// Deciding and applying: each kind of command within the mill, and one allocation in a large book.
#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include <chrono>

#include "book.hpp"

namespace tenbin::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t mill_size = 200'000;
constexpr std::uint64_t large = 1'000'000;

// Runs the whole mill and times the commands of one kind alone; two looks at the clock, about 50 ns
// together, are inside.
void decide_and_apply(benchmark::State& run, const char* command) {
  const Lines all = mill_lines(mill_size);
  std::int64_t count = 0;
  for (auto _ : run) {
    State state = empty_state();
    CommandReader reader;
    Clock::duration spent{};
    for (const std::string_view line : all.lines) {
      if (command_of(line) != command) {
        post(state, reader, line);
        continue;
      }
      const auto envelope = reader.read(line);
      const auto begin = Clock::now();
      const auto decision = decide(state, *envelope);
      apply(state, *envelope, std::get<Event>(*decision));
      spent += Clock::now() - begin;
      ++count;
    }
    run.SetIterationTime(std::chrono::duration<double>(spent).count());
  }
  run.SetItemsProcessed(count);
}
BENCHMARK_CAPTURE(decide_and_apply, receive, "receive")->UseManualTime()->Iterations(3);
BENCHMARK_CAPTURE(decide_and_apply, produce, "produce")->UseManualTime()->Iterations(3);
BENCHMARK_CAPTURE(decide_and_apply, ship, "ship")->UseManualTime()->Iterations(3);
BENCHMARK_CAPTURE(decide_and_apply, allocate, "allocate")->UseManualTime()->Iterations(3);
BENCHMARK_CAPTURE(decide_and_apply, reverse, "reverse")->UseManualTime()->Iterations(3);
BENCHMARK_CAPTURE(decide_and_apply, issue_certificate, "issue_certificate")
    ->UseManualTime()
    ->Iterations(3);

// Read, decide and apply one allocation in a book of a million events; dated today, or on the open
// quarter's first day, which looks at every day since.
void allocation_in_large_book(benchmark::State& run, const char* date) {
  static State state = mill_state(large);
  static int number = 0;
  CommandReader reader;
  for (auto _ : run) {
    run.PauseTiming();
    ++number;
    std::string ship =
        fmt::format(R"({{"do":"ship","shipment":"BENCH-{}","line":1,"date":"{}","site":"EAST",)"
                    R"("customer":"C-001","product":"EX-001","mass":"1 t"}})",
                    number, date);
    ship.append(read_ahead, ' ');
    post(state, reader, std::string_view(ship).substr(0, ship.size() - read_ahead));
    std::string allocate = fmt::format(
        R"({{"do":"allocate","allocation":"BENCH-{0}","date":"{1}","shipment":"BENCH-{0}",)"
        R"("line":1,"share":"0.1 %"}})",
        number, date);
    allocate.append(read_ahead, ' ');
    const std::string_view line =
        std::string_view(allocate).substr(0, allocate.size() - read_ahead);
    run.ResumeTiming();
    post(state, reader, line);
  }
}
BENCHMARK_CAPTURE(allocation_in_large_book, today, "2027-05-05")->Iterations(2'000);
BENCHMARK_CAPTURE(allocation_in_large_book, backdated, "2027-04-01")->Iterations(2'000);

}  // namespace
}  // namespace tenbin::bench
