#pragma once
// The verifier's pack of a period (docs/spec/pack.md): one zip that holds all that is needed to
// recompute it without Tenbin and without the mill. Equal input gives equal bytes.
//
//   manifest.json  manifest.note   what the pack is of, every file's SHA-256; signed
//   journal.jsonl                  every record from the first to the last
//   checkpoint                     the signed note over the journal's tree
//   rulebook.json
//   proofs/<seq>.tlog-proof        of each sampled record
//   reconciliation.xlsx            tables a to g, with formulas that recompute the entitlement
//   sample.json  sample.csv
//   certificates/  evidence/       files as they were found
//   statements/<digest>.json       verifiers' signed statements on the period
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pack/manifest.hpp"
#include "pack/replay.hpp"
#include "pack/sample.hpp"
#include "pack/sheets.hpp"
#include "pack/zip.hpp"

namespace tenbin::pack {

inline constexpr std::string_view manifest_name = "manifest.json";
inline constexpr std::string_view manifest_note_name = "manifest.note";
inline constexpr std::string_view journal_name = "journal.jsonl";
inline constexpr std::string_view checkpoint_name = "checkpoint";
inline constexpr std::string_view rulebook_name = "rulebook.json";
inline constexpr std::string_view workbook_name = "reconciliation.xlsx";
inline constexpr std::string_view sample_json_name = "sample.json";
inline constexpr std::string_view sample_csv_name = "sample.csv";
inline constexpr std::string_view proofs_folder = "proofs/";
inline constexpr std::string_view evidence_folder = "evidence/";
inline constexpr std::string_view certificates_folder = "certificates/";
inline constexpr std::string_view statements_folder = "statements/";

struct PackRequest {
  std::string site;
  Date period;  // its first day
  SampleRequest sample;
  std::string evidence_folder;      // on disk; empty: none
  std::string certificates_folder;  // likewise
  std::string tenbin_version;
};

// The document of a digest, as the book keeps it.
using FindDocument = std::function<Result<std::optional<std::string>>(const tlog::Hash& digest)>;

struct BookText {
  std::string journal;
  std::string rulebook_json;
  std::string origin;
  tlog::KeyPair key;  // the log's
  FindDocument find_document;
};

struct Packed {
  Manifest manifest;
  std::string bytes;
};

// reference.unknown (site), period.unknown, book.corrupt (the journal does not hold),
// file.unreadable (a file of the folders).
Result<Packed> make_pack(const BookText& book, const PackRequest& request);

// What of a pack follows from the journal alone, the same for who makes and who audits it.
struct Derived {
  std::vector<SheetTable> sheets;
  Sample sample;
  std::vector<File> proofs;  // with their folder
  std::string sample_json;
  std::string sample_csv;
};
Derived derive(const Replay& replay, Index site, std::int32_t period, const SampleRequest& request,
               const std::vector<std::string>& missing, const std::string& checkpoint);

// The supplier certificates that back receipts of the period, by id.
std::vector<std::string> papers_of(const Replay& replay, Index site, std::int32_t period);
// Whether the file is named after the id: it is the id, or goes on behind it with no letter or
// digit ("SC-1.pdf", "SC-1_p2.pdf", not "SC-10.pdf").
bool is_named_after(std::string_view file, std::string_view id);
// The certificates, live or not, over allocations or lines of the period.
std::vector<Index> certificates_of(const Replay& replay, Index site, std::int32_t period);

}  // namespace tenbin::pack
