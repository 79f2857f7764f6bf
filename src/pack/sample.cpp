#include "pack/sample.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/encoding.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::pack {
namespace {

std::int64_t start_of(const Sample& sample, const Rulebook& rulebook) {
  const std::string said = "tenbin-sample/1\n" + sample.site + "\n" +
                           format_date(rulebook.first_day(sample.period)) + "\n" + sample.seed +
                           "\n";
  Int128 rest = 0;
  for (const std::uint8_t byte : tlog::sha256(as_bytes(said)))
    rest = (rest * 256 + byte) % sample.interval_g;
  return static_cast<std::int64_t>(rest);
}

// How many of start, start + interval, … lie below `end`.
std::int64_t points_below(std::int64_t end, const Sample& sample) {
  if (end <= sample.start_g) return 0;
  return (end - sample.start_g - 1) / sample.interval_g + 1;
}

}  // namespace

Sample draw_sample(const Replay& replay, Index site, std::int32_t period,
                   const SampleRequest& request) {
  TENBIN_CHECK(request.wanted > 0);
  Sample sample;
  sample.site = replay.state.texts.get(replay.state.sites[site].id);
  sample.period = period;
  sample.seed = request.seed;
  sample.wanted = request.wanted;
  for (const Posting& posting : replay.postings) {
    if (!is_of_period(replay, posting, site, period)) continue;
    ++sample.items;
    sample.total_g += posting.mass.grams();
  }
  sample.interval_g = std::max<std::int64_t>(1, sample.total_g / request.wanted);
  sample.start_g = start_of(sample, replay.state.rulebook);
  std::int64_t before = 0;
  for (std::size_t i = 0; i < replay.postings.size(); ++i) {
    if (!is_of_period(replay, replay.postings[i], site, period)) continue;
    const std::int64_t after = before + replay.postings[i].mass.grams();
    const std::int64_t hits = points_below(after, sample) - points_below(before, sample);
    if (hits > 0) sample.drawn.push_back({i, hits, after - before >= sample.interval_g});
    before = after;
  }
  return sample;
}

}  // namespace tenbin::pack
