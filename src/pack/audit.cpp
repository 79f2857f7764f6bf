#include "pack/audit.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/encoding.hpp"
#include "engine/lookup.hpp"
#include "pack/certificate_check.hpp"
#include "pack/pack.hpp"
#include "pack/statement_check.hpp"
#include "pack/workbook.hpp"
#include "rulebook/read_rulebook.hpp"
#include "tlog/checkpoint.hpp"

namespace tenbin::pack {
namespace {

using enum AuditResult;

class Auditor {
 public:
  Auditor(std::vector<File> files, Manifest manifest,
          const std::optional<tlog::VerifierKey>& trusted)
      : files_(std::move(files)), manifest_(std::move(manifest)), trusted_(trusted) {
    for (const File& file : files_) by_name_[file.name] = &file;
  }

  Result<PackAudit> run() {
    report_.site = manifest_.site;
    report_.period = manifest_.period;
    report_.to = manifest_.to;
    report_.log_key = manifest_.log_key;
    add("archive", "");
    check_listing();
    check_keys();
    const auto rulebook = read_rulebook(bytes(rulebook_name));
    add("rulebook", rulebook ? "" : "unreadable");
    if (!rulebook) return std::move(report_);
    report_.rulebook = *rulebook;
    report_.rulebook_sha256 = to_hex(tlog::sha256(as_bytes(bytes(rulebook_name))));
    replay_.emplace(replay(std::string(bytes(journal_name)), *rulebook));
    report_.records = replay_->lines.size();
    report_.root = to_base64(replay_->tree.root_at(replay_->tree.size()));
    check_log();
    check_records();
    report_.balances = balance_report(replay_->state, {});
    TENBIN_TRY(check_period());
    return std::move(report_);
  }

 private:
  std::string_view bytes(std::string_view name) const {
    const auto found = by_name_.find(std::string(name));
    return found == by_name_.end() ? std::string_view() : std::string_view(found->second->bytes);
  }
  // An empty reason is a pass.
  void add(std::string name, std::string reason) {
    const AuditResult result = reason.empty() ? passed : failed;
    report_.checks.push_back({std::move(name), result, std::move(reason)});
  }
  void skip(std::string name, std::string reason) {
    report_.checks.push_back({std::move(name), not_checked, std::move(reason)});
  }

  // Every file listed, and nothing else, each with its SHA-256.
  void check_listing() {
    std::string wrong;
    std::set<std::string> rest;
    for (const File& file : files_) rest.insert(file.name);
    rest.erase(std::string(manifest_name));
    rest.erase(std::string(manifest_note_name));
    for (const ListedFile& listed : manifest_.files) {
      const auto found = by_name_.find(listed.name);
      if (rest.erase(listed.name) == 0) {
        wrong = "missing " + listed.name;
      } else if (to_hex(tlog::sha256(as_bytes(found->second->bytes))) != listed.sha256 ||
                 static_cast<std::int64_t>(found->second->bytes.size()) != listed.bytes) {
        wrong = "hash " + listed.name;
      }
      if (!wrong.empty()) break;
    }
    if (wrong.empty() && !rest.empty()) wrong = "not_listed " + *rest.begin();
    add("files", wrong);
  }

  // By which key the pack is signed, and whether it is the one that the auditor trusts.
  void check_keys() {
    const auto key = tlog::parse_vkey(manifest_.log_key);
    if (!key) {
      add("log_key", "malformed");
      skip("manifest_signature", "no_key");
      return;
    }
    if (trusted_) {
      add("log_key", *trusted_ == *key ? "" : "other_key");
    } else {
      skip("log_key", "not_given");
    }
    key_ = trusted_ ? *trusted_ : *key;
    const bool is_good = is_signed(bytes(manifest_name), bytes(manifest_note_name), *key_);
    add("manifest_signature", is_good ? "" : "signature");
  }

  // The checkpoint is signed, and the tree over the records is the one it names.
  void check_log() {
    if (!key_) {
      skip("checkpoint", "no_key");
    } else {
      const auto checkpoint = tlog::open_checkpoint(bytes(checkpoint_name), *key_);
      add("checkpoint", checkpoint ? "" : "signature");
      if (checkpoint) checkpoint_ = *checkpoint;
      if (checkpoint) report_.origin = checkpoint->origin;
    }
    if (!checkpoint_) {
      skip("tree", "no_checkpoint");
      return;
    }
    std::string wrong;
    if (checkpoint_->size != replay_->tree.size()) {
      wrong = "size";
    } else if (to_base64(checkpoint_->root) != report_.root) {
      wrong = "root";
    } else if (manifest_.journal_root != report_.root ||
               manifest_.journal_size != static_cast<std::int64_t>(replay_->tree.size())) {
      wrong = "manifest";
    }
    add("tree", wrong);
  }

  void check_records() {
    const auto& fault = replay_->fault;
    const std::string reason =
        fault ? fault->reason + " seq " + std::to_string(fault->seq) : std::string();
    const bool is_form = fault && fault->check == "records";
    const std::string_view journal = bytes(journal_name);
    const bool ends = journal.empty() || journal.back() == '\n';
    add("records", is_form ? reason : ends ? "" : "last_line");
    if (is_form) {
      skip("replay", "records");
    } else {
      add("replay", reason);
    }
  }

