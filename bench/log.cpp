// The log at 10^6 leaves: appending, tiles, proofs, what a witness and a verifier do.
#include <benchmark/benchmark.h>

#include "base/check.hpp"
#include "tlog/log_proof.hpp"
#include "tlog/tiles.hpp"

namespace tenbin::bench {
namespace {

constexpr std::uint64_t leaves = 1'000'000;

const std::vector<tlog::Hash>& some_leaves() {
  static const std::vector<tlog::Hash> all = [] {
    std::vector<tlog::Hash> made;
    for (std::uint64_t i = 0; i < leaves; ++i) made.push_back(tlog::leaf_hash(std::to_string(i)));
    return made;
  }();
  return all;
}

const tlog::Tree& tree() {
  static const tlog::Tree made = [] {
    tlog::Tree tree;
    for (const tlog::Hash& leaf : some_leaves()) tree.append(leaf);
    return tree;
  }();
  return made;
}

const tlog::KeyPair& key() {
  static const tlog::KeyPair made = tlog::KeyPair::from_seed(tlog::Seed{1});
  return made;
}

void log_append(benchmark::State& state) {
  for (auto _ : state) {
    tlog::Frontier frontier;
    frontier.append(some_leaves());
    benchmark::DoNotOptimize(frontier.root());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(leaves));
}
BENCHMARK(log_append)->Unit(benchmark::kMillisecond);

void log_tree(benchmark::State& state) {
  for (auto _ : state) {
    tlog::Tree made;
    for (const tlog::Hash& leaf : some_leaves()) made.append(leaf);
    benchmark::DoNotOptimize(made.size());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(leaves));
}
BENCHMARK(log_tree)->Unit(benchmark::kMillisecond);

void log_tiles(benchmark::State& state) {
  for (auto _ : state) {
    std::size_t bytes = 0;
    tlog::TileWriter writer([&](const tlog::Tile&, std::string_view tile) -> Result<void> {
      bytes += tile.size();
      return {};
    });
    for (const tlog::Hash& leaf : some_leaves()) TENBIN_CHECK(writer.append(leaf).has_value());
    TENBIN_CHECK(writer.finish().has_value());
    benchmark::DoNotOptimize(bytes);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(leaves));
}
BENCHMARK(log_tiles)->Unit(benchmark::kMillisecond);

void log_inclusion(benchmark::State& state) {
  std::uint64_t index = tree().size() - leaves;
  for (auto _ : state) {
    benchmark::DoNotOptimize(tree().inclusion(index, leaves));
    index = (index + 7919) % leaves;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(log_inclusion);

// As a certificate gets it: the checkpoint is of the record's own size, and signed.
void log_signed_proof(benchmark::State& state) {
  std::uint64_t size = tree().size() - leaves + 1;
  for (auto _ : state) {
    const std::string checkpoint =
        tlog::sign_checkpoint({"mill.example/log", size, tree().root_at(size)}, key());
    benchmark::DoNotOptimize(
        tlog::format_log_proof({size - 1, tree().inclusion(size - 1, size), checkpoint, {}}));
    size = (size + 7919) % leaves + 1;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(log_signed_proof)->Unit(benchmark::kMicrosecond);

void log_verify(benchmark::State& state) {
  const std::string text = tlog::format_log_proof(
      {4711,
       tree().inclusion(4711, leaves),
       tlog::sign_checkpoint({"mill.example/log", leaves, tree().root_at(leaves)}, key()),
       {}});
  const tlog::Policy policy = tlog::policy_of({"mill.example/log", key().public_key()});
  for (auto _ : state) {
    const auto proof = tlog::parse_log_proof(text);
    TENBIN_CHECK(tlog::verify_log_proof(*proof, some_leaves()[4711], policy).has_value());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(log_verify)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tenbin::bench
