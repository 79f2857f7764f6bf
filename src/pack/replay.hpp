#pragma once
// A journal taken anew from nothing: every record is read, decided again by the engine and written
// again, and must come out the same to the byte. What the rows of a pack need and the state does
// not keep is noted on the way.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/state.hpp"
#include "rulebook/rulebook.hpp"
#include "tlog/merkle.hpp"

namespace tenbin::pack {

enum class PostingKind : std::uint8_t {
  receipt,
  charge,
  run,
  line,
  allocation,
  transfer,
  adjustment
};
std::string_view kind_text(PostingKind kind);  // the command: "receive", "charge" …

// A record that moves mass at a site on a day.
struct Posting {
  std::uint32_t seq = 0;
  PostingKind kind = PostingKind::receipt;
  Date date;
  Index site = no_index;  // of a transfer the one that gives
  // In the state's vector of its kind, or in Replay::transfers or Replay::adjustments.
  Index index = no_index;
  Mass mass;
};

struct Transferred {
  std::string id;
  std::string from;  // account
  std::string to;    // account
  Index to_site = no_index;
};

struct Adjusted {
  std::string id;
  std::string account;
  std::uint64_t entry = 0;  // seq of what it puts right
  Mass taken;               // from the balance; the rest was written off
};

struct RunMasses {
  Mass input;
  Mass internal_scrap;
  Mass loss;
};

struct Stocktake {
  Index site = no_index;
  std::int32_t period = 0;
  Mass mass;
};

// The first record that is not as it must be. `check` is "records" (its form, place or bytes) or
// "replay" (the rules refuse it); `reason` a code ("balance.insufficient") or a word.
struct ReplayFault {
  std::string check;
  std::uint64_t seq = 0;
  std::string reason;
};

struct Replay {
  explicit Replay(Rulebook rulebook) : state(std::move(rulebook)) {}
  State state;
  std::vector<std::string_view> lines;  // of the journal's text, by seq − 1, all of them
  tlog::Tree tree;                      // over all lines
  std::vector<Posting> postings;
  std::vector<Transferred> transfers;
  std::vector<Adjusted> adjustments;
  std::vector<RunMasses> runs;  // as state.runs
  std::vector<Stocktake> stocks;
  std::optional<ReplayFault> fault;  // the rest holds what came before it

  std::unique_ptr<std::string> text;  // what the lines point into
};

// Of whole lines, each without anything but the record.
Replay replay(std::string journal, Rulebook rulebook);

// Whether the posting counts: dated in the period at the site, not reversed or released.
bool is_of_period(const Replay& replay, const Posting& posting, Index site, std::int32_t period);

// The id of a posting: receipt, charge, run, shipment/line, allocation, transfer.
std::string posting_id(const Replay& replay, const Posting& posting);

}  // namespace tenbin::pack
