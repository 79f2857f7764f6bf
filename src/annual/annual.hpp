#pragma once
// The annual pack of one customer: report_{ja,en}.pdf, data.xlsx, data.csv, charts/ as SVG and PNG,
// snippets_{ja,en}.md, certificates/, verify.txt, manifest.json. The same pack gives the same
// bytes.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "certificate/year.hpp"
#include "pack/zip.hpp"
#include "paper/render.hpp"
#include "units/instant.hpp"

namespace tenbin::annual {

enum class ChangeKind : std::uint8_t { issued, replaced, revoked };
std::string_view name_of(ChangeKind kind);  // "issued"

// What became of a certificate since an earlier moment.
struct Change {
  ChangeKind kind = ChangeKind::issued;
  std::string number;
  std::uint32_t before = 0;  // its revision then; 0: there was none
  std::uint32_t revision = 1;
  Date on;
  std::string reason_class = {};  // of a revocation ("error"); empty: not said
};

// The customer's last download before this one.
struct Download {
  Instant at;
  std::uint64_t records = 0;    // of the book that it was made of
  std::vector<Change> changes;  // of the year's certificates since those records
};

struct AnnualPack {
  certificate::Year year;
  Date made;  // the day that the numbers are of
  certificate::Text issuer;
  certificate::Text recipient;
  std::string customer;                              // its number
  std::string web;                                   // the issuer's address; empty: not said
  std::vector<certificate::RulebookNote> rulebooks;  // that the certificates name, each once
  std::vector<pack::File> certificates;              // "certificates/MB-….pdf" and .json
  std::uint64_t records = 0;                         // of the book that it is made of
  std::optional<Download> last;                      // nothing: this is the first
  std::vector<Change> revoked;                       // of the year, whenever; in no sum
};

// "2026年度", "FY2026": the twelve months that begin in April; others by their days.
std::string year_name(Language language, const certificate::Year& year);

// The ZIP's bytes. certificate.glyph_missing; file.unwritable.
Result<std::string> write_annual_pack(const paper::Renderer& renderer, const AnnualPack& pack);

// ---- its parts ----------------------------------------------------------------------------------
paper::Report report_of(const AnnualPack& pack, Language language);  // report.cpp
// charts.cpp; certificate.glyph_missing
Result<std::vector<pack::File>> charts_of(const paper::Renderer& renderer,
                                          const certificate::Year& year);
Result<std::vector<pack::File>> sheets_of(const AnnualPack& pack);   // sheets.cpp
std::string snippets_of(const AnnualPack& pack, Language language);  // texts.cpp
std::string how_to_check(const AnnualPack& pack);                    // texts.cpp
// Japan's time, to the minute: "2026年10月5日 13:05".
std::string show_moment(Language language, Instant at);  // texts.cpp
// How the class of a reason reads; "—" where none is said.
std::string reason_name(Language language, std::string_view reason_class);  // texts.cpp
// "1,225.000": t CO2e of kg CO2e, rounded up; "—" for nothing.
std::string show_tonnes(const certificate::Emissions& kilograms);  // texts.cpp

}  // namespace tenbin::annual