  Result<void> check_period() {
    const State& state = replay_->state;
    const Index site = find_site(state, manifest_.site);
    const auto first_day = parse_date(manifest_.period);
    const bool known = site != no_index && first_day && *first_day >= state.rulebook.starts &&
                       state.rulebook.first_day(state.rulebook.period_of(*first_day)) == *first_day;
    if (replay_->fault || !known || manifest_.sample_wanted <= 0) {
      add("period", known && manifest_.sample_wanted > 0 ? "" : "unknown");
      for (const char* name :
           {"evidence", "workbook", "sample", "proofs", "certificates", "statements"})
        skip(name, "replay");
      return {};
    }
    const std::int32_t period = state.rulebook.period_of(*first_day);
    add("period", manifest_.to == format_date(state.rulebook.last_day(period)) ? "" : "last_day");
    for (const Index account : state.sites[site].accounts)
      report_.accounts.emplace_back(state.texts.get(state.accounts[account].name));
    const std::vector<std::string> missing = check_evidence(site, period);
    const Derived derived =
        derive(*replay_, site, period, {manifest_.sample_wanted, manifest_.sample_seed}, missing,
               std::string(bytes(checkpoint_name)));
    TENBIN_TRY(check_workbook(derived));
    check_sample(derived);
    check_proofs(derived);
    const std::vector<const File*> statements = files_in(statements_folder);
    add("certificates", wrong_certificate(*replay_, files_in(certificates_folder), statements));
    check_statements(site, period, statements);
    report_.findings = findings_of(*replay_, site, period, missing);
    return {};
  }

  std::vector<const File*> files_in(std::string_view folder) const {
    std::vector<const File*> found;
    for (const File& file : files_) {
      if (file.name.starts_with(folder)) found.push_back(&file);
    }
    return found;
  }

  void check_statements(Index site, std::int32_t period,
                        const std::vector<const File*>& statements) {
    const std::string_view origin = key_ ? std::string_view(key_->name) : std::string_view();
    add("statements",
        wrong_statement(*replay_, {site, period, origin, bytes(rulebook_name)}, statements));
  }

  // The certificates without evidence are those that the manifest names; each file belongs to one.
  std::vector<std::string> check_evidence(Index site, std::int32_t period) {
    const std::vector<std::string> papers = papers_of(*replay_, site, period);
    std::set<std::string> missing(papers.begin(), papers.end());
    std::string wrong;
    for (const File& file : files_) {
      if (!file.name.starts_with(evidence_folder)) continue;
      const std::string_view name = std::string_view(file.name).substr(evidence_folder.size());
      bool belongs = false;
      for (const std::string& id : papers) {
        if (!is_named_after(name, id)) continue;
        belongs = true;
        missing.erase(id);
      }
      if (!belongs) wrong = "belongs_to_none " + file.name;
    }
    std::vector<std::string> list(missing.begin(), missing.end());
    if (wrong.empty() && list != manifest_.missing_evidence) wrong = "missing";
    add("evidence", wrong);
    return list;
  }

  Result<void> check_workbook(const Derived& derived) {
    const auto expected = write_workbook(derived.sheets);
    if (!expected) return tl::make_unexpected(expected.error());
    const bool same_writer = manifest_.workbook == workbook_writer();
    const auto place = first_difference(std::string(bytes(workbook_name)), *expected, same_writer);
    if (!place) {
      add("workbook", "unreadable");
    } else if (*place) {
      add("workbook", "differs " + **place);
    } else if (!same_writer) {
      skip("workbook", "other_writer");
    } else {
      add("workbook", "");
    }
    return {};
  }

  void check_sample(const Derived& derived) {
    std::string wrong;
    if (bytes(sample_json_name) != derived.sample_json) wrong = "differs sample.json";
    if (bytes(sample_csv_name) != derived.sample_csv) wrong = "differs sample.csv";
    add("sample", wrong);
  }

  void check_proofs(const Derived& derived) {
    std::string wrong;
    std::set<std::string> rest;
    for (const File& file : files_) {
      if (file.name.starts_with(proofs_folder)) rest.insert(file.name);
    }
    for (const File& proof : derived.proofs) {
      if (rest.erase(proof.name) == 0) {
        wrong = "missing " + proof.name;
      } else if (bytes(proof.name) != proof.bytes) {
        wrong = "differs " + proof.name;
      }
    }
    if (wrong.empty() && !rest.empty()) wrong = "not_sampled " + *rest.begin();
    add("proofs", wrong);
  }

  std::vector<File> files_;
  Manifest manifest_;
  const std::optional<tlog::VerifierKey>& trusted_;
  std::map<std::string, const File*> by_name_;
  std::optional<tlog::VerifierKey> key_;
  std::optional<tlog::Checkpoint> checkpoint_;
  std::optional<Replay> replay_;
  PackAudit report_;
};

}  // namespace

const AuditCheck* PackAudit::first_failure() const {
  const auto found = std::find_if(checks.begin(), checks.end(),
                                  [](const AuditCheck& check) { return check.result == failed; });
  return found == checks.end() ? nullptr : &*found;
}

bool PackAudit::passed() const {
  return first_failure() == nullptr;
}

Result<PackAudit> audit_pack(std::string_view bytes,
                             const std::optional<tlog::VerifierKey>& trusted) {
  auto files = read_zip(bytes);
  if (!files) return tl::make_unexpected(files.error());
  const auto found = std::find_if(files->begin(), files->end(),
                                  [](const File& file) { return file.name == manifest_name; });
  if (found == files->end())
    return problem(Code::pack_malformed,
                   {{"part", std::string(manifest_name)}, {"what", "missing"}});
  auto manifest = read_manifest(found->bytes);
  if (!manifest) return tl::make_unexpected(manifest.error());
  return Auditor(std::move(*files), std::move(*manifest), trusted).run();
}

}  // namespace tenbin::pack
