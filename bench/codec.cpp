// Reading commands, writing records, hashing leaves.
#include <benchmark/benchmark.h>

#include <array>

#include "book.hpp"
#include "codec/command_writer.hpp"
#include "tlog/merkle.hpp"

namespace tenbin::bench {
namespace {

constexpr std::uint64_t mill_size = 20'000;
constexpr std::string_view salt = "000102030405060708090a0b0c0d0e0f";

const Lines& lines() {
  static const Lines all = mill_lines(mill_size);
  return all;
}

void read_command(benchmark::State& run, const char* command) {
  CommandReader reader;
  std::vector<std::string_view> wanted;
  for (const std::string_view line : lines().lines) {
    if (command_of(line) == command) wanted.push_back(line);
  }
  std::size_t at = 0;
  std::size_t bytes = 0;
  for (auto _ : run) {
    auto envelope = reader.read(wanted[at]);
    benchmark::DoNotOptimize(envelope);
    bytes += wanted[at].size();
    at = at + 1 == wanted.size() ? 0 : at + 1;
  }
  run.SetItemsProcessed(run.iterations());
  run.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK_CAPTURE(read_command, receive, "receive");
BENCHMARK_CAPTURE(read_command, produce, "produce");
BENCHMARK_CAPTURE(read_command, ship, "ship");
BENCHMARK_CAPTURE(read_command, allocate, "allocate");

// One kind, so that the reader's answer can stand between the iterations.
void write_record(benchmark::State& run, const char* command) {
  CommandReader reader;
  std::string_view line;
  for (const std::string_view one : lines().lines) {
    if (command_of(one) == command) line = one;
  }
  const auto envelope = reader.read(line);
  std::string out;
  std::uint64_t seq = 0;
  for (auto _ : run) {
    out.clear();
    append_record(out, {++seq, Instant(), "bench", salt}, *envelope, {});
    benchmark::DoNotOptimize(out.data());
  }
  run.SetItemsProcessed(run.iterations());
  run.SetBytesProcessed(run.iterations() * static_cast<std::int64_t>(out.size()));
}
BENCHMARK_CAPTURE(write_record, receive, "receive");
BENCHMARK_CAPTURE(write_record, ship, "ship");
BENCHMARK_CAPTURE(write_record, allocate, "allocate");

void leaf_hash(benchmark::State& run) {
  const std::string record(static_cast<std::size_t>(run.range(0)), 'x');
  const std::vector<std::string_view> records(10'000, record);
  std::vector<tlog::Hash> leaves(records.size());
  for (auto _ : run) {
    tlog::leaf_hashes(records, leaves.data());
    benchmark::DoNotOptimize(leaves.data());
  }
  run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(records.size()));
}
BENCHMARK(leaf_hash)->Arg(300);

void merkle_root(benchmark::State& run) {
  const std::vector<tlog::Hash> leaves(1'000'000);
  for (auto _ : run) {
    tlog::Frontier frontier;
    frontier.append(leaves);
    benchmark::DoNotOptimize(frontier.root());
  }
  run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(leaves.size()));
}
BENCHMARK(merkle_root)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tenbin::bench
