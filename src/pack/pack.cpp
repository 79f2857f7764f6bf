#include "pack/pack.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/encoding.hpp"
#include "engine/lookup.hpp"
#include "pack/statement_check.hpp"
#include "pack/workbook.hpp"
#include "rulebook/read_rulebook.hpp"
#include "table/table.hpp"
#include "tlog/checkpoint.hpp"
#include "tlog/log_proof.hpp"

namespace tenbin::pack {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = std::size_t{64} << 20;

// The regular files of a folder (not of those below it) that are wanted, by name.
template <class Wanted>
Result<std::vector<File>> files_of(const std::string& folder, std::string_view prefix,
                                   const Wanted& wanted) {
  std::vector<File> files;
  if (folder.empty()) return files;
  std::error_code error;
  std::vector<fs::path> paths;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code unknown;
    if (at->is_regular_file(unknown) && wanted(at->path().filename().string()))
      paths.push_back(at->path());
  }
  if (error) return problem(Code::file_unreadable, {{"path", folder}});
  std::sort(paths.begin(), paths.end());
  table::Limits limits;
  limits.file_bytes = largest_file;
  for (const fs::path& path : paths) {
    auto bytes = table::load_file(path.string(), limits);
    if (!bytes) return tl::make_unexpected(bytes.error());
    files.push_back({std::string(prefix) + path.filename().string(), std::move(*bytes)});
  }
  return files;
}

// A number that the issuer chose may hold anything; a file name may not (cli/certificate_files).
std::string stem_of(std::string number) {
  for (char& c : number) {
    if (std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  }
  if (number.starts_with('.')) number[0] = '_';
  return number;
}

bool is_certificate_file(std::string_view file, const std::set<std::string>& stems) {
  const std::size_t dot = file.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view kind = file.substr(dot + 1);
  if (kind != "json" && kind != "pdf" && kind != "jwt") return false;
  std::string stem(file.substr(0, dot));
  const std::size_t revision = stem.rfind(".r");
  if (revision != std::string::npos && revision + 2 < stem.size() &&
      stem.find_first_not_of("0123456789", revision + 2) == std::string::npos)
    stem.resize(revision);
  return stems.contains(stem);
}

std::string proof_text(const Replay& replay, std::uint64_t seq, const std::string& checkpoint) {
  return tlog::format_log_proof(
      {seq - 1, replay.tree.inclusion(seq - 1, replay.tree.size()), checkpoint, {}});
}

Result<std::int32_t> period_starting(const Rulebook& rulebook, Date first_day) {
  if (first_day < rulebook.starts || rulebook.first_day(rulebook.period_of(first_day)) != first_day)
    return problem(Code::period_unknown,
                   {{"date", format_date(first_day)}, {"starts", format_date(rulebook.starts)}});
  return rulebook.period_of(first_day);
}

std::vector<std::string> missing_of(const std::vector<std::string>& papers,
                                    const std::vector<File>& evidence) {
  std::vector<std::string> missing;
  for (const std::string& id : papers) {
    const bool found = std::any_of(evidence.begin(), evidence.end(), [&](const File& file) {
      return is_named_after(std::string_view(file.name).substr(evidence_folder.size()), id);
    });
    if (!found) missing.push_back(id);
  }
  return missing;
}

// A statement that is recorded and not there is as bad as a record that is missing.
Result<std::vector<File>> statement_files(const BookText& book, const Replay& replayed, Index site,
                                          std::int32_t period) {
  std::vector<File> files;
  for (const VerificationEntry* entry : statements_of(replayed, site, period)) {
    auto bytes = book.find_document(entry->digest);
    if (!bytes) return tl::make_unexpected(bytes.error());
    if (!*bytes)
      return problem(Code::book_corrupt,
                     {{"seq", std::to_string(entry->seq)}, {"place", "document"}});
    files.push_back({statement_name(*entry), **std::move(bytes)});
  }
  return files;
}

void fill_manifest(Manifest& manifest, const Replay& replayed, const BookText& book,
                   const PackRequest& request, std::int32_t period) {
  const Rulebook& rules = replayed.state.rulebook;
  manifest.tenbin = request.tenbin_version;
  manifest.workbook = workbook_writer();
  manifest.site = request.site;
  manifest.period = format_date(rules.first_day(period));
  manifest.to = format_date(rules.last_day(period));
  manifest.journal_size = static_cast<std::int64_t>(replayed.tree.size());
  manifest.journal_root = to_base64(replayed.tree.root_at(replayed.tree.size()));
  manifest.log_key = tlog::format_vkey({book.origin, book.key.public_key()});
  manifest.sample_seed = request.sample.seed;
  manifest.sample_wanted = request.sample.wanted;
}

// Lists the files in the manifest and puts it and its signature before them.
void sign_files(Manifest& manifest, const BookText& book, std::vector<File>& files) {
  for (const File& file : files)
    manifest.files.push_back({file.name, to_hex(tlog::sha256(as_bytes(file.bytes))),
                              static_cast<std::int64_t>(file.bytes.size())});
  const std::string json = manifest_json(manifest);
  const std::string note = sign_manifest(json, book.origin, book.key);
  files.insert(files.begin(), {File{std::string(manifest_name), json},
                               File{std::string(manifest_note_name), note}});
}

}  // namespace

