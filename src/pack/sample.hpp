#pragma once
// The sample of a period (docs/spec/pack.md): mass-unit sampling, systematic, seeded. Every gram
// of the period's live transactions has the same chance, so what is large is sure to be drawn:
// each item of at least the interval.
//
//   population  the postings of the site dated in the period, in order of seq, that were not
//               reversed or released, each with its mass in g (an allocation: what it allocated)
//   interval    I = max(1, floor(total mass / wanted))
//   start       s = SHA-256("tenbin-sample/1\n<site>\n<period>\n<seed>\n"), as a number, mod I
//   drawn       an item whose grams [before, before + mass) hold one of s, s + I, s + 2I, …
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pack/replay.hpp"

namespace tenbin::pack {

struct SampledItem {
  std::size_t posting = 0;  // in Replay::postings
  std::int64_t hits = 0;    // how many of the points lie in it
  bool certain = false;     // its mass is at least the interval
};

struct Sample {
  std::string site;
  std::int32_t period = 0;
  std::string seed;
  std::int64_t wanted = 0;
  std::size_t items = 0;  // of the population
  std::int64_t total_g = 0;
  std::int64_t interval_g = 0;
  std::int64_t start_g = 0;
  std::vector<SampledItem> drawn;  // by seq
};

struct SampleRequest {
  std::int64_t wanted = 25;
  std::string seed = "0";
};

Sample draw_sample(const Replay& replay, Index site, std::int32_t period,
                   const SampleRequest& request);

// sample.json (canonical, schema "tenbin/sample/1") with the full trail of each item, and
// sample.csv.
std::string sample_json(const Replay& replay, const Sample& sample);
std::string sample_csv(const Replay& replay, const Sample& sample);

}  // namespace tenbin::pack
