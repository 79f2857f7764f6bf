#pragma once
// What a figure of a period is the sum of: the entries behind it, newest first and no more than
// somebody looks at (all of them stand in a list of their own). Of each who posted it and when, the
// hash of its record (its leaf in the log, contract section 9), and the papers that stand behind
// it: supplier certificates, the files that were handed in for them, delivery notes, certificates.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_writer.hpp"
#include "http/holds.hpp"
#include "http/parameters.hpp"
#include "http/site.hpp"

namespace tenbin::http {

enum class Source : std::uint8_t {
  none,
  input,
  backed_input,
  unbacked_input,
  other_input,  // what of the input no certificate backs
  output,
  allocations,
  certified,
  carried,  // the close of the period before
  closing,  // of the period itself
  holds
};

struct Paper {
  std::string_view kind;  // supplier_certificate, certificate, delivery_note, file
  std::string name;
  std::string href;  // of the application or under /api/; empty for a paper that is not kept here
};

struct SourceRow {
  std::string name;
  std::uint32_t seq = 0;  // 0: not in the book
  Date date;
  Mass mass;
  std::string supplier_certificate = {};
  std::string certificate = {};
  // Of its record.
  std::string at = {};
  std::string actor = {};
  std::string approved_by = {};
  std::string hash = {};
  std::vector<Paper> papers = {};
};

struct Sources {
  std::vector<SourceRow> rows;
  bool more = false;  // than these
};

// Whether the caller may see these entries; who may not sees their sum alone.
bool may_see(const Call& call, const State& state, Source source);

// `account`: of one account alone, else no_index.
Sources sources_of(const State& state, const SitePeriodChosen& chosen, Index account,
                   Source source);
// Those that the caller sees of these.
Sources sources_of(const Call& call, const Holds& holds);

// Adds what the records and the office know of them. `where`: "?site=HQ&period=2026-07-01".
Result<void> complete(const Site& site, std::string_view where, std::vector<Sources>& all);

void write_sources(json::Writer& json, const Sources& sources);

}  // namespace tenbin::http
