#pragma once
// What is asked for on certificates, and the commands that come of it, posted in memory. Dates and
// ids are passed on as they came: the command language refuses what they may not be.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kinds.hpp"
#include "service/ledger.hpp"

namespace tenbin::press {

// What the records of the posted commands say beside: an id that keeps a command from being posted
// twice, and a note. Both may be empty.
struct Mark {
  std::string command_id = {};
  std::string note = {};
};

struct IssueRequest {
  std::string customer;
  std::vector<std::string> allocations;  // else all that were shipped between the next two
  std::string from;
  std::string to;
  std::string date;
  std::string number;                // empty: the next one of the book
  std::optional<Language> language;  // else the customer's own
  bool qr_without_mass = false;
  Mark mark = {};
};

struct ReplaceRequest {
  std::string number;
  std::vector<std::string> allocations;
  std::string date;
  std::string reason;
  bool qr_without_mass = false;
  Mark mark = {};
};

struct RevokeRequest {
  std::string number;
  std::string date;
  std::string reason;
  std::string reason_class;  // what strangers may know of the reason: "error", …; may be empty
  Mark mark = {};
};

// reference.unknown {kind, id}.
Result<Index> customer_named(const State& state, const std::string& id);
Result<Index> certificate_named(const State& state, const std::string& number);

// The language that is asked for, else the customer's.
Result<Language> language_for(const Ledger& ledger, const IssueRequest& request, Index customer);

// Post and answer the position in state().certificates; or the refusal of the command.
Result<Index> post_issue(Ledger& ledger, const IssueRequest& request, Language language,
                         std::string_view actor);
Result<Index> post_replace(Ledger& ledger, const ReplaceRequest& request, std::string_view actor);
// A revocation has no paper: this is all of it.
Result<Index> post_revoke(Ledger& ledger, const RevokeRequest& request, std::string_view actor);

}  // namespace tenbin::press
