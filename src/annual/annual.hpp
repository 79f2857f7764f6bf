#pragma once
// The annual pack of one customer: report_{ja,en}.pdf, data.xlsx, data.csv, charts/,
// snippets_{ja,en}.md, certificates/, verify.txt, manifest.json. The same pack gives the same
// bytes.
#include <string>
#include <vector>

#include "certificate/year.hpp"
#include "pack/zip.hpp"
#include "paper/render.hpp"

namespace tenbin::annual {

struct AnnualPack {
  certificate::Year year;
  Date made;  // the day that the numbers are of
  certificate::Text issuer;
  certificate::Text recipient;
  std::string customer;                              // its number
  std::string web;                                   // the issuer's address; empty: not said
  std::vector<certificate::RulebookNote> rulebooks;  // that the certificates name, each once
  std::vector<pack::File> certificates;              // "certificates/MB-….pdf" and .json
};

// "2026年度", "FY2026": the twelve months that begin in April; others by their days.
std::string year_name(Language language, const certificate::Year& year);

// The ZIP's bytes. certificate.glyph_missing; file.unwritable.
Result<std::string> write_annual_pack(const paper::Renderer& renderer, const AnnualPack& pack);

// ---- its parts ----------------------------------------------------------------------------------
paper::Report report_of(const AnnualPack& pack, Language language);  // report.cpp
std::vector<pack::File> charts_of(const certificate::Year& year);    // charts.cpp
Result<std::vector<pack::File>> sheets_of(const AnnualPack& pack);   // sheets.cpp
std::string snippets_of(const AnnualPack& pack, Language language);  // texts.cpp
std::string how_to_check(const AnnualPack& pack);                    // texts.cpp
// "1,225.000": t CO2e of kg CO2e, rounded up; "—" for nothing.
std::string show_tonnes(const certificate::Emissions& kilograms);  // texts.cpp

}  // namespace tenbin::annual