bool is_named_after(std::string_view file, std::string_view id) {
  if (id.empty() || !file.starts_with(id)) return false;
  if (file.size() == id.size()) return true;
  const char next = file[id.size()];
  const bool word =
      (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
  return !word;
}

std::vector<std::string> papers_of(const Replay& replay, Index site, std::int32_t period) {
  std::set<std::string> ids;
  for (const Posting& posting : replay.postings) {
    if (posting.kind != PostingKind::receipt || !is_of_period(replay, posting, site, period))
      continue;
    const Index paper = replay.state.receipts[posting.index].supplier_certificate;
    if (paper != no_index)
      ids.insert(std::string(replay.state.texts.get(replay.state.supplier_certificates[paper].id)));
  }
  return {ids.begin(), ids.end()};
}

std::vector<Index> certificates_of(const Replay& replay, Index site, std::int32_t period) {
  const State& state = replay.state;
  std::vector<Index> found;
  const auto inside = [&](Index index) {
    const Allocation& allocation = state.allocations[index];
    const Line& line = state.lines[allocation.line];
    return line.site == site && (state.rulebook.period_of(allocation.date) == period ||
                                 state.rulebook.period_of(line.date) == period);
  };
  for (Index i = 0; i < state.certificates.size(); ++i) {
    const auto& covered = state.certificates[i].allocations;
    if (std::any_of(covered.begin(), covered.end(), inside)) found.push_back(i);
  }
  return found;
}

Derived derive(const Replay& replay, Index site, std::int32_t period, const SampleRequest& request,
               const std::vector<std::string>& missing, const std::string& checkpoint) {
  Derived derived;
  derived.sheets = reconciliation(replay, {site, period, missing});
  derived.sample = draw_sample(replay, site, period, request);
  derived.sample_json = sample_json(replay, derived.sample);
  derived.sample_csv = sample_csv(replay, derived.sample);
  for (const SampledItem& item : derived.sample.drawn) {
    const std::uint32_t seq = replay.postings[item.posting].seq;
    derived.proofs.push_back({std::string(proofs_folder) + std::to_string(seq) + ".tlog-proof",
                              proof_text(replay, seq, checkpoint)});
  }
  return derived;
}

Result<Packed> make_pack(const BookText& book, const PackRequest& request) {
  auto rulebook = read_rulebook(book.rulebook_json);
  if (!rulebook) return problem(Code::book_corrupt, {{"place", "rulebook"}});
  const Replay replayed = replay(book.journal, std::move(*rulebook));
  if (replayed.fault)
    return problem(Code::book_corrupt, {{"seq", std::to_string(replayed.fault->seq)},
                                        {"place", replayed.fault->check}});
  const Rulebook& rules = replayed.state.rulebook;
  const Index site = find_site(replayed.state, request.site);
  if (site == no_index)
    return problem(Code::reference_unknown, {{"kind", "site"}, {"id", request.site}});
  const auto period = period_starting(rules, request.period);
  if (!period) return tl::make_unexpected(period.error());

  const std::vector<std::string> papers = papers_of(replayed, site, *period);
  const auto evidence =
      files_of(request.evidence_folder, evidence_folder, [&](const std::string& name) {
        return std::any_of(papers.begin(), papers.end(),
                           [&](const std::string& id) { return is_named_after(name, id); });
      });
  if (!evidence) return tl::make_unexpected(evidence.error());
  std::set<std::string> stems;
  for (const Index index : certificates_of(replayed, site, *period))
    stems.insert(
        stem_of(std::string(replayed.state.texts.get(replayed.state.certificates[index].number))));
  const auto certificates =
      files_of(request.certificates_folder, certificates_folder,
               [&](const std::string& name) { return is_certificate_file(name, stems); });
  if (!certificates) return tl::make_unexpected(certificates.error());

  const auto statements = statement_files(book, replayed, site, *period);
  if (!statements) return tl::make_unexpected(statements.error());

  Packed packed;
  Manifest& manifest = packed.manifest;
  manifest.missing_evidence = missing_of(papers, *evidence);
  const std::string checkpoint = tlog::sign_checkpoint(
      {book.origin, replayed.tree.size(), replayed.tree.root_at(replayed.tree.size())}, book.key);
  Derived derived =
      derive(replayed, site, *period, request.sample, manifest.missing_evidence, checkpoint);
  auto workbook = write_workbook(derived.sheets);
  if (!workbook) return tl::make_unexpected(workbook.error());

  std::vector<File> files = {{std::string(journal_name), book.journal},
                             {std::string(checkpoint_name), checkpoint},
                             {std::string(rulebook_name), book.rulebook_json},
                             {std::string(workbook_name), std::move(*workbook)},
                             {std::string(sample_json_name), std::move(derived.sample_json)},
                             {std::string(sample_csv_name), std::move(derived.sample_csv)}};
  const auto add_all = [&](const std::vector<File>& more) {
    files.insert(files.end(), more.begin(), more.end());
  };
  add_all(derived.proofs);
  add_all(*certificates);
  add_all(*evidence);
  add_all(*statements);
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.name < b.name; });

  fill_manifest(manifest, replayed, book, request, *period);
  sign_files(manifest, book, files);
  auto bytes = write_zip(files);
  if (!bytes) return tl::make_unexpected(bytes.error());
  packed.bytes = std::move(*bytes);
  return packed;
}

}  // namespace tenbin::pack
