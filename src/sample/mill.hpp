#pragma once
// An invented mill that runs for as long as wanted: master data, then day by day metal in, products
// out, lines shipped and credits allocated, with the late postings, reversals, backed receipts,
// certificates and closed quarters of a real one. The commands come in an order that a new book
// under the rulebook free-credit accepts, every one: the mill keeps its own careful balance.
//
// The same numbers give the same bytes, and memory does not grow with their count.
#include <array>
#include <vector>

#include "base/prng.hpp"
#include "sample/line_writer.hpp"
#include "sample/site_balance.hpp"

namespace tenbin::sample {

struct Course {
  Date first_day;  // of a quarter
  std::uint64_t days;
  bool certifies;  // whether it issues certificates: records alone, nothing is printed
};

class Mill {
 public:
  // From 2026-04-01 on; 2,500 commands are a day, or more where ten years would not do.
  Mill(std::uint64_t commands, std::uint64_t seed);
  Mill(std::uint64_t commands, std::uint64_t seed, const Course& course);

  // Replaces `out` by about `bytes` of further lines; false, and `out` empty, when there are none.
  bool next(std::string& out, std::size_t bytes);

 private:
  static constexpr std::size_t site_count = 2;
  static constexpr std::size_t customer_count = 20;
  static constexpr std::size_t product_count = 60;
  static constexpr std::size_t source_count = 2;

  enum class Counter : std::uint8_t { receipt, run, shipment, allocation, paper };

  struct Site {
    SiteBalance balance;
    // The shipment that further lines go to, while lines_left > 0.
    SampleId shipment;
    std::size_t customer = 0;
    std::uint32_t line = 0;
    std::uint64_t lines_left = 0;
  };
  // A supplier certificate.
  struct Paper {
    SampleId id;
    Mass left;
  };
  struct OpenLine {  // shipped, nothing allocated yet
    SampleId shipment;
    std::uint32_t line = 0;
    std::size_t site = 0;
    std::size_t customer = 0;
    Date date;
    Mass mass;
    std::uint64_t seq = 0;
  };
  struct Fresh {  // a receipt or run that may still be reversed
    std::uint64_t seq = 0;
    std::size_t site = 0;
    std::int32_t day = 0;
    Change change;
  };
  struct Unbacked {  // renewable metal that waits for its paper
    SampleId receipt;
    std::size_t source = 0;
    std::size_t site = 0;
    std::int32_t day = 0;
    Mass mass;
  };

  void masters();
  void master_products();
  void step();
  void move_on();
  void close_quarter();
  void register_paper(std::size_t source);

  void receive();
  void back_receipt();
  void produce();
  void ship();
  void allocate();
  void certify();
  void reverse();
  void reverse_line();

  Date posting_date();
  std::int32_t day_of(Date date) const { return date.days() - quarter_.days(); }
  std::int32_t today() const { return day_of(date_); }
  SampleId new_id(Counter counter);
  Mass about(std::int64_t least_kg, std::int64_t most_kg);

  LineWriter lines_;
  Prng prng_;
  std::uint64_t commands_;
  Course course_;
  Date quarter_;
  Date date_;
  std::uint32_t month_ = 0;
  std::array<std::uint32_t, 5> counters_{};
  std::array<Site, site_count> sites_;
  std::array<Paper, source_count> papers_;
  std::vector<OpenLine> open_lines_;
  std::vector<Fresh> fresh_;
  std::vector<Unbacked> unbacked_;
  std::array<std::vector<SampleId>, customer_count> uncertified_;
};

}  // namespace tenbin::sample
