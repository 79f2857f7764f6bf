#pragma once
// Certificates are issued: one, or those of all customers, batch after batch, so that memory is
// bounded and what was done stays done: asked once more, it goes on where it ended.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "press/batch.hpp"
#include "press/commands.hpp"
#include "units/date.hpp"

namespace tenbin::press {

// In memory: the caller commits, or throws the ledger away (a dry run). A ledger that answered a
// problem is to be thrown away too. Refusals of the command, of certificate_content and of printing
// (certificate.glyph_missing).
Result<Batch> issue(Ledger& ledger, Press& press, const IssueRequest& request,
                    std::string_view actor);

// Every customer with allocations that no certificate covers, on shipments between the two days.
struct IssueAllRequest {
  Date from;
  Date to;
  std::string date;
  std::optional<Language> language;  // else each customer's own
  bool qr_without_mass = false;
  std::string note = {};                    // of every record
  std::vector<std::string> customers = {};  // these alone; empty: all of them
};

// What issue_all would issue to that customer. reference.unknown; certificate.empty.
Result<IssueRequest> request_for(const Ledger& ledger, const IssueAllRequest& request,
                                 const std::string& customer);

// What the caller does between batches.
struct IssueSteps {
  // Commits, and may write the files. A batch may hold none that was issued.
  std::function<Result<void>(Ledger& ledger, const Batch& batch)> keep;
  // The book opened again, without what was posted and not committed; the ledger before is gone.
  std::function<Result<Ledger*>()> open_again;
  // How many customers were looked at. False ends it with `interrupted`.
  std::function<bool(std::size_t done, std::size_t of)> go_on;
  // Nothing is committed: what was issued before is posted once more, in memory, after open_again.
  bool in_memory = false;
};

// Whom something is refused, or whose certificate cannot be printed, is held back and does not hold
// back the others. reference.unknown when one of `customers` is; certificate.empty when there is
// nobody; interrupted; what the steps answer.
Result<void> issue_all(Ledger& ledger, Press& press, const IssueAllRequest& request,
                       std::string_view actor, const IssueSteps& steps);

}  // namespace tenbin::press
