#pragma once
// One batch of certificates: posted in memory, each with the record that its document is the one,
// printed, committed, written. Everything that can fail is tried before the postings are
// committed, the writing of the files apart: `certificate show` writes them again.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/certificate_files.hpp"
#include "cli/certificate_issue.hpp"

namespace tenbin::cli {

struct HeldBack {
  std::string customer;
  std::string allocation;  // empty: all of the customer
  Problem problem;
};

struct Issued {
  std::string number;
  std::string customer;
  std::string allocated_kg;
  CertificatePaths paths;
};

// Customers whose certificate cannot be printed, and why.
using Unprintable = std::map<Index, Problem>;

class Issuing {
 public:
  Issuing(const Context& context, const IssueOptions& options, Ledger& ledger, Press& press)
      : context_(context),
        options_(options),
        ledger_(ledger),
        press_(press),
        proofs_(ledger, press.log_key()) {}

  // The one that the options name.
  Result<void> add_named();
  // All of one customer that no certificate covers between the two dates; held back where the
  // customer is in `unprintable` or the command is refused.
  Result<void> add_all_of(Index customer, Date from, Date to, const Unprintable& unprintable);
  // What was posted, on paper; no file stands in its way. With --all, customers whose certificate
  // cannot be printed go to `unprintable`: then the batch is to be thrown away, with its ledger,
  // and done again without them.
  Result<void> print(Unprintable& unprintable);
  // On disk, then the files.
  Result<void> finish();

  std::size_t size() const { return indices_.size(); }
  const std::vector<HeldBack>& held_back() const { return held_back_; }
  std::vector<Issued> issued() const;

 private:
  Result<void> issue(Index customer, const std::vector<std::string>& allocations,
                     std::optional<Problem>& refused);
  std::vector<std::string> to_certify(Index customer, Date from, Date to);
  std::string id_of(Index customer) const;

  const Context& context_;
  const IssueOptions& options_;
  Ledger& ledger_;
  Press& press_;
  OwnProofs proofs_;
  std::vector<Index> indices_;         // of the certificates
  std::vector<Printed> certificates_;  // of `indices_`, and so the files
  std::vector<CertificateFiles> files_;
  std::vector<HeldBack> held_back_;
};

}  // namespace tenbin::cli
