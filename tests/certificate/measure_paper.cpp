// How many certificates a second: measure_paper [THREADS [SECONDS]]. Each is complete (JSON signed,
// drawn, attached, sealed) and for another customer, with other masses.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "credential/verify.hpp"
#include "domain/certificate_number.hpp"
#include "paper_tools.hpp"

using namespace tenbin;

namespace {

using Clock = std::chrono::steady_clock;

// The n-th customer's certificate: a name that no other has.
CertificateContent of_customer(CertificateContent content, std::uint32_t n) {
  constexpr std::array signs = {"川", "辺", "高", "崎", "精", "機", "東", "西", "南", "北",
                                "鉄", "銀", "谷", "森", "原", "橋", "松", "梅", "竹", "藤"};
  const auto sign = [&](std::uint32_t k) { return std::string(signs[k % signs.size()]); };
  content.number = certificate_number(2026, n);
  content.recipient.name = {
      "株式会社" + sign(n) + sign(n / 20) + sign(n / 3) + "アルミ" + std::to_string(n),
      "Sample Aluminium " + std::to_string(n) + " Co., Ltd."};
  for (certificate::Line& line : content.lines) {
    line.mass = line.mass + Mass::of_grams(n * 37 % 900'000);
    line.allocated =
        part_of(line.mass, Share::of_ppm(static_cast<std::int32_t>(300'000 + n % 100'000)));
    line.share = share_of(line.allocated, line.mass);
    line.accounts.front().mass = line.allocated;
  }
  content.totals = certificate::totals_of(content.lines);
  return content;
}

struct Rate {
  double wall = 0;       // a second
  double processor = 0;  // a second of one core, whatever else the machine does
};

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// Of all threads together, each with a worker of its own: the median of five rounds.
Rate rate_of(unsigned threads, double seconds,
             const std::function<std::function<bool(std::uint32_t)>()>& make_worker) {
  std::array<Rate, 5> rates;
  std::atomic<std::uint32_t> next = 1;
  std::atomic<bool> failed = false;
  std::vector<std::function<bool(std::uint32_t)>> workers;
  for (unsigned i = 0; i < threads; ++i) workers.push_back(make_worker());
  for (Rate& rate : rates) {
    const std::uint32_t first = next;
    const double processor = processor_seconds();
    const auto start = Clock::now();
    const auto end = start + std::chrono::duration<double>(seconds / 5);
    {
      std::vector<std::jthread> running;
      for (auto& worker : workers)
        running.emplace_back([&] {
          while (Clock::now() < end && !failed) failed = failed || !worker(next++);
        });
    }
    if (failed) std::abort();
    const double count = next - first;
    rate = {count / std::chrono::duration<double>(Clock::now() - start).count(),
            count / (processor_seconds() - processor)};
  }
  const auto median = [&](double Rate::*of) {
    std::sort(rates.begin(), rates.end(),
              [&](const Rate& a, const Rate& b) { return a.*of < b.*of; });
    return rates[2].*of;
  };
  return {median(&Rate::wall), median(&Rate::processor)};
}

void print(unsigned threads, int lines, const char* what, const Rate& rate) {
  std::printf("%u threads, %d lines, %s: %.0f a second, %.0f a second of one core\n", threads,
              lines, what, rate.wall, rate.processor);
}

void measure_paper(unsigned threads, double seconds, int lines, paper::Languages language) {
  const CertificateContent content = samples::certificate(lines);
  const Rate found = rate_of(threads, seconds, [&] {
    auto renderer = std::make_shared<paper::Renderer>(paper::Renderer::create().value());
    return [renderer, content, language, key = paper::seal_key()](std::uint32_t n) {
      const paper::Print print = paper::print_of(of_customer(content, n), {.language = language});
      return renderer->render(print, &key).has_value();
    };
  });
  print(threads, lines, language == paper::Languages::ja ? "PDF ja" : "PDF en", found);
}

void measure_verify(unsigned threads, double seconds, int lines) {
  const std::string json = paper::signed_json(samples::certificate(lines));
  const Rate found = rate_of(threads, seconds, [&] {
    return [&json](std::uint32_t) { return credential::verify(json, {}).passed(); };
  });
  print(threads, lines, "verified", found);
}

}  // namespace

int main(int argc, char** argv) {
  const auto threads = static_cast<unsigned>(argc > 1 ? std::atoi(argv[1]) : 2);
  const double seconds = argc > 2 ? std::atof(argv[2]) : 5;
  for (const int lines : {1, 40}) {
    for (const auto language : {paper::Languages::ja, paper::Languages::en})
      measure_paper(threads, seconds, lines, language);
  }
  for (const int lines : {1, 40}) measure_verify(threads, seconds, lines);
  return 0;
}
