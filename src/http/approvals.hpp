#pragma once
// Four eyes: certificates are issued, replaced and revoked, periods closed and emission factors
// registered when a second person has approved it. Who makes the call posts nothing: it is tried on
// a copy of the book, kept with what it would post, and answered 202. When another person approves
// it, the same call is made again in the name of who asked, and its records say who approved
// (service/approval_note.hpp). The setting self_approval "on" is for a firm of one person: the same
// calls post at once where the caller may approve, and the approval is kept as a self-approved one.
//
//   GET  /api/v1/approvals[?state=open]        all for who approves or reads the journal, else own
//   GET  /api/v1/approvals/{approval}
//   POST /api/v1/approvals/{approval}/approve  {comment?} -> {approval, result}; approval.stale
//                                              where it cannot be posted any more: it stays open
//   POST /api/v1/approvals/{approval}/reject   {comment}
//   POST /api/v1/approvals/{approval}/withdraw
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_value.hpp"
#include "http/site.hpp"

namespace tenbin::http {

// How a call that needs two people may go on.
struct Consent {
  enum class Kind : std::uint8_t { ask, alone, given };
  Kind kind = Kind::ask;
  std::string mark = {};        // for the notes of its records; empty while it asks
  std::string command_id = {};  // of a given one: what is posted twice is posted once
};
// `entitled`: the caller has the right itself, and not only that to draft.
Result<Consent> consent_for(const Site& site, const Call& call, bool entitled = true);

// "issue", "replace", "revoke", "close", "factors"; empty for a command that needs no second
// person.
std::string_view approval_kind(const json::Value& command);

struct AskedFor {
  std::string_view route;  // its pattern
  std::string kind;
  std::string body;                   // JSON, that the route takes
  std::vector<std::string> commands;  // what it would post, for who decides
  bool once = false;                  // office::NewApproval
};

// 202 {"approval":…}
Reply ask(const Site& site, const Call& call, const AskedFor& asked);
// The same where it was asked before and is open, or approved with `once`.
std::optional<Reply> asked_before(const Site& site, const Call& call, const AskedFor& asked);
// Of a call that was made alone and is posted. The journal says it too, so a failure is no refusal.
void keep_self_approval(const Site& site, const Call& call, const AskedFor& asked);

}  // namespace tenbin::http
