#pragma once
// `tenbin certificate issue`, and what the commands on certificates share.
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "press/certificate_files.hpp"
#include "press/issue.hpp"

namespace tenbin::cli {

struct IssueOptions {
  std::string book;
  press::IssueRequest request;  // without its language
  std::string language;
  std::string folder = ".";
  std::string timestamp;  // command
  bool all = false;       // every customer with uncertified allocations between from and to
  bool json = false;
};

int issue_certificates(const Context& context, const IssueOptions& options);

// The request with its language.
press::IssueRequest request_of(const IssueOptions& options);

// The press of the book; `timestamp`: a command, or empty.
Result<press::Press> press_of(const Context& context, const std::string& book, const Ledger& ledger,
                              const std::string& timestamp);

// Commits, then writes the files: none of them may stand in the folder before. What is written too
// late is had again by `certificate show`.
Result<std::vector<press::CertificatePaths>> commit_with_files(Ledger& ledger,
                                                               const std::string& folder,
                                                               const press::Batch& batch);

}  // namespace tenbin::cli
